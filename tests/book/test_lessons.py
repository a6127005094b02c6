"""Lessons: their form and what refuses a wrong one; numbers, minutes and labs of all of them; weeks and a day."""

import copy
import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from conftest import ROOT
from coursebook import contents, lessons
from painlab import labs
from painlab.questions.lesson import LENGTHS, LESSONS, MOVES, chapters, lesson, notebook, read_lessons

GATE = json.loads((LESSONS / "the-gate.json").read_text(encoding="utf-8"))
ALL = [lesson(chapter, minutes) for chapter in chapters() for minutes in LENGTHS]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
each_lesson = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)


def numbers(text):
    return {found.replace(",", "") for found in NUMBER.findall(text)}


def test_every_chapter_of_the_book_has_a_lesson_of_50_and_of_90_minutes():
    assert sorted(page.rpartition("/")[2] for page in contents.chapters(ROOT)) == chapters()
    assert all(sum(step.minutes for step in one.steps) == one.minutes for one in ALL)


@each_lesson
def test_a_lesson_goes_from_prediction_to_saying_back_and_names_an_exercise_and_what_goes_wrong(one):
    assert [step.title for step in one.steps if step.title in MOVES] == list(MOVES)
    assert any(step.exercise for step in one.steps)
    assert all(step.question and step.wrong for step in one.steps)


@each_lesson
def test_no_number_of_a_lesson_is_new_to_its_chapter(one):
    sources = [notebook(one.chapter, "test"), ROOT / f"book/teaching/{one.chapter}.md"]
    sources += [ROOT / f"book/data/{kind}/{one.chapter}.json" for kind in ("quizzes", "exercises")]
    sources += [Path(labs.__path__[0]) / f"{name}.py" for name in one.labs]
    known = set().union(*(numbers(path.read_text(encoding="utf-8")) for path in sources if path.exists()))
    told = numbers(" ".join(f"{step.what} {step.question} {step.wrong}" for step in one.steps))
    assert told <= known


@each_lesson
def test_a_lesson_holds_no_dose(one):
    assert not re.search(
        r"\d\s*(mg|milligram|µg|ml|tablets?)\b", " ".join(step.what + step.wrong for step in one.steps)
    )


def test_a_chapter_that_shows_labs_projects_one_of_them():
    for one in ALL:
        shown = set(re.findall(r'"lab\(\\"(\w+)', notebook(one.chapter, "test").read_text(encoding="utf-8")))
        assert not shown or shown & set(one.labs), one.name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda told: told["steps"][3].update(state="#gat/1"), "there is no lab 'gat'; did you mean 'gate'"),
        (lambda told: told["steps"][3].update(state="#gate/1?fa=3"), "step 4 .Predict.: the state .*fa"),
        (lambda told: told["steps"][3].update(state="#gate/1?fA=300"), "touch goes from 0 to 80"),
        (lambda told: told["steps"][3].update(state="#gate/2"), "is no link of this lab"),
        (lambda told: told["steps"][3].pop("state"), "'Predict' projects no lab"),
        (lambda told: told["steps"][3].pop("question"), "the 'question' is missing"),
        (lambda told: told["steps"][0].pop("what"), "'what' is missing"),
        (lambda told: told["steps"][0].update(minuets={}), "no field 'minuets'.*minutes"),
        (lambda told: told["steps"][0]["minutes"].update({"50": 6}), "of 50 minutes take 51"),
        (lambda told: told["steps"][0]["minutes"].update({"60": 6}), "no lesson of '60' minutes"),
        (lambda told: told["steps"][0]["minutes"].update({"50": 0}), "a whole number from 1 on"),
        (lambda told: told["steps"][0].update(exercise="Push against hol"), "did you mean 'Push against hold'"),
        (lambda told: told["steps"].reverse(), "it needs Predict, First look"),
        (lambda told: told["steps"][0].update(what="See <b>this</b>"), "holds HTML"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_lesson_is_refused_with_file_step_and_remedy(change, message, tmp_path):
    told = copy.deepcopy(GATE)
    change(told)
    path = tmp_path / "the-gate.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ValueError, match=f"(?s)the-gate.json.*{message}"):
        read_lessons(path)


def test_a_lesson_that_is_not_there_is_told_with_the_nearest_name():
    with pytest.raises(ValueError, match="did you mean 'the-gate'"):
        lesson("the-gat", 50)
    with pytest.raises(ValueError, match="use 50 or 90"):
        lesson("the-gate", 60)


def test_the_fullest_week_is_as_light_as_any_split_of_the_chapters_allows():
    minutes = dict(zip("abcdefg", (30, 80, 20, 20, 70, 10, 60), strict=True))
    found = lessons.weeks(list(minutes), 4, minutes)
    assert "".join(map("".join, found)) == "abcdefg"
    assert {len(week) for week in found} <= {1, 2}

    def fullest(week_of):
        return max(sum(minutes[name] for name in week) for week in week_of)

    splits = ([0, *cuts, 7] for cuts in combinations(range(1, 7), 3))
    halves = ([list("abcdefg")[a:b] for a, b in zip(cut, cut[1:], strict=False)] for cut in splits)
    assert fullest(found) == min(fullest(each) for each in halves if all(len(week) <= 2 for week in each))
    with pytest.raises(ValueError, match="do not fit 3 weeks"):
        lessons.weeks(list(minutes), 3, minutes)


def test_the_term_holds_every_chapter_once_in_the_order_of_the_book():
    page = "".join(lessons.term(15, ""))
    assert page.count("<tr><td>") == min(15, len(chapters()))
    assert re.findall(r'href="(book/[^#"]+)\.html"', page) == contents.chapters(ROOT)
    assert len(re.findall(r"teaching/[\w-]+-(?:50|90)\.html", page)) == len(chapters())


def test_the_day_counts_lessons_pauses_and_lunch():
    hours = re.findall(r"<td>(\d\d:\d\d)</td>", "".join(lessons.day(["nociceptors", "the-gate", "injured-nerve"], "")))
    assert hours == ["09:00", "09:50", "10:00", "10:50", "11:50", "12:40"]


@pytest.mark.parametrize("chapter", chapters())
def test_what_goes_wrong_is_told_at_its_step_or_beside_the_plan_and_not_in_both(chapter):
    notes = (ROOT / f"book/teaching/{chapter}.md").read_text(encoding="utf-8")
    section = re.search(r"^## What else goes wrong\n(.*?)(?=^## )", notes, re.M | re.S)
    beside = [bare(head) for head in re.findall(r"^- \*\*(.*?)\*\*", section[1], re.M)] if section else []
    assert beside or not section
    told = [bare(step.wrong) for minutes in LENGTHS for step in lesson(chapter, minutes).steps]
    assert not [head for head in beside if any(head in wrong for wrong in told)]


def bare(text):
    """A text without what can differ in the same sentence."""
    return " ".join(re.findall(r"\w+", text.lower()))
