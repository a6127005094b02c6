"""The still of bell curves."""

import math

import numpy as np

from ..figures.style import say
from ..page.words import t
from .drawing import DASHES, SIZE, color_of, head
from .words import columns_of

SAYS = {"label", "range", "at", ("curves", "mean sd label role")}


def still(lab, state, run, view):
    """Bell curves of one trial, each of the same area."""
    row = min(len(run.t), int(view.get("at", 1))) - 1

    def paint(axes):
        top = 0.0
        for curve in view["curves"]:
            mean, sd = float(run[curve["mean"]][row]), float(run[curve["sd"]][row])
            xs = np.linspace(max(view["range"][0], mean - 5 * sd), min(view["range"][1], mean + 5 * sd), 121)
            ys = np.exp(-0.5 * ((xs - mean) / sd) ** 2) / (sd * math.sqrt(2 * math.pi))
            dashes = DASHES.get(curve["role"], "")
            axes.plot(xs, ys, color=color_of(curve["role"]), linewidth=1.75, dashes=dashes)
            say(
                axes,
                mean,
                ys.max(),
                f"{curve['label']} {mean:.0f}",
                color_of(curve["role"]),
                ha="center",
                xytext=(0, 4),
            )
            top = max(top, ys.max())
        axes.set(xlim=view["range"], ylim=(0, 1.25 * top), yticks=[])
        axes.spines.left.set_visible(False)
        axes.set_xlabel(view["label"], fontsize=SIZE)
        head(axes, t("expected, input, and what lies between"))

    yield 120, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(curve[part], "column", columns_of(lab)) for curve in view["curves"] for part in ("mean", "sd")]
