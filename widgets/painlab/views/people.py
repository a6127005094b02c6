"""The still of whole people in groups."""

import math
import textwrap

import numpy as np
from matplotlib.path import Path

from ..errors import ModelError, refuse
from ..figures.style import say
from ..shared.hundred import whole_people
from .drawing import SIZE, color_of, head, holds

SAYS = {"total", "label", "of", ("groups", "read label role mark only_when")}
MARKS = ("full", "ring", "cross", "empty")

PERSON = Path.make_compound_path(  # head and shoulders
    Path.circle((0, 0.6), 0.38),
    Path([(-0.5, -1), (-0.5, -0.35), (-0.5, 0.1), (0, 0.1), (0.5, 0.1), (0.5, -0.35), (0.5, -1), (-0.5, -1)],
         [1, 2, 3, 3, 3, 3, 2, 79]),
)  # fmt: skip


def still(lab, state, run, view):
    """An icon array: so many people, in groups, with the count of each beside it."""
    total, groups = view["total"], [group for group in view["groups"] if holds(group.get("only_when"), state)]
    columns = 20 if total > 40 else 10
    rows = math.ceil(total / columns)
    counts = whole_people(
        [share / everyone(run, view) for share in (run.readouts[group["read"]] for group in groups)], total
    )
    words = [textwrap.wrap(f"{count} {group['label']}", 58) for count, group in zip(counts, groups, strict=True)]
    lines = sum(map(len, words))
    tall = 1.4 * rows + 0.6 + lines

    def paint(axes):
        start, below = 0, 1.4 * rows + 0.9
        for count, group, label in zip(counts, groups, words, strict=True):
            at = np.arange(start, start + count)
            start += count
            role = color_of(group.get("role", "ink"))
            stand(axes, at % columns, 1.4 * (at // columns), group, role)
            stand(axes, [0], [below - 0.1], group, role)
            say(axes, 1, below, "\n".join(label), fontsize=SIZE, ha="left", va="top", xytext=(0, 7))
            below += len(label)
        axes.set(xlim=(-0.6, columns - 0.4), ylim=(tall + 0.3, -0.8))
        axes.axis("off")
        head(axes, view.get("label", f"of {total} people"))

    yield 18 * (tall + 1.1), paint


def everyone(run, view):
    """The value of a read-out that stands for all people."""
    of = view.get("of", 1)
    return run.readouts[of] if isinstance(of, str) else of


def stand(axes, x, y, group, role):
    """People at (x, y), marked as their group is."""
    mark = group.get("mark", "full")
    thin = 0.7 if mark == "empty" else 1.2
    face = role if mark == "full" else "none"
    axes.plot(x, y, linestyle="", marker=PERSON, markersize=14, color=role, markerfacecolor=face, markeredgewidth=thin)
    if mark == "cross":
        axes.plot(x, y, linestyle="", marker="x", markersize=10, color=role, markeredgewidth=1.2)


def check(lab, view):
    """No more people than can be seen, and marks that can be drawn."""
    total = view["total"]
    if total not in range(1, 201):
        raise ModelError(f"{lab.title}: an icon array of {total} people; give a whole number from 1 to 200")
    for name in [view.get("of", 1), *(group["read"] for group in view["groups"])]:
        if isinstance(name, str) and name not in lab.readouts:
            refuse(lab.title, f"the people of '{name}' are no read-out", name, lab.readouts, "; add it")
    for group in view["groups"]:
        mark = group.get("mark", "full")
        if mark not in MARKS:
            refuse(lab.title, f"no mark '{mark}'", mark, MARKS)
