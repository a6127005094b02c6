"""Drawings of the chapter on reading evidence: rows of the evidence table, and what follows from them by arithmetic."""

import math

import numpy as np

from ...evidence import comparison
from ...model import model
from ...shared.readouts import pooling_readouts
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

SEED = 71  # the trials that the bias machine shows first
CLASSES = (
    ("Tricyclic", "finnerup2015", "tricyclic antidepressants"),
    ("SNRIs", "finnerup2015", "SNRIs"),
    ("Pregabalin", "finnerup2015", "pregabalin"),
    ("Gabapentin, all", "finnerup2015", "gabapentin, all forms"),
    ("Tramadol", "finnerup2015", "tramadol"),
    ("Strong opioids", "finnerup2015", "strong opioids"),
    ("Capsaicin", "finnerup2015", "strong capsaicin patch"),
    ("Botulinum", "finnerup2015", "botulinum toxin A"),
    ("Tapentadol", "finnerup2015", "tapentadol"),
    ("irritable noc", "demant2014", "oxcarbazepine, irritable type"),
    ("other people", "demant2014", "oxcarbazepine, other people"),
)


@figure_of(
    "forest",
    title="Drawn as people of 100, an interval printed to infinity goes on below none",
    alt="Forest plot of eleven comparisons with placebo, as extra people of 100 who respond, with 95% intervals. "
    "Tricyclic antidepressants 28 (23 to 33), SNRIs 16 (12 to 19), pregabalin 13 (11 to 15), gabapentin in all forms "
    "14 (11 to 17), tramadol 21 (15 to 28), strong opioids 23 (17 to 29), capsaicin patch 9 (5 to 14), botulinum toxin "
    "53 (42 to 67), tapentadol 10 (1 to 19), oxcarbazepine in people with irritable nociceptors 26 (8 to 43) and in "
    "other people 8 (−3 to 19). The last interval holds 0, where the number to treat is infinite.",
    source=["finnerup2015", "demant2014"],
    note="In figures: the number needed to treat. Certainty: botulinum toxin low, tricyclics and opioids moderate, "
    "SNRIs, pregabalin, gabapentin and capsaicin high. The end below 0 is ours, by symmetry: its source stops at ∞. "
    "Not a league table: people, placebo and outcome differ.",
    size=(640, 430),
    narrow=(340, 560),
)
def forest(fig, color):
    """Extra people of 100 who respond, by class of drugs, with intervals and numbers needed to treat."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    axes.axvline(0, color=color.ink, linewidth=1)
    for height, (treatment, source, name) in enumerate(CLASSES):
        row = comparison(treatment=treatment, source=source, measure="NNT")
        mid, low, high = row.extra
        interval(axes, low, mid, high, height, color.treatment)
        number = "∞" if math.isinf(row.high) else f"{row.high:g}"
        words = f"{row.estimate:g} ({row.low:g} to {number})"
        if narrow:
            say(axes, 0, height, f"{name}: {words}", ha="left", xytext=(4, 13), fontsize=12)
        else:
            say(axes, 71, height, words, ha="left", fontsize=12)
    axes.set(xlim=(-6, 70), ylim=(len(CLASSES) - 0.4, -1 if narrow else -0.6), xlabel="extra people of 100 who respond")
    axes.set_yticks([] if narrow else range(len(CLASSES)), [] if narrow else [name for *_, name in CLASSES])
    axes.tick_params(axis="y", length=0)
    axes.spines.left.set_visible(False)


@figure_of(
    "other-people",
    title="One ratio, many numbers needed to treat",
    alt="Number needed to treat against the share of people who respond on placebo, for a ratio of responders of 1.54 "
    "(1.45 to 1.63). Where 10 of 100 respond on placebo the number is 19, at 20 of 100 it is 9, at 40 of 100 it is 5.",
    source=["falk2021", "our arithmetic"],
    note="Band: the interval of the ratio. The ratio is held constant, which is an assumption.",
    size=(640, 320),
    narrow=(340, 320),
)
def other_people(fig, color):
    """Number needed to treat against responders on placebo (of 100) at one ratio, with its interval."""
    axes = fig.subplots()
    share = np.linspace(5, 60, 111)
    row = comparison(treatment="Anticonvulsants", source="falk2021")
    middle, most, least = (100 / (share * (ratio - 1)) for ratio in (row.estimate, row.low, row.high))
    axes.fill_between(share, least, most, color=color.treatment, alpha=0.2, linewidth=0)
    axes.plot(share, middle, color=color.treatment)
    for at in (10, 20, 40):
        value = 100 / (at * (row.estimate - 1))
        axes.plot([at], [value], "o", color=color.treatment, markersize=8)
        say(axes, at, value, f"{value:.0f}", color.treatment, va="bottom", xytext=(8, 2))
    axes.set(xlim=(0, 60), ylim=(0, 40), xlabel="respond on placebo (of 100)", ylabel="number needed to treat")


@figure_of(
    "crowds",
    title="What 0.2, 0.5 and 0.8 standard deviations look like",
    alt="Three pairs of bell curves, control and treated, shifted by 0.2, 0.5 and 0.8 standard deviations. A treated "
    "person chosen at random does better than a control in 56, 64 and 71 of 100 pairs.",
    source="our arithmetic: Φ(d/√2), for two normal curves of the same spread",
    note="Dashed: control. Full: treated.",
    size=(640, 230),
    narrow=(340, 560),
)
def crowds(fig, color):
    """Two bell curves of pain in SD at three distances, with the share of pairs in which the treated one is better."""
    x = np.linspace(-3.2, 4, 200)
    for axes, d in zip(panels(fig, 3), (0.2, 0.5, 0.8), strict=True):
        axes.plot(x, np.exp(-(x**2) / 2), color=color.muted, linestyle=(0, (4, 2)))
        axes.fill_between(x, np.exp(-((x - d) ** 2) / 2), color=color.treatment, alpha=0.2, linewidth=0)
        axes.plot(x, np.exp(-((x - d) ** 2) / 2), color=color.treatment)
        pairs = 100 * 0.5 * (1 + math.erf(d / 2))
        axes.set(title=f"{d:.1f} SD: {pairs:.0f} of 100 pairs", yticks=[], ylim=(0, 1.15), xlabel="less pain (SD) →")
        axes.spines.left.set_visible(False)


@figure_of(
    "drawer",
    title="What is left when the drawer has been filled",
    alt="Two funnel plots of the same sixty simulated trials, effect against standard error. In the first all are "
    "printed: the pooled effect is 0.29 for a truth of 0.30. In the second only 27 are printed, the striking ones and "
    "three in ten of the others; the 33 hollow dots are missing, mostly at the left, and the pooled effect is 0.47.",
    source=["egger1997", "our bias machine; every setting is ours"],
    note="Full: printed. Hollow: not printed. Thin line: the truth. Thick line: the mean of the printed.",
    size=(640, 330),
    narrow=(340, 620),
)
def drawer(fig, color):
    """Runs of `bias_machine`: trials by effect and standard error (points), all printed, and dull ones kept back."""
    for axes, q in zip(panels(fig, 2), (1, 0.3), strict=True):
        run = model("bias_machine").run(people=60, seed=SEED, q=q)
        readouts = pooling_readouts(run.columns, {"theta": 0.3})
        printed = run["printed"] == 1
        axes.axvline(0.3, color=color.ink, linewidth=1)
        axes.axvline(readouts["estimate"], color=color.treatment, linewidth=2.5)
        axes.plot(
            run["d"][~printed], run["se"][~printed], "o", color=color.muted, markerfacecolor=color.paper, markersize=5
        )
        axes.plot(run["d"][printed], run["se"][printed], "o", color=color.treatment, markersize=5)
        axes.set(xlim=(-1.6, 2.2), ylim=(0.9, 0), xlabel="effect (points less pain)", ylabel="standard error (points)")
        words = f"{printed.sum()} printed:\n{readouts['estimate']:.2f}"
        say(axes, 2.15, 0.86, words, color.treatment, ha="right", va="bottom", xytext=(0, 0))
