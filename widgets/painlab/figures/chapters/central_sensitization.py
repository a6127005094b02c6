"""Drawings of the chapter on central sensitization: numbers of papers, and runs of `windup` and `memory`."""

import numpy as np

from ...model import model
from ..figure import figure_of
from ..style import is_narrow, panels, say

SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86400
# What, from, sure until, fading until (or open ended), the role of what became louder, in whom.
CLOCKS = [
    ("wind-up", 1, 15, 2 * MINUTE, False, "nociceptive", "cells, volunteers"),
    ("LTP of one synapse", 30, 3 * HOUR, DAY, True, "nociceptive", "rats"),
    ("same electrodes again", 30, 3 * HOUR, None, True, "nociceptive", "volunteers"),
    ("ring: brush", 5 * MINUTE, HOUR, 2 * HOUR, False, "touch", "volunteers"),
    ("ring: pin", 5 * MINUTE, 3 * HOUR, None, True, "touch", "volunteers"),
]


@figure_of(
    "clocks",
    title="Wind-up is over in seconds; what spreads lasts for hours",
    alt="Five bars on a time axis from one second to one day. The used input: wind-up lasts seconds and "
    "fades within minutes; LTP of a synapse in rats lasts up to three hours early and longer late; the "
    "test pulse through the same electrodes in volunteers is still stronger at three hours. Unused inputs, "
    "in volunteers: pain on brushing lasts one to two hours, pinprick is still stronger at three hours.",
    source=["mendell2022windup", "sandkuhler2007ltp", "torebjork1992central", "klein2004ltp"],
    note="Solid: seen. Pale: fading, or later phase. Arrow: still there when the measuring stopped. The "
    "left ends of the lower four are approximate.",
    size=(640, 370),
    narrow=(340, 400),
)
def clocks(fig, color):
    """How long five kinds of gain last, from a second to a day: bars that fade, arrows where the end is open."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    rows = [0, 1, 2, 3.75, 4.75]
    for row, (name, start, until, fading, is_open, role, whom) in zip(rows, CLOCKS, strict=True):
        shade = getattr(color, role)
        bar = {"height": 0.36, "color": shade, "linewidth": 0}
        axes.barh(row, until - start, left=start, **bar)
        end = until
        if fading:
            axes.barh(row, fading - until, left=until, alpha=0.3, **bar)
            end = fading
        if is_open:
            axes.annotate(
                "",
                (end * 3.2, row),
                (end, row),
                arrowprops={"arrowstyle": "-|>", "color": shade, "linewidth": 2, "shrinkA": 0},
            )
        say(axes, 1.0, row, f"{name} ({whom})", va="bottom", xytext=(0, 13), fontsize=12)
    for row, text, role in [
        (-0.95, "the input that was used", "nociceptive"),
        (2.8, "inputs that took no part", "touch"),
    ]:
        say(axes, 1.0, row, text, getattr(color, role), fontweight="bold")
    axes.set(xscale="log", xlim=(1, 4 * DAY), ylim=(5.15, -1.35), yticks=[])
    ticks = {SECOND: "1 s", MINUTE: "1 min", HOUR: "1 h", DAY: "1 day"}
    if not narrow:
        ticks |= {10: "10 s", 10 * MINUTE: "10 min", 10 * HOUR: "10 h"}
    axes.set_xticks(sorted(ticks), [ticks[tick] for tick in sorted(ticks)])
    axes.minorticks_off()
    axes.spines.left.set_visible(False)


@figure_of(
    "tail-and-door",
    title="A tail that piles up, and a door that opens as the cell is lifted",
    alt="Two panels from the model cell. Left: the slow conductance over 16 seconds. Each volley adds 0.34 "
    "nanosiemens. At one a second the peaks climb to 1.3, at one every three seconds to 0.56; at one every "
    "ten seconds each tail is gone before the next. Right: the share of NMDA doors that are open rises "
    "with the membrane potential, from 0.06 at rest, minus 65 millivolts, to 0.18 at threshold, minus 45, "
    "and 0.51 at minus 20.",
    source=["jahrstevens1990", "our model cell, after Aguiar et al. 2010"],
    size=(640, 300),
    narrow=(340, 520),
)
def tail_and_door(fig, color):
    """Slow conductance (nS) of `windup` at three rates of volleys, and open NMDA channels against potential (mV)."""
    left, right = panels(fig, 2)
    cell = model("windup")
    seconds = 16
    for every, strength in [(10, 0.35), (3, 0.6), (1, 1)]:
        run = cell.run(frequency=1 / every, volleys=int(seconds // every) + 1, duration=1000 * seconds)
        left.plot(run.t[::400] / 1000, run["gS"][::400], color=color.nociceptive, alpha=strength)
    say(left, 4.6, 1.22, "one a second", color.nociceptive, ha="right")
    say(left, 16, 0.6, "one every 3 s", color.nociceptive, ha="right", va="bottom")
    say(left, 10.2, -0.1, "one every 10 s", color.nociceptive, ha="right")
    left.set(
        xlim=(0, seconds),
        ylim=(-0.2, 1.45),
        xlabel="time (s)",
        ylabel="slow conductance (nS)",
        xticks=[0, 5, 10, 15],
        yticks=[0, 0.5, 1],
    )
    left.set_title("the tail", pad=30)

    potential = np.linspace(-80, 0, 81)
    right.plot(potential, door(potential), color=color.projection)
    for at, text in [(-65, "at rest"), (-45, "at threshold")]:
        right.plot([at], [door(at)], "o", color=color.projection, markersize=7)
        say(right, at, door(at), f"{text}: {door(at):.2f}", color.projection, va="top", xytext=(8, 2))
    right.set(
        xlim=(-80, 0),
        ylim=(0, 0.85),
        xlabel="membrane potential (mV)",
        ylabel="share of doors open",
        yticks=[0, 0.4, 0.8],
    )
    right.set_title("the door", pad=30)


def door(potential):
    """Share of NMDA channels that magnesium leaves open, with 1 mM magnesium outside."""
    return 1 / (1 + np.exp(-0.062 * potential) / 3.57)


WIND_UP = 1.65  # last prick over first, before and after capsaicin
GAIN = (3, 4)  # how much more a prick in the ring hurts


@figure_of(
    "staircase",
    title="The whole staircase is lifted, its steps keep their ratio, and the bystanders gain most",
    alt="Two panels of data from volunteers. Left, on a scale of ratios: in normal skin the pain of "
    "repeated pinpricks rises from 1 at the first to 1.65 times that after three or four. In the ring "
    "around capsaicin the first prick is 3 to 4 times as painful, and the last again 1.65 times the first. "
    "Right: after strong pulses through electrodes a test pulse through the same electrodes hurts 1.27 "
    "times as much, a pinprick beside them 2 to 3 times as much.",
    source=["magerl1998windup", "klein2004ltp"],
    note="Bands: the range that the papers' abstracts give. The course between first prick and plateau is "
    "not given there (dotted).",
    size=(640, 330),
    narrow=(340, 580),
)
def staircase(fig, color):
    """Left: pain of pinpricks in a train, in normal skin and in the ring. Right: gains of used and of unused inputs."""
    left, right = panels(fig, 2)
    left.plot([1, 4], [1, WIND_UP], ":", color=color.muted)
    left.plot([1], [1], "o", color=color.ink)
    left.plot([4, 6], [WIND_UP, WIND_UP], color=color.ink)
    say(left, 6.1, WIND_UP, "normal\nskin")
    low, high = GAIN
    left.fill_between(
        [1, 4], [low, low * WIND_UP], [high, high * WIND_UP], color=color.nociceptive, alpha=0.12, linewidth=0
    )
    left.fill_between([4, 6], low * WIND_UP, high * WIND_UP, color=color.nociceptive, alpha=0.35, linewidth=0)
    left.fill_between([0.85, 1.15], low, high, color=color.nociceptive, alpha=0.9, linewidth=0)
    say(left, 6.1, np.sqrt(low * high) * WIND_UP, "in the\nring", color.nociceptive)
    for bottom in (1, np.sqrt(low * high)):
        say(left, 2.5, bottom * np.sqrt(WIND_UP), f"× {WIND_UP}", ha="center", va="bottom", xytext=(-14, 8))
    left.set(xlim=(0.6, 7.7), ylim=(0.85, 8), yscale="log", xticks=range(1, 7), xlabel="prick in the train")
    left.set_ylabel("pain (first prick in normal skin = 1)")
    left.set_yticks([1, 2, 4, 8], ["1", "2", "4", "8"])
    left.minorticks_off()
    left.set_title("pinpricks in a train", pad=30)

    right.barh([0], [0.27], left=1, height=0.45, color=color.nociceptive, linewidth=0)
    right.barh([1], [1], left=1, height=0.45, color=color.touch, linewidth=0)
    right.barh([1], [1], left=2, height=0.45, color=color.touch, alpha=0.4, linewidth=0)
    right.axvline(1, color=color.ink, linewidth=1)
    say(
        right,
        1,
        0,
        "used: pulse through the\nsame electrodes, × 1.27",
        va="bottom",
        xytext=(2, 32),
        fontsize=12,
    )
    say(right, 1, 1, "unused: pin beside\nthem, × 2–3", va="bottom", xytext=(2, 32), fontsize=12)
    right.set(xlim=(1, 3.2), ylim=(1.35, -0.95), yticks=[], xticks=[1, 2, 3], xlabel="pain, compared with before")
    right.spines.left.set_visible(False)
    right.set_title("after strong pulses", pad=30)


@figure_of(
    "valleys",
    title="Forty pulses roll home, sixty roll on",
    alt="Left: a landscape with two valleys, at strength 0 and 1, and a ridge at 0.5. After 40 pulses the "
    "ball lies at 0.45, left of the ridge; after 60 pulses at 0.53, right of it. Right: strength over "
    "twenty minutes after 100 pulses a second. After 40 pulses it falls from 0.45 to 0.21, after 50 it "
    "stays near 0.50, after 60 it rises from 0.53 to 0.72, after 100 from 0.60 to 0.91.",
    source=["graupnerbrunel2012", "our use of their equation for a C fiber's synapse"],
    size=(640, 320),
    narrow=(340, 560),
)
def valleys(fig, color):
    """The landscape of `memory` with where 40 and 60 pulses lead, and the strength over minutes after four trains."""
    left, right = panels(fig, 2)
    strength = np.linspace(-0.13, 1.13, 120)
    left.plot(strength, hill(strength), color=color.ink)
    ends = {pulses: after(pulses) for pulses in (40, 50, 60, 100)}
    for pulses, role, side in [(40, "muted", -1), (60, "projection", 1)]:
        at = ends[pulses][1][0]
        left.plot([at], [hill(at) + 0.0009], "o", color=getattr(color, role), markersize=12)
        left.annotate(
            "",
            (at + side * 0.2, hill(at + side * 0.2) + 0.0014),
            (at + side * 0.05, hill(at) + 0.0012),
            arrowprops={"arrowstyle": "-|>", "color": getattr(color, role), "linewidth": 2},
        )
        say(
            left,
            at,
            hill(at),
            f"{pulses} pulses",
            getattr(color, role),
            ha="right" if side < 0 else "left",
            xytext=(side * 10, 22),
        )
    say(left, 0, 0, "weak", ha="center", va="top", xytext=(0, -8))
    say(left, 1, 0, "strong", ha="center", va="top", xytext=(0, -8))
    left.set(
        xlim=(-0.13, 1.13),
        ylim=(-0.004, 0.024),
        xticks=[0, 0.5, 1],
        yticks=[],
        xlabel="strength of the synapse",
    )
    left.spines.left.set_visible(False)
    left.set_title("the landscape", pad=16)

    for pulses, (minutes, course) in ends.items():
        role = "projection" if pulses > 50 else "muted"
        right.plot(minutes, course, color=getattr(color, role))
        say(right, 20, course[-1], f"{pulses}", getattr(color, role), xytext=(6, 0))
    say(right, 20, 1.02, "pulses", color.ink, xytext=(-8, 6), va="bottom")
    right.axhline(0.5, color=color.muted, linewidth=1, linestyle=":")
    right.set(
        xlim=(0, 20),
        ylim=(0, 1),
        xticks=[0, 5, 10, 15, 20],
        yticks=[0, 0.5, 1],
        xlabel="minutes after the pulses",
    )
    right.set_ylabel("strength of the synapse")
    right.set_title("twenty minutes", pad=30)


def hill(strength):
    """Height of the landscape in which the strength rolls: its slope is rho*(1 - rho)*(0.5 - rho)."""
    return (strength * (1 - strength)) ** 2 / 4


def after(pulses):
    """Minutes since the last pulse, and the strength, for so many pulses at 100 Hz."""
    run = model("memory").run(pulses=pulses)
    minutes = (run.t - 0.5 - pulses / 100) / 60
    shown = minutes >= 0
    return minutes[shown][::20], run["rho"][shown][::20]
