"""The still frame of a lab: its picture and its sentence, for print and for readers without JavaScript.

One SVG of at most 25 KB in the style of the figures, which shows what the lab's views show, more simply: a
curve only where its runs are short, the people of a distribution as a heap before and a heap after.
"""

import html
import math
import textwrap

import matplotlib
import numpy as np
from matplotlib.figure import Figure as Canvas
from matplotlib.path import Path

from ..figures.figure import svg_text
from ..figures.style import PIXELS_PER_INCH, STYLE, Colors, interval, say
from ..run import chain_length
from ..run.phase import Flow, landscape
from ..run.phase import plane as plane_of
from .scene import still_scene

CSS = (
    ".painlab-still svg{display:block;width:100%;height:auto}"
    ".painlab-still text{paint-order:stroke;stroke:var(--paper,#fffdf8);stroke-width:3px}"
)
WIDTH = 440  # pixels
SIZE = 13  # of all words, in pixels: 9.7 of them are left on a phone
LIMIT = 25_000  # bytes
WORDS = {"xtick.labelsize": SIZE, "ytick.labelsize": SIZE, "path.simplify_threshold": 0.4}
STEPS = 900_000  # of all runs behind one curve
PERSON = Path.make_compound_path(  # head and shoulders
    Path.circle((0, 0.6), 0.38),
    Path([(-0.5, -1), (-0.5, -0.35), (-0.5, 0.1), (0, 0.1), (0.5, 0.1), (0.5, -0.35), (0.5, -1), (-0.5, -1)],
         [1, 2, 3, 3, 3, 3, 2, 79]),
)  # fmt: skip
PLACES = 9  # of a map, each way
DASHES = {"touch": (4, 2), "inhibition": (1, 1.4), "descending": (5, 1.5, 1, 1.5), "treatment": (7, 2)}


def still_html(widget) -> str:
    """What a page shows of a LabWidget without its front end: title, question, picture, sentence, note."""
    lab, run = widget.lab, widget.run()
    picture = still_svg(lab, widget.state, run, f"still-{widget.model_id[:8]}")
    title, question, note, sentence = (
        html.escape(text, quote=False)
        for text in (_ended(lab.title), lab.question, lab.note, lab.say(widget.state, run.readouts))
    )
    return (
        f'<div class="painlab-still" data-model-id="{widget.model_id}"><style>{CSS}</style>'
        f"<p><strong>{title}</strong> {question}</p>"
        f"{still_scene(widget.spec, widget.state)}{picture}<p>{sentence}</p><p><small>{note}</small></p></div>"
    )


def still_svg(lab, state: dict, run, prefix: str) -> str:
    """The picture of a lab at `state`, whose run is `run`; ids begin with `prefix`."""
    rows = [row for view in lab.views for row in _rows(lab, state, run, view)]
    height = sum(pixels + 58 for pixels, _ in rows)
    with matplotlib.rc_context(STYLE | WORDS | {"svg.hashsalt": lab.name}):
        fig = Canvas(figsize=(WIDTH / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
        places = fig.subplots(len(rows), 1, squeeze=False, height_ratios=[pixels for pixels, _ in rows])
        for axes, (_, paint) in zip(places.flat, rows, strict=True):
            paint(axes)
        shown = "; ".join(axes.get_title(loc="left") for axes in fig.axes)
        alt = f"Still picture of the lab: {shown}."
        return svg_text(fig, prefix, "still", alt, f"still frame of lab '{lab.name}'", digits=1)


def _rows(lab, state, run, view):
    if view["kind"] not in VIEWS:
        raise ValueError(f"lab '{lab.name}': a still frame knows no view '{view['kind']}'; draw it in painlab/still.py")
    return VIEWS[view["kind"]](lab, state, run, view)


# --- views: each yields rows, a height in pixels and a function that paints an axes -------------------------


def traces(lab, state, run, view):
    """Panels over time, or over trials."""
    window = view.get("window") or (run.t[0], run.t[-1])
    for panel in view["panels"]:
        last = panel is view["panels"][-1]
        yield 36 if panel.get("thin") else 110, _panel(lab, state, run, view, panel, window, last)


def _panel(lab, state, run, view, panel, window, last):
    def paint(axes):
        inside = (run.t >= window[0]) & (run.t <= window[1])
        ends = []
        for symbol, role in panel["show"].items():
            t, y = thinned(run.t[inside], run[symbol][inside])
            dashes = DASHES.get(role, "") if len(panel["show"]) > 1 else ""
            marker = "o" if len(t) <= 60 else ""
            axes.plot(t, y, color=_role(role), linewidth=1.75, dashes=dashes, marker=marker, markersize=4)
            ends.append((y[-1], _name(lab, view, symbol), _role(role)))
        lines = sorted((_value(lab, state, line["at"]), line.get("label", "")) for line in panel.get("lines", ()))
        for number, (at, label) in enumerate(lines):  # the lowest of several is named below its line
            side = "top" if number == 0 and len(lines) > 1 else "bottom"
            axes.axhline(at, color=_role("muted"), linewidth=1, dashes=(4, 3))
            place = {"ha": "right", "va": side, "xytext": (0, 2 if side == "bottom" else -2)}
            say(axes, window[1], at, label, _role("muted"), fontsize=SIZE, **place)
        if panel.get("spikes"):
            times = _apart(run.spikes[(run.spikes >= window[0]) & (run.spikes <= window[1])], window)
            x, y = (np.column_stack([times, times, times * np.nan]), np.tile([1, 1.06, 1], len(times)))
            place = axes.get_xaxis_transform()
            axes.plot(x.ravel(), y, color=_role(role), linewidth=1, transform=place, clip_on=False)
        axes.set(xlim=window, ylim=_range(axes, panel.get("range")))
        _head(axes, panel.get("label") or ends[0][1])
        if len(ends) > 1:
            _name_ends(axes, ends)
        axes.tick_params(labelbottom=last)
        if last:
            trials = lab.model.method == "map"
            axes.set_xlabel("trial" if trials else f"time ({lab.model.time})", fontsize=SIZE)
            axes.xaxis.get_major_locator().set_params(integer=trials)

    return paint


def bars(lab, state, run, view):
    """Spikes of each event of a train, with recorded counts as rings."""

    def paint(axes):
        counts = run.counts(view["train"])
        events = np.arange(1, len(counts) + 1)
        axes.bar(events, counts, 0.62, color=_role(view.get("role", "projection")), linewidth=0)
        overlays = view.get("overlay") or ()
        overlays = (overlays,) if isinstance(overlays, dict) else overlays
        overlay = next((o for o in overlays if _holds(o.get("only_when"), state)), None)
        if overlay:
            recorded = overlay["counts"][: len(counts)]
            axes.plot(events[: len(recorded)], recorded, "o", color=_role("ink"), markerfacecolor=_role("paper"))
            say(axes, len(recorded), recorded[-1], _folded(overlay["label"]), xytext=(12, 0), fontsize=SIZE)
        axes.set(xlim=(0.4, len(counts) + 0.6), ylim=_range(axes, None))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel(view.get("event", "event number"), fontsize=SIZE)
        _head(axes, view["label"])

    yield 130, paint


def curve(lab, state, run, view):
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
        color = _role(view.get("role", "projection"))
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
        axes.set(xlim=(low, high), ylim=_range(axes, view.get("range")))
        control = next(row for row in lab.described if row.symbol == view["sweep"])
        axes.set_xlabel(f"{control.label} ({control.unit})" if control.unit else control.label, fontsize=SIZE)
        _head(axes, view["label"])

    yield 110, paint


def distribution(lab, state, run, view):
    """People before (upward) and after (downward), one heap each, with the two means."""
    arms = view.get("arms") or [{"label": "", "columns": [one["column"] for one in view["show"]]}]
    arms = [arm for arm in arms if _holds(arm.get("only_when"), state)]
    for arm in arms:
        yield 120, _arm(lab, state, run, view, arm, arm is arms[-1])


def _arm(lab, state, run, view, arm, last):
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
            axes.stairs(side * heap, edges, fill=True, color=_role(role), alpha=0.45, linewidth=0)
            axes.vlines(np.nanmean(column), 0, side * heap.max(), color=_role(role), linewidth=2)
            words = f"{stage}: mean {np.nanmean(column):.1f}"
            say(
                axes,
                1.02,
                0.5 + 0.22 * side,
                _folded(words),
                _role(role),
                xycoords="axes fraction",
                fontsize=SIZE,
            )
        axes.axhline(0, color=_role("muted"), linewidth=1)
        for line in view.get("lines", ()):
            at = _value(lab, state, line["at"])
            axes.plot([at, at], [0, 1.15 * tallest], color=_role("ink"), linewidth=1, dashes=(3, 2))
            say(axes, at, 1.15 * tallest, line["label"], ha="right", va="top", fontsize=SIZE, xytext=(-5, 0))
        axes.set(xlim=(low, high), ylim=(-1.15 * tallest, 1.15 * tallest), yticks=[])
        axes.spines.left.set_visible(False)
        axes.tick_params(labelbottom=last)
        if last:
            axes.set_xlabel(view["label"], fontsize=SIZE)
        _head(axes, f"{arm['label']}, {member.sum()} people".lstrip(", "))

    return paint


def intervals(lab, state, run, view):
    """Estimates with their intervals, one row each."""
    rows = [row for row in view["rows"] if _holds(row.get("only_when"), state)]
    if not rows:
        return

    def paint(axes):
        axes.axvline(view.get("zero", 0), color=_role("ink"), linewidth=1)
        for height, row in enumerate(rows):
            mid, low, high = (run.readouts[row[end]] for end in ("estimate", "low", "high"))
            known = math.isfinite(low) and math.isfinite(high)
            interval(axes, low if known else mid, mid, high if known else mid, height, _role(row.get("role", "ink")))
            words = f"{row['label']}: {mid:.2f}" + (f" ({low:.2f} to {high:.2f})" if known else "")
            say(axes, 0, height, words, xycoords=("axes fraction", "data"), xytext=(0, 16), fontsize=SIZE)
        axes.set(ylim=(len(rows) - 0.5, -1), yticks=[])
        if view.get("range"):
            axes.set_xlim(view["range"])
        axes.spines.left.set_visible(False)
        unit = f" ({view['unit']})" if view.get("unit") else ""
        axes.set_xlabel(view.get("label", "difference") + unit, fontsize=SIZE)
        sides = view.get("sides")
        _head(axes, f"← {sides[0]} · {sides[1]} →" if sides else "estimates with their intervals")

    yield 44 * len(rows), paint


def funnel(lab, state, run, view):
    """Trials, estimate against standard error, large ones above; those not printed are hollow."""

    def paint(axes):
        d, se, printed = (run[view[name]] for name in ("estimate", "error", "printed"))
        mean, truth, deep = run.readouts[view["mean"]], _value(lab, state, view["truth"]), view["deepest"]
        axes.plot([0, 1.96 * deep], [0, deep], color=_role("muted"), linewidth=1, dashes=(1, 3))
        axes.axvline(truth, color=_role("ink"), linewidth=1.25)
        axes.axvline(mean, color=_role("treatment"), linewidth=2)
        for side in (-1, 1):
            ends = [mean, mean + side * 1.96 * deep]
            axes.plot(ends, [0, deep], color=_role("treatment"), linewidth=1, dashes=(4, 3))
        for seen, role, face in ((printed > 0, "treatment", "treatment"), (printed == 0, "muted", "paper")):
            axes.plot(d[seen], se[seen], "o", color=_role(role), markerfacecolor=_role(face), markersize=5)
        axes.set(xlim=view["range"], ylim=(deep, 0))
        axes.set_xlabel(view["label"], fontsize=SIZE)
        _head(axes, f"standard error (points); truth {truth:.2f}, mean of the printed {mean:.2f}")

    yield 210, paint


def space_time(lab, state, run, view):
    """Spikes along a fiber: position against time; a blocked zone is shaded."""

    def paint(axes):
        places = np.unique(run.spikes[:, 0]) if len(run.spikes) else np.array([])
        length = chain_length(lab.model, run.values)
        duration = run.t[-1]
        for line in joined(run.spikes, places, view.get("jump", duration / 40)):
            few = line[:: max(1, len(line) // 24)] + line[-1:]
            axes.plot(
                *zip(*[(time, place) for place, time in few], strict=True),
                color=_role(view.get("role", "nociceptive")),
            )
        if view.get("zone"):
            start, end = (_value(lab, state, one) for one in view["zone"])
            if end > start:
                axes.axhspan(start, end, color=_role("treatment"), alpha=0.16, linewidth=0)
                label = view.get("zone_label", "blocked")
                say(axes, duration, (start + end) / 2, label, _role("treatment"), ha="right", xytext=(-6, 0))
        for place in view.get("places", ()):
            say(axes, duration, place["at"] * length, place["label"], xytext=(8, 0), fontsize=SIZE)
        axes.set(xlim=(0, duration), ylim=(0, length))
        axes.set_xlabel(f"time ({lab.model.time})", fontsize=SIZE)
        _head(axes, f"position ({view.get('unit', 'mm')})")

    yield 190, paint


def pathway(lab, state, run, view):
    """The output in each phase of the examination, or what each meter of the way shows; one bar each."""
    if "phases" in view:
        phases = {phase.name: phase for phase in lab.model.protocols[lab.settings["protocol"]]}
        shown = [(row["label"], next(iter(phases[row["phase"]].readouts))) for row in view["phases"]]
        rows = [(label, run.readouts[name], view["full"], 1, "", "projection") for label, name in shown]
    else:
        meters = [(site["label"], meter) for site in view["sites"] for meter in site["meters"]]
        rows = [
            (f"{place}, {m['label']}", run.readouts[m["show"]], m["full"], m["digits"], m["unit"], m["role"])
            for place, m in meters
        ]

    def paint(axes):
        for height, (label, value, full, digits, unit, role) in enumerate(rows):
            axes.barh(height, value / full, 0.32, color=_role(role), linewidth=0)
            words = f"{label}: {value:.{digits}f} {unit}".replace("-", "−")
            say(axes, 0, height, words, xycoords=("axes fraction", "data"), xytext=(0, 14), fontsize=SIZE)
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.6, -0.9), xticks=[], yticks=[])
        axes.spines.left.set_visible(False)
        axes.spines.bottom.set_visible(False)
        _head(axes, view.get("scale", view["about"]))

    yield 40 * len(rows), paint


def repeats(lab, state, run, view):
    """Nothing: the page computes repeats only when the reader asks."""
    return ()


def scene(lab, state, run, view):
    """Nothing: a scene is its own drawing and stands above the picture; see scene.py."""
    return ()


def people(lab, state, run, view):
    """An icon array: so many people, in groups, with the count of each beside it."""
    total, groups = view["total"], [group for group in view["groups"] if _holds(group.get("only_when"), state)]
    columns = 20 if total > 40 else 10
    rows = math.ceil(total / columns)
    counts = whole_people([share / _all(run, view) for share in (run.readouts[g["read"]] for g in groups)], total)
    words = [textwrap.wrap(f"{n} {g['label']}", 58) for n, g in zip(counts, groups, strict=True)]
    lines = sum(map(len, words))
    tall = 1.4 * rows + 0.6 + lines

    def paint(axes):
        start, below = 0, 1.4 * rows + 0.9
        for count, group, label in zip(counts, groups, words, strict=True):
            at = np.arange(start, start + count)
            start += count
            role = _role(group.get("role", "ink"))
            _stand(axes, at % columns, 1.4 * (at // columns), group, role)
            _stand(axes, [0], [below - 0.1], group, role)
            say(axes, 1, below, "\n".join(label), fontsize=SIZE, ha="left", va="top", xytext=(0, 7))
            below += len(label)
        axes.set(xlim=(-0.6, columns - 0.4), ylim=(tall + 0.3, -0.8))
        axes.axis("off")
        _head(axes, view.get("label", f"of {total} people"))

    yield 18 * (tall + 1.1), paint


def _all(run, view):
    """The value of a read-out that stands for all people."""
    of = view.get("of", 1)
    return run.readouts[of] if isinstance(of, str) else of


def _stand(axes, x, y, group, role):
    """People at (x, y), marked as their group is."""
    mark = group.get("mark", "full")
    thin = 0.7 if mark == "empty" else 1.2
    face = role if mark == "full" else "none"
    axes.plot(x, y, linestyle="", marker=PERSON, markersize=14, color=role, markerfacecolor=face, markeredgewidth=thin)
    if mark == "cross":
        axes.plot(x, y, linestyle="", marker="x", markersize=10, color=role, markeredgewidth=1.2)


def whole_people(shares, total: int) -> list[int]:
    """Whole people for each share of `total`: the largest remainders are rounded up, so that the sum is right."""
    exact = [max(0, share) * total for share in shares]
    counts = [math.floor(people + 1e-9) for people in exact]
    missing = min(total, math.floor(sum(exact) + 0.5)) - sum(counts)
    for i in sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])[: max(0, missing)]:
        counts[i] += 1
    return counts


def _moment(lab, state, run, view):
    """The row of a run that a view shows first: at its 'at', or the last one."""
    if "at" not in view:
        return len(run.t) - 1
    return min(len(run.t) - 1, int(np.searchsorted(run.t, _value(lab, state, view["at"]))))


def plane(lab, state, run, view):
    """Two states against each other: the run as a path, nullclines, equilibria (full: stable), the present point."""
    x, y = view["x"], view["y"]
    row = _moment(lab, state, run, view)
    flow = Flow(run, row, (x["of"], y["of"]), view.get("hold", ()))
    xs, ys, slopes, points = plane_of(flow, x["range"], y["range"])

    def paint(axes):
        two = x["of"] in {q.symbol for q in lab.model.states}
        if two:
            axes.contour(xs, ys, slopes[0].T, [0], colors=_role(x.get("role", "ink")), linewidths=1.75)
        style = "--" if two else "-"
        axes.contour(xs, ys, slopes[1].T, [0], colors=_role(y.get("role", "ink")), linewidths=1.75, linestyles=style)
        color = _role(view.get("role", "projection"))
        axes.plot(*_path(run[x["of"]], run[y["of"]], x["range"], y["range"]), color=color, linewidth=1.25)
        for place, steady in points:
            axes.plot(
                *place, "o", color=_role("ink"), markersize=8, markerfacecolor=_role("ink" if steady else "paper")
            )
        axes.plot(run[x["of"]][row], run[y["of"]][row], "o", color=color, markersize=10)
        axes.set(xlim=x["range"], ylim=y["range"])
        lines = f"line: {x['still']}; dashed: {y['still']}" if two else f"line: {y['still']}"
        axes.set_xlabel(f"{x['label']}\n{lines}", fontsize=SIZE)
        _head(axes, y["label"])

    yield 230, paint


def _path(xs, ys, x, y, columns=160):
    """A path in as few points as a picture `columns` pixels wide can show."""
    cells = np.stack([(xs - x[0]) / (x[1] - x[0]), (ys - y[0]) / (y[1] - y[0])]) * columns
    jumps = np.abs(np.diff(np.floor(cells), axis=1)).sum(0) > 0
    kept = np.concatenate([[0], 1 + np.flatnonzero(jumps)])
    return xs[kept[:900]], ys[kept[:900]]


def well(lab, state, run, view):
    """The landscape of one state, with the ball where the run is."""
    row = _moment(lab, state, run, view)
    flow = Flow(run, row, (view["of"],), view.get("hold", ()))
    xs, heights = landscape(flow, *view["range"])

    def paint(axes):
        inside = heights[1:-1]
        tops = inside[(inside > heights[:-2]) & (inside > heights[2:])]
        top = min(heights.max(), 2.2 * tops.max()) if len(tops) else heights.max()
        axes.plot(xs, heights, color=_role("ink"), linewidth=1.75)
        at = float(run[view["of"]][row])
        height = np.interp(at, xs, heights) + 0.07 * top
        axes.plot(at, height, "o", color=_role(view.get("role", "projection")), markersize=13, clip_on=False)
        axes.set(xlim=view["range"], ylim=(-0.05 * top, 1.1 * top), yticks=[])
        axes.spines.left.set_visible(False)
        axes.set_xlabel(view["label"], fontsize=SIZE)
        _head(axes, view.get("title", "which way it rolls: downhill"))

    yield 110, paint


def belief(lab, state, run, view):
    """Bell curves of one trial, each of the same area."""
    row = min(len(run.t), int(view.get("at", 1))) - 1

    def paint(axes):
        top = 0.0
        for curve in view["curves"]:
            mean, sd = float(run[curve["mean"]][row]), float(run[curve["sd"]][row])
            xs = np.linspace(max(view["range"][0], mean - 5 * sd), min(view["range"][1], mean + 5 * sd), 121)
            ys = np.exp(-0.5 * ((xs - mean) / sd) ** 2) / (sd * math.sqrt(2 * math.pi))
            dashes = DASHES.get(curve["role"], "")
            axes.plot(xs, ys, color=_role(curve["role"]), linewidth=1.75, dashes=dashes)
            say(axes, mean, ys.max(), f"{curve['label']} {mean:.0f}", _role(curve["role"]), ha="center", xytext=(0, 4))
            top = max(top, ys.max())
        axes.set(xlim=view["range"], ylim=(0, 1.25 * top), yticks=[])
        axes.spines.left.set_visible(False)
        axes.set_xlabel(view["label"], fontsize=SIZE)
        _head(axes, "expected, input, and what lies between")

    yield 120, paint


PLACE_MARKS = {"dot": (".", 3), "stroke": ("x", 5), "full": ("s", 7)}


def behavior_map(lab, state, run, view):
    """A few places of the map, each a whole run."""
    rows = {row.symbol: row for row in lab.described}
    x, y = rows[view["x"]], rows[view["y"]]

    def paint(axes):
        found = {}
        for a in np.linspace(x.low, x.high, PLACES):
            for b in np.linspace(y.low, y.high, PLACES):
                value = lab.run(**state | {view["x"]: float(a), view["y"]: float(b)}).readouts[view["read"]]
                kind = next(kind for kind in view["kinds"] if "below" not in kind or value < kind["below"])
                found.setdefault(kind["mark"], []).append((a, b))
        for mark, places in found.items():
            sign, size = PLACE_MARKS[mark]
            color = _role(view.get("role", "projection"))
            axes.plot(*zip(*places, strict=True), sign, color=color, markersize=size, clip_on=False)
        here = {"color": _role("ink"), "markersize": 11, "markerfacecolor": "none", "clip_on": False}
        axes.plot([state[view["x"]]], [state[view["y"]]], "o", **here)
        axes.set(xlim=(x.low, x.high), ylim=(y.low, y.high))
        signs = {"dot": "dot", "stroke": "cross", "full": "square"}
        said = "; ".join(f"{signs[kind['mark']]}: {kind['label']}" for kind in view["kinds"])
        axes.set_xlabel("\n".join([x.label, *textwrap.wrap(said, 54)]), fontsize=SIZE)
        _head(axes, y.label)

    yield 220, paint


VIEWS = {
    "plane": plane,
    "map": behavior_map,
    "well": well,
    "belief": belief,
    "people": people,
    "traces": traces,
    "bars": bars,
    "curve": curve,
    "distribution": distribution,
    "funnel": funnel,
    "intervals": intervals,
    "space_time": space_time,
    "pathway": pathway,
    "repeats": repeats,
    "scene": scene,
}


# --- what they share ----------------------------------------------------------------------------------------


def thinned(t: np.ndarray, y: np.ndarray, columns: int = 240) -> tuple[np.ndarray, np.ndarray]:
    """What a picture `columns` pixels wide can show of a trace: lowest and highest of each column."""
    if len(t) <= 2 * columns:
        return t, y
    column = np.minimum(((t - t[0]) / (t[-1] - t[0]) * columns).astype(int), columns - 1)
    starts = np.searchsorted(column, np.arange(columns))
    keep = {0, len(t) - 1}
    for start, end in zip(starts, [*starts[1:], len(t)], strict=True):
        if end > start:
            keep |= {start + int(np.argmin(y[start:end])), start + int(np.argmax(y[start:end]))}
    kept = sorted(keep)
    return t[kept], y[kept]


def _apart(times: np.ndarray, window, columns: int = 240) -> np.ndarray:
    """Times of which no two fall into one column of the picture."""
    column = ((times - window[0]) / (window[1] - window[0]) * columns).astype(int)
    return times[np.unique(column, return_index=True)[1]]


def joined(spikes: np.ndarray, places: np.ndarray, jump: float) -> list[list[tuple[float, float]]]:
    """Spikes of neighboring places, at most `jump` apart in time, as lines of (place, time)."""
    lines, open_lines = [], []
    for place in places:
        free, following = list(open_lines), []
        for time in np.sort(spikes[spikes[:, 0] == place, 1]):
            near = min(free, key=lambda line, time=time: abs(line[-1][1] - time), default=None)
            if near is not None and abs(near[-1][1] - time) <= jump:
                free.remove(near)
            else:
                near = []
                lines.append(near)
            near.append((place, time))
            following.append(near)
        open_lines = following
    return lines


def _role(name: str) -> str:
    return getattr(Colors(), name)


def _head(axes, text: str) -> None:
    axes.set_title(text, fontsize=SIZE, fontweight="normal", loc="left")


def _name_ends(axes, ends) -> None:
    """The name of each trace at its right end, pushed apart where they would touch."""
    low, high = axes.get_ylim()
    pixel = (high - low) / 110
    lines = [_folded(name) for _, name, _ in ends]
    order = sorted(range(len(ends)), key=lambda i: ends[i][0])
    below = low - pixel
    for i in order:
        half = 7.5 * pixel * (lines[i].count("\n") + 1)
        at = max(min(max(ends[i][0], low), high), below + half)
        say(axes, 1.02, at, lines[i], ends[i][2], xycoords=("axes fraction", "data"), fontsize=SIZE)
        below = at + half


def _ended(title: str) -> str:
    return title if title.endswith(("?", "!", ".")) else f"{title}."


def _folded(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 16))


def _name(lab, view: dict, symbol: str) -> str:
    """What the lab's front end calls a trace."""
    meanings = {q.symbol: q.meaning for q in lab.model.quantities}
    labels = {row.symbol: row.label for row in lab.described}
    return (meanings | labels | view.get("names", {})).get(symbol) or symbol


def _value(lab, state: dict, at) -> float:
    return lab.scope(state)[at] if isinstance(at, str) else at


def _range(axes, given):
    if given:
        return given
    low, high = axes.dataLim.intervaly
    margin = 0.06 * (high - low) or 1
    return (0 if 0 <= low <= 0.3 * high else low - margin), high + margin


def _holds(wanted, state: dict) -> bool:
    return all(state.get(symbol) == value for symbol, value in (wanted or {}).items())
