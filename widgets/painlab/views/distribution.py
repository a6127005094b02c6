"""The still of people, before and after."""

import numpy as np

from ..figures.style import say
from ..page.words import t
from .drawing import SIZE, color_of, folded, head, holds, value_at
from .words import columns_of

SAYS = {
    "label", "range", "stages", "most", "who", ("lines", "at label"), ("show", "column label role"),
    ("arms", "label columns role where only_when"),
}  # fmt: skip


def still(lab, state, run, view):
    """People before (upward) and after (downward), one heap each, with the two means."""
    arms = view.get("arms") or [{"label": "", "columns": [one["column"] for one in view["show"]]}]
    arms = [arm for arm in arms if holds(arm.get("only_when"), state)]
    for arm in arms:
        yield 120, arm_of(lab, state, run, view, arm, arm is arms[-1])


def arm_of(lab, state, run, view, arm, last):
    """A function that paints one arm on axes; the `last` one carries the label of the axis."""
    stages = view.get("stages") or [one["label"] for one in view["show"]]

    def paint(axes):
        member = np.isfinite(run[arm["columns"][0]])
        if arm.get("where"):
            member &= run[arm["where"][0]] == arm["where"][1]
        columns = [run[name][member] for name in arm["columns"]]
        everyone = np.concatenate(columns)
        low, high = view.get("range") or (np.nanmin(everyone), np.nanmax(everyone))
        edges = np.linspace(low, high, 41)
        tallest = 0
        roles = ["ink", arm.get("role", "treatment")]
        for side, column, role, stage in zip((1, -1), columns, roles, stages, strict=False):
            heap, _ = np.histogram(column, edges)
            tallest = max(tallest, heap.max())
            axes.stairs(side * heap, edges, fill=True, color=color_of(role), alpha=0.45, linewidth=0)
            axes.vlines(np.nanmean(column), 0, side * heap.max(), color=color_of(role), linewidth=2)
            words = f"{stage}: {t('mean {value:.1f}', value=np.nanmean(column))}"
            say(
                axes,
                1.02,
                0.5 + 0.22 * side,
                folded(words),
                color_of(role),
                xycoords="axes fraction",
                fontsize=SIZE,
            )
        axes.axhline(0, color=color_of("muted"), linewidth=1)
        for line in view.get("lines", ()):
            at = value_at(lab, state, line["at"])
            axes.plot([at, at], [0, 1.15 * tallest], color=color_of("ink"), linewidth=1, dashes=(3, 2))
            say(axes, at, 1.15 * tallest, line["label"], ha="right", va="top", fontsize=SIZE, xytext=(-5, 0))
        axes.set(xlim=(low, high), ylim=(-1.15 * tallest, 1.15 * tallest), yticks=[])
        axes.spines.left.set_visible(False)
        axes.tick_params(labelbottom=last)
        if last:
            axes.set_xlabel(view["label"], fontsize=SIZE)
        head(axes, f"{arm['label']}, {t('{n} people', n=member.sum())}".lstrip(", "))

    return paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    arms = [(name, "column", columns_of(lab)) for arm in view.get("arms", ()) for name in arm["columns"]]
    arms += [(arm["where"][0], "column", columns_of(lab)) for arm in view.get("arms", ()) if arm.get("where")]
    return arms + [(row["column"], "column", columns_of(lab)) for row in view.get("show", ())]
