"""Figures of the chapter on the injured nerve: a map, runs of `tipping_point` and `ectopic`, and a dispute."""

import functools

import numpy as np
from matplotlib.patches import Circle, Rectangle

from ...model import model
from ...run import schedule
from ..figure import figure_of
from ..style import is_narrow, panels, say


@figure_of(
    "places",
    title="An injured nerve can speak from many places, and few of them are where it hurts",
    alt="A nerve drawn from the skin on the left to the spinal cord on the right. One fiber has been cut: "
    "its outer part is gone, and a tangle marks its end, place 1. A second has lost a stretch of its "
    "insulation, place 2. A third is whole, place 3. Their cell bodies lie in the ganglion, place 4. They end "
    "in the spinal cord, from where the way leads to the brain, place 5. Impulses can start at each place.",
    source=["costigan2009maladaptive", "raja2020bonica", "our drawing, not to scale"],
    note="Spark: impulses can start here.",
    size=(640, 330),
    narrow=(340, 330),
)
def places(fig, color):
    """An injured nerve from skin to cord with five places where activity may arise."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    axes.set(xlim=(-0.3, 10.3), ylim=(-2.1 if narrow else -1.3, 6.2))
    axes.add_patch(Rectangle((-0.2, 0.1), 0.35, 5.1, facecolor=color.panel, edgecolor=color.rule))
    axes.add_patch(Rectangle((8.7, 0.1), 1.4, 5.1, facecolor=color.panel, edgecolor=color.rule))
    axes.add_patch(Circle((7.1, 2.6), 0.95, facecolor="none", edgecolor=color.muted, linewidth=1, linestyle=":"))
    for y, role, height in [(4.5, "nociceptive", 3.15), (2.6, "touch", 2.6), (0.7, "nociceptive", 2.05)]:
        shade = getattr(color, role)
        start = 3.0 if role == "nociceptive" and y > 4 else 0.15
        axes.plot([start, 5.6, 7.1], [y, y, height], color=shade, linewidth=2)
        axes.plot([7.1, 9.1], [height, height], color=shade, linewidth=2)
        axes.plot(7.1, height, "o", color=shade, markersize=9)
    axes.plot([0.15, 2.6], [4.5, 4.5], color=color.muted, linewidth=1.5, linestyle=(0, (1, 3)))
    for dx, dy in [(-0.25, 0.28), (-0.32, 0.0), (-0.25, -0.28), (-0.05, 0.36), (-0.05, -0.36)]:
        axes.plot([3.0, 3.0 + dx], [4.5, 4.5 + dy], color=color.nociceptive, linewidth=1.5)
    for left in np.arange(0.5, 5.4, 0.95):
        if not 2.4 < left < 3.9:
            axes.add_patch(Rectangle((left, 2.36), 0.78, 0.48, facecolor=color.touch, alpha=0.25, linewidth=0))
    axes.plot([9.1, 9.9, 9.9], [2.6, 2.6, 5.9], color=color.projection, linewidth=2)
    axes.plot(9.4, 2.6, "o", color=color.projection, markersize=9)
    marks = [(3.0, 4.5, "1"), (3.3, 2.6, "2"), (3.3, 0.7, "3"), (7.1, 2.6, "4"), (9.4, 2.6, "5")]
    for x, y, number in marks:
        top = y + (1.25 if number == "4" else 0.75)
        for angle in np.deg2rad([55, 90, 125]):
            base = top - 0.42
            axes.plot(
                [x + 0.12 * np.cos(angle), x + 0.34 * np.cos(angle)],
                [base - 0.1 + 0.12 * np.sin(angle), base - 0.1 + 0.36 * np.sin(angle)],
                color=color.ink,
                linewidth=1.5,
            )
        say(axes, x, top + 0.25, number, color.ink, ha="center", fontweight="bold")
    say(axes, 0.3, -0.35, "skin", color.muted, fontsize=12)
    say(axes, 10.1, -0.35, "cord", color.muted, fontsize=12, ha="right")
    if narrow:
        lines = ["1 cut end   2 bare stretch", "3 intact neighbor   4 ganglion", "5 cord, and on to the brain"]
        for row, line in enumerate(lines):
            say(axes, -0.2, -0.95 - 0.55 * row, line, fontsize=12)
        say(axes, 0.3, 5.0, "gone", color.muted, fontsize=12)
    else:
        say(axes, 0.3, 4.95, "gone: the skin is numb", color.muted, fontsize=12)
        say(axes, 3.45, 4.95, "cut end", color.nociceptive, fontsize=12)
        say(axes, 3.75, 3.2, "bare stretch", color.touch, fontsize=12)
        say(axes, 3.75, 1.2, "intact neighbor", color.nociceptive, fontsize=12)
        say(axes, 7.1, 0.95, "ganglion", color.muted, ha="center", fontsize=12)
        say(axes, 8.6, 5.55, "to the brain", color.projection, fontsize=12, ha="right", xytext=(60, 0))


@functools.cache
def spikes(current, duration=500, **values):
    """Spikes of the touch fiber in `duration` ms of this current."""
    return len(model("tipping_point").run(I=current, duration=duration, every=100_000, **values).spikes)


@functools.cache
def edge(potassium, current=60):
    """Added sodium (mS/cm2) at which the fiber begins to fire on and on, by bisection."""
    low, high = 0.5, 4.5
    for _ in range(8):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if spikes(current, 200, gNa=middle, gK=potassium) >= 5 else (middle, high)
    return 0.5 * (low + high)


@figure_of(
    "edge",
    title="Many routes lead over one edge, and how far beyond it a fiber stands decides what a block can do",
    alt="Two panels from the model of a touch fiber. First: a map of added sodium against added potassium. A "
    "slanting edge parts the silent from the firing. From the normal point, sodium 2.0 and potassium 2.5, "
    "three arrows cross it: sodium alone to 3.0, potassium alone down to 1.6, and both half-way to 2.5 and 2.0. "
    "A fourth, both raised to 3.0, stays on the silent side. Second: spikes in half a second against the share "
    "of sodium blocked, from the point half-way. With a current of 60 the firing collapses from 52 to 1 "
    "between 4 and 5 percent; with 80, from 57 to 1 between 13 and 14 percent.",
    source=["ratte2014", "runs of the lab's model; the block is ours"],
    note="First panel: current 60 µA/cm².",
    size=(640, 350),
    narrow=(340, 620),
)
def edge_figure(fig, color):
    """The edge between silent and firing in sodium and potassium, and spikes against sodium blocked (%)."""
    left, right = panels(fig, 2)
    potassium = np.linspace(1, 3.6, 11)
    sodium = np.array([edge(round(float(level), 3)) for level in potassium])
    left.fill_betweenx(potassium, sodium, 4, color=color.touch, alpha=0.13, linewidth=0)
    left.plot(sodium, potassium, color=color.touch, linewidth=2.5)
    for end, role in [((3.0, 2.5), "touch"), ((2.0, 1.6), "touch"), ((2.5, 2.0), "touch"), ((3.0, 3.0), "muted")]:
        left.annotate(
            "",
            end,
            (2.0, 2.5),
            arrowprops={
                "arrowstyle": "-|>,head_length=0.6,head_width=0.3",
                "color": getattr(color, role),
                "linewidth": 2,
                "linestyle": "--" if role == "muted" else "-",
                "shrinkA": 5,
                "shrinkB": 0,
            },
        )
    left.plot([2.0], [2.5], "o", color=color.ink, markersize=9)
    say(left, 1.95, 2.5, "normal", ha="right", xytext=(-6, 0))
    say(left, 1.55, 3.2, "silent", color.muted, ha="center")
    say(left, 3.15, 1.45, "fires on\nand on", color.touch, ha="center")
    left.set(
        xlim=(1, 4),
        ylim=(1, 3.6),
        xticks=[1, 2, 3, 4],
        yticks=[1, 2, 3],
        xlabel="added sodium (mS/cm²)",
        ylabel="added potassium (mS/cm²)",
    )
    left.set_title("the edge", pad=30)

    block = np.arange(0, 0.201, 0.01)
    for current, style in [(60, "-"), (80, "--")]:
        counts = [spikes(current, gNa=2.5, gK=2, block=round(float(blocked), 2)) for blocked in block]
        right.plot(100 * block, counts, color=color.treatment, linestyle=style, drawstyle="steps-mid")
    say(right, 4.9, 30, "current\n60", color.treatment, ha="left", xytext=(4, 0))
    say(right, 14.2, 45, "80", color.treatment, ha="left", xytext=(4, 0))
    right.set(
        xlim=(0, 20),
        ylim=(-2, 85),
        xticks=[0, 5, 10, 15, 20],
        yticks=[0, 25, 50, 75],
        xlabel="sodium blocked (%)",
        ylabel="spikes in half a second",
    )
    right.set_title("the way back", pad=30)


@functools.cache
def burst(current, left):
    """Spikes of the ganglion cell in 2.8 s of steady current, with this share of sodium conductance left."""
    step = schedule(0, (100, 2900, current))
    return len(model("ectopic").run(I=step, every=100_000, fNa=left).spikes)


CONDUCTION = [(0.2, 84), (0.5, 67), (1, 64), (4, 62.5)]  # mm of treated fiber, % of sodium blocked when it fails


@figure_of(
    "burst-and-passage",
    title="In one model a burst needs nearly all of its sodium, in another a passing spike has reserve",
    alt="Two panels with axes of their own: bars of the share of sodium conductance that must be blocked. To "
    "silence the burst of a ganglion cell: 4 percent at a current of 0.1 nanoamperes, 10 percent at 0.3. To stop "
    "a spike that passes along a C fiber: 62.5 percent over 4 millimeters, 64 over 1, 67 over half a millimeter "
    "and 84 over 0.2.",
    source=["kovalsky2009", "sundt2015", "runs of the two models; the blocks are ours"],
    note="Two different cells: a ganglion cell of a touch fiber at 20 °C, just above its onset, and the axon of a C "
    "fiber. Their percentages do not compare; the gap itself was seen in rats. No concentration and no dose.",
    size=(640, 330),
    narrow=(340, 600),
)
def burst_and_passage(fig, color):
    """Sodium conductance (%) to block until a burst ends, and until a passing spike stops, in two models."""
    burst_axes, passage_axes = panels(fig, 2)
    bursts = [("at 0.1 nA", 4), ("at 0.3 nA", 10)]
    passages = [(f"{length:g} mm treated", percent) for length, percent in reversed(CONDUCTION)]
    for axes, rows, role, end, title in (
        (burst_axes, bursts, "nociceptive", 20, "ganglion cell: the burst ends"),
        (passage_axes, passages, "touch", 100, "C fiber: the spike stops"),
    ):
        shade = getattr(color, role)
        for y, (name, percent) in enumerate(rows):
            axes.barh(y, percent, height=0.34, color=shade, linewidth=0)
            say(axes, percent, y, f"{percent:g}%", shade, xytext=(6, 0))
            say(axes, 0, y, name, va="bottom", xytext=(0, 12), fontsize=12)
        axes.set(xlim=(0, end), ylim=(3.5, -0.8), yticks=[], xlabel="sodium blocked (%)")
        axes.set_xticks([0, end // 4, end // 2, 3 * end // 4, end])
        axes.spines.left.set_visible(False)
        axes.set_title(title, pad=16)


DISPUTE = [
    (1995, "cortex", "the more the map had\nshifted, the more pain", "flor1995phantom"),
    (2013, "cortex", "the better the hand's map\nwas kept, the more pain", "makin2013phantom"),
    (2014, "nerve", "numbing the ganglia ended it\nfor a while: 31 people", "vaso2014phantom"),
    (2020, "both", "the two camps write\none review", "makinflor2020"),
    (2025, "cortex", "followed from before: the maps\nstay as they were, 3 people", "schone2025"),
]


@figure_of(
    "phantom",
    title="Thirty years of one question: the map may stay, and why it hurts is still open",
    alt="A line of time. 1995: the more the map in the cortex had shifted, the more phantom pain. 2013: the better "
    "the map of the missing hand was preserved, the more phantom pain. 2014: numbing the ganglia or the roots "
    "ended phantom pain for a while in 31 people with amputations. 2020: the two camps write one review. 2025: in "
    "three people followed from before the amputation on, the maps of hand and lips stayed.",
    source=["flor1995phantom", "makin2013phantom", "vaso2014phantom", "makinflor2020", "schone2025"],
    size=(640, 270),
    narrow=(340, 410),
)
def phantom(fig, color):
    """The dispute about phantom pain in time: what spoke for the cortex, what for the nerve."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    roles = {"cortex": "projection", "nerve": "nociceptive", "both": "ink"}
    if narrow:
        axes.axis("off")
        for row, (year, where, words, _) in enumerate(DISPUTE):
            shade = getattr(color, roles[where])
            axes.plot([0], [row], "o", color=shade, markersize=10)
            say(axes, 0, row, str(year), shade, xytext=(14, 0), fontweight="bold")
            say(axes, 0, row, words, xytext=(62, 0), fontsize=12)
        axes.plot([0, 0], [0, len(DISPUTE) - 1], color=color.rule, linewidth=2, zorder=0)
        axes.set(xlim=(-0.2, 5), ylim=(len(DISPUTE) - 0.5, -0.5))
        return
    axes.plot([1993, 2026], [0, 0], color=color.rule, linewidth=2, zorder=0)
    for (year, where, words, _), (level, side) in zip(
        DISPUTE, [(1, "left"), (1, "center"), (-1, "center"), (1, "center"), (-1, "right")], strict=True
    ):
        shade = getattr(color, roles[where])
        x = year + {2013: -2.6, 2014: -4.5, 2020: 0.8, 2025: 2}.get(year, 0)
        axes.plot([year, x], [0, level * 0.42], color=shade, linewidth=1)
        axes.plot([year], [0], "o", color=shade, markersize=10)
        say(axes, x, level * 0.62, str(year), shade, ha=side, fontweight="bold")
        say(axes, x, level * 1.1, words, ha=side, fontsize=12)
    axes.set(xlim=(1993, 2027.5), ylim=(-1.6, 1.6))
    axes.axis("off")
