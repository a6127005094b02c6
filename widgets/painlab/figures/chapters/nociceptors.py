"""Figures of the chapter 'Nociceptors': speeds, threshold in time, channels, and Nav1.7."""

import functools

import numpy as np

from ...model import model
from ...run import schedule
from ..figure import figure_of
from ..style import is_narrow, panels, say

# Fiber, what it is, textbook range (m/s), role; marks: measured in people (m/s).
FIBERS = [
    ("Aβ", "touch", (30, 80), "touch", []),
    ("Aδ", "first pain", (5, 30), "nociceptive", [13]),
    ("C", "second pain", (0.5, 2), "nociceptive", [0.8]),
]


@figure_of(
    "speeds",
    title="Over one meter a touch fiber takes a fiftieth of a second, and a C fiber more than a whole one",
    alt="Three bars on a logarithmic axis of speed, from 0.3 to 100 meters a second. C fibers 0.5 to 2, "
    "Aδ fibers 5 to 30, Aβ fibers 30 to 80. Dots mark what was measured from pain in people: 0.8 for C and "
    "13 for Aδ. The axis above gives the time for one meter: 1 second at 1 meter a second, 0.1 at 10, 0.01 "
    "at 100. Words beside Aβ say that some nociceptors conduct as fast as touch fibers.",
    source=["dubin2010nociceptors", "plaghki2010", "nagi2019ultrafast"],
    note="Bars: ranges of textbooks, which differ at the edges. Dots: measured from the latency of heat pain.",
    size=(640, 300),
    narrow=(340, 330),
)
def speeds(fig, color):
    """Conduction speeds of three kinds of fibers (m/s, logarithmic) with single published values."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    for row, (name, what, (low, high), role, dots) in enumerate(FIBERS):
        shade = getattr(color, role)
        axes.barh(row, high - low, left=low, height=0.34, color=shade, alpha=0.35, linewidth=0)
        axes.plot([low, low], [row - 0.17, row + 0.17], color=shade)
        axes.plot([high, high], [row - 0.17, row + 0.17], color=shade)
        say(axes, low, row, f"{name}, {what}", shade, va="bottom", xytext=(0, 14))
        for speed in dots:
            axes.plot(speed, row, "o", color=shade, markersize=8)
            say(axes, speed, row, f"{speed}", shade, va="top", ha="center", xytext=(0, -14), fontsize=12)
    where = (28, 0) if narrow else (27, 0)
    say(
        axes,
        *where,
        "and some\nnociceptors" if narrow else "and some nociceptors",
        color.nociceptive,
        ha="right",
        fontsize=12,
    )
    axes.set(xscale="log", xlim=(0.3, 110), ylim=(2.6, -0.75), yticks=[], xlabel="speed (m/s)")
    axes.set_xticks([0.5, 1, 2, 5, 10, 30, 80], ["0.5", "1", "2", "5", "10", "30", "80"])
    axes.minorticks_off()
    axes.spines.left.set_visible(False)
    top = axes.secondary_xaxis("top", functions=(lambda v: v, lambda v: v))
    top.set_xticks([0.5, 1, 10, 80], ["2 s", "1 s", "0.1 s", "0.013 s"])
    top.minorticks_off()
    top.set_xlabel("time for one meter")


WIDTHS = (0.2, 0.5, 1, 2, 5, 10, 20, 50)  # ms


@functools.cache
def threshold(width):
    """The weakest push (µA/cm²) of that length (ms) which makes the squid's membrane fire, to 0.05 %."""

    def fires(strength):
        push = schedule(0, (1, 1 + width, strength))
        return len(model("spike").run(I=push, duration=width + 40, every=10_000).spikes) > 0

    low, high = 1.0, 100.0
    while high / low > 1.0005:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if fires(middle) else (middle, high)
    return (low * high) ** 0.5


@figure_of(
    "threshold",
    title="A short push must be strong, a long one need not be, and below 2.24 no push is long enough",
    alt="Left: a ball in a valley beside a ridge; an arrow pushes it up, and a dashed arrow, the leak, rolls it "
    "back; beyond the ridge it rolls on by itself. Right: the weakest push that makes the model "
    "membrane fire, against its length, both axes logarithmic: 32.7 for 0.2 ms, 6.9 for 1 ms, 2.35 for 5 ms, "
    "then level at 2.24. A dashed straight line shows a membrane without leak: 0.35 at 20 ms.",
    source=["hodgkinhuxley1952", "runs of the lab's model", "our drawing"],
    note="Dashed: what a membrane that keeps all charge would need, drawn through the value for 1 ms.",
    size=(640, 330),
    narrow=(340, 590),
)
def threshold_in_time(fig, color):
    """A ball that has to leave a valley, and the threshold current against the length of a pulse."""
    left, right = panels(fig, 2)
    left.axis("off")
    x = np.linspace(-1.35, 2.1, 200)
    left.plot(x, landscape(x), color=color.ink)
    left.plot(-0.4, 0.11, "o", color=color.nociceptive, markersize=15)
    arrow = {"arrowstyle": "-|>", "color": color.nociceptive, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    left.annotate("", (0.2, 0.98), (-0.3, 0.36), arrowprops=arrow)
    left.annotate("", (0.0, -0.02), (0.36, 0.5), arrowprops=arrow | {"linestyle": "--", "color": color.muted})
    left.annotate("", (1.78, 0.42), (1.28, 1.0), arrowprops=arrow)
    say(left, -0.4, 0, "rest", color.ink, ha="center", va="top", xytext=(0, -7))
    say(left, 0.7, 1.0, "threshold", color.ink, ha="center", va="bottom", xytext=(0, 8))
    say(left, -0.06, 0.66, "push", color.nociceptive, ha="right", va="bottom", xytext=(-6, 2))
    say(left, 0.3, 0.18, "leak", color.muted, xytext=(4, -6))
    say(left, 1.56, 0.74, "spike", color.nociceptive, xytext=(8, 4))
    left.set(xlim=(-1.4, 2.25), ylim=(-0.6, 1.5))
    left.set_title("the ball in the valley", pad=16)

    strengths = [threshold(width) for width in WIDTHS]
    right.plot(WIDTHS, strengths, "o-", color=color.nociceptive)
    at_one = threshold(1)
    lengths = np.array([0.2, 50])
    right.plot(lengths, at_one / lengths, "--", color=color.muted, linewidth=1.5)
    say(right, 0.2, strengths[0], f"{strengths[0]:.1f}", color.nociceptive, xytext=(10, 4))
    say(right, 1, at_one, f"{at_one:.2f}", color.nociceptive, va="bottom", xytext=(7, 5))
    say(right, 20, strengths[6], f"{strengths[6]:.2f}", color.nociceptive, ha="center", va="bottom", xytext=(0, 9))
    say(right, 20, at_one / 20, f"no leak: {at_one / 20:.2f}", color.muted, ha="right", xytext=(-9, -6))
    right.set(xscale="log", yscale="log", xlim=(0.16, 65), ylim=(0.1, 60), xlabel="length of the push (ms)")
    right.set_ylabel("weakest push that works (µA/cm²)")
    right.set_xticks([0.2, 1, 5, 20, 50], ["0.2", "1", "5", "20", "50"])
    right.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
    right.minorticks_off()
    right.set_title("threshold in time", pad=30)


def landscape(x):
    """Height of the drawn landscape: a valley at -0.4, a ridge at 0.7."""
    return 0.5 - 0.5 * np.cos((x + 0.4) * np.pi / 1.1)


# "people": matters in people; "lab": shown in cells or animals; "not": asked in people and not needed; "?": in dispute.
STIMULI = ("heat", "cool", "icy", "acid", "irritants", "ATP", "light touch", "pinch, poke", "voltage")
CHANNELS = [
    ("TRPV1", {"heat": "people", "acid": "people", "irritants": "people"}),
    ("PIEZO2", {"light touch": "people", "pinch, poke": "not"}),
    ("Nav1.7", {"icy": "not", "voltage": "people"}),
    ("TRPM8", {"cool": "lab", "icy": "not"}),
    ("TRPA1", {"heat": "not", "cool": "?", "icy": "not", "acid": "not", "irritants": "people"}),
    ("P2X3", {"ATP": "lab"}),
]


@figure_of(
    "channels",
    title="Each channel has its own keys, and most of the marked boxes have been asked in people",
    alt="A table of six channels against nine stimuli. Matters in people: TRPV1 for part of heat pain, for mild acid "
    "and for chili, PIEZO2 for light touch, TRPA1 for irritants, Nav1.7, which answers to voltage. Shown in cells or "
    "animals: TRPM8 for cool, P2X3 for ATP. Asked in people and not needed, or not alone: PIEZO2 for pinch and poke, "
    "TRPA1 for heat and for mild acid, and TRPM8, TRPA1 and Nav1.7 for icy, painful cold. In dispute: TRPA1 for cool. "
    "All other boxes are empty.",
    source=[
        "heber2024heat",
        "szczot2018piezo2",
        "nagi2019ultrafast",
        "cox2006scn9a",
        "basbaum2009mechanisms",
        "chen1995p2x3",
        "weyer2019cold",
        "heber2020acid",
        "heber2019trpa1",
        "resch2024cold",
    ],
    note="Disk: matters in people. Ring: shown in cells or animals. Cross: asked in people and not needed, or not "
    "alone. Question mark: in dispute. In mice TRPA1 shares the sensing of heat.",
    size=(640, 350),
    narrow=(340, 380),
)
def channels(fig, color):
    """Which channel answers which stimulus: known in people, in the lab, not, or open."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    axes.axis("off")
    left = -1.45 if narrow else -1.5
    for row, (name, known) in enumerate(CHANNELS):
        y = row + (0.6 if row > 2 else 0)
        say(axes, left, y, name, color.ink, fontsize=12 if narrow else 13)
        axes.plot([left, len(STIMULI) - 0.5], [y + 0.5, y + 0.5], color=color.rule, linewidth=1)
        for column, stimulus in enumerate(STIMULI):
            mark = known.get(stimulus)
            shade = color.touch if stimulus == "light touch" else color.nociceptive
            if mark == "people":
                axes.plot(column, y, "o", color=shade, markersize=13)
            elif mark == "lab":
                axes.plot(
                    column, y, "o", markersize=12, markerfacecolor="none", markeredgecolor=shade, markeredgewidth=2
                )
            elif mark == "not":
                axes.plot(column, y, "x", color=color.muted, markersize=10, markeredgewidth=2)
            elif mark == "?":
                say(axes, column, y, "?", color.muted, ha="center", fontsize=16)
    for column, stimulus in enumerate(STIMULI):
        say(
            axes,
            column,
            -0.62,
            stimulus,
            color.ink,
            ha="center" if narrow else "left",
            va="bottom",
            rotation=90 if narrow else 50,
            fontsize=12,
            xytext=(0, 0) if narrow else (-6, 0),
        )
    say(axes, left, -0.62, "learn", color.muted, va="bottom", fontsize=12)
    say(axes, left, 2.76, "look up", color.muted, fontsize=12)
    axes.set(xlim=(left - 0.05, len(STIMULI) + (0.4 if narrow else 0.1)), ylim=(6.2, -2.6 if narrow else -2.3))


SHARES = (1, 0.5, 0.3, 0.2, 0.1, 0)
SHIFTS = (0, -2.5, -5.7)
CELLS = {"fresh": ("DIV0", 3), "cultured": ("DIV7", 35)}


@functools.cache
def rheobase(state, g7, shift=0.0):
    """The weakest current (pA) that fires the model cell within 300 ms, to 0.5 %; NaN if 200 pA do not."""

    def fires(current):
        values = {"preset": state, "I": current, "g7": g7, "s7": shift, "every": 10_000}
        return any(
            len(model("nociceptor").run(duration=length, **values).spikes) for length in (75, 300)
        )  # most need only 75

    if not fires(200.0):
        return np.nan
    low, high = 0.5, 200.0
    while high / low > 1.005:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if fires(middle) else (middle, high)
    return (low * high) ** 0.5


@figure_of(
    "too-little-too-much",
    title="Take Nav1.7 away, and one cell hardly notices while the other falls silent",
    alt="Two panels with the weakest current that makes a model nociceptor fire, on a logarithmic axis. Left, "
    "against the share of Nav1.7 that is left: in the fresh cell it rises from 16 to 19 picoamperes as the share "
    "falls from 100 percent to none; in the cultured cell from 11 through 26 at 30 percent and 124 at 10 percent, "
    "and without Nav1.7 200 do not suffice. Right, against how much earlier Nav1.7 opens: at 5.7 millivolts the "
    "fresh cell needs 9.7 and the cultured one 1.6 picoamperes.",
    source=["xie2024", "cheng2008", "runs of the lab's model"],
    note="Fresh: DIV0. Cultured: DIV7. The shift of 5.7 mV is that of the inherited variant I136V.",
    size=(640, 330),
    narrow=(340, 600),
)
def too_little_too_much(fig, color):
    """Current that makes two cells fire (pA) against their share of Nav1.7 (%), and against its shift (mV)."""
    left, right = panels(fig, 2)
    styles = {"fresh": "--", "cultured": "-"}
    for name, (state, full) in CELLS.items():
        left.plot(
            [100 * share for share in SHARES],
            [rheobase(state, share * full) for share in SHARES],
            "o" + styles[name],
            color=color.nociceptive,
        )
        right.plot(
            [-shift for shift in SHIFTS],
            [rheobase(state, full, shift) for shift in SHIFTS],
            "o" + styles[name],
            color=color.nociceptive,
        )
    say(left, 97, 17, "fresh", color.nociceptive, va="bottom", xytext=(0, 6))
    say(left, 21, 70, "cultured", color.nociceptive, ha="right", xytext=(-4, 0))
    left.plot([0, 0], [200, 320], color=color.nociceptive, linewidth=1.5, linestyle=":")
    say(left, 0, 265, "200 pA: no spike", color.nociceptive, ha="right", fontsize=12, xytext=(-7, 0))
    say(right, 2.5, 14.2, "fresh", color.nociceptive, va="bottom", xytext=(4, 6))
    say(right, 2.6, 5.2, "cultured", color.nociceptive, va="top", ha="right", xytext=(-4, -2))
    say(right, 5.7, 1.35, "I136V", color.muted, ha="center", va="top", fontsize=12, xytext=(0, -4))
    for axes in (left, right):
        axes.set(yscale="log", ylim=(0.7, 400))
        axes.set_yticks([1, 10, 100], ["1", "10", "100"])
        axes.minorticks_off()
        axes.set_ylabel("weakest current that fires it (pA)")
    left.set(xlim=(104, -6), xticks=[100, 50, 0], xlabel="Nav1.7 left (%)")
    right.set(xlim=(-0.3, 6.6), xlabel="Nav1.7 opens earlier by (mV)")
    right.set_xticks([0, 2.5, 5.7], ["0", "2.5", "5.7"])
    left.set_title("too little", pad=30)
    right.set_title("too much", pad=30)
