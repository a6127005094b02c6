"""Lab: more of a drug does not mean ever more firing."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.chemotherapy import model

lab = Lab(
    model,
    title="Firing under chemotherapy",
    question="A drug makes a sensory neuron fire by itself. Does more of it always mean more firing?",
    task="Add drug, and watch how often the cell fires.",
    move={"p": 500},
    goals=(
        Goal(
            "Find the drug at which it fires fastest.",
            "rate > 57",
            {"p": 200},
            "Most firing is in the middle: 59 a second at 200. At 500 it is 29: the membrane stays up.",
        ),
        Goal(
            "Make it fire without any drug.",
            "(p == 0)*(rate > 20)",
            {"I": 150},
            "Without drug, 150 pA give one spike after the other.",
        ),
    ),
    prediction="More and more drug. Spontaneous firing",
    options=(
        Option(
            "rises steadily", "Sodium conductance does rise steadily; firing needs a membrane that comes back down."
        ),
        Option("rises, then falls", "30, then 59, then 29 a second: strong depolarization stops spikes.", right=True),
        Option("falls, then rises", "From nothing it cannot fall."),
        Option(
            "has one fixed rate", "The rate at the start of firing is already 30 a second, but it moves on from there."
        ),
    ),
    misconception="The more of a toxic drug, the more firing.",
    note="The drug axis has no clinical unit; never read it as a dose, and neuropathy is not the same as pain.",
    controls=[
        Control("p", "drug (the code's own units)", 0, 500, 5),
        Control("I", "current", 0, 300, 1, level=2),
        Control("g8", "Nav1.8 without drug", 0, 12, 0.05, level=3),
        Control("gK", "delayed rectifier without drug", 2, 8, 0.01, level=3),
    ],
    settings={"duration": 2000},
    schedules={"I": (0, (100, 2000, "I"))},
    readouts={
        "rate": Readout("spikes a second", "rate", "", 0, 2000, "Hz", 1),
        "top": Readout("top of the spikes", "max", "V", 1000, 2000, "mV", 0),
        "bottom": Readout("membrane at its lowest", "min", "V", 1000, 2000, "mV", 0),
        "middle": Readout("membrane on average", "mean", "V", 1000, 2000, "mV", 0),
    },
    sentence=(
        (("p < 1", "Without drug"), (True, "With {p:.0f} units of drug")),
        (("I > 0", "and a current of {I:.0f} pA"), (True, "and no stimulus")),
        (
            ("rate < 0.6", "this cell is quiet."),
            (
                "middle > -22",
                "this cell fires {rate:.1f} a second, some of it in small waves: on average its membrane stays at {middle:.0f} mV, too depolarized to recover.",
            ),
            (True, "this cell fires {rate:.1f} a second."),
        ),
    ),
    views=[
        {
            "kind": "traces",
            "panels": [{"show": {"V": "nociceptive"}, "label": "membrane (mV)", "range": [-90, 60]}],
            "window": [0, 500],
        },
        {
            "kind": "curve",
            "sweep": "p",
            "from": 0,
            "to": 500,
            "points": 26,
            "read": "rate",
            "label": "spikes a second",
            "role": "nociceptive",
        },
    ],
    presets={
        "without drug": {},
        "a little drug": {"p": 20},
        "a medium amount": {"p": 200},
        "much": {"p": 500},
    },
    discoveries=[
        Discovery("Up to 15 units nothing is heard of it …", {"p": 15}, {"rate": 0}),
        Discovery("… and at 20 it fires 30 a second: no slow beginning.", {"p": 20}, {"rate": 29.7}, 0.02),
        Discovery("Most firing is in the middle: 59 a second at 200.", {"p": 200}, {"rate": 59.3}, 0.02),
        Discovery(
            "At 500 it is 29 a second: the membrane stays up, and every second spike is a small wave.",
            {"p": 500},
            {"rate": 29},
            0.03,
        ),
        Discovery("Without drug, 150 pA give one spike after the other.", {"I": 150}, {"rate": 33}, 0.05),
    ],
    card=Card(
        published="Equations and values of a small sensory neuron, and how the drug moves four conductances: the authors' archived code.",
        ours="Nothing but the choice of what is shown.",
        left_out="Mitochondria, dying endings, inflammation, time: the drug acts at once and evenly. Nav1.7 hardly matters with these values.",
        not_for="Doses (the axis has no clinical unit), prognosis, inherited changes of Nav1.7.",
        deviations="Only the abstracts of the papers were read; the code decides. Upward crossings of 0 mV are counted: above 350 units small waves cross it too.",
    ),
)
