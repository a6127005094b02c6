"""Figures of the chapter 'No pain center'."""

import numpy as np

from ...model import model
from ..figure import figure_of
from ..style import GROUND, arrow, box, is_narrow, say


@figure_of(
    "routes",
    title="Two routes lead up from the cord, and they end in many places",
    alt="The output of the dorsal horn climbs in the anterolateral tract and splits. One route goes by the thalamus "
    "to four parts of the cortex: S1, S2, insula and cingulate. The other goes by the parabrachial nucleus in the "
    "brainstem to the amygdala and the hypothalamus. No box stands above the others.",
    source=["toddwang2018pathways", "our drawing, not to scale"],
    note="Solid: by the thalamus. Dashed: by the brainstem. The many connections between the boxes are left out.",
    size=(640, 400),
    narrow=(340, 430),
)
def routes(fig, color):
    """Two routes from the dorsal horn to areas of the brain: by the thalamus, and by the parabrachial nucleus."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    axes.set(xlim=(0, 10), ylim=(-0.35, 8.2))
    size = 11 if narrow else 13
    names = ["S1", "S2", "insula", "cingulate"]
    places = [0.95, 2.75, 4.55, 6.35]
    for x, name in zip(places, names, strict=True):
        box(axes, x, 7.3, 1.66, 0.95, name, color.projection, size)
        arrow(axes, (3.65, 5.45), (x, 6.78), color.projection)
    deep = ["amygdala", "hypo-\nthalamus"]
    for y, name in zip([6.6, 4.9], deep, strict=True):
        box(axes, 8.85, y, 2.1, 1.15, name, color.projection, size)
    box(axes, 3.65, 4.95, 2.3, 0.95, "thalamus", color.projection, size)
    box(axes, 7.0 if not narrow else 6.7, 3.0, 2.6, 0.95, "parabrachial", color.projection, size)
    arrow(axes, (7.5, 3.5), (8.6, 4.3), color.projection, dashed=True)
    arrow(axes, (7.0, 3.5), (7.95, 5.98), color.projection, dashed=True)
    arrow(axes, (4.9, 1.03), (3.75, 4.43), color.projection)
    arrow(axes, (5.4, 1.03), (6.5, 2.48), color.projection, dashed=True)
    box(axes, 5.1, 0.55, 2.6, 0.95, "dorsal horn", color.projection, size)
    say(axes, 4.1, 2.4, "anterolateral\ntract", color.muted, ha="right", fontsize=12)
    arrow(axes, (1.9 if narrow else 2.4, 0.55), (3.78, 0.55), color.nociceptive)
    say(axes, 0, 0.55, "thin\nfibers" if narrow else "thin fibers", color.nociceptive, fontsize=12 if narrow else 13)


@figure_of(
    "insula",
    title="Even in the most likely place, stimulating the brain mostly does not hurt",
    alt="One hundred and forty-two marks for patients whose insula was stimulated electrically through electrodes "
    "placed before surgery for epilepsy. Thirty-eight are filled: at least one stimulation was painful. The other "
    "104 are empty: none was. Of all 472 stimulations 49 were painful.",
    source=["mazzola2009"],
    note="Each mark is one person. 49 of 472 stimulations were painful (10%).",
    size=(640, 250),
    narrow=(340, 390),
)
def insula(fig, color):
    """142 people whose insula was stimulated, one mark each: filled where a stimulation hurt."""
    axes = fig.subplots()
    axes.axis("off")
    columns = 16 if is_narrow(fig) else 24
    who = np.arange(142)
    x, y = who % columns, who // columns
    felt = who < 38
    axes.plot(x[felt], y[felt], "o", color=color.projection, markersize=11)
    axes.plot(x[~felt], y[~felt], "o", color=color.muted, markerfacecolor="none", markersize=10, markeredgewidth=1.2)
    rows = y.max()
    axes.set(xlim=(-0.7, columns - 0.3), ylim=(rows + (3.6 if is_narrow(fig) else 2.6), -0.7))
    words = ["38 people: at least one stimulation hurt", "104 people: none of theirs did"]
    for row, text in enumerate(words):
        axes.plot(
            0,
            rows + 1.3 + (1.1 if is_narrow(fig) else 0.95) * row,
            "o",
            color=[color.projection, color.muted][row],
            markerfacecolor=[color.projection, "none"][row],
            markersize=10,
        )
        say(axes, 0.7, rows + 1.3 + (1.1 if is_narrow(fig) else 0.95) * row, text, color.ink)


SIGNS = [  # name, share of positive scans with pain, and without; line
    ("a pattern,\nagainst warmth", 0.93, 0.07, "-"),
    ("the same pattern,\nagainst social pain", 0.85, 0.27, "--"),
    ("one region, against\nwhat is merely striking", 0.9, 0.6, ":"),
]


def chances(base, with_pain, without):
    """Chance of pain after a positive scan, for shares of people in pain."""
    signs = {"lit_if_pain": with_pain, "lit_if_other": without}
    return np.array([float(model("reverse_inference").run(base=one, **signs)["P_lit"][0]) for one in base])


@figure_of(
    "base-rate",
    title="What a positive scan means falls with the share of people who are in pain",
    alt="Chance that a person whose scan is positive is in pain, against the share of people in pain in that setting. "
    "Three curves. A pattern against warmth: 0.93 where half are in pain, 0.60 where one in ten is. The same pattern "
    "against social pain: 0.76 and 0.26. One region with the round numbers of the lab: 0.60 and 0.14.",
    source=["wager2013nps", "chances computed by us with Bayes' rule", "third curve: round numbers of ours"],
    note="Sensitivity and specificity 93 and 93%, 85 and 73%, 90 and 40%.",
    size=(640, 360),
    narrow=(340, 400),
)
def base_rate(fig, color):
    """Chance of pain after a positive scan against the share of people in pain, for three accuracies."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    base = np.linspace(0.01, 0.6, 60)
    for name, with_pain, without, style in SIGNS:
        axes.plot(base, chances(base, with_pain, without), color=color.projection, linestyle=style, linewidth=2.5)
        for at in (0.1, 0.5):
            (value,) = chances([at], with_pain, without)
            axes.plot(at, value, "o", color=color.projection)
            side = {"ha": "right", "xytext": (-7, 8)} if narrow and value > 0.7 else {"xytext": (6, -11)}
            say(axes, at, value, f"{value:.2f}", color.ink, fontsize=12, bbox=GROUND, **side)
        end = chances([0.6], with_pain, without)[0]
        words = name.replace("against ", "against\n").replace(",\n", ", ") if narrow else name
        say(axes, 0.615, end - 0.03, words, color.projection, fontsize=11 if narrow else 12)
    axes.set(
        xlabel="share of people in pain in this setting",
        ylabel="chance of pain if the scan is positive",
        xlim=(0, 1.12 if narrow else 0.88),
        ylim=(0, 1.04),
        xticks=[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] if not narrow else [0.1, 0.3, 0.5],
    )
