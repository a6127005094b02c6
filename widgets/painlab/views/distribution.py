"""People, before and after: what such a view may say."""

from .words import columns_of

SAYS = {
    "label!", "range", "stages!", "most", "who", "unit", ("lines", "at! label!"),
    ("arms!", "label! columns! role where only_when"),
}  # fmt: skip


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    arms = [(name, "column", columns_of(lab)) for arm in view["arms"] for name in arm["columns"]]
    return arms + [(arm["where"][0], "column", columns_of(lab)) for arm in view["arms"] if arm.get("where")]
