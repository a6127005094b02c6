"""What a class gets: notebooks with blanks that nbgrader can read, sheets without answers, copies with them."""

import html
import json
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
import teaching
from coursebook import classroom, sheets
from coursebook.lessons import in_order, page_of, title_of
from coursebook.lms import VERSIONS
from painlab.lab.lab import load, names
from painlab.questions.lesson import LENGTHS, MOVES, chapters, lesson
from painlab.questions.quiz import QUIZZES, inline, quizzes

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


def words(text):
    """A text without marks, to compare what stands in it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.replace("\\u003c", "<"))).split())


def files_in(folder):
    """(name, text) of every file of a kit, also of those in its package."""
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        if path.suffix == ".whl":
            packed = zipfile.ZipFile(path)
            yield from ((name, packed.read(name).decode("utf-8", "replace")) for name in packed.namelist())
        else:
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The folder of a kit without keys."""
    folder = tmp_path_factory.mktemp("kit")
    teaching.write(folder, keys=False)
    return folder


def test_without_keys_no_file_of_the_kit_has_a_key_a_solution_or_what_usually_goes_wrong(kit):
    written = [(name, text) for name, text in files_in(kit) if not name.startswith("painlab/labs/")]
    whole = words("\n".join(text for _, text in written))
    assert not [name for name, text in written if re.search(r'"right": ?true', text)]
    assert not [name for name, text in written if name.endswith(".html") and "<strong>Right" in text]
    told = [text for chapter in chapters() for text in reasons(chapter)]
    told += [step.wrong for chapter in chapters() for step in lesson(chapter, 90).steps]
    told += [
        part for chapter in chapters() for *_, solution in sheets.exercises(chapter) for part in paragraphs(solution)
    ]
    assert len(told) > 1000
    assert not [text for text in told if words(inline(text)) in whole or json.dumps(text)[1:-1] in whole]
    assert not [name for name, _ in written if "instructor" in name or name.startswith("painlab/book/data/quiz")]


def test_of_the_package_without_keys_only_labs_and_verdicts_on_claims_can_be_read_for_answers(kit):
    package = zipfile.ZipFile(next(kit.glob("*.whl")))
    texts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    marked = {
        name
        for name, text in texts.items()
        if re.search(r"\bright=True,?\n|\bright=True\)|\bGuess\(\n|\"right\": ?true", text)
    }
    assert marked and {name.rpartition("/")[0] for name in marked} == {"painlab/labs"}
    book = {name: text for name, text in texts.items() if name.startswith("painlab/book/")}
    assert [name for name, text in book.items() if '"verdict":' in text] == ["painlab/book/data/claims.json"]
    assert not [name for name in texts if name.endswith((".ipynb", ".md")) or "inventory.json" in name]


def paragraphs(solution):
    return [text for text in re.findall(r"<p>(.*?)</p>", solution, re.S) if len(words(text)) > 40]


def test_the_package_of_a_kit_without_keys_still_opens_every_lab(kit, tmp_path):
    zipfile.ZipFile(next(kit.glob("*.whl"))).extractall(tmp_path)
    code = "import painlab; from painlab.lab import names; print(painlab.__file__)"
    code += "; print(*[painlab.lab(name).name for name in names()])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split() == [str(tmp_path / "painlab/__init__.py"), *names()], done.stderr


def test_the_first_page_of_a_kit_leads_to_files_that_are_there(kit):
    links = re.findall(r'href="([^"]+)"', (kit / "index.html").read_text(encoding="utf-8"))
    assert len(links) == 4 * len(chapters())
    assert all((kit / link).is_file() for link in links)


def test_the_first_page_of_the_teachers_kit_leads_to_answers_and_to_questions_for_every_quiz():
    page = sheets.contents(True, "painlab.whl")
    links = re.findall(r'href="([^"]+)"', page)
    assert {f"{chapter}-instructor.html" for chapter in chapters()} <= set(links)
    packages = {f"lms/qti-{version}/{name}.zip" for version in VERSIONS for name in chapters() if name in quizzes()}
    assert {link for link in links if link.startswith("lms/")} == packages | {"lms/moodle.xml", "lms/course.imscc"}
    titles = [html.escape(title_of(name)) for name in in_order()]
    assert sorted(titles, key=page.index) == titles


LONG = {"injured-nerve", "lost-inhibition", "peripheral-sensitization"}  # whose pictures take a minute


@pytest.mark.parametrize(
    "chapter", [pytest.param(name, marks=pytest.mark.slow) if name in LONG else name for name in chapters()]
)
def test_with_keys_the_instructors_copy_has_every_reason_solution_and_picture_and_all_that_goes_wrong(chapter):
    copy = sheets.instructors_copy(chapter)
    told = words(copy)
    assert "painlab-scene" not in copy or ".painlab-scene .nociceptive { stroke: var(--nociceptive)" in copy
    assert all(f"{color}:" in copy for color in set(re.findall(r"var\((--[\w-]+)\)", copy)))
    expected = reasons(chapter) + [step.wrong for step in lesson(chapter, 90).steps]
    assert not [text for text in expected if words(inline(text)) not in told and " ".join(text.split()) not in told]
    solutions = [part for *_, solution in sheets.exercises(chapter) for part in paragraphs(solution)]
    assert solutions and all(words(part) in told for part in solutions)
    assert len(re.findall(r'<div class="picture">.*?<svg', copy, re.S)) == sum(
        bool(step.state) for step in lesson(chapter, 90).steps
    )


@each_chapter
def test_the_instructors_copy_has_the_minutes_of_both_lessons_and_links_to_each_state_in_the_kit(chapter):
    copy = sheets.plan(chapter)
    rows = re.findall(r"<tr><td>(\d+|–)</td><td>(\d+|–)</td>", copy)
    assert [sum(int(cell) for cell in column if cell != "–") for column in zip(*rows, strict=True)] == list(LENGTHS)
    states = {step.state for minutes in LENGTHS for step in lesson(chapter, minutes).steps if step.state}
    assert {html.unescape(link) for link in re.findall(r'href="([^"]+)"', copy)} == {page_of(state) for state in states}


@each_chapter
def test_a_handout_asks_the_exercises_of_the_lesson(chapter):
    sheet = words(sheets.handout(chapter))
    asked = {title: words(text) for title, text, _ in sheets.exercises(chapter)}
    named = {step.exercise for step in lesson(chapter, 90).steps if step.exercise}
    assert named and all(asked[title] in sheet for title in named)


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
