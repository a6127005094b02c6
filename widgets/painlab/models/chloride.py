"""A dorsal-horn cell whose inhibition depends on chloride.

Chloride and KCC2: Currin CB, Trevelyan AJ, Akerman CJ, Raimondo JV. Chloride dynamics alter the input-output properties of neurons. PLoS Comput
Biol 2020;16:e1007932. doi:10.1371/journal.pcbi.1007932 (@currin2020; the authors' program: flux of KCC2, permeabilities, concentrations).
Spikes: sodium, potassium and leak of De Worm A, Drion G, Sacre P. Inward rectifier potassium channels interact with calcium channels to promote
robust and physiological bistability. arXiv 2411.14107, 2024 (@deworm2024; the authors' program, as in the model `plateau`, its other channels
taken away).

That a shifted reversal of chloride undoes inhibition was shown in another cell, of lamina I (@prescott2006, abstract), and that a mild loss of KCC2
shows only under load by @doyon2016 (abstract). Neither cell is this one: what it gives is that idea in our combination, not their numbers.
Ours: one cylinder of diameter `d` without diffusion, no NKCC1, inhibition and excitation as constant conductances. `dynamic` 0 holds the
reversal at `E_GABA`; 1 lets chloride inside, `Cli`, move, and KCC2 work at the fraction `k`.
"""

from ..model import Model
from ..model import Quantity as Q

CL, CELL = "currin2020", "deworm2024"

# fmt: off
model = Model(
    title="When inhibition stops inhibiting",
    source=CL,
    method="adaptive", tolerance=1e-5,
    dt=0.02,
    duration=4000,
    membrane="V",
    equations="""
        dV/dt = (-gNa*m**3*h*(V - ENa) - gK*n**4*(V - EK) - gl*(V - El) - ge*V - gi*(V - E_inh) + I0)/Cm
        dm/dt = am*(1 - m) - bm*m
        dh/dt = ah*(1 - h) - bh*h
        dn/dt = an*(1 - n) - bn*n
        vtrap(x, y) = y - x/2 if abs(x/y) < 1e-6 else x/(exp(x/y) - 1)
        am = 0.32*vtrap(13 - (V + 63), 4)
        bm = 0.28*vtrap((V + 63) - 40, 5)
        ah = 0.128*exp((17 - (V + 63))/18)
        bh = 4/(1 + exp((40 - (V + 63))/5))
        an = 0.032*vtrap(15 - (V + 63), 5)
        bn = 0.5*exp((10 - (V + 63))/40)
        E_Cl   = RTF*log(Cli/Clo)
        E_HCO3 = RTF*log(HCO3i/HCO3o)
        E_dyn  = RTF*log((pCl*Cli + pHCO3*HCO3i)/(pCl*Clo + pHCO3*HCO3o))
        E_inh  = E_dyn if dynamic > 0 else E_GABA
        X      = (E_HCO3 - E_inh)/(E_HCO3 - E_Cl)  # the part of the current that is chloride
        iCl    = 0.001*gi*X*(V - E_Cl)             # mA/cm2
        j      = k*kKCC2*(Ki*Cli - Ko*Clo)         # mA/cm2
        dCli/dt = dynamic*40000*(iCl - j)/(96485*d)
    """,
    states=[
        Q("V", -65, "mV", "membrane potential"),
        Q("m", 0.05, "", "activation of sodium"),
        Q("h", 0.6, "", "inactivation of sodium"),
        Q("n", 0.3, "", "activation of potassium"),
        Q("Cli", "Cl0", "mM", "chloride inside"),
    ],
    parameters=[
        #  symbol  value  unit       meaning                                         source  range
        Q("E_GABA", -73,  "mV",      "reversal of inhibition, where it is held",     "ours", (-80, -40), tex=r"E_\mathrm{GABA}"),
        Q("gi",     0.1,  "mS/cm²", "inhibition (GABA-A and glycine)",              "ours", (0, 0.6)),
        Q("ge",   0.015,  "mS/cm²", "excitation",                                   "ours", (0, 0.12)),
        Q("dynamic",  0,  "",        "1: chloride moves, 0: the reversal is held",   "ours", (0, 1)),
        Q("k",        1,  "",        "share of KCC2 that works",                     "ours", (0, 1)),
        Q("Cl0",    6.2,  "mM",      "chloride inside at the start",                 "ours", (3, 30), tex=r"\mathrm{Cl}_0"),
        Q("d",        5,  "µm",      "diameter of the cell",                         "ours", (1, 20)),
        Q("Clo",    135,  "mM",      "chloride outside",                             CL, tex=r"\mathrm{Cl}_o"),
        Q("HCO3i",   12,  "mM",      "bicarbonate inside",                           CL, tex=r"\mathrm{HCO}_{3i}"),
        Q("HCO3o",   23,  "mM",      "bicarbonate outside",                          CL, tex=r"\mathrm{HCO}_{3o}"),
        Q("pCl",    0.8,  "",        "permeability of the channel to chloride",      CL, tex=r"p_\mathrm{Cl}"),
        Q("pHCO3",  0.2,  "",        "permeability of the channel to bicarbonate",   CL, tex=r"p_{\mathrm{HCO}_3}"),
        Q("Ki",     140,  "mM",      "potassium inside",                             CL),
        Q("Ko",       5,  "mM",      "potassium outside",                            CL),
        Q("kKCC2", 1.9297e-5, "mA/mM²/cm²", "flux constant of KCC2",               CL, tex=r"k_\mathrm{KCC2}"),
        Q("RTF", 26.725,  "mV",      "RT/F at 37 degrees",                           CL, tex=r"\frac{RT}{F}"),
        Q("gNa",     30,  "mS/cm²", "sodium conductance",                           CELL),
        Q("gK",       4,  "mS/cm²", "potassium conductance",                        CELL),
        Q("gl",  0.03268, "mS/cm²", "leak conductance",                             CELL),
        Q("ENa",     50,  "mV",      "reversal of sodium",                           CELL),
        Q("EK",     -90,  "mV",      "reversal of potassium",                        CELL),
        Q("El",   -60.1,  "mV",      "reversal of the leak",                         CELL),
        Q("I0",       0,  "µA/cm²", "constant current",                             "ours", (-1, 2)),
        Q("Cm",       1,  "µF/cm²", "capacitance",                                  CELL),
        Q("V_spike",  0,  "mV",      "a spike crosses this upward",                  "ours"),
    ],
)
