"""Lab: why people get better. Four runs build a clinic, one reason at a time; then the whole panel."""

from ..lab import Card, Control, Discovery, Goal, Guess, Lab, Readout
from ..model import Quantity as Q
from ..models.trial import model

DESIGNS = (
    ("before and after", "before_after"),
    ("waiting list", "waitlist"),
    ("sham", "sham"),
    ("three arms", "three_arm"),
    ("old records", "historical"),
    ("crossover", "crossover"),
)
RUN_2 = {"delta": 0.3}
RUN_3 = RUN_2 | {"kappa": 0.6, "design": "sham"}
RUN_4 = RUN_3 | {"tau": 0.45}
RESPONDERS = {"c": 0, "mu": 6, "tau": 0.65, "design": "crossover", "n": 500}
LAST = 5  # the whole panel; each run reveals one level more


def rows():
    """One row a comparison in the picture of intervals; a design shows the rows that it can answer."""
    own = {"estimate": "estimate", "low": "low", "high": "high", "role": "treatment"}
    fall = {
        "label": "treated: before − after",
        "estimate": "fall_estimate",
        "low": "fall_low",
        "high": "fall_high",
    }
    labels = {
        "waitlist": "against waiting list",
        "sham": "against sham",
        "three_arm": "treatment against sham",
        "historical": "against old records",
        "crossover": "same people, sham − treatment",
    }
    context = {"label": "sham against waiting list", "estimate": "context_estimate", "low": "context_low"}
    context |= {"high": "context_high", "role": "descending", "only_when": {"design": "three_arm"}}
    answers = [{"label": text, "only_when": {"design": design}} | own for design, text in labels.items()]
    return [fall | {"role": "muted"}, *answers, context]


def arms():
    """The groups whose people are drawn, by design."""
    nothing, sham, treated = (
        {"columns": ["Y0", "Y1"], "where": ["j_arm", group], "label": label, "role": role}
        for group, label, role in (
            (0, "waiting list", "muted"),
            (1, "sham", "descending"),
            (2, "treatment", "treatment"),
        )
    )
    past = {"columns": ["Y0_past", "Y1_past"], "label": "old records: everyone", "role": "muted"}
    orders = [
        {
            "columns": ["Y1", "Y2"],
            "where": ["j_arm", group],
            "label": f"period 1 to 2: {label}",
            "role": "treatment",
        }
        for group, label in ((1, "sham, then treatment"), (2, "treatment, then sham"))
    ]
    shown = {
        "before_after": [treated],
        "waitlist": [nothing, treated],
        "sham": [sham, treated],
        "three_arm": [nothing, sham, treated],
        "historical": [past, treated],
        "crossover": orders,
    }
    return [arm | {"only_when": {"design": design}} for design, members in shown.items() for arm in members]


def answer(label, symbol, unit="points", digits=2, shown=True):
    """The number `symbol` of the trial's report as a read-out."""
    return Readout(label, "report", symbol, unit=unit, digits=digits, shown=shown)


lab = Lab(
    model,
    title="Trial simulator",
    question="If people are better after a treatment, which part of it did the treatment do?",
    task="Move the door: how much pain does one need to enter?",
    move={"delta": 0.3, "kappa": 0.6},
    guess=Guess(
        "responders30_active",
        0,
        100,
        1,
        6,
        "48. They came at a bad time, pain varies, and being cared for helps: 1.0 + 0.3 + 0.6 points.",
        "people of 100",
    ),
    goals=(
        Goal(
            "Let nobody get better on average, with no treatment and no care.",
            "(delta == 0)*(kappa == 0)*(tau == 0)*(fall_estimate < 0.2)",
            {"c": 0},
            "Without a door there is no fall: people came as they usually are.",
        ),
        Goal(
            "Let an effect of 0.45 look like nearly 2 points.",
            "(tau > 0)*(tau < 0.46)*(estimate > 1.8)",
            {"delta": 0.3, "kappa": 0.6, "design": "historical", "tau": 0.45},
            "Against old records of people who were not at a peak: about 2.",
        ),
    ),
    prediction="The treatment does nothing of its own, and still 29 of 100 have at least 30% less pain. Now a natural course of 0.3 points is added, and a visit that takes off 0.6. How many of 100?",
    misconception="Better afterward, therefore because of it.",
    note="Set your own spread. Improvement was real for these people; its cause is what a single series cannot show.",
    controls=[
        Control("c", "pain needed to enter", 0, 8, 0.1),
        Control("delta", "natural course", 0, 1, 0.05, level=2, value=0),
        Control("kappa", "the visit (context)", 0, 1.5, 0.05, level=3, value=0),
        Control("design", "design", choices=DESIGNS, level=3),
        Control("tau", "the treatment's own effect", 0, 2, 0.05, level=4, value=0),
        Control(
            Q("n", 1000, "", "people per group", "ours", (20, 2000)),
            "people per group",
            20,
            2000,
            10,
            LAST,
            log=True,
        ),
        Control(
            Q("seed", 20, "", "number that starts the drawing of people", "ours", (1, 999)),
            "other people (seed)",
            1,
            999,
            1,
            LAST,
        ),
        Control("mu", "usual pain, mean", 2, 8, 0.1, LAST),
        Control("sb", "spread between people (SD)", 0.1, 3, 0.1, LAST),
        Control("sw", "spread within a person (SD)", 0.1, 3, 0.1, LAST),
        Control("r", "likeness of a person's two deviations", 0, 0.95, 0.05, LAST),
        Control("s_P", "spread of the context effect (SD)", 0, 2, 0.1, LAST),
        Control("s_T", "spread of the treatment's effect (SD)", 0, 3, 0.1, LAST),
        Control("b_none", "disappointment of waiting", 0, 0.5, 0.05, LAST),
        Control("b_active", "added by guessing it is real", 0, 1, 0.05, LAST),
        Control("dropout", "share not seen again", 0, 0.5, 0.05, LAST),
        Control("carry_over", "carry-over (crossover)", 0, 1, 0.05, LAST),
    ],
    derived={"groups": "1 + (q_none > 0) + (q_sham > 0)"},
    settings={"people": "n*groups", "seed": "seed"},
    report="trial_readouts",
    readouts={
        "fall_estimate": answer("fall of the treated", "fall_estimate"),
        "responders30_active": answer("treated with 30% less pain", "responders30_active", "of 100", 0),
        "responders30_control": answer("control with 30% less pain", "responders30_control", "of 100", 0),
        "improved_active": answer("treated with any fall", "improved_active", "of 100", 0),
        "estimate": answer("this design's answer", "estimate"),
        "low": answer("lower end of its interval", "low", shown=False),
        "high": answer("upper end of its interval", "high", shown=False),
        "effect_sd": answer("the same in SD", "effect_sd", "SD"),
        "nnt": answer("number needed to treat (50%)", "nnt", "", 1),
        "ratio": answer("ratio of variances", "ratio", ""),
        "again": answer("of those who gain in one cycle, gain again", "again", "of 100", 0),
        "cycle_correlation": answer("correlation of gains, cycle 1 and 2", "cycle_correlation", ""),
    },
    sentence=(
        "The treated fall by {fall_estimate:.2f} points; {responders30_active:.0f} of 100 have at least 30% "
        "less pain, {improved_active:.0f} of 100 any fall at all.",
        (
            ("(estimate == fall_estimate)*(groups == 1)", "There is nobody to compare them with."),
            (
                "groups == 1",
                "Against old records of everybody, who were not chosen at a peak, the difference is "
                "{estimate:.2f} points.",
            ),
            (
                "groups == 3",
                "Treatment against sham: {estimate:.2f} points, the interval from {low:.2f} to {high:.2f}.",
            ),
            (
                "q_none > 0",
                "Against the waiting list: {estimate:.2f} points, the interval from {low:.2f} to {high:.2f}.",
            ),
            (True, "Against sham: {estimate:.2f} points, the interval from {low:.2f} to {high:.2f}."),
        ),
    ),
    views=[
        {
            "kind": "distribution",
            "label": "pain (0–10)",
            "range": [0, 10],
            "stages": ["before", "after 12 weeks"],
            "arms": arms(),
            "lines": [{"at": "c", "label": "enters from here"}],
        },
        {
            "kind": "intervals",
            "label": "less pain",
            "unit": "points",
            "range": [-1, 4],
            "sides": ["worse", "better"],
            "rows": rows(),
        },
        {
            "kind": "curve",
            "sweep": "c",
            "from": 0,
            "to": 8,
            "points": 17,
            "read": "fall_estimate",
            "label": "fall of the treated (points)",
            "role": "treatment",
        },
        {
            "kind": "repeats",
            "seed": "seed",
            "count": 1000,
            "read": "answer",
            "label": "answer of this design: less pain (points)",
            "zero": 0,
            "range": [-1, 4],
            "noun": "trials",
        },
    ],
    presets={
        "Run 1": {},
        "Run 2": RUN_2,
        "Run 3": RUN_3,
        "Run 4": RUN_4,
        "Whole panel": RUN_4 | {"design": "three_arm", "n": 100},
        "Responders?": RESPONDERS,
    },
    discoveries=[
        Discovery(
            "Nobody is treated, nobody is cared for, and the mean still falls by 1.0",
            {},
            {"fall_estimate": 1.0},
            0.03,
        ),
        Discovery(
            "A treatment that does nothing: 49 of 100 have at least 30% less pain",
            RUN_3,
            {"responders30_active": 49},
            0.03,
        ),
        Discovery(
            "The same treatment against a waiting list",
            RUN_4 | {"design": "waitlist"},
            {"estimate": 1.04},
            0.03,
        ),
        Discovery("The same treatment against a sham", RUN_4, {"estimate": 0.44}, 0.05),
        Discovery(
            "Against old records of people who were not at a peak",
            RUN_4 | {"design": "historical"},
            {"estimate": 2.05},
            0.05,
        ),
        Discovery("Stricter door, better poster: entry at 7", RUN_4 | {"c": 7}, {"fall_estimate": 3.1}, 0.05),
        Discovery(
            "Answers differ between people, and the two cycles agree",
            RESPONDERS | {"s_T": 2},
            {"cycle_correlation": 0.47},
            0.1,
        ),
    ],
    card=Card(
        published="The formula for the expected regression (Barnett et al. 2005). Sizes taken from reviews: "
        "what a placebo adds to nothing (Hróbjartsson and Gøtzsche 2010), treatment against sham and "
        "against nothing (Vickers et al. 2018).",
        ours="Spread between people, spread within a person, natural course: calibration choices, set so "
        "that untreated people fall about as far as care-seekers in Whitney and Von Korff 1992. Effects "
        "add, and are the same in everybody unless you give them a spread. All people are invented.",
        left_out="Long flares, rescue medication, people who leave because of pain, effects that depend on "
        "the level of pain, everything in a life that is not one number.",
        not_for="It does not say what any real treatment does, and nothing about one person.",
        deviations="Scores are cut at 0 and 10; the formula for regression knows no ends of the scale. The "
        "two cycles are not cut.",
    ),
)
