"""A state of a lab as text: what Python makes of a link."""

import math
import warnings
from urllib.parse import quote, unquote

from ..errors import ModelError, shortened
from ..shared import permalink
from ..shared.numbers import format_number, format_quantity
from ..shared.permalink import end_of_range, parts_of

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
    for symbol, word in parts["pairs"]:
        try:
            values[symbol] = within(lab, symbol, float(word))
        except ValueError:
            values[symbol] = word
    return lab.state(**values)


def within(lab, symbol, value):
    """A number of a link, moved to the nearest end of its control's range where it is off it; a warning says so."""
    row = next((c for c in lab.described if c.symbol == symbol), None)
    if row is None or row.choices or not math.isfinite(value) or row.low <= value <= row.high:
        return value
    nearest_end = end_of_range(row.low, row.high, value)
    low, was, now = (format_number(x) for x in (row.low, value, nearest_end))
    high = format_quantity(row.high, row.unit)
    warnings.warn(f"{row.label} goes from {low} to {high}: {was} became {now}.", stacklevel=4)
    return nearest_end
