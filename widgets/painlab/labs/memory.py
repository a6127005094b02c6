"""Lab: a push past the ridge. Why what prevents need not cure."""

from ..lab import Card, Discovery, Goal, Lab, Option, Readout
from ..lab import Control as C
from ..model import Quantity as Q
from ..models.memory import model

WATCH = Q("watch", 20, "min", "how long we watch after the pulses", "ours", (0, 40))
END, LATER = "0.5 + pulses/frequency", "0.5 + pulses/frequency + 60*watch"

SILENT_OR_FIRING = (("stays silent", 0.0), ("fires 10 ms after each pulse", 1.0))

# fmt: off
CONTROLS = (
    C("pulses", "number of pulses", 5, 300, 5),
    C("NMDA", "calcium that the drug leaves", 0, 1, 0.05),
    C("drug", "drug given", choices=(("before the pulses", "before"), ("after the pulses", "after"))),
    C("frequency", "pulses a second", 1, 100, 1, level=2),
    C(WATCH, "watch for", 0, 40, 1, level=2),
    C("rho0", "strength at the start", level=2, choices=(("weak", 0.0), ("strong", 1.0)), value=0.0),
    C("post", "the cell itself", level=3, choices=SILENT_OR_FIRING, value=0.0),
    C("thp", "calcium that strengthens", 1, 2, 0.05, level=3),
    C("thd", "calcium that weakens", 0.5, 2, 0.05, level=3),
)
# fmt: on

lab = Lab(
    model,
    title="Memory of a synapse",
    question="A synapse is pushed by pulses of calcium. When does the push leave a trace, and what takes "
    "it away again?",
    task="Give fewer pulses, and watch how strong the synapse stays.",
    move={"NMDA": 0.5, "drug": "after"},
    goals=(
        Goal(
            "Find the fewest pulses whose trace stays.",
            "(later > 0.5)*(pulses < 61)*(frequency > 99)",
            {"pulses": 60},
            "Forty pulses fade. Sixty stay, and grow after the last one.",
        ),
        Goal(
            "Prevent the trace of a hundred pulses by the drug.",
            "(pulses == 100)*(NMDA < 0.55)*(later < 0.05)",
            {"NMDA": 0.5},
            "The drug before: nothing is made. The same drug after: all of it is kept.",
        ),
    ),
    prediction="A drug halves the calcium from each pulse. Given before 100 strong pulses, the synapse "
    "stays at baseline. Given after them, what is left of the strengthening twenty minutes later?",
    options=(
        Option("Nothing; it blocks the same receptor", "It blocks the making, not the keeping."),
        Option("About half", "The ball is already in the other valley."),
        Option(
            "All of it, as without the drug",
            "0.91 on a scale from 0 to 1. Prevention and cure are different questions.",
            right=True,
        ),
        Option("More than without the drug", "Nothing in the model does that."),
    ),
    misconception="A drug that prevents a change will also undo it.",
    note="Equation and numbers are those of synapses of the cortex and hippocampus; a C fiber's synapse in their "
    "place is our liberty, and needs more pulses a second here than a real one. The lesson is that a state can "
    "outlast its cause; that your pain is such a state, or that it cannot be reversed, does not follow.",
    controls=CONTROLS,
    values={"lag": 10},
    settings={"duration": LATER},
    derived={"pulsed": END},
    presets={
        "100 pulses": {},
        "40 pulses": {"pulses": 40},
        "60 pulses": {"pulses": 60},
        "drug before": {"NMDA": 0.5},
        "drug after": {"NMDA": 0.5, "drug": "after"},
    },
    readouts={
        "end": Readout("strength when the pulses end", "value", "rho", END, END, digits=3),
        "later": Readout("strength after the watch", "value", "rho", LATER, LATER, digits=3),
        "peak": Readout("highest calcium", "max", "c", 0, END),
    },
    sentence=(
        "{pulses:.0f} pulses, {frequency:.0f} a second: strength {end:.2f} when they end, {later:.2f} "
        "after {watch:.0f} minutes.",
        (
            ("end < 0.005", "No trace was left."),
            ("end < 0.495", "It lies on the weak side of the ridge (0.5) and rolls toward 0."),
            ("(end > 0.505)*(NMDA == 1)", "It lies on the strong side of the ridge (0.5)."),
            ("end > 0.505", "It lies on the strong side of the ridge (0.5) and rolls toward 1, by itself."),
            (True, "It lies almost on the ridge, where it hardly moves."),
        ),
    ),
    views=(
        {"kind": "scene", "drawing": "memory"},
        {
            "kind": "traces",
            "panels": [
                {
                    "show": {"rho": "projection"},
                    "label": "strength of the synapse",
                    "range": [0, 1],
                    "lines": [{"at": 0.5, "label": "the ridge"}],
                },
            ],
        },
        {
            "kind": "well",
            "of": "rho",
            "label": "strength of the synapse",
            "title": "without calcium the ball rolls downhill",
            "range": [-0.12, 1.12],
            "floors": [{"near": 0, "label": "weak"}, {"near": 1, "label": "strong"}],
        },
        {
            "kind": "traces",
            "tab": "calcium",
            "window": [0.4, 2],
            "panels": [
                {
                    "show": {"c": "nociceptive"},
                    "label": "calcium, first pulses",
                    "lines": [{"at": "thp", "label": "strengthens"}, {"at": "thd", "label": "weakens"}],
                },
            ],
        },
    ),
    discoveries=(
        Discovery("Forty pulses fade.", {"pulses": 40}, {"end": 0.446, "later": 0.212}),
        Discovery("Sixty stay, and grow after the last one.", {"pulses": 60}, {"end": 0.531, "later": 0.718}),
        Discovery("The drug before: nothing is made.", {"NMDA": 0.5}, {"end": 0, "later": 0}),
        Discovery(
            "The same drug after: all of it is kept.",
            {"NMDA": 0.5, "drug": "after"},
            {"end": 0.596, "later": 0.906},
        ),
        Discovery(
            "A hundred pulses at 30 a second leave nothing: rate, not number.",
            {"frequency": 30},
            {"end": 0, "later": 0},
        ),
    ),
    card=Card(
        published="The equation and all its numbers (the authors' set 'DP'), fitted to synapses of cortex "
        "and hippocampus.",
        ours="A C fiber's synapse put in their place; a drug that scales the calcium of a pulse; noise switched off.",
        left_out="The cell around the synapse, later phases that need new protein, and whatever else can "
        "turn a synapse down.",
        not_for="Rates and times of a C fiber's synapse; doses or timing of any medicine; any statement on how long a person's pain will last.",
        deviations="Fired by the fiber alone it needs 40 pulses a second or more. In rats two a second changed "
        "synapses of C fibers, and in volunteers 10 a second changed pain; this model shows that only if the cell "
        "fires too.",
    ),
)
