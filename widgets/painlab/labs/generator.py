"""Lab: turn the gain up, place a block, and see what is a generator and what is not."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.generator import model
from .amplifier import mark, meter, site, way

NONE, ENDING, NERVE, ROOT, CORD = range(5)
ZERO = {"a1": 0, "a2": 0, "a3": 0}


def source(label, symbol, value, x, y):
    """A mark that sets a source to `value`, and to 0 when pressed again."""
    return mark(label, {symbol: value}, x, y, off={symbol: 0})


def block(label, place, x, y):
    """A mark that puts the block at a place, by its number."""
    return mark(label, {"block": place}, x, y, block=True)


SITES = [
    site(
        "skin",
        132,
        [meter("past_ending", "passes the ending", 6, "nociceptive", "")],
        [source("source at the ending", "a1", 3, 62, 150)],
        [block("block of the ending", ENDING, 134, 166)],
    ),
    site(
        "nerve",
        152,
        [meter("past_nerve", "passes the nerve", 6, "nociceptive", "")],
        [source("source in the axon or a neuroma", "a2", 3, 196, 144)],
        [block("block of the nerve", NERVE, 244, 166)],
    ),
    site(
        "ganglion and root",
        136,
        [meter("past_root", "passes the root", 6, "nociceptive", "")],
        [source("source in the ganglion or root", "a3", 3, 352, 120)],
        [block("block of the root", ROOT, 444, 166)],
    ),
    site(
        "cord",
        228,
        [meter("past_cord", "leaves the cord", 12, "projection", "")],
        [source("source in the cord", "a4", 3, 546, 152)],
        [block("block of the cord", CORD, 606, 54)],
    ),
    site(
        "brain",
        184,
        [meter("pain", "output", 10, "projection", "of 10")],
        [source("source in the brain", "a5", 4, 846, 132)],
        [],
    ),
]

lab = Lab(
    model,
    title="Where is the generator?",
    question="A block relieves, or it does not. What does that say about where the signal is made?",
    task="Put a block in place (○). Which of them reaches this signal?",
    move={"G": 4, "block": ROOT},
    goals=(
        Goal(
            "With the gain at its highest, find a block that leaves a part.",
            "(G > 3.95)*(block > 0)*(pain > 1)*(pain < 4)",
            {"G": 4, "block": NERVE},
            "A nerve block that leaks 5% leaves 2.1 at that gain.",
        ),
        Goal(
            "Find a source that no block reaches.",
            "(block >= 3)*(pain > 3)",
            {**ZERO, "a5": 4, "block": ROOT},
            "A generator in the brain: no block changes it.",
        ),
    ),
    prediction="Noise from a neuroma; the output is 5.7. You turn central gain from 1.5 to 4, and then you block the root. What is left?",
    options=(
        Option("8.0; it is central now", "Gain multiplies what arrives."),
        Option("About 4", "Half of what?"),
        Option(
            "0",
            "Nothing times four is nothing. (Block the nerve at 95 % instead and 2.1 remains: high gain magnifies what leaks past.)",
            right=True,
        ),
        Option("Worse", "Nothing here does that."),
    ),
    misconception="Central sensitization means that the periphery no longer matters.",
    note=(
        "In the preset 'after a stroke, generator in the brain' the brain makes its own signal. In the only block study we know of (8 people, no blinding) most such "
        "pain needed input from the limb. Try the second stroke preset: a high gain on a small input. That a cord block leaves 0.6 where a root block leaves 0 is "
        "arithmetic of a threshold, no physiology."
    ),
    controls=[
        Control(
            Q("block", NONE, "", "where the block is placed", "ours"),
            "block",
            choices=(
                ("none", NONE),
                ("of the ending", ENDING),
                ("of the nerve", NERVE),
                ("of the root", ROOT),
                ("of the cord", CORD),
            ),
        ),
        Control("G", "central gain", 0.5, 4, 0.1, level=2),
        Control("a1", "source at the ending", 0, 5, 0.1, level=3),
        Control("a2", "source in the axon or a neuroma", 0, 5, 0.1, level=3),
        Control("a3", "source in the ganglion or root", 0, 5, 0.05, level=3),
        Control("a4", "source in the cord", 0, 5, 0.1, level=3),
        Control("a5", "source in the brain", 0, 5, 0.1, level=3),
        Control(
            Q("complete", 0.95, "", "share of impulses that the block stops", "ours"),
            "how complete the block is",
            0,
            1,
            0.01,
            level=3,
        ),
    ],
    schedules={
        "B1": (f"complete*(block == {ENDING})",),
        "B2": (f"complete*(block == {NERVE})",),
        "B3": (f"complete*(block == {ROOT})",),
        "B4": (f"complete*(block == {CORD})",),
    },
    readouts={
        "pain": Readout("output (0–10)", "trial", "pain", 1, digits=1),
        "past_ending": Readout("past the ending", "trial", "x1", 1, digits=2, shown=False),
        "past_nerve": Readout("past the nerve", "trial", "x2", 1, digits=2),
        "past_root": Readout("past the root", "trial", "x3", 1, digits=2),
        "past_cord": Readout("past the cord", "trial", "h", 1, digits=2),
    },
    sentence=(
        (
            (f"block == {NONE}", "No block:"),
            (f"block == {ENDING}", "A block of the ending:"),
            (f"block == {NERVE}", "A block of the nerve:"),
            (f"block == {ROOT}", "A block of the root:"),
            (True, "A block of the cord:"),
        ),
        "{past_nerve:.2f} comes past the nerve and {past_root:.2f} past the root; at a gain of {G:.1f} the output is {pain:.1f} of 10.",
    ),
    views=[
        {
            "kind": "pathway",
            "about": "what passes each place",
            "dots": "The more dots, the more passes.",
            "every": 2,
            "ways": {
                "ending": way("past_ending", "nociceptive", 45),
                "nerve": way("past_nerve", "nociceptive", 45),
                "root": way("past_nerve", "nociceptive", 45),
                "thin": way("past_root", "nociceptive", 45),
                "projection": way("past_cord", "projection", 130),
            },
            "sites": SITES,
        },
        {
            "kind": "curve",
            "sweep": "G",
            "from": 0.5,
            "to": 4,
            "points": 36,
            "read": "pain",
            "label": "output (0–10)",
            "role": "projection",
            "range": [0, 10],
        },
    ],
    presets={
        "neuroma": {},
        "irritable postherpetic neuralgia": {"a1": 3, "a2": 0.5, "a3": 0.3},
        "diabetic polyneuropathy": {"a1": 1.5, "a2": 1.5, "a3": 0.4},
        "phantom limb": {"a2": 0.8, "a3": 2.5},
        "radiculopathy": {"a2": 0, "a3": 3},
        "cord injury, at its level": {"a2": 0, "a3": 0.5, "a4": 3},
        "after a stroke, generator in the brain": ZERO | {"a5": 4},
        "after a stroke, kept going by input (ours)": {"a1": 1, "a2": 0.2, "a3": 0.05, "G": 4},
    },
    discoveries=[
        Discovery("High gain on a neuroma: 8.0 …", {"G": 4}, {"pain": 8.0}),
        Discovery("… and nothing past a root block: gain is no generator.", {"G": 4, "block": ROOT}, {"pain": 0.0}),
        Discovery("A nerve block that leaks 5 % leaves 2.1 at that gain.", {"G": 4, "block": NERVE}, {"pain": 2.1}),
        Discovery(
            "A block of the nerve passes by what is made in the ganglion: 4.8.",
            {"a2": 0.8, "a3": 2.5, "block": NERVE},
            {"pain": 4.8},
        ),
        Discovery("A generator in the brain: no block changes it.", ZERO | {"a5": 4, "block": ROOT}, {"pain": 5.7}),
        Discovery(
            "The same 5.7 after a stroke, kept going by input: a nerve block takes all of it.",
            {"a1": 1, "a2": 0.2, "a3": 0.05, "G": 4, "block": NERVE},
            {"pain": 0.0},
        ),
    ],
    card=Card(
        published="Nothing as a model. Blocks as experiments: 14 of 14 people with nerve lesions, 7 of 8 with pain after a stroke (both without blinding).",
        ours="All equations, sources and gains; that both stroke presets start from 5.7.",
        left_out="Time, thresholds that move, sensitization of the cord by the input itself, spread, placebo responses, systemic effects of a block.",
        not_for="Locating a person's pain; deciding on a block or on cutting a nerve.",
        deviations="A cord block leaves 0.5 to 0.7 where a root block leaves 0: what the cord holds back is subtracted before the cord's own signal is added.",
    ),
)
