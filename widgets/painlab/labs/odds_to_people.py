"""Lab: an odds ratio from a paper, put to work on a hundred people."""

from ..lab import Card, Control, Discovery, Goal, Guess, Lab, Readout
from ..models.odds_to_people import model

FACTORS = (
    ("strong pain at the start", "pain"),
    ("a lower social and economic position", "status"),
    ("abuse or neglect in childhood", "childhood"),
    ("smoking", "smoking"),
    ("little support from others", "support"),
)

lab = Lab(
    model,
    title="From factor to people",
    question="A factor makes lasting pain likelier. How many more of 100 people is that?",
    task="Choose a factor, and see how many people it is.",
    move={"factor": "pain"},
    guess=Guess(
        "people",
        0,
        100,
        1,
        4,
        "The number is an odds ratio, which multiplies odds, not people: odds of 0.111 × 5.61 = 0.62 are 38 of 100, and 56 would be too many.",
        "people of 100",
    ),
    goals=(
        Goal(
            "Find people in whom an odds ratio above 5 nearly multiplies people.",
            "(ratio > 5)*(times > 0.9*ratio)",
            {"factor": "pain", "base": 0.01},
            "Where 1 in 100 goes on without it, it makes 5 of 100.",
        ),
        Goal(
            "Find people in whom it does not even double them.",
            "(ratio > 5)*(times < 2)",
            {"factor": "pain", "base": 0.5},
            "Where half go on without it, it makes 85 of 100.",
        ),
    ),
    prediction="Of 100 people 10 go on to lasting pain anyway, and of 100 who smoke 12. Papers give a factor's weight as a number: 1.24 for smoking, 5.61 for strong pain at the start. How many of 100 go on who start with strong pain?",
    misconception="An odds ratio of 5.61 means 5.61 times as many people.",
    note="Changing the factor need not change the risk. And no icon here is you.",
    controls=[
        Control("factor", "factor", choices=FACTORS, value="smoking"),
        Control("base", "go on to lasting pain without it (share)", 0.01, 0.9, 0.01, level=2),
        Control(
            "edge",
            "odds ratio taken from",
            level=3,
            choices=(("the estimate", 0), ("the lower end of the interval", -1), ("the upper end", 1)),
        ),
        Control("second", "a second factor", level=3, choices=(("none", "none"), *FACTORS)),
    ],
    derived={"without": "100*base"},
    readouts={
        "risk": Readout("go on to lasting pain with it", "trial", "P_after", 1, digits=3, shown=False),
        "low": Readout("at the lower end of the interval", "trial", "P_low", 1, digits=3, shown=False),
        "high": Readout("at the upper end", "trial", "P_high", 1, digits=3, shown=False),
        "odds_before": Readout("odds without the factor", "trial", "O_before", 1, digits=3, level=2),
        "ratio": Readout("odds ratio", "trial", "ratio", 1, digits=2, level=2),
        "odds_after": Readout("odds with it", "trial", "O_after", 1, digits=3, level=2),
        "times": Readout("times as many people", "trial", "RR", 1, digits=2, level=2),
        "people": Readout("of 100 with it, lasting pain comes to", "trial", "n_after", 1, digits=0),
        "people_low": Readout("at least", "trial", "n_low", 1, digits=0),
        "people_high": Readout("at most", "trial", "n_high", 1, digits=0),
        "anyway": Readout("without the factor too", "trial", "same", 1, digits=3, shown=False),
        "more": Readout("more with the factor", "trial", "more", 1, digits=3, shown=False),
        "spared": Readout("do not", "trial", "spared", 1, digits=3, shown=False),
    },
    sentence=(
        "Of 100 people without the factor, lasting pain comes to {without:.0f}. Of 100 people with it, lasting pain comes to {people:.0f}:",
        (
            ("edge < 0", "that is the lower end of what the studies leave open."),
            ("edge > 0", "that is the upper end of what the studies leave open."),
            (True, "the studies leave open anything from {people_low:.0f} to {people_high:.0f}."),
        ),
        (
            ("OR_second > 1", "A second factor is multiplied in, as if the two had nothing to do with each other."),
            (True, ""),
        ),
    ),
    views=[
        {
            "kind": "people",
            "total": 100,
            "label": "of 100 people with the factor",
            "groups": [
                {"read": "anyway", "label": "as many as without the factor", "role": "projection", "mark": "full"},
                {"read": "more", "label": "more with it", "role": "nociceptive", "mark": "full"},
                {"read": "spared", "label": "do not go on to lasting pain", "role": "muted", "mark": "empty"},
            ],
        },
        {
            "kind": "curve",
            "sweep": "base",
            "from": 0.01,
            "to": 0.9,
            "points": 60,
            "read": "risk",
            "label": "share with the factor who go on to lasting pain",
            "role": "nociceptive",
            "range": [0, 1],
        },
    ],
    presets={
        "smoking": {},
        "strong pain at the start": {"factor": "pain"},
        "where half go on anyway": {"factor": "pain", "base": 0.5},
        "where 1 in 100 does": {"factor": "pain", "base": 0.01},
    },
    discoveries=[
        Discovery("Smoking: 12 of 100 instead of 10.", {}, {"risk": 0.121}),
        Discovery(
            "Strong pain at the start: 38 of 100, with an interval from 29 to 48.",
            {"factor": "pain"},
            {"risk": 0.384, "low": 0.294, "high": 0.484},
        ),
        Discovery(
            "Where 1 in 100 goes on without it, the same odds ratio makes 5 of 100: now it nearly does multiply people.",
            {"factor": "pain", "base": 0.01},
            {"risk": 0.054, "times": 5.36},
        ),
        Discovery(
            "Where half go on without it, it makes 85 of 100: not even twice as many.",
            {"factor": "pain", "base": 0.5},
            {"risk": 0.849, "times": 1.70},
        ),
        Discovery(
            "Break it: even the two largest factors multiplied, 44 of 100 do not go on to lasting pain.",
            {"factor": "pain", "second": "status"},
            {"spared": 0.445},
        ),
    ],
    card=Card(
        published="The odds ratios and their intervals: four from one review of reviews on pain of muscles and joints (moderate certainty), one from a review on childhood.",
        ours="The base rates, and putting five odds ratios with different questions beside each other.",
        left_out="Causes, the time until pain lasts, how factors go together, everything about nerve injury, and luck.",
        not_for="Telling a person's risk, or what would happen if the factor were changed.",
    ),
)
