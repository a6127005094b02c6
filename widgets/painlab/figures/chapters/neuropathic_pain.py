"""Figures of the chapter 'Neuropathic pain': nine diagnoses, fourteen published shares, and a course."""

from matplotlib.patches import Circle, Rectangle

from ...models.conditions_explorer import model
from ..figure import figure_of
from ..style import interval, is_narrow, say

ROWS = (  # choice of the model, label, what was counted
    ("anyone", "anyone in France", "features alone"),
    ("stroke", "after a stroke", "pain"),
    ("cancer", "cancer and pain: neuropathic only", "pain"),
    ("diabetes", "diabetes: symptoms and signs", "pain"),
    ("shingles", "shingles at 50 or older", "pain"),
    ("MS", "multiple sclerosis: limb pain", "pain"),
    ("diabetes_felt", "diabetes", "symptoms alone"),
    ("HIV", "HIV with signs of nerve damage", "pain"),
    ("cancer_mixed", "cancer and pain: mixed included", "pain"),
    ("cord", "spinal cord injury", "pain"),
    ("amputation", "amputation: phantom limb", "pain"),
    ("MS_any", "multiple sclerosis", "any pain"),
    ("chemo_late", "chemotherapy, six months on", "neuropathy"),
    ("chemo_first", "chemotherapy, first month", "neuropathy"),
)
COURSE = (
    ("first month", 68.1, 57.7, 78.4),
    ("three months", 60.0, 36.4, 81.6),
    ("six months or more", 30.0, 6.4, 53.5),
)


def shares():
    """{choice: (estimate, low end, high end)} in %, as the model of the lab has them."""
    by_choice = {}
    for choice in model.choices["condition"]:
        run = model.run(condition=choice)
        by_choice[choice] = tuple(float(run[name][0]) for name in ("share", "low", "high"))
    return by_choice


@figure_of(
    "places",
    title="Nine diagnoses, and the place of each on the way from skin to brain",
    alt="A line from the skin to the brain, with the nine diagnoses of neuropathic pain in the international list. "
    "Peripheral: painful polyneuropathy at the ends of the longest fibers; peripheral nerve injury; trigeminal "
    "neuralgia, in the face, with a way of its own into the brainstem; postherpetic neuralgia at the ganglion; painful "
    "radiculopathy at the root. Central: spinal cord injury; multiple sclerosis, in cord or brain; stroke and brain "
    "injury in the brain.",
    source=["scholz2019icd11", "our drawing, not to scale"],
    note="The dashed line parts peripheral from central. The trigeminal nerve has a way of its own.",
    size=(640, 300),
    narrow=(340, 400),
)
def places(fig, color):
    """Nine diagnoses at the place of their lesion, from fiber ends to brain."""
    axes = fig.subplots()
    axes.axis("off")
    marks = (
        ("painful polyneuropathy", "nociceptive"),
        ("nerve injury", "nociceptive"),
        ("postherpetic neuralgia", "nociceptive"),
        ("painful radiculopathy", "nociceptive"),
        ("trigeminal neuralgia", "nociceptive"),
        ("spinal cord injury", "projection"),
        ("multiple sclerosis", "projection"),
        ("stroke", "projection"),
        ("brain injury", "projection"),
    )
    names = ("fiber ends", "nerve", "ganglion", "root", "face", "cord", "cord, brain", "brain", "brain")
    if is_narrow(fig):
        axes.set(xlim=(0, 10), ylim=(8.5, -0.6))
        axes.plot([2.9, 2.9], [0, 4], color=color.nociceptive)
        axes.plot([2.9, 2.9], [5, 8], color=color.projection)
        axes.plot([0, 10], [4.5, 4.5], color=color.muted, linestyle="--", linewidth=1)
        for row, ((label, role), place) in enumerate(zip(marks, names, strict=True)):
            axes.plot(2.9, row, "o", color=getattr(color, role), markersize=9, zorder=3)
            say(axes, 2.6, row, place, color.muted, ha="right", fontsize=12)
            say(axes, 3.4, row, label, getattr(color, role), fontsize=13)
        return
    axes.set(xlim=(-0.2, 10.2), ylim=(-3.2, 3.4))
    axes.add_patch(Rectangle((6.15, -0.75), 1.3, 1.5, facecolor=color.panel, edgecolor=color.rule))
    axes.add_patch(Circle((9.2, 0), 0.95, facecolor=color.panel, edgecolor=color.rule))
    axes.plot([0, 6.6], [0, 0], color=color.nociceptive)
    axes.plot([6.6, 9.2], [0, 0], color=color.projection)
    axes.plot([4.1, 5.2, 8.25], [2.6, 2.6, 0.55], color=color.nociceptive, linewidth=1.5)
    axes.plot([5.85, 5.85], [-3.0, 1.9], color=color.muted, linestyle="--", linewidth=1)
    places_at = ((0.3, 0), (2.1, 0), (3.9, 0), (5.2, 0), (4.5, 2.6), (6.8, 0), (8.0, 0), (9.0, 0.25), (9.45, -0.3))
    texts = (
        (0.0, -1.0),
        (1.3, 1.0),
        (2.6, -1.0),
        (3.2, -2.0),
        (1.5, 2.6),
        (6.0, -1.45),
        (7.0, -2.5),
        (8.6, 1.7),
        (8.5, -1.6),
    )
    for (label, role), (x, y), (tx, ty) in zip(marks, places_at, texts, strict=True):
        shade = getattr(color, role)
        axes.plot(x, y, "o", color=shade, markersize=9, zorder=3)
        if ty != y:
            axes.plot([x, x], [y, ty + (0.3 if ty < y else -0.3)], color=color.rule, linewidth=1, zorder=1)
        say(axes, tx, ty, label, shade, fontsize=12)
    say(axes, 0, 0.45, "skin", color.muted, fontsize=12)
    say(axes, 3.5, 0.45, "ganglion", color.muted, fontsize=12)
    say(axes, 6.25, 0.45, "cord", color.muted, fontsize=12)
    say(axes, 0, -3.0, "peripheral", color.muted, fontsize=12)
    say(axes, 6.05, -3.0, "central", color.muted, fontsize=12)


@figure_of(
    "shares",
    title="A lesion is seldom enough: in most rows, fewer than half have the pain",
    alt="Published shares with 95% intervals, of 100 people. "
    + " ".join(
        f"{label}: {middle:.0f} ({low:.0f} to {high:.0f}){'' if kind == 'pain' else ', counting ' + kind}."
        for choice, label, kind in ROWS
        for middle, low, high in [shares()[choice]]
    ),
    source=[
        "bouhassira2008prevalence",
        "liampas2020cpsp",
        "bennett2012cancer",
        "abbott2011pdn",
        "kawai2015phn",
        "foley2013ms",
        "ellis2010charter",
        "salehian2025sci",
        "limakatso2020plp",
        "seretny2014cipn",
    ],
    note="Bars: 95% intervals; those of HIV, diabetes and shingles are ours, from the counts. Filled: neuropathic "
    "pain. Hollow: what the brackets say.",
    size=(640, 460),
    narrow=(340, 720),
)
def shares_of_conditions(fig, color):
    """Of 100 people with a condition, how many have neuropathic pain, any pain or neuropathy, with intervals."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    by_choice = shares()
    for row, (choice, label, kind) in enumerate(ROWS):
        middle, low, high = by_choice[choice]
        role = {"any pain": color.ink, "neuropathy": color.touch}.get(kind, color.projection)
        interval(axes, low, middle, high, row, role)
        if kind != "pain":
            axes.plot(middle, row, "o", color=color.paper, markersize=4, zorder=5)
            label = f"{label} ({kind})"
        if narrow:
            say(axes, 0, row - 0.42, label, fontsize=12)
        else:
            say(axes, -2, row, label, ha="right", fontsize=12)
        say(axes, high, row, f"{middle:.0f}", color.muted, xytext=(8, 0), fontsize=12)
    axes.set(xlim=(0, 100), ylim=(len(ROWS) - 0.4, -0.9), xlabel="of 100 people")
    axes.set_yticks([])
    axes.spines.left.set_visible(False)


@figure_of(
    "course",
    title="Neuropathy after chemotherapy: fewer have it later, and the number grows less sure",
    alt="Share with neuropathy, painful or not, after chemotherapy, with 95% intervals: in the first month 68.1% (57.7 "
    "to 78.4), at three months 60.0% (36.4 to 81.6), at six months or more 30.0% (6.4 to 53.5). Different people at "
    "each time.",
    source=["seretny2014cipn"],
    note="Bars: 95% intervals. The three groups are different people, so no line joins them.",
    size=(640, 220),
    narrow=(340, 250),
)
def course(fig, color):
    """Of 100 people, how many have neuropathy at three times after chemotherapy, with intervals."""
    axes = fig.subplots()
    for row, (label, middle, low, high) in enumerate(COURSE):
        interval(axes, low, middle, high, row, color.touch)
        say(axes, high, row, f"{middle:.0f}", color.muted, xytext=(8, 0), fontsize=12)
        if is_narrow(fig):
            say(axes, 0, row - 0.42, label, fontsize=12)
    axes.set(xlim=(0, 100), ylim=(2.6, -0.8), xlabel="have neuropathy, of 100 people")
    axes.set_yticks([] if is_narrow(fig) else range(3), [] if is_narrow(fig) else [row[0] for row in COURSE])
    axes.spines.left.set_visible(False)
    axes.tick_params(axis="y", length=0)
