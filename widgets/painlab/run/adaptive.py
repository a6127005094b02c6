"""A leg of an adaptive run: its plan, its segments, and what is kept and read of them.

The steps themselves are `shared/adaptive.py`, compiled with the model; `adaptive.js` is the twin of this file.
"""

import math

import numpy as np

from ..errors import ModelError, nearest
from ..shared.adaptive import BEGUN, EDGE, FOUND, HEAD, LOST, TIME, dense
from ..shared.schedule import plan_of, step_of
from ..shared.windows import SPIKE_KINDS, read_spikes
from .meta import cell_of
from .values import evaluate

PIECES = 8  # points that a segment has at most
FINE = 3000  # parts of a leg: no gap between two points is longer, where a segment has fewer than PIECES
BUDGET = 2000  # steps in one call


class Segments:
    """What a leg of an adaptive run has kept of its steps: `table`, a row for each, and the plan that they followed."""

    def __init__(self, leg, plan, start):
        self.leg, self.plan, self.start = leg, plan, start
        self.size = len(start)
        self.chunks = []

    @property
    def table(self):
        """All segments as one array, a row for each."""
        if len(self.chunks) != 1:
            width = HEAD + PIECES_OF_STATE * self.size
            self.chunks = [np.concatenate([np.zeros((0, width)), *self.chunks])]
        return self.chunks[0]

    def points(self):
        """(segment, part) of each point of the picture, as two arrays: see `points` of `shared/adaptive.py`."""
        from ..shared.segments import points

        count = len(self.table)
        which, parts = [0] * ((PIECES + 1) * count), [0.0] * ((PIECES + 1) * count)
        fine = self.leg.n * self.leg.dt / FINE
        written = points(self.table.ravel().tolist(), 0, count, self.size, fine, self.plan, which, parts)
        return np.array(which[:written], dtype=int), np.array(parts[:written])

    def times(self, which, parts):
        """Times at parts (0 to 1) of segments, in the model's time."""
        return self.table[which, 0] + parts * self.table[which, 1]

    def states(self, which, parts):
        """The states at parts of segments, one row for each."""
        n, part = self.size, np.asarray(parts)[:, None]
        rows = self.table[which, HEAD:]
        return dense(*(rows[:, k * n : (k + 1) * n] for k in range(PIECES_OF_STATE)), part)

    def states_at(self, times):
        """The states at times of the leg; where they jump, those before the jump, but at the start those after it."""
        ends = self.table[:, 0] + self.table[:, 1]
        which = np.minimum(np.searchsorted(ends, times - 1e-9 * self.leg.dt), len(ends) - 1)
        parts = np.clip((times - self.table[which, 0]) / self.table[which, 1], 0.0, 1.0)
        return self.states(which, parts)

    def input_at(self, place, which, parts):
        """An input that moves, at points: `place` is its number among those that do."""
        edges, places, table, _, _ = self.plan
        moving = np.array(table).reshape(len(edges), len(places), 2)
        edge = self.table[which, 2].astype(int)
        ends = np.array(edges)
        first, last = moving[edge, place].T
        return first + (last - first) * (self.times(which, parts) - ends[edge]) / (ends[edge + 1] - ends[edge])


PIECES_OF_STATE = 5  # numbers of a state in a segment


def is_adaptive(model, values):
    """Whether a run takes adaptive steps: where there is noise, which is held for a step, it takes the fixed one."""
    noisy = any(evaluate(model, sd, values) != 0 for sd, _ in model.noise.values())
    return model.method == "adaptive" and not noisy


def leg_plan(leg, events, windows):
    """The plan of a leg: see `plan_of` of `shared/schedule.py`."""
    model, symbols = leg.model, [q.symbol for q in leg.model.settable]
    moving = {symbols.index(s): made.course for s, made in leg.schedules.items() if made.pieces}
    acts = [(t, model.trains_named.index(name)) for t, name in events if name in model.trains_named]
    times = [t for *_, a, b in windows for t in (a, b)]
    return plan_of(leg.origin, leg.dt, leg.n, list(moving), list(moving.values()), acts, times)


def travel(leg, y, events, windows, spikes_found, readouts):
    """Take `leg` from state `y` (changed in place). Appends spike times; fills `readouts` of windows that end."""
    from .kernel import Kernel

    model, n, plan = leg.model, len(y), leg_plan(leg, events, windows)
    kernel = Kernel(model, 0)
    state, p = kernel.floats(y), kernel.floats([leg.values[q.symbol] for q in model.settable])
    leg.segments = Segments(leg, plan, list(y))
    for table, spikes in advances(kernel, state, p, plan, leg.dt):
        leg.segments.chunks.append(table)
        spikes_found += spikes
    y[:] = [float(x) for x in state]
    leg.segments.end = list(y)
    kernel.count(len(leg.segments.table) * n)
    for name, kind, symbol, a, b in windows:
        if leg.origin - 0.5 * leg.dt <= a and b <= leg.origin + (leg.n + 0.5) * leg.dt:
            if kind in SPIKE_KINDS:
                readouts[name] = read_spikes(kind, spikes_found, a, b, model.second)
            else:
                readouts[name] = read_segments(kernel, leg, kind, symbol, a, b)


def advances(kernel, y, p, plan, unit):
    """Yield (segments as rows, spike times) until the last edge of the plan; `y` is changed in place."""
    model, n = kernel.model, len(y)
    sizes = model.adaptive[1]
    constants, jacobian, factors = (kernel.zeros(size) for size in sizes)
    work, clock = kernel.table(16, n), kernel.zeros(9)
    clock[TIME] = plan[0][0]
    width, last = HEAD + PIECES_OF_STATE * n, len(plan[0]) - 1
    out, spikes = kernel.zeros(BUDGET * width), kernel.zeros(BUDGET)
    given = kernel.plan(plan)
    cell = cell_of(model)
    while clock[EDGE] < last or clock[BEGUN] == 0.0:
        count = kernel.call(
            "adaptive", y, p, constants, jacobian, factors, work, given, unit, model.tolerance, cell, clock, out,
            spikes, BUDGET,
        )  # fmt: skip
        yield np.array(out[: count * width]).reshape(count, width), [float(s) for s in spikes[: int(clock[FOUND])]]
        if clock[LOST] > 0.0:
            raise ModelError(left_numbers(model, y, float(clock[TIME])))


def left_numbers(model, y, time):
    """What is said where no step from a state gives numbers."""
    now = ", ".join(f"{q.symbol} = {value:.4g}" for q, value in zip(model.states, y, strict=True))
    return (
        f"{model.title}: the run left the numbers after {time:.6g} {model.time}, at {now}; take values within their"
        " ranges"
    )


def read_segments(kernel, leg, kind, symbol, a, b):
    """A read-out of the stretch from `a` to `b`, to the accuracy of the run."""
    model = leg.model
    columns = [q.symbol for q in model.states] + [h.name for h in model.helpers] + [q.symbol for q in model.settable]
    if symbol not in columns:
        raise ModelError(f"{model.title}: no '{symbol}' to read out{nearest(symbol, columns)}")
    which, edges = columns.index(symbol), leg.segments.plan[0]
    first, end = (nearest_edge(edges, leg.origin + step_of(t - leg.origin, leg.dt) * leg.dt) for t in (a, b))
    table = leg.segments.table
    state, o = kernel.floats(leg.segments.end), kernel.zeros(len(model.helpers))
    p = kernel.floats([leg.values[q.symbol] for q in model.settable])
    flat = np.ascontiguousarray(table).ravel() if kernel.fast else table.ravel().tolist()
    plan = kernel.plan(leg.segments.plan)
    if kind == "value":
        at = int(np.searchsorted(table[:, 2], end)) * table.shape[1]
        if at < table.size:
            return float(kernel.call("quantity", flat, at, 0.0, which, state, p, o, plan))
        return float(kernel.call("final", which, state, p, o, plan))
    asked = (flat, len(table), first, end, which)
    if kind in ("max", "min"):
        sign = 1.0 if kind == "max" else -1.0
        return sign * float(kernel.call("highest", *asked, sign, state, p, o, plan))
    total = float(kernel.call("integral", *asked, state, p, o, plan))
    return total if kind == "integral" else total / (edges[end] - edges[first]) if end > first else math.nan


def nearest_edge(edges, time):
    """The number of the edge that is nearest to a time."""
    return int(np.argmin(np.abs(np.array(edges) - time)))
