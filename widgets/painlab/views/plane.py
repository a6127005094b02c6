"""The still of a phase plane."""

import numpy as np

from ..page.words import t
from ..run import completed
from ..shared.flow import CELLS, plane_of
from ..shared.phase import flow_at
from .drawing import SIZE, color_of, head, moment_of
from .words import columns_of, states_of

SAYS = {
    "others", "hold", "at", "role", ("x", "of label range role still"), ("y", "of label range role still"),
}  # fmt: skip


def still(lab, state, run, view):
    """Two states against each other: the run as a path, nullclines, equilibria (full: stable), the present point."""
    x, y = view["x"], view["y"]
    row = moment_of(lab, state, run, view)
    flow = flow_at(run, row, (x["of"], y["of"]), view.get("hold", ()))
    drawn = completed(plane_of(flow, x["range"], y["range"], CELLS))

    def paint(axes):
        two = x["of"] in {state.symbol for state in lab.model.states}
        for axis, lines, style in ((x, drawn["lines"][0], "-"), (y, drawn["lines"][1], "--" if two else "-")):
            for line in lines if two or axis is y else ():
                axes.plot(*zip(*line, strict=True), style, color=color_of(axis.get("role", "ink")), linewidth=1.75)
        color = color_of(view.get("role", "projection"))
        axes.plot(*path_of(run[x["of"]], run[y["of"]], x["range"], y["range"]), color=color, linewidth=1.25)
        for point in drawn["points"]:
            fill = color_of("ink" if point["stable"] else "paper")
            axes.plot(*point["at"], "o", color=color_of("ink"), markersize=8, markerfacecolor=fill)
        axes.plot(run[x["of"]][row], run[y["of"]][row], "o", color=color, markersize=10)
        axes.set(xlim=x["range"], ylim=y["range"])
        lines = t("line: {line}", line=y["still"])
        if two:
            lines = t("line: {line}; dashed: {dashed}", line=x["still"], dashed=y["still"])
        axes.set_xlabel(f"{x['label']}\n{lines}", fontsize=SIZE)
        head(axes, y["label"])

    yield 230, paint


def path_of(xs, ys, x, y, columns=160):
    """A path in as few points as a picture `columns` pixels wide can show."""
    cells = np.stack([(xs - x[0]) / (x[1] - x[0]), (ys - y[0]) / (y[1] - y[0])]) * columns
    jumps = np.abs(np.diff(np.floor(cells), axis=1)).sum(0) > 0
    kept = np.concatenate([[0], 1 + np.flatnonzero(jumps)])
    return xs[kept[:900]], ys[kept[:900]]


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    axes = [(view["x"]["of"], "state or input", columns_of(lab)), (view["y"]["of"], "state", states_of(lab))]
    return axes + [(symbol, "state", states_of(lab)) for symbol in view.get("hold", ())]
