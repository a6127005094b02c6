"""Drawings of the chapter on movement and mind: two paths to an easier life, three outcomes, and a trial's label."""

from ...evidence import comparison
from ...model import model
from ...shared.estimate import wilson
from ..figure import figure_of
from ..style import interval, panels, say

CONTROLS = (("against an active control", "another treatment"), ("against usual care", "no treatment or usual care"))
OUTCOMES = ("pain", "disability", "distress")
# People free of pain or nearly so, @ashar2022.
GROUPS = (("pain reprocessing", 33, 50), ("open placebo", 10, 51), ("usual care", 5, 50))
TREATMENTS = (("drug", {"d_I": -0.8, "d_Z": 0}), ("program", {"d_I": -0.2, "d_Z": -2.0}))


def paths(changes):
    """What interference loses through intensity and through avoidance, in points."""
    run = model("two_outcomes").run(people=1, **changes)
    return -float(run["through_intensity"][0]), -float(run["through_avoidance"][0])


@figure_of(
    "two-paths",
    title="In our sketch the program does more for a life than the drug, and hardly through the pain",
    alt="Two bars, our sketch. The drug lowers interference by 0.40 points, all of it through lower intensity. The "
    "program lowers it by 0.70: 0.10 through lower intensity and 0.60 through less avoidance.",
    source="our model of two outcomes",
    note="All coefficients are ours. Drug: intensity down by 0.8. Program: intensity by 0.2, avoidance by 2.",
    size=(640, 190),
    narrow=(340, 210),
)
def two_paths(fig, color):
    """How much interference falls (points of 10) through intensity and through avoidance, for two treatments."""
    axes = fig.subplots()
    for row, (_, changes) in enumerate(TREATMENTS):
        intensity, avoidance = paths(changes)
        axes.barh(row, intensity, 0.5, color=color.nociceptive)
        axes.barh(row, avoidance, 0.5, left=intensity, color=color.treatment)
        say(axes, intensity + avoidance, row, f"{intensity + avoidance:.2f}", xytext=(6, 0))
    say(axes, 0, 0.37, "through intensity", color.nociceptive, xytext=(4, -4))
    say(axes, 0.7, 1.37, "through avoidance", color.treatment, ha="right", xytext=(0, -4))
    axes.set(yticks=(0, 1), ylim=(1.65, -0.4), xlim=(0, 0.8), xlabel="interference falls by (points of 10)")
    axes.set_yticklabels([name for name, _ in TREATMENTS])


@figure_of(
    "by-outcome",
    title="CBT does a little for pain and for a life, and less against a fair rival",
    alt="Standardized mean differences of cognitive behavioral therapy with 95 percent intervals, negative is better. "
    "Against an active control: pain -0.09, disability -0.12, distress -0.09, whose interval touches zero. "
    "Against usual care or a waiting list: pain -0.22, disability -0.32, distress -0.34.",
    source="williams2020",
    note="At the end of treatment. Mostly fibromyalgia, back pain, arthritis and mixed pain, not nerve pain.",
    size=(640, 250),
    narrow=(340, 400),
)
def by_outcome(fig, color):
    """Psychological therapy by three outcomes (SD) with intervals, against two kinds of control."""
    for axes, (head, control) in zip(panels(fig, 2), CONTROLS, strict=True):
        axes.axvline(0, color=color.ink, linewidth=1)
        for row, name in enumerate(OUTCOMES):
            effect = comparison(source="williams2020", control=control, outcome=name)
            middle, low, high = effect.estimate, effect.low, effect.high
            tint = color.nociceptive if name == "pain" else color.treatment
            interval(axes, low, middle, high, row, tint)
            say(axes, 0, row, f"{middle:.2f}".replace("-", "−"), xytext=(8, 0))
        axes.set(
            xlim=(-0.5, 0.13), ylim=(2.5, -0.6), yticks=range(3), xticks=(-0.4, -0.2, 0), xlabel="SD; left is better"
        )
        axes.set_yticklabels(OUTCOMES)
        axes.set_title(head, fontsize=13, loc="left")


@figure_of(
    "who-was-asked",
    title="A strong result, in people with back pain that was chosen as not neuropathic",
    alt="People of 100 who were free of pain or nearly so, with 95 percent intervals. Pain reprocessing therapy 66, 52 "
    "to 78; open placebo 20, 11 to 32; usual care 10, 4 to 21.",
    source="ashar2022",
    note="151 people with mild to moderate long-lasting back pain; one center; not blinded. The intervals are ours.",
    size=(640, 190),
    narrow=(340, 210),
)
def who_was_asked(fig, color):
    """People free of pain or nearly so (of 100) in the three groups of a trial, with Wilson's intervals."""
    axes = fig.subplots()
    for row, (_, count, people) in enumerate(GROUPS):
        low, high = wilson(count, people)
        interval(axes, 100 * low, 100 * count / people, 100 * high, row, color.treatment if row == 0 else color.muted)
        say(axes, 100 * high, row, f"{count} of {people}", xytext=(8, 0))
    axes.set(xlim=(0, 105), ylim=(2.5, -0.6), yticks=range(3), xticks=(0, 25, 50, 75, 100))
    axes.set(xlabel="free of pain or nearly so (of 100)")
    axes.set_yticklabels([name for name, *_ in GROUPS])
