"""A phase plane: what such a view may say."""

from .words import columns_of, states_of

SAYS = {
    "others", "hold", "at", "role", ("x!", "of! label! range! role still"), ("y!", "of! label! range! role still"),
}  # fmt: skip


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    axes = [(view["x"]["of"], "state or input", columns_of(lab)), (view["y"]["of"], "state", states_of(lab))]
    return axes + [(symbol, "state", states_of(lab)) for symbol in view.get("hold", ())]
