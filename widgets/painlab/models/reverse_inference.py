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
        p_hit    = base*lit_if_pain
        p_miss   = base*(1 - lit_if_pain)
        p_false  = (1 - base)*lit_if_other
        p_quiet  = (1 - base)*(1 - lit_if_other)
        P_lit    = p_hit/(p_hit + p_false)
        P_dark   = p_miss/(p_miss + p_quiet)
        O_before = base/(1 - base)
        L        = lit_if_pain/lit_if_other
        O_after  = O_before*L
    """,
    parameters=[
        #  symbol         value unit meaning                                             source  range
        Q("base",          0.5, "",  "share of trials in this setting that are painful", "ours", (0.01, 0.99), tex="b"),
        Q("lit_if_pain",   0.9, "",  "share of painful trials in which it is active",    "ours", (0.05, 1), tex="s"),
        Q("lit_if_other",  0.6, "",  "share of merely striking trials in which it is active", "ours", (0.05, 0.99), tex="f"),
    ],
)
