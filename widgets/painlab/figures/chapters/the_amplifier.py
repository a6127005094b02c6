"""Drawings of the chapter on the amplifier, from its recorded tables (`tools/amplifier.py`)."""

import csv

from ...evidence import comparison
from ...model import model
from ...shared.estimate import wilson
from ...sources import BOOK
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

DATA = BOOK / "data"
OURS = ["crodellemaia2021", "lesions, treatments and strengths are ours"]
# What is painful in a lesion, by the read-out that shows it
LESIONS = {
    "healthy": "resting",
    "inflammation": "resting",
    "nerve injury, moderate": "resting",
    "nerve injury, severe": "resting",
    "plateau generator": "resting",
    "central pain: generator in the cord or brain": "resting",
    "central pain, kept going by input": "resting",
    "disinhibition": "brush",
    "potentiated C-fiber synapses (LTP)": "mild",
    "descending facilitation": "mild",
}
SHORT = {
    "central pain: generator in the cord or brain": "central: a generator",
    "central pain, kept going by input": "central: kept going by input",
    "potentiated C-fiber synapses (LTP)": "potentiated synapses (LTP)",
    "disinhibition": "disinhibition: brush",
    "descending facilitation": "facilitation: mild pinch",
    "systemic sodium-channel blocker": "sodium-channel blocker",
    "stimulation at the cord": "cord stimulation",
}
TREATMENTS = (
    "none",
    "skin block",
    "nerve block",
    "root block",
    "systemic sodium-channel blocker",
    "gabapentinoid",
    "SNRI",
    "opioid",
    "NMDA blocker",
    "stimulation at the cord",
)
TRIALS = {"gabapentinoid": "Pregabalin", "SNRI": "SNRIs", "opioid": "Strong opioids"}  # rows of @finnerup2015


def table(name):
    """Rows of a recorded table as dictionaries."""
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@figure_of(
    "matrix",
    title="One circuit under nine treatments: each cell is loud or quiet, with little between",
    alt="A table of ten circuits and ten columns: no treatment and nine treatments. A full dot means an output of"
    " 50 or more of 100, a ring less than 50; a dot in the ring means that it stays quiet when the treatment "
    "has gone. Skin, nerve and root block quiet inflammation; of a moderate and a severe nerve injury born in"
    " the ganglion only the root block and the sodium-channel blocker quiet both. Gabapentinoid, SNRI, opioid"
    " and NMDA blocker quiet the moderate injury and not the severe one. No treatment quiets the central "
    "generator. Any block quiets the central pain that input keeps going, and the brush in disinhibition. "
    "Potentiated synapses and facilitation give way to most.",
    source=OURS,
    note="Full dot: output of 50 or more. Ring: below 50. Dot in the ring: still below 50 when the treatment has "
    "gone. Output at rest, but for the last three rows.",
    size=(680, 470),
    narrow=(340, 560),
)
def matrix(fig, color):
    """Lesions against treatments: whether the output stays high, falls, or stays low when the treatment has gone."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    examined = {(row["lesion"], row["treatment"]): row for row in reversed(table("examinations.csv"))}
    for y, (lesion, read) in enumerate(LESIONS.items()):
        words = SHORT.get(lesion, lesion)
        say(axes, -0.6, y, words.replace(": ", ":\n") if narrow else words, ha="right", fontsize=12)
        for x, treatment in enumerate(TREATMENTS):
            output = float(examined[lesion, treatment][read])
            tint = color.ink if treatment == "none" else color.treatment
            if output >= 50:
                axes.plot([x], [y], "o", color=color.projection, markersize=11)
            else:
                axes.plot([x], [y], "o", color=color.paper, markeredgecolor=tint, markeredgewidth=1.5, markersize=10)
                painful = float(examined[lesion, "none"][read]) >= 50
                if painful and read == "resting" and float(examined[lesion, treatment]["washout"]) < 50:
                    axes.plot([x], [y], "o", color=tint, markersize=4)
    for x, treatment in enumerate(TREATMENTS):
        words = "no treatment" if treatment == "none" else SHORT.get(treatment, treatment)
        say(
            axes,
            x,
            -0.7,
            words,
            rotation=90,
            ha="center",
            va="bottom",
            fontsize=12,
        )
    axes.set(xlim=(-0.6, len(TREATMENTS) - 0.4), ylim=(len(LESIONS) - 0.5, -0.6), xticks=[], yticks=[])
    for y in range(len(LESIONS) - 1):
        axes.axhline(y + 0.5, color=color.rule, linewidth=1)
    for spine in axes.spines.values():
        spine.set_visible(False)


@figure_of(
    "two-models",
    title="The same drug in two models: a slope, or an edge",
    alt="Left: output in percent of the untreated output against the strength of a gabapentinoid, which has no "
    "clinical unit. In the graded model it falls in a straight line from 100 to 88 percent. In the switching "
    "model with a moderate nerve injury it stays near 100 percent up to 0.175 and is 3 percent from 0.2 on; "
    "with a severe injury it stays near 100 up to 0.475 and then falls to 6. Right: untreated, with the drug,"
    " and when the drug is gone. Graded: 100, 91, 100 percent. Moderate injury: 100, 2, 4 percent. Severe "
    "injury: 100, 100, 100.",
    source=["crodellemaia2021", "both models' treatments are ours"],
    note="The strength is no dose. Graded: the model of the chapter on drugs, 6.8 of 10 untreated.",
    size=(680, 330),
    narrow=(340, 560),
)
def two_models(fig, color):
    """Output (% of untreated) against strength of a gabapentinoid, and through a treatment, in two models."""
    slope, steps = panels(fig, 2)
    strengths = [0.025 * step for step in range(21)]
    graded = [
        100 * float(drug["pain"][0] / drug["untreated"][0])
        for drug in (model("drug_pathway").run(g=strength) for strength in strengths)
    ]
    rows = [row for row in table("examinations.csv") if row["treatment"] == "gabapentinoid"]
    looks = {"nerve injury, moderate": (color.projection, "solid"), "nerve injury, severe": (color.ink, (0, (4, 2)))}
    slope.plot(strengths, graded, color=color.treatment, linewidth=2.5)
    say(slope, 0.02, 82, "graded", color.treatment, va="top")
    drug = graded[16]
    steps.plot([0, 1, 2], [100, drug, 100], marker="o", color=color.treatment)
    say(steps, 1, drug - 4, "graded", color.treatment, ha="center", va="top")
    for lesion, (tint, style) in looks.items():
        here = [row for row in rows if row["lesion"] == lesion]
        full = float(here[-21]["resting"])
        swept = [100 * float(row["resting"]) / full for row in here[-21:]]
        slope.plot(strengths, swept, color=tint, linestyle=style)
        given = here[0]
        course = [100, 100 * float(given["resting"]) / full, 100 * float(given["washout"]) / full]
        steps.plot([0, 1, 2], course, marker="o", color=tint, linestyle=style)
    say(slope, 0.19, 40, "switching,\nmoderate\ninjury", color.projection, xytext=(8, 0))
    say(slope, 0.47, 40, "switching,\nsevere\ninjury", ha="right", xytext=(-4, 0))
    say(steps, 1, 103, "switching, severe", ha="center", va="bottom")
    say(steps, 2, 10, "switching, moderate", color.projection, ha="right", va="bottom")
    slope.set(xlim=(0, 0.5), ylim=(0, 112), xlabel="strength of the gabapentinoid", ylabel="output (% of untreated)")
    steps.set(xlim=(-0.2, 2.2), ylim=(0, 112), ylabel="output (% of untreated)")
    steps.set_xticks([0, 1, 2], ["untreated", "with it", "gone"])


@figure_of(
    "crowd",
    title="In a crowd the switch becomes a share; where the share fits the trials, that is luck",
    alt="Three drugs, two rows each, in percent. Gabapentinoid: 20 of 97 circuits, 21 percent with an interval "
    "from 14 to 30; trials: 13 extra responders of 100, 11 to 15. SNRI: 15 of 97, 15 percent, 10 to 24; "
    "trials: 16, 12 to 19. Opioid: 40 of 97, 41 percent, 32 to 51; trials: 23, 17 to 29. Three other draws "
    "lie between 14 and 23, 10 and 18, and 30 and 37 percent.",
    source=["crodellemaia2021", "finnerup2015", "the spread of the circuits is ours"],
    note="Nerve injury, ectopic discharge of 10 to 30 Hz, four thresholds ±10%. Bars: 95% intervals. Small marks: "
    "three other draws of a hundred. Trials: extra responders of 100 over placebo (pregabalin, SNRIs, strong "
    "opioids).",
    size=(640, 330),
    narrow=(340, 430),
)
def crowd(fig, color):
    """Circuits relieved (of 100), by drug and seed, beside the extra responders of trials, with intervals."""
    axes = fig.subplots()
    rows = [row for row in table("population.csv") if row["lesion"] == "nerve injury"]
    names = {"gabapentinoid": "gabapentinoid", "SNRI": "SNRI", "opioid": "opioid"}
    for place, name in enumerate(names):
        y = 3 * place
        mine = [row for row in rows if row["treatment"] == name]
        relieved, of = int(mine[0]["relieved"]), int(mine[0]["painful"])
        low, high = (100 * end for end in wilson(relieved, of))
        interval(axes, low, 100 * relieved / of, high, y, color.projection)
        for row in mine[1:]:
            axes.plot(
                [100 * int(row["relieved"]) / int(row["painful"])], [y], "|", color=color.projection, markersize=16
            )
        say(axes, 0, y - 0.55, f"{name}: {relieved} of {of} circuits", color.projection, va="bottom", xytext=(4, -8))
        middle, least, most = comparison(treatment=TRIALS[name], source="finnerup2015", measure="NNT").extra
        interval(axes, least, middle, most, y + 0.9, color.treatment)
        say(axes, most, y + 0.9, f"trials: {middle:.0f} extra of 100", color.treatment, xytext=(8, 0))
    axes.set(xlim=(0, 60), ylim=(7.6, -1.3), yticks=[], xlabel="circuits relieved, or people responding, of 100")
    axes.spines.left.set_visible(False)
