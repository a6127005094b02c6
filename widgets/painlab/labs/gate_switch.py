"""Lab: one circuit, one steady input, two lasting answers; which one depends on what happened before."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.gate import model

lab = Lab(
    model,
    title="The gate as a switch",
    question="Can the same input leave the same circuit in two lasting states?",
    task="Make the trigger longer, and look a minute later.",
    move={"trigger": 0.6},
    goals=(
        Goal(
            "Leave it switched on with the shortest trigger.",
            "(end > 40)*(trigger < 0.61)*(ramp == 0)",
            {"trigger": 0.6},
            "Hit for 0.6 s: 49.95 Hz, a minute later still.",
        ),
        Goal(
            "Switch it off again with a block.",
            "(trigger > 0.59)*(block > 0)*(end < 10)*(ramp == 0)",
            {"trigger": 0.6, "block": 1.0},
            "Silenced for 0.7 s it comes back; for 1.0 s it stays away.",
        ),
    ),
    prediction=(
        "Two copies of one circuit receive the same steady input, 15 Hz. One was hit for 0.4 s, the "
        "other for 0.6 s. A minute later"
    ),
    options=(
        Option("both are quiet again", "The first is."),
        Option("both run at full output", "The second does."),
        Option(
            "the first is quiet, the second at full output",
            "3 and 50 Hz: output tells the past as well as the present.",
            right=True,
        ),
        Option("the first is quiet, the second half again as active", "Two states, nothing between."),
    ),
    misconception="The output tells the amount of input now. In this circuit it also tells the past.",
    note=(
        "We found this in the equations. It shows how a past event could leave a lasting state "
        "without damage. It is no evidence that chronic pain is such a state, and nobody's pain is a "
        "stuck switch. That the state lasts for minutes comes from what the model leaves out."
    ),
    controls=[
        Control(Q("trigger", 0.4, "s", "length of the strong stretch, 22 Hz", "ours"), "trigger lasts", 0, 2, 0.05),
        Control(
            Q("block", 0.0, "s", "length of the silence of the noxious input", "ours"),
            "block lasts",
            0,
            3,
            0.05,
            level=2,
        ),
        Control("fC", "steady input", 0, 25, 0.5, level=2, value=15),
        Control("G", "NMDA maximum", 0, 3, 0.05, level=3),
        Control(
            Q(
                "ramp",
                0.0,
                "",
                "1: the input rises from 0 to 25 Hz in a minute and falls again, without a trigger",
                "ours",
            ),
            "the input",
            level=3,
            choices=(("steady, with a trigger", 0.0), ("a slow ramp up and down", 1.0)),
        ),
    ],
    # Ten seconds to come to rest, the trigger, twenty seconds, the block; the end is a minute after
    # the trigger. On the ramp, read-outs of the trigger lie beyond the end, and those of the ramp do so without it.
    settings={"duration": "120 if ramp > 0 else off + 60"},
    derived={"off": "10 + trigger", "blocked": "off + 20", "never": "1000*ramp"},
    schedules={
        "fC": (
            "fC",
            (10, "off", "max(fC, 22)"),
            ("blocked", "blocked + block", 0),
            (0, "60*ramp", 0, 25),
            ("60*ramp", "121*ramp", 25, "25 - 25*61/60"),
        ),
    },
    readouts={
        "before": Readout("output before", "value", "P", "10 + never", "10 + never", "Hz", 2),
        "after": Readout("20 s after the trigger", "value", "P", "blocked + never", "blocked + never", "Hz", 2),
        "end": Readout("a minute after the trigger", "value", "P", "off + 60 + never", "off + 60 + never", "Hz", 2),
        "up": Readout("output at 15 Hz on the way up", "value", "P", "1036 - never", "1036 - never", "Hz", 2),
        "down": Readout("output at 15 Hz on the way down", "value", "P", "1084 - never", "1084 - never", "Hz", 2),
    },
    sentence=(
        (
            (
                "ramp > 0",
                "The input rises to 25 Hz in a minute and falls again: at 15 Hz the output is {up:.0f} Hz on the way up and {down:.0f} Hz on the way down.",
            ),
            (True, "With a steady {fC:.1f} Hz the output is {before:.0f} Hz."),
        ),
        (
            ("ramp > 0", ""),
            ("trigger <= 0", "Nothing happens to it,"),
            (True, "After {trigger:.2f} s of strong input it stays at {after:.0f} Hz"),
        ),
        (
            ("ramp > 0", ""),
            ("block <= 0", "and a minute later it is at {end:.0f} Hz."),
            (True, "and, after a silence of {block:.2f} s and time to settle, at {end:.0f} Hz."),
        ),
    ),
    views=[
        {
            "kind": "traces",
            "panels": [
                {
                    "show": {"fC": "nociceptive"},
                    "label": "noxious input (Hz)",
                    "thin": True,
                    "range": [0, 26],
                },
                {"show": {"P": "projection"}, "label": "output (Hz)", "range": [0, 55]},
                {"show": {"g": "ink"}, "label": "slow weight", "range": [0, 6]},
            ],
        },
        {
            "kind": "curve",
            "sweep": "trigger",
            "from": 0,
            "to": 2,
            "points": 21,
            "read": "after",
            "label": "output 20 s after the trigger (Hz)",
            "role": "projection",
            "range": [0, 55],
        },
        {
            "kind": "well",
            "of": "g",
            "label": "slow weight",
            "title": "the slow weight as a ball: it rolls downhill",
            "range": [0, 4.1],
            "floors": [{"near": 0, "label": "quiet"}, {"near": 3.7, "label": "switched on"}],
        },
        {
            "kind": "plane",
            "tab": "phase plane: slow weight",
            "level": 3,
            "x": {"of": "g", "label": "slow weight", "range": [0, 4.1], "still": "the weight stands still"},
            "y": {
                "of": "P",
                "label": "output (Hz)",
                "range": [0, 55],
                "role": "muted",
                "still": "the output stands still",
            },
            "others": "The cells between (E and I) follow at once.",
        },
        {
            "kind": "plane",
            "tab": "phase plane: input",
            "level": 3,
            "x": {"of": "fC", "label": "noxious input (Hz)", "range": [0, 25]},
            "y": {"of": "P", "label": "output (Hz)", "range": [0, 55], "still": "where it would stay"},
            "others": "The line is where the circuit would come to rest at each input.",
        },
    ],
    presets={
        "hit for 0.4 s": {},
        "hit for 0.6 s": {"trigger": 0.6},
        "silenced for 0.7 s": {"trigger": 0.6, "block": 0.7},
        "silenced for 1.0 s": {"trigger": 0.6, "block": 1.0},
        "slow ramp": {"ramp": 1.0},
    },
    discoveries=[
        Discovery("Hit for 0.4 s: back at 3.07 Hz.", {}, {"end": 3.07}),
        Discovery("Hit for 0.6 s: 49.95 Hz, a minute later still.", {"trigger": 0.6}, {"end": 49.95}),
        Discovery("Input silenced for 0.7 s: it comes back.", {"trigger": 0.6, "block": 0.7}, {"end": 49.95}),
        Discovery("Silenced for 1.0 s: it stays away.", {"trigger": 0.6, "block": 1.0}, {"end": 3.07}),
        Discovery(
            "The way back is longer than the way there: at the same 15 Hz, 3 Hz on the way up and 50 on the way down.",
            {"ramp": 1.0},
            {"up": 3.0, "down": 50.0},
            0.05,
        ),
    ],
    card=Card(
        published="Equations and values: the authors' program of 2021, a later version of the model of 2019.",
        ours=(
            "The analysis as a switch, with two stable states between 10.5 and 18.7 Hz of steady "
            "input; the trigger and the block. The published papers do not claim it."
        ),
        left_out="Everything that ends a state in tissue: pumps, fatigue, neighbors, descending control, healing.",
        not_for="Explaining anyone's lasting pain; choosing the length of a nerve block.",
        deviations=(
            "The NMDA maximum stands twice in the authors' program, so the slow weight saturates at "
            "4; with a saturation of 2 the two states exist between 16.1 and 19.1 Hz only."
        ),
    ),
)
