"""Lab: a region of the brain lights up. How likely is pain?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.reverse_inference import model

lab = Lab(
    model,
    title="From scan to person",
    question="A region of the brain lights up. How likely is it that this person was in pain?",
    task="Make painful trials rarer, and watch the lights.",
    move={"base": 0.1},
    goals=(
        Goal(
            "Make the light tell nothing.",
            "(base < 0.9)*(chance < base + 0.005)",
            {"base": 0.1, "lit_if_other": 0.9},
            "A region that lights up as often without pain tells nothing, however often pain lights it.",
        ),
        Goal(
            "With 1 trial in 10 painful, let a light mean pain more often than not.",
            "(base < 0.105)*(chance > 0.6)",
            {"base": 0.1, "lit_if_pain": 0.95, "lit_if_other": 0.05},
            "A much sharper sign does: and still about 1 light in 3 is false.",
        ),
    ),
    prediction=(
        "A region lights up in 90 of 100 painful trials and 60 of 100 merely striking ones. In a setting where 1 trial in 10 is painful, it lights up. Chance of pain?"
    ),
    options=(
        Option("9 in 10", "That is how often pain lights the region, not the reverse."),
        Option("6 in 10", "Right only if half the trials are painful."),
        Option("1 in 7", "9 true against 54 false lights.", right=True),
        Option("1 in 10", "The light does tell something: it moved the chance from 10% to 14%."),
    ),
    misconception="The scan shows pain, so it can prove or disprove it.",
    note=(
        "Patterns of many regions do better than one region; they were built on healthy volunteers and brief heat, and how common pain is still decides what a light means for one person."
    ),
    controls=[
        Control("base", "share of trials that are painful", 0.01, 0.99, 0.01),
        Control("lit_if_pain", "lights up when painful", 0.05, 1, 0.01, level=2),
        Control("lit_if_other", "lights up when merely striking", 0.05, 0.99, 0.01, level=2),
    ],
    derived={
        "painful": "100*base",
        "true_lights": "100*base*lit_if_pain",
        "false_lights": "100*(1 - base)*lit_if_other",
    },
    readouts={
        "lit_pain": Readout("painful and lit", "trial", "p_hit", 1, digits=3, shown=False),
        "dark_pain": Readout("painful and dark", "trial", "p_miss", 1, digits=3, shown=False),
        "lit_other": Readout("striking and lit", "trial", "p_false", 1, digits=3, shown=False),
        "dark_other": Readout("striking and dark", "trial", "p_quiet", 1, digits=3, shown=False),
        "chance": Readout("chance of pain if lit", "trial", "P_lit", 1, digits=2),
        "chance_dark": Readout("chance of pain if dark", "trial", "P_dark", 1, digits=2),
        "odds_before": Readout("odds before", "trial", "O_before", 1, digits=2, level=2),
        "ratio": Readout("a light multiplies the odds by", "trial", "L", 1, digits=2, level=2),
        "odds_after": Readout("odds after a light", "trial", "O_after", 1, digits=2, level=2),
    },
    sentence=(
        "Painful trials: {painful:.0f} of 100. The region lights up in {true_lights:.0f} of them, and in {false_lights:.0f} of the others:",
        "if it lights up, the chance of pain is {chance:.2f}; if it stays dark, {chance_dark:.2f}.",
        (
            ("abs(ratio - 1) < 0.005", "Here a light says nothing: it is as frequent without pain."),
            ("ratio < 1", "Here a light speaks against pain."),
            (True, ""),
        ),
    ),
    views=[
        {
            "kind": "people",
            "total": 100,
            "label": "of 100 trials",
            "groups": [
                {
                    "read": "lit_pain",
                    "label": "painful, and the region lights up",
                    "role": "projection",
                    "mark": "full",
                },
                {"read": "dark_pain", "label": "painful, and it stays dark", "role": "projection", "mark": "ring"},
                {"read": "lit_other", "label": "merely striking, and it lights up", "role": "touch", "mark": "full"},
                {"read": "dark_other", "label": "merely striking, and it stays dark", "role": "muted", "mark": "empty"},
            ],
        },
        {
            "kind": "curve",
            "sweep": "base",
            "from": 0.01,
            "to": 0.99,
            "points": 50,
            "read": "chance",
            "label": "chance of pain if the region lights up",
            "role": "projection",
            "range": [0, 1],
        },
    ],
    presets={
        "half the trials are painful": {},
        "1 trial in 10 is painful": {"base": 0.1},
        "a sharper sign": {"lit_if_pain": 0.95, "lit_if_other": 0.05},
        "a sharper sign, 1 trial in 10": {"base": 0.1, "lit_if_pain": 0.95, "lit_if_other": 0.05},
    },
    discoveries=[
        Discovery(
            "1 trial in 10 is painful: a light raises the chance of pain from 0.10 to 0.14.",
            {"base": 0.1},
            {"chance": 0.143},
        ),
        Discovery(
            "Break it: a region that lights up as often without pain tells nothing, however often pain lights it.",
            {"base": 0.1, "lit_if_other": 0.9},
            {"chance": 0.10, "ratio": 1},
        ),
        Discovery(
            "A much sharper sign, 1 trial in 10 painful: about 1 light in 3 is still false.",
            {"base": 0.1, "lit_if_pain": 0.95, "lit_if_other": 0.05},
            {"chance": 0.679},
        ),
        Discovery(
            "And where 1 trial in 100 is painful, 5 lights in 6 are.",
            {"base": 0.01, "lit_if_pain": 0.95, "lit_if_other": 0.05},
            {"chance": 0.161},
        ),
    ],
    card=Card(
        published="The arithmetic. That most of the activity in pain-evoked scans is shared by other striking events is from experiments.",
        ours="Both rates of the region, the base rates, and that a region is either lit or dark.",
        left_out="Patterns of many regions, graded activity, several events at once, and how a setting's base rate would be known.",
        not_for="Deciding whether a person is in pain. Ask the person.",
    ),
)
