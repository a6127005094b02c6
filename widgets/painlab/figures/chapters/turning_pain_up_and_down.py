"""Figures of the chapter 'Turning pain up and down'."""

import numpy as np

from ...lab import load
from ...model import model
from ..figure import figure_of
from ..style import arrow, box, hold, interval, is_narrow, panels, say


@figure_of(
    "descending",
    title="What comes down from the brainstem can hold the dorsal horn back, or drive it",
    alt="A chain from above to below. Cortex, amygdala and hypothalamus act on the periaqueductal gray. It acts on the "
    "rostral ventromedial medulla, RVM, and on the locus coeruleus. From the RVM two lines reach the dorsal horn: one "
    "holds back, one drives. From the locus coeruleus one line reaches it and mostly holds back.",
    source=["ossipov2012modulation", "toddwang2018pathways", "heinricher2009", "our drawing"],
    note="Arrowhead: drives. Dot: holds back.",
    size=(640, 400),
    narrow=(340, 420),
)
def descending(fig, color):
    """The descending paths from cortex to dorsal horn, and which of them turn pain up or down."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    axes.set(xlim=(0, 10), ylim=(-0.6, 8.2))
    size = 11 if narrow else 13
    box(axes, 5, 7.4, 8.6, 1, "cortex · amygdala · hypothalamus", color.descending, size)
    box(axes, 5, 5.3, 6.4 if narrow else 5.2, 1, "periaqueductal gray (PAG)", color.descending, size)
    box(axes, 3.0, 3.2, 3.4, 1, "RVM", color.descending, size)
    box(axes, 7.6, 3.2, 3.9 if narrow else 3.4, 1, "locus coeruleus", color.descending, size)
    box(axes, 5, 0.1, 3.6, 1, "dorsal horn", color.projection, size)
    arrow(axes, (5, 6.88), (5, 5.86), color.descending)
    arrow(axes, (4.2, 4.78), (3.2, 3.76), color.descending)
    arrow(axes, (5.8, 4.78), (7.2, 3.76), color.descending)
    arrow(axes, (2.4, 2.68), (3.55, 0.66), color.descending, dashed=True)
    hold(axes, (3.5, 2.68), (4.6, 0.78), color.descending)
    hold(axes, (7.4, 2.68), (5.9, 0.78), color.descending)
    say(axes, 2.6, 1.5, "more", color.descending, ha="right")
    say(axes, 4.5, 1.75, "less", color.descending)
    say(axes, 7.0, 1.5, "mostly less", color.descending)


def bell(x, middle, width):
    """The normal curve around `middle` at `x`, up to a constant factor."""
    return np.exp(-0.5 * ((x - middle) / width) ** 2) / width


@figure_of(
    "certainty",
    title="The same expectation moves the report far when it is sharp, and hardly when it is vague",
    alt="Two panels of bell curves on a scale of 0 to 100. Certain: a narrow curve of expectation at 30, the input at "
    "60, and the report between them at 41. A hunch: a wide curve of expectation at 30, the same input at 60, and the "
    "report at 56, close to the input.",
    source=["hoskin2019", "teaching values of ours", "runs of the lab's model"],
    size=(640, 300),
    narrow=(340, 500),
)
def certainty(fig, color):
    """Expectation, input and report (0–100) as bell curves, when the cue is certain and when it is a hunch."""
    both = panels(fig, 2, sharey=True)
    x = np.linspace(0, 100, 401)
    for axes, title, spread in zip(both, ["certain", "a hunch"], [0, 10], strict=True):
        run = model("expectation_static").run(SD_cue=spread)
        width, report = (float(run[name][0]) for name in ("s", "R"))
        beta = 4
        joined = beta * width / np.hypot(beta, width)
        curves = [
            (30, width, color.descending, "--", "expected"),
            (60, beta, color.nociceptive, ":", "input"),
            (report, joined, color.projection, "-", f"report {report:.0f}"),
        ]
        for middle, one, role, line, name in curves:
            axes.plot(x, bell(x, middle, one), color=role, linestyle=line, linewidth=2.5)
            place = {"expected": (middle - 3, "right"), "input": (middle + 6, "left")}.get(name, (middle, "center"))
            height = bell(middle, middle, one)
            up = 0.012 if place[1] == "center" else (-0.05 if name == "input" else 0.0)
            say(axes, place[0], height + up, name, role, ha=place[1], va="bottom", fontsize=12)
        axes.set_title(title)
        axes.set(xlabel="pain (0–100)", xlim=(0, 100), ylim=(0, 0.5), yticks=[])
        axes.spines.left.set_visible(False)


@figure_of(
    "words",
    title="One sentence before an injection, one cream on the skin: the same input is reported as less",
    alt="Two panels. First: pain of an injection, median and middle half, on 0 to 10. After 'a big bee sting' 5, 3 "
    "to 6; after 'will numb the area' 3, 2 to 4. Second: pain of heat on 0 to 100, mean with its standard error, "
    "in 13 volunteers. Control cream 71.1, plus or minus 3.1; cream said to relieve 52.3, plus or minus 5.9.",
    source=["varelmann2010", "eippert2009cord"],
    note="Injection: median and middle half, 140 women before an epidural. "
    "Heat: mean and standard error, 13 volunteers.",
    size=(640, 230),
    narrow=(340, 380),
)
def words(fig, color):
    """Two trials in which words changed pain: of an injection (0–10), and of heat under a cream (0–100)."""
    first, second = panels(fig, 2)
    rows = [
        (
            first,
            [("“a big bee sting”", 3, 5, 6), ("“will numb the area”", 2, 3, 4)],
            "pain of the injection (0–10)",
            (0, 10),
        ),
        (
            second,
            [("control cream", 71.1 - 3.1, 71.1, 71.1 + 3.1), ("cream said to relieve", 52.3 - 5.9, 52.3, 52.3 + 5.9)],
            "pain of the heat (0–100)",
            (0, 100),
        ),
    ]
    for axes, two, label, limits in rows:
        for height, (name, low, middle, high) in enumerate(two):
            role = color.descending if height == 1 else color.ink
            interval(axes, low, middle, high, height, role)
            say(axes, limits[0], height, name, role, va="bottom", xytext=(0, 9), fontsize=12)
        axes.set(xlabel=label, xlim=limits, ylim=(1.5, -0.9), yticks=[])
        axes.spines.left.set_visible(False)


@figure_of(
    "second-look",
    title="Nobody changed, and six of the fifteen lowest are no longer low",
    alt="Sixty dots, each a person, with the fall of the rating on day 1 across and on day 2 upward, from minus 18 to "
    "48 points. Lines mark 9.1 points on both days. Fifteen dots lie below it on day 1; nine of them lie below it on "
    "day 2 as well, six above. A gray band around equal scores, 19 points to either side, holds all dots but one.",
    source=["runs of the lab's model, all numbers ours but the mean", "gehling2016"],
    note="Gray: changes within the noise of two tests, 19 points. Filled: low on day 1.",
    size=(520, 400),
    narrow=(340, 360),
)
def second_look(fig, color):
    """Fall of the rating on day 2 against day 1 (points) in people of the lab; those low at first are filled."""
    axes = fig.subplots()
    lab = load("cpm_in_the_noise")
    run = lab.run(again=1)
    scope = lab.scope(lab.state(again=1))
    cut, least = scope["cut_at"], scope["least"]
    x, y, low = run["X_1"], run["X_2"], run["L_1"] == 1
    ends = np.array([-20, 50])
    axes.fill_between(ends, ends - least, ends + least, color=color.panel, linewidth=0)
    axes.plot(ends, ends, color=color.rule, linewidth=1)
    axes.axvline(cut, color=color.muted, linewidth=1, linestyle="--")
    axes.axhline(cut, color=color.muted, linewidth=1, linestyle="--")
    axes.plot(x[~low], y[~low], "o", color=color.muted, markerfacecolor="none", markersize=6)
    axes.plot(x[low], y[low], "o", color=color.descending, markersize=7)
    say(axes, -17, 42, f"{int((low & (y >= cut)).sum())} came back", color.descending, fontsize=12)
    say(axes, 8, -15, f"{int((low & (y < cut)).sum())} low again", color.descending, fontsize=12, ha="right")
    axes.set(
        xlabel="fall of the rating on day 1 (points)",
        ylabel="fall of the rating on day 2 (points)",
        xlim=(-18, 48),
        ylim=(-18, 48),
    )
