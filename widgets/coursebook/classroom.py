"""What a class gets of a lesson: a notebook with blanks, a sheet to print, slides; for the teacher alone, the keys.

write_notebooks(folder, install)   `folder`/<chapter>.ipynb, with nbgrader's metadata; no solution in them
write_kit(folder, install, keys)   those, <chapter>.html to print, slides; with `keys` also <chapter>-instructor.html
"""

import json
from pathlib import Path

import nbformat
from painlab.lab.lab import load
from painlab.page.words import t
from painlab.questions.lesson import chapters

from . import slides
from .live import FIRST, install_from
from .processes import side_by_side
from .sheets import contents, handout, instructors_copy, moves, title_of

POINTS = 2  # of each blank
BLANK = "*Write here.*"
CHANGE = "Change one number in the line below, predict, and run it."


def write_notebooks(folder: Path, install: str) -> list[Path]:
    """The class notebook of every chapter; `install` is what pip installs where painlab is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in chapters():
        nbformat.write(class_notebook(chapter, install), folder / f"{chapter}.ipynb")
    return sorted(folder.glob("*.ipynb"))


def class_notebook(chapter: str, install: str):
    """A chapter's moves with their states of the lab, and a blank for each. A notebook that nbgrader reads."""
    cells = [
        text(
            f"# {title_of(chapter)}\n\n{t('Work in pairs. Write before you look on, one or two sentences each.')}",
            "start",
        ),
        code(FIRST.format(install=install), "install", {"cellView": "form"}),
        code("from painlab import lab", "labs"),
    ]
    for step in moves(chapter):
        name = step.title.lower().replace(" ", "-")
        cells.append(text(f"## {t(step.title)}\n\n{asked(step)}", f"{name}-asked"))
        if step.state and step.title != "Predict":
            cells.append(code(call(step.state), f"{name}-lab"))
        cells.append(blank(f"{chapter}-{name}"))
    if states := [step.state for step in moves(chapter) if step.state]:
        cells.insert(-2, text(f"## {t('Change it')}\n\n{t(CHANGE)}", "change"))
        cells.insert(-2, code(call(states[-1]), "yours"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return notebook


def asked(step) -> str:
    """The question of a step, and the answers among which a prediction chooses."""
    options = load(step.lab).options if step.lab and step.title == "Predict" else ()
    sure = f"\n\n{t('How sure are you: sure, fairly, or a guess?')}" if step.title == "Predict" else ""
    return step.question + "".join(f"\n- {option.text}" for option in options) + sure


def call(state: str) -> str:
    """'#gate/1?fA=25' → 'lab("gate", fA=25)'."""
    name = state.removeprefix("#").split("/")[0]
    one = load(name)
    told = one.read_link(state).items()
    values = {symbol: value for symbol, value in told if value != one.defaults[symbol] or symbol in one.opens}
    return f"lab({', '.join([json.dumps(name), *(f'{symbol}={value!r}' for symbol, value in values.items())])})"


def text(source: str, id: str):
    """A Markdown cell that nbgrader locks."""
    return nbformat.v4.new_markdown_cell(source, id=id, metadata={"nbgrader": graded(id, locked=True)})


def code(source: str, id: str, more: dict | None = None):
    """A code cell; `more` is its metadata."""
    return nbformat.v4.new_code_cell(source, id=id, metadata=more or {})


def blank(id: str):
    """A Markdown cell to answer in, graded by hand; its id is cut to the 64 characters that nbformat allows."""
    data = graded(id, grade=True, solution=True) | {"points": POINTS}
    return nbformat.v4.new_markdown_cell(t(BLANK), id=id[:64], metadata={"nbgrader": data})


def graded(id: str, grade=False, solution=False, locked=False) -> dict:
    """nbgrader's metadata, version 3 of its schema."""
    kind = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return kind | {"grade_id": id, "schema_version": 3}


def write_kit(folder: Path, install: str, keys: bool) -> list[Path]:
    """The kit of all chapters; with `keys` also each instructor's copy, and notes on the slides. What was written."""
    write_notebooks(folder, install)
    slides.write_folder(folder, notes=keys)
    (folder / "index.html").write_text(contents(keys, Path(install).name), encoding="utf-8")
    for chapter in chapters():
        (folder / f"{chapter}.html").write_text(handout(chapter), encoding="utf-8")
    if keys:
        for chapter, copy in zip(chapters(), side_by_side(instructors_copy, chapters()), strict=True):
            (folder / f"{chapter}-instructor.html").write_text(copy, encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def in_site(app, error):
    """Lay the class notebooks beside the live edition."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "notebooks"
    write_notebooks(folder / "class", install_from(app, folder))


def setup(app):
    """Write the class notebooks into the site when the build ends."""
    app.connect("build-finished", in_site, priority=960)  # after the live edition, which brings the package
