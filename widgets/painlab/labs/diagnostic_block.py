"""Lab: a block relieves. How likely is it that the generator is there?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.generator import model

lab = Lab(
    model,
    title="A block as a test",
    question="A block of one nerve relieves the pain. How sure may one be that the generator is there?",
    task="Change how many here truly have it.",
    move={"prior": 0.2},
    goals=(
        Goal(
            "Make it rare enough for a block that relieves to be wrong more often than right.",
            "chance < 0.5",
            {"prior": 0.2},
            "One in five has it here: 0.42.",
        ),
        Goal(
            "Leave its share at one half, and bring the chance to 0.9.",
            "(prior == 0.5)*(chance > 0.89)",
            {"pi": 0},
            "Without people who improve with any injection it would be 0.90.",
        ),
    ),
    prediction="One person in five at this clinic has a generator at this nerve. A single open block relieves the pain. Chance that this is the one?",
    options=(
        Option("93 %", "The share of true ones it relieves."),
        Option("74 %", "Right if half had it."),
        Option("42 %", "0.93 × 0.2 against 0.325 × 0.8; a block relieves for several reasons.", right=True),
        Option("20 %", "The block does inform."),
    ),
    misconception="A positive block proves the place, so cut the nerve.",
    note=(
        "The share of people who improve with any injection (25 %) and the chance of a fall by itself (10 %) are ours. Set them to what you believe; the point is that "
        "the answer depends on them."
    ),
    controls=[
        Control("prior", "share who truly have it here", 0.01, 0.99, 0.01),
        Control("pi", "share who improve with any injection", 0, 0.9, 0.01, level=2),
        Control("eps", "chance of a fall by itself", 0, 0.9, 0.01, level=3),
        Control("relief", "true generators that a block relieves", 0, 1, 0.01, level=3),
    ],
    derived={"of_100": "100*prior", "right": "100*prior*sensitivity", "wrong": "100*(1 - prior)*false_positive"},
    readouts={
        "chance": Readout("chance after one open block", "trial", "ppv", 1, digits=2),
        "chance_two": Readout(
            "chance after relief by the drug and none by salt water", "trial", "both_ppv", 1, digits=2
        ),
        "finds": Readout("true ones that one block relieves", "trial", "sensitivity", 1, digits=2),
        "finds_two": Readout("true ones that the rule of two finds", "trial", "both_sensitivity", 1, digits=2),
        "false_alarm": Readout("others that one block relieves", "trial", "false_positive", 1, digits=2),
    },
    sentence=(
        "Of 100 people, {of_100:.0f} have their generator at this nerve. One open block relieves {right:.0f} of them and {wrong:.0f} of the others: "
        "who is relieved has it with a chance of {chance:.2f}.",
        "Where the drug relieves and salt water does not, the chance is {chance_two:.2f}; that rule finds {finds_two:.2f} of those who have it.",
    ),
    views=[
        {
            "kind": "curve",
            "sweep": "pi",
            "from": 0,
            "to": 0.9,
            "points": 46,
            "read": "chance",
            "label": "chance after one open block",
            "role": "treatment",
            "range": [0, 1],
        },
    ],
    presets={
        "half have it here": {},
        "nobody improves with any injection": {"pi": 0},
        "40 % improve with any injection": {"pi": 0.4},
        "four in five have it here": {"prior": 0.8},
    },
    discoveries=[
        Discovery("Half have it here: relief by one block makes it 0.74 …", {}, {"chance": 0.74}),
        Discovery(
            "… a second injection of salt water that does not relieve makes it 0.90.",
            {},
            {"chance_two": 0.90, "finds_two": 0.61},
        ),
        Discovery("One in five has it here: 0.42.", {"prior": 0.2}, {"chance": 0.42}),
        Discovery("Without people who improve with any injection it would be 0.90.", {"pi": 0}, {"chance": 0.90}),
    ],
    card=Card(
        published="The arithmetic of a test with a chance before and a chance after it.",
        ours="All shares: true relief 0.90, improvement with any injection 0.25, a fall by itself 0.10.",
        left_out="Partial relief, leak of the drug to other nerves, absorption into the blood, and that expectation changes from the first block to the second.",
        not_for="Deciding about a person's block, or about cutting a nerve.",
    ),
)
