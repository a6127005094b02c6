"""Lab: lost myelin slows a spike first, and then suddenly stops it."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.myelinated import model

lab = Lab(
    model,
    title="Lost myelin",
    question="A stretch of a nerve fiber loses its myelin bit by bit. Does the spike slow down in proportion?",
    task="Make the stretch barer, little by little.",
    move={"f": 0.1},
    goals=(
        Goal(
            "Delay the spike by more than half a millisecond and still let it through.",
            "(arrived > 0.5)*(arrival > 1.7)",
            {"demyelinated": 10},
            "Ten internodes 2% bare: 1.77 ms instead of the 1.14 of a healthy fiber.",
        ),
        Goal(
            "Stop it with damage of 3%.",
            "(arrived < 0.5)*(f < 0.031)",
            {"demyelinated": 10, "f": 0.03},
            "Ten internodes 3% bare stop it: a long mild lesion does what a short severe one does.",
        ),
    ),
    prediction="One internode is 2% bare, and the impulse arrives after 1.19 ms. It becomes five times as bare, 10%. The impulse now arrives",
    options=(
        Option("a little later, in proportion", "Slowing is not proportional near the end."),
        Option("never; it is blocked", "Slowing first, then sudden failure.", right=True),
        Option("sooner", "Added capacitance takes longer to charge."),
        Option("in the next fiber, to which it jumps", "Cross-talk is not in this model."),
    ),
    misconception="Loss of function grows in step with loss of myelin.",
    note="The added capacitance is ours; a real plaque also changes channels.",
    controls=[
        Control("f", "how bare", 0, 0.1, 0.005, value=0.02),
        Control("demyelinated", "internodes that lost myelin", 0, 10, 1, value=1),
        Control("D", "diameter of the fiber", 2, 14, 0.5, level=2),
    ],
    settings={"duration": 2.5},
    readouts={
        "arrival": Readout("arrives near the end", "arrival", "", 0.95, 0, "ms", 3),
        "arrived": Readout("spikes near the end", "passed", "", 0.95, 0, "", 0),
        "speed": Readout("speed before the lesion", "speed", "", 0.1, 0.4, "m/s", 1),
    },
    derived={"bare": "100*f"},
    sentence=(
        (
            ("(demyelinated < 1) + (f == 0) > 0", "All myelin is there:"),
            ("demyelinated < 2", "One internode is {bare:.1f} % bare:"),
            (True, "{demyelinated:.0f} internodes are {bare:.1f} % bare:"),
        ),
        (
            ("arrival > 0", "the spike, which runs at {speed:.0f} m/s, arrives after {arrival:.2f} ms."),
            (True, "the spike stops at the lesion."),
        ),
    ),
    views=[
        {
            "kind": "space_time",
            "unit": "mm",
            "role": "touch",
            "places": [{"at": 0, "label": "pushed here"}, {"at": 1, "label": "end"}],
        },
        {
            "kind": "traces",
            "panels": [
                {
                    "show": {"V@0.25": "touch", "V@0.5": "nociceptive", "V@0.75": "projection"},
                    "label": "membrane at nodes (mV)",
                    "range": [-90, 40],
                },
            ],
            "names": {"V@0.25": "before the lesion", "V@0.5": "at the lesion", "V@0.75": "behind it"},
        },
        {
            "kind": "curve",
            "sweep": "f",
            "from": 0,
            "to": 0.1,
            "points": 21,
            "read": "arrival",
            "label": "arrival (ms); where the line ends, the spike stops",
            "role": "touch",
        },
    ],
    presets={
        "one internode, 2 % bare": {},
        "healthy": {"demyelinated": 0, "f": 0},
        "one internode, 10 % bare": {"f": 0.1},
        "long and mild": {"demyelinated": 10, "f": 0.02},
    },
    discoveries=[
        Discovery(
            "One internode 5 % bare: 1.28 ms instead of the 1.14 of a healthy fiber.", {"f": 0.05}, {"arrival": 1.278}
        ),
        Discovery("Twice that, and the spike stops.", {"f": 0.1}, {"arrived": 0}),
        Discovery("Ten internodes 2 % bare: 1.77 ms …", {"demyelinated": 10}, {"arrival": 1.771}),
        Discovery(
            "… and at 3 % they stop it: a long mild lesion does what a short severe one does.",
            {"demyelinated": 10, "f": 0.03},
            {"arrived": 0},
        ),
    ],
    card=Card(
        published="The node of Ranvier of the rabbit, as coded in a public library of fibers; the original paper was not read.",
        ours="The lesion: added capacitance at the nodes beside a bare internode. The number of nodes and the push.",
        left_out="Potassium channels under the myelin, changed sodium channels, remyelination, neighbors, temperature.",
        not_for="Reading a nerve conduction study; the course of a disease.",
        deviations="The speed depends on the step, because the channels are very fast: 49.5 m/s with the library's step and method (0.005 ms, backward Euler), 56.9 with the finest steps, 56.5 with the one used here (0.0025 ms, order 2).",
    ),
)
