"""Invented people with a gain, a distress, a questionnaire's score and a pain test. Ours: what the score follows is built in.

Gain G and distress D are in standard deviations; people's mean is 0. The score is a sum of items. A share w of them asks what distress changes (sleep, mood,
stress, concentration), the rest what gain changes. The pain test follows gain and not distress. A treatment takes fall_D from everyone's distress and fall_G
from everyone's gain; `sealed` replaces both by those of treatment A or B. The three products average to correlations, as all spreads are known. The real
finding, which the model does not explain, is in @adams2023csi; that other people read the same literature otherwise, in @neblett2024csi.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="What does the scale measure?",
    source="ours",
    method="population",
    equations="""
        D_0     = z_D
        G_0     = rho*z_D + sqrt(1 - rho**2)*z_G
        lower_D = fall_D if sealed == 0 else 1.0 if sealed == 1 else 0.6
        lower_G = fall_G if sealed == 0 else 0.0 if sealed == 1 else 1.2
        D_1     = D_0 - lower_D
        G_1     = G_0 - lower_G
        S_0     = min(max(s_0 + k*(w*D_0 + (1 - w)*G_0) + e*z_S0, 0), 100)
        S_1     = min(max(s_0 + k*(w*D_1 + (1 - w)*G_1) + e*z_S1, 0), 100)
        T_0     = 50 + 15*(r_T*G_0 + sqrt(1 - r_T**2)*z_T0)
        T_1     = 50 + 15*(r_T*G_1 + sqrt(1 - r_T**2)*z_T1)
        sd_S    = sqrt(k**2*(w**2 + (1 - w)**2 + 2*w*(1 - w)*rho) + e**2)
        score_with_distress = (S_0 - s_0)/sd_S*D_0
        score_with_gain     = (S_0 - s_0)/sd_S*G_0
        score_with_test     = (S_0 - s_0)/sd_S*(T_0 - 50)/15
        over_0  = 1 if S_0 >= cut else 0
        over_1  = 1 if S_1 >= cut else 0
        high    = 1 if G_0 > 0.674 else 0  # the quarter with the highest gain
        over_0_of_100 = 100*over_0
        over_1_of_100 = 100*over_1
        both    = over_0*high
        only_score = over_0*(1 - high)
        only_gain  = (1 - over_0)*high
        neither    = (1 - over_0)*(1 - high)
    """,
    parameters=[
        #  symbol   value unit     meaning                                                        source            range
        Q("fall_D",    0, "SD",     "how much the treatment lowers distress",                      "ours",           (0, 2)),
        Q("fall_G",    0, "SD",     "how much the treatment lowers gain",                          "ours",           (0, 2)),
        Q("sealed",    0, "",       "0: as set; 1: treatment A; 2: treatment B",                   "ours",           (0, 2)),
        Q("w",      0.75, "",       "share of the items that ask what distress changes",           "ours",           (0, 1)),
        Q("rho",       0, "",       "correlation of gain and distress among people",               "ours",           (0, 0.9), tex=r"\rho"),
        Q("r_T",     0.6, "",       "correlation of the pain test with gain",                      "ours",           (0, 1)),
        Q("s_0",      42, "points", "mean score before (0-100)",                                   "ours",           (20, 60)),
        Q("k",        16, "points", "points of score for one SD in all items",                     "ours",           (5, 25)),
        Q("e",         6, "points", "noise of the score (SD)",                                     "ours",           (0, 20)),
        Q("cut",      40, "points", "cut-off in common use",                                       "neblett2015csi", (20, 60)),
    ],
    draws=[
        Q("z_D",  0, "", "distress; standard normal"),
        Q("z_G",  0, "", "what of gain does not go with distress; standard normal"),
        Q("z_S0", 0, "", "noise of the score, before; standard normal"),
        Q("z_S1", 0, "", "noise of the score, after; standard normal"),
        Q("z_T0", 0, "", "what else moves the pain test, before; standard normal"),
        Q("z_T1", 0, "", "what else moves the pain test, after; standard normal"),
    ],
)
