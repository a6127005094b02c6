"""Reverse inference: a region of the brain is active; how likely is it that the person was in pain? Ours.

Bayes' rule for one sign, written twice: as people (true and false lights among all trials) and as odds. The two rates at which the region is active are round
numbers of ours. That most activity in pain-evoked scans is shared by other striking events is from @mouraux2011.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Reverse inference",
    source="ours",
    method="closed",
    equations="""
        lit_pain     = base*lit_if_pain
        dark_pain    = base*(1 - lit_if_pain)
        lit_other    = (1 - base)*lit_if_other
        dark_other   = (1 - base)*(1 - lit_if_other)
        chance       = lit_pain/(lit_pain + lit_other)
        chance_dark  = dark_pain/max(dark_pain + dark_other, 1e-12)
        odds_before  = base/(1 - base)
        ratio        = lit_if_pain/lit_if_other
        odds_after   = odds_before*ratio
    """,
    parameters=[
        #  symbol         value unit meaning                                             source  range
        Q("base",          0.5, "",  "share of trials in this setting that are painful", "ours", (0.01, 0.99)),
        Q("lit_if_pain",   0.9, "",  "share of painful trials in which it is active",    "ours", (0.05, 1)),
        Q("lit_if_other",  0.6, "",  "share of merely striking trials in which it is active", "ours", (0.05, 1)),
    ],
)
