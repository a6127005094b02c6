"""A trial of a treatment in invented people with pain (our own; @barnett2005 for the expected regression).

Each person has three possible later scores: with nothing, with a sham, with the treatment. `j_drawn`
(0 nothing, 1 sham, 2 treatment) decides which one is seen; `j_arm` is the same, but -1 for those who are not
seen again. Ours: the spreads sb and sw and the natural fall delta are calibration, chosen so that regression
and natural course together come near the fall of care-seekers in @whitney1992; they are no measurements.
kappa follows @hrobjartsson2010 and @vickers2018, tau @vickers2018, entry at 5 @petersen2021. Both scores are
cut at the ends of the scale; the two cycles (S_1, A_1, S_2, A_2) are not, so that their covariance is
exactly s_T**2.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Trial simulator",
    source="barnett2005",
    method="population",
    time="week",
    equations="""
        rho_e   = exp(-weeks/tau_c) if tau_c > 0 else r
        mu_i    = mu + sb*z_mu
        e_0     = sw*z_0
        e_1     = rho_e*e_0 + sqrt(1 - rho_e**2)*sw*z_1
        P       = kappa + s_P*z_P
        T       = tau + s_T*z_T
        cut(x)  = min(max(x, 0), 10)
        Y0      = cut(mu_i + e_0)
        where Y0 >= c
        Y_none   = cut(mu_i + e_1 - delta + b_none)
        Y_sham   = cut(mu_i + e_1 - delta - P)
        Y_active = cut(mu_i + e_1 - delta - P - T - b_active)

        u_arm   = normal_cdf(z_arm)
        j_drawn = 0 if u_arm < q_none else (1 if u_arm < q_none + q_sham else 2)
        j_arm   = j_drawn if normal_cdf(z_drop) >= dropout else -1
        Y1      = Y_none if j_drawn == 0 else (Y_sham if j_drawn == 1 else Y_active)

        e_2     = rho_e*e_1 + sqrt(1 - rho_e**2)*sw*z_2
        Y2      = cut(mu_i + e_2 - delta - P - (T + b_active if j_drawn == 1 else carry_over*T))

        mu_past = mu + sb*z_past
        e_past  = rho_e*sw*z_past0 + sqrt(1 - rho_e**2)*sw*z_past1
        Y0_past = cut(mu_past + sw*z_past0)
        Y1_past = cut(mu_past + e_past - delta)

        S_1     = mu_i - delta - P + sw*z_2
        A_1     = mu_i - delta - P - T + sw*z_1
        S_2     = mu_i - delta - P + sw*z_4
        A_2     = mu_i - delta - P - T + sw*z_3

        sigma_t = sqrt(sb**2 + sw**2)
        rho     = (sb**2 + rho_e*sw**2)/sigma_t**2
        z       = (c - mu)/sigma_t
        R_entry = sigma_t*(1 - rho)*normal_pdf(z)/(1 - normal_cdf(z))
    """,
    parameters=[
        #  symbol     value unit    meaning, source, range
        Q("c",          5, "",     "pain score needed to enter", "petersen2021", (0, 8)),
        Q("delta",    0.3, "",     "natural course: fall without any care", "ours", (-1, 2)),
        Q("kappa",    0.6, "",     "context: what being treated adds, sham too", "hrobjartsson2010", (0, 2)),
        Q("tau",     0.45, "",     "specific effect of the treatment", "vickers2018", (0, 2)),
        Q("mu",       4.5, "",     "usual pain, mean over people", "ours", (2, 8)),
        Q("sb",       1.5, "",     "spread of usual pain between people (SD)", "ours", (0.1, 3)),
        Q("sw",       1.5, "",     "spread of one person's scores over time (SD)", "ours", (0.1, 3)),
        Q("r",          0, "",     "correlation of a person's two deviations", "ours", (0, 0.95)),
        Q("tau_c",      0, "week", "how long a spell lasts (0: use r)", "ours", (0, 52), tex=r"\tau_c"),
        Q("weeks",     12, "week", "time between the two scores", "ours", (1, 52), tex="t"),
        Q("s_P",        0, "",     "spread of the context effect (SD)", "ours", (0, 2)),
        Q("s_T",        0, "",     "spread of the specific effect (SD)", "ours", (0, 3)),
        Q("b_none",     0, "",     "disappointment on the waiting list", "ours", (0, 0.5)),
        Q("b_active",   0, "",     "what guessing that it is the real one adds", "ours", (0, 1)),
        Q("dropout",  0.1, "",     "share not seen again, at random", "ours", (0, 0.5), tex="q"),
        Q("carry_over", 0, "",     "share of effect left in the next period", "ours", (0, 1), tex=r"\lambda"),
        Q("q_none",     0, "",     "share of people drawn into the waiting list", "ours", (0, 1)),
        Q("q_sham",     0, "",     "share of people drawn into the sham arm", "ours", (0, 1)),
    ],
    draws=[
        Q("z_mu",    0, "", "usual pain"),
        Q("z_0",     0, "", "first score"),
        Q("z_1",     0, "", "later score"),
        Q("z_2",     0, "", "score of the second period"),
        Q("z_3",     0, "", "score of the third period"),
        Q("z_4",     0, "", "score of the fourth period"),
        Q("z_P",     0, "", "answer to the context"),
        Q("z_T",     0, "", "answer to the treatment"),
        Q("z_arm",   0, "", "the lot that draws the arm"),
        Q("z_drop",  0, "", "who is not seen again"),
        Q("z_past",  0, "", "usual pain of somebody in old records"),
        Q("z_past0", 0, "", "first score in old records"),
        Q("z_past1", 0, "", "later score in old records"),
    ],
    choices={
        "design": {
            "before_after": {"q_none": 0, "q_sham": 0},
            "waitlist":     {"q_none": 0.5, "q_sham": 0},
            "sham":         {"q_none": 0, "q_sham": 0.5},
            "three_arm":    {"q_none": 1/3, "q_sham": 1/3},
            "historical":   {"q_none": 0, "q_sham": 0},
            "crossover":    {"q_none": 0, "q_sham": 0.5},
        },
    },
)
