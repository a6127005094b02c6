"""A ganglion cell of a touch fiber that oscillates below threshold and fires ectopic bursts.

Kovalsky Y, Amir R, Devor M. Simulation in sensory neurons reveals a key role for delayed Na+ current in subthreshold
oscillations and ectopic discharge: implications for neuropathic pain. J Neurophysiol 2009;102:1430-1442
(@kovalsky2009); their archived code, ModelDB 140038.

Three sodium currents (fast, intermediate, late) against a leak; the potassium currents of the code are off, as in it.
Reproduces with steady current the counts of the archived code run with exact rates: 98 to 99 spikes at 0.1 nA and 129
at 0.3 nA.

A discrepancy: the values near the onset that the archive states (an oscillation of 44.66 Hz and 2.3 mV at 0.012 nA,
two bursts at 0.019 nA, steady firing from 0.063 nA) depend on its tables of rates in steps of 1 mV. With exact rates
the oscillation at 0.012 nA dies out, and single bursts differ from one solver to the next. Take the pattern, not the
count, below 0.1 nA. Ours: `fNa` and `f_late`, the fractions of all sodium conductance, and of the late one alone,
that are left.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A ganglion cell that fires by itself",
    source="kovalsky2009",
    method="adaptive", time="ms", dt=0.01, duration=3000, membrane="V",
    equations="""
        L(x, y) = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        phi     = 3**((T - 6.3)/10)
        alpha_m = 0.1*L(-(V + 34), 10)
        beta_m  = 4*exp(-(V + 59)/18)
        alpha_h = 0.07*exp(-(V + 59)/20)
        beta_h  = 1/(1 + exp(-(V + 29)/10))
        a_i     = 0.1*L(-(V + 25), 10)
        b_i     = 4*exp(-(V + 50)/18)
        mu_i    = a_i/(a_i + b_i)
        mu_l    = 1/(1 + exp(-(V + 51.8)/4.6))
        hi_inf  = 1/(1 + exp((V + 72.5)/8))
        tau_hi  = 0.2218*exp(-0.06883*V)   # no temperature factor, as in the code
        hl_inf  = 0.9827/(1 + exp((V + 55.67)/6.552))
        tau_hl  = 63.2 + 25*exp(-V/25.5)
        A       = 3.141592653589793*(0.0001*size)**2   # cm^2
        I_fast  = fNa*g_fast*m**3*h*(V - E_Na)
        I_inter = fNa*g_inter*mu_i*hi*(V - E_Na)
        I_late  = fNa*f_late*g_late*mu_l*hl*(V - E_Na)
        dV/dt  = (0.001*I/A - I_fast - I_inter - I_late - g_L*(V - E_L))/C
        dm/dt  = phi*(alpha_m*(1 - m) - beta_m*m)
        dh/dt  = phi*(alpha_h*(1 - h) - beta_h*h)
        dhi/dt = (hi_inf - hi)/tau_hi
        dhl/dt = (hl_inf - hl)/tau_hl
    """,
    inputs=[
        Q("I", 0, "nA", "current pushed into the cell", "kovalsky2009", (-0.1, 1)),
    ],
    states=[
        Q("V",  -56.8,    "mV", "membrane potential"),
        Q("m",  "steady", "",   "activation of the fast sodium current"),
        Q("h",  "steady", "",   "what is left of the fast sodium current after inactivation"),
        Q("hi", "steady", "",   "what is left of the intermediate sodium current after inactivation", tex="h_i"),
        Q("hl", "steady", "",   "what is left of the late sodium current after inactivation", tex="h_l"),
    ],
    parameters=[
        Q("fNa",     1,     "",        "fraction of all sodium conductance left",      "ours",         (0, 1), tex="f_{Na}", group="treatment"),
        Q("f_late",  1,     "",        "fraction of the late sodium conductance left", "ours",         (0, 1), tex="f_{late}", group="treatment"),
        Q("g_fast",  25,    "mS/cm²",  "fast sodium conductance, all open",            "kovalsky2009", (0, 60)),
        Q("g_inter", 27,    "mS/cm²",  "intermediate sodium conductance, all open",    "kovalsky2009", (0, 60)),
        Q("g_late",  0.128, "mS/cm²",  "late sodium conductance, all open",            "kovalsky2009", (0, 1)),
        Q("g_L",     1.42,  "mS/cm²",  "leak conductance",                             "kovalsky2009", (0.1, 5)),
        Q("E_Na",    62,    "mV",      "sodium reversal potential",                    "kovalsky2009", (0, 100)),
        Q("E_L",     -65.5, "mV",      "leak reversal potential",                      "kovalsky2009", (-90, -40)),
        Q("C",       1,     "µF/cm²",  "membrane capacitance",                         "kovalsky2009", (0.5, 2)),
        Q("size",    50,    "µm",      "diameter, and length, of the cell, a cylinder", "kovalsky2009", (20, 100)),
        Q("T",       20,    "°C",      "temperature",                                  "kovalsky2009", (6, 40)),
        Q("V_spike", -20,   "mV",      "a spike crosses this upward",                  "ours",         (-60, 40)),
    ],
)
