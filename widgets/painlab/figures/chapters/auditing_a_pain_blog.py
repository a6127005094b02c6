"""The drawing of the chapter that audits the post: its claims, by verdict."""

from ...evidence.claims import by_verdict, claims
from ..figure import figure_of
from ..style import is_narrow, say

VERDICTS = by_verdict()
CORE = tuple(claim["number"] for claim in claims() if claim["core"])


def listed(numbers):
    """Numbers as one text, commas between them."""
    return ", ".join(map(str, numbers))


def of_the_core():
    """{verdict: numbers of its claims that are core claims}."""
    return {verdict: [each for each in numbers if each in CORE] for verdict, numbers in VERDICTS.items()}


@figure_of(
    "verdicts",
    title="The largest group holds something real that is stretched, or only half told",
    alt=f"The {sum(map(len, VERDICTS.values()))} claims as numbered squares, one row for each verdict. "
    + ". ".join(
        f"{verdict} {len(numbers)}: claims {listed(numbers)}" for verdict, numbers in VERDICTS.items()
    ).capitalize()
    + ". The last two rows stand apart. Filled are the eight of the exercise: "
    + "; ".join(f"{verdict} {listed(core)}" for verdict, core in of_the_core().items() if core)
    + ".",
    source="our verdicts, with their sources on the page of all claims",
    note="Filled: the eight of the exercise. The first three rows form a scale; the two below the line do not.",
    size=(640, 300),
    narrow=(340, 480),
)
def verdicts(fig, color):
    """A numbered square for each claim, in groups by verdict; those of the core are filled."""
    axes = fig.subplots()
    axes.axis("off")
    across = 7 if is_narrow(fig) else 13
    y = 0.0
    for verdict, numbers in VERDICTS.items():
        if verdict == "unsupported":
            axes.plot([0, across], [y + 0.15, y + 0.15], color=color.muted, linewidth=1)
            y += 0.45
        say(axes, 0, y + 0.3, f"{verdict}: {len(numbers)}")
        y += 0.7
        for place, claim in enumerate(numbers):
            x, top = place % across, y + place // across
            core = claim in CORE
            tint = color.treatment if core else color.muted
            corners = [x + 0.08, x + 0.92, x + 0.92, x + 0.08], [top + 0.06, top + 0.06, top + 0.9, top + 0.9]
            axes.fill(
                *corners, facecolor=tint if core else "none", edgecolor=tint, alpha=0.35 if core else 1, linewidth=1
            )
            say(axes, x + 0.5, top + 0.48, str(claim), ha="center", fontsize=12)
        y += (len(numbers) - 1) // across + 1.15
    axes.set(xlim=(-0.1, across + 0.1), ylim=(y, -0.1))
