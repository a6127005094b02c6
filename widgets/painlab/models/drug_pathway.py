"""Where drugs act on one pathway: a graded sketch of ours, not fitted to anything.

Strengths were set by hand so that effects come out at 0.4 to 0.8 points, the size that trials find: that agreement is put in and is no evidence for the
model. What it can show is that the same drug fails when the generator moves, as one trial of oxcarbazepine suggests (@demant2014), and that a drug which
raises descending control has more room where that control is low (@yarnitsky2012). The whole-pathway model `amplifier` gives another answer for the same
drugs. Concentrations and strengths are no doses.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Drugs on the pathway",
    source="ours",
    method="closed",
    time="week",
    equations="""
        c  = c0*exp(-since/8)             # capsaicin patch: endings that are silenced grow back
        f1 = (f_ev + f_ec)*(1 - s*c)
        p  = f1/(f1 + 10)                 # share of sodium channels that are open or inactivated
        K  = K_R/(1 + (K_R/K_I - 1)*p)
        b  = C/(C + K)
        f2 = f1*(1 - b)
        a  = D + (1 - D)*0.5*x
        release(u, g, o, a) = (1 + u*(1 - g))*(1 - 0.35*o)*(1 - 0.35*a)
        horn(f, R, m, n, a, o, a_dh) = max(0, f*R*(1 + m*(1 - n)) - 6*(1 + 0.8*a + 0.8*o)) + a_dh
        score(h) = 10*h/(h + 22)
        R  = release(u, g, o, a)
        h  = horn(f2, R, m, n, a, o, a_dh)
        pain      = score(h)*(1 - 0.10*ctx)*(1 - 0.10*tms)
        untreated = score(horn(f_ev + f_ec, release(u, 0, 0, D), m, 0, D, 0, a_dh))
        change    = pain - untreated
    """,
    parameters=[
        #  symbol  value  unit  meaning                                                    source  range
        Q("f_ev",    2, "Hz",  "evoked input",                                             "ours", (0, 30)),
        Q("f_ec",   18, "Hz",  "ectopic discharge",                                        "ours", (0, 60)),
        Q("a_dh",    0, "",    "generator in the dorsal horn",                             "ours", (0, 40), tex=r"a_\mathrm{dh}"),
        Q("s",     0.6, "",    "share of the input that arises at the endings",            "ours", (0, 1)),
        Q("m",     0.6, "",    "sensitization of the dorsal horn",                         "ours", (0, 2)),
        Q("u",       1, "",    "extra calcium channels on the fibers' endings in the cord", "ours", (0, 2)),
        Q("D",     0.4, "",    "descending control",                                       "ours", (0.1, 0.9)),
        Q("c0",      0, "",    "share of endings that a capsaicin patch silences at first", "ours", (0, 0.35)),
        Q("since",   0, "week", "time since the patch",                                    "ours", (0, 52)),
        Q("C",       0, "uM",  "sodium-channel blocker at the nerve",                      "ours", (0, 1000)),
        Q("K_R",   400, "uM",  "half-block of resting sodium channels",                    "ours", (50, 1000)),
        Q("K_I",    20, "uM",  "half-block of open and inactivated ones",                  "ours", (5, 100)),
        Q("g",       0, "",    "gabapentinoid: share of the extra channels taken away",    "ours", (0, 0.5)),
        Q("o",       0, "",    "opioid",                                                   "ours", (0, 0.7)),
        Q("x",       0, "",    "SNRI or tricyclic: share of the lacking descending control", "ours", (0, 1)),
        Q("n",       0, "",    "NMDA block",                                               "ours", (0, 1)),
        Q("ctx",     0, "",    "context",                                                  "ours", (0, 1)),
        Q("tms",     0, "",    "stimulation of the motor cortex",                          "ours", (0, 1)),
    ],
    presets={
        "noise in ending and axon": {},
        "noise in the cord": {"f_ec": 3, "a_dh": 18},
    },
)
