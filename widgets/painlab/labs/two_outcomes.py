"""Lab: pain hardly moves, and life gets easier. Along which path?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.two_outcomes import model

PROGRAM = {"d_I": -0.2, "d_Z": -2.0}

lab = Lab(
    model,
    title="Two outcomes",
    question="A treatment may lower pain, or what pain does to a life. Through which of the two does life get easier?",
    task="Lower pain, or fear and avoidance; watch life.",
    move={"d_I": -0.2, "d_Z": -2.0},
    goals=(
        Goal(
            "Lower interference by 0.7 with hardly any change of pain.",
            "(change < -0.69)*(d_I > -0.25)",
            {"d_I": -0.2, "d_Z": -2.0},
            "A program that lowers pain by 0.2 lowers it by 0.70, and only 0.10 of that through pain.",
        ),
        Goal(
            "Lower it by more than a point, by both ways together.",
            "(change < -1)*(d_I > -1.05)*(d_Z > -2.05)",
            {"d_I": -1.0, "d_Z": -2.0},
            "In this sketch the two add up: 1.1.",
        ),
    ),
    prediction="A program lowers pain by 0.2 points and interference with life by 0.7. How much of the 0.7 came through the lower pain?",
    options=(
        Option("All of it", "Then interference would need a bigger fall in pain."),
        Option("About half", "Not with these paths."),
        Option("About a seventh", "0.10; the rest through less avoidance.", right=True),
        Option("None", "Pain did contribute."),
    ),
    misconception="No change in intensity is a failure.",
    note=(
        "A good outcome without a lower score is not a consolation prize; it is one of the things people ask for. Nor does it mean the pain was fear. Pain, sleep and fear "
        "feed back on each other; here everything runs one way."
    ),
    controls=[
        Control("d_I", "change of pain intensity", -3, 1, 0.1, value=-0.8),
        Control("d_Z", "change of fear and avoidance", -4, 1, 0.1, value=0),
        Control("I", "intensity before", 0, 10, 0.5, level=2),
        Control("Z", "fear and avoidance before", 0, 10, 0.5, level=2),
        Control("b1", "interference per point of intensity", 0, 1, 0.05, level=3),
        Control("b2", "interference per point of avoidance", 0, 1, 0.05, level=3),
    ],
    settings={"people": 200, "seed": 327},  # a draw whose means fall as far as the paths say
    readouts={
        "change": Readout("change of interference (points)", "trial", "change", 1, digits=2),
        "through": Readout("of it through intensity", "trial", "through_intensity", 1, digits=2),
        "around": Readout("of it through avoidance", "trial", "through_avoidance", 1, digits=2),
    },
    sentence=(
        "Intensity changes by {d_I:.1f} and avoidance by {d_Z:.1f}: interference changes by {change:.2f}, {through:.2f} through intensity and {around:.2f} through avoidance.",
    ),
    views=[
        {
            "kind": "distribution",
            "label": "interference with life (0–10)",
            "stages": ["before", "after"],
            "arms": [
                {
                    "label": "200 people alike in pain and avoidance",
                    "columns": ["F_before", "F_after"],
                    "role": "treatment",
                }
            ],
        },
    ],
    presets={
        "drug": {},
        "program": PROGRAM,
        "both": {"d_I": -1.0, "d_Z": -2.0},
    },
    discoveries=[
        Discovery(
            "A drug that lowers pain by 0.8 lowers interference by 0.40.", {}, {"change": -0.40, "through": -0.40}
        ),
        Discovery(
            "A program that lowers pain by 0.2 lowers it by 0.70, and only 0.10 of that through pain.",
            PROGRAM,
            {"change": -0.70, "through": -0.10},
        ),
        Discovery("In this sketch the two add up.", {"d_I": -1.0, "d_Z": -2.0}, {"change": -1.10}),
    ],
    card=Card(
        published="Nothing as a model. That such programs move interference and distress more than intensity is from reviews.",
        ours="The equation, both paths, every coefficient.",
        left_out="Feedback between pain, sleep and fear; time; people who differ; everything else that interferes with a life.",
        not_for="Judging a treatment or a person; saying that pain is fear.",
    ),
)
