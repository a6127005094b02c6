"""The still of a read-out against a control."""

import numpy as np

from .drawing import SIZE, color_of, head, y_range

SAYS = {"sweep", "from", "to", "points", "log", "read", "label", "role", "range", "values"}

STEPS = 900_000  # of all runs behind one curve


def still(lab, state, run, view):
    """A read-out against a control; left out where its runs would take long, as those of a threshold do."""
    low, high, points = view["from"], view["to"], view["points"]
    long = points * len(run.t) > STEPS or lab.model.method in ("chain", "population")
    if long or view["read"] in lab.thresholds:
        return
    space = np.geomspace if view.get("log") else np.linspace

    def paint(axes):
        swept = space(low, high, points)
        fixed = state | view.get("values", {})
        read = [lab.run(**fixed | {view["sweep"]: value}).readouts[view["read"]] for value in swept]
        color = color_of(view.get("role", "projection"))
        axes.plot(swept, read, color=color, linewidth=1.75)
        axes.plot(
            [state[view["sweep"]]] if fixed == state else [],
            [run.readouts[view["read"]]] if fixed == state else [],
            "o",
            color=color,
            markersize=9,
            clip_on=False,
        )
        if view.get("log"):
            axes.set_xscale("log")
        axes.set(xlim=(low, high), ylim=y_range(axes, view.get("range")))
        control = next(row for row in lab.described if row.symbol == view["sweep"])
        axes.set_xlabel(f"{control.label} ({control.unit})" if control.unit else control.label, fontsize=SIZE)
        head(axes, view["label"])

    yield 110, paint
