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
