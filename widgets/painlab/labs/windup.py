"""Lab: the same volley again and again. What the cell counts, and what in it does the counting."""

from ..lab import Card, Discovery, Goal, Guess, Lab, Readout
from ..lab import Control as C
from ..models.windup import model

# Action potentials per stimulus of the published cell (ModelDB 128559, Aguiar, Sousa and Lima 2010),
# recorded in our own runs with NEURON 9.0.2 at the authors' time step, 0.0125 ms, 36 degrees C. The dict is
# what differs from our lab's default state.
RECORDED = (
    ({}, (7, 9, 11, 12, 13, 12, 13, 13, 14, 14, 15, 15, 14, 15, 15)),
    ({"frequency": 2}, (7, 9, 11, 13, 17, 19, 25, 30, 36, 41, 45, 48, 49, 51, 53)),
    ({"frequency": 0.5}, (7, 8, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)),
    ({"NMDA": 0.5}, (3, 3, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)),
    ({"NMDA": 0}, (2, 3, 2, 3, 2, 2, 3, 2, 3, 3, 2, 3, 2, 2, 2)),
)

# fmt: off
CONTROLS = (
    C("frequency", "volleys a second", 0.1, 3, 0.01, log=True),
    C("NMDA", "NMDA conductance left", 0, 1, 0.01, level=2),
    C("wS", "slow tail of one volley", 0, 0.6, 0.01, level=2),
    C("Mg", "magnesium outside", 0.25, 2, 0.05, level=3),
    C("volleys", "number of volleys", 2, 20, 1),
)
# fmt: on
LAST = "500 + 1000*(volleys - 1)/frequency"  # ms
DEFAULT = {"frequency": 1, "NMDA": 1, "wS": 0.34, "Mg": 1, "volleys": 15}

lab = Lab(
    model,
    title="Wind-up",
    question="Fifteen equal volleys reach one cell of the cord. What does it count: how many there were, "
    "or how close they came?",
    task="Let the volleys come closer, or farther apart.",
    move={"frequency": 0.33},
    guess=Guess(
        "last",
        0,
        20,
        1,
        1,
        "8: almost everything has faded before the next one arrives. The cell counts how close they come, not how many there were.",
        "the last volley",
        "spikes",
        view="bars",
        at=(15,),
    ),
    goals=(
        Goal(
            "Find a rate below one every two seconds at which the last bar is still taller than the first.",
            "(volleys == 15)*(NMDA == 1)*(frequency < 0.45)*(last > first)",
            {"frequency": 0.33},
            "One every three seconds: 7 to the first, 8 to the last.",
        ),
        Goal(
            "Make the last answer more than three times the first.",
            "last > 3*first",
            {"frequency": 2},
            "Two a second: 7 to the first, 24 to the last.",
        ),
        Goal(
            "Keep one a second, and take the growth away.",
            "(frequency == 1)*(volleys == 15)*(first > 6)*(last < first + 0.5)",
            {"wS": 0},
            "Without the tail every volley gives the same: the door alone does not count.",
        ),
    ),
    prediction="Fifteen identical volleys, one a second: the first gives 7 spikes, the last 14. Now one comes every three seconds. Draw how many the last one gives.",
    misconception="Wind-up is central sensitization, and central sensitization is chronic pain.",
    note="Our cell starts to grow at a higher rate than people do, and its first response leans more on "
    "NMDA than a real one. Trust the shape, not the frequencies. This is gone in seconds: it is not "
    "central sensitization and not chronic pain. No one has counted these spikes in a person, so nothing "
    "here is about you.",
    controls=CONTROLS,
    presets={
        "one a second": {},
        "one every three seconds": {"frequency": 0.33},
        "two a second": {"frequency": 2},
        "half the NMDA conductance": {"NMDA": 0.5},
        "no tail": {"wS": 0},
    },
    readouts={
        "first": Readout("spikes to the first volley", "counts", "volley", 0, digits=0),
        "last": Readout("spikes to the last volley", "counts", "volley", -1, digits=0),
        "fall": Readout("slow conductance, falling part", "value", "S2", LAST, LAST, "nS", shown=False),
        "rise": Readout("slow conductance, rising part", "value", "S1", LAST, LAST, "nS", shown=False),
    },
    derived={"gap": "1/frequency"},
    sentence=(
        "{volleys:.0f} volleys, one every {gap:.1f} seconds: {first:.0f} spikes to the first, {last:.0f} to the last.",
        (
            ("last > first + 1.5", "The answer has wound up."),
            ("last > first - 0.5", "The answer has hardly changed."),
            (True, "The answer has become smaller."),
        ),
        (
            ("fall - rise < 0.04", "When the last volley came, nothing was left of the earlier tails."),
            ("fall - rise < 0.5", "When the last volley came, the earlier tails had almost faded."),
            (True, "When the last volley came, the earlier tails had piled up."),
        ),
    ),
    views=(
        {"kind": "scene", "drawing": "windup"},
        {
            "kind": "bars",
            "train": "volley",
            "event": "volley",
            "label": "spikes per volley",
            "overlay": [
                {"label": "published cell", "counts": list(counts), "only_when": DEFAULT | state}
                for state, counts in RECORDED
            ],
        },
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "projection"}, "label": "membrane (mV)", "spikes": True, "range": [-72, -40]},
                {"show": {"gS": "nociceptive"}, "label": "slow tail (nS)"},
                {"show": {"gN": "nociceptive"}, "label": "through the NMDA door (nS)"},
            ],
        },
    ),
    discoveries=(
        Discovery(
            "The cell counts rate, not volleys: one every three seconds ends at 8.",
            {"frequency": 0.33},
            {"first": 7, "last": 8},
        ),
        Discovery("Two a second end at more than three times the first.", {"frequency": 2}, {"first": 7, "last": 24}),
        Discovery(
            "Half the NMDA conductance lowers the first response too, and wind-up shrinks but stays.",
            {"NMDA": 0.5},
            {"first": 3, "last": 9},
        ),
        Discovery(
            "Without the tail every volley gives the same: the door alone does not count.",
            {"wS": 0},
            {"first": 7, "last": 7},
        ),
    ),
    card=Card(
        published="Leak, capacitance, time constants of AMPA, NMDA and NK1 from the code of a published "
        "cell of the deep dorsal horn; the magnesium block of the NMDA channel from measurements on single "
        "channels.",
        ours="One compartment with spike and reset; all weights, the brake, threshold and reset; one slow "
        "conductance that stands for NK1 and a calcium-activated current together. Tuned to give about the "
        "counts of the published cell at one volley a second.",
        left_out="Inhibition, other cells, descending control, fatigue of the fibers, and everything that "
        "could spread to another input.",
        not_for="Doses: 'NMDA conductance left' is no amount of ketamine. Frequencies: people wind up at "
        "lower rates. Any statement about a person's pain.",
        deviations="The dots are counts of the published cell, recorded in our run of its code. They "
        "depend on its time step (last count 24, 15 or 11), so they show a direction, not a value. With "
        "NMDA removed and AMPA raised to make up for it, that cell keeps its first response and loses "
        "wind-up (7 to 7); ours does not.",
    ),
)
