"""Lab: three groups, their three differences, and two stories that fit them."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.three_arms import model

PARTLY = {"kappa": 0.2, "tau": 0.85, "q": 0.47}


def against(name, label):
    """One row of the picture of intervals."""
    return {"label": label, "estimate": name, "low": f"{name}_low", "high": f"{name}_high", "role": "treatment"}


def hidden(symbol):
    """A number of the one trial as a read-out that other texts use and nobody sees."""
    return Readout(symbol, "trial", symbol, 1, digits=2, shown=False)


lab = Lab(
    model,
    title="Three arms",
    question="Nothing, sham, real: what can three groups show about the needle, and what can they not?",
    task="Move what sham and real share, and the effect of the needle itself.",
    move={"kappa": 0.2, "tau": 0.85, "q": 0.47},
    goals=(
        Goal(
            "Make the same three means with a needle that does nearly twice as much.",
            "(tau > 0.8)*(sham > 5.39)*(sham < 5.41)*(real > 4.94)*(real < 4.96)",
            {"kappa": 0.2, "tau": 0.85, "q": 0.47},
            "A partly active sham gives the same three means.",
        ),
        Goal(
            "Find the size at which 8 trials in 10 find 0.45.",
            "(tau == 0.45)*(power > 0.8)*(w == 0.5)*(q == 0)",
            {"n": 300},
            "Three hundred an arm find it in 8 of 10 trials, a hundred in 4.",
        ),
    ),
    prediction="Sham beats nothing by 0.6 points; real beats sham by 0.45. Which of these do the three differences show?",
    options=(
        Option("The sham is inert, and what it adds is placebo", "One reading."),
        Option("The sham needles are partly active and the true effect is larger", "Another reading."),
        Option(
            "Neither; both fit the same differences",
            "Shared 0.6, specific 0.45, none of it in the sham; or shared 0.2, specific 0.85, 0.47 of it in the sham: identical means. A fourth, credible and inert arm "
            "would be needed.",
            right=True,
        ),
        Option("Needling does not work", "0.45 points above sham are not zero."),
    ),
    misconception="Sham is inert; and: not better than sham is useless; and: better than nothing is specific.",
    note=(
        "Explanatory trials ask what the needle adds; pragmatic trials ask what the visit adds. Both are answers, to different questions. Each row names which."
    ),
    controls=[
        Control("kappa", "what sham and real share", 0, 2, 0.05),
        Control("tau", "effect of the needle itself", 0, 2, 0.05),
        Control("n", "people in each arm", 20, 1000, 10, level=2),
        Control("q", "share of that effect in the sham", 0, 1, 0.01, level=3),
        Control("w", "who guesses right", 0.5, 1, 0.05, level=3),
    ],
    readouts={
        "none": Readout("mean with nothing (0–10)", "trial", "none", 1, digits=2),
        "sham": Readout("mean with sham", "trial", "sham", 1, digits=2),
        "real": Readout("mean with real", "trial", "real", 1, digits=2),
        "power": Readout("power, real against sham", "trial", "power", 1, digits=2),
        **{
            name + end: hidden(name + end)
            for name in ("sham_none", "real_sham", "real_none")
            for end in ("", "_low", "_high")
        },
        "needed": hidden("needed"),  # the sentence says it, where there is such a number
    },
    sentence=(
        "Sham is better than nothing by {sham_none:.2f} points and real better than sham by {real_sham:.2f}.",
        (
            ("real_sham_low > 0", "With {n:.0f} people an arm the second interval leaves out zero."),
            (
                True,
                "With {n:.0f} people an arm the second interval ({real_sham_low:.2f} to {real_sham_high:.2f}) holds zero.",
            ),
        ),
        (
            ("real_sham > 0.05", "To find it eight times of ten takes {needed:.0f} an arm."),
            (True, "No number of people would find that."),
        ),
    ),
    views=[
        {
            "kind": "intervals",
            "label": "less pain (points)",
            "zero": 0,
            "range": [-1, 3],
            "sides": ["worse", "better"],
            "rows": [
                against("sham_none", "sham against nothing: what the visit adds"),
                against("real_sham", "real against sham: what the needle adds"),
                against("real_none", "real against nothing: both together"),
            ],
        },
        {
            "kind": "curve",
            "sweep": "n",
            "from": 20,
            "to": 1000,
            "points": 50,
            "read": "power",
            "label": "power, real against sham",
            "role": "treatment",
            "range": [0, 1],
        },
    ],
    presets={
        "the sham is inert": {},
        "the sham is partly active": PARTLY,
        "three times as many people": {"n": 300},
        "the blind is broken": {"w": 0.8},
        "the needle adds nothing": {"tau": 0},
    },
    discoveries=[
        Discovery("An inert sham gives 6.00, 5.40, 4.95 …", {}, {"none": 6.0, "sham": 5.40, "real": 4.95}),
        Discovery("… and a partly active one the same three means.", PARTLY, {"none": 6.0, "sham": 5.40, "real": 4.95}),
        Discovery(
            "A hundred people an arm find this difference in 4 of 10 trials …", {}, {"power": 0.39, "needed": 280}
        ),
        Discovery("… three hundred in 8.", {"n": 300}, {"power": 0.83}),
        Discovery("Where 8 of 10 guess right, 0.45 becomes 0.75.", {"w": 0.8}, {"real_sham": 0.75}),
    ],
    card=Card(
        published="The sizes, about 0.2 SD for real against sham and 0.5 SD for real against nothing: a pooled analysis of individual people in chronic pain, not nerve pain.",
        ours="The three means, the spread of 1.9, the share of activity in a sham, the guess rate; intervals and power from the normal distribution.",
        left_out="Drop-out, clusters of people at one clinic, kinds of sham, courses that differ, and every pain but the pooled ones.",
        not_for="Saying how active shams are; predicting what needling does for a person with nerve pain, where evidence is very uncertain.",
    ),
)
