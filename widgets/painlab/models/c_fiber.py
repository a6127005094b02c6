"""A C fiber as a chain of compartments (Sundt, Gamper and Jaffe 2015; their archived code, ModelDB 187473).

Sodium and potassium channels as in that code; the T-junction, the soma and the slow potassium current of the ganglion
are not in this chain. E_L is set so that the fiber rests at -60 mV, as the code does. Ours: `rho`, the fraction of
sodium channels left in a treated zone, and the three places where a spike can start.

Lidocaine (`lidocaine` above 0 in the treated zone) is the modulated receptor with the numbers of Bean, Cohen and
Tsien 1983 (abstract): it holds to inactivated channels thirty times as well as to rested ones, and lets go within 1
to 2 s. They were measured in heart muscle of rabbits, not in nociceptors, and the one-line kinetics are ours: db/dt =
k D (h/300 + (1 - h)/10)(1 - b) - k b with k = 1/1500 per ms. At -60 mV half of the channels hold the drug at 106 uM.
The drug is at its resting equilibrium when a run starts. No concentration here is a clinical one.
"""

from ..model import Model, Train
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A C fiber",
    source="sundt2015",
    method="chain", time="ms", dt=0.025, duration="45 + (pulses - 1)*1000/frequency", membrane="V",
    equations="""
        L(x, y)  = y*(1 - x/(2*y)) if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        a_m(u)   = 0.32*L(13.1 - (u - 6), 4)
        b_m(u)   = 0.28*L((u - 6) - 40.1, 5)
        a_h(u)   = 0.128*exp((17 - (u + 6))/18)
        b_h(u)   = 4/(1 + exp((40 - (u + 6))/5))
        a_n(v, F) = exp(-5*(v + 32)*F)
        a_l(v, F) = exp(2*(v + 61)*F)
        q        = 3**((T - 30)/10)
        F        = 0.001*96480/(8.315*(273.16 + T))
        u        = V + 65
        n_inf    = 1/(1 + a_n(V, F))
        tau_n    = exp(-2*(V + 32)*F)/(0.03*q*(1 + a_n(V, F)))
        l_inf    = 1/(1 + a_l(V, F))
        tau_l    = a_l(V, F)/(0.001*q*(1 + a_l(V, F)))
        u_rest   = V_rest + 65
        m_rest   = a_m(u_rest)/(a_m(u_rest) + b_m(u_rest))
        h_rest   = a_h(u_rest)/(a_h(u_rest) + b_h(u_rest))
        I_Na     = g_Na*m_rest**3*h_rest*(V_rest - E_Na)
        I_K      = g_K/(1 + a_n(V_rest, F))**3/(1 + a_l(V_rest, F))*(V_rest - E_K)
        E_L      = V_rest + (I_Na + I_K)/g_L
        dose     = zone(zone_from, zone_to, lidocaine, 0)
        bound    = dose*(h/K_rested + (1 - h)/K_inactivated)
        left     = zone(zone_from, zone_to, rho, 1)*(1 - b)
        pushed   = at(site*length)*100000*I/(3.141592653589793*diameter*dx)
        compartments = 1000*length/dx
        coupling     = 10000000*diameter/(4*R_a*dx**2)
        dm/dt = q*a_m(u)*(1 - m) - q*b_m(u)*m
        dh/dt = q*a_h(u)*(1 - h) - q*b_h(u)*h
        dn/dt = (n_inf - n)/tau_n
        dl/dt = (l_inf - l)/tau_l
        db/dt = bound/tau_b*(1 - b) - b/tau_b
        dV/dt = (axial + pushed - g_Na*left*m**3*h*(V - E_Na) - g_K*n**3*l*(V - E_K) - g_L*(V - E_L))/C
    """,
    inputs=[
        Q("I", 0, "nA", "current pushed in at one place", "sundt2015", (0, 2)),
    ],
    states=[
        Q("V", "V_rest", "mV", "membrane potential"),
        Q("m", "steady", "",   "activation of sodium channels"),
        Q("h", "steady", "",   "what is left of sodium channels after inactivation"),
        Q("n", "steady", "",   "activation of potassium channels"),
        Q("l", "steady", "",   "what is left of potassium channels after inactivation"),
        Q("b", "steady", "",   "fraction of sodium channels that hold lidocaine"),
    ],
    parameters=[
        Q("diameter",  0.8,  "µm",      "diameter of the fiber",                    "sundt2015", (0.2, 2)),
        Q("length",    10,   "mm",      "length of the fiber",                      "ours",      (1, 20)),
        Q("T",         35,   "°C",      "temperature",                              "sundt2015", (20, 40)),
        Q("zone_from", 4,    "mm",      "where the treated zone begins",            "ours",      (0, 20)),
        Q("zone_to",   6,    "mm",      "where the treated zone ends",              "ours",      (0, 20)),
        Q("rho",       1,    "",        "fraction of sodium channels left there",   "ours",      (0, 1), group="treatment"),
        Q("lidocaine", 0,    "µM",      "lidocaine there",                          "ours",      (0, 500), group="treatment"),
        Q("site",      0.02, "",        "where spikes start, from 0 (skin) to 1",   "ours",      (0, 1)),
        Q("frequency", 10,   "Hz",      "pulses per second",                        "ours",      (0.1, 100)),
        Q("pulses",    1,    "",        "number of pulses",                         "ours",      (1, 100)),
        Q("push",      0.2,  "nA",      "current of a pulse",                       "sundt2015", (0, 2)),
        Q("C",         1,    "µF/cm²",  "membrane capacitance",                     "sundt2015", (0.5, 2)),
        Q("g_Na",      40,   "mS/cm²",  "sodium conductance, all open",             "sundt2015", (0, 100)),
        Q("g_K",       40,   "mS/cm²",  "potassium conductance, all open",          "sundt2015", (0, 100)),
        Q("g_L",       0.1,  "mS/cm²",  "leak conductance",                         "sundt2015", (0, 1)),
        Q("E_Na",      50,   "mV",      "sodium reversal potential",                "sundt2015", (0, 100)),
        Q("E_K",       -90,  "mV",      "potassium reversal potential",             "sundt2015", (-120, -50)),
        Q("V_rest",    -60,  "mV",      "resting potential, to which E_L is set",   "sundt2015", (-80, -50)),
        Q("R_a",       100,  "Ω·cm",    "resistance of the axoplasm",               "sundt2015", (30, 300)),
        Q("K_rested",      300,  "µM",  "lidocaine that half blocks rested channels",      "bean1983", (100, 1000), species="rabbit heart"),
        Q("K_inactivated", 10,   "µM",  "lidocaine that half blocks inactivated channels", "bean1983", (1, 100), species="rabbit heart"),
        Q("tau_b",         1500, "ms",  "how long a channel holds the drug; recovery took 1 to 2 s", "bean1983", (100, 5000), species="rabbit heart"),
        Q("dx",        25,   "µm",      "length of a compartment",                  "ours",      (5, 100)),
        Q("V_spike",   0,    "mV",      "a spike crosses this upward",              "ours",      (-40, 40)),
    ],
    trains={"I": Train(start=5, every="1000/frequency", count="pulses", width=1, value="push")},
    choices={"source": {"skin": {"site": 0.02}, "neuroma": {"site": 0.2}, "DRG": {"site": 0.8}}},
    sites=(0.05, 0.3, 0.5, 0.7, 0.95),
)
