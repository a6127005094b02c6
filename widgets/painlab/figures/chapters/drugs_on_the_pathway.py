"""Drawings of the chapter on drugs: where they act, what they add in a hundred people, and what busy channels do."""

import numpy as np

from ...evidence import comparison, evidence
from ...model import model
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

# (class, as the review of 2015 in the evidence table names the treatment)
CLASSES = (
    ("tricyclics", "Tricyclic"), ("strong opioids", "Strong opioids"),
    ("gabapentin (immediate)", "Gabapentin, immediate"), ("SNRIs", "SNRIs"),
    ("pregabalin", "Pregabalin"), ("capsaicin patch", "Capsaicin"),
)  # fmt: skip
PHENOTYPES = (("irritable", "irritable noc"), ("not irritable", "other people"))  # rows of @demant2014
CONCENTRATIONS = (5, 10, 20)  # uM, of the model `drug_pathway`; no doses
PASSED = {1: 30, 10: 20, 50: 9}  # of 30 spikes, model `c_fiber` with 100 uM lidocaine; the tests hold them


def added(treatment):
    """(estimate, low, high): extra people of 100 with pain halved in the review of 2015."""
    return comparison(treatment=treatment, source="finnerup2015", measure="NNT").extra


def stopped(treatment):
    """(estimate, low, high): extra people of 100 who stop because of side effects; None where none is stated."""
    extras = [
        row.extra for row in evidence(source="finnerup2015", measure="NNH") if row.treatment.startswith(treatment)
    ]
    return extras[0] if extras else None


def blocked(rate, concentration):
    """Share of sodium channels that hold the drug in a nerve that fires at `rate` (Hz)."""
    run = model("drug_pathway").run(f_ev=0, f_ec=float(rate), C=float(concentration))
    return float(run["b"][0])


STATIONS = (
    ("skin", "capsaicin", "nociceptive"),
    ("nerve", "sodium-channel\nblockers", "nociceptive"),
    ("endings in\nthe cord", "gabapentinoids,\nopioids", "projection"),
    ("cells of\nthe cord", "NMDA blockers,\nopioids", "projection"),
    ("brainstem", "SNRIs, tricyclics,\nopioids,\ngabapentinoids", "descending"),
)


@figure_of(
    "places",
    title="Each class of drug has a place, and some have several",
    alt="The way from skin to brainstem as five stations in a row. Capsaicin acts at endings in the skin; "
    "sodium-channel blockers on the nerve; gabapentinoids and opioids at the endings in the cord; NMDA blockers "
    "and opioids on cells of the cord; SNRIs, tricyclics, opioids and gabapentinoids through the brainstem, whose "
    "fibers run back down to the cord.",
    source=["patel2016", "yoshizumi2012", "the text of this chapter for the others"],
    note="Place of action, not of the tablet: most of these drugs are swallowed.",
    size=(640, 230),
    narrow=(340, 430),
)
def places(fig, color):
    """Five stations from skin to brainstem, with the drugs that act there."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    count = len(STATIONS)
    at = [(0.9, count - 1 - k) if narrow else (k, 0.0) for k in range(count)]
    for (x, y), (station, drugs, role) in zip(at, STATIONS, strict=True):
        tint = getattr(color, role)
        axes.plot([x], [y], "o", color=tint, markersize=13)
        if narrow:
            say(axes, x, y, station, ha="right", xytext=(-14, 0))
            say(axes, x, y, drugs, color.treatment, xytext=(58, 0))
        else:
            say(axes, x, y, station, ha="center", va="top", xytext=(0, -14))
            say(axes, x, y, drugs, color.treatment, ha="center", va="bottom", xytext=(0, 14))
    arrow = {"arrowstyle": "-|>", "color": color.nociceptive, "linewidth": 2, "shrinkA": 9, "shrinkB": 9}
    for start, end in zip(at[:-1], at[1:], strict=True):
        axes.annotate("", end, start, arrowprops=arrow)
    bow, gap = ("arc3,rad=0.45", 9) if narrow else ("arc3,rad=-0.55", 42)
    down = {"arrowstyle": "-|>", "color": color.descending, "linewidth": 2, "connectionstyle": bow,
            "shrinkA": gap, "shrinkB": gap, "linestyle": (0, (5, 2))}  # fmt: skip
    axes.annotate("", at[2], at[4], arrowprops=down)
    axes.set(xlim=(0, 2.2) if narrow else (-0.5, count - 0.5), ylim=(-0.5, count - 0.4) if narrow else (-1.1, 1.0))


@figure_of(
    "extra-of-100",
    title="Of 100 people, a drug adds some who are much better and some who have to stop",
    alt="Extra people of 100 compared with placebo, 2015, with 95 percent intervals. With pain halved: tricyclics 28, "
    "strong opioids 23, gabapentin (immediate) 16, SNRIs 16, pregabalin 13, capsaicin patch 9. Who stop because of "
    "side effects: tricyclics 7, strong opioids 9, gabapentin (immediate) 4, SNRIs 8, pregabalin 7; for the capsaicin "
    "patch none is stated.",
    source="finnerup2015",
    note="100 divided by the number needed to treat, or to harm. Gabapentin: that of immediate release. "
    "The rows were not compared with each other.",
    size=(640, 330),
    narrow=(340, 520),
)
def extra_of_100(fig, color):
    """Per class of drugs: extra people of 100 whose pain is halved, and who stop, with intervals."""
    better, stop = panels(fig, 2, sharey=True)
    for row, (_, name) in enumerate(CLASSES):
        for axes, numbers, tint in (
            (better, added(name), color.treatment),
            (stop, stopped(name), color.nociceptive),
        ):
            if numbers is None:
                say(axes, 1, row, "not stated", color.muted)
                continue
            middle, low, high = numbers
            interval(axes, low, middle, high, row, tint)
            say(axes, high, row, f"{middle:.0f}", xytext=(8, 0))
    for axes, head in ((better, "pain halved: extra of 100"), (stop, "stopped: extra of 100")):
        axes.axvline(0, color=color.ink, linewidth=1)
        axes.set(xlim=(-1, 40), ylim=(len(CLASSES) - 0.4, -0.7), yticks=range(len(CLASSES)), xticks=(0, 10, 20, 30, 40))
        axes.set_yticklabels([name.replace(" (", "\n(") for name, _ in CLASSES])
        axes.set_title(head, fontsize=13, loc="left")


@figure_of(
    "busy-channels",
    title="A drug that holds to busy channels takes most from the fastest firing",
    alt="Left: share of sodium channels that hold a blocker against the firing rate of the nerve, 0 to 60 hertz, for "
    "5, 10 and 20 micromolar in our pathway model. Each curve rises and flattens; at 10 micromolar from 0.12 at "
    "3 hertz to 0.25 at 20 hertz. Right: of 30 spikes sent along the model C fiber with 100 micromolar lidocaine, "
    "30 pass at 1 a second, 20 at 10 and 9 at 50.",
    source=["bean1983", "our models of the pathway and of a C fiber"],
    note="Lidocaine's constants are those of rabbit heart. Concentrations belong to the models. They are no doses.",
    size=(640, 300),
    narrow=(340, 520),
)
def busy_channels(fig, color):
    """Share of channels that a drug blocks against firing (Hz), and how many of 30 spikes pass."""
    curve, bars = panels(fig, 2)
    rates = np.linspace(0.01, 60, 40)
    for concentration in CONCENTRATIONS:
        shares = [blocked(rate, concentration) for rate in rates]
        curve.plot(rates, shares, color=color.treatment, linewidth=2 if concentration == 10 else 1.25)
        say(curve, 60, shares[-1], f"{concentration} µM", color.treatment, ha="right", va="bottom", xytext=(0, 3))
    curve.plot([3, 20], [blocked(3, 10), blocked(20, 10)], "o", color=color.treatment)
    curve.set(xlim=(0, 60), ylim=(0, 0.6), xlabel="firing of the nerve (Hz)", ylabel="share of channels blocked")
    names = [f"{rate} a second" for rate in PASSED]
    bars.barh(range(3), [30] * 3, 0.5, color=color.muted, alpha=0.25)
    bars.barh(range(3), PASSED.values(), 0.5, color=color.nociceptive)
    for row, count in enumerate(PASSED.values()):
        say(bars, count, row, str(count), xytext=(6, 0))
    bars.set(yticks=range(3), ylim=(2.6, -0.6), xlim=(0, 34), xlabel="of 30 spikes, those that pass")
    bars.set_yticklabels(names)


@figure_of(
    "phenotype",
    title="Where small fibers were irritable, more people were helped; how many more is uncertain",
    alt="Extra people of 100 with pain halved on oxcarbazepine compared with placebo. Irritable nociceptors: 26, 95 "
    "percent interval 8 to 43. Not irritable: 8, from about 3 fewer to 19 more.",
    source="demant2014",
    note="83 people; 100 by the number needed to treat. The end below zero is our reckoning: the paper prints ∞.",
    size=(640, 170),
    narrow=(340, 190),
)
def phenotype(fig, color):
    """Extra people of 100 with pain halved, by sensory phenotype, with intervals, in one trial."""
    axes = fig.subplots()
    axes.axvline(0, color=color.ink, linewidth=1)
    for row, (name, treatment) in enumerate(PHENOTYPES):
        middle, low, high = comparison(treatment=treatment, source="demant2014").extra
        interval(axes, low, middle, high, row, color.treatment)
        say(axes, high, row, f"{name}: {middle:.0f}", xytext=(8, 0))
    axes.set(xlim=(-7, 75), ylim=(1.6, -0.6), yticks=[], xticks=(0, 20, 40), xlabel="extra people of 100, pain halved")
    axes.spines.left.set_visible(False)
