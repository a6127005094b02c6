"""Answer fields of exercises: they belong to an exercise of their chapter, and they check what is written there."""

import json
import re
import sys

import pytest
from conftest import ROOT, mount_widget
from coursebook import contents
from painlab.questions.exercise import EXERCISES, chapters, exercise
from painlab.questions.quiz import read_quiz
from test_quiz import SAMPLE

NOTEBOOKS = [ROOT / f"{name}.ipynb" for name in contents.pages(ROOT) if (ROOT / f"{name}.ipynb").exists()]
CALL = re.compile(r'^exercise\("([^"]*)", "([^"]*)"\)$')
TITLE = re.compile(r"^:{3,}\{exercise\}(.*)$", re.MULTILINE)
SOLUTION = re.compile(r"^:{3,}\{solution\}", re.MULTILINE)


def slug(title):
    """ "How much gate must go? ●●" → "how-much-gate-must-go" """
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "").replace("’", "")).strip("-")


@pytest.fixture
def sample(monkeypatch, tmp_path):
    """The items of the sample quiz as exercises of a chapter 'the-gate'."""
    monkeypatch.setattr(sys.modules["painlab.questions.exercise"], "EXERCISES", tmp_path)
    (tmp_path / "the-gate.json").write_text(json.dumps(SAMPLE))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_answer_field_stands_between_its_exercise_and_the_solution(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    asked = []
    for index, cell in enumerate(cells):
        if found := CALL.match("".join(cell["source"])):
            chapter, name = found.groups()
            above = "".join(cells[index - 1]["source"])
            assert chapter == path.stem
            assert slug(TITLE.findall(above)[-1]) == name
            assert not SOLUTION.search(above, above.rindex("{exercise}")), (
                f"{name}: the solution stands above the field"
            )
            exercise(chapter, name)
            asked.append(name)
    file = EXERCISES / f"{path.stem}.json"
    assert asked == ([item["id"] for item in read_quiz(file)["items"]] if file.exists() else [])


def test_every_file_of_exercises_has_its_chapter():
    assert set(chapters()) <= {path.stem for path in NOTEBOOKS}


def test_an_unknown_chapter_or_exercise_names_the_nearest_one(sample):
    assert repr(exercise("the-gate", "two")) == "exercise('the-gate', 'two')"
    with pytest.raises(ValueError, match="no exercises of a chapter 'the-gat'; did you mean 'the-gate'?"):
        exercise("the-gat", "two")
    with pytest.raises(ValueError, match=r"the-gate.json: there is no exercise 'fiv'; did you mean 'five'?"):
        exercise("the-gate", "fiv")


def test_without_a_script_an_exercise_shows_what_is_asked_and_nothing_of_the_answer(sample):
    still = exercise("the-gate", "three").still_html()
    assert "How many are two and two?" in still and "in apples" in still
    assert "side by side" not in still and "<details" not in still and "Count them" not in still


def test_a_field_says_right_or_gives_the_reason_for_that_very_error(sample, visit, tmp_path):
    page = mount_widget(exercise("the-gate", "three"), tmp_path / "exercise.html", visit)
    assert page.locator(".painlab-quiz-item").count() == 1
    assert "Count them" not in page.inner_html("#here")
    page.get_by_role("textbox").fill("22")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "22 apples is not it."
    assert "✗" in page.locator(".painlab-quiz-reason", has_text="side by side").inner_text()
    page.get_by_role("button", name="Answer again").click()
    page.get_by_role("textbox").fill("4")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "Right."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("id", ["one", "three", "four"])
def test_axe_finds_nothing_in_an_answer_field(sample, visit, axe, tmp_path, id, dark):
    page = mount_widget(
        exercise("the-gate", id), tmp_path / "exercise.html", lambda url: visit(url, dark=dark, width=320)
    )
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_exercises_of_a_page_count_from_one(site):
    counted = 0
    for path in NOTEBOOKS:
        html = (site / path.relative_to(ROOT).with_suffix(".html")).read_text(encoding="utf-8")
        numbers = re.findall(r'<p class="admonition-title"[^>]*>(?:<span[^>]*>)?Exercise (\d+)', html)
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)], path.stem
        solved = re.findall(r"\bSolution to\s+Exercise (\d+)", html)
        assert solved == numbers, path.stem
        counted += len(numbers)
    assert counted > 60
