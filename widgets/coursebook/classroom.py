"""What a class gets of a lesson: a notebook with blanks, a sheet to print; for the teacher alone, a copy with keys.

write_notebooks(folder, install)   `folder`/<chapter>.ipynb, with nbgrader's metadata; no solution in them
write_kit(folder, install, keys)   those, and <chapter>.html to print; with `keys` also <chapter>-instructor.html
"""

import html
import json
import re
from pathlib import Path

import nbformat
from painlab.lab.lab import load
from painlab.page.palette import LIGHT
from painlab.questions.lesson import MOVES, chapters, lesson, notebook
from painlab.questions.quiz import QUIZZES, inline, question_html, quiz, quizzes, read_quiz
from painlab.sources import BOOK, chapter_title

from .lessons import head
from .live import FIRST, install_from

POINTS = 2  # of each blank
BLANK = "*Write here.*"
LINES = 4  # of a blank on paper
STYLE = f"""body {{ max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: {LIGHT["ink"]}; }}
body {{ font: 1rem/1.45 serif; }}
h1 {{ font-size: 1.6rem; }} h2 {{ margin: 1.5rem 0 0.2rem; font-size: 1.15rem; }} section {{ break-inside: avoid; }}
.blank {{ height: 2.1rem; border-bottom: 1px solid {LIGHT["rule"]}; }}
table {{ border-collapse: collapse; }} td, th {{ padding: 0.4rem; text-align: left; vertical-align: top; }}"""


def write_notebooks(folder: Path, install: str) -> list[Path]:
    """The class notebook of every chapter; `install` is what pip installs where painlab is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in chapters():
        nbformat.write(class_notebook(chapter, install), folder / f"{chapter}.ipynb")
    return sorted(folder.glob("*.ipynb"))


def class_notebook(chapter: str, install: str):
    """A chapter's moves with their states of the lab, and a blank for each. A notebook that nbgrader reads."""
    cells = [
        text(f"# {title(chapter)}\n\nWork in pairs. Write before you look on, one or two sentences each.", "start"),
        code(FIRST.format(install=install), "install", {"cellView": "form"}),
        code("from painlab import lab", "labs"),
    ]
    for step in moves(chapter):
        name = step.title.lower().replace(" ", "-")
        cells.append(text(f"## {step.title}\n\n{asked(step)}", f"{name}-asked"))
        if step.state and step.title != "Predict":
            cells.append(code(call(step.state), f"{name}-lab"))
        cells.append(blank(f"{chapter}-{name}"))
    if states := [step.state for step in moves(chapter) if step.state]:
        cells.insert(-2, text("## Change it\n\nChange one number in the line below, predict, and run it.", "change"))
        cells.insert(-2, code(call(states[-1]), "yours"))
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return made


def moves(chapter: str) -> list:
    """The steps of a chapter's longer lesson that are moves of a lab."""
    return [step for step in lesson(chapter, 90).steps if step.title in MOVES]


def title(chapter: str) -> str:
    return chapter_title(notebook(chapter, chapter).relative_to(BOOK).with_suffix("").as_posix(), chapter)


def asked(step) -> str:
    """The question of a step, and the answers among which a prediction chooses."""
    options = load(step.lab).options if step.lab and step.title == "Predict" else ()
    sure = "\n\nHow sure are you: sure, fairly, or a guess?" if step.title == "Predict" else ""
    return step.question + "".join(f"\n- {option.text}" for option in options) + sure


def call(state: str) -> str:
    """'#gate/1?fA=25' → 'lab("gate", fA=25)'."""
    name = state.removeprefix("#").split("/")[0]
    one = load(name)
    told = one.read_link(state).items()
    values = {symbol: value for symbol, value in told if value != one.defaults[symbol] or symbol in one.opens}
    return f"lab({', '.join([json.dumps(name), *(f'{symbol}={value!r}' for symbol, value in values.items())])})"


def text(source: str, id: str):
    return nbformat.v4.new_markdown_cell(source, id=id, metadata={"nbgrader": graded(id, locked=True)})


def code(source: str, id: str, more: dict | None = None):
    return nbformat.v4.new_code_cell(source, id=id, metadata=more or {})


def blank(id: str):
    data = graded(id, grade=True, solution=True) | {"points": POINTS}
    return nbformat.v4.new_markdown_cell(BLANK, id=id[:64], metadata={"nbgrader": data})


def graded(id: str, grade=False, solution=False, locked=False) -> dict:
    """nbgrader's metadata, version 3 of its schema."""
    kind = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return kind | {"grade_id": id, "schema_version": 3}


def write_kit(folder: Path, install: str, keys: bool) -> list[Path]:
    """The kit of all chapters; with `keys` also each instructor's copy. The files that were written."""
    write_notebooks(folder, install)
    for chapter in chapters():
        (folder / f"{chapter}.html").write_text(handout(chapter), encoding="utf-8")
        if keys:
            (folder / f"{chapter}-instructor.html").write_text(instructors_copy(chapter), encoding="utf-8")
    return sorted(folder.iterdir())


def handout(chapter: str) -> str:
    """A sheet for students as HTML to print: questions and room to write, and the quiz without its key."""
    parts = []
    for step in moves(chapter):
        lines = '<div class="blank"></div>' * LINES
        options = load(step.lab).options if step.lab and step.title == "Predict" else ()
        listed = "".join(f"<li>{inline(option.text)}</li>" for option in options)
        parts.append(f"<h2>{step.title}</h2><p>{inline(step.question)}</p><ul>{listed}</ul>{lines}")
    if chapter in quizzes():
        items = read_quiz(QUIZZES / f"{chapter}.json")["items"]
        parts.append("<h2>Check yourself</h2>" + "".join(f"<p>{question_html(item)}</p>" for item in items))
    return sheet(title(chapter), parts)


def instructors_copy(chapter: str) -> str:
    """The longer lesson with everything that is said of it, the prediction's answer, and the quiz with its key."""
    rows = "".join(
        f"<tr><td>{step.minutes}</td><td><b>{inline(step.title)}.</b> {inline(step.what)}"
        f"<br><i>{inline(step.question)}</i><br>{inline(step.wrong)}<br>{inline(step.exercise)}</td></tr>"
        for step in lesson(chapter, 90).steps
    )
    parts = [f"{''.join(head('min', 'what'))}{rows}</tbody></table>"]
    for name in lesson(chapter, 90).labs:
        one = load(name)
        reasons = [f"{'Right: ' * option.right}{option.text}. {option.reason}" for option in one.options]
        reasons += [one.guess.reason] if one.guess else []
        listed = "".join(f"<li>{html.escape(reason)}</li>" for reason in reasons)
        parts.append(f"<h2>{inline(one.title)}</h2><p>{html.escape(one.prediction)}</p><ul>{listed}</ul>")
    if chapter in quizzes():
        still = re.sub(r' data-model-id="\w+"', "", quiz(chapter).still_html())  # drawn by lot
        parts.append(still.replace("<details>", "<details open>"))
    return sheet(f"{title(chapter)}: instructor's copy", parts)


def sheet(name: str, parts: list[str]) -> str:
    body = "".join(f"<section>{part}</section>" for part in parts)
    top = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(name)}</title>'
    return f"{top}<style>{STYLE}</style></head><body><h1>{html.escape(name)}</h1>{body}</body></html>\n"


def in_site(app, error):
    """Lay the class notebooks beside the live edition."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "notebooks"
    write_notebooks(folder / "class", install_from(app, folder))


def setup(app):
    app.connect("build-finished", in_site, priority=960)  # after the live edition, which brings the package
