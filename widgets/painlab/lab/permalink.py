"""A state of a lab as text: what Python makes of a link."""

import warnings
from urllib.parse import quote, unquote

from ..errors import ModelError, shortened
from ..shared import permalink
from ..shared.nearest import nearest_name
from ..shared.numbers import format_number, format_quantity
from ..shared.permalink import end_of_range, parts_of, read_pairs

VERSION = 1


def format_link(lab, state):
    """The fragment of a state: `#name/version?symbol=value&…` with only what differs from the default."""
    return permalink.format_link(lab.name, VERSION, state, lab.defaults, written)


def written(value):
    """A text or a number for an address."""
    return quote(value) if isinstance(value, str) else format(value, ".12g")


def read_link(lab, text):
    """{symbol: value} of all controls. `ModelError` for another lab's link, a broken one, a later version's."""
    parts = parts_of(text, unquote) if isinstance(text, str) else None
    if not parts or parts["name"] != lab.name or parts["version"] != VERSION:
        raise ModelError(
            f"{lab.title}: '{shortened(text)}' is no link of this lab; copy one that holds '#{lab.name}/{VERSION}'"
        )
    values = {}
    for symbol, word, row, value in read_pairs(parts["pairs"], lab.described):
        if value is None:
            warnings.warn(left_out(lab, symbol, word, row), stacklevel=3)
        else:
            values[symbol] = within(row, value)
    return lab.state(**values)


def left_out(lab, symbol, word, row):
    """What a part of a link says that cannot be used; `row` is its control, None where there is none."""
    if row is None:
        near = nearest_name(symbol, list(lab.defaults))
        asked = f" (is it “{near}”?)" if near else ""
        return f"The link names “{shortened(symbol)}”{asked}, which this lab does not have."
    if not row.choices:
        return f"{row.label}: “{shortened(word)}” is not a number. Nothing was changed."
    known = ", ".join(str(value) for _, value in row.choices)
    return f"{row.label}: there is no choice “{shortened(word)}” (there is {known}). Nothing was changed."


def within(row, value):
    """A number of a link, moved to the nearest end of its control's range where it is off it; a warning says so."""
    if row.choices or row.low <= value <= row.high:
        return value
    nearest_end = end_of_range(row.low, row.high, value)
    low, was, now = (format_number(x) for x in (row.low, value, nearest_end))
    high = format_quantity(row.high, row.unit)
    warnings.warn(f"{row.label} goes from {low} to {high}: {was} became {now}.", stacklevel=4)
    return nearest_end
