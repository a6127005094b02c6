"""What a class gets: notebooks with blanks that nbgrader can read, sheets without answers, copies with them."""

import html
import json
import re

import nbformat
import pytest
from coursebook import classroom
from painlab.lab.lab import load
from painlab.questions.lesson import MOVES, chapters, lesson
from painlab.questions.quiz import QUIZZES, inline

each_chapter = pytest.mark.parametrize("chapter", chapters())


def reasons(chapter):
    """Every reason of a chapter's quiz and predictions, as data and as HTML."""
    kept = json.loads((QUIZZES / f"{chapter}.json").read_text(encoding="utf-8"))
    found = re.findall(r'"reason": "((?:[^"\\]|\\.)*)"', json.dumps(kept, ensure_ascii=False))
    found = [json.loads(f'"{text}"') for text in found]
    for name in lesson(chapter, 90).labs:
        one = load(name)
        found += [option.reason for option in one.options] + ([one.guess.reason] if one.guess else [])
    return [text for text in found if len(text) > 20]


@pytest.fixture(scope="module")
def kits(tmp_path_factory):
    """{keys: the text of every file of a kit, unescaped}."""
    made = {}
    for keys in (False, True):
        files = classroom.write_kit(tmp_path_factory.mktemp("kit"), "painlab", keys)
        made[keys] = {path.name: html.unescape(path.read_text(encoding="utf-8")) for path in files}
    return made


def test_without_keys_there_is_no_answer_and_no_reason_in_the_kit(kits):
    whole = "\n".join(kits[False].values())
    assert not re.search(r'"right"|<strong>Right', whole)
    assert not [text for chapter in chapters() for text in reasons(chapter) if text in whole or inline(text) in whole]
    assert not any("instructor" in name for name in kits[False])


@each_chapter
def test_with_keys_the_instructors_copy_has_every_reason_and_all_that_goes_wrong(chapter, kits):
    copy = kits[True][f"{chapter}-instructor.html"]
    missing = [text for text in reasons(chapter) if text not in copy and html.unescape(inline(text)) not in copy]
    assert not missing
    assert all(html.unescape(inline(step.wrong)) in copy for step in lesson(chapter, 90).steps)


@each_chapter
def test_a_class_notebook_has_a_blank_for_each_move_and_one_cell_to_change(chapter):
    made = classroom.class_notebook(chapter, "painlab")
    nbformat.validate(made)
    blanks = [cell for cell in made.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    assert len(blanks) == len(MOVES)
    assert all(cell.source == classroom.BLANK and cell.metadata.nbgrader.points for cell in blanks)
    ids = [cell.metadata.nbgrader.grade_id for cell in made.cells if "nbgrader" in cell.metadata]
    assert len(ids) == len(set(ids))
    calls = [cell.source for cell in made.cells if cell.source.startswith('lab("')]
    assert len(calls) == (4 if lesson(chapter, 90).labs else 0)


@each_chapter
def test_the_lines_of_a_class_notebook_open_the_states_of_the_lesson(chapter):
    from painlab import lab

    for step in classroom.moves(chapter):
        if step.state:
            widget = eval(classroom.call(step.state), {"lab": lab})
            assert widget.state == load(step.lab).read_link(step.state)
