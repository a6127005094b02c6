"""Lab: sensitization moves a curve; where does the change show?"""

from ..lab import Card, Control, Discovery, Goal, Guess, Lab, Readout
from ..model import Quantity as Q
from ..models.heat import model

END = "warm + 3000"

lab = Lab(
    model,
    title="Hot skin, sore skin",
    question="Sensitization lowers the threshold of a nociceptor by a few degrees. At which temperatures does it show?",
    task="Warm the skin. Then sensitize the ending, and warm it again.",
    move={"shift": -6},
    guess=Guess(
        "rate",
        0,
        20,
        1,
        3,
        "At 45 °C hardly more, 16: the response was near its ceiling. The change is at body temperature: from silence to 10 a second.",
        unit="a second",
        view="curve",
        at=(37, 45),
    ),
    goals=(
        Goal(
            "Find the lowest temperature at which a normal ending answers.",
            "(shift == 0)*(rate > 0)*(T < 41.5)",
            {"T": 41},
            "At 40 °C it is silent; at 41 °C it fires 4.4 a second.",
        ),
        Goal(
            "Sensitize the ending until it fires at body temperature.",
            "(T < 37.3)*(rate > 5)",
            {"shift": -6, "T": 37},
            "Sensitized by 6 °C, body temperature gives 10 a second instead of none.",
        ),
        Goal(
            "Silence it again.",
            "(shift < -5.9)*(T > 36.5)*(T < 37.5)*(rate < 0.5)",
            {"shift": -6, "T": 37, "block8": 0.87},
            "Taking 87% of Nav1.8 away silences it; taking Nav1.7 away changes nothing here.",
        ),
    ),
    prediction="At 45 °C the normal ending fires 13.6 a second; at 37 °C it is silent. Sensitization lowers its threshold by 6 °C. Draw what it then fires at both temperatures.",
    misconception="Sensitized means that the damage is worse. In this ending the curve has moved; nothing else has.",
    note=(
        "Threshold and size of the shift are our settings. What is robust: a shift shows most where the curve was flat at zero, in the warm range. "
        "In people with a sunburn both are seen: heat hurts from a lower temperature on, and strong heat hurts more. "
        "First spikes are not pain: in people fibers answered from 41 °C, pain began at 41 to 49 °C."
    ),
    controls=[
        Control("T", "temperature", 30, 50, 0.5, value=45),
        Control("shift", "sensitization (shift)", -8, 0, 0.5),
        Control(
            Q("ramp", 6, "°C/s", "how fast the skin is warmed", "ours"),
            "speed of warming",
            0.3,
            6,
            0.1,
            level=2,
        ),
        Control("block8", "Nav1.8 taken away", 0, 1, 0.01, level=2),
        Control("block7", "Nav1.7 taken away", 0, 1, 0.01, level=2),
        Control("g_T", "heat conductance", 1, 8, 0.1, level=3),
        Control("T_half", "half of it is open at", 36, 48, 0.5, level=3),
    ],
    settings={"duration": END},
    values={"sigma": 1e-8},  # a cell is never without noise; without any, the last digit of the arithmetic would decide
    derived={"warm": "200 + 1000*abs(T - 32)/ramp"},
    # The heat conductance comes into play when the run begins: before, the cell rested without it.
    schedules={
        "T": (32, (200, "warm", 32, "T"), ("warm", "warm + 3001", "T")),
        "g_T": (0, (0, "warm + 3001", "g_T")),
    },
    readouts={
        "rate": Readout("spikes a second at this temperature", "rate", "", "warm + 500", END, "Hz", 1),
        "spikes": Readout("spikes on the way there", "count", "", 0, "warm", "", 0),
        "open": Readout("heat conductance open", "value", "P", "warm + 2000", "warm + 2000", "", 2),
    },
    sentence=(
        (
            ("shift < 0", "A sensitized ending ({shift:.1f} °C)"),
            (True, "A normal ending"),
        ),
        (("block8 > 0", "with Nav1.8 reduced"), (True, "")),
        (("block7 > 0", "with Nav1.7 reduced"), (True, "")),
        (
            ("rate < 0.2", "is silent at {T:.1f} °C."),
            ("T < 38.5", "fires {rate:.1f} a second at {T:.1f} °C, where a normal one is silent."),
            (True, "fires {rate:.1f} a second at {T:.1f} °C."),
        ),
    ),
    views=[
        {"kind": "scene", "drawing": "heat"},
        {
            "kind": "curve",
            "sweep": "T",
            "from": 32,
            "to": 50,
            "points": 19,
            "read": "rate",
            "label": "spikes a second",
            "range": [0, 20],
            "role": "nociceptive",
        },
        {
            "kind": "traces",
            "panels": [
                {"show": {"V": "nociceptive"}, "label": "membrane (mV)", "range": [-90, 50]},
                {"show": {"P": "nociceptive"}, "label": "heat conductance open", "range": [0, 1]},
                {"show": {"T": "ink"}, "label": "temperature (°C)", "thin": True},
            ],
            "names": {"P": "open fraction"},
        },
    ],
    presets={
        "normal skin": {},
        "sensitized by 3 °C": {"shift": -3},
        "sensitized by 6 °C": {"shift": -6},
        "sensitized, at body temperature": {"shift": -6, "T": 37},
    },
    discoveries=[
        Discovery("At 40 °C the normal ending is silent …", {"T": 40}, {"rate": 0}),
        Discovery("… and at 41 °C it fires 4.4 a second.", {"T": 41}, {"rate": 4.4}),
        Discovery("From 45 to 49 °C little is added: 13.6 becomes 15.6.", {"T": 49}, {"rate": 15.6}),
        Discovery("Sensitized by 6 °C, 45 °C gives 16.0 instead of 13.6 …", {"shift": -6}, {"rate": 16.0}),
        Discovery("… and body temperature gives 10 a second instead of none.", {"shift": -6, "T": 37}, {"rate": 10.0}),
        Discovery("Sensitized by 3 °C, 41 °C gives 12.4 instead of 4.4.", {"shift": -3, "T": 41}, {"rate": 12.4}),
        Discovery("Taking Nav1.7 away changes nothing here …", {"shift": -6, "T": 37, "block7": 1}, {"rate": 10.0}),
        Discovery("… taking 87 % of Nav1.8 away silences it.", {"shift": -6, "T": 37, "block8": 0.87}, {"rate": 0}),
    ],
    card=Card(
        published="The neuron: a published cell of the mouse, fresh from the ganglion (see the lab 'Same firing, different channels').",
        ours=(
            "The heat conductance and its threshold, the size of the shift, the fractions taken away. The enthalpy of opening is an order of magnitude "
            "from an abstract. The cell rests without heat conductance before a run begins."
        ),
        left_out="A gain beside the shift, silent endings that join in, fatigue, desensitization, damage, several heat sensors, the ending's shape, everything central. First spikes are not pain.",
        not_for="Thresholds of a person; deciding how sensitized a patient is; safe temperatures.",
        deviations=(
            "The threshold rises with the speed of warming (39.9, 41.2, 43.7 °C at 0.3, 2 and 6 °C a second), while recorded human C fibers stay between "
            "41.5 and 41.9 °C. The cell carries a noise of 1e-8 µA/cm², a five-millionth of that in the authors' files. Without any the thresholds are 40.1, 41.5 "
            "and 44.2 °C, and on a slow ramp the last digit of the arithmetic decides when the first spike comes: two browsers would count 26 and 27."
        ),
    ),
)
