"""A state of a lab as text: the twin of `permalink.js`."""

import math
import re
import warnings
from urllib.parse import quote, unquote

from ..errors import ModelError, shortened

VERSION = 1
ENCODED = re.compile("%(?:25)*(?:2F|3F|3D|26)", re.I)
WIDTHLESS = re.compile("[\u200b-\u200f\u2060\ufeff\\s]")


def format_link(lab, state):
    """The fragment of a state: `#name/version?symbol=value&…` with only what differs from the default."""
    differs = [(s, v) for s, v in state.items() if v != lab.defaults[s]]
    query = "&".join(f"{s}={quote(v) if isinstance(v, str) else format(v, '.12g')}" for s, v in differs)
    return f"#{lab.name}/{VERSION}" + (f"?{query}" if query else "")


def bare_link(text):
    """A link as the lab wrote it, from a whole address, a fragment or the bare text, with what mail, chat and learning
    platforms did to it undone: signs encoded, `&amp;`, a full stop or a bracket at the end, signs without width."""
    bare = WIDTHLESS.sub("", text)
    if "#" not in bare:
        bare = re.sub("^.*?%(25)*23", "#", bare, flags=re.I)
    bare = re.sub("^[^#]*#", "", bare).replace("&amp;", "&")
    for _ in range(3):
        if ENCODED.search(bare):
            bare = unquote(bare)
    return re.sub(r"""[.,;:!)\]}>"'’”]+$""", "", bare)


def read_link(lab, text):
    """{symbol: value} of all controls. `ModelError` for another lab's link, a broken one, a later version's."""
    match = re.fullmatch(r"([\w-]+)/(\d{1,6})(?:\?(.*))?", bare_link(text)) if isinstance(text, str) else None
    if not match or match[1] != lab.name or int(match[2]) != VERSION:
        raise ModelError(
            f"{lab.title}: '{shortened(text)}' is no link of this lab; copy one that holds '#{lab.name}/{VERSION}'"
        )
    values = {}
    for part in filter(None, (match[3] or "").split("&")):
        symbol, _, written = part.partition("=")
        try:
            values[symbol] = within(lab, symbol, float(written))
        except ValueError:
            values[symbol] = unquote(written)
    return lab.state(**values)


def within(lab, symbol, value):
    """A number of a link, moved to the nearest end of its control's range where it is off it; a warning says so."""
    row = next((c for c in lab.described if c.symbol == symbol), None)
    if row is None or row.choices or not math.isfinite(value) or row.low <= value <= row.high:
        return value
    nearest_end = row.low if value < row.low else row.high
    low, high, was, now = (plain_number(x) for x in (row.low, row.high, value, nearest_end))
    unit = f"{'' if row.unit[:1] in '%°' else ' '}{row.unit}" if row.unit else ""
    warnings.warn(f"{row.label} goes from {low} to {high}{unit}: {was} became {now}.", stacklevel=4)
    return nearest_end


def plain_number(x):
    """`x` in four digits, with a real minus."""
    return re.sub("^-", "−", f"{x:.4g}")
