"""Estimates with their intervals: what such a view may say."""

from .words import readouts_of

SAYS = {"label!", "unit", "zero", "range", "sides", ("rows!", "label! estimate! low! high! role only_when")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    if lab.report:
        return []  # its read-outs come from the estimators
    rows = [row[word] for row in view["rows"] for word in ("estimate", "low", "high")]
    return [(name, "read-out", readouts_of(lab)) for name in rows]
