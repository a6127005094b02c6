"""Numbers as a reader sees them."""

from math import isfinite
from re import search, sub


def format_number(value, digits=None):
    """A number as text: fixed `digits` where given, else four significant ones; a real minus; "–" for no number."""
    if not isfinite(value):
        return "–"
    size = steady(abs(value))
    text = significant(size, 4) if digits is None else f"{size:.{digits}f}"
    return f"−{text}" if value < 0 and search("[1-9]", text) else text


def format_quantity(value, unit, digits=None):
    """A number with its unit; a percent sign and a degree sign stand close."""
    text = format_number(value, digits)
    if not unit:
        return text
    return f"{text}{unit}" if unit[0] in "%°" else f"{text} {unit}"


def steady(value):
    """A number to 10 digits, on which any engine's arithmetic agrees, so that a half is rounded to one side in all.

    One that is exact in binary, as a half may be, becomes larger by its last digit: halves are rounded up.
    """
    near = float(f"{value:.10g}")
    return near * (1 + 1e-15) if near < 1e12 and near * 2**20 % 1 == 0 else near


def significant(value, count):
    """A number from 0 on in `count` significant digits, without zeros behind them; an exponent below 0.000001."""
    near = float(f"{value:.{count}g}")
    if near != 0 and (near < 1e-6 or near >= 1e21):
        return sub("e-0?", "e−", f"{near:.{count}g}")
    return sub("\\.?0+$", "", f"{near:.10f}")
