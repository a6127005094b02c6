"""The squid axon's membrane (Hodgkin and Huxley 1952), at a point: how a nerve cell fires.

Equations and constants as printed, in the modern sign (rest near -65 mV). E_L = -54.387 mV puts rest at -64.996 mV;
NEURON's built-in mechanism uses -54.3. The rates alpha_m and alpha_n are 0/0 at one voltage: L(x, y) guards them there.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="The squid axon's spike",
    source="hodgkinhuxley1952",
    method="adaptive", time="ms", dt=0.01, duration=100, membrane="V",
    equations="""
        L(x, y) = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        phi     = 3**((T - 6.3)/10)
        alpha_m = 0.1*L(-(V + 40), 10)
        beta_m  = 4*exp(-(V + 65)/18)
        alpha_h = 0.07*exp(-(V + 65)/20)
        beta_h  = 1/(1 + exp(-(V + 35)/10))
        alpha_n = 0.01*L(-(V + 55), 10)
        beta_n  = 0.125*exp(-(V + 65)/80)
        dV/dt = (I - g_Na*m**3*h*(V - E_Na) - g_K*n**4*(V - E_K) - g_L*(V - E_L))/C
        dm/dt = phi*(alpha_m*(1 - m) - beta_m*m)
        dh/dt = phi*(alpha_h*(1 - h) - beta_h*h)
        dn/dt = phi*(alpha_n*(1 - n) - beta_n*n)
    """,
    inputs=[
        Q("I", 0, "µA/cm²",  "current pushed into the membrane", "hodgkinhuxley1952", (-50, 500)),
    ],
    states=[
        Q("V", "rest", "mV", "membrane potential"),
        Q("m", "rest", "",   "activation of sodium channels"),
        Q("h", "rest", "",   "what is left of sodium channels after inactivation"),
        Q("n", "rest", "",   "activation of potassium channels"),
    ],
    parameters=[
        Q("C",     1,       "µF/cm²",  "membrane capacitance",             "hodgkinhuxley1952", (0.5, 2),    species="squid"),
        Q("g_Na",  120,     "mS/cm²",  "sodium conductance, all open",     "hodgkinhuxley1952", (0, 240),    species="squid"),
        Q("g_K",   36,      "mS/cm²",  "potassium conductance, all open",  "hodgkinhuxley1952", (0, 100),    species="squid"),
        Q("g_L",   0.3,     "mS/cm²",  "leak conductance",                 "hodgkinhuxley1952", (0, 2),      species="squid"),
        Q("E_Na",  50,      "mV",      "sodium reversal potential",        "hodgkinhuxley1952", (0, 100),    species="squid"),
        Q("E_K",   -77,     "mV",      "potassium reversal potential",     "hodgkinhuxley1952", (-120, -50), species="squid"),
        Q("E_L",   -54.387, "mV",      "leak reversal potential",          "hodgkinhuxley1952", (-90, -30),  species="squid"),
        Q("T",     6.3,     "°C",      "temperature",                      "hodgkinhuxley1952", (0, 30),     species="squid"),
        Q("V_spike", 0,     "mV",      "a spike crosses this upward",      "ours",        (-40, 40)),
    ],
)
