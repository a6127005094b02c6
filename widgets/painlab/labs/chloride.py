"""Lab: with a run-down chloride battery, more inhibition may stop, not matter to, or drive the same cell."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.chloride import model

SHORT, LONG = 2000, 20000  # ms: with the reversal held, and with chloride that moves
END = f"{LONG} if dynamic > 0 else {SHORT}"

lab = Lab(
    model,
    title="When inhibition stops inhibiting",
    question="The same inhibition, onto the same cell: what decides whether it stops the cell, does nothing, or drives it?",
    task="Turn inhibition up. Then change the battery.",
    move={"gi": 0.1},
    goals=(
        Goal(
            "Find a battery at which inhibition of 0.1 changes nothing.",
            "(gi > 0.095)*(gi < 0.105)*(rate > 58.5)*(rate < 63.5)",
            {"E_GABA": -60, "gi": 0.1},
            "At −60 mV it is there and does nothing: 60 of 62 spikes.",
        ),
        Goal(
            "Silence the cell with inhibition.",
            "(gi > 0)*(rate < 0.5)",
            {"E_GABA": -73, "gi": 0.07},
            "A healthy battery, −73 mV: inhibition of 0.07 stops the cell.",
        ),
    ),
    prediction="The cell fires 62 a second. Its chloride battery has run down to −50 mV. You turn inhibition up from nothing to 0.1. Firing",
    options=(
        Option("stops", "At −73 mV it would."),
        Option("falls by half", "Not with this battery."),
        Option("stays", "That is the case near −60 mV (60 of 62)."),
        Option(
            "rises",
            "98 a second. The same gate now lets current the other way.",
            right=True,
        ),
    ),
    misconception="Inhibition is lost because inhibitory cells are lost, so give more GABA.",
    note=(
        "This is one cell, put together by us. Between healthy and reversed lies a wide range where more inhibition still helps. "
        "Nobody has measured where a living patient stands. That the turn comes near −60 mV is a property of this cell."
    ),
    controls=[
        Control("E_GABA", "reversal of inhibition (the chloride battery)", -80, -40, 1, value=-50),
        Control("gi", "inhibition", 0, 0.5, 0.002, value=0),
        Control("ge", "excitation", 0, 0.12, 0.005, level=2),
        Control("dynamic", "chloride inside", level=3, choices=(("held", 0), ("moves", 1))),
        Control("k", "KCC2 that works (if chloride moves)", 0, 1, 0.05, level=3),
    ],
    settings={"duration": END},
    readouts={
        "rate": Readout("firing", "frequency", "", f"{LONG - 2000} if dynamic > 0 else 500", END, "Hz", 1),
        "early": Readout("spikes in the first second", "count", "", 0, 1000, "", 0, shown=False),
        "battery": Readout("reversal of inhibition at the end", "value", "E_inh", END, END, "mV", 1),
    },
    sentence=(
        (
            (
                "dynamic > 0",
                "Chloride moves, and {k:.2f} of KCC2 works: after 20 s inhibition reverses at {battery:.1f} mV",
            ),
            (True, "Inhibition reverses at {E_GABA:.0f} mV"),
        ),
        (
            ("gi <= 0", "and is off:"),
            (True, "and has a conductance of {gi:.3f} mS/cm²:"),
        ),
        (
            (
                "(dynamic > 0)*(early < 1)*(rate > 0)",
                "the cell was silent in the first second and now fires {rate:.0f} times a second.",
            ),
            ("rate <= 0", "the cell is silent."),
            (True, "the cell fires {rate:.0f} times a second."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "chloride"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "projection"}, "label": "membrane (mV)", "range": [-90, 50]},
                {"show": {"E_inh": "inhibition"}, "label": "reversal of inhibition (mV)", "range": [-82, -38]},
            ],
        },
        {
            "kind": "curve",
            "sweep": "E_GABA",
            "from": -80,
            "to": -40,
            "points": 21,
            "read": "rate",
            "label": "firing (Hz)",
            "role": "projection",
        },
    ],
    presets={
        "battery run down, no inhibition": {},
        "healthy battery, inhibition": {"E_GABA": -73, "gi": 0.1},
        "half-way, inhibition": {"E_GABA": -60, "gi": 0.1},
        "run down, inhibition": {"gi": 0.1},
        "hidden loss: half of KCC2 under load": {"dynamic": 1, "k": 0.5, "ge": 0.05, "gi": 0.2},
        "whole KCC2 under the same load": {"dynamic": 1, "k": 1, "ge": 0.05, "gi": 0.2},
    },
    discoveries=[
        Discovery(
            "A healthy battery, −73 mV: inhibition of 0.07 stops the cell …", {"E_GABA": -73, "gi": 0.07}, {"rate": 0}
        ),
        Discovery(
            "… at −65 mV 0.1 still leaves 33 a second; twice as much is needed to stop it …",
            {"E_GABA": -65, "gi": 0.1},
            {"rate": 33.2},
            0.02,
        ),
        Discovery("… 0.136.", {"E_GABA": -65, "gi": 0.136}, {"rate": 0}),
        Discovery(
            "At −60 mV inhibition of 0.1 is there and does nothing: 60 of 62.", {"E_GABA": -60, "gi": 0.1}, {"rate": 60}
        ),
        Discovery("At −50 mV the same inhibition drives: 98.", {"E_GABA": -50, "gi": 0.1}, {"rate": 98}),
        Discovery(
            "Half of KCC2 is invisible for a second under load, and after 20 s the cell fires.",
            {"dynamic": 1, "k": 0.5, "ge": 0.05, "gi": 0.2},
            {"early": 0, "battery": -68.7, "rate": 62},
            0.01,
        ),
        Discovery(
            "Under the same load whole KCC2 holds.",
            {"dynamic": 1, "k": 1, "ge": 0.05, "gi": 0.2},
            {"rate": 0, "battery": -72.4},
        ),
    ],
    card=Card(
        published=(
            "Concentrations, permeabilities and the flux of KCC2: the authors' program on chloride; sodium, potassium and leak: the authors' program "
            "of a dorsal-horn cell. −73 and −49 mV are said to be those of cells of rats before and after a nerve injury; we could not confirm it."
        ),
        ours=(
            "The combination of the two; one cylinder of 5 µm; inhibition and excitation as constant conductances; every size of them; to hold the reversal "
            "by hand."
        ),
        left_out="Diffusion of chloride, NKCC1 and the endings of fibers (presynaptic inhibition), dendrites, timing of inhibition, other cells, microglia and BDNF, sex.",
        not_for="Taking −60 mV for a number of physiology; saying where a patient's chloride stands, or that a drug that strengthens GABA must help or harm.",
        deviations=(
            "The lamina I cell in which the idea was first shown was not rebuilt: its program was not found. What is known comes from rats and mice and from human "
            "tissue in a dish. It does not follow that GABA excites every injured cell. In some animal models drugs that strengthen GABA relieve pain behavior, which this "
            "one cell does not tell apart."
        ),
    ),
)
