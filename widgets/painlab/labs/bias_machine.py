"""Lab: the bias machine. What a review finds when dull results are not printed."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.bias_machine import model


def answer(label, name, unit="points", digits=2, shown=True):
    """The number `name` of the lab's report as a read-out."""
    return Readout(label, "report", name, unit=unit, digits=digits, shown=shown)


lab = Lab(
    model,
    title="Bias machine",
    question="If dull results stay in the drawer, what does a careful review of the printed ones find?",
    task="Leave dull results in the drawer, and watch the pooled effect.",
    move={"q": 0.3},
    goals=(
        Goal(
            "Leave in the drawer just so much that the review finds half as much again as the truth.",
            "(estimate > 1.5*theta)*(b == 0)*(theta > 0.2)",
            {"q": 0.3},
            "Three in ten dull ones printed: 0.47 for a truth of 0.30.",
        ),
        Goal(
            "Let the review find an effect of a treatment that does nothing.",
            "(theta == 0)*(low > 0)",
            {"q": 0, "theta": 0, "tau": 0, "k": 300},
            "Of 300 trials of a treatment that does nothing 8 are printed, and they agree on 0.74.",
        ),
    ),
    prediction="True effect 0.30. Striking trials are all printed, dull ones three times in ten. The pooled estimate is about",
    options=(
        Option("0.30; pooling cancels it", "It cannot see what was not printed."),
        Option("0.34", "That is when seven in ten dull ones are printed."),
        Option("0.47", "More than half too large.", right=True),
        Option("1.0", "Not from selection alone here."),
    ),
    misconception="A systematic review is unbiased.",
    note="A teaching extreme. Strong settings show the mechanism; the measured size in trials of drugs for neuropathic pain "
    "was smaller, about 10%.",
    controls=[
        Control("q", "dull results that are printed (share)", 0, 1, 0.05),
        Control("b", "small trials exaggerate (per standard error)", 0, 2, 0.1, level=2),
        Control("size", "people in each arm of a typical trial", 10, 400, 5, level=2, log=True),
        Control("theta", "true effect (points)", 0, 1, 0.05, level=3),
        Control("tau", "true effects differ between trials (SD)", 0, 1, 0.05, level=3),
        Control(
            Q("k", 60, "", "trials that were done", "ours", (10, 300)), "trials that were done", 10, 300, 5, level=3
        ),
        Control(
            Q("seed", 71, "", "number that starts the drawing of trials", "ours", (1, 999)),
            "other trials (seed)",
            1,
            999,
            1,
            level=3,
        ),
    ],  # fmt: skip
    settings={"people": "k", "seed": "seed"},
    report="pooling_readouts",
    readouts={
        "trials_printed": answer("trials printed", "trials_printed", "", 0),
        "estimate": answer("pooled effect of the printed", "estimate"),
        "low": answer("lower end of its interval", "low", shown=False),
        "high": answer("upper end of its interval", "high", shown=False),
        "all": answer("the same with every trial", "all"),
        "excess": answer("printed against true effect", "excess", "% too large", 0),
        "i2": answer("scatter beyond chance (I²)", "i2", "%", 0),
        "predict_low": answer("a new trial's effect, lower end", "predict_low"),
        "predict_high": answer("a new trial's effect, upper end", "predict_high"),
        "egger_estimate": answer("Egger's intercept", "egger_estimate", ""),
        "egger_p": answer("its p", "egger_p", ""),
    },
    sentence=(
        "{trials_printed:.0f} of {k} trials are printed. Pooled, they find an effect of {estimate:.2f} points, the interval from "
        "{low:.2f} to {high:.2f}; every trial together would find {all:.2f}, and the truth is {theta:.2f}.",
        (
            ("trials_printed < 10", "With fewer than ten printed trials a test of the funnel says next to nothing."),
            ("egger_p < 0.05", "The funnel is lopsided: Egger's test finds it."),
            (True, "Egger's test finds nothing amiss in this funnel."),
        ),
    ),
    views=[
        {
            "kind": "funnel",
            "estimate": "d",
            "error": "se",
            "printed": "printed",
            "label": "effect (points less pain)",
            "truth": "theta",
            "mean": "estimate",
            "range": [-1.5, 2.5],
            "deepest": 0.9,
        },
        {
            "kind": "curve",
            "sweep": "q",
            "from": 0.05,
            "to": 1,
            "points": 20,
            "read": "estimate",
            "label": "pooled effect of the printed (points)",
            "role": "treatment",
            "range": [0, 1],
        },
        {
            "kind": "repeats",
            "level": 2,
            "seed": "seed",
            "count": 800,
            "read": "answer",
            "label": "pooled effect of the printed (points less pain)",
            "zero": 0,
            "range": [-0.5, 1.5],
            "noun": "reviews",
            "who": "trials",
        },
    ],
    presets={
        "everything printed": {},
        "seven in ten": {"q": 0.7},
        "three in ten": {"q": 0.3},
        "one in ten": {"q": 0.1},
    },
    discoveries=[
        Discovery(
            "Every trial printed: the review finds about the truth", {}, {"estimate": 0.30, "trials_printed": 60}, 0.03
        ),
        Discovery("Three in ten dull ones printed: 0.47 for a truth of 0.30", {"q": 0.3}, {"estimate": 0.47}),
        Discovery(
            "A treatment that does nothing, tried 300 times; only striking results are printed",
            {"q": 0, "theta": 0, "tau": 0, "k": 300},
            {"trials_printed": 8, "estimate": 0.736},
            0.03,
        ),
        Discovery(
            "Large trials feel the filter less: 0.36, at the same three in ten",
            {"q": 0.3, "size": 400, "tau": 0},
            {"estimate": 0.363},
        ),
        Discovery(
            "Everything is printed, but small trials exaggerate: a lopsided funnel without a drawer",
            {"b": 2, "k": 150},
            {"trials_printed": 150, "egger_estimate": 2.10},
        ),
    ],
    card=Card(
        published="The funnel plot and its regression (Egger); the random-effects mean (DerSimonian and Laird), its prediction "
        "interval (Riley).",
        ours="Every number: effect, scatter, sizes of trials, and the rule that striking results are always printed.",
        left_out="Outcomes changed after the fact, trials stopped early, time until a result is printed, reviews that look for "
        "unpublished trials and find them.",
        not_for="Saying how biased a given review is. A lopsided funnel has several causes, and a straight one proves nothing.",
    ),
)
