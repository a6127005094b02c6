"""Lab: a push of one second, and a cell that goes on firing. How long?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.plateau import model

PUSH, RESET, END = 1000, 6000, 12000  # ms
HOLD = -0.25  # uA/cm2; the program has -0.2517

lab = Lab(
    model,
    title="Switched on",
    question="A cell is pushed for a second. What decides how long it goes on firing after the push?",
    task="Raise the calcium conductance, step by step.",
    move={"calcium": 1.5},
    goals=(
        Goal(
            "Keep it firing with a push of no more than 100 ms.",
            "(lasts < 101)*(rate > 50)",
            {"calcium": 1.5, "lasts": 100},
            "At 1.5 a push of 100 ms does the same as a whole second; one of 50 ms leaves nothing behind.",
        ),
        Goal(
            "Once it fires for good, end it by a reset of 50 ms.",
            "(calcium > 1.45)*(reset > 0)*(reset_lasts < 51)*(during > 100)*(rate < 1)",
            {"calcium": 1.5, "reset": 3, "reset_lasts": 50},
            "A reset of 3 works in 50 ms; one of 0.5 needs a second.",
        ),
    ),
    prediction="With calcium conductance 1.25 the cell fires 57 spikes more after the push. You raise the conductance by a fifth. After the push it now fires",
    options=(
        Option("about 70, in proportion", "In proportion; thresholds are not."),
        Option("about 140", "Twice and more is still in proportion."),
        Option("about 800, for five seconds", "Long, but it would end."),
        Option(
            "as long as you watch",
            "A second stable state has appeared; only a strong enough reset ends it.",
            right=True,
        ),
    ),
    misconception="How loud it is now tells how much input there is now.",
    note=(
        "Plateau potentials are known from slices; firing at 140 a second for minutes is not known from anyone. The cell has no pump, no fatigue, no "
        "neighbors. Take from it that persistence can be a property of a cell."
    ),
    controls=[
        Control(
            Q("calcium", 1.25, "", "calcium permeability (L type), in 1e-5 cm/s", "deworm2024"),
            "calcium conductance (L type)",
            0,
            2.5,
            0.05,
        ),
        Control(Q("push", 3.54, "µA/cm²", "current added for the push", "deworm2024"), "push", 0, 5, 0.02),
        Control(Q("lasts", 1000, "ms", "how long the push lasts", "deworm2024"), "push lasts", 50, 2000, 50, level=2),
        Control(
            Q("reset", 0, "µA/cm²", "current taken away, 5 s after the push began", "ours"),
            "reset pulse",
            0,
            3,
            0.05,
            level=2,
        ),
        Control(
            Q("reset_lasts", 200, "ms", "how long the reset pulse lasts", "ours"),
            "reset pulse lasts",
            50,
            1000,
            50,
            level=2,
        ),
        Control("gKir", "inward rectifier (Kir)", 0, 0.3, 0.005, level=3),
        Control(
            Q("hold", HOLD, "µA/cm²", "current that is always there", "ours"),
            "holding current",
            -1.5,
            2.5,
            0.05,
            level=3,
        ),
    ],
    settings={"duration": END},
    derived={"stop": f"{PUSH} + lasts", "ends": f"{RESET} + reset_lasts"},
    schedules={
        "p": ("0.00001*calcium",),
        "I": ("hold", (PUSH, "stop", "hold + push"), (RESET, "ends", "hold - reset")),
    },
    readouts={
        "during": Readout("spikes during the push", "count", "", PUSH, "stop", "", 0),
        "after": Readout("spikes after it", "count", "", "stop", END, "", 0),
        "last": Readout("last spike", "last", "", "stop", END, "ms", 0),
        "rate": Readout("firing in the last 2 s", "rate", "", END - 2000, END, "Hz", 1),
        "rest": Readout("membrane before the push", "value", "V", PUSH, PUSH, "mV", 1, shown=False),
    },
    sentence=(
        (
            ("during < 1", "The push gives no spike"),
            (True, "The push gives {during:.0f} spikes"),
        ),
        (
            ("rate > 0", "and the cell is still firing at the end, {rate:.0f} times a second."),
            ("after < 1", "and nothing follows it."),
            (True, "and {after:.0f} follow it, the last at {last:.0f} ms; the push ended at {stop:.0f} ms."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "plateau"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"I": "ink"}, "label": "current (µA/cm²)", "thin": True},
                {"show": {"V": "projection"}, "label": "membrane (mV)", "range": [-105, 50]},
                {"show": {"ICaL": "nociceptive"}, "label": "calcium current (µA/cm²)"},
            ],
        },
        {
            "kind": "plane",
            "level": 3,
            "x": {"of": "V", "label": "membrane (mV)", "range": [-100, 50], "still": "membrane stands still"},
            "y": {
                "of": "s",
                "label": "calcium channels open (s)",
                "range": [0, 1],
                "role": "muted",
                "still": "s stands still",
            },
            "hold": ["hs"],
            "others": "The fast gates and calcium inside follow at once; slow inactivation (hs) is held where it is.",
        },
    ],
    presets={
        "calcium conductance 1.25": {},
        "none": {"calcium": 0},
        "a fifth more, 1.5": {"calcium": 1.5},
        "1.5, reset too weak": {"calcium": 1.5, "reset": 0.5, "reset_lasts": 200},
        "1.5, reset that works": {"calcium": 1.5, "reset": 1, "reset_lasts": 200},
    },
    discoveries=[
        Discovery("Calcium conductance 1.25: firing outlasts the push by 0.46 s …", {}, {"last": 2460, "rate": 0}),
        Discovery("… 1.0: by 0.12 s …", {"calcium": 1.0}, {"last": 2116, "rate": 0}),
        Discovery("… 1.5: as long as you watch.", {"calcium": 1.5}, {"rate": 158}),
        Discovery("Without calcium nothing outlasts it.", {"calcium": 0}, {"during": 78, "after": 0}),
        Discovery("At 1.5, a push of 50 ms leaves nothing behind …", {"calcium": 1.5, "lasts": 50}, {"rate": 0}),
        Discovery("… one of 100 ms the same as a whole second.", {"calcium": 1.5, "lasts": 100}, {"rate": 158}),
        Discovery(
            "A reset of 0.5 for 0.2 s is too weak …", {"calcium": 1.5, "reset": 0.5, "reset_lasts": 200}, {"rate": 158}
        ),
        Discovery("… for a second it works …", {"calcium": 1.5, "reset": 0.5, "reset_lasts": 1000}, {"rate": 0}),
        Discovery("… and 3 works in 50 ms.", {"calcium": 1.5, "reset": 3, "reset_lasts": 50}, {"rate": 0}),
    ],
    card=Card(
        published="Equations, conductances, the holding current and the push: the authors' program; its kinetics go back to an earlier model of the deep dorsal horn.",
        ours="The reset pulse; an earlier push and a shorter watch than in the program, and a holding current rounded to -0.25.",
        left_out="Pumps, fatigue, neighbors, synapses, inhibition, and everything that lasts longer than seconds to minutes.",
        not_for="Explaining pain that lasts months; saying that a cell of a person does this.",
        deviations="The program's fast L-type and M currents are zero in the simulation that is reproduced, and are left out.",
    ),
)
