"""Figures of the chapter 'What is pain?': what is seen and what is felt, and the three axes."""

from ..figure import figure_of
from ..style import is_narrow, say

AGES = (20, 30, 40, 50, 80)
WORN = (37, 52, 68, 80, 96)  # % of people without back pain
BULGING = (30, 40, 50, 60, 84)

OVERLAP = (
    ("diabetes, no sign of nerve damage", 26, "painful symptoms"),
    ("HIV, signs of nerve damage", 38, "neuropathic pain"),
    ("diabetes, severe nerve damage", 60, "painful symptoms"),
)

COLUMNS = (
    ("from what?", ("nociceptive", "neuropathic", "nociplastic")),
    ("since when?", ("acute", "chronic secondary", "chronic primary")),
    ("which mechanism?", ("endings in the skin", "ectopic impulses", "cord answers more", "not known")),
)
PEOPLE = (  # label, column of the cause, column of time, {column of mechanism: seen or only inferred}
    ("sprained ankle, day 2", 0, 0, {0: False}),
    ("scald, day 2: a sleeve hurts beside it", 0, 0, {0: False, 2: False}),
    ("worn hip, five years", 0, 1, {3: True}),
    ("cut wrist, day 5: tapping the scar jolts", 1, 0, {1: True}),
    ("shingles four months ago: a blouse hurts", 1, 1, {2: False}),
    ("widespread pain, six years", 2, 2, {2: False}),
)


@figure_of(
    "scans",
    title="Worn disks are common in people without back pain, and more so with age",
    alt="Share of people without back pain whose scans show worn disks, by age: 37% at 20 years, 52% at 30, 68% at "
    "40, 80% at 50 and 96% at 80. Bulging disks: 30%, 40%, 50%, 60% and 84%.",
    source=["brinjikji2015asymptomatic"],
    note="Estimates from 33 studies with 3,110 people; drawn are the five ages whose values we could confirm.",
    size=(640, 330),
    narrow=(340, 320),
)
def scans(fig, color):
    """People without back pain who have worn or bulging disks (%), by age (years)."""
    axes = fig.subplots()
    for shares, name, tint, marker, below in (
        (WORN, "worn disks", color.ink, "o", 14),
        (BULGING, "bulging disks", color.muted, "s", -16),
    ):
        axes.plot(AGES, shares, marker=marker, color=tint, markersize=7, linestyle="-" if marker == "o" else "--")
        say(
            axes, 50, shares[3], name, tint, ha="right" if below > 0 else "left", xytext=(-8 if below > 0 else 8, below)
        )
        for age, share in zip(AGES, shares, strict=True):
            if age in (20, 80):
                side = (
                    {"xytext": (6, below), "ha": "right" if below > 0 else "left"} if age == 20 else {"xytext": (8, 0)}
                )
                say(axes, age, share, f"{share}%", tint, **side)
    axes.set(xlim=(12, 89), ylim=(0, 103), xlabel="age (years)", ylabel="people without back pain who have them (%)")
    axes.set_xticks(AGES)


@figure_of(
    "overlap",
    title="Damage and pain overlap, and neither contains the other",
    alt="Three groups of 100 people as dots; filled dots have pain. Of 100 people with diabetes and no sign of nerve "
    "damage 26 have painful symptoms; of 100 with HIV and signs of nerve damage 38 have neuropathic pain; of 100 with "
    "diabetes and severe nerve damage 60 have painful symptoms.",
    source=["abbott2011pdn", "ellis2010charter"],
    note="Two studies that asked differently; each group is drawn as 100 people.",
    size=(640, 260),
    narrow=(340, 620),
)
def overlap(fig, color):
    """Three groups of 100 people, with and without nerve damage, and how many of each have pain."""
    narrow = is_narrow(fig)
    shape = (3, 1) if narrow else (1, 3)
    for axes, (label, share, name) in zip(fig.subplots(*shape).ravel(), OVERLAP, strict=True):
        axes.axis("off")
        axes.set(xlim=(-0.7, 9.7 + (7 if narrow else 0)), ylim=(10.0, -3.4 if not narrow else -2.2), aspect="equal")
        spots = [(person % 10, person // 10) for person in range(100)]
        for filled in (True, False):
            here = [spot for person, spot in enumerate(spots) if (person < share) == filled]
            axes.plot(
                [x for x, _ in here],
                [y for _, y in here],
                "o",
                markersize=10,
                markerfacecolor=color.projection if filled else "none",
                markeredgecolor=color.projection if filled else color.muted,
                markeredgewidth=1,
            )
        words = label if narrow else label.replace(", ", ",\n")
        say(axes, -0.5, -1.1, words, va="bottom", fontsize=13)
        if narrow:
            say(axes, 10.3, 2.5, f"{share} have\n{name.replace(' ', chr(10))}", color.projection, va="center")
        else:
            say(axes, -0.5, 9.9, f"{share} have {name}", color.projection, va="top", xytext=(0, -6))


@figure_of(
    "axes",
    title="Six people, three questions: one answer does not give away the next",
    alt="A table of dots. Sprained ankle, day 2: nociceptive, acute, endings in the skin (inferred). Scald, day 2, "
    "with pain from a sleeve beside it: nociceptive, acute, endings in the skin and cord answers more (inferred). Worn "
    "hip for five years: nociceptive, chronic secondary, mechanism not known. Cut wrist, day 5, where tapping the "
    "scar jolts: neuropathic, acute, ectopic impulses. Shingles four months ago, a blouse hurts: neuropathic, chronic "
    "secondary, cord answers more (inferred). Widespread pain for six years: nociplastic, chronic primary, cord "
    "answers more (inferred).",
    source=["treede2019icd11", "kosek2021criteria", "iasp_terminology", "our six invented people, on axes of ours"],
    note="Filled: a definition or a sign supports it. Hollow: inferred only.",
    size=(680, 400),
    narrow=(340, 560),
)
def axes(fig, color):
    """Six invented people on the three axes of pain: filled where a definition or a sign supports it."""
    narrow = is_narrow(fig)
    plot = fig.subplots()
    plot.axis("off")
    at, starts = [], []
    x = 0.0
    for _, names in COLUMNS:
        starts.append(x)
        at.append([x + place for place in range(len(names))])
        x += len(names) + 0.6
    step = 1.75 if narrow else 1.0
    left = -0.5 if narrow else -8.2
    plot.set(xlim=(left, x - 0.9), ylim=(len(PEOPLE) * step - 0.3, -5.4 if narrow else -4.3))
    for places, (question, names) in zip(at, COLUMNS, strict=True):
        for place, name in zip(places, names, strict=True):
            plot.annotate(
                name,
                (place, -0.8),
                rotation=90,
                ha="center",
                va="bottom",
                fontsize=12,
                color=color.ink,
                annotation_clip=False,
            )
        say(plot, places[0] - 0.4, -5.1 if narrow else -4.0, question, color.muted, fontsize=12 if narrow else 13)
    for row, (label, cause, time, mechanisms) in enumerate(PEOPLE):
        y = row * step
        if narrow:
            say(plot, -0.4, y - 0.05, label, fontsize=12)
            y += 0.75
        else:
            say(plot, left, y, label, fontsize=12)
        for place in sum(at, []):
            plot.plot(place, y, "o", color=color.rule, markersize=5)
        filled = [at[0][cause], at[1][time], *(at[2][column] for column, shown in mechanisms.items() if shown)]
        hollow = [at[2][column] for column, shown in mechanisms.items() if not shown]
        for spots, inside in ((filled, color.ink), (hollow, color.paper)):
            plot.plot(
                spots,
                [y] * len(spots),
                "o",
                markersize=12,
                markeredgewidth=2,
                markeredgecolor=color.ink,
                markerfacecolor=inside,
            )
