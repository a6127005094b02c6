"""Lab: many small changes lead over one edge, so that closing one route may not lead back."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.tipping_point import model

ON, OFF = 20, 520  # ms

lab = Lab(
    model,
    title="The tipping point",
    question="What turns a touch fiber that answers once into one that goes on firing?",
    task="A little more sodium, a little less potassium: find the edge.",
    move={"gNa": 2.5, "gK": 2.0},
    goals=(
        Goal(
            "Go over the edge with sodium alone.",
            "(gK == 2.5)*(I == 60)*(count > 30)*(gNa < 3.05)",
            {"gNa": 3},
            "Sodium 2.6: nothing. 3.0: 60 spikes.",
        ),
        Goal(
            "From half of each, silence it with the least block.",
            "(gNa > 2.45)*(gK < 2.05)*(block > 0)*(block < 0.065)*(count < 1.5)",
            {"gNa": 2.5, "gK": 2, "block": 0.06},
            "A block of 6% of sodium leaves one spike. With a current of 80 it takes 15%.",
        ),
    ),
    prediction="A little more sodium conductance (2.5 for 2.0) gives no spikes. A little less potassium (2.0 for 2.5) gives none either. Both together give",
    options=(
        Option("none; nothing plus nothing", "The two are pushes toward the same edge."),
        Option("one or two", "That is the edge itself, and it is narrow."),
        Option(
            "a train that goes on",
            "59 in half a second: over the edge. Sodium alone gets there too, at 3.0 (60 spikes); raise potassium to 3.0 with it and the cell is silent again.",
            right=True,
        ),
        Option(
            "none, because they cancel",
            "Both push the same way; the pair that cancels is more sodium with more potassium.",
        ),
    ),
    misconception="Nerve pain has one molecular cause, so one channel blocker will fix it; and firing grows in proportion to the damage.",
    note="An edge can be crossed by many routes, so blocking one route may fail. Where a patient's axon stands, nobody can see.",
    controls=[
        Control("gNa", "added sodium", 0, 4, 0.05),
        Control("gK", "added potassium", 0, 4, 0.05),
        Control("I", "current", 0, 100, 0.5, level=2, value=60),
        Control("block", "block sodium (all of it)", 0, 0.3, 0.01, level=2),
        Control("gAHP", "slow brake after a spike", 0, 5, 0.1, level=3),
        Control("sigma", "noise", 0, 5, 0.1, level=3),
    ],
    settings={"duration": OFF + 20},
    schedules={"I": (0, (ON, OFF, "I"))},
    readouts={
        "count": Readout("spikes in half a second", "count", "", ON, OFF, "", 0),
        "late": Readout("spikes in the last 100 ms", "count", "", OFF - 100, OFF, "", 0, shown=False),
        "lowest": Readout("membrane at its highest", "max", "V", ON, OFF, "mV", 1, shown=False),
    },
    sentence=(
        "Sodium {gNa:.2f}, potassium {gK:.2f}, current {I:.0f}:",
        (
            ("count < 1", "no spike, the membrane rises to {lowest:.0f} mV and settles."),
            ("count < 2", "one spike at the start, then silence: close to the edge."),
            ("count < 4", "{count:.0f} spikes at the start, then silence: close to the edge."),
            ("late < 1", "{count:.0f} spikes, and then a pause: the slow brake has come in."),
            (True, "{count:.0f} spikes in half a second, for as long as the current lasts: over the edge."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "tipping_point"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "touch"}, "label": "membrane (mV)", "range": [-80, 40]},
                {"show": {"I": "ink"}, "label": "current (µA/cm²)", "thin": True},
            ],
        },
        {
            "kind": "curve",
            "sweep": "gNa",
            "from": 0,
            "to": 4,
            "points": 41,
            "read": "count",
            "label": "spikes in half a second",
            "role": "touch",
        },
        {
            "kind": "map",
            "level": 3,
            "x": "gNa",
            "y": "gK",
            "columns": 33,
            "rows": 33,
            "read": "count",
            "role": "touch",
            "kinds": [
                {"below": 1, "label": "silent", "mark": "dot"},
                {"below": 5, "label": "one to four spikes, then silence", "mark": "stroke"},
                {"label": "goes on firing", "mark": "full"},
            ],
        },
        {
            "kind": "plane",
            "level": 3,
            "at": OFF - 1,
            "x": {"of": "V", "label": "membrane (mV)", "range": [-80, 45], "still": "membrane stands still"},
            "y": {
                "of": "w",
                "label": "slow potassium conductance (w)",
                "range": [0, 0.7],
                "role": "muted",
                "still": "w stands still",
            },
            "hold": ["z"],
            "role": "touch",
            "others": "The added conductances (m) follow the membrane; the slow brake (z) is held where it is.",
        },
    ],
    presets={
        "normal": {},
        "neuropathic (both half-way)": {"gNa": 2.5, "gK": 2},
        "sodium alone": {"gNa": 3},
        "potassium alone": {"gK": 1.6},
        "both raised": {"gNa": 3, "gK": 3},
    },
    discoveries=[
        Discovery("Sodium 2.6: nothing …", {"gNa": 2.6}, {"count": 0}),
        Discovery("… and 3.0: 60 spikes.", {"gNa": 3}, {"count": 60}),
        Discovery("Potassium from 2.0 to 1.6 does the same.", {"gK": 1.6}, {"count": 54}),
        Discovery("Half of each: 59 spikes.", {"gNa": 2.5, "gK": 2}, {"count": 59}),
        Discovery("Both raised, they stay silent.", {"gNa": 3, "gK": 3}, {"count": 0}),
        Discovery(
            "From half of each, a block of 6 % of sodium leaves one spike …",
            {"gNa": 2.5, "gK": 2, "block": 0.06},
            {"count": 1},
        ),
        Discovery(
            "… but with a current of 80 it takes 15 %: 12 % still leave 62 …",
            {"gNa": 2.5, "gK": 2, "I": 80, "block": 0.12},
            {"count": 62},
        ),
        Discovery("… and 15 % leave one.", {"gNa": 2.5, "gK": 2, "I": 80, "block": 0.15}, {"count": 1}),
    ],
    card=Card(
        published="Equations, and the normal and the neuropathic values of the added conductances: the paper's methods and supplement.",
        ours="The noise as a filtered current, its strength, the block of all sodium conductance, the limit of 100 for the current.",
        left_out="In the phase plane, the time that the added conductances take: there they follow the membrane at once. The axon, other channels, inflammation, the sheath, everything central. These are touch fibers (A), not C nociceptors.",
        not_for="A dose: a block of 6 % is a property of these equations. Any statement about where a person's axon stands.",
        deviations=(
            "The paper states that the normal cell has no Hopf bifurcation; with its printed values we find one, at currents of 109 to 130, outside the "
            "range shown. The added conductances are printed in uS/cm²; mS/cm² must be meant."
        ),
    ),
)
