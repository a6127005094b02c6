"""Bell curves: what such a view may say."""

from .words import columns_of

SAYS = {"label!", "range!", "at", ("curves!", "mean! sd! label! role!")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(curve[part], "column", columns_of(lab)) for curve in view["curves"] for part in ("mean", "sd")]
