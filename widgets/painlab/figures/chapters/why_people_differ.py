"""Figures of the chapter 'Why people differ': heritability, odds ratios with their certainty, from odds to people."""

import numpy as np

from ...model import model
from ...models.odds_to_people import FACTORS
from ..figure import figure_of
from ..style import interval, is_narrow, say

TWINS = (  # share of the variation that goes with genes, %
    ("migraine", 50),
    ("tension headache", 50),
    ("widespread pain", 50),
    ("back and neck pain", 35),
    ("irritable bowel", 25),
)
FAMILIES = (("any lasting pain", 29, 16, 7), ("severe lasting pain", 44, 30, 13))  # plain, adjusted, its standard error
LINES = ("-", "--", "-.", ":")
NAMES = {
    "support": "little support",
    "smoking": "smoking",
    "childhood": "abuse or neglect in childhood",
    "status": "lower social position",
    "pain": "strong pain at the start",
}


@figure_of(
    "heritability",
    title="Genes go with a part of the differences, and the part depends on who is compared",
    alt="Share of the variation between people that goes with genes. Twin studies: about 50% for migraine, tension "
    "headache and chronic widespread pain, 35% for back and neck pain, 25% for irritable bowel. A family study in "
    "Scotland: any chronic pain 29%, and 16% (standard error 7) once shared homes, age, income, work and others are "
    "allowed for; severe chronic pain 44%, and 30% (standard error 13).",
    source=["nielsen2012twins", "hocking2012heritability"],
    note="Ring: as first computed. Dot: allowing for shared homes, age, income and work; its bar is plus and minus "
    "one standard error.",
    size=(640, 330),
    narrow=(340, 420),
)
def heritability(fig, color):
    """Variation that goes with genes (%), from twins and from families, before and after adjustment."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    rows = []
    for row, (name, share) in enumerate(TWINS):
        axes.plot(share, row + 0.8, "o", color=color.projection, markersize=8)
        say(axes, share, row + 0.8, f"about {share}%", xytext=(9, 0), fontsize=12)
        rows.append((row + 0.8, name))
    for row, (name, plain, adjusted, error) in enumerate(FAMILIES):
        y = 7.2 + row
        interval(axes, adjusted - error, adjusted, adjusted + error, y, color.nociceptive)
        axes.plot(plain, y, "o", color=color.nociceptive, markerfacecolor="none", markersize=10, markeredgewidth=1.5)
        say(axes, max(plain, adjusted + error), y, f"{plain}, then {adjusted}%", xytext=(10, 0), fontsize=12)
        rows.append((y, name))
    for y, text, tint in (
        (-0.1, "twin studies", color.projection),
        (6.3, "2,195 Scottish families", color.nociceptive),
    ):
        say(axes, 0, y, text, tint, fontsize=12)
    axes.set(xlim=(0, 75), ylim=(8.8, -0.7), xlabel="variation that goes with genes (%)")
    axes.set_yticks([y for y, _ in rows], [name.replace(" and ", "\nand ") if narrow else name for _, name in rows])
    axes.set_xticks([0, 25, 50])
    axes.spines.left.set_visible(False)
    axes.tick_params(axis="y", length=0)


@figure_of(
    "factors",
    title="One factor stands out, and it is the pain itself",
    alt="Odds ratios with 95% intervals, logarithmic axis. Little support from others 1.21 (1.14 to 1.29), smoking "
    "1.24 (1.14 to 1.34), abuse or neglect in childhood 1.45 (1.38 to 1.53), lower socioeconomic status 2.0 (1.64 "
    "to 2.42), strong pain at the start 5.61 (3.74 to 8.43).",
    source=["dunn2024umbrella", "bussieres2023ace"],
    note="Dots: from new to lasting pain of muscles and joints, moderate certainty. Ring: any chronic pain in adults, "
    "adjusted, mostly from memory. Bars: 95% intervals.",
    size=(640, 280),
    narrow=(340, 360),
)
def factors(fig, color):
    """Odds ratios of published factors for lasting pain, with intervals."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    for row, (name, (mid, low, high)) in enumerate(reversed(FACTORS.items())):
        interval(axes, low, mid, high, row, color.projection)
        if name == "childhood":
            axes.plot(
                mid, row, "o", color=color.projection, markerfacecolor=color.paper, markersize=9, markeredgewidth=1.8
            )
        words = f"{mid} ({low} to {high})"
        say(
            axes,
            low if name == "pain" else high,
            row,
            words,
            xytext=(-9, 0) if name == "pain" else (9, 0),
            fontsize=12,
            ha="right" if name == "pain" else "left",
        )
        say(
            axes,
            1,
            row,
            NAMES[name],
            color.muted,
            fontsize=12,
            xytext=(6, -19) if narrow else (-14, 0),
            ha="left" if narrow else "right",
        )
    axes.axvline(1, color=color.muted, linewidth=1, linestyle="--")
    axes.set(
        xscale="log", xlim=(0.9, 10) if narrow else (0.4, 10), ylim=(4.7, -0.6), xlabel="odds ratio (1: no difference)"
    )
    axes.set_xticks([1, 2, 5, 10], ["1", "2", "5", "10"])
    axes.minorticks_off()
    axes.set_yticks([])
    axes.spines.left.set_visible(False)


def risk(base, ratio):
    """Share of people with a factor who go on to lasting pain, for shares without it."""
    run = [model("odds_to_people").run(base=one, OR=ratio) for one in np.atleast_1d(base)]
    return np.array([float(one["P_after"][0]) for one in run])


@figure_of(
    "converter",
    title="The same odds ratio is many more people in one place than in another",
    alt="Share of people with a factor who go on to lasting pain, against the share without it, for four odds ratios. "
    "At 10 of 100 without: 12 with an odds ratio of 1.24, 14 with 1.45, 18 with 2.0, 38 with 5.61. "
    "At 50 of 100: 55, 59, 67 and 85. All curves meet the diagonal at 0 and at 100.",
    source=["dunn2024umbrella", "bussieres2023ace", "shares computed by us"],
    note="Thin line: no difference. The vertical distance to it is the number of people that a factor goes with.",
    size=(640, 380),
    narrow=(340, 380),
)
def converter(fig, color):
    """Risk with a factor against risk without it (of 100), at four odds ratios."""
    axes = fig.subplots()
    base = np.linspace(0.01, 0.9, 60)
    axes.plot([0, 90], [0, 90], color=color.muted, linewidth=1)
    say(axes, 40, 36, "odds ratio: at 10 and 50", color.muted, fontsize=12)
    for row, (name, style) in enumerate(zip(("pain", "status", "childhood", "smoking"), LINES, strict=True)):
        ratio, y = FACTORS[name][0], 28 - 8 * row
        axes.plot(100 * base, 100 * risk(base, ratio), style, color=color.projection, linewidth=2.5)
        (low,), (half,) = risk(0.1, ratio), risk(0.5, ratio)
        axes.plot([10, 50], [100 * low, 100 * half], "o", color=color.projection)
        axes.plot([40, 48], [y, y], style, color=color.projection, linewidth=2.5)
        say(axes, 51, y, f"{ratio}: {100 * low:.0f} and {100 * half:.0f}", fontsize=12)
        if name == "pain":
            say(axes, 10, 100 * low, f"{100 * low:.0f}", fontsize=12, xytext=(9, -4))
            say(axes, 50, 100 * half, f"{100 * half:.0f}", fontsize=12, xytext=(-4, 12), ha="right")
    axes.set(
        xlabel="go on to lasting pain without the factor (of 100)",
        ylabel="go on with it (of 100)",
        xlim=(0, 92),
        ylim=(0, 102),
        xticks=[0, 10, 25, 50, 75],
        yticks=[0, 25, 50, 75, 100],
    )
