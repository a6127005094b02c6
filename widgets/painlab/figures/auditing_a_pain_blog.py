"""The drawing of the chapter that audits the post: 35 claims, by verdict."""

from ..figure import figure_of
from ..style import is_narrow, say

# verdict: numbers of the claims, as on the page `reference/claims`
VERDICTS = {
    "supported": (1, 2, 4, 23, 29, 30),
    "oversimplified": (3, 6, 7, 8, 11, 12, 13, 16, 24, 25, 26, 31, 32),
    "wrong": (5, 10, 14, 15, 17, 19),
    "unsupported": (9, 18, 20, 21, 27, 28, 33),
    "omission, argument": (22, 34, 35),
}
CORE = (5, 7, 9, 10, 15, 19, 24, 35)


@figure_of(
    "verdicts",
    title="Most claims hold something real, stretched, or stand without support",
    alt="The 35 claims as numbered squares in five rows. Supported 6: claims 1, 2, 4, 23, 29, 30. Oversimplified 13: "
    "3, 6, 7, 8, 11, 12, 13, 16, 24, 25, 26, 31, 32. Wrong 6: 5, 10, 14, 15, 17, 19. Apart from these, unsupported 7: "
    "9, 18, 20, 21, 27, 28, 33; omission or argument 3: 22, 34, 35. The eight core claims are filled: 5, 10, 15 and 19 "
    "are wrong, 7 and 24 oversimplified, 9 unsupported, 35 an omission.",
    source="our verdicts, with their sources on the page of the 35 claims",
    note="Filled: the eight of the exercise. The first three rows form a scale; the two below the line do not.",
    size=(640, 300),
    narrow=(340, 480),
)
def verdicts(fig, color):
    axes = fig.subplots()
    axes.axis("off")
    across = 7 if is_narrow(fig) else 13
    y = 0.0
    for verdict, claims in VERDICTS.items():
        if verdict == "unsupported":
            axes.plot([0, across], [y + 0.15, y + 0.15], color=color.muted, linewidth=1)
            y += 0.45
        say(axes, 0, y + 0.3, f"{verdict}: {len(claims)}")
        y += 0.7
        for place, claim in enumerate(claims):
            x, top = place % across, y + place // across
            core = claim in CORE
            tint = color.treatment if core else color.muted
            corners = [x + 0.08, x + 0.92, x + 0.92, x + 0.08], [top + 0.06, top + 0.06, top + 0.9, top + 0.9]
            axes.fill(
                *corners, facecolor=tint if core else "none", edgecolor=tint, alpha=0.35 if core else 1, linewidth=1
            )
            say(axes, x + 0.5, top + 0.48, str(claim), ha="center", fontsize=12)
        y += (len(claims) - 1) // across + 1.15
    axes.set(xlim=(-0.1, across + 0.1), ylim=(y, -0.1))
