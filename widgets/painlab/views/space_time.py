"""A fiber in space and time: what such a view may say."""

from .words import columns_of

SAYS = {"zone", "zone_label", "unit!", "role", ("places", "at! label!")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(name, "quantity", columns_of(lab)) for name in view.get("zone") or ()]
