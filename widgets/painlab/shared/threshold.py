"""The least value at which something is enough, by bisection."""

from math import nan


def least_value(low, high, within, enough):
    """The least value between `low` and `high` that is enough, not more than `within` above it; nan where none is.

    `enough(value)` is a generator: it yields after each piece of its work, and returns whether the value is enough.
    """
    reached = yield from enough(high)
    if not reached:
        return nan
    while high - low > within:
        middle = 0.5 * (low + high)
        reached = yield from enough(middle)
        if reached:
            high = middle
        else:
            low = middle
    return high


def threshold_of(thresholds, name, state, scope, readouts):
    """The threshold called `name` at a state; nan where its highest value is not enough.

    `scope(state)` is all that is known there; `readouts(state)` is a generator: it yields after each piece of a run,
    and returns what that reads out.
    """
    row = thresholds[name]
    known = {**scope(state)}
    for need in row["needs"]:
        known[need] = yield from threshold_of(thresholds, need, state, scope, readouts)
    there = {**state, **{symbol: value(known) for symbol, value in row["values"]}}

    def enough(value):
        said = yield from readouts({**there, row["control"]: value})
        return said[row["read"]] >= row["least"]

    least = yield from least_value(row["low"], row["high"], row["within"], enough)
    return least
