"""Two outcomes: how strong the pain is, and how much it interferes with life. Ours; all coefficients are illustrative.

Interference F grows with intensity I and with fear and avoidance Z. A treatment that changes both changes F along two paths. Linear, and in one direction:
sleep, pain and fear feed back on each other, which is left out. The spread of people is drawn only in the picture of individuals; no number depends on it.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Two outcomes",
    source="ours",
    method="population",
    equations="""
        through_intensity = b1*d_I
        through_avoidance = b2*d_Z
        change   = through_intensity + through_avoidance
        share    = through_intensity/change if abs(change) > 1e-9 else 0
        F_before = b0 + b1*I + b2*Z + spread*z_1
        F_after  = b0 + b1*(I + d_I) + b2*(Z + d_Z) + spread*z_2
    """,
    draws=[
        Q("z_1", 0, "", "what else interferes, before; standard normal"),
        Q("z_2", 0, "", "what else interferes, after; standard normal"),
    ],
    parameters=[
        #  symbol  value  unit  meaning                                            source  range
        Q("d_I",  -0.2, "",  "change of intensity by the treatment (points)",      "ours", (-3, 1)),
        Q("d_Z",  -2.0, "",  "change of fear and avoidance (points)",              "ours", (-4, 1)),
        Q("I",       6, "",  "intensity before (0-10)",                            "ours", (0, 10)),
        Q("Z",       6, "",  "fear and avoidance before (0-10)",                   "ours", (0, 10)),
        Q("b0",      0, "",  "interference without pain and fear",                 "ours", (0, 5)),
        Q("b1",    0.5, "",  "interference for each point of intensity",           "ours", (0, 1)),
        Q("b2",    0.3, "",  "interference for each point of fear and avoidance",  "ours", (0, 1)),
        Q("spread", 1.2, "", "spread of interference among people alike in both (SD)", "ours", (0, 3)),
    ],
    presets={
        "program": {},
        "drug": {"d_I": -0.8, "d_Z": 0},
    },
)
