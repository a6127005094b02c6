"""Figures of the chapter 'Lost inhibition': runs of `chloride` and `gate`, and a table of who was looked at."""

import functools

import numpy as np

from ...model import model
from ...run import schedule
from ..figure import figure_of
from ..style import is_narrow, panels, say
from .the_gate import alone

CHLORIDE = ["currin2020", "deworm2024", "our combination, runs of the lab's model"]
CIRCUIT = ["crodelle2019", "crodellemaia2021", "runs of the lab's model"]
EXCITATION = 0.015  # mS/cm2, the lab's default
BETWEEN = -59.7  # mV, this cell's membrane between its spikes, on average


@functools.cache
def battery(inside):
    """Reversal of inhibition (mV) with this much chloride inside (mM)."""
    return model("chloride").run(duration=0.02, dynamic=1, Cl0=inside)["E_dyn"][0]


@functools.cache
def firing(reversal, inhibition):
    """Spikes a second from 0.2 to 0.7 s, with the reversal held; they come evenly, so longer gives the same."""
    rate = {"rate": ("frequency", "", 200, 700)}
    run = model("chloride").run(duration=700, every=1000, E_GABA=reversal, gi=inhibition, ge=EXCITATION, readouts=rate)
    return run.readouts["rate"]


@figure_of(
    "battery",
    title="As chloride builds up, the same inhibition stops the cell, then does nothing, then drives it",
    alt="Two panels. First: the reversal of inhibition against chloride inside the cell. It rises from "
    "minus 77 millivolts at 4.8 millimolar through minus 73 at 6.2 and minus 64 at 10 to minus 49 at 19.5, "
    "and crosses minus 60, where this cell sits between spikes, at 12. Second: firing against inhibition "
    "for six reversals. From 62 a second, minus 73 falls to 0 by 0.066; minus 65 by 0.134; minus 60 stays "
    "near 60 up to 0.1 and falls later; minus 55, minus 50 and minus 45 rise, to 101, 150 and 184.",
    source=CHLORIDE,
    note="Excitation is the same in every line of the second panel.",
    size=(640, 360),
    narrow=(340, 620),
)
def battery_figure(fig, color):
    """Reversal of inhibition (mV) against chloride inside (mM), and firing against inhibition at six reversals."""
    left, right = panels(fig, 2)
    inside = np.linspace(4, 25, 43)
    left.axhline(BETWEEN, color=color.muted, linewidth=1, linestyle=":")
    left.plot(inside, [battery(chloride) for chloride in inside], color=color.inhibition, linewidth=2.5)
    for chloride, text, offset, side in [
        (6.2, "healthy: −73", (9, -4), "left"),
        (19.5, "−49", (-8, 8), "right"),
    ]:
        left.plot([chloride], [battery(chloride)], "o", color=color.inhibition)
        say(left, chloride, battery(chloride), text, color.inhibition, ha=side, xytext=offset)
    say(left, 25, BETWEEN, "this cell between spikes", color.muted, ha="right", va="top", fontsize=12, xytext=(0, -5))
    say(left, 4.4, -46, "an open door drives", color.nociceptive)
    say(left, 25, -76, "an open door holds back", color.inhibition, ha="right")
    left.set(
        xlim=(4, 25),
        ylim=(-80, -40),
        xticks=[5, 10, 15, 20, 25],
        yticks=[-80, -70, -60, -50, -40],
        xlabel="chloride inside (mM)",
        ylabel="reversal of inhibition (mV)",
    )
    left.set_title("the battery", pad=30)

    amounts = (0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.2, 0.26, 0.32, 0.4)
    for reversal, role, style, at in [
        (-45, "nociceptive", "-", (0.4, 0)),
        (-50, "nociceptive", "--", (0.4, 0)),
        (-55, "nociceptive", ":", (0.4, 0)),
        (-60, "muted", "-", (0.26, 0)),
        (-65, "inhibition", "--", (0.12, 0)),
        (-73, "inhibition", "-", (0.03, 0)),
    ]:
        shade = getattr(color, role)
        rates = [firing(reversal, amount) for amount in amounts]
        right.plot(amounts, rates, color=shade, linestyle=style)
        if at[0] == 0.4:
            say(right, 0.4, rates[-1], f"−{-reversal}", shade, xytext=(6, 0))
    say(right, 0.27, 33, "−60", color.muted, xytext=(8, 4))
    say(right, 0.11, 31, "−65", color.inhibition, xytext=(6, 6))
    say(right, 0.0, 14, "−73", color.inhibition, xytext=(8, 0))
    right.set(
        xlim=(0, 0.4),
        ylim=(0, 195),
        xticks=[0, 0.1, 0.2, 0.3, 0.4],
        yticks=[0, 50, 100, 150],
        xlabel="inhibition (mS/cm²)",
        ylabel="firing (Hz)",
    )
    right.set_title("the same door, six batteries (mV)", pad=30)


@figure_of(
    "five-gates",
    title="The same touch, five gates: from silence to the ceiling, with nothing added",
    alt="Output of the circuit against touch of 0 to 80 hertz, with the noxious input at rest, for five "
    "strengths of inhibition. At the published 1.8 and at half of it, 0.9, it stays below 2.5 hertz. At a "
    "quarter, 0.45, a small hill of 4 hertz, then a rise to 26 at 80. With none it is 37.5 at 40 hertz of "
    "touch. With inhibition turned into excitation, minus 0.3, it is 8 at 20 hertz of touch, 36 at 30 and "
    "49 at 40.",
    source=CIRCUIT,
    note="Noxious input at its resting value, 1 Hz; output after 3 s.",
    size=(640, 340),
    narrow=(340, 360),
)
def five_gates(fig, color):
    """Output against touch (Hz) for five strengths of inhibition, from published to turned around."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    for strength, style, role in [
        (1.8, "-", "inhibition"),
        (0.9, "--", "inhibition"),
        (0.45, "--", "projection"),
        (0.0, ":", "projection"),
        (-0.3, "-", "nociceptive"),
    ]:
        touch, output = alone(strength)
        axes.plot(touch, output, color=getattr(color, role), linestyle=style, linewidth=2.5)
    say(axes, 23, 30, "turned\naround\n(−0.3)" if narrow else "turned around (−0.3)", color.nociceptive, ha="right")
    say(axes, 37, 24, "none (0)", color.projection)
    say(axes, 62, 12, "a quarter\n(0.45)", color.projection, ha="right", va="bottom")
    say(axes, 79, -1, "half (0.9), and published (1.8)", color.inhibition, ha="right", va="top", xytext=(0, -3))
    axes.plot([0, 80], [50, 50], color=color.rule, linewidth=1)
    say(axes, 1, 50, "ceiling", color.muted, va="bottom", fontsize=12, xytext=(0, 3))
    axes.set(xlabel="touch (Hz)", ylabel="output (Hz)", xlim=(0, 80), ylim=(-7, 55))


@functools.cache
def ramp():
    """Input and output on a ramp of the noxious input, 0 to 25 Hz and back, 60 s each way."""
    run = model("gate").run(duration=120, dt=0.0004, every=750, fC=schedule(0, (0, 60, 0, 25), (60, 120, 25, 0)))
    return run.t, run["fC"], run["P"]


@functools.cache
def after(trigger):
    """Time (s, from the trigger) and output for 15 Hz of input, raised to 22 for so long."""
    run = model("gate").run(duration=18, every=200, fC=schedule(15, (8, 8 + trigger, 22)))
    return run.t - 8, run["P"]


@figure_of(
    "two-answers",
    title="One input, two answers: the output tells the past, and the path back is longer than the path there",
    alt="Two panels. First: output over time in two copies of the circuit with the same steady input of 15 "
    "hertz. Before, both are at 3 hertz. One is hit with 22 hertz for 0.4 seconds and returns to 3; the other "
    "for 0.6 seconds and stays at 50. Second: output against a slowly changing input. Going up it stays low "
    "until 19.2 hertz and jumps to the ceiling of 50; going down it stays there until 9.5 hertz and falls.",
    source=[*CIRCUIT, "the analysis as a switch is ours"],
    note="Ramp of the input: 60 s up, 60 s down. Held still, two states exist from 10.5 to 18.7 Hz.",
    size=(640, 330),
    narrow=(340, 580),
)
def two_answers(fig, color):
    """Output (Hz) in time after two hits of different length, and against noxious input (Hz) on a ramp up and down."""
    left, right = panels(fig, 2)
    for trigger, role, style in [(0.6, "nociceptive", "-"), (0.4, "projection", "--")]:
        time, output = after(trigger)
        shown = (time >= -2) & (time <= 8)
        left.plot(time[shown], output[shown], color=getattr(color, role), linestyle=style)
    say(left, 8, 46, "hit for 0.6 s", color.nociceptive, ha="right", va="top")
    say(left, 8, 6, "hit for 0.4 s", color.projection, ha="right", va="bottom")
    left.set(
        xlim=(-2, 8),
        ylim=(0, 55),
        xticks=[0, 2, 4, 6, 8],
        yticks=[0, 25, 50],
        xlabel="time since the hit (s)",
        ylabel="output (Hz)",
    )
    left.set_title("the same 15 Hz", pad=30)

    time, noxious, output = ramp()
    up = time <= 60
    right.plot(noxious[up], output[up], color=color.projection, linestyle="--")
    right.plot(noxious[~up], output[~up], color=color.nociceptive)
    say(right, 18.6, 26, "up:\n19.2", color.projection, ha="right", va="bottom")
    say(right, 8.9, 36, "down:\n9.5", color.nociceptive, ha="right")
    for x, y, step, role in [(13, 2, 1.8, "projection"), (14.5, 50, -1.8, "nociceptive")]:
        right.annotate(
            "",
            (x + step, y),
            (x, y),
            arrowprops={"arrowstyle": "-|>,head_length=0.7,head_width=0.35", "color": getattr(color, role)},
        )
    right.set(
        xlim=(0, 25),
        ylim=(0, 55),
        xticks=[0, 5, 10, 15, 20, 25],
        yticks=[0, 25, 50],
        xlabel="noxious input (Hz)",
        ylabel="output (Hz)",
    )
    right.set_title("slowly up, slowly down", pad=30)


COLUMNS = ["our\nequations", "rats,\nmice", "human\ntissue", "living\npeople"]
LADDER = [
    ("Blocked inhibition lets touch through", ["yes", "yes", "", "sign only"]),
    ("KCC2 falls after a nerve injury", ["", "both sexes", "", ""]),
    ("BDNF lowers KCC2", ["", "males", "men's only", ""]),
    ("Microglia are needed", ["", "males only", "", ""]),
    ("Inhibition can come to drive a cell", ["yes", "yes", "", ""]),
    ("One input, two lasting states", ["yes", "", "", ""]),
]


@figure_of(
    "who-was-looked-at",
    title="The ladder from equations to people has empty rungs",
    alt="A table of six statements against who was looked at. Blocked inhibition lets touch through: our "
    "equations, rats and mice; in living people the sign only. KCC2 falls after a nerve injury: rats and "
    "mice of both sexes. BDNF lowers KCC2: male rodents; human tissue from men only. Microglia are needed: "
    "male mice only. Inhibition can come to drive a cell: our equations, rats. One input, two lasting "
    "states: our equations only. All other places are empty.",
    source=[
        "torsney2006disinhibition",
        "lu2013glycine",
        "ochoa1993mechanical",
        "coull2003kcc2",
        "coull2005bdnf",
        "sorge2015sex",
        "mapplebeck2019kcc2",
        "dedek2021sex",
    ],
    note="Filled: seen. Ring: seen in part. Dash: we know of no study.",
    size=(640, 360),
    narrow=(340, 560),
)
def who_was_looked_at(fig, color):
    """Six claims against where each was seen: equations, rodents, human tissue, living people."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    first, step, height = (0.8, 1.75, 2.2) if narrow else (6.2, 1.7, 1.0)
    for column, name in enumerate(COLUMNS):
        say(axes, first + column * step, -0.75, name, color.muted, ha="center", va="bottom", fontsize=12)
    for row, (claim, seen) in enumerate(LADDER):
        y = row * height + (1.0 if narrow else 0)
        if narrow:
            say(axes, -0.1, y - 0.95, claim, fontsize=12)
        else:
            say(axes, -0.1, y, claim)
        line = y + (0.78 if narrow else 0.5)
        axes.plot([-0.1, first + 3 * step + 0.8], [line, line], color=color.rule, linewidth=1)
        for column, words in enumerate(seen):
            x = first + column * step
            if not words:
                say(axes, x, y, "–", color.muted, ha="center")
                continue
            part = words in ("sign only", "men's only", "males only", "males")
            axes.plot(
                x,
                y - (0.2 if narrow else 0.16),
                "o",
                markersize=9,
                markerfacecolor="none" if part else color.projection,
                markeredgecolor=color.projection,
                markeredgewidth=2,
            )
            if words != "yes":
                say(axes, x, y + (0.42 if narrow else 0.22), words, color.ink, ha="center", fontsize=11)
    bottom = len(LADDER) * height + (0.2 if narrow else -0.4)
    axes.set(xlim=(-0.2, first + 3 * step + 0.95), ylim=(bottom, -1.7))
