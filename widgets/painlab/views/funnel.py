"""Trials, estimate against standard error: what such a view may say."""

from .words import columns_of, readouts_of

SAYS = {"estimate!", "error!", "printed!", "label!", "truth!", "mean!", "range!", "deepest!"}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    columns = [(view[word], "column", columns_of(lab)) for word in ("estimate", "error", "printed")]
    return [*columns, (view["truth"], "control", controls), (view["mean"], "read-out", readouts_of(lab))]
