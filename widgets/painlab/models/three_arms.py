"""Three arms: nothing, sham, real; and what three means cannot tell. Ours, with sizes after @vickers2018.

The means with `n` people in each arm, their 95 % intervals from the normal distribution with a known spread, and the power to find real against sham.
kappa and tau are chosen so that tau/sigma is 0.23 and (kappa + tau)/sigma is 0.55, near the 0.2 and 0.5 of @vickers2018.
`q` is the share of the specific effect that the sham has too. `w` is the share of right guesses; away from a half it adds to real against sham.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Three arms",
    source="vickers2018",
    method="closed",
    equations="""
        bias      = e*(2*w - 1)
        none      = N
        sham      = N - kappa - q*tau
        real      = N - kappa - tau - bias
        sham_none = none - sham
        real_sham = sham - real
        real_none = none - real
        se        = sigma*sqrt(2/n)
        sham_none_low  = sham_none - 1.96*se
        sham_none_high = sham_none + 1.96*se
        real_sham_low  = real_sham - 1.96*se
        real_sham_high = real_sham + 1.96*se
        real_none_low  = real_none - 1.96*se
        real_none_high = real_none + 1.96*se
        needed    = 2*(1.96 + 0.84)**2*sigma**2/max(real_sham, 0.01)**2  # people an arm for a power of 0.8
        power     = normal_cdf(real_sham/se - 1.96)
        d_sham    = real_sham/sigma
        d_none    = real_none/sigma
    """,
    parameters=[
        #  symbol  value  unit  meaning                                                    source  range
        Q("N",         6, "",  "pain with nothing (0-10)",                                 "ours", (0, 10)),
        Q("kappa",   0.6, "",  "what sham and real share (points)",                        "vickers2018", (0, 3)),
        Q("tau",    0.45, "",  "specific effect of the needle (points)",                   "vickers2018", (0, 3), tex=r"\tau"),
        Q("q",         0, "",  "share of the specific effect that the sham has too",       "ours", (0, 1)),
        Q("sigma",   1.9, "",  "spread of people (SD)",                                    "ours", (0.5, 4)),
        Q("n",       100, "",  "people in each arm",                                       "ours", (20, 1000)),
        Q("w",       0.5, "",  "share of right guesses: 0.5 blind, 1 open",                "ours", (0.5, 1)),
        Q("e",       0.5, "",  "expectancy of who believes to be treated (points)",        "ours", (0, 2)),
    ],
)
