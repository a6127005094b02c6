"""Lab: a questionnaire for nerve pain is positive. How likely is nerve pain?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.screening import model

DEVELOPMENT, CONSECUTIVE = 0.0, 1.0

lab = Lab(
    model,
    title="From score to person",
    question="A questionnaire for nerve pain (the DN4) is positive. How likely is it that this person has neuropathic pain?",
    task="Change how many people here have it.",
    move={"P": 8},
    goals=(
        Goal(
            "Find a place where a positive score is right more than 8 times in 10.",
            "(study == 1)*(if_positive > 80)",
            {"P": 60},
            "Where 60 of 100 have it, 82 of 100 positive scores are true.",
        ),
        Goal(
            "With the accuracy of the development study, 9 times in 10.",
            "(study == 0)*(if_positive > 89.5)",
            {"P": 52, "study": 0.0},
            "From 52 of 100 on.",
        ),
    ),
    prediction=(
        "The questionnaire is positive in 75 of 100 people with neuropathic pain and 24 of 100 without. In a setting where 8 of 100 have it, a positive score means that it is present in"
    ),
    options=(
        Option("75 of 100", "That reads the test backward."),
        Option("50 of 100", "A compromise, not a calculation."),
        Option("21 of 100", "6 true positives against 22 false.", right=True),
        Option("8 of 100", "The test did add information."),
    ),
    misconception="A DN4 of four or more is a diagnosis of neuropathic pain.",
    note="Nothing you enter is kept. Four or more opens a question; an examination answers it.",
    controls=[
        Control("P", "share who have neuropathic pain", 1, 60, 1),
        Control(
            "study",
            "accuracy found in",
            choices=(("consecutive patients", CONSECUTIVE), ("the development study", DEVELOPMENT)),
            level=2,
        ),
    ],
    readouts={
        "has_positive": Readout("has it, and positive", "trial", "p_true", 1, digits=3, shown=False),
        "has_negative": Readout("has it, and negative", "trial", "p_miss", 1, digits=3, shown=False),
        "not_positive": Readout("has it not, and positive", "trial", "p_false", 1, digits=3, shown=False),
        "not_negative": Readout("has it not, and negative", "trial", "p_clear", 1, digits=3, shown=False),
        "if_positive": Readout("have it, if positive", "trial", "P_pos", 1, unit="%", digits=0),
        "if_negative": Readout("have it, if negative", "trial", "P_neg", 1, unit="%", digits=0),
    },
    sentence=(
        "Of 100 people tested, {P:.0f} have neuropathic pain:",
        "of 100 people with a positive score {if_positive:.0f} have it, and of 100 with a negative one {if_negative:.0f} have it all the same.",
        (("if_positive < 50", "Most positive scores are false here."), (True, "Most positive scores are true here.")),
    ),
    views=[
        {
            "kind": "people",
            "total": 100,
            "label": "of 100 people tested",
            "groups": [
                {
                    "read": "has_positive",
                    "label": "neuropathic pain, and a positive score",
                    "role": "projection",
                    "mark": "full",
                },
                {
                    "read": "has_negative",
                    "label": "neuropathic pain, and a negative score",
                    "role": "projection",
                    "mark": "ring",
                },
                {
                    "read": "not_positive",
                    "label": "another pain, and a positive score",
                    "role": "touch",
                    "mark": "full",
                },
                {
                    "read": "not_negative",
                    "label": "another pain, and a negative score",
                    "role": "muted",
                    "mark": "empty",
                },
            ],
        },
        {
            "kind": "curve",
            "sweep": "P",
            "from": 1,
            "to": 60,
            "points": 60,
            "read": "if_positive",
            "label": "have it, if positive (%)",
            "role": "projection",
            "range": [0, 100],
        },
    ],
    presets={
        "half of the people have it": {},
        "8 of 100 have it": {"P": 8},
        "8 of 100, development study": {"P": 8, "study": DEVELOPMENT},
        "half, development study": {"study": DEVELOPMENT},
    },
    discoveries=[
        Discovery(
            "Where 8 of 100 have it, 21 of 100 positive scores are true; a negative score leaves 3 of 100.",
            {"P": 8},
            {"if_positive": 21, "if_negative": 3},
        ),
        Discovery(
            "The accuracy of the development study doubles that, to 42 of 100.",
            {"P": 8, "study": DEVELOPMENT},
            {"if_positive": 42},
        ),
        Discovery(
            "Break it: with the accuracy of the development study 9 of 10 positive scores are true from 52 of 100 on …",
            {"P": 52, "study": DEVELOPMENT},
            {"if_positive": 90},
        ),
        Discovery(
            "… and with that of consecutive patients not even where 60 of 100 have it.",
            {"P": 60},
            {"if_positive": 82},
        ),
    ],
    card=Card(
        published="Both pairs of sensitivity and specificity, and that the second was found in patients who came one after another.",
        ours="The arithmetic, and how many of 100 people have neuropathic pain in a setting.",
        left_out="The score itself: 4 and 9 count alike. And that accuracy shifts with the mix of people, not with the setting's name.",
        not_for="Deciding whether you or anybody else has neuropathic pain. It teaches, it does not diagnose.",
    ),
)
