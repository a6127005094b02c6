"""Lab: what a trial reports when people can guess."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.blinding import model

USUAL, SHAM = 0, 1

lab = Lab(
    model,
    title="Blind it",
    question="How much better will a treatment seem to be, and how much of that is its own?",
    task="Take away the effect of its own; then change what it is compared with.",
    move={"tau": 0, "r": 0},
    goals=(
        Goal(
            "Let a treatment that does nothing seem to take off more than half a point.",
            "(tau == 0)*(difference > 0.5)",
            {"tau": 0, "r": 0},
            "Nothing of its own, open, against usual care: 1.5 points.",
        ),
        Goal(
            "Against a sham, let half a point seem to be more.",
            "(r == 1)*(tau == 0.5)*(difference > own + 0.2)",
            {"p_b": 0.8},
            "Where 8 of 10 see through the sham, 0.5 becomes 0.86.",
        ),
    ),
    prediction="A device does nothing of its own. In an open trial against usual care it will seem to be better by",
    options=(
        Option("0 points", "Randomization balances people, not attention or hope."),
        Option("about 0.4", "That is a sham trial in which 8 of 10 guess right."),
        Option("1.5 points", "Shared context 0.9 plus expectancy 0.6 (illustrative).", right=True),
        Option("5 points", "No."),
    ),
    misconception="Blinding is impossible for devices, so unblinded is fine.",
    note="The same lens is held over drugs, devices, needles and talk.",
    controls=[
        Control("tau", "effect of its own", 0, 2, 0.05),
        Control("r", "compared with", choices=(("usual care, open", USUAL), ("sham", SHAM))),
        Control("p_b", "who guesses right (sham)", 0.5, 1, 0.05, level=2),
        Control("k", "context", 0, 2, 0.05, level=3),
        Control("e", "expectancy", 0, 2, 0.05, level=3),
        Control("carry_over", "carried over into the second period", 0, 1, 0.05, level=3),
        Control("period", "pain lower in the second period by", -2, 2, 0.1, level=3),
    ],
    schedules={"p_b": ("1 if r < 0.5 else p_b",)},
    readouts={
        "difference": Readout("reported difference (points)", "trial", "difference", 1, digits=2),
        "own": Readout("of it: effect of its own", "trial", "from_effect", 1, digits=2),
        "context": Readout("of it: context that only one arm had", "trial", "from_context", 1, digits=2),
        "hope": Readout("of it: expectancy", "trial", "from_expectancy", 1, digits=2),
        "crossover": Readout("in a crossover", "trial", "crossover", 1, digits=2),
    },
    sentence=(
        (
            ("r < 0.5", "Open, against usual care:"),
            (True, "Against sham, with {p_b:.2f} of guesses right:"),
        ),
        "the treatment seems to be better by {difference:.2f} points, of which {own:.2f} are its own.",
    ),
    views=[
        {
            "kind": "curve",
            "sweep": "tau",
            "from": 0,
            "to": 2,
            "points": 41,
            "read": "difference",
            "label": "reported difference (points)",
            "role": "treatment",
            "range": [0, 4],
        },
    ],
    presets={
        "sham, blind": {},
        "sham, 8 of 10 guess right": {"p_b": 0.8},
        "open, usual care": {"r": USUAL},
        "nothing of its own, sham, 8 of 10 guess right": {"tau": 0, "p_b": 0.8},
    },
    discoveries=[
        Discovery(
            "Nothing of its own, open, against usual care: 1.5 points.", {"tau": 0, "r": USUAL}, {"difference": 1.5}
        ),
        Discovery("Half a point of its own becomes 2.0 …", {"r": USUAL}, {"difference": 2.0}),
        Discovery("… 0.86 against a sham that 8 of 10 see through …", {"p_b": 0.8}, {"difference": 0.86}),
        Discovery("… and 0.5 where no one can tell.", {}, {"difference": 0.5}),
        Discovery(
            "In a crossover what is carried over hides a part: 0.4 carried, 0.4 found.",
            {"carry_over": 0.4},
            {"crossover": 0.4},
        ),
    ],
    card=Card(
        published="The size of the context: placebo against nothing, 0.42 SD in a review of acupuncture trials, times a spread of 2.1.",
        ours="The equations; expectancy as symmetric and additive; its size; the crossover.",
        left_out="Chance, drop-out, regression to the mean, co-treatment, and that belief may change during a trial.",
        not_for="Correcting the result of a real trial.",
    ),
)
