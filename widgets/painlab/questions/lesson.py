"""Lessons: `lesson("the-gate", 50)` is the plan of an hour with a chapter, read from book/data/lessons/the-gate.json.

A file is {"steps": [{…}, …]}, the steps in the order in which they are taken. Each has

    title      a few words; those of MOVES are the moves of a lab, and stand in this order
    minutes    {"50": …, "90": …}: how long it takes in each lesson; a lesson without the step leaves its number out
    what       what the teacher does, one to four sentences
    question   what the room is asked
    wrong      what usually goes wrong, and what to say
    state      a link of a lab, such as '#gate/1?fA=25': what is projected
    exercise   the title of an exercise of the chapter

`question`, `wrong`, `state` and `exercise` may be missing. The minutes of each lesson sum to its length.
"""

import functools
import json
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError, refuse
from ..lab.lab import load
from ..page.words import in_words
from ..sources import BOOK, left_out, read_json
from .quiz import check_fields, check_list, check_text

LESSONS = BOOK / "data" / "lessons"
LENGTHS = (50, 90)  # minutes
MOVES = ("Predict", "First look", "The twist", "Break it", "Say it back")
FIELDS = {"title", "minutes", "what", "question", "wrong", "state", "exercise"}
OPTIONAL = {"question", "wrong", "state", "exercise"}


@dataclass(frozen=True)
class Step:
    """One step of a lesson; texts that are not there are ""."""

    title: str
    minutes: int
    what: str
    question: str = ""
    wrong: str = ""
    state: str = ""
    exercise: str = ""

    @property
    def lab(self) -> str:
        """The name of the lab that is projected, or ""."""
        return name_in(self.state)


@dataclass(frozen=True)
class Lesson:
    """The plan of `minutes` minutes with the chapter `chapter` ('the-gate')."""

    chapter: str
    minutes: int
    steps: tuple

    @property
    def name(self) -> str:
        """Chapter and minutes as one name: 'the-gate/50'."""
        return f"{self.chapter}/{self.minutes}"

    @property
    def labs(self) -> list[str]:
        """Names of the labs that it projects, in order."""
        return list(dict.fromkeys(step.lab for step in self.steps if step.lab))


def lesson(chapter: str, minutes: int) -> Lesson:
    """The lesson of `minutes` minutes with a chapter. ValueError says what is wrong, in which file, and the remedy."""
    if chapter not in chapters():
        refuse("", f"there is no lesson '{chapter}'", chapter, chapters())
    if minutes not in LENGTHS:
        raise ValueError(f"{chapter}: there is no lesson of {minutes} minutes; use {' or '.join(map(str, LENGTHS))}")
    return read_lessons(LESSONS / f"{chapter}.json")[minutes]


def chapters() -> list[str]:
    """Names of all chapters of the book that have lessons."""
    return sorted({path.stem for path in LESSONS.glob("*.json")} - {name.rpartition("/")[2] for name in left_out()})


@functools.cache
def read_lessons(path: Path) -> dict[int, Lesson]:
    """{minutes: Lesson} of a file, checked."""
    told, chapter = read_json(path), path.stem
    check_fields(told, {"steps"}, set(), path.name)
    check_list(told["steps"], "steps", len(MOVES), path.name)
    known = exercises(chapter, path.name)
    for number, step in enumerate(told["steps"], 1):
        title = f" ({step['title']})" if isinstance(step, dict) and step.get("title") else ""
        _check_step(step, known, f"{path.name}, step {number}{title}")
    return {minutes: _lesson(chapter, minutes, told["steps"], path.name) for minutes in LENGTHS}


def _lesson(chapter: str, minutes: int, told: list, where: str) -> Lesson:
    steps = tuple(
        Step(**in_words(step, "what", "question", "wrong") | {"minutes": step["minutes"][str(minutes)]})
        for step in told
        if str(minutes) in step["minutes"]
    )
    whole = sum(step.minutes for step in steps)
    if whole != minutes:
        raise ValueError(f"{where}: the steps of the lesson of {minutes} minutes take {whole}; mend the minutes")
    moves = [step for step in steps if step.title in MOVES]
    if [step.title for step in moves] != list(MOVES):
        named, needed = ", ".join(step.title for step in moves), ", ".join(MOVES)
        raise ValueError(f"{where}: the lesson of {minutes} minutes has {named}; it needs {needed}, once each")
    if any(step.state for step in steps):
        for step in moves[:-1]:
            if not step.state:
                raise ValueError(f"{where}: '{step.title}' projects no lab; give its 'state', a link of the lab")
    return Lesson(chapter, minutes, steps)


def _check_step(step, known: list, where: str) -> None:
    check_fields(step, FIELDS, OPTIONAL, where)
    for name in ("title", "what", "question", "wrong"):
        if name in step:
            check_text(step[name], name, where)
    _check_minutes(step["minutes"], where)
    if step["title"] in MOVES and "question" not in step:
        raise ValueError(f"{where}: the 'question' is missing; say what the room is asked")
    if "state" in step:
        check_state(step["state"], where)
    if "exercise" in step and step["exercise"] not in known:
        refuse(where, f"the chapter has no exercise '{step['exercise']}'", step["exercise"], known)


def _check_minutes(minutes, where: str) -> None:
    if not isinstance(minutes, dict) or not minutes:
        raise ValueError(f'{where}: minutes are {minutes!r}; write {{"50": 5, "90": 8}}, or one of the two')
    for length, value in minutes.items():
        if length not in map(str, LENGTHS):
            raise ValueError(f"{where}: there is no lesson of '{length}' minutes; use {', '.join(map(str, LENGTHS))}")
        if type(value) is not int or value < 1:
            raise ValueError(f"{where}: {value!r} minutes of {length}; write a whole number from 1 on")


def check_state(link, where: str) -> None:
    """That a link names a lab, and values that its controls can have."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            load(name_in(link)).read_link(link)
    except (ModelError, UserWarning) as error:
        raise ValueError(f"{where}: the state '{link}' cannot be shown. {error}") from None


def name_in(link) -> str:
    """'#gate/1?fA=25' → 'gate'."""
    return str(link).removeprefix("#").split("/")[0]


def notebook(chapter: str, where: str) -> Path:
    """The notebook of a chapter, whichever part it stands in."""
    known = {path.stem: path for path in BOOK.glob("*/*.ipynb") if path.parent.name not in ("reference", "teaching")}
    if chapter not in known:
        refuse(where, f"there is no chapter '{chapter}'", chapter, known, "; name the file after its chapter")
    return known[chapter]


def exercises(chapter: str, where: str) -> list[str]:
    """The titles of a chapter's exercises, in order, without their level."""
    cells = json.loads(notebook(chapter, where).read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return [title.rstrip("● ") for title in re.findall(r"\{exercise\} (.+)", text)]
