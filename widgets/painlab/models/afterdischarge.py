"""Afterdischarge: a short pulse, and an axon that goes on firing until sodium has built up inside.

Coggan JS, Ocker GK, Sejnowski TJ, Prescott SA. Explaining pathological changes in axonal excitability through
dynamical analysis of conductance-based models. J Neural Eng 2011;8:065002. doi:10.1088/1741-2560/8/6/065002
(@coggan2011); their archived XPP file, ModelDB 143072.

Reproduces the file's behavior: a persistent inward current of 0.8 lets firing outlast the pulse, sodium that builds
up inside ends it, and with the sodium reversal held at 50 mV it never ends. Differs from the file: classic
Runge-Kutta at 0.01 ms in place of Euler at 0.05 ms. Ours: with `dynamic` = 0 the sodium inside stays at rest as well,
so that what is drawn is what acts.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Firing that outlasts its cause",
    source="coggan2011",
    method="adaptive", tolerance=1e-5, time="ms", dt=0.01, duration=3000, membrane="V",
    equations="""
        m_inf = (1 + tanh((V + 1.2)/18))/2
        w_inf = (1 + tanh((V + 10)/10))/2
        z_inf = (1 + tanh((V + 45)/10))/2
        E     = 25*log(Na_out/Na) if dynamic > 0.5 else E_held
        I_Na  = gf*m_inf*(V - E) + gp*z*(V - E)
        dV/dt  = (I - I_Na - gs*w*(V - E_K) - gL*(V - E_L))/C
        dw/dt  = 0.15*(w_inf - w)*cosh((V + 10)/20)
        dz/dt  = 0.05*(z_inf - z)*cosh((V + 45)/20)
        dNa/dt = -dynamic*2/r*I_Na/96485 - (Na - Na_rest)/tau_Na
    """,
    inputs=[
        Q("I", 0, "µA/cm²",  "current pushed into the membrane", "coggan2011", (-50, 200)),
    ],
    states=[
        Q("V",  "rest", "mV", "membrane potential"),
        Q("w",  "rest", "",   "activation of the slow potassium conductance"),
        Q("z",  "rest", "",   "activation of the persistent sodium conductance"),
        Q("Na", "Na_rest", "mM", "sodium inside; rest is looked for from here"),
    ],
    parameters=[
        Q("gp",      0.8,   "mS/cm²",  "persistent sodium conductance, all open",       "coggan2011", (0, 2), tex="g_p"),
        Q("dynamic", 1,     "",        "1: sodium inside moves; 0: it is held",         "coggan2011", (0, 1)),
        Q("gf",      30,    "mS/cm²",  "fast sodium conductance, all open",             "coggan2011", (0, 60), tex="g_f"),
        Q("gs",      20,    "mS/cm²",  "slow potassium conductance, all open",          "coggan2011", (0, 40), tex="g_s"),
        Q("gL",      2,     "mS/cm²",  "leak conductance",                              "coggan2011", (0.1, 10), tex="g_L"),
        Q("E_held",  50,    "mV",      "sodium reversal potential when it is held",     "coggan2011", (0, 100)),
        Q("E_K",     -100,  "mV",      "potassium reversal potential",                  "coggan2011", (-120, -50)),
        Q("E_L",     -70,   "mV",      "leak reversal potential",                       "coggan2011", (-90, -40)),
        Q("C",       2,     "µF/cm²",  "membrane capacitance",                          "coggan2011", (0.5, 4)),
        Q("r",       0.005, "",        "how fast the inside fills: surface to volume",  "coggan2011", (0.001, 0.1)),
        Q("Na_out",  138,   "mM",      "sodium outside",                                "coggan2011", (50, 200), tex="[Na]_{out}"),
        Q("Na_rest", 17.5,  "mM",      "sodium inside to which the pump returns",       "coggan2011", (1, 50), tex="[Na]_{rest}"),
        Q("tau_Na",  100,   "ms",      "time constant of the pump",                     "coggan2011", (10, 1000)),
        Q("V_spike", 0,     "mV",      "a spike crosses this upward",                   "ours",       (-60, 40)),
    ],
)
