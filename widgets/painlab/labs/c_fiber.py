"""Lab: where is the block, and where does the signal start?"""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.c_fiber import model

lab = Lab(
    model,
    title="Where is the block?",
    question="A nerve is blocked in one place. Which signals still reach the cord?",
    task="Move the block along the nerve, and begin the signal in another place.",
    move={"source": "DRG", "rho": 0},
    goals=(
        Goal(
            "Find the least block over 4 mm that stops the signal from the skin.",
            "(arrived < 0.5)*(rho > 0.355)*(zone_length > 3.9)*(lidocaine == 0)",
            {"rho": 0.36},
            "A block of 60% over 4 mm still lets it through; one of 64% does not.",
        ),
        Goal(
            "Let the same block fail by making it shorter.",
            "(arrived > 0.5)*(rho < 0.37)*(zone_length < 1)*(lidocaine == 0)",
            {"rho": 0.36, "zone_length": 0.2},
            "Over 0.2 mm the same 64% do nothing: it takes over 82%.",
        ),
    ),
    prediction="A signal from the skin reaches the cord. Another one starts in the ganglion. You block the nerve fully between skin and ganglion. The cord receives",
    options=(
        Option("nothing", "The block is on the wrong side."),
        Option("the ganglion's signal, not the skin's", "A block works only central to the source.", right=True),
        Option("the skin's signal, not the ganglion's", "The reverse."),
        Option("both, weakened", "Spikes are all-or-none."),
    ),
    misconception="If the block fails, the pain is imaginary, or purely central.",
    note=(
        "The numbers are not clinical concentrations. The principle is use dependence: the drug binds while channels are busy. Its constants come from "
        "heart muscle, and this axon lacks the slowing that activity brings."
    ),
    controls=[
        Control(
            "source",
            "the signal starts in the",
            choices=(("skin", "skin"), ("neuroma", "neuroma"), ("ganglion", "DRG")),
        ),
        Control("zone_from", "the block begins at", 0, 9, 0.1, value=3),
        Control("rho", "sodium conductance left there", 0, 1, 0.005, level=2),
        Control("lidocaine", "lidocaine there", 0, 200, 5, level=3),
        Control("frequency", "spikes a second", 1, 50, 1, level=3, log=True),
        Control("pulses", "number of spikes", 1, 30, 1, level=3),
        Control(
            Q("zone_length", 4, "mm", "length of the treated zone", "ours"), "length of the block", 0.2, 4, 0.1, level=3
        ),
    ],
    values={"dx": 50},
    schedules={"zone_to": ("zone_from + zone_length",)},
    readouts={
        "arrived": Readout("spikes at the cord", "passed", "", 0.95, 0, "", 0),
        "time": Readout("the first one arrives at", "arrival", "", 0.95, 0, "ms", 1),
    },
    derived={"blocked": "100*(1 - rho)"},
    sentence=(
        (
            ("pulses < 2", "One spike starts in the"),
            (True, "{pulses:.0f} spikes, {frequency:.0f} a second, start in the"),
        ),
        (("site < 0.1", "skin;"), ("site < 0.5", "neuroma;"), (True, "ganglion;")),
        (("rho < 1", "{blocked:.0f} % of sodium channels are blocked from {zone_from:.1f} mm on;"), (True, "")),
        (("lidocaine > 0", "{lidocaine:.0f} µM lidocaine from {zone_from:.1f} mm on;"), (True, "")),
        (
            ("arrived < 1", "none reaches the cord."),
            ("pulses < 2", "it reaches the cord."),
            (True, "{arrived:.0f} reach the cord."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "c_fiber"},
        {
            "kind": "space_time",
            "unit": "mm",
            "role": "nociceptive",
            "zone": ["zone_from", "zone_to"],
            "zone_label": "treated",
            "places": [
                {"at": 0.02, "label": "skin"},
                {"at": 0.2, "label": "neuroma"},
                {"at": 0.8, "label": "ganglion"},
                {"at": 1, "label": "cord"},
            ],
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
            "names": {"V@0.05": "near the skin", "V@0.5": "in the middle", "V@0.95": "near the cord"},
        },
    ],
    presets={
        "no block": {},
        "skin, full block": {"rho": 0.05},
        "ganglion, full block": {"rho": 0.05, "source": "DRG"},
        "lidocaine, 10 a second": {"lidocaine": 100, "zone_from": 4, "frequency": 10, "pulses": 30},
    },
    discoveries=[
        Discovery("A block of 95 % stops what comes from the skin …", {"rho": 0.05}, {"arrived": 0}),
        Discovery(
            "… and what comes from a neuroma in front of it …", {"rho": 0.05, "source": "neuroma"}, {"arrived": 0}
        ),
        Discovery("… but not what starts in the ganglion.", {"rho": 0.05, "source": "DRG"}, {"arrived": 1}),
        Discovery("A block of 60 % over 4 mm still lets it through …", {"rho": 0.4}, {"arrived": 1}),
        Discovery("… one of 64 % does not.", {"rho": 0.36}, {"arrived": 0}),
        Discovery(
            "Over 0.2 mm the same 64 % do nothing: it takes over 82 %.",
            {"rho": 0.36, "zone_length": 0.2},
            {"arrived": 1},
        ),
        Discovery(
            "100 µM lidocaine: of 30 spikes, 10 a second, two thirds get through …",
            {"lidocaine": 100, "zone_from": 4, "frequency": 10, "pulses": 30},
            {"arrived": 20},
            0.1,
        ),
        Discovery(
            "… at 50 a second under a third.",
            {"lidocaine": 100, "zone_from": 4, "frequency": 50, "pulses": 30},
            {"arrived": 9},
            0.15,
        ),
    ],
    card=Card(
        published="The fiber: the authors' archived code, without ganglion and branch. Lidocaine's two affinities and its slow release: an abstract, heart muscle of the rabbit.",
        ours="The block, its place and length, the three places where a signal starts, the kinetics in which lidocaine binds.",
        left_out="The ganglion's branch and its filter (recorded numbers: in 'First and second pain'), slowing during activity, other fibers, how a drug spreads in a nerve, recovery.",
        not_for="Concentrations or doses of a local anesthetic; judging a block that has failed in a person.",
        deviations="Spikes are counted at 0 mV; where sodium is very low, smaller spikes still run on. A grid of 0.05 mm and 0.025 ms, which conducts 5 % more slowly than a fine one.",
    ),
)
