"""The whole pathway as one circuit: a sketch of ours around the published circuit of the dorsal horn.

P, E, I and g are the model `gate` (@crodelle2019, in the version of @crodellemaia2021): equations, weights and time constants as there. All else
is ours: periphery, the ending's gain `m`, the sign of inhibition `chi`, descending inhibition D, the smoothed output F, lesions and treatments.
Their strengths are no doses and must not be compared with effects in trials: a sketch of mechanisms, not a calculator of treatments.

The published response curves are steep, so a single circuit switches: its ongoing output is near 0 or near 100. A clinic does not.
`chi` falls from 1 at -73 mV to 0 at `V_flip`, where inhibition changes its sign in the model `chloride`.
`rho` strengthens the C fibers' own synapses (long-term potentiation); it does not spread to touch, and is not central sensitization.
`needle` is hypothetical: its size (0.15 at the ending, 0.05 descending) is an assumption and no evidence; nothing about acupuncture follows.
Three blocks: of the skin (bd), of the nerve (bn; also the share `phi` of ectopic discharge that arises distal to it), of the root (bp; also
what is born in the ganglion). `F_out` is the circuit's output from 0 to 100: nobody feels a model. Time steps are 0.2 ms: tauP is 1 ms.
"""

from ..model import Model, Phase
from ..model import Quantity as Q

CODE = "crodellemaia2021"  # the authors' published program

# fmt: off
model = Model(
    title="The amplifier",
    source=CODE,
    method="adaptive",
    time="s",
    dt=0.0002,
    duration=20,
    equations="""
        f_skin   = (1 - bd)*(1 - 0.15*needle)*(spont + 29*S*N)
        f_distal = phi*(1 - bd)*(1 - lido)*fect  # ectopic discharge: share phi distal to the nerve block, the rest in the ganglion
        f_nerve  = (1 - bn)*(f_skin + f_distal)
        f_born   = (1 - phi)*(1 - lido)*fect
        f_root   = f_nerve + f_born
        fC       = (1 - bp)*f_root
        f_touch  = (1 - bd)*(1 - Aloss)*(1 + 39*T)
        f_passed = (1 - bn)*f_touch + tens
        fA       = (1 - bp)*f_passed + scs
        m    = exp(-D)*(1 - 0.4*opi)*(1 - gbp)
        chi  = (V_flip - E_GABA)/(V_flip + 73)
        sig(x, M, b, a) = (M/2)*(1 + tanh((x - b)/a))
        dP/dt = (-P + sig(gAP*fA + (gCP*(1 + rho) + g)*m*fC + gEP*E - gIP*chi*I + gPP*P + Icen - 5*opi, 50, bP, 11.5))/tauP
        dE/dt = (-E + sig(gCE*(1 + rho)*m*fC - gIE*chi*I, 60, bE, 5.2))/tauE
        dI/dt = (-I + sig(gAI*fA, 80, bI, 9.5) + 1)/tauI
        dg/dt = (-g + (1 - ket)*K*sig(P, G, bg, 10.0))/tauM
        dD/dt = (-D + Dles + 0.25*(snri + opi + cpm) + 0.05*needle + 0.1*F/50)/tauD
        dF/dt = (P - F)/tauF
        F_out = (1 - gam)*100*F/50 + gam*Eexp
    """,
    inputs=[
        Q("N", 0, "", "noxious stimulus, as a share of the strong event's", "ours", (0, 1)),
        Q("T", 0, "", "brush",                                        "ours", (0, 1)),
    ],
    states=[
        Q("P", 0, "Hz", "output cells (projection)"),
        Q("E", 0, "Hz", "exciting cells"),
        Q("I", 0, "Hz", "inhibitory cells"),
        Q("g", 0, "",   "slow weight (NMDA)"),
        Q("D", 0, "",   "descending inhibition"),
        Q("F", 0, "Hz", "output, smoothed"),
    ],
    parameters=[
        # lesions           value  unit  meaning                                                      source  range
        Q("S",                 1,  "",   "sensitivity of the endings",                                "ours", (1, 3), group="lesion"),
        Q("spont",             1,  "Hz", "ongoing activity from the skin",                            "ours", (0, 25), group="lesion", tex=r"f_\mathrm{spont}"),
        Q("fect",              0,  "Hz", "ectopic discharge",                                         "ours", (0, 30), group="lesion", tex=r"f_\mathrm{ect}"),
        Q("phi",               0,  "",   "share of it that arises beyond the nerve block",            "ours", (0, 1), group="lesion"),
        Q("Aloss",             0,  "",   "share of touch fibers lost",                                "ours", (0, 1), group="lesion"),
        Q("E_GABA",          -73,  "mV", "reversal of inhibition",                                    "ours", (-75, -45), group="lesion", tex=r"E_\mathrm{GABA}"),
        Q("rho",               0,  "",   "potentiation of the C fibers' synapses",                    "ours", (0, 1), group="lesion"),
        Q("gPP",               0,  "",   "plateau: the output cells excite themselves",               "ours", (0, 1.2), group="lesion"),
        Q("Icen",              0,  "Hz", "generator in the cord or brain",                            "ours", (0, 60), group="lesion", tex=r"I_\mathrm{cen}"),
        Q("Dles",              0,  "",   "descending control at rest, below 0 facilitation",          "ours", (-1, 0.5), group="lesion", tex=r"D_\mathrm{les}"),
        Q("injury",            1,  "",   "the strong event at 10 s, as a noxious stimulus",           "ours", (0, 1)),
        # treatments
        Q("bd",                0,  "",   "skin block",                                                "ours", (0, 1), group="treatment"),
        Q("bn",                0,  "",   "nerve block",                                               "ours", (0, 1), group="treatment"),
        Q("bp",                0,  "",   "root block",                                                "ours", (0, 1), group="treatment"),
        Q("lido",              0,  "",   "share of ectopic discharge that a systemic sodium-channel blocker takes", "ours", (0, 1), group="treatment", tex=r"\mathrm{lido}"),
        Q("gbp",               0,  "",   "share of release that a gabapentinoid takes",               "ours", (0, 1), group="treatment", tex=r"\mathrm{gbp}"),
        Q("snri",              0,  "",   "SNRI",                                                      "ours", (0, 1), group="treatment", tex=r"\mathrm{snri}"),
        Q("opi",               0,  "",   "opioid",                                                    "ours", (0, 1), group="treatment", tex=r"\mathrm{opi}"),
        Q("ket",               0,  "",   "share of the slow weight that ketamine takes",              "ours", (0, 1), group="treatment", tex=r"\mathrm{ket}"),
        Q("cpm",               0,  "",   "conditioning stimulus elsewhere (CPM)",                     "ours", (0, 1), group="treatment", tex=r"\mathrm{cpm}"),
        Q("needle",            0,  "",   "needle, hypothetical",                                      "ours", (0, 1), group="treatment", tex=r"\mathrm{needle}"),
        Q("tens",              0,  "Hz", "stimulation at the skin: effective drive of touch fibers",  "ours", (0, 60), group="treatment", tex=r"\mathrm{tens}"),
        Q("scs",               0,  "Hz", "stimulation at the cord: effective drive of touch fibers",  "ours", (0, 60), group="treatment", tex=r"\mathrm{scs}"),
        # perception and sign of inhibition
        Q("gam",               0,  "",   "weight of expectation",                                     "ours", (0, 1), tex=r"\gamma"),
        Q("Eexp",             50,  "",   "expected output (0-100)",                                   "ours", (0, 100), tex=r"E_\mathrm{exp}"),
        Q("V_flip",        -59.6,  "mV", "where inhibition changes its sign",                         "ours", (-70, -55), tex=r"V_\mathrm{flip}"),
        # the published circuit
        Q("gAP",             0.8,  "",   "touch onto the output",                                     CODE, (0, 2)),
        Q("gCP",             0.8,  "",   "noxious input onto the output, at rest",                    CODE, (0, 2)),
        Q("gEP",            0.35,  "",   "exciting interneuron onto the output",                      CODE, (0, 2)),
        Q("gIP",             1.8,  "",   "inhibitory interneuron onto the output",                    CODE, (0, 2.5)),
        Q("gCE",             1.6,  "",   "noxious input onto the exciting interneuron",               CODE, (0, 3)),
        Q("gIE",             0.6,  "",   "inhibitory onto the exciting interneuron",                  CODE, (0, 2)),
        Q("gAI",             0.8,  "",   "touch onto the inhibitory interneuron",                     CODE, (0, 2)),
        Q("bP",             28.2,  "Hz", "drive at which the output reaches half of its maximum",    CODE, (20, 40)),
        Q("bE",             29.2,  "Hz", "the same of the exciting interneurons",                     CODE, (20, 40)),
        Q("bI",             28.0,  "Hz", "the same of the inhibitory interneurons",                   CODE, (20, 40)),
        Q("bg",             38.0,  "Hz", "output at which the slow weight reaches half of its maximum", CODE, (30, 50)),
        Q("tauP",          0.001,  "s",  "time constant of the output",                               CODE, (0.001, 0.1)),
        Q("tauE",          0.010,  "s",  "time constant of the exciting interneurons",                CODE, (0.001, 0.1)),
        Q("tauI",          0.020,  "s",  "time constant of the inhibitory interneurons",              CODE, (0.001, 0.1)),
        Q("tauM",            1.0,  "s",  "time constant of the slow weight",                          CODE, (0.1, 10)),
        Q("tauD",              2,  "s",  "time constant of descending control",                       "ours", (0.5, 10)),
        Q("tauF",              1,  "s",  "time constant of the smoothed output",                      "ours", (0.1, 10)),
        Q("G",               2.0,  "",   "NMDA maximum",                                              CODE, (0, 3)),
        Q("K",               2.0,  "",   "factor of the NMDA maximum, as coded by the authors",       CODE, (0, 2)),
    ],
    protocols={
        "examination": [
            Phase("rest",        5),
            Phase("baseline",    5, readouts={"before": ("mean", "F_out", 2)}),
            Phase("injury",      2, {"N": "injury"}, {"injured": ("max", "F_out", 2)}),
            Phase("untreated",  15, readouts={"untreated": ("mean", "F_out", 5)}),
            Phase("treated",    20, readouts={"resting": ("mean", "F_out", 5)}, treated=True),
            Phase("brushed",    10, {"T": 1}, {"brush": ("mean", "F_out", 5)}, treated=True),
            Phase("paused",     10, treated=True),
            Phase("mild test",   2, {"N": 0.45}, {"mild": ("max", "F_out", 2)}, treated=True),
            Phase("strong test", 2, {"N": 1}, {"strong": ("max", "F_out", 2)}, after="paused", treated=True),
            Phase("washed out", 20, readouts={"washout": ("mean", "F_out", 5)}, after="treated"),
        ],
    },
    presets={
        "healthy": {},
        "inflammation": {"S": 2, "spont": 13},
        "nerve injury, moderate": {"fect": 13, "Aloss": 0.3},
        "nerve injury, severe": {"fect": 22, "Aloss": 0.3},
        "disinhibition": {"E_GABA": -52},
        "potentiated C-fiber synapses (LTP)": {"rho": 0.6},
        "plateau generator": {"gPP": 1.0},
        "central pain: generator in the cord or brain": {"Icen": 42, "E_GABA": -62},
        "central pain, kept going by input": {"spont": 5, "rho": 1, "Dles": -0.8, "E_GABA": -62},
        "descending facilitation": {"Dles": -0.4},
    },
)
