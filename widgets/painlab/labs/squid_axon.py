"""Lab: what sets the speed of a spike."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.squid_axon import model

lab = Lab(
    model,
    title="The speed of a spike",
    question="A spike runs along the squid's axon. What makes it faster: a stronger push, warmth, or a thicker axon?",
    task="Warm the axon. Then try a stronger push.",
    opens={"T": 6.3},
    move={"T": 18.5},
    goals=(
        Goal(
            "Make it faster than 25 m/s.",
            "speed > 25",
            {"diameter": 1000},
            "An axon of 1 mm: about 27 m/s, as the square root of its diameter.",
        ),
        Goal(
            "At 18.5 °C, make it slower than 14 m/s.",
            "(T > 18)*(speed < 14)",
            {"diameter": 238},
            "Half the diameter: 13.2 m/s. A push twice as strong changes nothing.",
        ),
    ),
    prediction="At 6.3 °C the spike runs at 12.3 m/s. You warm the axon to 18.5 °C, where its gates are nearly four times as fast. It runs",
    options=(
        Option(
            "at the same speed",
            "Channels open faster when warm; the next stretch of membrane reaches threshold sooner.",
        ),
        Option(
            "about half as fast again",
            "18.7 m/s. Gates are nearly four times as fast; the cable's own resistance and capacitance do not change.",
            right=True,
        ),
        Option("nearly four times as fast", "That is the gates alone; the cable slows the rest."),
        Option(
            "slower, because its spikes become shorter", "They do become shorter and smaller, and still run faster."
        ),
    ),
    misconception="A stronger stimulus makes faster spikes.",
    note=(
        "We use the squid's axon because every number can be checked; it is more than 400 times as thick as a C fiber. What carries over: speed is a "
        "property of the fiber, not of the stimulus."
    ),
    controls=[
        Control("T", "temperature", 6.3, 25, 0.1),
        Control("push", "strength of the push", 0, 60, 0.5),
        Control("diameter", "diameter of the axon", 100, 1000, 1, level=2),
        Control("R_a", "resistance of its inside", 10, 100, 0.1, level=3),
    ],
    settings={"duration": 10},
    readouts={
        "speed": Readout("speed", "speed", "", 0.25, 0.75, "m/s", 1),
        "arrival": Readout("arrives at the far end", "arrival", "", 0.95, 0, "ms", 2),
    },
    sentence=(
        (
            (
                "speed > 0",
                "At {T:.1f} °C the spike runs at {speed:.1f} m/s, and is at the far end after {arrival:.1f} ms.",
            ),
            (True, "At {T:.1f} °C no spike reaches the far end."),
        ),
    ),
    views=[
        {
            "kind": "space_time",
            "unit": "mm",
            "role": "ink",
            "places": [{"at": 0, "label": "pushed here"}, {"at": 1, "label": "far end"}],
        },
        {
            "kind": "traces",
            "panels": [
                {
                    "show": {"V@0.05": "nociceptive", "V@0.5": "touch", "V@0.95": "projection"},
                    "label": "membrane (mV)",
                    "range": [-90, 50],
                },
            ],
            "names": {"V@0.05": "near the push", "V@0.5": "in the middle", "V@0.95": "far end"},
        },
    ],
    presets={"18.5 °C": {}, "6.3 °C": {"T": 6.3}, "half the diameter": {"diameter": 238}},
    discoveries=[
        Discovery("At 6.3 °C it runs at 12.3 m/s …", {"T": 6.3}, {"speed": 12.31}),
        Discovery("… at 18.5 °C at 18.7 m/s (the authors, by hand: 18.8).", {}, {"speed": 18.7}),
        Discovery("A push twice as strong does not make it faster.", {"push": 50}, {"speed": 18.7}),
        Discovery("Half the diameter: 13.2 m/s, slower by the square root of two.", {"diameter": 238}, {"speed": 13.2}),
    ],
    card=Card(
        published="The membrane of 1952 in every compartment, diameter and resistance of the axon, its speed.",
        ours="The length, the sealed ends, the place and the strength of the push, the grid.",
        left_out="Myelin, branches, other ions and pumps, everything that is not a squid's giant axon.",
        not_for="Speeds of human fibers; see the labs on C fibers and on myelin.",
        deviations="The authors found 18.8 m/s by hand; a fine grid gives 18.73, the one used here 18.7.",
    ),
)
