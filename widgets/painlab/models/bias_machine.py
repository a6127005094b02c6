"""A literature of trials, of which some are printed. Ours; the funnel and its regression after @egger1997.

Each row is a trial with `n` people in each arm. It finds `d`: its own true effect, plus chance. A striking result
(d is more than 1.96 standard errors above 0) is always printed, a dull one with chance `q`. `b` adds a small-study
effect: the less precise a trial, the more it exaggerates, as careless small trials may; Egger's intercept is then `b`.
Every number is a choice of ours. The size that was measured in trials of drugs for neuropathic pain is about a tenth
(@finnerup2015).
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Bias machine",
    source="egger1997",
    method="population",
    time="trial",
    equations="""
        n       = min(max(exp(log(size) + 0.6*z_n), 10), 400)
        se      = sigma*sqrt(2/n)
        theta_j = theta + tau*z_theta + b*se
        d       = theta_j + se*z_d
        u       = normal_cdf(z_print)
        printed = 1 if d > 1.96*se else (1 if u < q else 0)
    """,
    parameters=[
        #  symbol   value unit  meaning                                                source  range
        Q("theta",   0.3, "",   "true effect, mean over trials (points less pain)",    "ours", (0, 1)),
        Q("tau",     0.2, "",   "how far true effects differ between trials (SD)",     "ours", (0, 1)),
        Q("sigma",   1.9, "",   "spread of people's scores (SD, points)",              "ours", (0.5, 4)),
        Q("size",     40, "",   "people in each arm of a typical trial",               "ours", (10, 400)),
        Q("q",         1, "",   "share of dull results that are printed",              "ours", (0, 1)),
        Q("b",         0, "",   "small-study effect, per standard error",              "ours", (0, 2)),
    ],
    draws=[
        Q("z_n",     0, "", "size of the trial"),
        Q("z_theta", 0, "", "its own true effect"),
        Q("z_d",     0, "", "chance in its result"),
        Q("z_print", 0, "", "whether a dull result is printed"),
    ],
)
