"""The still of a read-out over two controls."""

import textwrap

import numpy as np

from ..page.words import every
from .drawing import SIZE, color_of, head

SIGNS = {"dot": "dot", "stroke": "cross", "full": "square"}
SAYS = {"x", "y", "columns", "rows", "read", "role", ("kinds", "below label mark")}
MARKS = ("dot", "stroke", "full")

PLACES = 9  # of a map, each way
PLACE_MARKS = {"dot": (".", 3), "stroke": ("x", 5), "full": ("s", 7)}


def still(lab, state, run, view):
    """A few places of the map, each a whole run."""
    rows = {row.symbol: row for row in lab.described}
    x, y = rows[view["x"]], rows[view["y"]]

    def paint(axes):
        places_of = {}
        for across in np.linspace(x.low, x.high, PLACES):
            for up in np.linspace(y.low, y.high, PLACES):
                value = lab.run(**state | {view["x"]: float(across), view["y"]: float(up)}).readouts[view["read"]]
                kind = next(kind for kind in view["kinds"] if "below" not in kind or value < kind["below"])
                places_of.setdefault(kind["mark"], []).append((across, up))
        for mark, places in places_of.items():
            sign, size = PLACE_MARKS[mark]
            color = color_of(view.get("role", "projection"))
            axes.plot(*zip(*places, strict=True), sign, color=color, markersize=size, clip_on=False)
        here = {"color": color_of("ink"), "markersize": 11, "markerfacecolor": "none", "clip_on": False}
        axes.plot([state[view["x"]]], [state[view["y"]]], "o", **here)
        axes.set(xlim=(x.low, x.high), ylim=(y.low, y.high))
        signs = every(SIGNS)
        said = "; ".join(f"{signs[kind['mark']]}: {kind['label']}" for kind in view["kinds"])
        axes.set_xlabel("\n".join([x.label, *textwrap.wrap(said, 54)]), fontsize=SIZE)
        head(axes, y.label)

    yield 220, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    marks = [(row.get("mark", "full"), "mark", MARKS) for row in view.get("kinds", ())]
    return [(view[axis], "control", controls) for axis in "xy"] + marks
