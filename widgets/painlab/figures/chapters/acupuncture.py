"""Drawings of the chapter on acupuncture: two comparisons, two crowds, three worlds, nerve pain."""

from statistics import NormalDist

import numpy as np

from ...evidence import comparison
from ...model import model
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

SHAM, NOTHING = "placebo or sham", "no treatment or usual care"
# (pain, its rows of the evidence table: against sham and against none; in the last line, sham against none)
POOLED = (
    ("back and neck", {"source": "vickers2012", "people": "back"}),
    ("osteoarthritis", {"source": "vickers2012", "people": "osteo"}),
    ("headache", {"source": "vickers2012", "people": "headache"}),
    ("three-arm trials", {"source": "madsen2009"}),
)
IN_SD = (("sham, 5 trials", SHAM), ("usual treatment, 2 trials", "another treatment"))  # @feng2023
SINGLE = (  # (row of the evidence table, words)
    ({"source": "tu2024sciatica"}, "sham, sciatica, 216 people"),
    ({"source": "ju2017"}, "sham, 45 people"),
    ({"source": "dietzel2023"}, "waiting list, 62 people"),
)
WORLDS = (
    ("inert sham", {}),
    ("active sham", {"kappa": 0.2, "tau": 0.85, "q": 0.47}),
    ("broken blind", {"tau": 0.0, "w": 0.95}),
)


def of_100(row):
    """(estimate, low, high) of a row in points of 100, positive where the treatment is better."""
    return tuple(number * (10 if row.unit == "points of 10" else 1) for number in row.gain)


def wins(effect):
    """How many of 100 random pairs favor the treated one, for two bell-shaped crowds `effect` SD apart."""
    return 100 * NormalDist().cdf(effect / 2**0.5)


def bars(state):
    """The three means (none, sham, real; points of 10) that the model gives in a state."""
    run = model("three_arms").run(**state)
    return [float(run[name][0]) for name in ("none", "sham", "real")]


def parts(state):
    """What makes the sham and the real arm better than nothing in a state: context, needle, guess (points)."""
    run = model("three_arms").run(**state)
    values = {symbol: float(run.values[symbol]) for symbol in ("kappa", "tau", "q")}
    bias = float(run["bias"][0])
    return (values["kappa"], values["q"] * values["tau"], 0.0), (values["kappa"], values["tau"], bias)


@figure_of(
    "two-comparisons",
    title="About half a spread better than nothing, about a fifth better than sham",
    alt="Less pain, in standard deviations, with 95 percent intervals. Real against sham: back and neck pain 0.23, "
    "osteoarthritis 0.16, headache 0.15, three-arm trials 0.17. Real against no acupuncture: 0.55, 0.57 and 0.42; "
    "in the three-arm trials sham against nothing 0.42.",
    source=["vickers2012", "madsen2009"],
    note="None of these pains is neuropathic. Last row, second panel: sham against nothing.",
    size=(640, 270),
    narrow=(340, 460),
)
def two_comparisons(fig, color):
    """Pooled gains in SD with their intervals: against sham, and against nothing."""
    sham, nothing = panels(fig, 2, sharey=True)
    for row, (_, wanted) in enumerate(POOLED):
        for axes, control, tint in ((sham, SHAM, color.treatment), (nothing, NOTHING, color.descending)):
            middle, low, high = comparison(**wanted, control=control).gain
            interval(axes, low, middle, high, row, tint)
            say(axes, high, row, f"{middle:.2f}", xytext=(8, 0))
    for axes, head in ((sham, "real against sham"), (nothing, "real against nothing")):
        axes.axvline(0, color=color.ink, linewidth=1)
        axes.set(xlim=(-0.05, 0.85), ylim=(3.6, -0.6), yticks=range(4), xticks=(0, 0.2, 0.4, 0.6))
        axes.set(xlabel="less pain (SD)")
        axes.set_yticklabels([name for name, _ in POOLED])
        axes.set_title(head, fontsize=13, loc="left")
    say(nothing, 0.03, 3.38, "here sham against nothing", color.muted, fontsize=12)


@figure_of(
    "crowds",
    title="Two crowds that are 0.2 SD apart lie almost on each other",
    alt="Two pairs of bell curves of pain relief. On the left they are 0.2 standard deviations apart and overlap "
    "almost wholly: in 56 of 100 random pairs the treated one is better. On the right they are 0.5 apart: 64 of 100.",
    source="our calculation, from two normal distributions",
    size=(640, 250),
    narrow=(340, 430),
)
def crowds(fig, color):
    """Two bell curves of pain in SD, 0.2 and 0.5 apart, with the share of pairs in which the treated one is better."""
    x = np.linspace(-3.2, 3.8, 141)
    bell = [NormalDist().pdf(value) for value in x]
    for axes, effect in zip(panels(fig, 2), (0.2, 0.5), strict=True):
        axes.fill_between(x, bell, color=color.muted, alpha=0.3, linewidth=0)
        axes.plot(x, bell, color=color.muted)
        axes.plot(x + effect, bell, color=color.treatment, linewidth=2)
        axes.set(xlim=(-3.2, 3.8), ylim=(0, 0.56), yticks=[], xlabel="less pain (SD)")
        axes.set_title(f"{effect} SD: {wins(effect):.0f} of 100 pairs", fontsize=13, loc="left")
        say(axes, -0.9, 0.35, "sham" if effect == 0.2 else "nothing", color.muted, ha="right")
        say(axes, effect + 0.85, 0.35, "real", color.treatment)
        axes.spines.left.set_visible(False)


@figure_of(
    "three-worlds",
    title="Three different worlds give the same bars",
    alt="For three settings of the model, how much better sham and real are than nothing, and what it is made of. "
    "Inert sham: 0.6 for sham, all of it the visit; 1.05 for real, 0.6 visit and 0.45 needle. Active sham: the same "
    "0.6 and 1.05, but 0.2 visit and the rest needle. Broken blind: the same, 0.6 visit and 0.45 from guessing right.",
    source="our model of three arms",
    note="Settings, no findings: the sizes are chosen to give about 0.2 and 0.5 SD.",
    size=(640, 330),
    narrow=(340, 440),
)
def three_worlds(fig, color):
    """What a visit, a needle and a right guess add up to in the sham arm and the real arm of three imagined trials."""
    axes = fig.subplots()
    tints = (color.descending, color.treatment, color.projection)
    row, ticks, names = 0.0, [], []
    for world, state in WORLDS:
        for arm, pieces in zip(("sham", "real"), parts(state), strict=True):
            left = 0.0
            for piece, tint in zip(pieces, tints, strict=True):
                axes.barh(row, piece, 0.7, left=left, color=tint, alpha=0.85)
                left += piece
            say(axes, left, row, f"{left:.2f}", xytext=(6, 0))
            ticks.append(row)
            names.append(f"{world}: {arm}" if arm == "sham" else arm)
            row += 1
        row += 0.5
    keys = zip(("visit", "needle", "guessing right"), tints, strict=True)
    for number, (head, tint) in enumerate(keys):
        x, y = (0.02, -3.2 + 0.9 * number) if is_narrow(fig) else (0.02 + 0.2 * number, -1.1)
        axes.plot([x], [y], "s", color=tint, markersize=9)
        say(axes, x, y, head, xytext=(10, 0))
    axes.set(
        xlim=(0, 1.25),
        ylim=(row - 0.4, -3.8 if is_narrow(fig) else -1.7),
        yticks=ticks,
        xlabel="better than nothing (points of 10)",
    )
    axes.set_yticklabels(names)


@figure_of(
    "nerve-pain",
    title="In nerve pain, what was found depends on who was compared, and is uncertain",
    alt="Left, in standard deviations, pooled in 2023: acupuncture against sham 0.54, interval 0.13 to 0.95; against "
    "usual treatment 0.61, from 0.61 worse to 1.83 better. Right, in points of 100: against sham in sciatica, one "
    "trial of 216 people, 16 (10.6 to 21.3); against sham in another trial of 45 people 4, from 10 worse to 18 better; "
    "against a waiting list in an open trial of 62 people 24.7 (14.8 to 34.7).",
    source=["feng2023", "tu2024sciatica", "ju2017", "dietzel2023"],
    note="The two panels have different scales. The last row is overall complaints, open, without a sham.",
    size=(640, 300),
    narrow=(340, 470),
)
def nerve_pain(fig, color):
    """Trials in nerve pain with their intervals: pooled in SD, and single ones in points of 100."""
    pooled, single = panels(fig, 2)
    pooled.set(xlim=(-1.0, 2.0), xlabel="less pain (SD), pooled")
    single.set(xlim=(-20, 40), xlabel="better (points of 100)")
    in_sd = [(words, comparison(source="feng2023", control=control).gain) for words, control in IN_SD]
    in_points = [(words, of_100(comparison(**wanted))) for wanted, words in SINGLE]
    for axes, rows in ((pooled, in_sd), (single, in_points)):
        axes.axvline(0, color=color.ink, linewidth=1)
        for row, (name, (middle, low, high)) in enumerate(rows):
            interval(axes, low, middle, high, row, color.treatment)
            say(axes, 0, row, name, va="bottom", xytext=(6, 12))
        axes.set(ylim=(2.4, -0.7), yticks=[])
        axes.spines.left.set_visible(False)
