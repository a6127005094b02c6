"""First and second pain: when the volleys of fast and of slow pain fibers arrive.

Speeds measured from pain latencies in people: Plaghki L, Decruynaere C, Van Dooren P, Le Bars D. The fine tuning of
pain thresholds: a sophisticated double alarm system. PLoS ONE 2010;5:e10269. doi:10.1371/journal.pone.0010269
(@plaghki2010; abstract): 13 m/s for the A-delta and 0.8 m/s for the C fibers. Over 1 m: 77 ms and 1.25 s, 1.17 s
apart.

Closed form: time is distance by speed. Ours: `spread`, how much fibers of one kind differ in speed (a lognormal
factor; no histogram of fiber diameters was found in a source), and `thickness`, the diameter of the C fibers against
the usual one; speed goes with its square root, the law of unmyelinated fibers, as in the model `c_fiber`
(@sundt2015).
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="First and second pain",
    source="plaghki2010",
    method="population", time="ms",
    equations="""
        arrival(d, v) = 1000*d/v
        speed_C  = v_C*sqrt(thickness)
        t_Adelta = arrival(distance, v_Adelta)
        t_C      = arrival(distance, speed_C)
        gap      = t_C - t_Adelta
        first    = arrival(distance, v_Adelta*exp(spread*z_A))
        second   = arrival(distance, speed_C*exp(spread*z_C))
    """,
    draws=[
        Q("z_A", 0, "", "how this fast fiber differs, standard normal"),
        Q("z_C", 0, "", "how this slow fiber differs, standard normal"),
    ],
    parameters=[
        Q("distance",  1,   "m",   "from the skin to the cord",                             "ours",        (0.05, 1.5)),
        Q("v_Adelta",  13,  "m/s", "speed of the fast pain fibers (A-delta)",               "plaghki2010", (2, 40), tex=r"v_{A\delta}", species="human"),
        Q("v_C",       0.8, "m/s", "speed of the slow pain fibers (C)",                     "plaghki2010", (0.2, 3), species="human"),
        Q("spread",    0,   "",    "spread of speeds among fibers of one kind (logarithm)", "ours",        (0, 0.5)),
        Q("thickness", 1,   "",    "diameter of the C fibers against the usual",            "sundt2015",   (0.25, 4)),
    ],
)
