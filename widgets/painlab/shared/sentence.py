"""The sentence that describes a state: clauses with {name} and {name:.1f} fields."""

from math import isfinite

from .numbers import format_number
from .permalink import before, behind


def sentence_of(clauses, values, none):
    """What is said at `values`. Of each clause, a list of (function of `values`, text), the first text that holds;
    `none` stands for a number that is not there."""
    said = [filled(text_of(clause, values), values, none) for clause in clauses]
    return " ".join([text for text in said if text != ""])


def text_of(clause, values):
    """The first text of a clause that holds; nothing where none does."""
    for holds, text in clause:
        if holds(values):
            return text
    return ""


def filled(text, values, none):
    """A text with its fields filled in, with a real minus."""
    start, *fields = text.split("{")
    for field in fields:
        start += written(before(field, "}"), values, none) + behind(field, "}")
    return start


def written(field, values, none):
    """What stands for a field, such as `name` or `name:.1f`."""
    value = values[before(field, ":")]
    if isinstance(value, str):
        return value
    if not isfinite(value):
        return none
    digits = behind(field, ".")[:1]
    return format_number(value, int(digits) if digits else None)
