"""A deep dorsal-horn cell that can stay switched on (plateau potential).

De Worm A, Drion G, Sacre P. Inward rectifier potassium channels interact with calcium channels to promote robust and physiological bistability.
arXiv 2411.14107, 2024 (@deworm2024; abstract and the authors' program, whose kinetics it credits to Le Franc and Le Masson 2010).

Equations and values are those of the program's simulation: rest, 1 s of test current, and firing that outlasts it for as long as one watches.
The program's fast L-type and M currents are zero in that simulation and are left out here.
The lab's default holds `I` at `I0` throughout, with the program's test pulse of +3.54 from 5 to 6 s.
"""

from ..model import Model
from ..model import Quantity as Q

CELL = "deworm2024"

# fmt: off
model = Model(
    title="Switched on: a plateau cell",
    source=CELL,
    method="exponential",
    dt=0.02,
    duration=20000,
    membrane="V",
    equations="""
        dV/dt  = (-gNa*m**3*h*(V - ENa) - gK*n**4*(V - EK) - gKir*q*(V - EK) - gl*(V - El) - ICaL + I)/Cm
        ICaL   = 1000*p*s*hs*GHK
        GHK    = 0.001*2*F*(Ca*phi(-z) - Cao*phi(z))
        z      = 0.002*F*V/(R*T)
        phi(x) = 1 - x/2 if abs(x) < 1e-6 else x/(exp(x) - 1)
        dCa/dt = -(ICaL/1000)*10000000/(2*F) - (Ca - Ca0)/tauCa
        dm/dt  = am*(1 - m) - bm*m
        dh/dt  = ah*(1 - h) - bh*h
        dn/dt  = an*(1 - n) - bn*n
        ds/dt  = (s_inf - s)/tau_s
        dhs/dt = (hs_inf - hs)/tau_hs
        dq/dt  = (q_inf - q)/tau_q
        vtrap(x, y) = y - x/2 if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        am = 0.32*vtrap(13 - (V + 63), 4)
        bm = 0.28*vtrap((V + 63) - 40, 5)
        ah = 0.128*exp((17 - (V + 63))/18)
        bh = 4/(1 + exp((40 - (V + 63))/5))
        an = 0.032*vtrap(15 - (V + 63), 5)
        bn = 0.5*exp((10 - (V + 63))/40)
        s_inf  = 1/(1 + exp(-(V + 25.4)/6))
        tau_s  = 160/(phi(0.1*(25 - (V + 65))) + 4*exp(-(V + 65)/18))
        hs_inf = 1/(1 + exp((V + 14)/4.03))
        q_inf  = 1/(1 + exp((V + 65)/10))
    """,
    inputs=[
        Q("I", -0.2517, "µA/cm²", "current into the cell", CELL, (-5, 6)),
    ],
    states=[
        Q("V",     -85, "mV", "membrane potential"),
        Q("m",  "steady", "", "activation of sodium"),
        Q("h",  "steady", "", "inactivation of sodium"),
        Q("n",  "steady", "", "activation of potassium"),
        Q("s",  "steady", "", "activation of calcium (L type)"),
        Q("hs", "steady", "", "slow inactivation of calcium", tex=r"h_s"),
        Q("q",  "steady", "", "activation of the inward rectifier (Kir)"),
        Q("Ca",  "Ca0", "mM", "calcium inside", tex=r"\mathrm{Ca}"),
    ],
    parameters=[
        #  symbol  value  unit         meaning                                      source  range
        Q("p",    1.5e-5, "cm/s",      "calcium permeability (L type)",             CELL, (0, 3e-5)),
        Q("gKir",   0.18, "mS/cm²",   "inward rectifier conductance (Kir)",        CELL, (0, 0.4), tex=r"g_\mathrm{Kir}"),
        Q("gNa",      30, "mS/cm²",   "sodium conductance",                        CELL),
        Q("gK",        4, "mS/cm²",   "potassium conductance",                     CELL),
        Q("gl",  0.03268, "mS/cm²",   "leak conductance",                          CELL),
        Q("ENa",      50, "mV",        "reversal of sodium",                        CELL),
        Q("EK",      -90, "mV",        "reversal of potassium",                     CELL),
        Q("El",    -60.1, "mV",        "reversal of the leak",                      CELL),
        Q("Cm",        1, "µF/cm²",   "capacitance",                               CELL),
        Q("Cao",       2, "mM",        "calcium outside",                           CELL, tex=r"\mathrm{Ca}_o"),
        Q("Ca0",    5e-5, "mM",        "calcium inside, at rest",                   CELL, tex=r"\mathrm{Ca}_0"),
        Q("tauCa",    10, "ms",        "how fast calcium is taken away",            CELL, tex=r"\tau_\mathrm{Ca}"),
        Q("tau_hs", 10000, "ms",       "time constant of slow inactivation",        CELL, tex=r"\tau_{hs}"),
        Q("tau_q",     1, "ms",        "time constant of the inward rectifier",     CELL),
        Q("F",     96520, "C/mol",     "Faraday's constant, as coded",              CELL),
        Q("R",    8.3134, "J/mol/K",   "gas constant, as coded",                    CELL),
        Q("T",    309.15, "K",         "temperature",                               CELL),
        Q("V_spike",   0, "mV",        "a spike crosses this upward",               "ours"),
    ],
)
