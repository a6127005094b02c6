"""What is read of a window of a run, of its spikes, trials or people."""

from math import nan, sqrt

from .moments import mean_of, variance_of

SPIKE_KINDS = ("count", "first", "last", "rate", "frequency", "interval")
KINDS = ("mean", "max", "min", "integral", "value", *SPIKE_KINDS)  # read during a run, of a leg or a phase
# Read after the run: spikes of one event, spikes passing a place of a chain, a trial of a map, people of a population.
LATE_KINDS = ("counts", "passed", "arrival", "speed", "trial", "average", "spread", "report")


def read_spikes(kind, spikes, a, b, second):
    """A read-out of the spikes from time `a` to `b`: see SPIKE_KINDS. `second` is how long a second is in that time."""
    inside = [s for s in spikes if a <= s < b]
    n = len(inside)
    if kind == "count":
        return n
    if kind == "rate":
        return n / (b - a) * second
    if kind == "frequency":  # of the intervals, so that a short window does not round it
        return (n - 1) / (inside[n - 1] - inside[0]) * second if n > 1 else 0.0
    if kind == "interval":
        return inside[1] - inside[0] if n > 1 else nan
    return number_at(inside, 0 if kind == "first" else -1)


def number_at(numbers, place):
    """The number at a place, which below 0 is counted from the end; nan where there is none."""
    at = int(place + len(numbers) if place < 0 else place)
    return numbers[at] if 0 <= at < len(numbers) else nan


def gather(totals, sums):
    """Adds to [maximum, minimum, sum] of each watched symbol those of some more steps."""
    n = len(totals)
    for i in range(n):
        totals[i][0] = max(totals[i][0], sums[i])
        totals[i][1] = min(totals[i][1], sums[n + i])
        totals[i][2] += sums[2 * n + i]


def read_totals(kind, totals, steps, dt):
    """Maximum, minimum, mean or integral of a window of `steps` steps (one at least), of [maximum, minimum, sum]."""
    if kind == "max":
        return totals[0]
    if kind == "min":
        return totals[1]
    return totals[2] / steps if kind == "mean" else totals[2] * dt


def read_column(kind, column, by):
    """Maximum, minimum, mean or integral of the rows of a window, which lie `by` apart in time; nan of none."""
    if len(column) == 0:
        return nan
    high = column[0]
    low = column[0]
    total = 0.0
    for x in column:
        high = max(high, x)
        low = min(low, x)
        total += x
    return read_totals(kind, [high, low, total], len(column), by)


def counts_after(starts, every, spikes):
    """How many spikes there are from each start to one period later."""
    return [len([s for s in spikes if start <= s < start + every]) for start in starts]


def late_readout(kind, numbers, place, others, apart):
    """A read-out of a complete run; nan where it has no such number.

    `numbers` are the spikes from each event of a train (`counts`: those of the event number `place`), the spike times
    at a place of a chain (`passed`, `arrival`; `speed`: with those of another, `others`, which is `apart`), or a
    column (`trial`: that number `place`, from 1 on; `average`, `spread`).
    """
    if kind == "counts":
        return number_at(numbers, place)
    if kind == "passed":
        return len(numbers)
    if kind == "arrival":
        return number_at(numbers, 0)
    if kind == "speed":
        time = number_at(others, 0) - number_at(numbers, 0)
        return apart / time if time != 0.0 else nan
    if kind == "trial":
        return number_at(numbers, place if place < 0 else place - 1)
    return mean_of(numbers) if kind == "average" else sqrt(variance_of(numbers))
