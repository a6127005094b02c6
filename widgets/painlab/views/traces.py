"""Quantities over time: what such a view may say."""

from ..errors import ModelError
from .words import check_role, columns_of

SAYS = {"names", "window", ("panels!", "show! label range thin spikes lines")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    for panel in view["panels"]:
        if not isinstance(panel["show"], dict):
            raise ModelError(f"{lab.title}: the view 'traces' shows {panel['show']!r}; write {{symbol: role}}")
    shown = {symbol: role for panel in view["panels"] for symbol, role in panel["show"].items()}
    for role in shown.values():
        check_role(lab, "traces", role)
    drawn = [(symbol, "state, input or helper", columns_of(lab)) for symbol in shown]
    return drawn + [(symbol, "shown symbol", shown) for symbol in view.get("names", {})]
