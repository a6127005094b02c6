"""Exercises count from 1 in every chapter, as they do where the notebook is open in JupyterLab. Their titles are said
in the reader's language."""

import re
from pathlib import Path

from painlab.page.words import t
from sphinx_exercise.directive import ExerciseDirective

from .contents import pages
from .levels import dots
from .prose import markdown


class Exercise(ExerciseDirective):
    """`{exercise} Title ●●`, whose title Sphinx has in no catalog."""

    def run(self):
        """The exercise, with its title in the reader's language."""
        self.arguments = [titled(title) for title in self.arguments]
        return super().run()


def titled(title: str) -> str:
    """A title in the reader's language, with its level as it is."""
    words, level = dots(title)
    return f"{t(words)} {'●' * level}".rstrip()


def titles(root: Path) -> list[str]:
    """The titles of all exercises of the book, in order, without their levels."""
    sources = (path for name in pages(root) for path in root.glob(f"{name}.*") if path.suffix in {".ipynb", ".md"})
    return [dots(title)[0] for path in sources for title in re.findall(r"\{exercise\} (.+)", markdown(path))]


def count_by_page(app, env):
    """Replace the running numbers of sphinx-exercise; after the environment is stored, so that it keeps its own."""
    for numbers in env.toc_fignumbers.values():
        own = numbers.get("exercise", {})
        for number, label in enumerate(sorted(own, key=own.get), 1):
            own[label] = (number,)


def setup(app):
    """Count the exercises anew once all pages are read."""
    app.add_directive("exercise", Exercise, override=True)
    app.connect("env-check-consistency", count_by_page)
