"""The ways through the book: every step leads to a place that is there, minutes add up, every chapter is on a way."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import contents, levels, paths

PATHS = paths.paths()
STEPS = [step for path in PATHS.values() for step in paths.steps(path)]
CHAPTERS = contents.chapters(ROOT)
TOURS = {"ten": 10, "quarter": 15, "lesson": 45}
each_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.path}.{step.number}")


@each_step
def test_every_step_leads_to_a_page_and_a_section_that_exist(step):
    assert step.page in contents.pages(ROOT)
    levels.part(step.source, step.sections)
    if step.lab:
        assert f'lab("{step.lab}"' in "".join(text for _, text in levels.cells(step.source))
        assert step.do


@each_step
def test_what_a_step_asks_to_read_is_not_above_the_level_of_its_path(step):
    if step.sections:
        assert min(one.level for one in levels.part(step.source, step.sections[:1])) <= step.level


@pytest.mark.parametrize("name", PATHS)
def test_the_minutes_of_a_path_are_those_of_its_parts_and_steps(name, site):
    page = (site / "book/reference/reading-paths.html").read_text(encoding="utf8")
    steps = paths.steps(PATHS[name])
    shown = [int(found) for found in re.findall(rf"path={name}\.\d+[^>]*>[^<]*</a> <small>(\d+) min", page)]
    assert shown == [step.minutes for step in steps]
    assert paths.duration(sum(shown)).capitalize() in page


@pytest.mark.parametrize("name", TOURS)
def test_a_tour_takes_as_long_as_it_says(name):
    assert sum(step.minutes for step in paths.steps(PATHS[name])) == pytest.approx(TOURS[name], rel=0.2)


def test_the_student_meets_each_chapter_in_the_order_of_the_book_in_about_thirty_hours():
    met = [step.page for step in paths.steps(PATHS["student"]) if step.page in CHAPTERS]
    assert met == CHAPTERS[: len(met)] or sorted(met) == sorted(CHAPTERS)
    assert len(met) >= len(CHAPTERS)
    assert 24 <= sum(step.minutes for step in paths.steps(PATHS["student"])) / 60 <= 33


def test_with_pain_one_begins_with_a_welcome_and_what_people_most_want_and_safety_is_near():
    first = PATHS["pain"]["parts"][0][1]
    assert first[0].page == "book/with-pain"
    assert [step.page.rpartition("/")[2] for step in first[1:4]] == ["injured-nerve", "diagnosis", "neuropathic-pain"]
    assert first[4].page == "book/reference/safety"
    assert all(step.level == 1 for step in paths.steps(PATHS["pain"]))


def test_the_foot_of_a_page_says_which_step_it_is_and_leads_on_to_the_last(visit):
    steps = paths.steps(PATHS["ten"])
    page = visit(steps[0].address(""), width=390, height=664)
    for step in steps:
        bar = page.locator(".path-bar")
        bar.wait_for()
        assert f"Step {step.number} of {len(steps)}" in bar.inner_text()
        assert step.page in page.url
        if step is not steps[-1]:
            bar.get_by_role("link", name="Next").click()
            page.wait_for_url(f"**path=ten.{step.number + 1}**")
    assert "This was the last step." in bar.inner_text()


def test_whoever_leaves_the_path_sees_the_page_without_the_bar(visit):
    page = visit(paths.steps(PATHS["pain"])[1].address(""))
    page.get_by_role("link", name="Leave this way").click()
    page.wait_for_url(re.compile(r"^[^?]*$"))
    assert page.locator(".path-bar").count() == 0


def test_a_wrong_section_is_refused_with_the_sections_that_there_are():
    with pytest.raises(
        LookupError, match="the-gate.ipynb has no section 'The jar'; its sections are: .*The jar and the blouse"
    ):
        levels.part(ROOT / "book/physiology/the-gate.ipynb", ("The jar",))


def test_the_file_of_the_paths_holds_nothing_that_no_path_uses():
    told = json.loads(paths.FILE.read_text(encoding="utf8"))["paths"]
    assert len({path["id"] for path in told}) == len(told)
    for path in told:
        assert set(path) == {"id", "title", "level", "about", "parts"}
        for part in path["parts"]:
            assert set(part) == {"title", "steps"}
            for step in part["steps"]:
                assert set(step) <= {"page", "sections", "lab", "do"} and not ({"sections", "lab"} <= set(step))
