"""Lab: threshold is not a number, it is a matter of time."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout, Threshold
from ..model import Quantity as Q
from ..models.spike import model

START = 10  # ms

lab = Lab(
    model,
    title="A spike",
    question="How hard must you push a nerve cell, and for how long, to make it fire?",
    task="Push harder, then longer. Find the spike.",
    move={"width": 20},
    goals=(
        Goal(
            "Fire the cell with a push of no more than 2.3.",
            "(count >= 1)*(I > 0)*(I < 2.31)*(again == 0)",
            {"I": 2.3, "width": 20},
            "Held for 20 ms, 2.3 is enough: the least is 2.24.",
        ),
        Goal(
            "Make it fire six times.",
            "count > 5.5",
            {"I": 7, "width": 100},
            "A steady push of 7 gives a train at once, with no slow start. One of 5 gives one spike, however long.",
        ),
        Goal(
            "Push so hard for 100 ms that it fires only once.",
            "(I > 60)*(width > 90)*(count > 0.5)*(count < 1.5)",
            {"I": 100, "width": 100},
            "The membrane stays up: that is block, not silence.",
        ),
    ),
    prediction="A 1 ms push must reach 6.92 to make this cell fire. You hold the push for 20 ms instead. It must now reach",
    options=(
        Option("6.92, the threshold is the threshold", "Threshold is not one number; it depends on time."),
        Option(
            "2.24, about a third",
            "The membrane adds up the push while it leaks; below 2.24 no duration is enough.",
            right=True,
        ),
        Option("0.35, a twentieth", "Only a membrane without leak would add perfectly."),
        Option("more than 6.92, the cell gets used to it", "A slow enough rise can do that; a step does not here."),
    ),
    misconception="A bigger stimulus makes bigger or faster spikes.",
    note=(
        "A squid axon at 6 °C is no nociceptor. We use it because every number can be checked; nociceptor channels come next. What carries over is the "
        "principle: a threshold in time, all-or-none, refractory."
    ),
    controls=[
        Control("I", "strength of the push", -10, 100, 0.02, value=7),
        Control(Q("width", 1, "ms", "how long the push lasts", "ours"), "length of the push", 0.1, 100, 0.1, log=True),
        Control(
            Q("again", 0, "µA/cm²", "strength of a second push of the same length; 0: none", "ours"),
            "second push",
            0,
            100,
            0.1,
            level=2,
        ),
        Control(
            Q("gap", 15, "ms", "from the start of the first push to the start of the second", "ours"),
            "gap to the second push",
            2,
            30,
            0.5,
            level=2,
        ),
        Control("T", "temperature", 6.3, 25, 0.1, level=3),
        Control("g_Na", "sodium conductance", 0, 120, 1, level=3),
    ],
    settings={"duration": 150},
    derived={"next_push": "10 + gap"},
    schedules={"I": (0, (START, "10 + width", "I"), ("next_push", "next_push + width*(again > 0)", "again"))},
    readouts={
        "count": Readout("spikes", "count", "", START, 150, "", 0),
        "top": Readout("membrane, highest", "max", "V", START, 150, "mV", 1),
        "first": Readout("first spike after", "first", "", 0, 150, "ms", 2, shown=False),
        "low": Readout("membrane, lowest", "min", "V", START, 150, "mV", 1, shown=False),
        "steady": Readout("steady firing", "frequency", "", START + 50, START + 100, "Hz", 1, shown=False),
    },
    # Rheobase: the least push that is enough however long it lasts. Chronaxie: how long twice that must last.
    thresholds={
        "needed": Threshold("needed at this length", "I", 0, 100, "count", 1, {"again": 0}, unit="µA/cm²"),
        "rheobase": Threshold(
            "rheobase",
            "I",
            0,
            100,
            "count",
            values={"again": 0, "width": 100},
            unit="µA/cm²",
        ),
        "chronaxie": Threshold(
            "chronaxie",
            "width",
            0.1,
            100,
            "count",
            values={"again": 0, "I": "2*rheobase"},
            unit="ms",
        ),
    },
    sentence=(
        "A push of {I:.2f} µA/cm² for {width:.1f} ms",
        (
            (
                "again > 0",
                "and one of {again:.1f}, {gap:.1f} ms later. Spikes: {count:.0f}. Highest potential: {top:.0f} mV.",
            ),
            ("count < 1", "does not make it fire; the membrane rises to {top:.0f} mV at most."),
            ("count < 2", "makes one spike, up to {top:.0f} mV."),
            (True, "makes {count:.0f} spikes, the highest up to {top:.0f} mV."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "spike"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "ink"}, "label": "membrane (mV)", "range": [-90, 50]},
                {"show": {"m": "nociceptive", "h": "touch", "n": "inhibition"}, "label": "gates", "range": [0, 1]},
                {"show": {"I": "ink"}, "label": "push (µA/cm²)", "thin": True},
            ],
            "names": {"m": "sodium opens (m)", "h": "sodium left (h)", "n": "potassium opens (n)"},
            "window": [0, 60],
        },
        {
            "kind": "curve",
            "sweep": "I",
            "from": 0,
            "to": 20,
            "points": 41,
            "read": "top",
            "label": "membrane, highest (mV)",
            "role": "ink",
        },
        {
            "kind": "curve",
            "sweep": "width",
            "from": 0.1,
            "to": 100,
            "points": 31,
            "log": True,
            "read": "needed",
            "label": "push needed for a spike (µA/cm²)",
            "role": "ink",
            "range": [0, 70],
        },
        {
            "kind": "curve",
            "tab": "steady firing",
            "level": 2,
            "sweep": "I",
            "from": 0,
            "to": 100,
            "points": 101,
            "values": {"width": 100, "again": 0},
            "read": "steady",
            "label": "steady firing under a push of 100 ms (Hz)",
            "role": "ink",
        },
    ],
    presets={
        "a short push": {},
        "a long weak push": {"I": 2.3, "width": 20},
        "steady": {"I": 10, "width": 100},
        "two pushes": {"I": 26.6, "width": 0.5, "again": 26.6},
        "too strong": {"I": 100, "width": 100},
    },
    discoveries=[
        Discovery("A push of 1 ms: 6.8 is not enough; it takes 6.92.", {"I": 6.8}, {"count": 0, "needed": 6.92}, 0.01),
        Discovery(
            "Held for 20 ms, 2.3 is enough: the least is 2.24.",
            {"I": 2.3, "width": 20},
            {"count": 1, "needed": 2.241, "rheobase": 2.241},
            0.01,
        ),
        Discovery(
            "Twice as strong a push makes no second spike and hardly a taller one: 40 mV instead of 35.",
            {"I": 14},
            {"count": 1, "top": 40},
        ),
        Discovery("A steady push of 5 gives one spike, however long …", {"I": 5, "width": 100}, {"count": 1}),
        Discovery("… and one of 7 gives a train at once, with no slow start.", {"I": 7, "width": 100}, {"count": 6}),
        Discovery(
            "A second push 8 ms after the first must be 6.2 times as strong: 78 is too little …",
            {"I": 26.56, "width": 0.5, "gap": 8, "again": 78},
            {"count": 1},
        ),
        Discovery("… and 86 is enough.", {"I": 26.56, "width": 0.5, "gap": 8, "again": 86}, {"count": 2}),
        Discovery(
            "20 ms after the first, less than the usual threshold will do (12 instead of 13.3).",
            {"I": 26.56, "width": 0.5, "gap": 20, "again": 12},
            {"count": 2},
        ),
        Discovery(
            "A steady push of 100 gives one spike, then the membrane stays up: that is block, not silence.",
            {"I": 100, "width": 100},
            {"count": 1},
        ),
    ],
    card=Card(
        published="Equations and constants of 1952, in the modern sign.",
        ours="The pushes, and counting an upward crossing of 0 mV as a spike.",
        left_out="Every other channel, the axon's length, the pump. It is a squid's axon at 6.3 °C.",
        not_for="Thresholds of human fibers.",
        deviations="The leak reverses at -54.387 mV, which puts rest at -64.996 mV; NEURON's built-in mechanism uses -54.3.",
    ),
)
