"""Lab: the same people, the same pain, and a question that is worded otherwise."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.change_the_question import model

MOST_DAYS = {"D_min": 0, "often": 50}
HIGH_IMPACT = MOST_DAYS | {"limits": 50}
VOLUNTEERS = {"age_low": 50, "age_high": 82}

lab = Lab(
    model,
    title="Change the question",
    question="The same 20,000 people have the same pain. How many have chronic pain?",
    task="Ask for pain that has lasted longer, and watch who is counted.",
    move={"D_min": 0, "often": 50, "limits": 50},
    goals=(
        Goal(
            "Ask so that fewer than 1 in 10 have it.",
            "counted < 0.1",
            {"D_min": 0, "often": 50, "limits": 50},
            "Pain on half of the days, and a life limited as often: 8.5 of 100.",
        ),
        Goal(
            "Ask so that more than half have it.",
            "counted > 0.5",
            {"D_min": 0},
            "Any pain at all in these three months: 58 of 100.",
        ),
    ),
    prediction=(
        "The same 20,000 people, the same pain. Only the wording of the question changes. How far can 'has chronic pain' move?"
    ),
    options=(
        Option("By a point or two", "Sampling error would do that; wording does much more."),
        Option("From about 20% to 25%", "That is the distance between two well-known figures, not the limit."),
        Option("From about 8% to 50%", "Case definition moves the figure more than most real differences.", right=True),
        Option("Not at all; pain is pain", "A survey counts answers to a question."),
    ),
    misconception="There is one true number of people with chronic pain, and whoever finds another has miscounted.",
    note=(
        "We built these people so that three real surveys come out right. It shows that wording can explain the gap, not that it does."
    ),
    controls=[
        Control("D_min", "pain for longer than", 0, 24, 1),
        Control("often", "on at least so many of 100 days", 0, 95, 5, level=2),
        Control("limits", "life limited on at least so many of 100 days", 0, 95, 5, level=2),
        Control("age_low", "youngest who is asked", 18, 50, 1, level=3),
        Control("age_high", "oldest who is asked", 55, 90, 1, level=3),
        Control("eager", "people with pain answer, times as often", 0.5, 2, 0.1, level=3),
    ],
    settings={"people": 20_000, "seed": 21},
    readouts={
        "percent": Readout("have it, by this question", "average", "percent", unit="%", digits=1),
        "counted": Readout("counted", "average", "counted", digits=3, shown=False),
        "missed": Readout("have pain, not counted", "average", "missed", digits=3, shown=False),
        "none": Readout("without pain", "average", "none", digits=3, shown=False),
    },
    sentence=(
        (("D_min > 0", "Pain for longer than {D_min:.0f} months,"), (True, "Any pain in these three months,")),
        (("often > 0", "on at least {often:.0f} of 100 days,"), (True, "on any number of days,")),
        (
            ("limits > 0", "that limits life on at least {limits:.0f} of 100 days:"),
            (True, "whether it limits life or not:"),
        ),
        "{percent:.1f} of 100 who answer have it.",
    ),
    views=[
        {
            "kind": "people",
            "total": 100,
            "label": "of 100 who answer",
            "groups": [
                {"read": "counted", "label": "counted by this question", "role": "projection", "mark": "full"},
                {"read": "missed", "label": "in pain, and not counted", "role": "projection", "mark": "ring"},
                {"read": "none", "label": "without pain", "role": "muted", "mark": "empty"},
            ],
        },
        {
            "kind": "curve",
            "sweep": "D_min",
            "from": 0,
            "to": 24,
            "points": 13,
            "read": "percent",
            "label": "have it, by this question (%)",
            "role": "projection",
            "range": [0, 70],
        },
    ],
    presets={
        "longer than three months, all adults": {},
        "most days or every day": MOST_DAYS,
        "… and life limited as often": HIGH_IMPACT,
        "longer than three months, volunteers of 50 to 82": VOLUNTEERS,
    },
    discoveries=[
        Discovery("Any pain at all in these three months: 58 of 100.", {"D_min": 0}, {"percent": 58.0}),
        Discovery("'Most days or every day', as the United States asked in 2023: 24.", MOST_DAYS, {"percent": 24.3}),
        Discovery("The same, and life limited as often: 8.5.", HIGH_IMPACT, {"percent": 8.5}),
        Discovery("Longer than three months, asked of people of 50 to 82: 51.", VOLUNTEERS, {"percent": 50.9}),
        Discovery(
            "Break it: a fifth, by more than six months on half of the days …",
            {"D_min": 6, "often": 50},
            {"percent": 20.4},
        ),
        Discovery("… and another fifth, by a life limited on a fifth of the days.", {"limits": 20}, {"percent": 19.6}),
        Discovery(
            "If people with pain answer twice as often, 24 becomes 31.", MOST_DAYS | {"eager": 2}, {"percent": 30.9}
        ),
    ],
    card=Card(
        published="The wordings and the four figures that they gave: two of a household survey in the United States, one of volunteers in the United Kingdom, one pooled from seven British studies.",
        ours="All people, and every number in the table but the three months: how pain grows with age, how long it lasts, on how many days it is there, how often it limits.",
        left_out="Countries, years, letters against interviews, memory, kinds of pain, children, and that people understand the same words differently.",
        not_for="Estimating how common pain is anywhere, or saying why two real surveys differ.",
    ),
)
