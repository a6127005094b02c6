"""Drawings of the chapter on stimulation: touch without a gate, open and blinded trials, and what a comparison adds."""

import numpy as np

from ...evidence import comparison
from ...model import model
from ..figure import figure_of
from ..style import interval, is_narrow, panels, say

GATES = ((1.8, "whole gate"), (0.45, "a quarter"), (0.0, "none"), (-0.3, "turned around"))
# (trial, responders of 100 with the device, of 100 in the comparison, key): @kumar2008, @petersen2021, @deer2017
OPEN = (
    ("PROCESS", 100 * 17 / 46, 100 / 41, "usual care"),
    ("SENZA-PDN", 79.0, 5.0, "usual care"),
    ("ACCURATE", 81.2, 55.7, "other device"),
)
# (comparison, its row of the evidence table, role)
POINTS = (
    ("added to usual care, open", {"source": "oconnell2021", "control": "no treatment or usual care"}, "muted"),
    ("against placebo, 6 trials", {"source": "oconnell2021", "control": "placebo or sham"}, "treatment"),
    ("back pain, placebo, 1 trial", {"source": "traeger2023"}, "treatment"),
)
TRIALS = (
    ("usual care, open", {"r": 0, "p_b": 1}),
    ("sham, 8 of 10 guess right", {"r": 1, "p_b": 0.8}),
    ("sham, nobody can tell", {"r": 1, "p_b": 0.5}),
)


def driven(touch, strength):
    """Output (Hz) of the gate model after 5 s of touch alone, nociceptive fibers at rest."""
    return float(model("gate").run(duration=5, every=100, fA=float(touch), fC=1.0, gIP=strength)["P"][-1])


def parts(**trial):
    """(own effect, context, expectancy) in points of 10, as a trial of the model `blinding` reports them."""
    run = model("blinding").run(**trial)
    return tuple(float(run[name][0]) for name in ("from_effect", "from_context", "from_expectancy"))


@figure_of(
    "second-road",
    title="Without a gate, stimulating touch fibers drives the output that it should quiet",
    alt="Output of the gate model after five seconds of touch alone against the rate of touch, 0 to 80 hertz, for four "
    "gate strengths. With the whole gate the output stays near zero above 25 hertz. With a quarter it falls to 1.3 "
    "at 40 hertz and rises to about 26 at 80. With none it is 37.8 at 40 hertz. Turned around, at minus 0.3, it is "
    "49 at 40 hertz, the ceiling.",
    source=["crodellemaia2021", "our settings of the gate strength"],
    note="Rates of a model's populations; no settings of a device. Nobody feels this output.",
    size=(640, 300),
    narrow=(340, 340),
)
def second_road(fig, color):
    """Output against stimulation of touch fibers (Hz) for gates of different strength and sign."""
    axes = fig.subplots()
    rates = np.arange(0, 81, 4)
    for strength, name in GATES:
        tint = color.projection if strength < 0 else color.inhibition if strength > 1 else color.ink
        outputs = [driven(rate, strength) for rate in rates]
        axes.plot(rates, outputs, color=tint, linewidth=2.25 if strength < 0 or strength > 1 else 1.25)
        at = {1.8: 20, 0.45: 19, 0.0: 11, -0.3: 7}[strength]
        side = {1.8: (0, 8), 0.45: (-8, 2), 0.0: (8, -6), -0.3: (-8, 4)}[strength]
        align = "left" if strength == 0 else "right"
        say(axes, rates[at], outputs[at], name, tint, ha=align, xytext=side)
    axes.plot([40], [driven(40, -0.3)], "o", color=color.projection)
    axes.set(xlim=(0, 80), ylim=(-1, 56), xlabel="stimulation of touch fibers (Hz)", ylabel="output (Hz)")


@figure_of(
    "open-and-blind",
    title="The same kind of device, compared openly and compared with itself switched off",
    alt="Left, open trials, responders of 100: PROCESS 37 with the device and 2 with usual care, SENZA-PDN 79 and 5, "
    "ACCURATE 81 with ganglion stimulation and 56 with another device. Right, points of 100 by which pain is lower, "
    "with 95 percent intervals: added to usual care openly 31, 15 to 47; against placebo in six trials 8.7, 1.8 to "
    "15.7; back pain against placebo in one trial at six months 4.0, from 0.2 higher to 8.2 lower. A band marks "
    "differences below 10 points.",
    source=["kumar2008", "petersen2021", "deer2017", "oconnell2021", "traeger2023"],
    note="Band: below the 10 points that the review of 2021 set as mattering. Back pain: at six months. The trials had "
    "different patients.",
    size=(640, 320),
    narrow=(340, 560),
)
def open_and_blind(fig, color):
    """Responders in open trials (of 100), and pain lower by (points of 100) in open and blinded ones."""
    shares, points = panels(fig, 2)
    for row, (name, device, other, against) in enumerate(OPEN):
        shares.plot([other, device], [row, row], color=color.muted, linewidth=2)
        shares.plot([other], [row], "o", color=color.muted, markersize=9)
        shares.plot([device], [row], "o", color=color.treatment, markersize=9)
        say(shares, 0, row - 0.3, f"{name}, v. {against}", color.ink)
        say(shares, device, row, f"{device:.0f}", color.treatment, xytext=(8, 0))
        say(shares, other, row, f"{other:.0f}", color.muted, va="top", ha="center", xytext=(0, -8))
    shares.set(xlim=(-2, 100), ylim=(2.6, -0.6), yticks=[], xlabel="responders of 100, open")
    points.axvspan(0, 10, color=color.muted, alpha=0.2, linewidth=0)
    points.axvline(0, color=color.ink, linewidth=1)
    for row, (name, wanted, role) in enumerate(POINTS):
        middle, low, high = comparison(**wanted).gain
        interval(points, low, middle, high, row, getattr(color, role))
        say(points, 10, row - 0.3, name, color.ink, xytext=(6, 0))
        say(points, high, row, f"{middle:.0f}" if middle > 20 else f"{middle:.1f}", xytext=(8, 0))
    points.set(xlim=(-4, 58), ylim=(2.6, -0.6), yticks=[], xlabel="pain lower by (points of 100)")
    for axes in (shares, points):
        axes.spines.left.set_visible(False)


@figure_of(
    "parts",
    title="The comparison decides how much is added to half a point",
    alt="Reported difference in points of 10 for a device whose own effect is 0.5, as stacked bars. Usual care, open: "
    "0.5 own effect, 0.9 context, 0.6 expectancy, together 2.00. Sham that 8 of 10 see through: 0.5 and 0.36 "
    "expectancy, together 0.86. Sham, nobody can tell: 0.50.",
    source="our model of blinding, at its default settings",
    note="Sizes of context and expectancy are illustrative.",
    size=(640, 270),
    narrow=(340, 310),
)
def own_context_hope(fig, color):
    """What a trial's difference is made of (points of 10): own effect, context, expectancy."""
    axes = fig.subplots()
    looks = (
        (color.treatment, 1.0, "own effect"),
        (color.descending, 0.75, "context"),
        (color.muted, 0.5, "expectancy"),
    )
    for row, (name, trial) in enumerate(TRIALS):
        start = 0.0
        for size, (tint, alpha, what) in zip(parts(**trial), looks, strict=True):
            if size > 0.01:
                axes.barh(row, size, 0.4, start, color=tint, alpha=alpha)
                if row == 0:
                    word = "own" if is_narrow(fig) and what == "own effect" else what
                    say(axes, start, row + 0.22, word, va="top", xytext=(1, -2))
            start += size
        say(axes, start, row, f"{start:.2f}", xytext=(6, 0))
        say(axes, 0, row - 0.33, name)
    axes.set(xlim=(0, 2.4), ylim=(2.5, -0.6), yticks=[], xlabel="reported difference (points of 10)")
    axes.spines.left.set_visible(False)
