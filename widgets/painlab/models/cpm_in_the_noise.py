"""The same people, the same test, twice: what measurement noise alone does to those who scored low. Ours.

Conditioned pain modulation (CPM) is measured as the fall of a pain rating while another place hurts. A person has a usual fall, which does not change; each day's
measurement adds noise. The reliability r is the share of the variance that the usual falls make up, so that two days correlate by r. Mean and spread are near
those of a day in @gehling2016 (25 volunteers; mean 17 to 20, SD 12, r 0.62); reliabilities of other protocols are in @kennedy2016cpm. `z_cut` cuts off the
lowest part of all people: -0.674 a quarter.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A test and a second look",
    source="ours",
    method="population",
    time="day",
    equations="""
        sigma_e  = spread*sqrt((1 - r)/r)
        T        = mean + spread*z_T
        X_1      = T + sigma_e*z_1
        X_2      = T + sigma_e*z_2
        c        = mean + z_cut*spread/sqrt(r)
        L_1      = 1 if X_1 < c else 0
        L_2      = 1 if X_2 < c else 0
        n_low    = 60*L_1  # people of 60, when averaged
        n_high   = 60*(1 - L_1)
        n_both   = 60*L_1*L_2
        n_left   = 60*L_1*(1 - L_2)
        n_joined = 60*(1 - L_1)*L_2
        n_never  = 60*(1 - L_1)*(1 - L_2)
        D        = X_2 - X_1
    """,
    parameters=[
        #  symbol    value  unit meaning                                                     source        range
        Q("r",        0.65, "",  "reliability: share of the variance that lasts",            "ours",        (0.05, 0.99)),
        Q("mean",       17, "",  "mean fall of the rating (points of 100)",                  "gehling2016", (0, 40), tex=r"\mu"),
        Q("spread",    9.5, "",  "spread of people's usual falls (SD, points)",              "ours",        (2, 20), tex=r"\sigma"),
        Q("z_cut",  -0.674, "",  "cut-off, in SDs of one day's scores from their mean",      "ours",        (-2, 2), tex="z_c"),
    ],
    draws=[
        Q("z_T", 0, "", "usual fall; standard normal"),
        Q("z_1",     0, "", "noise of day 1; standard normal"),
        Q("z_2",     0, "", "noise of day 2; standard normal"),
    ],
)
