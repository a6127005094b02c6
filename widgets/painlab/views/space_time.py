"""The still of a fiber in space and time."""

import numpy as np

from ..figures.style import say
from ..page.words import t
from ..shared.chain import chain_length
from .drawing import SIZE, color_of, head, joined, value_at
from .words import columns_of

SAYS = {"zone", "zone_label", "unit", "role", ("places", "at label")}


def still(lab, state, run, view):
    """Spikes along a fiber: position against time; a blocked zone is shaded."""

    def paint(axes):
        places = np.unique(run.spikes[:, 0]) if len(run.spikes) else np.array([])
        length = chain_length(run)
        duration = run.t[-1]
        for line in joined(run.spikes, places, view.get("jump", duration / 40)):
            few = line[:: max(1, len(line) // 24)] + line[-1:]
            axes.plot(
                *zip(*[(time, place) for place, time in few], strict=True),
                color=color_of(view.get("role", "nociceptive")),
            )
        if view.get("zone"):
            start, end = (value_at(lab, state, one) for one in view["zone"])
            if end > start:
                axes.axhspan(start, end, color=color_of("treatment"), alpha=0.16, linewidth=0)
                label = view.get("zone_label", t("blocked"))
                say(axes, duration, (start + end) / 2, label, color_of("treatment"), ha="right", xytext=(-6, 0))
        for place in view.get("places", ()):
            say(axes, duration, place["at"] * length, place["label"], xytext=(8, 0), fontsize=SIZE)
        axes.set(xlim=(0, duration), ylim=(0, length))
        axes.set_xlabel(t("time ({unit})", unit=lab.model.time), fontsize=SIZE)
        head(axes, t("position ({unit})", unit=view.get("unit", "mm")))

    yield 190, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(name, "quantity", columns_of(lab)) for name in view.get("zone") or ()]
