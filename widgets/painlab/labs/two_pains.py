"""Lab: which of two kinds of fiber sets the gap between first and second pain."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.two_pains import model

lab = Lab(
    model,
    title="First and second pain",
    question="Two volleys leave the skin together. Which of the two kinds of fiber sets the gap between their arrivals?",
    task="Move the place that is hurt along the leg.",
    move={"v_Adelta": 26},
    goals=(
        Goal(
            "Halve the gap by moving the place.",
            "(gap < 600)*(distance > 0.45)*(thickness == 1)*(v_C == 0.8)",
            {"distance": 0.5},
            "Half the distance halves it: 0.59 s.",
        ),
        Goal(
            "Halve it from one meter away.",
            "(gap < 600)*(distance == 1)",
            {"thickness": 3.75},
            "C fibers 3.75 times as thick are 1.94 times as fast, and come after 646 ms.",
        ),
    ),
    prediction="Over one meter the two arrivals are 1.17 s apart. You make the fast fibers twice as fast. The gap",
    options=(
        Option("halves", "The slow fiber takes 1.25 s of it; the fast one only 0.08 s."),
        Option("shrinks a little", "It goes the other way: the early volley comes earlier still."),
        Option(
            "grows a little",
            "To 1.21 s. Nearly the whole gap is the slow fiber; halving the distance halves it (0.59 s).",
            right=True,
        ),
        Option("vanishes", "Only equal speeds, or no distance, remove it."),
    ),
    misconception="Nerves are wires with one speed.",
    note=(
        "Speeds differ between fibers, people and methods; the lab's come from how soon people felt pain in one study. The quiz uses round numbers. "
        "Second pain is no proof of a C fiber in one person, and thick A fibers can signal a noxious poke."
    ),
    controls=[
        Control("distance", "distance", 0.1, 1.2, 0.01),
        Control("v_Adelta", "speed of the fast fibers (A-delta)", 5, 30, 0.5, level=2),
        Control("v_C", "speed of the slow fibers (C)", 0.5, 2, 0.05, level=2),
        Control("spread", "spread among fibers", 0, 0.4, 0.01, level=3, value=0.1),
        Control("thickness", "diameter of the C fibers, against the usual", 0.25, 4, 0.05, level=3),
    ],
    settings={"people": 200},
    readouts={
        "first": Readout("first volley", "average", "t_Adelta", unit="ms", digits=0),
        "second": Readout("second volley", "average", "t_C", unit="ms", digits=0),
        "gap": Readout("gap", "average", "gap", unit="ms", digits=0),
        "speed": Readout("speed of the C fibers", "average", "speed_C", unit="m/s", digits=2, shown=False),
    },
    sentence=(
        "Over {distance:.2f} m the fast volley arrives after {first:.0f} ms, the slow one after {second:.0f} ms: {gap:.0f} ms apart.",
        (
            ("thickness > 1.01", "Thicker C fibers conduct at {speed:.2f} m/s."),
            ("thickness < 0.99", "Thinner C fibers conduct at {speed:.2f} m/s."),
            ("spread > 0", "The means of 200 pairs scatter about these times."),
            (True, ""),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "two_pains"},
        {
            "kind": "distribution",
            "label": "arrival (ms)",
            "unit": "ms",
            "stages": ["fast fibers", "slow fibers"],
            "who": "pairs",
            "arms": [
                {
                    "label": "each line joins a fast and a slow fiber",
                    "columns": ["first", "second"],
                    "role": "nociceptive",
                }
            ],
        },
        {
            "kind": "curve",
            "sweep": "distance",
            "from": 0.1,
            "to": 1.2,
            "points": 23,
            "read": "gap",
            "label": "gap (ms)",
            "role": "nociceptive",
        },
    ],
    presets={
        "foot to cord (1 m)": {},
        "hand to cord (0.7 m)": {"distance": 0.7},
        "face (0.1 m)": {"distance": 0.1},
        "round numbers (15 and 1 m/s)": {"v_Adelta": 15, "v_C": 1},
    },
    discoveries=[
        Discovery("Over 1 m: 77 ms and 1250 ms, 1.17 s apart.", {}, {"first": 77, "second": 1250, "gap": 1173}),
        Discovery("Twice as fast a fast fiber makes the gap longer: 1.21 s.", {"v_Adelta": 26}, {"gap": 1212}),
        Discovery("Half the distance halves it: 0.59 s.", {"distance": 0.5}, {"gap": 587}),
        Discovery(
            "C fibers 3.75 times as thick (1.5 against 0.4 um) are only 1.94 times as fast.",
            {"thickness": 3.75},
            {"speed": 1.549, "second": 645.5},
        ),
    ],
    card=Card(
        published="The two speeds, 13 and 0.8 m/s, measured from the latencies of pain by heat in people (abstract read).",
        ours="The spread of speeds among fibers; that the speed of C fibers goes with the square root of their diameter is the law of the model 'A C fiber'.",
        left_out=(
            "Time at the ending, at synapses and in the brain; slowing during activity (a C nociceptor slows by about 28 % in 3 minutes at 2 a second); "
            "the filter at the ganglion, of which we have recorded numbers only: in the authors' program of a branching C fiber (Sundt et al. 2015), run by us, "
            "21 of 21 impulses pass the branch at 5 to 100 a second; with a slow potassium conductance there (0.4 mS/cm²) 21 pass at up to 20 a second, "
            "17 at 50 and 12 at 100."
        ),
        not_for="Measuring nerve conduction in a person; telling which fiber a sensation came from.",
        deviations="Textbooks use rounder numbers, about 5 to 30 m/s for A-delta and 0.5 to 2 m/s for C fibers.",
    ),
)
