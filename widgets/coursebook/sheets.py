"""The sheets of a lesson, as HTML to print.

handout(chapter)            for students, without an answer
instructors_copy(chapter)   the plan, its pictures, and every answer
contents(keys, package)     the first page of a kit
"""

import functools
import html
import json
import re

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from painlab.lab.lab import load
from painlab.lab.widget import LabWidget
from painlab.page.join import front_file
from painlab.page.palette import LIGHT, palette_css
from painlab.page.words import every, language, t
from painlab.questions.lesson import LENGTHS, MOVES, lesson, notebook
from painlab.questions.quiz import QUIZZES, inline, question_html, quiz, quizzes, read_quiz
from painlab.sources import BOOK

from . import katex
from .lessons import book_title, head, in_order, numbered, steps, title_of
from .lms import VERSIONS
from .plain import EXERCISE, Chapter, glossary_terms, number_exercises, plain

LINES = 4  # of a blank on paper
BLANKS = '<div class="blank"></div>' * LINES
FENCED = re.compile(r"^(:{3,})\{(exercise|solution)\}[ ]*([^\n]*)\n.*?^\1$", re.M | re.S)
STYLE = f"""body {{ max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: {LIGHT["ink"]}; }}
body {{ font: 1rem/1.45 serif; }}
h1 {{ font-size: 1.6rem; }} h2 {{ margin: 1.5rem 0 0.2rem; font-size: 1.15rem; }} section {{ break-inside: avoid; }}
.blank {{ height: 2.1rem; border-bottom: 1px solid {LIGHT["rule"]}; }}
table {{ border-collapse: collapse; }} td, th {{ padding: 0.4rem; text-align: left; vertical-align: top; }}
thead th {{ white-space: nowrap; }} tbody tr {{ border-top: 1px solid {LIGHT["rule"]}; }}
td p {{ margin: 0.2rem 0 0; }} .ask {{ font-style: italic; }}
blockquote {{ margin: 1rem 0 0; }} .picture {{ max-width: 27rem; }} pre {{ white-space: pre-wrap; }}"""


def handout(chapter: str) -> str:
    """A sheet for students: questions and room to write, the exercises of the lesson, the quiz without its key."""
    parts = []
    for step in moves(chapter):
        options = load(step.lab).options if step.lab and step.title == "Predict" else ()
        listed = "".join(f"<li>{inline(option.text)}</li>" for option in options)
        parts.append(f"<h2>{t(step.title)}</h2><p>{inline(step.question)}</p><ul>{listed}</ul>{BLANKS}")
    given = {step.exercise for step in lesson(chapter, 90).steps}
    parts += [asked + BLANKS for title, asked, _ in exercises(chapter) if title in given]
    if chapter in quizzes():
        items = read_quiz(QUIZZES / f"{chapter}.json")["items"]
        listed = "".join(f"<p>{number}. {question_html(item)}</p>" for number, item in enumerate(items, 1))
        parts.append(f"<h2>{t('Check yourself')}</h2>{listed}")
    return sheet(title_of(chapter), parts)


def instructors_copy(chapter: str) -> str:
    """Both lessons with all that is said of them, their pictures, the predictions, exercises and quiz answered."""
    parts = [plan(chapter)]
    parts += [
        f'<h2>{t("{title}: the picture", title=inline(t(step.title)))}</h2><div class="picture">{picture(step)}</div>'
        for step in lesson(chapter, 90).steps
        if step.state
    ]
    for name in lesson(chapter, 90).labs:
        one = load(name)
        reasons = [
            f"{t('Right:') + ' ' if option.right else ''}{option.text}. {option.reason}" for option in one.options
        ]
        reasons += [one.guess.reason] if one.guess else []
        listed = "".join(f"<li>{html.escape(reason)}</li>" for reason in reasons)
        parts.append(f"<h2>{inline(one.title)}</h2><p>{html.escape(one.prediction)}</p><ul>{listed}</ul>")
    parts += [asked + solution for _, asked, solution in exercises(chapter)]
    if chapter in quizzes():
        parts.append(quiz(chapter).still_html().replace("<details>", "<details open>"))
    look = f"<style>{palette_css()}{front_file('views/scene.css')}</style>"
    return sheet(t("{title}: instructor's copy", title=title_of(chapter)), [look, *parts])


def plan(chapter: str) -> str:
    """The steps of both lessons as a table in HTML, each with its minutes in either; states open in the kit's labs."""
    plans = [lesson(chapter, minutes) for minutes in LENGTHS]
    return "".join(steps(plans, "", lambda title: inline(numbered(title, chapter))))


def moves(chapter: str) -> list:
    """The steps of a chapter's longer lesson that are moves of a lab."""
    return [step for step in lesson(chapter, 90).steps if step.title in MOVES]


def picture(step) -> str:
    """The lab of a step in its state, as a still frame."""
    return LabWidget(load(step.lab), **load(step.lab).read_link(step.state)).still_html()


@functools.cache
def exercises(chapter: str) -> list[tuple[str, str, str]]:
    """(title, what is asked, solution) of each exercise of a chapter, in its order; the last two as HTML."""
    path = notebook(chapter, chapter)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    terms = glossary_terms((BOOK / "reference/glossary.md").read_text(encoding="utf-8"))
    context = Chapter(path.stem, terms, lambda page, target: None, number_exercises(texts))
    whole = "\n".join(texts)
    fences = [(fence[2], fence[3], fence[0]) for fence in FENCED.finditer(whole)]
    solutions = {label.strip(): text for kind, label, text in fences if kind == "solution"}
    labels = dict(EXERCISE.findall(whole))
    return [
        (title.rstrip("● "), page(plain(text, context)), page(plain(solutions[labels[title]], context)))
        for kind, title, text in fences
        if kind == "exercise"
    ]


def page(markdown: str) -> str:
    """Plain Markdown as HTML that stands alone; what is folded is open, formulas are MathML."""
    reader = MarkdownIt().enable("table").use(dollarmath_plugin, renderer=formula)
    return reader.render(markdown).replace("<details>", "<details open>")


def formula(tex: str, how: dict) -> str:
    """A formula as MathML; `how` has KaTeX's `display_mode`."""
    return re.search(r"<math.*?</math>", katex.render(tex.strip(), how["display_mode"]), re.S)[0]


def sheet(name: str, parts: list[str]) -> str:
    """A whole HTML page that stands alone: its name as title and heading, each part a section."""
    body = "".join(f"<section>{part}</section>" for part in parts)
    top = f'<!doctype html>\n<html lang="{language()}" data-theme="light"><head><meta charset="utf-8">'
    top += f'<meta name="viewport" content="width=device-width"><title>{html.escape(name)}</title>'
    return f"{top}<style>{STYLE}</style></head><body><h1>{html.escape(name)}</h1>{body}</body></html>\n"


NO_KEY = "No key and no solution is here. Only labs tell what follows a guess, to whoever opens the package."


def contents(keys: bool, package: str) -> str:
    """The first page of a kit: what it has for each chapter, in the book's order. `package` is the wheel's name."""
    more = every(("your copy", "questions")) if keys else ()
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in of_kit(name, keys))}</tr>" for name in in_order())
    told = [
        t("Slides open as they are, with the labs alive: arrow keys or a clicker, S for your notes.")
        if keys
        else t("Slides open as they are, with the labs alive: arrow keys or a clicker."),
        t("A sheet is printed from the browser, or saved there as a PDF."),
        t("A notebook needs {package} in its folder: hand out both.", package=f"<code>{html.escape(package)}</code>"),
    ]
    if keys:
        whole = (link("lms/moodle.xml", "Moodle XML"), link("lms/course.imscc", "Common Cartridge 1.3"))
        asked = t(
            "All questions for a learning management system in one file: {one} or {other}.",
            one=whole[0],
            other=whole[1],
        )
        told += [asked, f"<b>{t('All answers are in this folder, and in its package. It is for you alone.')}</b>"]
    else:
        told += [t(NO_KEY)]
    listed = "".join(f"<li>{line}</li>" for line in told)
    names = every(("chapter", "notebook", "sheet", "slides"))
    table = f"{''.join(head(*names, *more))}{rows}</tbody></table>"
    whose = t("{book}: the teacher's kit", book=book_title())
    return sheet(whose if keys else t("{book}: a kit for the class", book=book_title()), [f"<ul>{listed}</ul>{table}"])


def of_kit(chapter: str, keys: bool):
    """The cells of a chapter's row: its title, and its files of the kit."""
    yield html.escape(title_of(chapter))
    yield link(f"{chapter}.ipynb", t("notebook"))
    yield link(f"{chapter}.html", t("sheet"))
    lengths = ((length, t("{n} min", n=length).replace(" ", "&nbsp;")) for length in LENGTHS)
    yield ", ".join(link(f"slides/{chapter}-{length}.html", words) for length, words in lengths)
    if keys:
        yield link(f"{chapter}-instructor.html", t("answers"))
        asked = VERSIONS if chapter in quizzes() else ()
        yield ", ".join(link(f"lms/qti-{version}/{chapter}.zip", f"QTI&nbsp;{version}") for version in asked)


def link(name: str, words: str) -> str:
    """A link to a file of the kit."""
    return f'<a href="{name}">{words}</a>'
