"""What a run will do, in numbers: where its steps must end, what moves there, and which spikes lie in a window."""

import math

SPIKE_KINDS = ("count", "first", "last", "rate", "frequency", "interval")


def steps(time, dt):
    """The step number of a time."""
    return math.floor(time / dt + 0.5)


def from_to(base, pieces, step, until, dt, origin):
    """[value of a schedule at a step, its value just before the step `until`], between which the same piece holds."""
    held = [piece for piece in pieces if steps(piece[0] - origin, dt) <= step < steps(piece[1] - origin, dt)]
    if not held:
        return [base, base]
    start, end, first, last = held[-1]
    if first == last:
        return [float(first), float(first)]
    return [first + (last - first) * (origin + k * dt - start) / (end - start) for k in (step, until)]


def plan_of(origin, dt, n, moving, events, times):
    """(edges, places, table, edges of events, their numbers): where steps must end, and what moves there.

    A leg goes from `origin` for `n` steps of `dt`, to which all times are rounded. `moving` is {place of an input:
    (base, pieces)}, `events` are (time, number), `times` others at which a step must end. `table` holds for each edge,
    and each input that moves, its value there and just before the next edge.
    """
    acts = sorted((steps(t - origin, dt), k, number) for k, (t, number) in enumerate(events))
    acts = [(step, number) for step, _, number in acts if 0 <= step < n]
    marks = {0, n, *(step for step, _ in acts), *(steps(t - origin, dt) for t in times)}
    marks |= {steps(t - origin, dt) for _, pieces in moving.values() for piece in pieces for t in piece[:2]}
    marks = sorted(mark for mark in marks if 0 <= mark <= n)
    table = []
    for mark, until in zip(marks, [*marks[1:], marks[-1]], strict=True):
        for base, pieces in moving.values():
            table += from_to(base, pieces, mark, until, dt, origin)
    edges = [origin + mark * dt for mark in marks]
    return edges, list(moving), table, [marks.index(step) for step, _ in acts], [number for _, number in acts]


def read_spikes(kind, spikes, a, b, second):
    """A read-out of the spikes from time `a` to `b`: see SPIKE_KINDS. `second` is how long a second is in that time."""
    inside = [s for s in spikes if a <= s < b]
    if kind == "count":
        return float(len(inside))
    if kind == "rate":
        return len(inside) / (b - a) * second
    if kind == "frequency":  # of the intervals, so that a short window does not round it
        return (len(inside) - 1) / (inside[-1] - inside[0]) * second if len(inside) > 1 else 0.0
    if kind == "interval":
        return inside[1] - inside[0] if len(inside) > 1 else math.nan
    return (inside[0] if kind == "first" else inside[-1]) if inside else math.nan
