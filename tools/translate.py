"""Write the catalogs of a language, to be filled in: `make translate IN=de`.

    locale/de/LC_MESSAGES/painlab.po   what labs, quizzes and the interface say
    locale/de/LC_MESSAGES/prose.po     what the pages say, by Sphinx

What was translated before stays; where the English has changed, the entry is marked as fuzzy, and English is shown.
"""

import ast
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from babel.messages import Catalog, pofile
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"


def texts() -> list[str]:
    """Every text outside of the pages' prose, each once, in order: what is data says its texts when it is read; what
    Python and the layout say by t("…") is found in them."""
    from painlab.page import words

    words.speak(words.LIST)
    for part in (labs, questions, evidence_table, figures, plans, scripts):
        part()
    for text in said_in_place():
        words.t(text)
    return [text for text in words.catalog().texts if any(letter.isalpha() for letter in text)]


def labs():
    """Ask for every text of the labs, of the models' pages and of the map's levels."""
    from coursebook import catalog
    from painlab.lab import load, names, of_model
    from painlab.lab.widget import LabWidget, spec_of
    from painlab.model import names as models
    from painlab.page.words import t
    from painlab.views.pathway import LEVELS

    for name in names():
        spec_of(load(name))
    for name in models():
        catalog.introduction(name)
        for title, _ in catalog.sections(name, [LabWidget(load(lab)) for lab in of_model(name)], ""):
            t(title)
    for level in LEVELS:
        t(level.replace("-", " "))


def questions():
    """Ask for every text of the quizzes, the exercises and the inventory."""
    from painlab.questions import exercise, inventory, quiz

    for folder, known in ((quiz.QUIZZES, quiz.quizzes()), (exercise.EXERCISES, exercise.chapters())):
        for name in known:
            quiz.read_quiz(folder / f"{name}.json")
    inventory.key_html("")


def evidence_table():
    """Ask for every text of the evidence table, the audit and the claims."""
    from coursebook.claims import balance, entry
    from painlab.evidence.audit import SAID, audit
    from painlab.evidence.claims import by_verdict, claims
    from painlab.evidence.explorer import spec_of
    from painlab.page.words import in_words

    for view in ("pictures", "table"):
        spec_of(view)
    audit()
    balance(by_verdict())
    for claim in in_words(list(claims()), *SAID, "section"):
        entry(claim)


def figures():
    """Ask for every text of the figures."""
    from coursebook import contents
    from painlab.figures.figure import figures as all_figures
    from painlab.figures.figure import html_of
    from painlab.page.words import t

    for figure in all_figures():
        html_of(figure)
    for notebook in (ROOT / f"{page}.ipynb" for page in contents.pages(ROOT)):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if notebook.exists() else ():
            t(cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", ""))


def plans():
    """Ask for every text of the lessons and the paths."""
    from coursebook import exercises, lessons, paths
    from painlab.page.words import every, t

    for one in lessons.all_lessons():
        for step in one.steps:
            t(step.title)
    paths.paths()
    every(exercises.titles(ROOT))


def scripts():
    """Ask for every text of the front end, the book's scripts and the two drawings."""
    from coursebook.front import FACES
    from painlab.page.join import FRONTEND, front_file
    from painlab.page.words import drawn, scripts_in, spoken

    front_file("page/words.js")
    for drawing in ("views/pathway.svg", "emblem/emblem.svg"):
        front_file(drawing)
    for face in sorted(FACES.glob("*.svg")):
        drawn(face.read_text(encoding="utf-8"))
    spoken(FRONTEND / "page/words.js", scripts_in(ROOT / "book/assets"))


def said_in_place():
    """The texts of each t("…") and of each constant in capitals in Python, and of t("…") in the layout."""
    for folder in (ROOT / "widgets/painlab", ROOT / "widgets/coursebook", ROOT / "tools"):
        for path in sorted(folder.rglob("*.py")):
            if path != Path(__file__).resolve():  # it says nothing to readers
                yield from said_in(ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "widgets/coursebook/templates").glob("*.html")):
        for _, _, said in extract_from_ast(Environment().parse(path.read_text(encoding="utf-8")), ("t",)):
            yield said if isinstance(said, str) else said[0]  # what is filled in stands behind it


def said_in(tree: ast.Module):
    """The texts that a module says by t("…"), t(NAME) or every(NAME), where NAME is a constant of it."""
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "every"):
            for argument in node.args[:1]:
                for said in ast.walk(argument):
                    value = constants.get(said.id) if isinstance(said, ast.Name) else said
                    if isinstance(said, ast.Constant) or isinstance(said, ast.Name) and value is not None:
                        yield from strings(value)


def strings(node):
    """The texts of a constant: its own, or those of a list or of the values of a dict."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, str):
            yield one


def merge(path: Path, template: Catalog, language: str):
    """Write the entries of `template` to a .po file, with what it says already."""
    entries = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            entries = pofile.read_po(file, locale=language)
    entries.update(template)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, entries, width=0, omit_header=False)


def interface() -> Catalog:
    """The template of painlab.po."""
    template = Catalog()
    for text in texts():
        template.add(text)
    return template


def prose() -> Catalog:
    """The template of prose.po, which Sphinx writes; no notebook runs for it."""
    with tempfile.TemporaryDirectory() as folder:
        config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        config["execute"]["execute_notebooks"] = "off"
        changed = Path(folder) / "_config.yml"
        changed.write_text(yaml.safe_dump(config), encoding="utf-8")
        command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".", "--all"]
        command += ["--config", changed, "--path-output", folder, "--builder", "custom", "--custom-builder", "gettext"]
        subprocess.run(command, cwd=ROOT, check=True, env=os.environ)
        file = next(Path(folder).rglob("prose.pot"))
        shutil.rmtree(Path(folder) / "_build/.doctrees", ignore_errors=True)
        template = pofile.read_po(io.BytesIO(file.read_bytes()))
        for message in template:
            there = [((file.parent / name).resolve(), number) for name, number in message.locations]
            message.locations = [(path.relative_to(ROOT).as_posix(), number) for path, number in there]
        return template


def main(language: str):
    """Write both catalogs of a language, such as 'de'; what is translated in them already stays."""
    folder = LOCALE / language / "LC_MESSAGES"
    merge(folder / "prose.po", prose(), language)
    merge(folder / "painlab.po", interface(), language)
    print(f"{folder.relative_to(ROOT)}: fill in painlab.po and prose.po, and set language: {language} in _config.yml.")


if __name__ == "__main__":
    main(sys.argv[1] if any(sys.argv[1:]) else sys.exit("Name a language: make translate IN=de"))
