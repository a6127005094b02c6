"""Figures of the chapter 'The dorsal horn and the gate'."""

import functools

import numpy as np
from matplotlib.patches import Circle, Polygon

from ...model import model
from ...run import schedule
from ..figure import figure_of
from ..style import arrow, hold, is_narrow, panels, say

CIRCUIT = ["crodelle2019", "crodellemaia2021"]


def cell(axes, x, y, label, color, radius=0.42):
    """A cell as a tinted circle with its letter, at x and y of the axes."""
    axes.add_patch(Circle((x, y), radius, facecolor=color, edgecolor=color, alpha=0.16))
    axes.add_patch(Circle((x, y), radius, fill=False, edgecolor=color, linewidth=2))
    say(axes, x, y, label, color, ha="center", fontsize=15)


@figure_of(
    "laminae",
    title="Thin fibers end in the outer layers, thick ones deeper, and most cells reach only their neighbors",
    alt="Half of the gray matter of the spinal cord with the layers I to VI of its dorsal horn. Thin "
    "fibers (Aδ and C) end in laminae I and II. A thick touch fiber (Aβ) sends one branch up to the "
    "brain and ends in III to V. Many small interneurons fill every layer; two projection neurons, in "
    "I and V, send an axon to the brain.",
    source=["todd2010dorsalhorn", "todd2022secondorder", "our drawing, not to scale"],
    size=(640, 380),
    narrow=(340, 420),
)
def laminae(fig, color):
    """Half of the gray matter with layers I to VI, the fibers that end there, and two projection neurons."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    axes.axis("off")
    axes.set(xlim=(-3.7, 6.4) if narrow else (-5.2, 8.4), ylim=(-1.35, 7.7))
    tops = [6.4, 5.75, 4.7, 3.75, 2.75, 1.45, 0.0]
    left = np.interp(tops, [0, 6.4], [0.0, 0.55])
    right = np.interp(tops, [0, 6.4], [4.6, 3.6])
    for i, name in enumerate(["I", "II", "III", "IV", "V", "VI"]):
        corners = [
            (left[i], tops[i]),
            (right[i], tops[i]),
            (right[i + 1], tops[i + 1]),
            (left[i + 1], tops[i + 1]),
        ]
        axes.add_patch(Polygon(corners, facecolor=color.panel, edgecolor=color.rule, linewidth=1))
        say(axes, right[i] + 0.22, 0.5 * (tops[i] + tops[i + 1]), name, color.muted, fontsize=12)
    say(axes, 2.2, -0.75, "dorsal horn", color.muted, ha="center", fontsize=12)
    chance = np.random.default_rng(4)
    for i in range(6):
        for _ in range([12, 18, 17, 18, 22, 24][i]):
            y = chance.uniform(tops[i + 1] + 0.17, tops[i] - 0.17)
            x = chance.uniform(np.interp(y, [0, 6.4], [0.0, 0.55]) + 0.3, np.interp(y, [0, 6.4], [4.6, 3.6]) - 0.3)
            axes.plot(
                x,
                y,
                "o",
                color=color.inhibition if chance.random() < 0.4 else color.muted,
                markersize=4,
                alpha=0.8,
            )
    for x, y in [(2.95, 6.1), (3.3, 2.1)]:
        axes.plot([x, x, 5.5], [y, 7.1, 7.1], color=color.projection, linewidth=2)
        axes.plot(x, y, "o", color=color.projection, markersize=11)
    arrow(axes, (5.4, 7.1), (6.1, 7.1), color.projection)
    start = -2.2 if narrow else -2.6
    for y, end in [(6.1, 1.5), (5.3, 1.9)]:
        axes.plot([start, end], [y + 0.05, y], color=color.nociceptive, linewidth=1.5, linestyle=(0, (5, 2)))
        axes.plot(end, y, ">", color=color.nociceptive, markersize=7)
    axes.plot([start, -0.9], [3.4, 3.4], color=color.touch, linewidth=3.5)
    axes.plot([-0.9, -0.9], [3.4, 7.1], color=color.touch, linewidth=3.5)
    arrow(axes, (-0.9, 6.7), (-0.9, 7.45), color.touch)
    for y, end in [(4.2, 1.7), (3.2, 2.1), (2.2, 1.6)]:
        axes.plot([-0.9, end], [3.4, y], color=color.touch, linewidth=2.5)
        axes.plot(end, y, ">", color=color.touch, markersize=8)
    if narrow:
        say(axes, -3.6, 5.7, "thin:\nAδ, C", color.nociceptive, fontsize=12)
        say(axes, -3.6, 3.4, "thick:\nAβ", color.touch, fontsize=12)
        say(axes, -1.1, 7.45, "to the brain", color.touch, fontsize=12, ha="right")
        say(axes, 4.1, 7.5, "to the brain", color.projection, fontsize=12)
        say(axes, -3.6, -1.2, "dots: interneurons (blue-green: inhibitory)", color.muted, fontsize=11)
    else:
        say(axes, -2.75, 5.75, "thin fibers\nAδ and C", color.nociceptive, ha="right")
        say(axes, -2.75, 3.4, "thick fibers\nAβ, touch", color.touch, ha="right")
        say(axes, -1.15, 7.3, "to the brain", color.touch, ha="right")
        say(axes, 6.2, 7.1, "to the brain", color.projection)
        say(axes, 5.5, 6.1, "projection neuron", color.projection)
        axes.plot([3.2, 5.4], [5.9, 6.1], color=color.projection, linewidth=0.8)
        say(axes, 5.5, 4.3, "interneurons:\nthe great majority,\nsome of them\ninhibitory", color.inhibition)
        axes.plot([4.25, 5.4], [4.4, 4.4], color=color.inhibition, linewidth=0.8)


def circuit_panel(axes, color, title, today):
    """The circuit of the gate on `axes`, as drawn in 1965 or, with `today`, as in the lab."""
    axes.axis("off")
    axes.set(xlim=(-0.35, 6.6), ylim=(-0.3, 5.0))
    axes.set_title(title)
    say(axes, 0.0, 4.15, "touch", color.touch, va="bottom", xytext=(0, 5))
    say(axes, 0.0, 0.55, "noxious", color.nociceptive, va="bottom", xytext=(0, 5))
    cell(axes, 2.75, 3.05, "I", color.inhibition)
    cell(axes, 5.0, 2.3, "P" if today else "T", color.projection)
    arrow(axes, (5.45, 2.3), (6.5, 2.3), color.projection)
    arrow(axes, (0.0, 4.1), (4.75, 2.72), color.touch, bend=-0.22)
    arrow(axes, (0.9, 4.1), (2.45, 3.42), color.touch, bend=-0.15)
    axes.plot([0.0, 0.9], [4.1, 4.1], color=color.touch, linewidth=2)
    arrow(axes, (0.0, 0.5), (4.68, 1.95), color.nociceptive, bend=0.2, dashed=True)
    hold(axes, (3.18, 2.95), (4.5, 2.5), color.inhibition)
    if today:
        cell(axes, 2.75, 1.45, "E", color.ink)
        arrow(axes, (1.3, 0.5), (2.38, 1.15), color.nociceptive, bend=0.15, dashed=True)
        arrow(axes, (3.18, 1.55), (4.6, 2.08), color.ink, bend=-0.1)
        hold(axes, (2.75, 2.62), (2.75, 1.98), color.inhibition)
    else:
        hold(axes, (1.3, 0.52), (2.6, 2.58), color.nociceptive, bend=0.25, dashed=True)
        say(axes, 0.0, 2.1, "silences I", color.nociceptive, fontsize=12)


@figure_of(
    "circuit",
    title="The balance stayed, the wiring changed: harm no longer silences the cell that holds it back",
    alt="Two circuits side by side. In both, touch excites the output and an inhibitory cell I, "
    "noxious input excites the output, and I holds the output back. 1965: noxious input also inhibits "
    "I. The lab's model: that connection is absent; instead noxious input excites an exciting "
    "interneuron E, which drives the output and is held back by I.",
    source=["melzack1965gate", "braz2014gate", *CIRCUIT, "our drawing"],
    note="Arrowhead: excites. Dot: holds back. Solid: touch; dashed: noxious input. "
    "In 1965 the holding acts on the endings of both fibers.",
    size=(640, 300),
    narrow=(340, 520),
)
def circuit(fig, color):
    """The circuit of 1965 beside that of the lab."""
    first, second = panels(fig, 2)
    circuit_panel(first, color, "Drawn in 1965", today=False)
    circuit_panel(second, color, "In the lab", today=True)


@functools.cache
def counts(strength=1.8):
    """Output spikes of a noxious burst (22 Hz, 210 ms), against touch of 0 to 40 Hz from 50 ms before it."""
    touch = np.arange(0, 40.5, 0.5)
    spikes = [
        model("gate")
        .run(
            duration=0.89,
            every=100,
            gIP=strength,
            fA=schedule(1, (0.54, 0.80, value)),
            fC=schedule(1, (0.59, 0.80, 22)),
            readouts={"count": ("integral", "P", 0.59, 0.89)},
        )
        .readouts["count"]
        for value in touch
    ]
    return touch, np.array(spikes)


@figure_of(
    "touch-curve",
    title="Weak touch adds and stronger touch closes, because the hold starts late and then overtakes the push",
    alt="Two panels against touch from 0 to 40 hertz. First: the push on the output grows in a "
    "straight line to 31 units; the hold stays near zero up to 15 hertz, crosses the push at 23.6 and "
    "reaches 100 at 40. Second: output spikes for one noxious burst, 8.8 without touch, 9.8 at 15 "
    "hertz, 2.0 at 25 and 0.1 at 30.",
    source=[*CIRCUIT, "runs of the lab's model"],
    note="Noxious burst of 22 Hz for 210 ms; touch from 50 ms before it to its end.",
    size=(640, 330),
    narrow=(340, 560),
)
def touch_curve(fig, color):
    """Against touch (Hz): push and hold on the output, and output spikes for one noxious burst."""
    first, second = panels(fig, 2)
    touch = np.linspace(1, 40, 200)
    inhibitory = 40 * (1 + np.tanh((0.8 * touch - 28) / 9.5))
    push, held = 0.8 * (touch - 1), 1.8 * (inhibitory - inhibitory[0])
    crossing = touch[np.argmax(held[20:] > push[20:]) + 20]
    first.plot(touch, push, color=color.touch)
    first.plot(touch, held, color=color.inhibition, linestyle="--")
    first.axvline(crossing, color=color.rule, linewidth=1)
    say(first, 39.5, 19, "push: touch\nonto the output", color.touch, ha="right", va="top", xytext=(0, -4), fontsize=12)
    say(first, 22, 62, "hold: touch onto I,\nI onto the output", color.inhibition, ha="right")
    first.set(xlabel="touch (Hz)", ylabel="added drive (units)", xlim=(0, 40), ylim=(0, 105))
    values, spikes = counts()
    second.axhline(spikes[2], color=color.muted, linewidth=1, linestyle=":")
    second.axvline(crossing, color=color.rule, linewidth=1)
    second.plot(values, spikes, color=color.projection)
    for value, text, offset, side in [
        (15, "9.8", (0, 11), "center"),
        (25, "2.0", (9, 4), "left"),
        (30, "0.1", (0, 12), "left"),
    ]:
        at = np.argmin(abs(values - value))
        second.plot(value, spikes[at], "o", color=color.projection)
        say(second, value, spikes[at], text, color.projection, ha=side, xytext=offset)
    say(
        second,
        39.5,
        spikes[2],
        "no touch: 8.8",
        color.muted,
        ha="right",
        fontsize=12,
        va="bottom",
        xytext=(0, 5),
    )
    second.set(xlabel="touch (Hz)", ylabel="output (spikes per burst)", xlim=(0, 40), ylim=(0, 11.4))


@functools.cache
def alone(strength):
    """Touch of 1 to 80 Hz, and the output after 3 s of touch alone, with the noxious input at rest."""
    touch = np.arange(1, 81, 2.0)
    read = {"end": ("value", "P", 2, 3)}
    return touch, np.array(
        [
            model("gate").run(duration=3, every=1000, fA=value, gIP=strength, readouts=read).readouts["end"]
            for value in touch
        ]
    )


@figure_of(
    "touch-alone",
    title="As the gate weakens, touch alone reaches the cell that reports harm",
    alt="Output of the circuit against touch of 0 to 80 hertz with no noxious input, for three gate "
    "strengths. Published strength 1.8: near zero throughout. A quarter of it, 0.45: a small hill of "
    "4 hertz at 25, a dip to 1 at 45, then a rise to 26 at 80. No gate: a steep rise through 18 hertz "
    "at 30 and 38 at 40 to the ceiling of 50.",
    source=[*CIRCUIT, "runs of the lab's model"],
    note="Noxious input at its resting value, 1 Hz; output after 3 s.",
    size=(640, 340),
    narrow=(340, 340),
)
def touch_alone(fig, color):
    """Output without noxious input against touch (Hz), for the published gate, a quarter of it, and none."""
    axes = fig.subplots()
    for strength, style in [(1.8, "-"), (0.45, "--"), (0.0, ":")]:
        touch, output = alone(strength)
        axes.plot(touch, output, color=color.projection, linestyle=style, linewidth=2.5)
    narrow = is_narrow(fig)
    say(axes, 28 if narrow else 29, 32, "no gate", color.projection, ha="right")
    say(axes, 62, 12, "a quarter\nof the gate", color.projection, ha="right", va="bottom")
    say(axes, 79, -1, "published gate (1.8)", color.projection, ha="right", va="top", xytext=(0, -3))
    axes.plot([0, 80], [50, 50], color=color.rule, linewidth=1)
    say(axes, 1, 50, "ceiling", color.muted, va="bottom", fontsize=12, xytext=(0, 3))
    axes.set(xlabel="touch (Hz)", ylabel="output (Hz), no noxious input", xlim=(0, 80), ylim=(-7, 55))
