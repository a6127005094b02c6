"""The still of estimates with their intervals."""

import math

from ..figures.style import interval, say
from ..page.words import t
from .drawing import SIZE, color_of, head, holds
from .words import readouts_of

SAYS = {"label", "unit", "zero", "range", "sides", ("rows", "label estimate low high role only_when")}


def still(lab, state, run, view):
    """Estimates with their intervals, one row each."""
    rows = [row for row in view["rows"] if holds(row.get("only_when"), state)]
    if not rows:
        return

    def paint(axes):
        axes.axvline(view.get("zero", 0), color=color_of("ink"), linewidth=1)
        for height, row in enumerate(rows):
            mid, low, high = (run.readouts[row[end]] for end in ("estimate", "low", "high"))
            known = math.isfinite(low) and math.isfinite(high)
            interval(axes, low if known else mid, mid, high if known else mid, height, color_of(row.get("role", "ink")))
            words = f"{row['label']}: {mid:.2f}"
            if known:
                words += f" ({t('{low:.2f} to {high:.2f}', low=low, high=high)})"
            say(axes, 0, height, words, xycoords=("axes fraction", "data"), xytext=(0, 16), fontsize=SIZE)
        axes.set(ylim=(len(rows) - 0.5, -1), yticks=[])
        if view.get("range"):
            axes.set_xlim(view["range"])
        axes.spines.left.set_visible(False)
        unit = f" ({view['unit']})" if view.get("unit") else ""
        axes.set_xlabel(view.get("label", t("difference")) + unit, fontsize=SIZE)
        sides = view.get("sides")
        head(axes, f"← {sides[0]} · {sides[1]} →" if sides else t("estimates with their intervals"))

    yield 44 * len(rows), paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    if lab.report:
        return []  # its read-outs come from the estimators
    rows = [row[word] for row in view["rows"] for word in ("estimate", "low", "high")]
    return [(name, "read-out", readouts_of(lab)) for name in rows]
