"""Wind-up of a deep dorsal-horn cell: our one-compartment stand-in for the published cell of @aguiar2010.

From the paper's code (ModelDB 128559): leak and capacitance (4.2e-5 S/cm2 and 1 uF/cm2 on 7540 um2, soma
and dendrite), the time constants of AMPA, NMDA and NK1, and the magnesium block, which is that of
@jahrstevens1990. Ours: one compartment with spike and reset, all synaptic weights, the potassium brake z,
and one slow conductance for NK1 and I_CAN together. A volley is 20 fibers times the seven interneuron
spikes of our run of the published model: 140 events. That model does not fit a page: its counts depend on
its time step (labs/windup.py holds them).
"""

from ..model import Model, Train
from ..model import Quantity as Q

PAPER = "aguiar2010"
LATENCIES = (9.84, 15.79, 23.04, 32.58, 41.66, 51.20, 62.04)  # ms, of the interneuron's spikes
VOLLEY = tuple(sorted(20 * (j + 0.5) / 20 + b for j in range(20) for b in LATENCIES))

# fmt: off
model = Model(
    title="Wind-up of a deep dorsal-horn cell",
    source=PAPER,
    method="adaptive",
    dt=0.1,
    duration="500 + 1000*volleys/frequency",
    membrane="V",
    threshold="Vth",
    reset=("Vr", "hold"),
    equations="""
        dV/dt  = (gL*(EL - V) - (A + gN + gS)*V - gz*z*(V - EK))/C
        gN     = (N2 - N1)*B
        gS     = S2 - S1
        B      = 1/(1 + exp(-0.062*V)*Mg/3.57)
        dA/dt  = -A/tA
        dN1/dt = -N1/tN1
        dN2/dt = -N2/tN2
        dS1/dt = -S1/tS1
        dS2/dt = -S2/tS2
        dz/dt  = -z/tz
        on fiber: A += wA
        on fiber: N1 += wN*NMDA*peak(tN1, tN2)
        on fiber: N2 += wN*NMDA*peak(tN1, tN2)
        on volley: S1 += wS*peak(tS1, tS2)
        on volley: S2 += wS*peak(tS1, tS2)
        on spike: z += 1
        top(a, b)  = a*b/(b - a)*log(b/a)
        peak(a, b) = 1/(exp(-top(a, b)/b) - exp(-top(a, b)/a))
    """,
    trains={
        "volley": Train(start=500, every="1000/frequency", count="volleys"),
        "fiber":  Train(start=500, every="1000/frequency", count="volleys", offsets=VOLLEY),
    },
    states=[
        Q("V",  "EL", "mV", "membrane potential"),
        Q("A",     0, "nS", "AMPA conductance"),
        Q("N1",    0, "nS", "NMDA conductance, rising part"),
        Q("N2",    0, "nS", "NMDA conductance, falling part"),
        Q("S1",    0, "nS", "slow conductance, rising part"),
        Q("S2",    0, "nS", "slow conductance, falling part"),
        Q("z",     0, "",   "brake: each spike adds 1"),
    ],
    parameters=[
        #  symbol  value  unit  meaning                              source   range
        Q("frequency", 1, "Hz", "volleys a second",                  "ours", (0.1, 3)),
        Q("volleys",  15, "",   "number of volleys",                 "ours", (1, 20)),
        Q("NMDA",      1, "",   "share of NMDA conductance left",    "ours", (0, 1), tex=r"\mathrm{NMDA}"),
        Q("wS",     0.34, "nS", "slow conductance left by a volley", "ours", (0, 0.6)),
        Q("Mg",        1, "mM", "magnesium outside the cell",        PAPER,  (0.25, 2), tex=r"\mathrm{Mg}"),
        Q("wA",     0.16, "nS", "AMPA conductance of one event",     "ours"),
        Q("wN",     0.25, "nS", "NMDA conductance of one event",     "ours"),
        Q("gz",      1.5, "nS", "brake conductance for each spike",  "ours"),
        Q("tz",       50, "ms", "decay of the brake",                "ours", tex=r"\tau_z"),
        Q("tA",        5, "ms", "decay of AMPA",                     PAPER,  tex=r"\tau_A"),
        Q("tN1",       2, "ms", "rise of NMDA",                      PAPER,  tex=r"\tau_{N1}"),
        Q("tN2",     100, "ms", "decay of NMDA",                     PAPER,  tex=r"\tau_{N2}"),
        Q("tS1",     200, "ms", "rise of the slow conductance (NK1)",PAPER,  tex=r"\tau_{S1}"),
        Q("tS2",    3000, "ms", "decay of the slow conductance (NK1)",PAPER,  tex=r"\tau_{S2}"),
        Q("gL",     3.17, "nS", "leak conductance",                  PAPER),
        Q("C",      75.4, "pF", "capacitance",                       PAPER),
        Q("EL",      -65, "mV", "resting potential",                 PAPER),
        Q("EK",      -70, "mV", "reversal of the brake",             "ours"),
        Q("Vth",     -45, "mV", "threshold of a spike",              "ours"),
        Q("Vr",      -58, "mV", "potential after a spike",           "ours"),
        Q("hold",      3, "ms", "how long it is held there",         "ours"),
    ],
)
