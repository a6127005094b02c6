"""Figures of the chapter 'Counting pain': published figures with their questions, a tree of names, twenty surveys."""

import functools

import numpy as np

from ...lab import load
from ...model import model
from ..figure import figure_of
from ..style import interval, is_narrow, say

SURVEYS = (  # label, question, estimate and 95% interval in %, None where no interval was given
    ("USA 2023", "most days or every day, and life limited as often", 8.5, None),
    ("France 2008", "daily, three months or longer, moderate or severe", 19.9, (19.5, 20.4)),
    ("USA 2023", "most days or every day", 24.3, None),
    ("France 2008", "daily, three months or longer", 31.7, (31.1, 32.3)),
    ("UK, seven studies", "longer than three months", 43.5, (38.4, 48.6)),
    ("UK Biobank", "longer than three months; older volunteers", 51.1, (50.9, 51.4)),
)
TREE = (
    ("primary", "a condition of its own", ("fibromyalgia", "low back pain without a known cause")),
    (
        "secondary",
        "part of another disease",
        (
            "neuropathic: after shingles",
            "of muscle and joint: a worn hip",
            "after surgery or injury: a scar",
            "of inner organs: a chronic pancreatitis",
            "of head or face: after a blow",
            "related to cancer, or to its treatment",
        ),
    ),
)
TWENTY = range(301, 321)
ASKED = 1000


@figure_of(
    "surveys",
    title="Six honest answers to 'how many have chronic pain?'",
    alt="Published shares of adults with their questions and 95% intervals where given. USA 2023, most days or every "
    "day and life limited as often: 8.5%. USA 2023, most days or every day: 24.3%. France 2008, daily for three months "
    "or longer, moderate or severe: 19.9% (19.5 to 20.4); of any strength: 31.7% (31.1 to 32.3). United Kingdom, seven "
    "studies pooled, longer than three months: 43.5% (38.4 to 48.6). UK Biobank, older volunteers, longer than three "
    "months: 51.1% (50.9 to 51.4).",
    source=["lucas2024nchs", "bouhassira2008prevalence", "fayaz2016", "baskozos2023ukb"],
    note="Bars: 95% intervals, some narrower than the dot. None was given with the American figures that we read; "
    "that of UK Biobank is our calculation.",
    size=(640, 330),
    narrow=(340, 470),
)
def surveys(fig, color):
    """Published shares of adults with pain (%), each with its question and its interval where it has one."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    for row, (place, question, share, bounds) in enumerate(SURVEYS):
        low, high = bounds or (share, share)
        interval(axes, low, share, high, row, color.projection)
        say(axes, high, row, f"{share:.1f}%", xytext=(9, 0))
        aside = {"xytext": (0, 34)} if narrow else {"xytext": (-8, 7), "ha": "right"}
        say(axes, 0, row, place, fontsize=12, **aside)
        aside["xytext"] = (0, 18) if narrow else (-8, -8)
        say(axes, 0, row, question, color.muted, fontsize=11, **aside)
    axes.set(xlim=(0, 60), ylim=(len(SURVEYS) - 0.5, -0.9 if narrow else -0.6), xlabel="adults who have it (%)")
    axes.set_yticks([])
    axes.spines.left.set_visible(False)


@figure_of(
    "tree",
    title="Chronic pain is one name that divides twice",
    alt="A tree. Chronic pain divides into primary, a condition of its own, with fibromyalgia and low back pain "
    "without a known cause as examples; and secondary, a part of another disease, with six groups: neuropathic, of "
    "muscle and joint, after surgery or injury, of inner organs, of head or face, related to cancer or its treatment.",
    source=["treede2019icd11", "our examples"],
    size=(640, 300),
    narrow=(340, 380),
)
def tree(fig, color):
    """Chronic pain, divided into primary and secondary, with the meaning of each and examples."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    leaves = sum(len(names) for _, _, names in TREE)
    root, fork, leaf = (0.0, 0.9, 1.5) if narrow else (0.0, 2.0, 5.0)
    axes.set(xlim=(-0.1, 6.0 if narrow else 8.6), ylim=(leaves + 1.4 + (1 if narrow else 0), -1.2))
    y, forks = 0.0, []
    for name, meaning, examples in TREE:
        first = y + (0.9 if narrow else 0)
        places = [first + place for place in range(len(examples))]
        y = places[-1] + 1.7
        middle = first - 0.9 if narrow else (places[0] + places[-1]) / 2
        forks.append(middle)
        say(axes, fork, middle, name, fontsize=14)
        say(axes, fork, middle, meaning, color.muted, fontsize=12, xytext=(84, 0) if narrow else (0, -17))
        for place, example in zip(places, examples, strict=True):
            start = fork + 0.1 if narrow else leaf - 0.75
            axes.plot([start, start, leaf - 0.12], [middle + (0.35 if narrow else 0), place, place], color=color.rule)
            say(axes, leaf, place, example, fontsize=12 if narrow else 13)
    axes.plot([0.4 if not narrow else 0.25] * 2, [min(forks), max(forks)], color=color.rule)
    for middle in forks:
        axes.plot([0.4 if not narrow else 0.25, fork - 0.12], [middle, middle], color=color.rule)
    say(
        axes,
        root,
        -0.95 if narrow else -0.9,
        "chronic pain: longer than 3 months" if narrow else "chronic pain: persists or recurs for longer than 3 months",
    )
    if not narrow:
        axes.plot([0.4, 0.4], [-0.5, min(forks)], color=color.rule)
    else:
        axes.plot([0.25, 0.25], [-0.55, min(forks)], color=color.rule)


@functools.cache
def twenty():
    """Share and 95% interval, in %, of twenty surveys of the lab's people, of a thousand each."""
    shares = np.array([model("change_the_question").run(people=ASKED, seed=seed)["counted"].mean() for seed in TWENTY])
    half = 1.96 * np.sqrt(shares * (1 - shares) / ASKED)
    return 100 * np.array([shares - half, shares, shares + half]).T


@figure_of(
    "twenty",
    title="Twenty surveys of one population: one interval misses what all of them are after",
    alt="Twenty simulated surveys of 1,000 people each, with 95% intervals about 6 points wide. The shares run from "
    "41.2% to 47.8%. A line marks 43.5%, the share in the whole population of the lab; 19 of the 20 intervals hold it.",
    source="our invented population, pain for longer than three months",
    note="Seeds 301 to 320 of the lab's model. The interval that misses is drawn hollow.",
    size=(640, 330),
    narrow=(340, 360),
)
def surveyed(fig, color):
    """Twenty surveys of the lab's 20,000 people with their intervals (%), against the share in all of them."""
    axes = fig.subplots()
    whole = load("change_the_question").run().readouts["percent"]
    axes.axvline(whole, color=color.ink, linewidth=1, linestyle=(0, (4, 3)))
    for row, (low, mid, high) in enumerate(twenty()):
        hits = low <= whole <= high
        interval(axes, low, mid, high, row, color.projection)
        if not hits:
            axes.plot([mid], [row], "o", markersize=8, markerfacecolor=color.paper, markeredgecolor=color.projection)
    say(axes, whole, -1.4, f"in all 20,000: {whole:.1f}%", xytext=(8, 0))
    axes.set(xlim=(36, 52), ylim=(20, -2.2), xlabel="share with pain for longer than three months (%)")
    axes.set_yticks([])
    axes.spines.left.set_visible(False)
