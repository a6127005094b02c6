"""Drawings of the chapter on blocks: eight presets and five places, two studies of people, and fair comparisons."""

from matplotlib.patches import Rectangle

from ...evidence import comparison
from ...lab import load
from ..figure import figure_of
from ..style import GROUND, interval, is_narrow, panels, say

PLACES = ("none", "ending", "nerve", "root", "cord")
PRESETS = {
    "neuroma": {},
    "postherpetic neuralgia": {"a1": 3, "a2": 0.5, "a3": 0.3},
    "diabetic neuropathy": {"a1": 1.5, "a2": 1.5, "a3": 0.4},
    "phantom limb": {"a2": 0.8, "a3": 2.5},
    "radiculopathy": {"a2": 0, "a3": 3},
    "cord injury": {"a2": 0, "a3": 0.5, "a4": 3},
    "stroke, made in the brain": {"a2": 0, "a3": 0, "a5": 4},
    "stroke, kept going by input": {"a1": 1, "a2": 0.2, "a3": 0.05, "G": 4},
}
# (row, people without pain, people) after one block of a nerve
SILENT = (("nerve injury or polyneuropathy", 14, 14), ("pain after a stroke", 7, 8))
# (words, row of the evidence table)
COMPARED = (
    ("nerve block for six days, phantom pain, 4 weeks", {"source": "ilfeld2021"}),
    ("operation on a disk, leg pain, 6 weeks*", {"source": "liu2023sciatica"}),
    ("botulinum toxin in the skin, nerve pain, 24 weeks", {"source": "attal2016"}),
    ("epidural steroid, leg pain, short term", {"source": "oliveira2020", "outcome": "short term"}),
)


def output(preset, block, **state):
    """Output (0-10) of the lab `generator` for a preset by name and a block by its place in `PLACES`."""
    return load("generator").run(**PRESETS[preset] | state, block=PLACES.index(block)).readouts["pain"]


@figure_of(
    "levels",
    title="A block silences what is made beyond it, and leaves what is made between it and the brain",
    alt="Output of the model, 0 to 10, for eight presets with no block and with a block of the ending, nerve, root "
    "and cord. Neuroma 5.7, 5.7, 0, 0, 0.6. Postherpetic neuralgia 6.1, 1.2, 0, 0, 0.7. Diabetic neuropathy 5.8, 4.0, "
    "0, 0, 0.6. Phantom limb 5.7, 5.7, 4.8, 0, 0.6. Radiculopathy 5.4, 5.4, 5.4, 0, 0.6. Cord injury 5.0 until the "
    "cord is blocked, then 0.5. Stroke, made in the brain, 5.7 throughout. Stroke, kept going by input, 5.7, 0.6, 0, "
    "0, 0.6.",
    source="our model 'generator'",
    note="All sources and gains are ours. What a cord block leaves is arithmetic of a threshold.",
    size=(640, 370),
    narrow=(340, 430),
)
def levels(fig, color):
    """Output of `generator` (0–10) for eight presets, with no block and with one at each of four places."""
    axes = fig.subplots()
    for row, name in enumerate(PRESETS):
        for column, place in enumerate(PLACES):
            pain = output(name, place)
            axes.add_patch(
                Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, facecolor=color.projection, alpha=0.05 * pain)
            )
            axes.text(column, row, f"{pain:.1f}", ha="center", va="center")
    names = list(PRESETS)
    if is_narrow(fig):
        names = [name.replace(", ", ",\n").replace("c n", "c\nn").replace("by i", "by\ni") for name in names]
    axes.set(xlim=(-0.5, 4.5), ylim=(7.5, -0.5), xticks=range(5), yticks=range(8))
    axes.set_xticklabels(PLACES)
    axes.set_yticklabels(names)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


@figure_of(
    "silent",
    title="With one nerve numbed, ongoing pain was gone in 14 of 14 people, and after a stroke in 7 of 8",
    alt="Two rows of circles, one circle a person. Nerve injury or polyneuropathy: 14 circles, all filled, their "
    "ongoing pain was gone. Pain after a stroke: 8 circles, 7 filled and one ring, whose pain was more than halved.",
    source=["haroutounian2014afferent", "haroutounian2018"],
    note="Nobody was blinded, and there was no injection of salt water.",
    size=(640, 190),
    narrow=(340, 230),
)
def silent(fig, color):
    """People under one block of a nerve in two studies, one mark each: filled where the pain was gone."""
    axes = fig.subplots()
    size = 9 if is_narrow(fig) else 14
    for row, (name, gone, people) in enumerate(SILENT):
        axes.plot(range(gone), [row] * gone, "o", color=color.treatment, markersize=size)
        axes.plot(range(gone, people), [row] * (people - gone), "o", markersize=size, markerfacecolor="none",
                  markeredgecolor=color.treatment, markeredgewidth=2)  # fmt: skip
        say(axes, -0.4, row - 0.42, f"{name}: {gone} of {people}", va="center", xytext=(0, 0))
    axes.axis("off")
    axes.set(xlim=(-0.8, 13.8), ylim=(1.5, -0.8))


@figure_of(
    "compared",
    title="Local treatments, each against its own comparison: some points for some weeks",
    alt="Difference in pain on a scale of 10 points, with 95 percent intervals; left is better. Nerve block for six "
    "days in phantom pain, 4 weeks: 1.3 better, 0.4 to 2.2. Operation on a disk, leg pain up to 6 weeks, against care "
    "without an operation: 1.2 better, 0.05 to 2.4. Botulinum toxin over 24 weeks: 0.77 better, 0.59 to 0.95. Epidural "
    "steroid, leg pain, short term: 0.49 better, 0.11 to 0.88.",
    source=["ilfeld2021", "liu2023sciatica", "attal2016", "oliveira2020"],
    note="Other people, other times, other comparisons: the rows are no race. *Not blinded; certainty very low to low.",
    size=(640, 300),
    narrow=(340, 380),
)
def compared(fig, color):
    """Differences in pain against control (points of 10) with intervals, for fair comparisons."""
    axes = panels(fig, 1)[0]
    axes.axvline(0, color=color.ink, linewidth=1)
    for row, (name, wanted) in enumerate(COMPARED):
        effect = comparison(**wanted)
        share = 10 if effect.unit == "points of 100" else 1
        middle, low, high = effect.estimate / share, effect.low / share, effect.high / share
        interval(axes, low, middle, high, row, color.treatment)
        say(axes, -2.6, row - 0.42, name, bbox=GROUND)
        say(axes, max(high, 0), row, f"{middle:.1f}".replace("-", "−"), xytext=(8, 0))
    axes.set(xlim=(-2.7, 0.8), ylim=(3.5, -0.8), yticks=[], xticks=(-2, -1, 0))
    words = "points of 10 (left: less pain)"
    axes.set_xlabel(words if is_narrow(fig) else f"difference in pain, {words}")
    axes.spines.left.set_visible(False)
