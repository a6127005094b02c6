"""The still of a phase plane."""

import numpy as np

from ..run.phase import Flow
from ..run.phase import plane as plane_of
from .drawing import SIZE, color_of, head, moment_of


def plane(lab, state, run, view):
    """Two states against each other: the run as a path, nullclines, equilibria (full: stable), the present point."""
    x, y = view["x"], view["y"]
    row = moment_of(lab, state, run, view)
    flow = Flow(run, row, (x["of"], y["of"]), view.get("hold", ()))
    xs, ys, slopes, points = plane_of(flow, x["range"], y["range"])

    def paint(axes):
        two = x["of"] in {q.symbol for q in lab.model.states}
        if two:
            axes.contour(xs, ys, slopes[0].T, [0], colors=color_of(x.get("role", "ink")), linewidths=1.75)
        style = "--" if two else "-"
        axes.contour(xs, ys, slopes[1].T, [0], colors=color_of(y.get("role", "ink")), linewidths=1.75, linestyles=style)
        color = color_of(view.get("role", "projection"))
        axes.plot(*path_of(run[x["of"]], run[y["of"]], x["range"], y["range"]), color=color, linewidth=1.25)
        for place, steady in points:
            axes.plot(
                *place,
                "o",
                color=color_of("ink"),
                markersize=8,
                markerfacecolor=color_of("ink" if steady else "paper"),
            )
        axes.plot(run[x["of"]][row], run[y["of"]][row], "o", color=color, markersize=10)
        axes.set(xlim=x["range"], ylim=y["range"])
        lines = f"line: {x['still']}; dashed: {y['still']}" if two else f"line: {y['still']}"
        axes.set_xlabel(f"{x['label']}\n{lines}", fontsize=SIZE)
        head(axes, y["label"])

    yield 230, paint


def path_of(xs, ys, x, y, columns=160):
    """A path in as few points as a picture `columns` pixels wide can show."""
    cells = np.stack([(xs - x[0]) / (x[1] - x[0]), (ys - y[0]) / (y[1] - y[0])]) * columns
    jumps = np.abs(np.diff(np.floor(cells), axis=1)).sum(0) > 0
    kept = np.concatenate([[0], 1 + np.flatnonzero(jumps)])
    return xs[kept[:900]], ys[kept[:900]]
