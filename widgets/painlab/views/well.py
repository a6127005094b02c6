"""A landscape: what such a view may say."""

from .words import states_of

SAYS = {"of!", "label!", "title!", "range!", "at", "hold", "role", ("floors", "near! label!")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(symbol, "state", states_of(lab)) for symbol in (view["of"], *view.get("hold", ()))]
