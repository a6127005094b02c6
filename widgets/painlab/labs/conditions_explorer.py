"""Lab: of 100 people with a condition, how many hurt, and how sure is the number?"""

from ..lab import Card, Control, Discovery, Goal, Guess, Lab, Readout
from ..model import Quantity as Q
from ..models.conditions_explorer import model

COUNTED = {
    "HIV": "have neuropathic pain",
    "diabetes": "have painful neuropathy",
    "diabetes_felt": "have painful symptoms",
    "shingles": "still have pain after 90 days",
    "cord": "have neuropathic pain",
    "stroke": "have central pain",
    "MS": "have neuropathic pain in the limbs",
    "MS_any": "have pain of some kind",
    "amputation": "have phantom limb pain",
    "cancer": "have pain that is only neuropathic",
    "cancer_mixed": "have pain that is at least partly neuropathic",
    "chemo_first": "have neuropathy, painful or not",
    "chemo_late": "have neuropathy, painful or not",
    "anyone": "have pain with neuropathic features",
}
NOT_PAIN = {"chemo_first": "touch", "chemo_late": "touch", "MS_any": "ink", "diabetes_felt": "ink", "anyone": "ink"}

lab = Lab(
    model,
    title="Of 100 people",
    question="Of 100 people with this condition, how many have neuropathic pain, and how was that counted?",
    task="Choose a condition, and see how many of 100 have neuropathic pain.",
    opens={"condition": "diabetes"},
    move={"condition": "cord"},
    guess=Guess(
        "share",
        0,
        100,
        1,
        5,
        "57, with an interval from 51 to 64: 43 have the injury without this pain.",
        "people of 100",
    ),
    goals=(
        Goal(
            "Find people of whom fewer than 10 in 100 have it.",
            "share < 10",
            {"condition": "anyone"},
            "Among people with nothing in particular, in France: 7 of 100.",
        ),
        Goal(
            "Find a figure that nobody can be sure of: an interval wider than 40.",
            "high - low > 40",
            {"condition": "MS", "interval": 1},
            "Neuropathic limb pain in multiple sclerosis: 26 of 100, and that may be 7 or 53.",
        ),
    ),
    prediction="Of 100 people with diabetes 21 have neuropathic pain, when symptoms and signs are counted. Of 100 people with an injured spinal cord, how many have it?",
    misconception="Whoever has a damaged nerve has pain.",
    note="Each bar names how people were found and counted. No figure here is the chance of any one person.",
    controls=[
        Control(
            "condition",
            "people with",
            choices=(
                ("HIV and signs of nerve damage", "HIV"),
                ("diabetes: symptoms and signs counted", "diabetes"),
                ("diabetes: symptoms alone counted", "diabetes_felt"),
                ("shingles at 50 or older", "shingles"),
                ("a spinal cord injury", "cord"),
                ("a stroke", "stroke"),
                ("multiple sclerosis: neuropathic limb pain", "MS"),
                ("multiple sclerosis: any pain", "MS_any"),
                ("an amputation", "amputation"),
                ("cancer and pain: neuropathic only", "cancer"),
                ("cancer and pain: mixed pain included", "cancer_mixed"),
                ("chemotherapy, first month: neuropathy", "chemo_first"),
                ("chemotherapy, six months on: neuropathy", "chemo_late"),
                ("nothing in particular (France)", "anyone"),
            ),
        ),
        Control(
            Q("interval", 0, "", "whether the picture shows the estimate or its 95% interval", "ours"),
            "draw",
            choices=(("the estimate", 0), ("its interval", 1)),
            level=2,
        ),
        Control("N", "people with it, in a clinic or a town", 10, 10_000, 10, level=2, log=True),
    ],
    readouts={
        "share": Readout("of 100", "trial", "share", 1, digits=1),
        "low": Readout("low end of the interval", "trial", "low", 1, digits=1),
        "high": Readout("high end", "trial", "high", 1, digits=1),
        "yours": Readout("of your people", "trial", "yours", 1, digits=0, shown=False),
        "yours_low": Readout("… at the low end", "trial", "yours_low", 1, digits=0, shown=False),
        "yours_high": Readout("… at the high end", "trial", "yours_high", 1, digits=0, shown=False),
        "rest": Readout("have not", "trial", "rest", 1, digits=1, shown=False),
        "to_estimate": Readout("from the low end to the estimate", "trial", "to_estimate", 1, digits=1, shown=False),
        "to_high": Readout("from the estimate to the high end", "trial", "to_high", 1, digits=1, shown=False),
        "beyond": Readout("beyond the interval", "trial", "beyond", 1, digits=1, shown=False),
    },
    sentence=(
        (
            ("n == 1", "Of 100 people with HIV in whom an examination found damaged sensory nerves,"),
            ("n < 4", "Of 100 people with diabetes, in community care in the northwest of England,"),
            ("n == 4", "Of 100 people of 50 or older, followed from the first two weeks of shingles,"),
            ("n == 5", "Of 100 people with a spinal cord injury, in 24 studies taken together,"),
            ("n == 6", "Of 100 people who had a stroke, in studies taken together,"),
            ("n < 9", "Of 100 people with multiple sclerosis, in studies taken together,"),
            ("n == 9", "Of 100 people with an amputation, in studies that differ a lot,"),
            ("n < 12", "Of 100 people with active cancer who report pain, assessed in 22 studies,"),
            ("n == 12", "Of 100 people in the first month after chemotherapy, in studies taken together,"),
            ("n == 13", "Of 100 people six months or more after chemotherapy, not those of the first month,"),
            (True, "Of 100 adults in France, sick or well, who answered by mail,"),
        ),
        "{share:.0f}",
        (
            ("n == 1", "have neuropathic pain, and {rest:.0f} have the damage without it."),
            ("n == 2", "have painful symptoms and signs of nerve damage as well."),
            ("n == 3", "have painful symptoms in the feet, with signs of nerve damage or without."),
            ("n == 4", "have a worst pain of 3 or more of 10 when 90 days have passed."),
            ("n == 5", "have neuropathic pain, at the level of the injury or below it."),
            ("n == 6", "have pain from the injured brain itself."),
            ("n == 7", "have neuropathic pain in the limbs."),
            ("n == 8", "have pain of some kind, headache and back pain included."),
            ("n == 9", "have pain in the limb that is absent."),
            ("n == 10", "have pain that is neuropathic and nothing else."),
            ("n == 11", "have pain that is neuropathic, alone or beside another kind."),
            ("n < 14", "have neuropathy. That is numbness, tingling or signs, and not all of it hurts."),
            (True, "have pain that a questionnaire finds to have neuropathic features; no one was examined."),
        ),
        "The answers that would not surprise us run from {low:.1f} to {high:.1f}:",
        (
            ("high - low > 30", "a range too wide to plan by."),
            ("n < 5", "that is the luck of who took part, and nothing else."),
            ("n < 14", "luck, and some of the differences between studies."),
            (True, "that is the luck of who took part, and nothing else."),
        ),
        (
            ("N == 100", ""),
            (True, "Of {N:.0f} such people that would be {yours:.0f}, and from {yours_low:.0f} to {yours_high:.0f}."),
        ),
    ),
    views=[
        {
            "kind": "people",
            "total": 100,
            "of": 100,
            "label": "of 100 people",
            "groups": [
                *(
                    {
                        "read": "share",
                        "label": words,
                        "role": NOT_PAIN.get(condition, "projection"),
                        "mark": "full",
                        "only_when": {"condition": condition, "interval": 0},
                    }
                    for condition, words in COUNTED.items()
                ),
                {
                    "read": "rest",
                    "label": "do not",
                    "role": "muted",
                    "mark": "empty",
                    "only_when": {"interval": 0},
                },
                {
                    "read": "low",
                    "label": "even at the low end",
                    "role": "projection",
                    "mark": "full",
                    "only_when": {"interval": 1},
                },
                {
                    "read": "to_estimate",
                    "label": "more, at the estimate",
                    "role": "projection",
                    "mark": "ring",
                    "only_when": {"interval": 1},
                },
                {
                    "read": "to_high",
                    "label": "more, at the high end",
                    "role": "projection",
                    "mark": "cross",
                    "only_when": {"interval": 1},
                },
                {
                    "read": "beyond",
                    "label": "outside the interval",
                    "role": "muted",
                    "mark": "empty",
                    "only_when": {"interval": 1},
                },
            ],
        },
    ],
    presets={
        "HIV, with signs of nerve damage": {},
        "shingles": {"condition": "shingles"},
        "after a stroke": {"condition": "stroke"},
        "multiple sclerosis, with the interval": {"condition": "MS", "interval": 1},
        "chemotherapy, six months on, with the interval": {"condition": "chemo_late", "interval": 1},
    },
    discoveries=[
        Discovery(
            "Signs of nerve damage from HIV: 38 of 100 have the pain, and 62 have not.", {}, {"share": 38, "rest": 62}
        ),
        Discovery(
            "Multiple sclerosis: 63 have pain, 26 have neuropathic pain in the limbs, and that may be 7 or 53.",
            {"condition": "MS", "interval": 1},
            {"share": 26, "low": 7, "high": 53},
        ),
        Discovery(
            "The same people with diabetes: 21 if signs are asked for, 34 if feeling it is enough.",
            {"condition": "diabetes_felt"},
            {"share": 34},
        ),
        Discovery(
            "Break it: six months after chemotherapy, of 200 people between 13 and 107 have neuropathy.",
            {"condition": "chemo_late", "interval": 1, "N": 200},
            {"yours_low": 12.8, "yours": 60, "yours_high": 107},
        ),
    ],
    card=Card(
        published="Every estimate, and the interval of every figure that was pooled from several studies or came from the French survey.",
        ours="The intervals for HIV, diabetes and shingles, from the counts (Wilson); which figures stand here; the words.",
        left_out="Age, country, year, how strong the pain is, how long it lasts, and every condition without a figure that we could check.",
        not_for="Telling any person how likely pain is for them, or ranking conditions: they were counted in different ways.",
    ),
)
