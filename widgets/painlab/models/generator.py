"""Where is the generator: five places that can make a signal, and blocks that remove what arises at or distal to them. Ours.

`B1` … `B4` block at the ending, the axon, the ganglion and root, the cord; 0.95 when placed, as blocks leak. Gain G multiplies what arrives; it makes
nothing by itself. That a cord block leaves 0.6 to 0.7 where a root block leaves 0 is threshold arithmetic (D is subtracted before the cord's own term), no
physiology. A block of the nerve abolished pain in 14 of 14 people with nerve lesions (@haroutounian2014afferent), and pain after stroke in 7 of 8
(@haroutounian2018; both without blinding): two presets of pain after stroke, alike until a block is placed, are both offered.

The last lines are the test: what relief by a block says about where the generator is. `pi`, the share of people who improve with any injection, and `eps`, the
chance of a fall by itself, are illustrative.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Where is the generator?",
    source="ours",
    method="closed",
    equations="""
        x1   = (1 - B1)*a1
        x2   = (1 - B2)*(x1 + a2)
        x3   = (1 - B3)*(x2 + a3)
        h    = (1 - B4)*(max(0, G*x3 - D) + a4)
        S    = g_b*h + a5
        pain = 10*S/(S + 3)
        sensitivity    = 1 - (1 - relief)*(1 - pi)*(1 - eps)
        false_positive = 1 - (1 - pi)*(1 - eps)
        ppv            = prior*sensitivity/(prior*sensitivity + (1 - prior)*false_positive)
        both_sensitivity    = (1 - pi)*(1 - eps)*(1 - (1 - relief)*(1 - eps))  # relief by the drug, none by salt water
        both_false_positive = (1 - pi)*(1 - eps)*eps
        both_ppv            = prior*both_sensitivity/(prior*both_sensitivity + (1 - prior)*both_false_positive)
    """,
    parameters=[
        #  symbol  value  unit  meaning                                          source  range
        Q("a1",      0, "",  "source at the nerve's ending",                     "ours", (0, 6)),
        Q("a2",      3, "",  "source in the axon or a neuroma",                  "ours", (0, 6)),
        Q("a3",    0.3, "",  "source in the ganglion or root",                   "ours", (0, 6)),
        Q("a4",      0, "",  "source in the cord",                               "ours", (0, 6)),
        Q("a5",      0, "",  "source in the brain",                              "ours", (0, 6)),
        Q("B1",      0, "",  "block at the ending",                              "ours", (0, 1)),
        Q("B2",      0, "",  "block of the nerve",                               "ours", (0, 1)),
        Q("B3",      0, "",  "block of the root",                                "ours", (0, 1)),
        Q("B4",      0, "",  "block of the cord",                                "ours", (0, 1)),
        Q("G",     1.5, "",  "central gain",                                     "ours", (0.5, 4)),
        Q("D",       1, "",  "what the cord holds back",                         "ours", (0, 3)),
        Q("g_b",     1, "",  "gain of the brain",                                "ours", (0, 3)),
        Q("prior", 0.5, "",  "share of people whose generator is at this nerve", "ours", (0.01, 0.99)),
        Q("pi",   0.25, "",  "share who improve with any injection",             "ours", (0, 0.9)),
        Q("eps",   0.1, "",  "chance of a fall by itself",                       "ours", (0, 0.9), tex=r"\varepsilon"),
        Q("relief", 0.9, "", "share whose true generator a block relieves",      "ours", (0, 1)),
    ],
    presets={
        "neuroma": {},
        "irritable postherpetic neuralgia": {"a1": 3, "a2": 0.5, "a3": 0.3},
        "diabetic polyneuropathy": {"a1": 1.5, "a2": 1.5, "a3": 0.4},
        "phantom limb": {"a1": 0, "a2": 0.8, "a3": 2.5},
        "radiculopathy": {"a1": 0, "a2": 0, "a3": 3},
        "cord injury, at its level": {"a1": 0, "a2": 0, "a3": 0.5, "a4": 3},
        "after a stroke, generator in the brain": {"a1": 0, "a2": 0, "a3": 0, "a5": 4},
        "after a stroke, kept going by input": {"a1": 1, "a2": 0.2, "a3": 0.05, "G": 4},
    },
)
