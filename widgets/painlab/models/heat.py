"""A nociceptor that heat opens: the small sensory neuron of @xie2024 (state DIV0) with a heat conductance (ours).

Neuron: Xie Y-F, Yang J, Ratté S, Prescott SA. eLife, article 90960. doi:10.7554/eLife.90960; see the model
`nociceptor`. Heat conductance: a two-state channel, P = 1/(1 + exp[(dH/R)(1/T - 1/T_half)]), reversal at 0 mV. That
heat gating of TRPV1 has an enthalpy above 100 kcal/mol was read in an abstract only: it gives the order of magnitude.
`T_half`, `g_T` and `shift` are ours, chosen so that a ramp of 2 degrees a second gives its first spike at 41.5
degrees, as C fibers of people do. The scheme of Voets et al. (2004), in which voltage moves the same gate, is not
used: its constants could not be read.

A run starts at rest at 32 degrees with the heat conductance there. The rates of the course are those of a cell that
rested without it: give `g_T` as a schedule that begins at 0. The two differ by up to 2.4 spikes a second where the
cell is sensitized.

The step is fixed: on a slow ramp the cell stays for a while where its rest has lost its stability, and when it leaves
depends on how large the errors of the method are. Adaptive steps move its first spike by up to 70 ms, and without noise
the last digit of the arithmetic does. Noise of 1e-8 µA/cm², a five-millionth of that of the files, is above all of
these errors: with it the spike stays where it is.

Reproduces no figure. The threshold depends more on the speed of the ramp than that of recorded fibers, and there is
no fatigue and no damage. Ours as well: `block7` and `block8`, the fraction of a sodium channel that is taken away,
and the step, 0.05 ms.
"""

from ..model import Model
from ..model import Quantity as Q
from .nociceptor import GATES, PARAMETERS, STATES

# fmt: off
model = Model(
    title="A nociceptor that heat opens",
    source="xie2024",
    method="rk4", time="ms", dt=0.05, duration=15000, membrane="V",
    equations=GATES + """
        P      = 1/(1 + exp(1000*delta_H/R*(1/(T + 273.15) - 1/(T_half + shift + 273.15))))
        I_heat = -g_T*P*V   # pA, inward
        I_Na   = (g3*m3**3*h3 + g7*(1 - block7)*m7**3*h7 + g8*(1 - block8)*m8**3*h8)*(V - E_Na)
        dV/dt = ((I_heat + Ihold)*0.000001/A + noise - I_Na - gKdr*n**3*l*(V - E_K) - gM*q*(V - E_K)
            - gAHP*z*(V - E_K) - gL*(V - EL))/C
    """,
    inputs=[
        Q("T", 32, "°C",   "temperature of the ending", "ours", (20, 55)),
        Q("noise", 0, "µA/cm²", "noise current", "xie2024", (-5, 5)),
    ],
    states=STATES,
    parameters=[
        Q("T_half",  42,    "°C",        "half of the heat conductance is open here",      "ours", (30, 50), tex=r"T_{1/2}"),
        Q("shift",   0,     "Δ°C",        "sensitization: how far T_half has moved",        "ours", (-10, 2)),
        Q("g_T",     4,     "nS",        "heat conductance, all open",                     "ours", (0.5, 8)),
        Q("delta_H", 418.4, "kJ/mol",    "enthalpy of opening, 100 kcal/mol",              "ours", (50, 800), tex=r"\Delta H"),
        Q("R",       8.314, "J/(mol*K)", "gas constant",                                   "ours", (8, 9)),
        Q("block7",  0,     "",          "fraction of Nav1.7 taken away",                  "ours", (0, 1), group="treatment"),
        Q("block8",  0,     "",          "fraction of Nav1.8 taken away",                  "ours", (0, 1), group="treatment"),
        *PARAMETERS,
        Q("sigma",   0,     "µA/cm²",    "standard deviation of the noise current; 0.05 in the files", "xie2024", (0, 1)),
        Q("tau_noise", 5,   "ms",        "time constant of the noise current",             "xie2024", (0.1, 100)),
        Q("V_spike", -20,   "mV",        "a spike crosses this upward",                    "ours", (-60, 40)),
    ],
    noise={"noise": ("sigma", "tau_noise")},
)
