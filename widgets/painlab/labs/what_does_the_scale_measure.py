"""Lab: a score, a hidden gain, a hidden distress. Which of the two does the score follow?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.what_does_the_scale_measure import model

lab = Lab(
    model,
    title="What does the scale measure?",
    question="A score bears the name of sensitization. What moves it: the nervous system's gain, or distress?",
    task="Lower distress; then lower gain; watch the score.",
    move={"fall_D": 1},
    goals=(
        Goal(
            "Let the score fall by 10 points while the pain test does not move.",
            "(before - after > 10)*(test_before - test_after < 1)",
            {"fall_D": 1},
            "One SD less distress, and the score falls by 12 points; the pain test does not move.",
        ),
        Goal(
            "Let the pain test fall by 8 points, and the score by less than 5.",
            "(test_before - test_after > 8)*(before - after < 5)",
            {"fall_G": 1},
            "One SD less gain: the pain test falls by 9 points, and the score by 4.",
        ),
    ),
    prediction=(
        "In these invented people a treatment lowers distress and leaves the nervous system's gain as it was. The sensitization score"
    ),
    options=(
        Option("stays; it measures gain", "Then distress could not move it."),
        Option(
            "falls",
            "Most items ask what distress changes. In real data the score went with depression, anxiety and sleep, weakly or not with pain tests.",
            right=True,
        ),
        Option("rises", "No item works that way."),
        Option("cannot change; it is a trait", "It is a questionnaire about recent months."),
    ),
    misconception="A questionnaire that bears the name of a mechanism measures that mechanism.",
    note=(
        "We made these people so, and the reverse can be made as well: with no item on what distress changes, the score follows gain alone, as its name promises. "
        "Both are possible, so that neither is evidence; only studies can tell which is real. A score near the cut-off also says something true: this person has "
        "a lot to bear. No score that you have been given can be read off here."
    ),
    controls=[
        Control("fall_D", "the treatment lowers distress by", 0, 2, 0.1),
        Control("fall_G", "the treatment lowers gain by", 0, 2, 0.1),
        Control(
            "sealed",
            "hide the two",
            level=2,
            choices=(("as set above", 0), ("sealed treatment A", 1), ("sealed treatment B", 2)),
        ),
        Control("w", "items that ask what distress changes", 0, 1, 0.05, level=3),
        Control("rho", "gain and distress go together", 0, 0.9, 0.1, level=3),
        Control("r_T", "how well the pain test follows gain", 0, 1, 0.05, level=3),
        Control("e", "noise of the score (SD)", 0, 20, 1, level=3),
    ],
    settings={"people": 10_000, "seed": 3},
    derived={"moved": "fall_D + fall_G + sealed"},
    readouts={
        "before": Readout("mean score before", "average", "S_0", unit="points", digits=1),
        "after": Readout("mean score after", "average", "S_1", unit="points", digits=1),
        "test_before": Readout("mean pain test before", "average", "T_0", unit="points", digits=1, shown=False),
        "test_after": Readout("mean pain test after", "average", "T_1", unit="points", digits=1),
        "over_before": Readout(
            "at 40 or more before", "average", "over_0_of_100", unit="of 100", digits=0, shown=False
        ),
        "over_after": Readout("at 40 or more after", "average", "over_1_of_100", unit="of 100", digits=0),
        "r_distress": Readout("correlation of score and distress", "average", "score_with_distress", digits=2),
        "r_gain": Readout("correlation of score and gain", "average", "score_with_gain", digits=2),
        "r_test": Readout("correlation of score and pain test", "average", "score_with_test", digits=2),
        "both": Readout("40 or more, gain high", "average", "both", digits=2, shown=False),
        "only_score": Readout("40 or more, gain not high", "average", "only_score", digits=2, shown=False),
        "only_gain": Readout("below 40, gain high", "average", "only_gain", digits=2, shown=False),
        "neither": Readout("below 40, gain not high", "average", "neither", digits=2, shown=False),
    },
    sentence=(
        (
            ("moved < 0.05", "Nothing has been treated: the score averages {before:.1f} before and {after:.1f} after."),
            (
                True,
                "The score goes from {before:.1f} to {after:.1f}, and the pain test from {test_before:.1f} to {test_after:.1f}. "
                "Of 100 people {over_before:.0f} were at 40 or more, and {over_after:.0f} are.",
            ),
        ),
        "Before treatment the score correlates with distress by {r_distress:.2f}, with gain by {r_gain:.2f} and with the pain test by {r_test:.2f}.",
    ),
    views=[
        {
            "kind": "distribution",
            "tab": "the score",
            "label": "sensitization score (0–100)",
            "range": [0, 100],
            "stages": ["before", "after"],
            "lines": [{"at": 40, "label": "below the cut-off"}],
            "arms": [{"label": "score", "columns": ["S_0", "S_1"], "role": "descending"}],
        },
        {
            "kind": "distribution",
            "tab": "the pain test",
            "label": "pain test (more points: more sensitive)",
            "range": [0, 100],
            "stages": ["before", "after"],
            "arms": [{"label": "pain test", "columns": ["T_0", "T_1"], "role": "nociceptive"}],
        },
        {
            "kind": "people",
            "total": 100,
            "label": "of 100 people, before treatment",
            "groups": [
                {"read": "both", "label": "score 40 or more, gain high", "role": "nociceptive", "mark": "full"},
                {
                    "read": "only_score",
                    "label": "score 40 or more, gain not high",
                    "role": "descending",
                    "mark": "full",
                },
                {"read": "only_gain", "label": "score below 40, gain high", "role": "nociceptive", "mark": "ring"},
                {"read": "neither", "label": "score below 40, gain not high", "role": "muted", "mark": "empty"},
            ],
        },
    ],
    presets={
        "before any treatment": {},
        "less distress, same gain": {"fall_D": 1},
        "less gain, same distress": {"fall_G": 1},
        "items on distress only, and the two go together": {"w": 1, "rho": 0.5},
        "the reverse: items on gain only, less distress": {"w": 0, "fall_D": 1},
    },
    discoveries=[
        Discovery(
            "One SD less distress, and the score falls by 12 points; the pain test does not move.",
            {"fall_D": 1},
            {"before": 42.0, "after": 29.9, "test_after": 49.9, "over_after": 23},
        ),
        Discovery(
            "One SD less gain: the pain test falls by 9 points, and the score by 4.",
            {"fall_G": 1},
            {"after": 37.9, "test_after": 40.9},
        ),
        Discovery(
            "Two sealed treatments with the same fall of the score. This is A …",
            {"sealed": 1},
            {"after": 29.9, "test_after": 49.9},
        ),
        Discovery(
            "… and this is B. Only the second measurement tells them apart.",
            {"sealed": 2},
            {"after": 29.9, "test_after": 39.1},
        ),
        Discovery(
            "No item asks about gain, and the score still correlates with the pain test: gain and distress go together.",
            {"w": 1, "rho": 0.5},
            {"r_gain": 0.46, "r_test": 0.28},
        ),
        Discovery(
            "Break it: lower the gain of these people by an SD, and the score does not notice.",
            {"w": 1, "rho": 0.5, "fall_G": 1},
            {"before": 42.0, "after": 41.9, "test_after": 40.9},
        ),
    ],
    card=Card(
        published="Nothing as a model. The cut-off of 40, and that real scores correlate strongly with distress and weakly or not with pain tests, are from studies.",
        ours="All people, every spread and every share. What the score follows is built in, and one control builds the reverse.",
        left_out="Single items, pain itself, time, the person who asks, and every reason why gain and distress may change each other.",
        not_for="Reading anyone's score, saying what a real treatment changed, or arguing that the real score follows distress: that is for studies.",
    ),
)
