"""Lab: the same test twice. How many of those who scored low do so again?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.cpm_in_the_noise import model

AGAIN = {"again": 1}

lab = Lab(
    model,
    title="The second look",
    question="Sixty people take the same test twice. Who scored low on day 1, and who on day 2?",
    task="Test the same sixty people a second time.",
    move={"again": 1},
    goals=(
        Goal(
            "Find a test so reliable that only 1 in 10 leave the group.",
            "(again == 1)*(left > 0)*(left < 0.13*low)",
            {"again": 1, "crowd": 6000, "r": 0.98},
            "Only at a reliability of 0.98 does about 1 in 10 leave.",
        ),
        Goal(
            "Find sixty other people of whom most leave, by chance.",
            "(again == 1)*(crowd == 60)*(left > 0.6*low)",
            {"again": 1, "draw": 16},
            "The same test: 10 of 15 leave.",
        ),
    ),
    prediction=(
        "Sixty people take the same test twice; reliability is 0.65, better than many protocols. Nothing about them changes. "
        "Of those in the lowest quarter on day 1, how many are outside it on day 2?"
    ),
    options=(
        Option("None; nothing changed", "Only a perfect test would repeat."),
        Option("About 1 in 10", "That needs a reliability near 1."),
        Option("About 4 in 10", "43% on average in the simulated population.", right=True),
        Option("About 9 in 10", "That would be a test with no information."),
    ),
    misconception="A low test result shows what kind of person this is.",
    note="Real tests also drift and learn. The lab shows the least that noise alone can do. It says nothing about your own inhibition.",
    controls=[
        Control(
            Q("again", 0, "", "whether the same people have been tested again", "ours", (0, 1)),
            "tested on",
            choices=(("day 1 only", 0), ("day 1 and day 2", 1)),
        ),
        Control(Q("draw", 24, "", "which sixty people are invited", "ours", (1, 99)), "other people", 1, 99, 1),
        Control("r", "reliability of the test", 0.05, 0.99, 0.01, level=2),
        Control(
            Q("crowd", 60, "", "how many people are tested", "ours", (60, 6000)),
            "people tested",
            level=2,
            choices=(("60", 60), ("6,000", 6000)),
        ),
        Control("spread", "true spread between people (SD, points)", 2, 20, 0.5, level=3),
        Control(
            "z_cut",
            "who counts as low",
            level=3,
            choices=(("lowest tenth", -1.282), ("lowest quarter", -0.674), ("lower half", 0)),
        ),
    ],
    settings={"people": "crowd", "seed": "draw"},
    derived={
        "day_sd": "spread/sqrt(r)",
        "least": "1.96*sqrt(2)*spread*sqrt((1 - r)/r)",
        "cut_at": "mean + z_cut*spread/sqrt(r)",
    },
    readouts={
        "low": Readout("low on day 1", "average", "n_low", unit="of 60", digits=1),
        "high": Readout("not low on day 1", "average", "n_high", unit="of 60", digits=1, shown=False),
        "both": Readout("low on both days", "average", "n_both", unit="of 60", digits=1, shown=False),
        "left": Readout("of these, not on day 2", "average", "n_left", unit="of 60", digits=1, shown=False),
        "joined": Readout("low only on day 2", "average", "n_joined", unit="of 60", digits=1, shown=False),
        "never": Readout("low on neither day", "average", "n_never", unit="of 60", digits=1, shown=False),
        "first": Readout("mean fall, day 1", "average", "X_1", unit="points", digits=1),
        "swing": Readout("spread of the changes (SD)", "spread", "D", unit="points", digits=1, shown=False),
    },
    sentence=(
        "Below a fall of {cut_at:.1f} points counts as low; one day's scores spread by {day_sd:.1f} (SD).",
        (
            ("again < 0.5", "Of 60 people {low:.0f} score low on day 1. Nobody has been tested twice."),
            (
                "crowd > 60",
                "Of every 60 people {low:.1f} score low on day 1, and {left:.1f} of these do not on day 2, although nobody has changed.",
            ),
            (
                True,
                "Of 60 people {low:.0f} score low on day 1, and {left:.0f} of these do not on day 2, although nobody has changed.",
            ),
        ),
        (("again < 0.5", ""), (True, "A change below {least:.0f} points is within the noise of two tests.")),
    ),
    views=[
        {
            "kind": "people",
            "total": 60,
            "of": 60,
            "label": "of 60 people",
            "groups": [
                {
                    "read": "low",
                    "label": "low on day 1",
                    "role": "descending",
                    "mark": "full",
                    "only_when": {"again": 0},
                },
                {
                    "read": "high",
                    "label": "not low on day 1",
                    "role": "muted",
                    "mark": "empty",
                    "only_when": {"again": 0},
                },
                {"read": "both", "label": "low on both days", "role": "descending", "mark": "full", "only_when": AGAIN},
                {
                    "read": "left",
                    "label": "low on day 1, not on day 2",
                    "role": "descending",
                    "mark": "cross",
                    "only_when": AGAIN,
                },
                {
                    "read": "joined",
                    "label": "low only on day 2",
                    "role": "descending",
                    "mark": "ring",
                    "only_when": AGAIN,
                },
                {"read": "never", "label": "low on neither day", "role": "muted", "mark": "empty", "only_when": AGAIN},
            ],
        },
        {
            "kind": "distribution",
            "label": "fall of the rating (points)",
            "range": [-20, 55],
            "stages": ["day 1", "day 2"],
            "arms": [
                {"label": "all", "columns": ["X_1"], "role": "muted", "only_when": {"again": 0}},
                {
                    "label": "low on day 1",
                    "columns": ["X_1", "X_2"],
                    "role": "descending",
                    "where": ["L_1", 1],
                    "only_when": AGAIN,
                },
            ],
        },
    ],
    presets={
        "day 1": {},
        "a second look": AGAIN,
        "6,000 people": {"again": 1, "crowd": 6000},
        "a nearly perfect test": {"again": 1, "crowd": 6000, "r": 0.98},
    },
    discoveries=[
        Discovery("A second look: of the 15 who scored low, 6 are no longer low.", AGAIN, {"low": 15, "left": 6}),
        Discovery(
            "Six thousand people, so that chance is small: 6.5 of every 15.3 have left, which is 43%.",
            {"again": 1, "crowd": 6000},
            {"left": 6.54, "low": 15.26},
        ),
        Discovery("Other people, the same test: 10 of 15 leave.", {"again": 1, "draw": 16}, {"low": 15, "left": 10}),
        Discovery(
            "Break it: only at a reliability of 0.98 does about 1 in 10 leave.",
            {"again": 1, "crowd": 6000, "r": 0.98},
            {"left": 1.6, "low": 14.9},
        ),
    ],
    card=Card(
        published="That CPM is measured as the fall of a rating, and reliabilities of 0.6 to 0.75 for good protocols; mean and spread near those of one study of 25 volunteers.",
        ours="The model: a usual fall that does not change, normal noise, a fixed cut-off, and invented people.",
        left_out="Learning, drift, fatigue, the tester, the protocol, true change, and people whose pain grows during the second stimulus for a reason.",
        not_for="Sorting people into kinds, or choosing a treatment by one test.",
    ),
)
