"""What a trial of a device, drug or needle reports when people can guess which arm they are in. Ours.

A person in the treated arm improves by the specific effect, the context and, as far as she believes herself treated, an expectancy; a person in the
comparison arm by his share r of the context and his own belief. `p_b` is the share of right guesses: 0.5 blind, 1 open. Expectancy is taken as symmetric and
additive. `e` and `k` are illustrative; k is 2.1 points times 0.42 SD, placebo against nothing in @madsen2009.
The last lines: the same people in both arms one after the other, where part of the first period's gain is carried over into the second.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Blind it",
    source="ours",
    method="closed",
    equations="""
        Y_active   = N0 - k - tau - e*p_b
        Y_control  = N0 - k*r - e*(1 - p_b)
        difference = Y_control - Y_active
        from_effect     = tau
        from_context    = k*(1 - r)
        from_expectancy = e*(2*p_b - 1)
        active_first  = difference*(1 - carry_over) - period
        control_first = difference + period
        crossover     = (active_first + control_first)/2
    """,
    parameters=[
        #  symbol  value  unit  meaning                                               source  range
        Q("tau",     0.5, "",  "specific effect (points of 10)",                      "ours", (0, 3), tex=r"\tau"),
        Q("k",       0.9, "",  "context: attention, ritual, hope (points)",           "madsen2009", (0, 2)),
        Q("e",       0.6, "",  "expectancy of who believes to be treated (points)",   "ours", (0, 2)),
        Q("r",         1, "",  "share of the context in the comparison: 1 sham, 0 usual care", "ours", (0, 1)),
        Q("p_b",     0.5, "",  "share of right guesses: 0.5 blind, 1 open",           "ours", (0.5, 1)),
        Q("N0",        7, "",  "pain without anything (0-10)",                        "ours", (0, 10)),
        Q("carry_over", 0, "", "share of the gain that is left in the second period", "ours", (0, 1)),
        Q("period",    0, "",  "how much lower pain is in the second period",         "ours", (-2, 2)),
    ],
)
