"""The squid axon as a cable: how fast a spike travels.

Hodgkin AL, Huxley AF. A quantitative description of membrane current and its application to conduction and excitation
in nerve. J Physiol 1952;117:500-544. doi:10.1113/jphysiol.1952.sp004764 (@hodgkinhuxley1952).

Membrane as in the model `spike`, in the modern sign; an axon of 476 um, 8 cm long, its ends sealed. Reproduces the
speed of the traveling wave at 18.5 degrees, which the authors found by hand as 18.8 m/s: 18.73 m/s on a fine grid,
18.7 m/s on this one (0.2 mm, 0.0125 ms). The axon starts at -65 mV, 0.004 mV from its rest.
"""

from ..model import Model, Train
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="The squid axon as a cable",
    source="hodgkinhuxley1952",
    method="chain", time="ms", dt=0.0125, duration=20, membrane="V",
    equations="""
        L(x, y) = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        phi     = 3**((T - 6.3)/10)
        alpha_m = 0.1*L(-(V + 40), 10)
        beta_m  = 4*exp(-(V + 65)/18)
        alpha_h = 0.07*exp(-(V + 65)/20)
        beta_h  = 1/(1 + exp(-(V + 35)/10))
        alpha_n = 0.01*L(-(V + 55), 10)
        beta_n  = 0.125*exp(-(V + 65)/80)
        pushed  = at(0)*100000000*I/(3.141592653589793*diameter*dx)   # uA on one compartment, as uA/cm^2
        compartments = 1000*length/dx
        coupling     = 10000000*diameter/(4*R_a*dx**2)
        dm/dt = phi*alpha_m*(1 - m) - phi*beta_m*m
        dh/dt = phi*alpha_h*(1 - h) - phi*beta_h*h
        dn/dt = phi*alpha_n*(1 - n) - phi*beta_n*n
        dV/dt = (axial + pushed - g_Na*m**3*h*(V - E_Na) - g_K*n**4*(V - E_K) - g_L*(V - E_L))/C
    """,
    inputs=[
        Q("I", 0, "µA", "current pushed into one end", "ours", (0, 100)),
    ],
    states=[
        Q("V", "V_start", "mV", "membrane potential"),
        Q("m", "steady",  "",   "activation of sodium channels"),
        Q("h", "steady",  "",   "what is left of sodium channels after inactivation"),
        Q("n", "steady",  "",   "activation of potassium channels"),
    ],
    parameters=[
        Q("T",        18.5,    "°C",      "temperature",                      "hodgkinhuxley1952", (0, 30),     species="squid"),
        Q("diameter", 476,     "µm",      "diameter of the axon",             "hodgkinhuxley1952", (100, 1000), species="squid"),
        Q("length",   80,      "mm",      "length of the axon",               "ours",              (10, 200)),
        Q("R_a",      35.4,    "Ω·cm",    "resistance of the axoplasm",       "hodgkinhuxley1952", (10, 300),   species="squid"),
        Q("C",        1,       "µF/cm²",  "membrane capacitance",             "hodgkinhuxley1952", (0.5, 2),    species="squid"),
        Q("g_Na",     120,     "mS/cm²",  "sodium conductance, all open",     "hodgkinhuxley1952", (0, 240),    species="squid"),
        Q("g_K",      36,      "mS/cm²",  "potassium conductance, all open",  "hodgkinhuxley1952", (0, 100),    species="squid"),
        Q("g_L",      0.3,     "mS/cm²",  "leak conductance",                 "hodgkinhuxley1952", (0, 2),      species="squid"),
        Q("E_Na",     50,      "mV",      "sodium reversal potential",        "hodgkinhuxley1952", (0, 100),    species="squid"),
        Q("E_K",      -77,     "mV",      "potassium reversal potential",     "hodgkinhuxley1952", (-120, -50), species="squid"),
        Q("E_L",      -54.387, "mV",      "leak reversal potential",          "hodgkinhuxley1952", (-90, -30),  species="squid"),
        Q("V_start",  -65,     "mV",      "membrane potential at the start",  "hodgkinhuxley1952", (-90, -30)),
        Q("push",     25,      "µA",      "current of the pulse",             "ours",              (0, 100)),
        Q("dx",       200,     "µm",      "length of a compartment",          "ours",              (50, 2000)),
        Q("V_spike",  0,       "mV",      "a spike crosses this upward",      "ours",              (-40, 40)),
    ],
    trains={"I": Train(start=1, every=100, count=1, width=0.2, value="push")},
    sites=(0.05, 0.25, 0.5, 0.75, 0.95),
)
