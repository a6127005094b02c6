"""Lab: one report. Whose expectation weighs more, that of who is certain or that of who has a hunch?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.expectation_static import model

lab = Lab(
    model,
    title="Expected and received",
    question="Two people expect the same and receive the same. What makes one report less than the other?",
    task="Make the expectation surer, and vaguer.",
    move={"SD_cue": 0},
    goals=(
        Goal(
            "Take the weight from a certain expectation.",
            "(SD_cue == 0)*(weight < 0.05)",
            {"SD_cue": 0, "beta": 0.5},
            "A precise input leaves the expectation a weight of 0.03.",
        ),
        Goal(
            "Let an input of 60 be reported as 79 or more.",
            "(N == 60)*(report > 79)",
            {"SD_cue": 0, "q": 90},
            "Expecting more works by the same weight: certain of 90, 79.",
        ),
    ),
    prediction="Two people expect 30 and receive 60. One is certain, one has only a hunch. Who reports less?",
    options=(
        Option(
            "The certain one",
            "41 against 56. Weight goes to the sharper belief; certainty, not optimism, makes the effect.",
            right=True,
        ),
        Option("The one with a hunch", "A vague belief yields to the input."),
        Option("Both the same; they expected the same", "Same mean, different width."),
        Option(
            "Neither differs from what came in",
            "Only when the input is very precise (weight 0.03 at the lowest noise).",
        ),
    ),
    misconception="Placebo means imaginary; or its twin: pain is only expectation.",
    note=(
        "The model describes reports. Where in the body the change happens is not in it; studies disagree, and both kinds are cited. It does not say that "
        "anyone's chronic pain is a belief."
    ),
    controls=[
        Control("SD_cue", "unsure of the expectation (SD)", 0, 20, 0.5),
        Control("q", "expected", 0, 100, 1),
        Control("N", "input", 0, 100, 1),
        Control("beta", "noise of the input (SD)", 0.5, 16, 0.1, level=2),
        Control("rho", "unsure even of a sharp cue (SD)", 1, 10, 0.1, level=3),
        Control("eta", "how much the spread of the cue counts", 0, 4, 0.001, level=3),
    ],
    readouts={
        "report": Readout("report", "trial", "R", 1, digits=1),
        "weight": Readout("weight of the expectation", "trial", "gamma", 1, digits=2),
        "width": Readout("width of the expectation (SD)", "trial", "s", 1, digits=1),
    },
    sentence=(
        "{q:.0f} is expected, give or take {width:.1f}, and the input is {N:.0f}, give or take {beta:.1f}: the report is {report:.1f}.",
        (
            ("weight > 0.6", "The expectation weighs more than the input."),
            ("weight > 0.4", "Expectation and input weigh about the same."),
            ("weight > 0.1", "The input weighs more than the expectation."),
            (True, "The expectation hardly weighs at all."),
        ),
    ),
    views=[
        {
            "kind": "belief",
            "label": "pain (0–100)",
            "range": [0, 100],
            "curves": [
                {"mean": "q", "sd": "s", "label": "expected", "role": "descending"},
                {"mean": "N", "sd": "beta", "label": "input", "role": "nociceptive"},
                {"mean": "R", "sd": "s_R", "label": "report", "role": "projection"},
            ],
        },
        {
            "kind": "curve",
            "sweep": "q",
            "from": 0,
            "to": 100,
            "points": 51,
            "read": "report",
            "label": "report (0–100)",
            "role": "projection",
            "range": [0, 100],
        },
    ],
    presets={
        "fairly sure": {},
        "certain": {"SD_cue": 0},
        "a hunch": {"SD_cue": 10},
        "precise input": {"beta": 0.5},
        "fitted to a first experiment": {"beta": 9.3, "rho": 5.9, "eta": 0.449, "SD_cue": 10},
    },
    discoveries=[
        Discovery("Certain of 30, who receives 60 reports 41 …", {"SD_cue": 0}, {"report": 40.8}, 0.01),
        Discovery("… and with a hunch 56.", {"SD_cue": 10}, {"report": 56.2}, 0.01),
        Discovery(
            "A precise input leaves the expectation a weight of 0.03.", {"SD_cue": 0, "beta": 0.5}, {"weight": 0.03}
        ),
        Discovery(
            "Expecting more works by the same weight: certain of 90, 79.",
            {"SD_cue": 0, "q": 90},
            {"report": 79.2},
            0.01,
        ),
    ],
    card=Card(
        published="The equation: two bell curves, each weighted by how sharp it is, from the authors' program.",
        ours="The teaching values; the fits to the authors' two public files; to leave out the prior of a person.",
        left_out="Learning from trial to trial (the next lab), response noise, attention, words, and any place in the body.",
        not_for="It was fitted to volunteers and seconds of heat. It says nothing about anyone's lasting pain.",
        deviations=(
            "The fitted weight (0.72, 0.45, 0.28 for three spreads of the cue) is larger than that of a plain regression of the same reports (0.31, and 0.16 in a second "
            "experiment): use the regression for how much."
        ),
    ),
)
