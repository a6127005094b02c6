"""What every format writes: the sets of questions in the course's order, and the few lines that all formats share.

Questions come from painlab's own readers, checked; the inventory's items are choices like any other."""

import json
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from painlab.page.words import t
from painlab.questions.exercise import EXERCISES
from painlab.questions.exercise import chapters as chapters_with_exercises
from painlab.questions.inventory import FILE, read_inventory
from painlab.questions.quiz import QUIZZES, inline, quizzes, read_quiz
from painlab.sources import BOOK, chapter_title, left_out

from ..contents import pages

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Questions:
    """A set of questions: a quiz, the exercises of a chapter with an answer field, or the inventory.

    Each item is as quiz.py says, with a `name` for lists and a `lead` that stands above the stem, '' for none."""

    name: str
    title: str
    items: list[dict]


@dataclass
class Chapter:
    """A chapter: its page, such as 'physiology/the-gate', its labs in order, and the names of its sets."""

    page: str
    title: str
    labs: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)


def all_questions() -> list[Questions]:
    """Every set of questions of the course; none of a chapter that the book leaves out."""
    sets = [inventory_questions()]
    for name in quizzes():
        spec = read_quiz(QUIZZES / f"{name}.json")
        items = [item | {"name": f"{spec['title']} {at}", "lead": ""} for at, item in enumerate(spec["items"], 1)]
        sets.append(Questions(name, spec["title"], items))
    for name in chapters_with_exercises():
        spec = read_quiz(EXERCISES / f"{name}.json")
        (path,) = BOOK.glob(f"*/{name}.ipynb")
        title = chapter_title(path.relative_to(BOOK).with_suffix("").as_posix(), f"{name}.json")
        items = [exercise_item(item, title) for item in spec["items"]]
        sets.append(Questions(f"{name}-exercises", t("Exercises: {title}", title=title), items))
    away = {name for page in left_out() for name in sets_of(BOOK / f"{page}.ipynb")}
    return [one for one in sets if one.name not in away]


def ordered(sets: list[Questions], chapters: list[Chapter]) -> list[Questions]:
    """The sets as the chapters show them; before them those that belong to none."""
    names = [name for chapter in chapters for name in chapter.sets]
    return sorted(sets, key=lambda one: names.index(one.name) if one.name in names else -1)


def exercise_item(item: dict, chapter: str) -> dict:
    """The item of an exercise with the name and the lead that a quiz's question has."""
    name = item["id"].replace("-", " ").capitalize()
    return item | {"name": name, "lead": f"The exercise *{name}* of the chapter *{chapter}*."}


def inventory_questions() -> Questions:
    """The concept inventory, in the form of a quiz."""
    spec = read_inventory(FILE)
    items = [
        {"id": item["id"], "kind": "choice", "stem": item["stem"], "options": item["options"], "lead": item["note"]}
        | {"name": f"{spec['title']} {at}", "citation": ", ".join(item["citations"])}
        for at, item in enumerate(spec["items"], 1)
    ]
    return Questions("concept-inventory", spec["title"], items)


def chapters(root: Path) -> list[Chapter]:
    """The chapters in the order of `root`/_toc.yml, with the labs and the sets that their code cells show."""
    chapters = []
    for page in pages(root):
        path = root / f"{page}.ipynb"
        if not path.exists() or path.parent.name in ("teaching", "reference"):
            continue
        name = path.relative_to(BOOK).with_suffix("").as_posix()
        chapters.append(Chapter(name, chapter_title(name, "_toc.yml"), calls("lab", code_of(path)), sets_of(path)))
    return chapters


def sets_of(path: Path) -> list[str]:
    """The names of the sets of questions that a chapter shows."""
    code = code_of(path)
    return calls("quiz", code) + [f"{name}-exercises" for name in calls("exercise", code)]


def code_of(path: Path) -> str:
    """The code cells of a notebook; of a page of another kind, nothing."""
    if not path.exists():
        return ""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def calls(function: str, code: str) -> list[str]:
    """The first arguments with which `code` calls a function, each once, in order."""
    return list(dict.fromkeys(re.findall(rf'\b{function}\("([\w-]+)"', code)))


def points(item: dict) -> int:
    """What an item is worth: one for each right option, each card and each sentence to choose."""
    if item["kind"] == "sort":
        return len(item["cards"]) + sum("sentences" in card for card in item["cards"])
    return sum(option["right"] for option in item["options"]) if item["kind"] == "several" else 1


def bands(item: dict) -> list[tuple[Decimal, Decimal, str]]:
    """From, to and reason of each answer to a number that has one: the right one first, all in the item's unit."""
    answer, tolerance = Decimal(str(item["answer"])), Decimal(str(item["tolerance"]))
    wrong = [(Decimal(str(one["from"])), Decimal(str(one["to"])), one["reason"]) for one in item["wrong"]]
    return [(answer - tolerance, answer + tolerance, item["reason"]), *wrong]


def unit_line(item: dict) -> str:
    """The line under a question for a number: that a number is asked for, and its unit if it has one."""
    return f"A number, in {item['unit']}." if item["unit"] else "A number."


def plain(text: str) -> str:
    """A text without its marks, for places that hold no markup."""
    return re.sub(r"\*+", "", text)


def element(tag: str, *children, text: str | None = None, **attributes) -> ET.Element:
    """An element with children; `None` among them is left out."""
    node = ET.Element(tag, {name: str(value) for name, value in attributes.items()})
    node.text = text
    node.extend(child for child in children if child is not None)
    return node


def marked(text: str, tag: str = "p") -> ET.Element | None:
    """An element that holds a text with its **bold** and *italic*; None for no text."""
    return ET.fromstring(f"<{tag}>{inline(text)}</{tag}>") if text else None


def document(root: ET.Element) -> bytes:
    """An XML file, indented where no text would be changed."""
    return ET.tostring(root, encoding="utf-8", xml_declaration=True, short_empty_elements=True) + b"\n"


def package(path: Path, files: dict[str, bytes]) -> Path:
    """A ZIP whose bytes depend on what is in it and on nothing else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return path
