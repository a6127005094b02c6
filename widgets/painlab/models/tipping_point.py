"""Tipping point and degeneracy: an injured touch fiber that starts to fire by itself.

Ratté S, Zhu Y, Lee KY, Prescott SA. Criticality and degeneracy in injury-induced changes in primary afferent
excitability and the implications for neuropathic pain. eLife 2014;3:e02370. doi:10.7554/eLife.02370 (@ratte2014).

Equations and values as printed there (Methods; normal and neuropathic values: supplement of figure 1). It reproduces
the two classes of behavior, one spike against repetitive firing, and that many routes lead from one to the other. The
added conductances are printed in uS/cm^2; mS/cm^2 must be meant, by comparison with the base conductances and with
the nS/pF of the text.

A discrepancy: the paper says that the normal cell has no Hopf bifurcation. With its printed values we find one, but
beyond 109 to 130 uA/cm^2, outside any stimulus that is used here. The rate k is "between 1 and 1.5" in the paper;
here 1. Noise: the paper's has a standard deviation of 0.3 uA/cm^2 and no stated time step; drawn anew each 0.01 ms it
would move V by 0.02 mV, so ours is an Ornstein-Uhlenbeck current of 5 ms. Ours as well: `block`, the fraction of all
sodium conductance that is blocked.

A pause of 671 ms between two bursts (gAHP 5) hangs on how near to a threshold the cell passes: it comes out at a
tolerance of 1e-8, at the usual one as 688.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="The tipping point of an injured touch fiber",
    source="ratte2014",
    method="adaptive",
    time="ms", dt=0.01, duration=500, membrane="V",
    equations="""
        L(x, y) = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        m_inf = (1 + tanh((V + 1.2)/14))/2
        w_inf = (1 + tanh((V + 10)/10))/2
        z_inf = 1/(1 + exp(-V/5))
        x     = -(V + 24)/17
        alpha = k*L(x, 1)
        beta  = k*exp(x)
        dV/dt = (I + noise - gf*(1 - block)*m_inf*(V - E_Na) - gs*w*(V - E_K) - gL*(V - E_L)
            - gNa*(1 - block)*m*(V - E_Na) - gK*m*(V - E_K) - gAHP*z*(V - E_K))/C
        dw/dt = 0.15*(w_inf - w)*cosh((V + 10)/20)
        dm/dt = alpha*(1 - m) - beta*m
        dz/dt = (z_inf - z)/tau_z
    """,
    inputs=[
        Q("I",     0, "µA/cm²",  "current pushed into the membrane",    "ratte2014", (-50, 200)),
        Q("noise", 0, "µA/cm²",  "noise current",                       "ours",      (-50, 50)),
    ],
    states=[
        Q("V", "rest", "mV", "membrane potential"),
        Q("w", "rest", "",   "activation of the slow potassium conductance"),
        Q("m", "rest", "",   "activation of the added conductances, sodium and potassium alike"),
        Q("z", "rest", "",   "activation of the afterhyperpolarizing conductance"),
    ],
    parameters=[
        Q("gNa",   2,    "mS/cm²",  "added sodium conductance: 2 normal, 2.5 neuropathic",    "ratte2014", (0, 4),   tex="g_{Na}"),
        Q("gK",    2.5,  "mS/cm²",  "added potassium conductance: 2.5 normal, 2 neuropathic", "ratte2014", (0, 4),   tex="g_K"),
        Q("gAHP",  0,    "mS/cm²",  "afterhyperpolarizing conductance, all open",      "ratte2014", (0, 5),   tex="g_{AHP}"),
        Q("gf",    20,   "mS/cm²",  "fast sodium conductance, all open",               "ratte2014", (0, 40),  tex="g_f"),
        Q("gs",    20,   "mS/cm²",  "slow potassium conductance, all open",            "ratte2014", (0, 40),  tex="g_s"),
        Q("gL",    2,    "mS/cm²",  "leak conductance",                                "ratte2014", (0.1, 10), tex="g_L"),
        Q("block", 0,    "",        "fraction of all sodium conductance blocked (gf and gNa)", "ours", (0, 1), group="treatment"),
        Q("k",     1,    "1/ms",    "rate of the added conductances",                  "ratte2014", (1, 1.5)),
        Q("tau_z", 300,  "ms",      "time constant of the afterhyperpolarization",     "ratte2014", (10, 1000)),
        Q("E_Na",  50,   "mV",      "sodium reversal potential",                       "ratte2014", (0, 100)),
        Q("E_K",   -100, "mV",      "potassium reversal potential",                    "ratte2014", (-120, -50)),
        Q("E_L",   -70,  "mV",      "leak reversal potential",                         "ratte2014", (-90, -40)),
        Q("C",     2,    "µF/cm²",  "membrane capacitance",                            "ratte2014", (0.5, 4)),
        Q("sigma", 0,    "µA/cm²",  "standard deviation of the noise current",         "ours",      (0, 5)),
        Q("tau_noise", 5, "ms",     "time constant of the noise current",              "ours",      (0.1, 100)),
        Q("V_spike", 0,  "mV",      "a spike crosses this upward",                     "ours",      (-60, 40)),
    ],
    noise={"noise": ("sigma", "tau_noise")},
    presets={
        "normal": {},
        "neuropathic": {"gNa": 2.5, "gK": 2},
    },
)
