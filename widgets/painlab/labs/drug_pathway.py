"""Lab: the same drug, and a generator that moves."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.drug_pathway import model
from .amplifier import mark, meter, site, way

NONE, SODIUM, GABAPENTINOID, SNRI, OPIOID, TWO, PATCH, BLOCK = range(8)
DRUGS = (
    ("none", NONE),
    ("sodium-channel blocker", SODIUM),
    ("gabapentinoid", GABAPENTINOID),
    ("SNRI or tricyclic", SNRI),
    ("opioid", OPIOID),
    ("gabapentinoid and SNRI", TWO),
    ("capsaicin patch", PATCH),
    ("nerve block", BLOCK),
)
ENDING, CORD = 1, 2


def given(label, drug, x, y, block=False, **more):
    """A mark that gives the drug of that number, and takes it away when pressed again."""
    return mark(label, {"drug": drug}, x, y, block, off={"drug": NONE}, **more)


SITES = [
    site(
        "skin",
        132,
        [meter("sent", "endings and axon send", 25, "nociceptive")],
        [mark("noise in the nerve's ending and axon", {"place": ENDING}, 62, 150, off={"place": CORD})],
        [given("capsaicin patch", PATCH, 88, 216, level=2)],
    ),
    site(
        "nerve",
        152,
        [meter("after_block", "the nerve passes on", 25, "nociceptive")],
        [],
        [given("sodium-channel blocker", SODIUM, 206, 126), given("nerve block", BLOCK, 228, 166, block=True)],
    ),
    site(
        "dorsal horn",
        228,
        [
            meter("released", "release for one impulse", 2, "nociceptive", ""),
            meter("sent_up", "goes up to the brain", 60, "projection", ""),
        ],
        [mark("noise in the cord", {"place": CORD}, 546, 152, off={"place": ENDING})],
        [
            given("gabapentinoid", GABAPENTINOID, 494, 160),
            given("opioid", OPIOID, 506, 132),
            given("gabapentinoid and SNRI", TWO, 520, 200, level=2),
        ],
    ),
    site(
        "brainstem",
        128,
        [meter("control", "descending control", 1, "descending", "")],
        [],
        [given("SNRI or tricyclic", SNRI, 690, 194)],
    ),
    site("brain", 184, [meter("output", "output", 10, "projection", "of 10")], [], []),
]

lab = Lab(
    model,
    title="Drugs on the pathway",
    question="The same drug in two people: why does it help one of them less?",
    task="Put the noise elsewhere (◇), or another drug in place (○).",
    move={"place": 2},
    goals=(
        Goal(
            "Find what ends it altogether.",
            "output < 0.05",
            {"drug": 7},
            "A nerve block ends it where the nerve is noisy. Where the cord is, it takes off 0.7.",
        ),
        Goal(
            "Let an SNRI take off half a point.",
            "(drug == 3)*(change < -0.45)",
            {"drug": 3, "D": 0.2},
            "The less descending control there is, the more an SNRI can add: 0.5.",
        ),
    ),
    prediction="A sodium-channel blocker takes 0.8 points off when the nerve's ending and axon are noisy. In a second person the noise arises in the cord. It takes off",
    options=(
        Option("0.8; same drug, same person-size", "The drug acts on a firing rate that is low here."),
        Option("more, the cord is more sensitive", "Not at this target."),
        Option("about 0.2", "Nothing fast left to block; one trial found such an interaction, fragile.", right=True),
        Option("nothing, and therefore it was the wrong diagnosis", "Response does not diagnose."),
    ),
    misconception="The drug with the best average helps everyone a little.",
    note=(
        "Sizes are set by hand. In the amplifier one circuit switches wholly on or off; here a smooth average stands for many people. Neither is a dose or a forecast."
    ),
    controls=[
        Control(Q("drug", SODIUM, "", "which treatment is given", "ours"), "treatment", choices=DRUGS),
        Control(
            Q("place", ENDING, "", "where the ongoing noise arises", "ours"),
            "the noise arises in",
            choices=(("the nerve's ending and axon", ENDING), ("the cord", CORD)),
        ),
        Control("D", "descending control", 0.1, 0.9, 0.05, level=2),
        Control("f_ev", "evoked input", 0, 10, 0.5, level=3),
        Control("s", "share that arises at the endings", 0, 1, 0.05, level=3),
        Control("m", "sensitization of the dorsal horn", 0, 1.5, 0.05, level=3),
        Control("u", "extra calcium channels", 0, 2, 0.1, level=3),
        Control("n", "NMDA block", 0, 1, 0.05, level=3),
        Control("since", "weeks since the patch", 0, 24, 1, level=3),
        Control("ctx", "context", 0, 1, 0.1, level=3),
        Control("tms", "stimulation of the motor cortex", 0, 1, 0.1, level=3),
    ],
    schedules={
        "f_ec": (f"18 if place == {ENDING} else 3",),
        "a_dh": (f"0 if place == {ENDING} else 18",),
        "C": (f"10*(drug == {SODIUM}) + 1000*(drug == {BLOCK})",),
        "g": (f"0.4*((drug == {GABAPENTINOID}) + (drug == {TWO}))",),
        "x": (f"1*((drug == {SNRI}) + (drug == {TWO}))",),
        "o": (f"0.6*(drug == {OPIOID})",),
        "c0": (f"0.35*(drug == {PATCH})",),
    },
    readouts={
        "untreated": Readout("without the treatment (0–10)", "trial", "untreated", 1, digits=1),
        "output": Readout("with it (0–10)", "trial", "pain", 1, digits=1),
        "change": Readout("difference", "trial", "change", 1, digits=1),
        "after_block": Readout("impulses that pass the nerve", "trial", "f2", 1, unit="Hz", digits=1),
        "sent": Readout("impulses that are sent", "trial", "f1", 1, unit="Hz", digits=1, shown=False),
        "released": Readout("release for one impulse", "trial", "R", 1, digits=2, shown=False),
        "sent_up": Readout("output of the dorsal horn", "trial", "h", 1, digits=1, shown=False),
        "control": Readout("descending control", "trial", "a", 1, digits=2, shown=False),
    },
    sentence=(
        (
            (
                f"place == {ENDING}",
                "Noise in the nerve's ending and axon: the output is {untreated:.1f} untreated and {output:.1f} treated,",
            ),
            (True, "Noise in the cord: the output is {untreated:.1f} untreated and {output:.1f} treated,"),
        ),
        "a difference of {change:.1f}.",
    ),
    views=[
        {
            "kind": "pathway",
            "about": "what passes each place, and what is released there",
            "every": 10,
            "ways": {
                "ending": way("sent", "nociceptive", 45),
                "nerve": way("after_block", "nociceptive", 45),
                "root": way("after_block", "nociceptive", 45),
                "thin": way("after_block", "nociceptive", 45),
                "projection": way("sent_up", "projection", 130),
            },
            "sites": SITES,
        },
        {
            "kind": "curve",
            "sweep": "D",
            "from": 0.1,
            "to": 0.9,
            "points": 33,
            "read": "output",
            "label": "output (0–10)",
            "role": "projection",
            "range": [0, 10],
        },
    ],
    presets={
        "noisy ending and axon, sodium-channel blocker": {},
        "noisy ending and axon, gabapentinoid": {"drug": GABAPENTINOID},
        "noisy cord, gabapentinoid": {"drug": GABAPENTINOID, "place": CORD},
        "noisy ending and axon, nerve block": {"drug": BLOCK},
        "noisy cord, nerve block": {"drug": BLOCK, "place": CORD},
    },
    discoveries=[
        Discovery("The same drug takes off 0.8 …", {}, {"change": -0.81}),
        Discovery("… or 0.2, when the generator has moved.", {"place": CORD}, {"change": -0.23}),
        Discovery("A nerve block ends it where the nerve is noisy …", {"drug": BLOCK}, {"output": 0.0}),
        Discovery("… and takes off 0.7 where the cord is.", {"drug": BLOCK, "place": CORD}, {"change": -0.70}),
        Discovery(
            "The less descending control there is, the more an SNRI can add: 0.5 …",
            {"drug": SNRI, "D": 0.2},
            {"change": -0.50},
        ),
        Discovery("… against 0.3.", {"drug": SNRI, "D": 0.7}, {"change": -0.26}),
        Discovery("Two drugs at two sites add up to 1.1.", {"drug": TWO}, {"change": -1.11}),
    ],
    card=Card(
        published="Nothing as a model: sites of action are from pharmacology, that a noisy nerve may answer better to a sodium-channel blocker from one trial.",
        ours="All equations and all sizes. They were chosen so that effects come out at 0.4 to 0.8 points, as in trials: that they do is no evidence.",
        left_out="Dose, absorption, side effects, tolerance, time, and differences between people.",
        not_for="Dosing, choosing a drug, predicting who responds.",
        deviations="The amplifier answers the same question otherwise: there a circuit switches wholly on or off. No study known to us decides between the two.",
    ),
)
