"""Drawings of the chapter on why people get better: all from the trial simulator's own invented people."""

import functools

import numpy as np

from ...model import model
from ...shared.readouts import cycles, trial_readouts
from ..figure import figure_of
from ..style import GROUND, interval, is_narrow, panels, say

SEED = 20  # the people whom the lab shows first
NOTHING_HELPS = {"delta": 0, "kappa": 0, "tau": 0}
SOURCE = "our trial simulator; its spreads are calibration choices"
PARTS = (("regression", 1.01), ("natural\ncourse", 0.30), ("visit", 0.59), ("treatment", 0.44))
TRIALS = range(1, 11)


@functools.cache
def people(count, **values):
    """Invented people of the simulator, the same on every draw."""
    return model("trial").run(people=count, seed=SEED, **values)


@figure_of(
    "regression",
    title="Whoever enters at a peak comes back lower, though nothing was done",
    alt="Later pain score against first pain score of 240 invented people whom nobody treats. Those with a "
    "first score of 5 or more enter the clinic: their mean falls from 6.5 to 5.5. Those below 5 stay "
    "outside, and their mean rises from 3.1 to 3.8. The line through the cloud has a slope of one half, "
    "less steep than the line of equal scores.",
    source=["barnett2005", SOURCE],
    note="No natural course, no visit, no treatment. Line: the later score to be expected from the first.",
    size=(640, 420),
    narrow=(340, 400),
)
def regression(fig, color):
    """Pain of untreated people later against at first (0–10): those who enter at 5 or more come nearer to the mean."""
    axes = fig.subplots()
    first, later = (people(240, c=0, **NOTHING_HELPS)[name] for name in ("Y0", "Y_none"))
    enters = first >= 5
    axes.plot([0, 10], [0, 10], color=color.muted, linewidth=1, linestyle=(0, (4, 3)))
    axes.axvline(5, color=color.ink, linewidth=1)
    axes.plot(first[~enters], later[~enters], "o", color=color.muted, markersize=4, alpha=0.5)
    axes.plot(first[enters], later[enters], "o", color=color.treatment, markersize=4, alpha=0.8)
    axes.plot([0, 10], [4.5 - 0.5 * 4.5, 4.5 + 0.5 * 5.5], color=color.ink)
    many = people(20_000, c=0, **NOTHING_HELPS)
    inside = many["Y0"] >= 5
    before, after = many["Y0"][inside].mean(), many["Y_none"][inside].mean()
    axes.annotate(
        "",
        (before, after),
        (before, before),
        arrowprops={"arrowstyle": "-|>", "color": color.ink, "linewidth": 2, "shrinkA": 0, "shrinkB": 0},
    )
    narrow = is_narrow(fig)
    say(
        axes,
        before,
        after - 0.1,
        f"their mean: {before:.1f} before,\n{after:.1f} after",
        va="top",
        xytext=(-4, -24),
        bbox=GROUND,
    )
    say(axes, 9.9, 9.9, "equal scores", color.muted, ha="right", va="bottom", xytext=(-30, 0), bbox=GROUND)
    say(
        axes,
        9.9,
        7.2,
        "expected: slope ½" if narrow else "expected later score: slope ½",
        ha="right",
        va="bottom",
        xytext=(0, 8),
        bbox=GROUND,
    )
    say(axes, 5, 0.3, "enters: 5 or more", xytext=(8, 0), bbox=GROUND)
    say(axes, 5, 0.3, "stays outside", color.muted, ha="right", xytext=(-8, 0), bbox=GROUND)
    axes.set(xlim=(0, 10), ylim=(0, 10.6), xlabel="first score (0–10)", ylabel="score 12 weeks later (0–10)")
    axes.set_yticks(range(0, 11, 2))


@figure_of(
    "designs",
    title="Each comparison takes some reasons out of the answer",
    alt="Stacked bars of what the answer of four designs contains. Before against after: 2.3 points, of "
    "which regression 1.0, natural course 0.3, the visit 0.6, the treatment 0.4. Against old records of "
    "everybody: 2.0, regression, the visit and the treatment. Against a waiting list: 1.0, the visit and "
    "the treatment. Against a sham: 0.4, the treatment alone.",
    source=SOURCE,
    note="Mean of the model with entry at 5; each part as far as it shows on a scale that ends at 0.",
    size=(640, 290),
    narrow=(340, 400),
)
def designs(fig, color):
    """What the answer of each design contains (points of 10): regression, natural course, visit, treatment."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    looks = ((color.muted, 0.8), (color.muted, 0.4), (color.descending, 0.75), (color.treatment, 1))
    rows = {
        "before and after": (1, 1, 1, 1),
        "old records": (1, 0, 1, 1),
        "waiting list": (0, 0, 1, 1),
        "sham": (0, 0, 0, 1),
    }
    for row, (design, holds) in enumerate(rows.items()):
        left = 0.0
        for (name, size), (tint, alpha), held in zip(PARTS, looks, holds, strict=True):
            if not held:
                continue
            axes.barh(row, size, left=left, height=0.5, color=tint, alpha=alpha, edgecolor=color.paper, linewidth=1)
            if row == 0:
                say(axes, left + size / 2, -0.3, name, ha="center", va="bottom", xytext=(0, 4), fontsize=12)
            left += size
        say(axes, left, row, f"{left:.1f}" if row < 3 else f"{left:.2f}", xytext=(8, 0))
        if narrow:
            say(axes, 0, row + 0.25, design if row == 0 else f"against {design}", va="top", xytext=(0, -5))
    axes.set(xlim=(0, 2.8), ylim=(3.9 if narrow else 3.5, -1.1), xlabel="points less pain (0–10)")
    axes.set_yticks(
        [] if narrow else range(4),
        [] if narrow else [name if place == 0 else f"against {name}" for place, name in enumerate(rows)],
    )
    axes.tick_params(axis="y", length=0)
    axes.spines.left.set_visible(False)


@functools.cache
def ten_trials(design):
    """Estimate, low, high and p of ten trials with 100 people in each group."""
    groups = 1 if design == "before_after" else 2
    trials = []
    for seed in TRIALS:
        run = model("trial").run(design=design, people=100 * groups, seed=seed)
        out = trial_readouts(run.columns, {"design": design})
        trials.append([out[name] for name in ("estimate", "low", "high", "p")])
    return np.array(trials)


@figure_of(
    "ten-trials",
    title="One treatment, thirty trials: the comparison decides what they seem to show",
    alt="Ten simulated trials each of three designs, with 95% intervals. Before and after: estimates near "
    "2.3 points, every interval far from zero. Against a waiting list: near 1.0, every interval clear of "
    "zero. Against a sham: near 0.44, and seven of ten intervals hold zero, although the treatment has a "
    "true effect of its own.",
    source=SOURCE,
    note="100 people in each group, 10% not seen again. Dots: estimates; bars: 95% intervals; line: the mean "
    "of many trials.",
    size=(640, 440),
    narrow=(340, 440),
)
def ten_trials_figure(fig, color):
    """Ten trials by each of three designs with intervals (points), beside the true value of each."""
    axes = fig.subplots()
    rows = (
        ("before and after", "before_after", color.muted, 2.34),
        ("against waiting list", "waitlist", color.descending, 1.04),
        ("against sham", "sham", color.treatment, 0.44),
    )
    axes.axvline(0, color=color.ink, linewidth=1)
    for row, (label, design, tint, truth) in enumerate(rows):
        trials = ten_trials(design)
        top = 12.5 * row
        axes.plot([truth, truth], [top - 0.8, top + 9.8], color=color.ink, linewidth=1, linestyle=(0, (4, 3)))
        for place, (estimate, low, high, _) in enumerate(trials):
            interval(axes, low, estimate, high, top + place, tint)
        clear = int(np.sum(trials[:, 3] < 0.05))
        beside = 3.05 if row == 0 else trials[:, 2].max() + 0.12
        say(
            axes,
            beside,
            top + 4.5,
            f"{label}:\n{clear} of 10 clear of zero"
            if not is_narrow(fig)
            else f"{label.replace('against ', '')}:\n{clear} of 10",
            xytext=(4, 0),
        )
    axes.set(xlim=(-0.6, 5), ylim=(35.6, -1.6), xlabel="points less pain (0–10)")
    axes.set_xticks(range(0, 5))
    axes.spines.left.set_visible(False)
    axes.set_yticks([])


@figure_of(
    "responders",
    title="Varied outcomes do not show varied responses; looking twice can",
    alt="Three panels. First: changes in pain of 1,000 people with a sham and 1,000 with the treatment have "
    "the same spread, 1.9 points in each; the second is shifted by 0.4. Second: gain from treatment in "
    "two rounds when everybody answers alike; a round cloud, correlation 0.0; of those who gain in the "
    "first round, 29 of 100 gain in the second. Third: when answers differ between people with an SD of "
    "2, a tilted cloud, correlation 0.5; 59 of 100 gain again.",
    source=["senn2004", SOURCE],
    note="Gain: sham minus treatment in the same round. 'Gains again': at least 30% less pain than with the "
    "sham, in both rounds.",
    size=(640, 300),
    narrow=(340, 760),
)
def responders(fig, color):
    """Changes (points) in both arms, and gains in two rounds, when all respond alike and when responses vary."""
    spread, alike, varied = panels(fig, 3)
    crowd = people(1000)
    for name, tint, style in (
        ("Y_sham", color.descending, (0, (4, 2))),
        ("Y_active", color.treatment, "solid"),
    ):
        counts, edges = np.histogram(crowd[name] - crowd["Y0"], bins=np.arange(-9, 6.1, 1))
        spread.stairs(counts, edges, color=tint, linewidth=2, linestyle=style)
    sds = [np.std(crowd[name] - crowd["Y0"], ddof=1) for name in ("Y_sham", "Y_active")]
    say(spread, -9, 300, f"treatment\nSD {sds[1]:.1f}", color.treatment, va="top", fontsize=12)
    say(spread, 1.2, 300, f"sham\nSD {sds[0]:.1f}", color.descending, va="top", fontsize=12)
    spread.set(xlim=(-9, 5), ylim=(0, 310), xlabel="change (points)", title="Once")
    spread.spines.left.set_visible(False)
    spread.set_yticks([])
    for axes, s_t, words in ((alike, 0, "Twice, all alike"), (varied, 2, "Twice, varied")):
        same = {"c": 0, "mu": 6, "delta": 0, "kappa": 0, "tau": 0.65, "s_T": s_t}
        shown, many = people(200, **same), people(20_000, **same)
        readouts = cycles(many)
        gains = [shown[f"S_{cycle}"] - shown[f"A_{cycle}"] for cycle in (1, 2)]
        axes.axhline(0, color=color.rule, linewidth=1)
        axes.axvline(0, color=color.rule, linewidth=1)
        axes.plot(*gains, "o", color=color.treatment, markersize=4, alpha=0.6)
        axes.set(xlim=(-8, 9), ylim=(-8, 12.5), xlabel="gain: round 1 →, round 2 ↑", title=words)
        axes.set_xticks([-5, 0, 5])
        axes.set_yticks([-5, 0, 5])
        correlation = abs(round(readouts["cycle_correlation"], 1))
        say(
            axes,
            -7.5,
            12,
            f"correlation {correlation:.1f}\n{readouts['again']:.0f} of 100 gain again",
            va="top",
            fontsize=12,
            bbox=GROUND,
        )
