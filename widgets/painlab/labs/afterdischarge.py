"""Lab: firing that outlasts its cause, and what ends it."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..model import Quantity as Q
from ..models.afterdischarge import model

START = 100  # ms

lab = Lab(
    model,
    title="Afterdischarge",
    question="An axon goes on firing when the pulse is over. What ends it?",
    task="Lower the persistent conductance, and raise it; watch when the firing ends.",
    move={"dynamic": 0.0},
    goals=(
        Goal(
            "Make the firing never stop.",
            "late > 60",
            {"dynamic": 0.0},
            "With the sodium inside held, nothing ends it: 72 spikes in the last half second.",
        ),
        Goal(
            "Bring back a single spike to the pulse.",
            "count < 1.5",
            {"gp": 0.6},
            "Up to 0.6 of the persistent conductance one pulse gives one spike.",
        ),
    ),
    prediction="The axon fires on for 105 ms after the pulse, and sodium builds up inside. Hold the sodium inside as it is at rest. The firing",
    options=(
        Option("ends as before; the pulse is over", "The pulse lasted 5 ms, the firing 105 ms more."),
        Option(
            "ends sooner; less sodium is there to drive it", "Sodium inside does not drive the firing; it slows it."
        ),
        Option(
            "never begins; it needs sodium inside", "What begins it is the pulse, and sodium that comes from outside."
        ),
        Option(
            "does not end; nothing stops it",
            "72 spikes in the last half second. What ended the firing was sodium that had built up inside.",
            right=True,
        ),
    ),
    misconception="A sensation that outlasts its cause must come from the brain.",
    note="An after-sensation can have a cause in the axon; in people it has several. A tenth of a second here is none yet.",
    controls=[
        Control("gp", "persistent sodium conductance", 0, 1, 0.01),
        Control("dynamic", "sodium inside", choices=(("can build up", 1.0), ("is held", 0.0)), value=1.0),
        Control("I", "strength of the pulse", 0, 100, 1, level=2, value=50),
        Control(Q("width", 5, "ms", "how long the pulse lasts", "ours"), "length of the pulse", 1, 50, 1, level=2),
    ],
    settings={"duration": 1500},
    derived={"over": "100 + width"},
    schedules={"I": (0, (START, "over", "I"))},
    readouts={
        "count": Readout("spikes", "count", "", START, 1500, "", 0),
        "last": Readout("last spike", "last", "", START, 1500, "ms", 0),
        "late": Readout("spikes in the last half second", "count", "", 1000, 1500, "", 0),
        "sodium": Readout("most sodium inside", "max", "Na", 0, 1500, "mM", 1),
    },
    sentence=(
        "A pulse of {width:.0f} ms:",
        (
            ("count < 1", "no spike."),
            ("count < 2", "one spike, and nothing after it."),
            ("late > 0", "{count:.0f} spikes within 1.4 seconds, and it goes on."),
            (True, "{count:.0f} spikes, the last at {last:.0f} ms, then silence."),
        ),
        (
            ("dynamic < 0.5", "Sodium inside is held."),
            (True, "Sodium inside rises to {sodium:.0f} mM."),
        ),
    ),
    views=[
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "touch"}, "label": "membrane (mV)", "range": [-80, 50]},
                {"show": {"Na": "nociceptive"}, "label": "sodium inside (mM)"},
                {"show": {"I": "ink"}, "label": "current (µA/cm²)", "thin": True},
            ],
        },
        {
            "kind": "curve",
            "sweep": "gp",
            "from": 0,
            "to": 1,
            "points": 41,
            "read": "count",
            "label": "spikes",
            "role": "touch",
        },
    ],
    presets={
        "a little persistent current": {},
        "none": {"gp": 0},
        "sodium held": {"dynamic": 0.0},
        "more persistent current": {"gp": 1},
    },
    discoveries=[
        Discovery("Up to 0.6 of the persistent conductance, one pulse gives one spike.", {"gp": 0.6}, {"count": 1}),
        Discovery("At 0.8 it gives six, the last about 105 ms after the pulse.", {}, {"count": 6, "last": 209.5}),
        Discovery("Hold the sodium inside, and the firing never stops.", {"dynamic": 0.0}, {"late": 72}, 0.03),
        Discovery(
            "At 1.0 the sodium that builds up slows the firing but no longer ends it.", {"gp": 1}, {"late": 31}, 0.1
        ),
    ],
    card=Card(
        published="Equations and values: the authors' archived file.",
        ours="That sodium inside stays at rest when it is held; the length and strength of the pulse beyond 5 ms and 50.",
        left_out="The length of the axon, the pump's own current, potassium outside, everything central.",
        not_for="Explaining an after-sensation of a person, which has several causes.",
        deviations="Classic Runge-Kutta at 0.01 ms, where the file uses Euler's method at 0.05 ms.",
    ),
)
