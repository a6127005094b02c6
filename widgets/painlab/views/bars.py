"""The still of one bar for each event."""

import numpy as np

from ..figures.style import say
from ..page.words import t
from .drawing import SIZE, color_of, folded, head, holds, y_range

SAYS = {"train", "event", "label", "role", ("overlay", "label counts only_when")}


def still(lab, state, run, view):
    """Spikes of each event of a train, with recorded counts as rings."""

    def paint(axes):
        counts = run.counts(view["train"])
        events = np.arange(1, len(counts) + 1)
        axes.bar(events, counts, 0.62, color=color_of(view.get("role", "projection")), linewidth=0)
        overlays = view.get("overlay") or ()
        overlays = (overlays,) if isinstance(overlays, dict) else overlays
        overlay = next((row for row in overlays if holds(row.get("only_when"), state)), None)
        if overlay:
            recorded = overlay["counts"][: len(counts)]
            axes.plot(events[: len(recorded)], recorded, "o", color=color_of("ink"), markerfacecolor=color_of("paper"))
            say(axes, len(recorded), recorded[-1], folded(overlay["label"]), xytext=(12, 0), fontsize=SIZE)
        axes.set(xlim=(0.4, len(counts) + 0.6), ylim=y_range(axes, None))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel(view.get("event", t("event number")), fontsize=SIZE)
        head(axes, view["label"])

    yield 130, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(view["train"], "train", lab.model.trains)]
