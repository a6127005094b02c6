"""A state of a lab as text, `#name/version?symbol=value&…`, with only what differs from the default.

`written` and `decoded` are what a language has for percent signs: a text or a number for an address, and back.
"""

from math import isfinite, nan
from re import search, sub

HIDDEN = "[\u200b-\u200f\u2060\ufeff\\s]"  # signs without width
ENCODED = "%(?:25)*(?:2[Ff]|3[FfDd]|26)"
BEFORE = "^.*?%(25)*23"  # all up to an encoded "#"
BEHIND = "[.,;:!)\\]}>\"'’”]+$"
NUMBER = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?(?!\\s)$"  # as `written` writes it


def changed(values, defaults):
    """The symbols whose value differs from the default."""
    return [symbol for symbol, value in values.items() if value != defaults[symbol]]


def format_link(name, version, values, defaults, written):
    """The fragment of a state: with what differs from the default."""
    query = "&".join([f"{written(symbol)}={written(values[symbol])}" for symbol in changed(values, defaults)])
    return f"#{name}/{version}?{query}" if query != "" else f"#{name}/{version}"


def bare_link(text, decoded):
    """The link as a lab wrote it, from a whole address, a fragment or the bare text.

    What mail, chat and learning platforms did to it is undone: signs encoded, once or more; "&amp;"; a full stop, a
    bracket or a sign without width.
    """
    bare = sub(HIDDEN, "", text)
    if bare.find("#") < 0:
        bare = sub(BEFORE, "#", bare)
    bare = sub("&amp;", "&", sub("^[^#]*#", "", bare))
    for _ in range(3):
        if search(ENCODED, bare):
            bare = decoded(bare)
    return sub(BEHIND, "", bare)


def parts_of(text, decoded):
    """{name, version, pairs} of the link in a text, its pairs [symbol, value] as words; None where it is no link."""
    bare = bare_link(text, decoded)
    path = before(bare, "?")
    if not search("^[A-Za-z0-9_-]+/[0-9]{1,6}$", path):
        return None
    name, version = path.split("/")
    pairs = [pair for pair in behind(bare, "?").split("&") if pair != ""]
    words = [[decoded(before(pair, "=")), decoded(behind(pair, "="))] for pair in pairs]
    return {"name": name, "version": int(version), "pairs": words}


def read_pairs(pairs, controls):
    """[symbol, word, control, value] of each pair of a link: no control where none has that name, and no value where
    the word is no number, or no choice. What has neither is left out, and said."""
    read = []
    for symbol, word in pairs:
        there = [control for control in controls if control.symbol == symbol]
        control = there[0] if len(there) > 0 else None
        read.append([symbol, word, control, read_word(word, control.choices) if control is not None else None])
    return read


def read_word(word, choices):
    """The number that a word of a link is, or the value of `choices`, if there are any; None where it is neither."""
    number = float(word) if search(NUMBER, word) else nan
    if not choices:
        return number if isfinite(number) else None
    for _, value in choices:
        if value == word or value == number:
            return value
    return None


def before(text, sign):
    """A text up to the first of a sign; all of it where there is none."""
    at = text.find(sign)
    return text if at < 0 else text[:at]


def behind(text, sign):
    """A text behind the first of a sign; nothing where there is none."""
    at = text.find(sign)
    return "" if at < 0 else text[at + 1 :]


def end_of_range(low, high, value):
    """A number, or the end of the range that it is beyond."""
    return min(high, max(low, value))
