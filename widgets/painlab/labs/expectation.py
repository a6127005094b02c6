"""Lab: the brain's bet. How sure one is decides how far an expectation moves what is felt."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.expectation import model

lab = Lab(
    model,
    title="The brain's bet",
    question="The same input again and again: how long does a wrong expectation live?",
    task="Change what is expected, and how surely.",
    move={"eps": 16},
    goals=(
        Goal(
            "Keep a wrong expectation alive for twenty trials: more than 5 away from the input.",
            "(count >= 20)*(last < N - 5)",
            {"eps": 16},
            "A vague input keeps a wrong belief alive: 51.9 after 20 trials.",
        ),
        Goal(
            "Expect the same 30, and feel less than 42 at first.",
            "(E0 == 30)*(N == 60)*(first < 42)",
            {"w0": 0.5},
            "Certainty, not optimism: sure of 30, 41.0 is felt.",
        ),
    ),
    prediction="The same input of 60 comes twenty times to someone who expected 30, but it is hard to make out (noise 16). "
    "On the twentieth time they report",
    options=(
        Option(
            "60; experience has corrected them", "With a clearer input it has: at noise 4 the tenth report is 58.6."
        ),
        Option(
            "About 52",
            "They learn from what they felt, and what they felt was drawn toward what they expected.",
            right=True,
        ),
        Option(
            "About 30; they feel what they expect", "Even here the input pulls: 31.4 the first time, then ever more."
        ),
        Option("More than 60", "Nothing in the model does that."),
    ),
    misconception="Placebo means imaginary; or its twin: pain is only expectation.",
    note="The model describes reports. Where in the body the change happens is not in it; studies disagree, "
    "and both kinds are cited. It does not say that anyone's chronic pain is a belief.",
    controls=[
        Control("E0", "expected", 0, 100, 1),
        Control("N", "input", 0, 100, 1),
        Control("w0", "unsure of the expectation (SD)", 0.5, 10, 0.1),
        Control("eps", "noise of the input (SD)", 0.5, 16, 0.1, 2),
        Control(Q("count", 20, "", "how often the input comes", "ours", (1, 60)), "trials", 1, 60, 1, 2),
        Control("psi", "how much pain is held to vary (SD)", 1, 10, 0.1, 3),
        Control("eta", "how fast the world is held to change (SD)", 0, 4, 0.1, 3),
    ],
    settings={"trials": "count"},
    readouts={
        "first": Readout("felt on the first trial", "trial", "P", 1, digits=1),
        "last": Readout("felt on the last trial", "trial", "P", -1, digits=1),
        "weight": Readout("weight of the expectation, first trial", "trial", "gamma", 1),
    },
    sentence=(
        "{E0:.0f} is expected and the input is {N:.0f}: the first report is {first:.1f}, the last {last:.1f}.",
        (
            ("abs(last - N) < 2", "In the end the input has won."),
            (True, "The expectation is still alive."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "expectation"},
        {
            "kind": "belief",
            "label": "pain (0–100)",
            "range": [0, 100],
            "curves": [
                {"mean": "E", "sd": "s_E", "label": "expected", "role": "descending"},
                {"mean": "N", "sd": "eps", "label": "input", "role": "nociceptive"},
                {"mean": "P", "sd": "s_P", "label": "felt", "role": "projection"},
            ],
        },
        {
            "kind": "traces",
            "panels": [
                {
                    "show": {"P": "projection", "E": "descending"},
                    "label": "felt, and expected (0–100)",
                    "range": [0, 100],
                }
            ],
            "names": {"P": "felt", "E": "expected"},
        },
        {
            "kind": "curve",
            "sweep": "w0",
            "from": 0.5,
            "to": 10,
            "points": 39,
            "read": "first",
            "label": "felt on the first trial",
            "role": "projection",
        },
    ],
    presets={
        "expects less": {},
        "expects more": {"E0": 90},
        "certain": {"w0": 0.5},
        "a hunch": {"w0": 10},
        "vague input": {"eps": 16},
    },
    discoveries=[
        Discovery("The same input of 60 is 43.4 for who expects 30", {}, {"first": 43.45}, 0.01),
        Discovery("and 76.6 for who expects 90", {"E0": 90}, {"first": 76.55}, 0.01),
        Discovery("Certainty, not optimism: sure of 30, 41.0 is felt", {"w0": 0.5}, {"first": 40.99}, 0.01),
        Discovery("with only a hunch, 56.2", {"w0": 10}, {"first": 56.16}, 0.01),
        Discovery(
            "A vague input keeps a wrong belief alive: 51.9 after 20 trials",
            {"eps": 16},
            {"last": 51.9},
            0.05,
        ),
    ],
    card=Card(
        published="The learning model and its equations (Onysk et al. 2024, their Kalman-filter model with "
        "perception).",
        ours="The teaching values. The preset of healthy adults in the Python model holds means of the "
        "authors' stored fits, recomputed by us.",
        left_out="Response noise, attention, learning from words or from other people, and any place in the "
        "body. A nocebo study found a change in the spinal cord (Geuter and Büchel 2013), which a model "
        "of reports cannot hold.",
        not_for="It was fitted to volunteers and seconds of heat. It says nothing about anyone's lasting pain.",
    ),
)
