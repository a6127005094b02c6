"""Exercises: `exercise("the-gate", "push-against-hold")` is the answer field of one exercise of a chapter.

What is asked stands in the text above it. book/data/exercises/the-gate.json has the items, in the form of a quiz (see
quiz.py); the `id` of an item is the title of its exercise in small letters with hyphens.
"""

from ..errors import refuse
from ..sources import BOOK
from .quiz import QuizWidget, question_html, read_quiz

EXERCISES = BOOK / "data" / "exercises"


class ExerciseWidget(QuizWidget):
    """The answer field of one exercise. `spec` has the chapter's name, the title of its exercises, and one item."""

    def __init__(self, chapter: str, spec: dict):
        super().__init__(chapter, spec)
        self.kind = "exercise"

    def __repr__(self) -> str:
        return f"exercise({self.name!r}, {self.spec['items'][0]['id']!r})"

    def still_html(self) -> str:
        """The question alone: its solution stands in the text below."""
        return (
            f'<div class="painlab-still painlab-still-quiz" data-model-id="{self.model_id}">'
            f"{question_html(self.spec['items'][0])}</div>"
        )


def exercise(chapter: str, id: str) -> ExerciseWidget:
    """The answer field of a chapter's exercise. ValueError says what is wrong, in which file, and the remedy."""
    if chapter not in chapters():
        refuse("", f"there are no exercises of a chapter '{chapter}'", chapter, chapters())
    spec = read_quiz(EXERCISES / f"{chapter}.json")
    items = {item["id"]: item for item in spec["items"]}
    if id not in items:
        refuse(f"{chapter}.json", f"there is no exercise '{id}'", id, items)
    return ExerciseWidget(chapter, spec | {"items": [items[id]]})


def chapters() -> list[str]:
    """Names of all chapters that have exercises with an answer field."""
    return sorted(path.stem for path in EXERCISES.glob("*.json"))
