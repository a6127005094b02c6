"""Figures of the chapter on peripheral sensitization: the shifted curve, shifts in people, two burns, what moves it."""

import dataclasses
import functools

from matplotlib.patches import Circle, Ellipse, FancyBboxPatch

from ...model import model
from ...run import schedule
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

# °C at which each curve is run: close where it bends.
NORMAL = (34, 40, 41, 42, 43, 45, 49)
LOWER = {-3: (34, 37, 38, 39, 40, 42, 45, 49), -6: (34, 35, 36, 37, 39, 41, 45, 49)}
DOUBLED = (34, 38, 39, 40, 42, 45, 49)


@functools.cache
def heat():
    """The heat model in adaptive steps, which the many runs of a figure afford without Numba, too."""
    return dataclasses.replace(model("heat"), method="adaptive", tolerance=1e-5)


@functools.cache
def rate(temperature, shift=0.0, conductance=4.0):
    """Spikes a second of the heat model at a steady temperature, counted as in the lab, to one spike: from 0.5 to 3 s
    after a ramp of 6 °C a second from 32 °C, in a cell that had rested without its heat conductance."""
    warm = 200 + 1000 * abs(temperature - 32) / 6
    run = heat().run(
        T=schedule(32, (200, warm, 32, temperature), (warm, warm + 3001, temperature)),
        g_T=schedule(0, (0, warm + 3001, conductance)),
        shift=shift,
        duration=warm + 3000,
        every=100_000,
        readouts={"rate": ("rate", "", warm + 500, warm + 3000)},
    )
    return run.readouts["rate"]


@figure_of(
    "shift-or-gain",
    title="A shifted ending fires in a warm shower, one with more gain fires more on the stove",
    alt="Two panels with the rate of a model nociceptor against temperature from 34 to 49 °C. Left, normal and "
    "sensitized by 3 and 6 °C: normal is silent up to 40, 4.4 a second at 41, 13.6 at 45, 15.6 at 49; shifted by 6 "
    "it fires 10 at 37, 14 at 39 and 16 at 45. Right, normal and with the heat conductance doubled: silent up to "
    "38, 3.6 at 39, 24.4 at 45, 27.6 at 49. A line at 38 °C marks a warm shower.",
    source=["xie2024", "heat conductance, shift and gain ours", "runs of the lab's model"],
    note="Rates from 0.5 to 3 s at each temperature.",
    size=(640, 330),
    narrow=(340, 580),
)
def shift_or_gain(fig, color):
    """Spikes a second against temperature (°C): a curve that is shifted, and one that is steeper."""
    left, right = panels(fig, 2, sharey=True)
    for axes in (left, right):
        axes.axvline(38, color=color.rule, linewidth=6, alpha=0.7)
        axes.plot(NORMAL, [rate(degrees) for degrees in NORMAL], color=color.ink)
        axes.set(xlim=(34, 50), ylim=(0, 30), xlabel="temperature (°C)", ylabel="spikes a second")
        axes.set_xticks([34, 38, 42, 46, 50])
    for shift, style in ((-3, "--"), (-6, "-")):
        left.plot(LOWER[shift], [rate(degrees, shift) for degrees in LOWER[shift]], style, color=color.nociceptive)
    right.plot(DOUBLED, [rate(degrees, 0.0, 8.0) for degrees in DOUBLED], color=color.nociceptive)
    say(left, 36.6, 13.5, "6 °C\nlower", color.nociceptive, ha="right", va="bottom")
    say(left, 39.1, 6.6, "3 °C", color.nociceptive, xytext=(8, -3))
    say(left, 43, 8.8, "normal", color.ink, va="top", xytext=(6, 0))
    say(left, 38, 28.6, "a warm shower", color.muted, xytext=(7, 0), fontsize=12)
    say(right, 43.4, 23.5, "twice the\ngain", color.nociceptive, ha="right")
    say(right, 45, 12.2, "normal", color.ink, va="top", xytext=(4, 0))
    left.set_title("shift", pad=30)
    right.set_title("gain", pad=30)


# What was done, in how many, change of the temperature at which heat hurts (°C): low, middle, high.
PEOPLE = [
    ("sunburn, 20 h", "8; tolerance", -6.8, -6.5, -6.1, "nociceptive", "gustorff2004"),
    ("NGF in the skin, 5 days", "8; threshold", -5.2, -5.0, -4.8, "nociceptive", "weinkauf2015ngf"),
    ("NGF in the skin, 3 h", "8; threshold", -3.9, -3.9, -3.9, "nociceptive", "weinkauf2015ngf"),
    ("ibuprofen, in sunburn", "32; threshold", 0.498, 1.092, 1.695, "treatment", "sycha2003"),
    ("TRPV1 blocked, healthy skin", "48", 1.0, 1.0, 1.0, "treatment", "heber2024heat"),
]


@figure_of(
    "shifts-in-people",
    title="In people inflammation moves heat pain by several degrees, and ibuprofen moves it back by about one",
    alt="Five rows on an axis of degrees Celsius, from minus 8 to plus 3: change of the temperature at which heat "
    "hurts. Sunburn after 20 hours, 8 people, tolerance: minus 6.5, interval 6.1 to 6.8. NGF in the skin, 8 people, "
    "threshold: minus 5 at five days, minus 3.9 at three hours. Ibuprofen in sunburned skin, 32 people, threshold: "
    "plus 1.1, interval 0.5 to 1.7. TRPV1 blocked in healthy skin, 48 people: about plus 1.",
    source=["gustorff2004", "weinkauf2015ngf", "sycha2003", "heber2024heat"],
    note="Bars: 95% intervals for sunburn and ibuprofen; plus or minus 0.2 as printed for NGF at five days. Dots "
    "without a bar: no interval was read; that of TRPV1 is “about” one degree.",
    size=(640, 310),
    narrow=(340, 360),
)
def shifts_in_people(fig, color):
    """Published changes of the temperature at which heat hurts (°C), with ranges."""
    axes = fig.subplots()
    for row, (what, whom, low, middle, high, role, _) in enumerate(PEOPLE):
        shade = getattr(color, role)
        if high > low:
            interval(axes, low, middle, high, row, shade)
        else:
            axes.plot([middle], [row], "o", color=shade, markersize=8)
        say(axes, -7.9, row, f"{what} ({whom})", color.ink, va="bottom", xytext=(0, 9), fontsize=12)
        side = {"ha": "right", "xytext": (-9, 0)} if low == high < 0 else {"ha": "left", "xytext": (9, 0)}
        at = middle if low == high else high
        say(axes, at, row, f"{middle:+.1f}".replace("-", "−"), shade, fontsize=12, **side)
    axes.axvline(0, color=color.ink, linewidth=1)
    axes.set(xlim=(-8, 3), ylim=(len(PEOPLE) - 0.6, -0.75), yticks=[])
    axes.set_xlabel("change of the temperature at which heat hurts (°C)")
    axes.set_xticks([-6, -4, -2, 0, 2], ["−6", "−4", "−2", "0", "+2"])
    axes.spines.left.set_visible(False)


@figure_of(
    "two-burns",
    title="Between two burns a pin hurts more, and heat hurts less",
    alt="Two drawings of the same palm to scale, each with two burned disks of 7.5 millimeters, 2 centimeters apart. "
    "Tested with a pin or pressure: a zone of 20 square centimeters, burns and all skin around and between them, "
    "hurts more. Tested with heat: only the two disks hurt more; between them heat hurts less, elsewhere in the zone "
    "as before.",
    source=["raja1984burns", "our drawing; the outline of the zone is ours, its area is theirs"],
    note="Eight volunteers, palm of the hand; a zone of 20 cm². Filled: hurts more. Hatched: hurts less.",
    size=(640, 300),
    narrow=(340, 560),
)
def two_burns(fig, color):
    """A palm with two burns, to scale: where pressing or pricking hurts more, and where heat does."""
    pin, heat = panels(fig, 2)
    for axes, name in ((pin, "pressed or pricked"), (heat, "heated")):
        axes.axis("off")
        axes.set(xlim=(-3.6, 3.6), ylim=(-2.8, 2.6), aspect="equal")
        axes.set_title(name)
        axes.add_patch(Ellipse((0, 0), 6.0, 4.265, fill=False, edgecolor=color.muted, linestyle="--", linewidth=1.5))
        axes.plot([-3, -2], [-2.55, -2.55], color=color.ink, linewidth=1.5)
        say(axes, -2.5, -2.5, "1 cm", color.ink, ha="center", va="bottom", fontsize=12)
    pin.add_patch(Ellipse((0, 0), 6.0, 4.265, facecolor=color.nociceptive, alpha=0.3, linewidth=0))
    heat.add_patch(Circle((0, 0), 0.55, facecolor="none", edgecolor=color.treatment, hatch="////", linewidth=0))
    for axes in (pin, heat):
        for x in (-1, 1):
            axes.add_patch(Circle((x, 0), 0.375, facecolor=color.nociceptive, edgecolor=color.ink, linewidth=1))
    say(pin, 0, 1.1, "everywhere: more", color.nociceptive, ha="center")
    say(heat, -1, 0.75, "more", color.nociceptive, ha="center")
    say(heat, 1, 0.75, "more", color.nociceptive, ha="center")
    say(heat, 0, -0.95, "less", color.treatment, ha="center")
    say(heat, 0, 1.5, "as before", color.muted, ha="center")
    say(pin, 1.0, -2.5, "burn", color.ink, ha="center", va="center", fontsize=12)
    pin.plot([1.0, 1.0], [-2.25, -0.4], color=color.ink, linewidth=0.8)


# Mediator, its receptor on the ending, what it does inside.
SOUP = [
    ("prostaglandin E2", "EP receptors", "kinases\n(PKA, PKC)"),
    ("bradykinin", "B2 receptor", "kinases\n(PKC)"),
    ("NGF", "TrkA", "kinases,\nsupply"),
    ("ATP", "P2X3", "opens it:\nfires at once"),
]


@figure_of(
    "soup",
    title="Four substances of inflamed skin, four receptors, and two channels that are moved",
    alt="A flow drawing in four rows. Prostaglandin E2 acts on EP receptors and, by the kinases PKA and PKC, on the "
    "channels. Bradykinin acts on the B2 receptor and, by PKC, on the channels. NGF acts on TrkA and, by kinases and "
    "by the supply of new channels, on the channels. ATP opens P2X3 directly and makes the ending fire at once. On the "
    "right two channels: TRPV1, which opens at a lower temperature, and Nav1.8, which opens at a lower voltage.",
    source=[
        "petho2012mediators",
        "huang2006trpv1",
        "moriyama2005",
        "gold1996",
        "barker2020",
        "chen1995p2x3",
        "our drawing",
    ],
    note="Worked out mostly in cells and in rats and mice.",
    size=(640, 340),
    narrow=(340, 420),
)
def soup(fig, color):
    """Four substances in the skin, their receptors, what follows inside, and the two channels that it moves."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    size = 11 if narrow else 13
    axes.set(xlim=(0, 10), ylim=(4.1, -0.9))
    columns = (1.3, 4.0, 6.25, 8.95)
    for x, head in zip(columns, ("in the skin", "receptor", "inside", "what moves"), strict=True):
        say(axes, x, -0.7, head, color.muted, ha="center", fontsize=11 if narrow else 12)
    axes.plot([2.62, 2.62], [-0.45, 3.9], color=color.rule, linewidth=4)
    for row, (substance, receptor, inside) in enumerate(SOUP):
        say(axes, columns[0], row, substance.replace(" ", "\n") if narrow else substance, ha="center", fontsize=size)
        axes.add_patch(
            FancyBboxPatch(
                (3.0, row - 0.28),
                2.0,
                0.56,
                boxstyle="round,pad=0.02,rounding_size=0.12",
                facecolor=color.nociceptive,
                alpha=0.16,
                linewidth=0,
            )
        )
        say(axes, columns[1], row, receptor.replace(" ", "\n") if narrow else receptor, ha="center", fontsize=size)
        say(axes, columns[2], row, inside, color.muted, ha="center", fontsize=11 if narrow else 12)
        arrow(axes, (2.45, row), (2.95, row), color.ink)
        if row < 3:
            for target in (0.45, 1.75):
                arrow(axes, (7.2, row), (7.75, target), color.nociceptive)
    arrow(axes, (7.2, 3), (7.75, 3), color.nociceptive)
    for y, name, what in ((0.45, "TRPV1", "at a lower\ntemperature"), (1.75, "Nav1.8", "at a lower\nvoltage")):
        say(axes, columns[3], y - 0.26, name, color.nociceptive, ha="center", fontsize=size)
        say(axes, columns[3], y + 0.18, what, color.muted, ha="center", fontsize=11)
    say(axes, columns[3], 3, "impulses", color.nociceptive, ha="center", fontsize=size)
    say(axes, 8.95, 2.55, "sensitization ↑", color.muted, ha="center", fontsize=11)
    say(axes, 8.95, 3.5, "activation", color.muted, ha="center", fontsize=11)


def arrow(axes, start, end, shade):
    """An arrow of one color from `start` to `end`, in the coordinates of the axes."""
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": shade, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
    )
