"""The still of a landscape."""

import numpy as np

from ..shared.flow import PARTS, height_over, landscape_of
from ..shared.phase import flow_at
from .drawing import SIZE, color_of, head, moment_of
from .words import states_of

SAYS = {"of", "label", "title", "range", "at", "hold", "role", ("floors", "near label")}


def still(lab, state, run, view):
    """The landscape of one state, with the ball where the run is."""
    row = moment_of(lab, state, run, view)
    land = landscape_of(flow_at(run, row, (view["of"],), view.get("hold", ())), *view["range"], PARTS)
    xs, heights = land["xs"], np.array(land["heights"])

    def paint(axes):
        inside = heights[1:-1]
        tops = inside[(inside > heights[:-2]) & (inside > heights[2:])]
        top = min(heights.max(), 2.2 * tops.max()) if len(tops) else heights.max()
        axes.plot(xs, heights, color=color_of("ink"), linewidth=1.75)
        at = float(run[view["of"]][row])
        height = height_over(land, at) + 0.07 * top
        axes.plot(at, height, "o", color=color_of(view.get("role", "projection")), markersize=13, clip_on=False)
        axes.set(xlim=view["range"], ylim=(-0.05 * top, 1.1 * top), yticks=[])
        axes.spines.left.set_visible(False)
        axes.set_xlabel(view["label"], fontsize=SIZE)
        head(axes, view.get("title", "which way it rolls: downhill"))

    yield 110, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(symbol, "state", states_of(lab)) for symbol in (view["of"], *view.get("hold", ()))]
