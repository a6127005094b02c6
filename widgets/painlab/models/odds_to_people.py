"""Odds to people: an odds ratio, put to work on a hundred people. Ours.

Odds are the chance for divided by the chance against; an odds ratio multiplies them. The odds ratios and their 95% intervals are those of
@dunn2024umbrella (from new to lasting pain of muscles and joints, moderate certainty) and, for abuse or neglect in childhood, of
@bussieres2023ace (chronic pain of any kind in adults). Two factors are multiplied as if they were independent, which they need not be.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
FACTORS = {  # odds ratio, lower and upper end of its 95% interval
    "support":   (1.21, 1.14, 1.29),  # dunn2024umbrella
    "smoking":   (1.24, 1.14, 1.34),  # dunn2024umbrella
    "childhood": (1.45, 1.38, 1.53),  # bussieres2023ace
    "status":    (2.0,  1.64, 2.42),  # dunn2024umbrella
    "pain":      (5.61, 3.74, 8.43),  # dunn2024umbrella
}

model = Model(
    title="Odds to people",
    source="dunn2024umbrella",
    method="closed",
    equations="""
        O_before  = base/(1 - base)
        ratio     = OR_low if edge < 0 else (OR_high if edge > 0 else OR)
        O_after   = O_before*ratio*OR_second
        P_after   = O_after/(1 + O_after)
        P_low     = O_before*OR_low*OR_second/(1 + O_before*OR_low*OR_second)
        P_high    = O_before*OR_high*OR_second/(1 + O_before*OR_high*OR_second)
        same      = base
        more      = P_after - same
        spared    = 1 - P_after
        RR        = P_after/base
        n_after   = 100*P_after
        n_low     = 100*P_low
        n_high    = 100*P_high
    """,
    parameters=[
        #  symbol       value unit meaning                                                        source  range
        Q("base",        0.1, "", "share of people without the factor who go on to lasting pain", "ours", (0.01, 0.9), tex="b"),
        Q("OR",         1.24, "", "odds ratio of the factor",                                     "dunn2024umbrella", (0.1, 20), tex=r"\mathrm{OR}"),
        Q("OR_low",     1.14, "", "lower end of its 95% interval",                                "dunn2024umbrella", (0.1, 20), tex=r"\mathrm{OR}_{\mathrm{low}}"),
        Q("OR_high",    1.34, "", "upper end of its 95% interval",                                "dunn2024umbrella", (0.1, 20), tex=r"\mathrm{OR}_{\mathrm{high}}"),
        Q("OR_second",     1, "", "odds ratio of a second factor; 1: there is none",              "ours", (0.1, 20), tex=r"\mathrm{OR}_2"),
        Q("edge",          0, "", "which value of the interval: -1 lower end, 0 estimate, 1 upper end", "ours", (-1, 1), tex="e"),
    ],
    choices={
        "factor": {name: {"OR": mid, "OR_low": low, "OR_high": high} for name, (mid, low, high) in FACTORS.items()},
        "second": {"none": {"OR_second": 1}} | {name: {"OR_second": mid} for name, (mid, _, _) in FACTORS.items()},
    },
)
