"""Refusals: what cannot mean anything, where it stands, what to do, and the nearest right name."""

import dataclasses
import functools
import re

from .shared.nearest import nearest_name


class ModelError(ValueError):
    """A model, lab or run that cannot mean anything: says what, where, and what to do."""

    def __init__(self, message):
        # A remedy that follows a question begins a sentence of its own.
        super().__init__(re.sub(r"\?; (\w)", lambda letter: "? " + letter[1].upper(), message))


def nearest(name, names):
    """'; did you mean ...?' for the nearest of `names`, or an empty string."""
    near = nearest_name(str(name), map(str, names))
    return f"; did you mean '{near}'?" if near else ""


def refuse(title, text, name, known, remedy=""):
    """Raise the `ModelError` of a `name` that is none of the `known` ones; `title` and `text` say where it stands.

    The nearest one comes first, then `remedy`, which is all of them where nothing else is given.
    """
    there = f"; there are {', '.join(sorted(map(str, known))) or 'none'}"
    raise ModelError(f"{f'{title}: ' if title else ''}{text}{nearest(name, known)}{remedy or there}")


def named(rows):
    """A data class whose misspelled or missing word is a `ModelError` that names the nearest one.

    `rows` is the class; an error also names the first text that was given, which says which row it is.
    """
    fields = [field for field in dataclasses.fields(rows) if field.init]
    words = [field.name for field in fields]
    needed = [field.name for field in fields if field.default is field.default_factory is dataclasses.MISSING]
    make = rows.__init__

    @functools.wraps(make)
    def checked(self, *given, **by_word):
        texts = [value for value in (*given, *by_word.values()) if isinstance(value, str)]
        which = f"{rows.__name__} '{shortened(texts[0])}'" if texts else rows.__name__
        for word in by_word:
            if word not in words:
                refuse(which, f"there is no '{word}'", word, words)
        if len(given) > len(words):
            raise ModelError(f"{which}: {len(given)} values for {len(words)} words; there are {', '.join(words)}")
        for word in needed:
            if word not in (*words[: len(given)], *by_word):
                raise ModelError(f"{which}: its '{word}' is missing; add {word}=…")
        make(self, *given, **by_word)

    rows.__init__ = checked
    return rows


def shortened(text, most=60):
    """The beginning of a text, for a sentence that names it."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
