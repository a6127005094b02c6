"""What a lab says does not hang on the last digit of the arithmetic, in which the engines of browsers differ.

Every number of a state is moved by 1e-12 of itself, and the lab must say the same, digit for digit. Two kinds of
read-outs do not, unless something is done about it: an exact half, which is rounded up or down (see `steady` in
`shared/numbers.py`), and a spike that waits until the smallest error has grown (see `models/heat.py`).
"""

import dataclasses
import random

import pytest
from painlab.lab import load, names
from painlab.shared import readouts as estimators
from painlab.shared.numbers import format_number

HAIR = 1e-12
IN_TIME = ("adaptive", "chain", "exponential", "rk4")


def grid(lab, count):
    """States: as it opens, its presets and discoveries, and some with three controls anywhere on their steps."""
    draw = random.Random(lab.title)
    free = [row for row in lab.described if not row.choices]
    anywhere = [
        {
            row.symbol: min(row.high, row.low + row.step * draw.randint(0, round((row.high - row.low) / row.step)))
            for row in draw.sample(free, min(3, len(free)))
        }
        for _ in range(count)
    ]
    known = [{}, *lab.presets.values(), *(discovery.values for discovery in lab.discoveries)]
    return list({str(state): lab.state(**state) for state in [*known, *anywhere]}.values())


def by_a_hair(value, sign):
    """The number beside it; whole numbers, which count things and mark choices, are left."""
    return value * (1 + sign * HAIR) if isinstance(value, float) and not value.is_integer() else value


def said(lab, state, sign=0):
    """All that the lab says of a run at a state whose numbers are moved by a hair."""
    chosen = {symbol for options in lab.model.choices.values() for values in options.values() for symbol in values}
    scope = lab.scope(state)
    others = {
        q.symbol: scope[q.symbol] for q in lab.model.settable if q.symbol not in {*state, *chosen, *lab.schedules}
    }
    moved = {symbol: by_a_hair(value, sign) for symbol, value in state.items()}
    near = dataclasses.replace(lab, values=lab.values | {s: by_a_hair(float(x), sign) for s, x in others.items()})
    run = near.model.run(**near.request(moved))
    found = run.readouts | (getattr(estimators, lab.report)(run.columns, moved) if lab.report else {})
    return [
        lab.say(state, found),
        *(format_number(found[name], row.digits) for name, row in lab.readouts.items() if name in found),
    ]


@pytest.mark.parametrize(
    "name",
    [
        name if load(name).model.method not in IN_TIME else pytest.param(name, marks=pytest.mark.slow)
        for name in names()
    ],
)
def test_what_a_lab_says_stays_where_every_number_of_it_moves_by_its_last_digit(name):
    lab = load(name)
    quick = lab.model.method not in IN_TIME
    for state in grid(lab, 8) if quick else grid(lab, 2)[:6]:
        whole = said(lab, state)
        assert said(lab, state, 1) == whole == said(lab, state, -1), state


@pytest.mark.parametrize("values", [{"ramp": 1.6}, {"ramp": 3.4, "g_T": 2.4, "block7": 0.82}])
def test_a_slow_ramp_finds_the_same_spikes_in_every_arithmetic(values):
    lab = load("heat")
    state = lab.state(**values)
    assert said(lab, state, 1) == said(lab, state) == said(lab, state, -1)
    silent = dataclasses.replace(lab, values={"sigma": 0})
    first = [
        silent.model.run(**silent.request(silent.state(**values) | {"T_half": state["T_half"] * x})).spikes[0]
        for x in (1, 1 + HAIR)
    ]
    assert abs(first[1] - first[0]) > 1e-3, "without noise the last digit decides, so the noise has something to do"
