"""The drawing of the template chapter: copy it, then change everything."""

from random import Random

from ...shared.estimate import wilson
from ..figure import figure_of
from ..style import interval, is_narrow, say

PEOPLE, TRUTH, SURVEYS = 100, 0.30, 20
SEED = 62  # two of the twenty miss; with another seed none may, or three


@figure_of(
    "twenty-surveys",
    title="Twenty honest surveys of one town give twenty answers",
    alt="Twenty estimates of a share of people, each with its 95% interval, in the order of the surveys. "
    "The true share is 30 of 100. The estimates lie between 20 and 44 of 100; 18 intervals contain the true "
    "share, 2 miss it.",
    source="our simulation; intervals by Wilson's method",
    note="Dots: share found among 100 people. Bars: 95% intervals.",
    size=(640, 380),
    narrow=(340, 380),
)
def twenty_surveys(fig, color):
    """Twenty surveys with Wilson's intervals (of 100); those that miss the truth stand out."""
    axes = fig.subplots()
    axes.axvline(100 * TRUTH, color=color.ink, linewidth=1)
    for survey, in_pain in enumerate(surveys()):
        low, high = wilson(in_pain, PEOPLE)
        missed = not low <= TRUTH <= high
        interval(axes, 100 * low, in_pain, 100 * high, survey, color.ink if missed else color.muted)
        if missed:
            say(axes, 100 * high, survey, "misses the truth", xytext=(10, 0))
    say(axes, 100 * TRUTH, -1, "true share: 30", ha="center", va="bottom", xytext=(0, 3))
    axes.set(xlim=(10, 70 if is_narrow(fig) else 62), ylim=(SURVEYS - 0.3, -1), xlabel="people with pain (of 100)")
    axes.spines.left.set_visible(False)
    axes.set_yticks([])


def surveys() -> list[int]:
    """How many of the people asked had pain, survey by survey."""
    draw = Random(SEED)
    return [sum(draw.random() < TRUTH for _ in range(PEOPLE)) for _ in range(SURVEYS)]
