"""A small sensory neuron with three sodium channels, Nav1.3, Nav1.7 and Nav1.8.

Xie Y-F, Yang J, Ratté S, Prescott SA. Similar excitability through different sodium channels and implications for the
analgesic efficacy of selective drugs. eLife, article 90960. doi:10.7554/eLife.90960 (@xie2024).

Equations and values are those of the authors' two MATLAB files, one for each state of the cell: DIV0, freshly
dissociated, leans on Nav1.8; DIV7, some days in culture (inflamed-like), leans on Nav1.7 and Nav1.3. It reproduces
the rheobases that stand as comments in those files, to 1 or 2 pA (DIV0 17, with g7 = 40: 6; DIV7 12, with g3 = 0.035:
21), but for two: DIV0 with g8 = 4 needs 21 pA (the file says 17), DIV7 with g7 = 10.5 needs 26 pA (the file says 16).

Differs from the files: classic Runge-Kutta at 0.02 ms in place of forward Euler at 0.01 ms; the current noise (an
Ornstein-Uhlenbeck process, 0.05 uA/cm^2, 5 ms) is off unless `sigma` is set. Ours: `s7`, a shift of Nav1.7's
activation along the voltage axis, for inherited variants of the channel; it leaves inactivation where it is.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
GATES = """
    S(x)     = 1/(1 + exp(x))
    alpha_m3 = 10.22*S(-(V + 23.39)/15.43)
    beta_m3  = 23.76*S((V + 86.57)/14.53)
    alpha_h3 = 0.0744*S((V + 103.96 - d)/11.07)
    beta_h3  = 2.54*S(-(V + 12.0 - d)/10.68)
    alpha_m7 = 10.22*S(-(V - s7 + 11.39)/15.43)   # s7 = 0 in the files
    beta_m7  = 23.76*S((V - s7 + 74.57)/14.53)
    alpha_h7 = 0.0744*S((V + 103.96)/11.07)
    beta_h7  = 2.54*S(-(V + 12.0)/10.68)
    alpha_m8 = 7.21*S(-(V + 5.237)/7.86)
    beta_m8  = 7.4*S((V + 58.36)/19.34)
    alpha_h8 = 1.63*S((V + 73.8)/10.01)
    beta_h8  = 0.81*S(-(V - 6.14)/13.12)
    F     = 0.001*96480/(8.315*298.16)
    q10   = 3**(-0.5)
    a_n   = exp(-5*(V + 32)*F)
    n_inf = 1/(1 + a_n)
    tau_n = exp(-2*(V + 32)*F)/(q10*0.03*(1 + a_n))
    a_l   = exp(2*(V + 61)*F)
    l_inf = 1/(1 + a_l)
    tau_l = a_l/(q10*0.001*(1 + a_l))
    q_inf = S(-(V + 35)/5)
    tau_q = 1000/(3.3*(exp((V + 35)/10) + exp(-(V + 35)/10)))/3**0.15
    z_inf = S((5 - V)/4)
    A     = 4*3.141592653589793*(0.0001*radius)**2   # cm^2
    C     = 0.000001*Cm/A
    dm3/dt = alpha_m3*(1 - m3) - beta_m3*m3
    dh3/dt = alpha_h3*(1 - h3) - beta_h3*h3
    dm7/dt = alpha_m7*(1 - m7) - beta_m7*m7
    dh7/dt = alpha_h7*(1 - h7) - beta_h7*h7
    dm8/dt = alpha_m8*(1 - m8) - beta_m8*m8
    dh8/dt = alpha_h8*(1 - h8) - beta_h8*h8
    dn/dt = (n_inf - n)/tau_n
    dl/dt = (l_inf - l)/tau_l
    dq/dt = (q_inf - q)/tau_q
    dz/dt = (z_inf - z)/tau_z
"""

STATES = (
    Q("V",  "rest", "mV", "membrane potential"),
    Q("m3", "rest", "",   "activation of Nav1.3"),
    Q("h3", "rest", "",   "what is left of Nav1.3 after inactivation"),
    Q("m7", "rest", "",   "activation of Nav1.7"),
    Q("h7", "rest", "",   "what is left of Nav1.7 after inactivation"),
    Q("m8", "rest", "",   "activation of Nav1.8"),
    Q("h8", "rest", "",   "what is left of Nav1.8 after inactivation"),
    Q("n",  "rest", "",   "activation of the delayed rectifier"),
    Q("l",  "rest", "",   "what is left of the delayed rectifier after inactivation"),
    Q("q",  "rest", "",   "activation of the M current"),
    Q("z",  "rest", "",   "activation of the afterhyperpolarizing current"),
)

# Values of the state DIV0; DIV7 says what is different there.
DIV7 = {"g3": 0.35, "g7": 35, "g8": 0.2, "d": 10, "gM": 0.5, "gL": 0.035, "EL": -70, "radius": 18.13, "Cm": 41.3, "Ihold": 0}
PARAMETERS = (
    Q("g3",     0,     "mS/cm²",  "Nav1.3 conductance, all open",             "xie2024", (0, 2),      species="mouse, in a dish"),
    Q("g7",     3,     "mS/cm²",  "Nav1.7 conductance, all open",             "xie2024", (0, 80),     species="mouse, in a dish"),
    Q("g8",     30,    "mS/cm²",  "Nav1.8 conductance, all open",             "xie2024", (0, 60),     species="mouse, in a dish"),
    Q("s7",     0,     "mV",      "shift of Nav1.7's activation",             "ours",    (-20, 5)),
    Q("d",      0,     "mV",      "shift of Nav1.3's inactivation",           "xie2024", (0, 10),     species="mouse, in a dish"),
    Q("gKdr",   3.5,   "mS/cm²",  "delayed rectifier conductance, all open",  "xie2024", (0, 10),     species="mouse, in a dish"),
    Q("gM",     0.05,  "mS/cm²",  "M conductance, all open",                  "xie2024", (0, 2),      species="mouse, in a dish"),
    Q("gAHP",   2.5,   "mS/cm²",  "afterhyperpolarizing conductance, all open", "xie2024", (0, 10),   species="mouse, in a dish"),
    Q("gL",     0.025, "mS/cm²",  "leak conductance",                         "xie2024", (0.001, 1),  species="mouse, in a dish"),
    Q("E_Na",   50,    "mV",      "sodium reversal potential",                "xie2024", (0, 100)),
    Q("E_K",    -90,   "mV",      "potassium reversal potential",             "xie2024", (-120, -50)),
    Q("EL",     -62.5, "mV",      "leak reversal potential",                  "xie2024", (-90, -40)),
    Q("radius", 11.63, "µm",      "radius of the cell, a sphere",             "xie2024", (5, 30)),
    Q("Cm",     17,    "pF",      "capacitance of the whole cell",            "xie2024", (5, 100)),
    Q("Ihold",  -3,    "pA",      "holding current",                          "xie2024", (-20, 20)),
    Q("tau_z",  100,   "ms",      "time constant of the afterhyperpolarization", "xie2024", (10, 1000)),
)

model = Model(
    title="A nociceptor with three sodium channels",
    source="xie2024",
    method="adaptive", tolerance=1e-5, time="ms", dt=0.02, duration=1000, membrane="V",
    equations=GATES + """
        I3 = g3*m3**3*h3*(V - E_Na)
        I7 = g7*m7**3*h7*(V - E_Na)
        I8 = g8*m8**3*h8*(V - E_Na)
        dV/dt = ((I + Ihold)*0.000001/A + noise - I3 - I7 - I8 - gKdr*n**3*l*(V - E_K) - gM*q*(V - E_K)
            - gAHP*z*(V - E_K) - gL*(V - EL))/C
    """,
    inputs=[
        Q("I",     0, "pA",      "current pushed into the cell",    "xie2024", (-50, 300)),
        Q("noise", 0, "µA/cm²",  "noise current",                   "xie2024", (-5, 5)),
    ],
    states=STATES,
    parameters=[
        *PARAMETERS,
        Q("sigma",     0, "µA/cm²",  "standard deviation of the noise current; 0.05 in the files", "xie2024", (0, 1)),
        Q("tau_noise", 5, "ms",      "time constant of the noise current",                         "xie2024", (0.1, 100)),
        Q("V_spike",   0, "mV",      "a spike crosses this upward; later spikes of DIV7 need -20", "ours", (-60, 40)),
    ],
    noise={"noise": ("sigma", "tau_noise")},
    presets={"DIV0": {}, "DIV7": DIV7},
    choices={"cell": {"DIV0": {}, "DIV7": DIV7}},  # the same, for a lab in which the cell is a control
)
