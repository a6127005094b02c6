"""A small sensory neuron under paclitaxel: nine states, two sodium and two potassium currents.

Verma P, Kienle A, Flockerzi D, Ramkrishna D. Computational analysis of a 9D model for a small DRG neuron. J Comput
Neurosci 2020, arXiv:2001.04915 (@verma2020), and Verma P, Eaton M, Kienle A, et al. Front Comput Neurosci 2020;14.
doi:10.3389/fncom.2020.564980 (@verma2020cipn); their archived code, ModelDB 264591.

Equations and values are those of the code (DRG.ode, CIPN_HillPax.ode); only abstracts of the papers were read.
Reproduces the resting state that the code stores, to six digits, and the claim that excitability is highest at a
medium amount of drug. `p` is that amount in the code's own units: it has no clinical unit. m8 enters to the first
power, as in the code. Nav1.7 is almost irrelevant with these values (g7 = 0 leaves the rheobase at 71 pA): not a
model of inherited changes of Nav1.7.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A small sensory neuron under chemotherapy",
    source="verma2020cipn",
    method="adaptive", tolerance=1e-5, time="ms", dt=0.01, duration=1000, membrane="V", long_run=1000,
    equations="""
        L(x, y)  = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        alpha_m7 = 15.5/(1 + exp(-(V - 5)/12.08))
        beta_m7  = 35.2/(1 + exp((V + 72.7 + V12)/16.7))
        alpha_h7 = 0.38685/(1 + exp((V + 122.35)/15.29))
        beta_h7  = -0.00283 + 2.00283/(1 + exp(-(V + 5.5266)/12.70195))
        alpha_s7 = 0.00003 + 0.00092/(1 + exp((V + 93.9)/16.6))
        beta_s7  = 132.05 - 132.05/(1 + exp((V - 384.9)/28.5))
        alpha_m8 = 2.85 - 2.839/(1 + exp((V - 1.159)/13.95))
        beta_m8  = 7.6205/(1 + exp((V + 46.463)/8.8289))
        h8_inf   = 1/(1 + exp((V + 32.2)/4))
        tau_h8   = 1.218 + 42.043*exp(-(V + 38.1)**2/(2*15.19**2))
        alpha_n  = 0.001265*L(-(V + 14.273), 10)
        beta_n   = 0.125*exp(-(V + 55)/2.5)
        n_inf    = 1/(1 + exp(-(V + 14.62)/18.38))
        tau_n    = 1 + 1/(alpha_n + beta_n)
        a_inf    = 1/(1 + exp(-(V + 5.4)/16.4))**4
        tau_a    = 0.25 + 10.04*exp(-(V + 24.67)**2/(2*34.8**2))
        b_inf    = 1/(1 + exp((V + 49.9)/4.6))
        tau_b    = max(5, 20 + 50*exp(-(V + 40)**2/3200))
        H        = p/(500 + p)
        G7       = g7 + (gNa_max - g7)*H
        G8       = g8 + (gNa_max - g8)*H
        GK       = gK - (gK - gK_min)*H
        GA       = gA - (gA - gK_min)*H
        I7       = G7*m7**3*h7*s7*(V - E_Na)
        I8       = G8*m8*h8*(V - E_Na)
        dV/dt  = (100*I/A - I7 - I8 - (GK*n + GA*a*b)*(V - E_K) - gL*(V - E_L))/C
        dm7/dt = alpha_m7*(1 - m7) - beta_m7*m7
        dh7/dt = alpha_h7*(1 - h7) - beta_h7*h7
        ds7/dt = alpha_s7*(1 - s7) - beta_s7*s7
        dm8/dt = alpha_m8*(1 - m8) - beta_m8*m8
        dh8/dt = (h8_inf - h8)/tau_h8
        dn/dt  = (n_inf - n)/tau_n
        da/dt  = (a_inf - a)/tau_a
        db/dt  = (b_inf - b)/tau_b
    """,
    inputs=[
        Q("I", 0, "pA", "current pushed into the cell", "verma2020cipn", (-50, 500)),
    ],
    states=[
        Q("V",  "rest", "mV", "membrane potential"),
        Q("m7", "rest", "",   "activation of Nav1.7"),
        Q("h7", "rest", "",   "what is left of Nav1.7 after fast inactivation"),
        Q("s7", "rest", "",   "what is left of Nav1.7 after slow inactivation"),
        Q("m8", "rest", "",   "activation of Nav1.8"),
        Q("h8", "rest", "",   "what is left of Nav1.8 after inactivation"),
        Q("n",  "rest", "",   "activation of the delayed rectifier"),
        Q("a",  "rest", "",   "activation of the A current"),
        Q("b",  "rest", "",   "what is left of the A current after inactivation"),
    ],
    parameters=[
        Q("p",       0,      "",        "amount of drug, in the code's own units",        "verma2020cipn", (0, 1000)),
        Q("V12",     0,      "mV",      "shift of Nav1.7's closing, the code's mutation", "verma2020",     (-20, 20), tex="V_{1/2}"),
        Q("g7",      18,     "mS/cm²",  "Nav1.7 conductance, all open, without drug",     "verma2020",     (0, 60)),
        Q("g8",      7,      "mS/cm²",  "Nav1.8 conductance, all open, without drug",     "verma2020",     (0, 20)),
        Q("gK",      4.78,   "mS/cm²",  "delayed rectifier conductance without drug",     "verma2020",     (0, 20)),
        Q("gA",      8.33,   "mS/cm²",  "A conductance without drug",                     "verma2020",     (0, 20)),
        Q("gNa_max", 100,    "mS/cm²",  "both sodium conductances with the most drug",    "verma2020cipn", (0, 200), tex="g_{Na}^{max}"),
        Q("gK_min",  0.1,    "mS/cm²",  "both potassium conductances with the most drug", "verma2020cipn", (0, 5), tex="g_K^{min}"),
        Q("gL",      0.0575, "mS/cm²",  "leak conductance",                               "verma2020",     (0.001, 1)),
        Q("E_Na",    67.1,   "mV",      "sodium reversal potential",                      "verma2020",     (0, 100)),
        Q("E_K",     -84.7,  "mV",      "potassium reversal potential",                   "verma2020",     (-120, -50)),
        Q("E_L",     -58.91, "mV",      "leak reversal potential",                        "verma2020",     (-90, -40)),
        Q("C",       0.93,   "µF/cm²",  "membrane capacitance",                           "verma2020",     (0.5, 2)),
        Q("A",       2168,   "µm²",     "membrane of the cell",                           "verma2020",     (500, 10000)),
        Q("V_spike", 0,      "mV",      "a spike crosses this upward",                    "ours",          (-60, 40)),
    ],
)
