"""Lab: touch can close the gate, add to what comes through it, or come through it alone."""

from ..lab import Card, Control, Discovery, Goal, Guess, Lab, Readout
from ..model import Quantity as Q
from ..models.gate import model

# The burst starts at 0.59 s and lasts 0.21 s, as in the authors' program.
BURST, LONG = 0.21, 5.0

lab = Lab(
    model,
    title="The gate",
    question="When does touch make the output of this circuit quieter, and when louder?",
    task="Add touch slowly, from 1 to 80 Hz, and watch the output.",
    move={},
    guess=Guess(
        "count",
        0,
        14,
        1,
        2,
        "Touch excites the output cell as well as the inhibitory cell; which of them wins depends on strength. Weak touch adds, stronger touch closes.",
        unit="spikes",
        view="curve",
        at=(15, 25, 40),
    ),
    goals=(
        Goal(
            "Find the weakest touch that silences the output.",
            "(count < 0.5)*(fA < 31)*(fC > 20)*(lasts < 1)*(gIP >= 1.8)*(rub < 0)",
            {"fA": 30},
            "Touch of 25 Hz leaves about 2 spikes, of 30 Hz none.",
        ),
        Goal(
            "Find a touch that makes the output louder.",
            "(count > 9)*(fA > 1)*(fC == 22)*(lasts < 1)*(gIP >= 1.8)",
            {"fA": 15},
            "Weak touch, 15 Hz, adds: about 10 spikes in place of 9.",
        ),
        Goal(
            "Without noxious input, let touch alone drive the output.",
            "(fC <= 1)*(end > 25)",
            {"fA": 40, "fC": 1, "gIP": 0, "lasts": LONG},
            "Without the gate, touch of 40 Hz drives the output, 38 times a second.",
        ),
    ),
    prediction="The noxious burst alone makes the output cell fire about 9 times. Now touch begins just before it. Draw how often it still fires with weak touch, with more, and with firm touch.",
    misconception=(
        "The gate is a switch that shuts nociceptive fibers off. It is a balance at the next cell, "
        "and touch is on both sides of it."
    ),
    note=(
        "P is the output of a circuit. Nobody feels P. The published curves are steep, so the model "
        "switches where tissue would slide. The small rise with weak touch, the cliff, and the rub that "
        "comes too late are results of this circuit: we know of no experiment that has looked for them. "
        "If you have pain yourself: no setting here is a picture of you."
    ),
    controls=[
        Control("fA", "touch", 0, 80, 1),
        Control("fC", "noxious input", 0, 30, 1, value=22),
        Control("gIP", "gate strength", 0, 2.5, 0.05, level=2),
        Control(
            Q("lasts", BURST, "s", "how long the noxious input goes on", "ours"),
            "noxious input lasts",
            level=2,
            choices=(("short: 0.21 s", BURST), ("long: 5 s", LONG)),
        ),
        Control(
            Q("rub", -0.05, "s", "when touch starts, counted from the start of the noxious input", "ours"),
            "touch starts",
            -0.3,
            3,
            0.05,
            level=2,
        ),
    ],
    settings={"duration": "end_time + 0.2"},
    derived={"end_time": "0.59 + lasts", "lead": "-rub"},
    schedules={"fA": (1, ("0.59 + rub", "end_time", "fA")), "fC": (1, (0.59, "end_time", "fC"))},
    readouts={
        "count": Readout("output spikes in 0.3 s", "integral", "P", "end_time - 0.21", "end_time + 0.09", digits=0),
        "end": Readout("output when the input ends", "value", "P", "end_time", "end_time", "Hz", 1),
        "peak": Readout("highest output", "max", "P", 0, "end_time + 0.2", "Hz", 1),
    },
    sentence=(
        (
            ("fC <= 1", "No noxious input beyond rest,"),
            ("lasts < 1", "A noxious burst of {fC:.0f} Hz,"),
            (True, "Noxious input of {fC:.0f} Hz that goes on for 5 s,"),
        ),
        (
            ("fA <= 1", "no touch beyond rest:"),
            ("rub >= lasts", "and touch that comes after it:"),
            ("rub < 0", "touch of {fA:.0f} Hz from {lead:.2f} s before it:"),
            ("rub < 0.01", "touch of {fA:.0f} Hz from its start:"),
            (True, "touch of {fA:.0f} Hz from {rub:.2f} s after its start:"),
        ),
        (
            ("(fC <= 1)*(end > 25)", "touch alone drives the output, {end:.0f} times a second at the end."),
            ("(lasts > 1)*(end < 0.5)", "the output is all but silent at the end."),
            ("lasts > 1", "the output fires {end:.0f} times a second at the end."),
            ("count < 0.5", "the output is all but silent."),
            (True, "the output cell fires about {count:.0f} times."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "gate"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"fA": "touch", "fC": "nociceptive"}, "label": "input (Hz)"},
                {"show": {"P": "projection", "I": "inhibition"}, "label": "firing (Hz)", "range": [0, 82]},
            ],
        },
        {
            "kind": "curve",
            "sweep": "fA",
            "from": 0,
            "to": 80,
            "points": 81,
            "read": "count",
            "label": "output spikes in 0.3 s",
            "role": "projection",
        },
    ],
    presets={
        "healthy": {},
        "a quarter of the gate": {"fA": 25, "gIP": 0.45},
        "touch alone, no gate": {"fA": 40, "fC": 1, "gIP": 0, "lasts": LONG},
        "rub three seconds late": {"fA": 30, "lasts": LONG, "rub": 3},
        "burning, half a gate (ours)": {"fC": 12, "gIP": 0.9, "lasts": LONG},
    },
    discoveries=[
        Discovery("Weak touch, 15 Hz, adds: about 10 spikes in place of 9.", {"fA": 15}, {"count": 9.82}),
        Discovery("Touch of 25 Hz closes: about 2 spikes are left.", {"fA": 25}, {"count": 1.98}),
        Discovery("The same 25 Hz with a quarter of the gate: about 10.", {"fA": 25, "gIP": 0.45}, {"count": 9.81}),
        Discovery(
            "No noxious input, no gate: touch alone drives the output, 38 times a second.",
            {"fA": 40, "fC": 1, "gIP": 0, "lasts": LONG},
            {"end": 37.8},
        ),
        Discovery(
            "Long noxious input, touch of 30 Hz from the start: the output is all but silent.",
            {"fA": 30, "lasts": LONG, "rub": 0},
            {"end": 0.22},
            0.02,
        ),
        Discovery(
            "The same touch, three seconds late: 50 spikes a second.",
            {"fA": 30, "lasts": LONG, "rub": 3},
            {"end": 50.0},
        ),
        Discovery(
            "Half a gate and a burning of 12 Hz: light touch, 20 Hz, makes it louder, 9 spikes a second …",
            {"fA": 20, "fC": 12, "gIP": 0.9, "lasts": LONG},
            {"end": 9.2},
        ),
        Discovery(
            "… and firm touch, 40 Hz, makes it all but silent.",
            {"fA": 40, "fC": 12, "gIP": 0.9, "lasts": LONG},
            {"end": 0.07},
            0.02,
        ),
    ],
    card=Card(
        published=(
            "Equations, weights, time constants and the burst: the authors' program of 2021, a later "
            "version of the model of 2019."
        ),
        ours=(
            "Expected rates in place of random impulses; touch held on through the burst; the long input; "
            "'gate strength' as the name of gIP; every setting but the first preset."
        ),
        left_out=(
            "Other classes of cells, descending control, presynaptic inhibition of the fibers' endings "
            "(which the paper of 2019 has, and the program has not), still and moving touch, warmth and cold, movement, attention, healing."
        ),
        not_for="Choosing a treatment, a device setting or a strength of massage; judging anyone's inhibition.",
        deviations=(
            "The NMDA maximum stands twice in the authors' program, so the slow weight saturates at "
            "4; we keep it so. The table of the paper of 2019 was not compared."
        ),
    ),
)
