"""A screening questionnaire: what a positive and a negative DN4 mean where so many people have neuropathic pain. Ours.

Bayes' rule for one test. The two pairs of sensitivity and specificity are published: of the study in which the DN4 was
developed, @bouhassira2005dn4, and of consecutive patients with chronic pain, @timmerman2017dn4. The shares of people who have
neuropathic pain are ours.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A screening test",
    source="ours",
    method="closed",
    equations="""
        s       = s_dev if study < 0.5 else s_con
        c       = c_dev if study < 0.5 else c_con
        p_true  = P/100*s
        p_miss  = P/100*(1 - s)
        p_false = (1 - P/100)*(1 - c)
        p_clear = (1 - P/100)*c
        P_pos   = 100*p_true/(p_true + p_false)
        P_neg   = 100*p_miss/(p_miss + p_clear)
    """,
    parameters=[
        #  symbol  value unit meaning                                                     source              range
        Q("P",      50,   "%", "share of the people tested who have neuropathic pain",     "ours",             (1, 60)),
        Q("study",  1,    "",  "accuracy: 0 of the development study, 1 of consecutive patients", "ours",      (0, 1)),
        Q("s_dev",  0.83, "",  "sensitivity in the development study",                     "bouhassira2005dn4", (0, 1), tex=r"s_{\mathrm{dev}}"),
        Q("c_dev",  0.90, "",  "specificity in the development study",                     "bouhassira2005dn4", (0, 1), tex=r"c_{\mathrm{dev}}"),
        Q("s_con",  0.75, "",  "sensitivity in consecutive patients",                      "timmerman2017dn4",  (0, 1), tex=r"s_{\mathrm{con}}"),
        Q("c_con",  0.76, "",  "specificity in consecutive patients",                      "timmerman2017dn4",  (0, 1), tex=r"c_{\mathrm{con}}"),
    ],
)
