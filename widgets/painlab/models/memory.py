"""A synapse with two stable strengths, switched by calcium (@graupnerbrunel2012).

Equation and both parameter sets as in the authors' code: `DP` is their set of that name, `slices` their fit
to cortical slices. Noise is off, so a run shows the deterministic skeleton. Ours: a C fiber's synapse
stands where theirs was one of cortex or hippocampus, and `NMDA` scales the calcium of a presynaptic spike.
Fired by the fiber alone it needs about 40 Hz, while 10 Hz changed pain in volunteers (@xia2016).
"""

from ..model import Model, Train
from ..model import Quantity as Q

PAPER = "graupnerbrunel2012"

# fmt: off
model = Model(
    title="A synapse that remembers",
    source=PAPER,
    method="adaptive",
    time="s",
    dt=1e-4,
    duration="0.5 + pulses/frequency + rest",
    equations="""
        drho/dt = (-f + gp*(1 - rho)*u - gd*rho*d)/tau
        f       = rho*(1 - rho)*(0.5 - rho)
        u       = c > thp
        d       = c > thd
        dc/dt   = -c/(tauCa/1000)
        on pulse: c += Cpre*(NMDA if early else 1)
        on answer: c += Cpost
        w       = 1 + rho*(b - 1)
    """,
    trains={
        "pulse":  Train(start="0.5 + D/1000", every="1/frequency", count="pulses"),
        "answer": Train(start="0.5 + lag/1000", every="1/frequency", count="post*pulses"),
    },
    states=[
        Q("rho", "rho0", "", "strength of the synapse, from 0 (weak) to 1 (strong)"),
        Q("c",        0, "", "calcium, in units of one presynaptic spike"),
    ],
    parameters=[
        #  symbol    value  unit  meaning                           source   range
        Q("frequency", 100, "Hz", "pulses a second",                   "ours", (0.5, 100)),
        Q("pulses",    100, "",   "number of pulses",                  "ours", (1, 300)),
        Q("NMDA",        1, "",   "share of calcium the drug leaves",  "ours", (0, 1), tex=r"\mathrm{NMDA}"),
        Q("early",       1, "",   "1: drug with the pulses, 0: after", "ours", (0, 1), tex=r"\mathrm{early}"),
        Q("post",        0, "",   "1: the cell fires with each pulse", "ours", (0, 1)),
        Q("lag",         0, "ms", "from pulse to the cell's own spike","ours", (-100, 100)),
        Q("rho0",        0, "",   "strength before the pulses",        "ours", (0, 1), tex=r"\rho_0"),
        Q("rest",     1200, "s",  "how long we watch after the pulses","ours", (0, 2400)),
        Q("thp",       1.3, "",   "calcium above which it strengthens",PAPER,  (1.0, 3), tex=r"\theta_p"),
        Q("thd",         1, "",   "calcium above which it weakens",    PAPER,  (0.5, 3), tex=r"\theta_d"),
        Q("gp",    321.808, "",   "rate of strengthening",             PAPER,  tex=r"\gamma_p"),
        Q("gd",        200, "",   "rate of weakening",                 PAPER,  tex=r"\gamma_d"),
        Q("tau",       150, "s",  "time constant of the strength",     PAPER),
        Q("tauCa",      20, "ms", "decay of calcium",                  PAPER),
        Q("Cpre",        1, "",   "calcium of a presynaptic spike",    PAPER),
        Q("Cpost",       2, "",   "calcium of a postsynaptic spike",   PAPER),
        Q("D",        13.7, "ms", "delay of the presynaptic calcium",  PAPER),
        Q("b",           5, "",   "strong synapse over weak",          PAPER),
    ],
    presets={
        "DP": {},
        "slices": {
            "tauCa": 22.6936, "Cpre": 0.5617539, "Cpost": 1.23964, "gd": 331.909, "gp": 725.085,
            "tau": 346.3615, "D": 4.6098,
        },
    },
    choices={"drug": {"before": {"early": 1}, "after": {"early": 0}}},
)
