"""Lab: how little sodium conductance an ectopic burst can lose."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.ectopic import model

ON, OFF = 100, 2900  # ms

lab = Lab(
    model,
    title="An ectopic burst",
    question="How much sodium block silences a ganglion cell that fires by itself?",
    task="Take a little sodium conductance away, and count the spikes.",
    move={"fNa": 0.96},
    goals=(
        Goal(
            "Leave between 5 and 20 spikes.",
            "(count > 5)*(count < 20)*(f_late == 1)",
            {"fNa": 0.98},
            "A block of 2% leaves 10.",
        ),
        Goal(
            "Do the same by the late current alone.",
            "(fNa == 1)*(f_late < 1)*(count < 15)",
            {"f_late": 0.9},
            "The tiny late current carries much of it: 10% less of it leaves 12.",
        ),
    ),
    prediction=(
        "In rats lidocaine silenced firing that began in the ganglion and let ordinary impulses pass. How much of its sodium conductance must be "
        "blocked before the burst of this ganglion cell falls silent?"
    ),
    options=(
        Option("About 4%", "A burst needs a fine balance; conduction has a large reserve.", right=True),
        Option("About 30%", "Far more than needed here."),
        Option("More than half", "Then it would be hard to spare conduction."),
        Option("It cannot be silenced without numbness", "In rats it could be, and this cell shows one way."),
    ),
    misconception="Whatever silences abnormal firing must make the skin numb as well.",
    note=(
        "In rats lidocaine silenced ectopic firing and spared conduction; this lab shows one way in which that can be, and no size. The cell is that of a "
        "touch fiber, at one current (at 0.3 nA about 10% is needed); the axon of a C fiber is another model, and the two percentages do not compare."
    ),
    controls=[
        Control("fNa", "sodium conductance left", 0, 1, 0.01),
        Control("I", "steady current", 0, 0.4, 0.005, level=2, value=0.1),
        Control("f_late", "late sodium conductance left", 0, 1, 0.01, level=3),
    ],
    settings={"duration": 3000},
    derived={"blocked": "100*(1 - fNa)", "late_blocked": "100*(1 - f_late)"},
    schedules={"I": (0, (ON, OFF, "I"))},
    readouts={
        "count": Readout("spikes", "count", "", ON, 3000, "", 0),
        "late": Readout("spikes in the last second", "count", "", OFF - 1000, OFF, "", 0),
        "high": Readout("membrane, highest at the end", "max", "V", OFF - 300, OFF, "mV", 1, shown=False),
        "low": Readout("membrane, lowest at the end", "min", "V", OFF - 300, OFF, "mV", 1, shown=False),
    },
    sentence=(
        "With {blocked:.0f} % of its sodium conductance blocked",
        (("f_late < 1", "(and of the late one {late_blocked:.0f} %)"), (True, "")),
        "and a steady current of {I:.3f} nA,",
        (
            ("count < 1", "this cell does not fire;"),
            ("count < 2", "this cell fires once, at the start;"),
            ("late < 1", "this cell fires {count:.0f} spikes and stops;"),
            (True, "this cell fires {count:.0f} spikes, {late:.0f} of them in the last second;"),
        ),
        (
            ("late >= 1", "it would go on."),
            ("high - low > 0.5", "its membrane goes on to oscillate below threshold."),
            (True, "its membrane comes to rest."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "ectopic"},
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "touch"}, "label": "membrane (mV)", "range": [-70, 50]},
                {"show": {"I": "ink"}, "label": "current (nA)", "thin": True},
            ],
        },
        {
            "kind": "traces",
            "tab": "before the first spike",
            "panels": [
                {"show": {"V": "touch"}, "label": "the first 300 ms, below threshold (mV)", "range": [-62, -30]}
            ],
            "window": [80, 380],
        },
        {
            "kind": "curve",
            "sweep": "fNa",
            "from": 0.9,
            "to": 1,
            "points": 11,
            "read": "count",
            "label": "spikes",
            "role": "touch",
        },
    ],
    presets={
        "no block": {},
        "4 % blocked": {"fNa": 0.96},
        "stronger current": {"I": 0.3},
        "late current only": {"f_late": 0.9},
    },
    discoveries=[
        Discovery("Without block it fires all the time: 99 spikes.", {}, {"count": 99}),
        Discovery("A block of 2 % leaves 10 …", {"fNa": 0.98}, {"count": 10}),
        Discovery("… and one of 4 % leaves one.", {"fNa": 0.96}, {"count": 1}),
        Discovery(
            "A stronger current holds out longer: at 0.3 nA, 6 % leave 15 …", {"I": 0.3, "fNa": 0.94}, {"count": 15}
        ),
        Discovery("… and 10 % leave one.", {"I": 0.3, "fNa": 0.9}, {"count": 1}),
        Discovery(
            "The tiny late current carries much of it: 10 % less of it alone leaves 12.", {"f_late": 0.9}, {"count": 12}
        ),
    ],
    card=Card(
        published="Equations and values: the authors' archived code, a ganglion cell of a touch fiber at 20 °C.",
        ours="The fractions of sodium conductance that are left.",
        left_out="Potassium currents (off in the code as well), the axon and its conduction, noise, other cells of the ganglion.",
        not_for="A dose or a concentration; C fibers; numbness; a ratio of its percentage to that of another model.",
        deviations=(
            "Near the onset the archive's own values depend on its tables of rates in steps of 1 mV; with exact rates the oscillation at 0.012 nA dies out, "
            "and the count of single bursts differs between solvers. Trust the pattern, not the count, below 0.1 nA."
        ),
    ),
)
