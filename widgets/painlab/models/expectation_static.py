"""One report between what was expected and what came in.

Hoskin R, Berzuini C, Acosta-Kane D, El-Deredy W, Guo H, Talmi D. Sensitivity to pain expectations: A Bayesian model of individual differences.
Cognition 2019. doi:10.1016/j.cognition.2018.08.022 (@hoskin2019; the authors' Stan models and data).

The report is the middle of two bell curves, input and expectation, each weighted by how sharp it is. The optional prior of a person is left out.
`experiment_1` (16 people, 2463 trials) and `experiment_2` (32 people, 2427 trials) hold our own fits to the authors' two public files, after their step of
centering and scaling; they are not the paper's estimates. The fitted weight is larger than that of a plain regression (`report_line`, fitted by us to the
same files), because their likelihood ties the noise of reports to the width of the joint curve: use the regression for how much.
`teaching` is our own set.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="What was expected and what came in",
    source="hoskin2019",
    method="closed",
    equations="""
        s     = rho + eta*SD_cue
        gamma = beta**2/(beta**2 + s**2)
        R     = (N*s**2 + q*beta**2)/(beta**2 + s**2)
        s_R   = beta*s/sqrt(beta**2 + s**2)
        report_line = b_0 + b_N*N + b_q*q
        weight_line = b_q/(b_N + b_q)
    """,
    parameters=[
        #  symbol  value  unit  meaning                                              source  range
        Q("N",       60, "",  "strength of the input (0-100)",                       "ours", (0, 100)),
        Q("q",       30, "",  "what the cue lets one expect (0-100)",                "ours", (0, 100)),
        Q("SD_cue",   2, "",  "spread of the cue: how unsure the expectation is",    "ours", (0, 30), tex=r"\mathrm{SD}_\mathrm{cue}"),
        Q("beta",     4, "",  "noise of the input (SD)",                             "ours", (0.5, 20)),
        Q("rho",      3, "",  "how unsure one is even of a sharp cue (SD)",          "ours", (1, 10)),
        Q("eta",   0.75, "",  "how much the spread of the cue counts",               "ours", (0, 4)),
        Q("b_0",  11.39, "",  "regression of reports: constant",                     "ours", (-50, 50)),
        Q("b_N",  0.516, "",  "regression of reports: for each point of input",      "ours", (0, 1)),
        Q("b_q",  0.234, "",  "regression of reports: for each point of cue",        "ours", (0, 1)),
    ],
    presets={
        "teaching": {},
        "experiment_1": {"beta": 9.31, "rho": 5.88, "eta": 0.449, "b_0": 11.39, "b_N": 0.516, "b_q": 0.234},
        "experiment_2": {"beta": 10.14, "rho": 7.14, "eta": 0.231, "b_0": 16.76, "b_N": 0.532, "b_q": 0.101},
    },
)
