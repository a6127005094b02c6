"""A circuit of the dorsal horn, as population rates (@crodelle2019, in the version of @crodellemaia2021).

Equations and values are those of the authors' published program of 2021; the table of the paper of 2019 was
not read. Reproduces the volley of that program with its expected rates: the random impulses of 380 A and 820
A-delta and C fibers are ours to leave out. `G` stands twice in the program, so that `g` saturates at K*G = 4;
K = 1 gives a saturation of 2. To analyze the circuit as a switch (two stable states between two values of
`fC`) is ours, not the authors'.
"""

from ..model import Model
from ..model import Quantity as Q

CODE = "crodellemaia2021"  # the authors' published program

# fmt: off
model = Model(
    title="The gate",
    source=CODE,
    method="adaptive",
    time="s",
    dt=0.0001,  # tauP is 1 ms: above 0.4 ms the step is too coarse
    duration=1.0,
    equations="""
        sig(x, M, b, a) = (M/2)*(1 + tanh((x - b)/a))
        dP/dt = (-P + sig(gAP*fA + (gCP + g)*fC + gEP*E - gIP*I, 50, 28.2, 11.5))/tauP
        dE/dt = (-E + sig(gCE*fC - gIE*I, 60, 29.2, 5.2))/tauE
        dI/dt = (-I + sig(gAI*fA, 80, 28.0, 9.5) + 1)/tauI
        dg/dt = (-g + K*sig(P, G, 38.0, 10.0))/tauM
    """,
    inputs=[
        #  symbol  value  unit  meaning                                                  source  range
        Q("fA",        1, "Hz", "touch (Aβ fibers)",                          CODE, (0, 100), tex="f_A"),
        Q("fC",        1, "Hz", "noxious input (Aδ and C fibers)",            CODE, (0, 60), tex="f_C"),
    ],
    states=[
        #  symbol  value  unit  meaning
        Q("P",         0, "Hz", "output (projection)"),
        Q("E",         0, "Hz", "exciting cells"),
        Q("I",         0, "Hz", "inhibitory cells"),
        Q("g",         0, "",   "slow weight (NMDA)"),
    ],
    parameters=[
        #  symbol  value  unit  meaning                                                  source  range
        Q("gAP",     0.8, "",   "touch onto the output",                                CODE, (0, 2)),
        Q("gCP",     0.8, "",   "noxious input onto the output, at rest",               CODE, (0, 2)),
        Q("gEP",    0.35, "",   "exciting interneuron onto the output",                 CODE, (0, 2)),
        Q("gIP",     1.8, "",   "gate strength: inhibitory interneuron onto the output", CODE, (-0.5, 2.5)),
        Q("gCE",     1.6, "",   "noxious input onto the exciting interneuron",          CODE, (0, 3)),
        Q("gIE",     0.6, "",   "inhibitory onto the exciting interneuron",             CODE, (-0.5, 2)),
        Q("gAI",     0.8, "",   "touch onto the inhibitory interneuron",                CODE, (0, 2)),
        Q("tauP",  0.001, "s",  "time constant of the output",                          CODE, (0.001, 0.1)),
        Q("tauE",  0.010, "s",  "time constant of the exciting interneurons",           CODE, (0.001, 0.1)),
        Q("tauI",  0.020, "s",  "time constant of the inhibitory interneurons",         CODE, (0.001, 0.1)),
        Q("tauM",    1.0, "s",  "time constant of the NMDA-like weight",                CODE, (0.1, 10)),
        Q("G",       2.0, "",   "NMDA maximum",                                         CODE, (0, 3)),
        Q("K",       2.0, "",   "factor of the NMDA maximum, as coded by the authors",  CODE, (0, 2)),
    ],
)
