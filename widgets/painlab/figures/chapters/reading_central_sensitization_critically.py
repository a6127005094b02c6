"""Figures of the chapter that reads central sensitization critically: a sketch, two studies, and people of the lab."""

import functools

import numpy as np
from matplotlib.patches import FancyBboxPatch

from ...lab import load
from ..figure import figure_of
from ..style import is_narrow, panels, say

SIGNS = ["brush hurts\nbeyond the scar", "pressure hurts\nfar away", "score of 48"]
CAUSES = ["more gain in the cord", "more input from\nskin, joint or nerve", "distress, poor sleep,\na lot to bear"]
LINKS = [(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)]  # sign, possible cause
CAUSE_ROLES = ["projection", "nociceptive", "descending"]


@figure_of(
    "signs",
    title="From a sign to a mechanism there is more than one road, and none of them is a measurement",
    alt="Left, three things that can be seen: a brush hurts beyond a scar; pressure hurts far away; a "
    "questionnaire's score is 48. Right, three possible causes: more gain in the spinal cord; more input from "
    "skin, joint or nerve; distress, poor sleep, a lot to bear. Broken arrows lead from each sign "
    "back to two or three of the causes. "
    "One arrow, from the score to distress, is solid: that link is strong in the studies.",
    source=["adams2023csi", "schuttert2023hacs", "our drawing; which links are drawn is our judgment"],
    note="Broken: an inference. Solid: a strong correlation, found in a meta-analysis.",
    size=(640, 320),
    narrow=(340, 340),
)
def signs(fig, color):
    """Three signs that one can see, three causes that may lie behind, and arrows from each to its causes."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    axes.set(xlim=(0, 10), ylim=(-0.4, 7.4))
    left, right, half = (3.7, 6.0, 0.72) if narrow else (3.1, 6.4, 0.62)
    heights = [5.5, 3.2, 0.9]
    say(axes, 0.1, 7.0, "what one can see", color.muted, fontsize=12)
    say(axes, 9.9, 7.0, "what may lie behind", color.muted, fontsize=12, ha="right")
    box = {"boxstyle": "round,pad=0.12", "linewidth": 1.5}
    for y, words in zip(heights, SIGNS, strict=True):
        axes.add_patch(
            FancyBboxPatch((0.15, y - half), left - 0.3, 2 * half, facecolor=color.panel, edgecolor=color.ink, **box)
        )
        say(axes, 0.3, y, words, color.ink, fontsize=12)
    narrow_causes = ["more gain\nin the cord", "more input:\nskin, nerve", "distress,\npoor sleep"]
    for y, words, role in zip(heights, narrow_causes if narrow else CAUSES, CAUSE_ROLES, strict=True):
        shade = getattr(color, role)
        axes.add_patch(
            FancyBboxPatch(
                (right + 0.15, y - half), 9.7 - right, 2 * half, facecolor=color.panel, edgecolor=shade, **box
            )
        )
        say(axes, right + 0.3, y, words, shade, fontsize=12)
    for sign, cause in LINKS:
        strong = (sign, cause) == (2, 2)
        axes.annotate(
            "",
            (right - 0.05, heights[cause]),
            (left + 0.05, heights[sign]),
            arrowprops={
                "arrowstyle": "-|>,head_length=0.5,head_width=0.25",
                "color": getattr(color, CAUSE_ROLES[cause]),
                "linewidth": 3 if strong else 1.5,
                "linestyle": "-" if strong else (0, (4, 3)),
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )


CLINIC = [("with a diagnosis of the group", 82, 17), ("without one", 28, 34)]  # people at 40 or more, and below


@figure_of(
    "sorted",
    title="Above the line: 82 of 99 people with the diagnosis, and 28 of 62 without it",
    alt="Each person of a study a dot. Of 99 people with a diagnosis of the group called central sensitivity "
    "syndromes, 82 score 40 or more and 17 score less. Of 62 people without such a diagnosis, 28 score 40 or more "
    "and 34 score less.",
    source=["neblett2015csi"],
    note="Full: 40 or more. Ring: less. The summary prints the specificity as 54.8% and beside it the number 28. "
    "As 54.8% of 62 is 34, we take 28 for the people without the diagnosis who were over the line.",
    size=(640, 270),
    narrow=(340, 410),
)
def sorted_people(fig, color):
    """People over and under the line of a questionnaire, one mark each, in two groups."""
    for axes, (name, over, below) in zip(panels(fig, 2), CLINIC, strict=True):
        everyone = np.arange(over + below)
        x, y = everyone % 14, -(everyone // 14)
        shade = color.descending
        axes.plot(x[:over], y[:over], "o", color=shade, markersize=11)
        axes.plot(
            x[over:], y[over:], "o", markerfacecolor="none", markeredgecolor=shade, markeredgewidth=1.5, markersize=10
        )
        axes.axis("off")
        axes.set(xlim=(-0.8, 14), ylim=(-9.4, 0.8))
        axes.set_title(f"{over + below} people {name}")
        say(axes, -0.4, y.min() - 1.2, f"{over} over the line, {below} under it", shade)


@functools.cache
def people(**values):
    """The first 300 of the lab's people, and the correlations in all of them."""
    lab = load("what_does_the_scale_measure")
    run = lab.run(**values)
    return {name: run[name][:300] for name in ("S_0", "D_0", "G_0")}, run.readouts


@figure_of(
    "clouds",
    title="One score, two hidden things: it follows the one that its items ask about",
    alt="Two clouds of 300 invented people. Score against distress: a narrow rising band, correlation 0.86. Score "
    "against gain: a round cloud that hardly rises, correlation 0.28. A line marks the score of 40.",
    source=["runs of the lab's model, which is ours"],
    note="Three quarters of the items ask what distress changes; this is built in.",
    size=(640, 330),
    narrow=(340, 600),
)
def clouds(fig, color):
    """Score of the lab's people (points) against distress and against gain (SD), with correlations."""
    dots, readouts = people()
    rows = [("D_0", "distress (SD)", "r_distress", "descending"), ("G_0", "gain (SD)", "r_gain", "projection")]
    for axes, (column, label, correlation, role) in zip(panels(fig, 2, sharey=True), rows, strict=True):
        shade = getattr(color, role)
        axes.axhline(40, color=color.muted, linewidth=1, linestyle="--")
        axes.plot(dots[column], dots["S_0"], "o", color=shade, alpha=0.55, markersize=4, markeredgewidth=0)
        axes.set(xlim=(-3.2, 3.2), ylim=(0, 100), xticks=[-2, 0, 2], yticks=[0, 40, 80], xlabel=label)
        say(axes, -3.0, 92, f"correlation {readouts[correlation]:.2f}", shade)
        if column == "D_0" or is_narrow(fig):
            axes.set_ylabel("score (points)")


@figure_of(
    "block",
    title="With the nerve numbed, the pain was gone in 14 of 14 people",
    alt="Fall of the spontaneous pain, from 0 to 100 percent, in 14 people. Nerve block: 14 dots, all at 100 percent. "
    "Lidocaine into a vein: a mean of 45.5 percent with a spread of 31.7 to either side.",
    source=["haroutounian2014afferent"],
    note="Each dot a person. Bar: plus and minus the printed spread of 31.7; single values are not in the summary. "
    "Nobody was blinded to a numb foot.",
    size=(640, 240),
    narrow=(340, 270),
)
def block(fig, color):
    """Fall of spontaneous pain (%) after a nerve block, person by person, and after the same drug into a vein."""
    axes = fig.subplots()
    step = 0.11 if is_narrow(fig) else 0.13
    axes.plot(np.full(14, 100), 1 + step * (np.arange(14) - 6.5), "o", color=color.treatment, markersize=5)
    axes.plot([45.5 - 31.7, 45.5 + 31.7], [-0.4, -0.4], color=color.muted, linewidth=3)
    axes.plot([45.5], [-0.4], "o", color=color.muted, markersize=10)
    say(axes, 0, 1, "nerve block, with a\nlocal anesthetic", color.treatment)
    say(axes, 0, 0.1, "the same drug into a vein", color.muted)
    axes.set(
        xlim=(0, 104), ylim=(-0.9, 2.1), yticks=[], xticks=[0, 25, 50, 75, 100], xlabel="fall of spontaneous pain (%)"
    )
    axes.spines.left.set_visible(False)
