"""A myelinated fiber, node after node, and what lost myelin does to it.

Sweeney JD, Mortimer JT, Durand D. Modeling of mammalian myelinated nerve for functional neuromuscular stimulation.
Proceedings of the 9th Annual Conference of the IEEE Engineering in Medicine and Biology Society, 1987 (@sweeney1987).
That paper was not read: the node is the one coded in pyfibers (Duke University), a rabbit node at 37 degrees.

One compartment is one node; an internode is a resistance, 100 fiber diameters long. Reproduces the speed of that
code: 49.5 m/s for 10 um with its step, 0.005 ms, and its method, backward Euler (`order` 1). The sodium channels are so
fast that this depends on the step: the finest give 56.9 m/s, the step of order 2 used here, 0.0025 ms, 56.5. Speed goes
with the diameter exactly.

Ours: demyelination. A bare internode gains capacitance: `f` of what its membrane would have at 1 uF/cm^2, half at
each of the two nodes beside it. A real plaque also changes channels and leak.
"""

from ..model import Model, Train
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="A myelinated fiber",
    source="sweeney1987",
    method="chain", time="ms", dt=0.0025, duration=4, membrane="V",
    equations="""
        pi      = 3.141592653589793
        pitch   = 0.1*D                                # mm from node to node
        length  = nodes*pitch
        alpha_m = (126 + 0.363*V)/(1 + exp(-(49 + V)/5.3))
        beta_m  = alpha_m*exp(-(V + 56.2)/4.17)
        beta_h  = 15.6/(1 + exp(-(V + 56)/10))
        alpha_h = beta_h*exp(-(V + 74.5)/5)
        S       = pi*0.6*D*node_length                 # um^2, nodal membrane
        bare    = pi*0.6*D*100*D*C_bare                # um^2 uF/cm^2, capacitance of a bare internode
        start   = (lesion + 0.5)*pitch                 # the first node beside a bare internode
        end     = start + demyelinated*pitch
        before  = zone(start + 0.75*pitch, end + 0.75*pitch, 1, 0)   # the internode before this node is bare
        after   = zone(start - 0.25*pitch, end - 0.25*pitch, 1, 0)   # the one after it
        pushed  = at(0)*100000*I*D/10/S          # a thicker fiber gets more current
        compartments = nodes
        coupling     = 1000*10000*pi*(0.3*D)**2/(R_a*100*D)/S
        dm/dt = alpha_m*(1 - m) - beta_m*m
        dh/dt = alpha_h*(1 - h) - beta_h*h
        dV/dt = (axial + pushed - g_Na*m**2*h*(V - E_Na) - g_L*(V - E_L))/(C + f*(before + after)*bare/(2*S))
    """,
    inputs=[
        Q("I", 0, "nA", "current pushed into the first node, for a fiber of 10 um", "ours", (0, 50)),
    ],
    states=[
        Q("V", "V_rest", "mV", "membrane potential"),
        Q("m", "steady", "",   "activation of sodium channels"),
        Q("h", "steady", "",   "what is left of sodium channels after inactivation"),
    ],
    parameters=[
        Q("D",            10,     "µm",      "diameter of the fiber, myelin included",     "sweeney1987", (1, 20)),
        Q("demyelinated", 0,      "",        "internodes that lost myelin, side by side",  "ours",        (0, 20)),
        Q("f",            0,      "",        "how bare they are, 0 to 1",                  "ours",        (0, 1)),
        Q("lesion",       30,     "",        "the node where the lesion begins",           "ours",        (1, 60)),
        Q("nodes",        61,     "",        "number of nodes",                            "ours",        (10, 200)),
        Q("node_length",  1.5,    "µm",      "length of a node",                           "sweeney1987", (0.5, 5), species="rabbit"),
        Q("R_a",          54.7,   "Ω·cm",    "resistance of the axoplasm",                 "sweeney1987", (10, 300), species="rabbit"),
        Q("C",            2.5,    "µF/cm²",  "capacitance of nodal membrane",              "sweeney1987", (0.5, 5), species="rabbit"),
        Q("C_bare",       1,      "µF/cm²",  "capacitance of bare internodal membrane",    "ours",        (0.5, 2)),
        Q("g_Na",         1445,   "mS/cm²",  "sodium conductance of a node, all open",     "sweeney1987", (0, 3000), species="rabbit"),
        Q("g_L",          128,    "mS/cm²",  "leak conductance of a node",                 "sweeney1987", (0, 500), species="rabbit"),
        Q("E_Na",         35.64,  "mV",      "sodium reversal potential",                  "sweeney1987", (0, 100), species="rabbit"),
        Q("E_L",          -80.01, "mV",      "leak reversal potential",                    "sweeney1987", (-100, -50), species="rabbit"),
        Q("V_rest",       -80,    "mV",      "membrane potential at the start",            "sweeney1987", (-100, -50), species="rabbit"),
        Q("push",         2,      "nA",      "current of the pulse",                       "ours",        (0, 50)),
        Q("V_spike",      -20,    "mV",      "a spike crosses this upward",                "ours",        (-60, 40)),
    ],
    trains={"I": Train(start=0.1, every=100, count=1, width=0.1, value="push")},
    sites=(0.05, 0.25, 0.5, 0.75, 0.95),
)
