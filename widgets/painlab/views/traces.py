"""The still of quantities over time."""

import numpy as np

from ..figures.style import say
from ..page.words import t
from .drawing import DASHES, SIZE, apart, color_of, head, name_ends, thinned, trace_name, value_at, y_range
from .words import check_role, columns_of

SAYS = {"names", "window", ("panels", "show label range thin spikes lines")}


def still(lab, state, run, view):
    """Panels over time, or over trials."""
    window = view.get("window") or (run.t[0], run.t[-1])
    for panel in view["panels"]:
        last = panel is view["panels"][-1]
        yield 36 if panel.get("thin") else 110, panel_of(lab, state, run, view, panel, window, last)


def panel_of(lab, state, run, view, panel, window, last):
    """A function that paints one panel within a window of time; the `last` one carries the label of the axis."""

    def paint(axes):
        inside = (run.t >= window[0]) & (run.t <= window[1])
        ends = []
        for symbol, role in panel["show"].items():
            times, y = thinned(run.t[inside], run[symbol][inside])
            dashes = DASHES.get(role, "") if len(panel["show"]) > 1 else ""
            marker = "o" if len(times) <= 60 else ""
            axes.plot(times, y, color=color_of(role), linewidth=1.75, dashes=dashes, marker=marker, markersize=4)
            ends.append((y[-1], trace_name(lab, view, symbol), color_of(role)))
        lines = sorted((value_at(lab, state, line["at"]), line.get("label", "")) for line in panel.get("lines", ()))
        for number, (at, label) in enumerate(lines):  # the lowest of several is named below its line
            side = "top" if number == 0 and len(lines) > 1 else "bottom"
            axes.axhline(at, color=color_of("muted"), linewidth=1, dashes=(4, 3))
            place = {"ha": "right", "va": side, "xytext": (0, 2 if side == "bottom" else -2)}
            say(axes, window[1], at, label, color_of("muted"), fontsize=SIZE, **place)
        if panel.get("spikes"):
            times = apart(run.spikes[(run.spikes >= window[0]) & (run.spikes <= window[1])], window)
            x, y = (np.column_stack([times, times, times * np.nan]), np.tile([1, 1.06, 1], len(times)))
            place = axes.get_xaxis_transform()
            axes.plot(x.ravel(), y, color=color_of(role), linewidth=1, transform=place, clip_on=False)
        axes.set(xlim=window, ylim=y_range(axes, panel.get("range")))
        head(axes, panel.get("label") or ends[0][1])
        if len(ends) > 1:
            name_ends(axes, ends)
        axes.tick_params(labelbottom=last)
        if last:
            trials = lab.model.method == "map"
            axes.set_xlabel(t("trial") if trials else t("time ({unit})", unit=lab.model.time), fontsize=SIZE)
            axes.xaxis.get_major_locator().set_params(integer=trials)

    return paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    shown = {symbol: role for panel in view["panels"] for symbol, role in panel["show"].items()}
    for role in shown.values():
        check_role(lab, "traces", role)
    drawn = [(symbol, "state, input or helper", columns_of(lab)) for symbol in shown]
    return drawn + [(symbol, "shown symbol", shown) for symbol in view.get("names", {})]
