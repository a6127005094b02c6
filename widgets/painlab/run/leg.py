"""A leg of a run: one stretch with one step, and how it is traveled."""

import functools
import math
from dataclasses import dataclass

import numpy as np

from ..errors import ModelError
from ..shared.chain import chain_length, chain_size, site_indices
from ..shared.schedule import edge_steps, events_on, step_of
from ..shared.windows import gather
from . import adaptive
from .kernel import PLAIN_STEPS, Kernel, compiled, numba_is_here, observe_all
from .values import evaluate
from .windows import read_window

KEPT = 200_000  # rows kept where `every` is not given


@dataclass
class Leg:
    """A stretch of a run: from `origin`, `n` steps of `dt`; of an adaptive run, `segments` that end on those times.

    `every` keeps each so manieth row; 0, of an adaptive run, the points of its segments.
    """

    model: object
    values: dict
    schedules: dict
    origin: float
    dt: float
    n: int
    every: int
    seed: int = 1
    rows: object = None
    phase: str = ""  # of a protocol
    segments: object = None

    @functools.cached_property
    def points(self):
        """(segment, part) of each point of the picture, as two arrays, computed once."""
        return self.segments.points()

    def keep_rows(self):
        """The rows of an adaptive leg, from its segments."""
        if self.every:
            self.rows = self.segments.states_at(self.origin + self.dt * self.kept())
            self.rows[0] = self.segments.start
        else:
            self.rows = self.segments.states(*self.points)

    def times(self):
        """The times of the kept rows, in the model's time."""
        return self.origin + self.dt * self.kept() if self.every else self.segments.times(*self.points)

    def kept(self):
        """The numbers of the kept steps."""
        return np.arange(0, self.n + 1, self.every) if self.every else self.points[0]

    def values_of(self, symbol):
        """An input or parameter at each kept row."""
        if symbol not in self.schedules:
            return np.full(len(self.kept()), self.values[symbol])
        if not self.every:
            moving = [s for s, made in self.schedules.items() if made.pieces]
            return self.segments.input_at(moving.index(symbol), *self.points)
        return self.schedules[symbol].along(self.kept(), self.dt, self.origin)

    def observed(self):
        """The helpers at each kept row: a column for each helper, in the model's order."""
        table = np.zeros((len(self.rows), len(self.model.helpers)))
        symbols = [q.symbol for q in self.model.settable]
        moving = {s: self.values_of(s) for s in self.schedules}
        p = [self.values[s] for s in symbols]
        if numba_is_here() and len(self.rows) > PLAIN_STEPS:
            places = np.array([symbols.index(s) for s in moving], dtype=np.int64)
            columns = np.array(list(moving.values())).reshape(len(moving), len(self.rows))
            observe_all()(compiled(self.model.python, True)["observe"], self.rows, np.array(p), places, columns, table)
            return table
        functions = compiled(self.model.python, False)
        o = [0.0] * len(self.model.helpers)
        for k, y in enumerate(self.rows):
            for s, column in moving.items():
                p[symbols.index(s)] = float(column[k])
            functions["observe"](y.tolist(), p, o)
            table[k] = o
        return table


def travel(run, leg, y, events, windows, spikes_found, readouts):
    """Take `leg` from state `y` (changed in place). Appends spike times; fills `readouts` of windows that end."""
    if adaptive.is_adaptive(leg.model, leg.values):
        adaptive.travel(leg, y, events, windows, spikes_found, readouts)
        return leg.keep_rows()
    trip = Trip(run, leg, y, windows)
    acts = {}
    for step, name in events_on(events, leg.origin, leg.dt, leg.n):
        acts.setdefault(step, []).append(name)
    edges = trip.edges(events)
    for start, end in zip(edges, [*edges[1:], leg.n], strict=True):
        for name in acts.pop(start, ()):
            trip.kernel.call(f"on_{name}", trip.state, trip.p)
        trip.note_values(start)
        if end > start:
            spikes_found += trip.along_chain(start, end) if trip.chain else trip.ahead(start, end)
    y[:] = [float(x) for x in trip.state]
    leg.rows = np.array(trip.out[: trip.k * trip.row], dtype=float).reshape(trip.k, trip.row)
    if not all(map(math.isfinite, y)):
        raise ModelError(left_numbers(leg, leg.rows, y))
    for (name, kind, symbol, a, b), span, totals in zip(windows, trip.spans, trip.totals, strict=True):
        if span[0] >= 0 and span[1] <= leg.n:
            readouts[name] = read_window(leg, kind, symbol, a, b, totals, trip.watch, spikes_found)


class Trip:
    """A leg under way in steps of one length: its state and values as the kernel has them, and what is kept."""

    def __init__(self, run, leg, y, windows):
        model = leg.model
        self.run, self.leg, self.windows, self.chain = run, leg, windows, model.method == "chain"
        self.symbols = [q.symbol for q in model.settable]
        self.watch = [q.symbol for q in model.states]
        self.size = chain_size(run) if self.chain else 1
        self.kernel = Kernel(model, leg.n * len(model.states) * self.size)
        self.state = self.kernel.floats(y)
        self.p = self.kernel.floats([leg.values[s] for s in self.symbols])
        sites = site_indices(run) if self.chain else range(len(model.states))
        self.row = len(sites)
        self.sites = np.array(sites, dtype=np.int64) if self.kernel.fast else list(sites)
        self.out, self.k = self.kernel.zeros((leg.n // leg.every + 2) * self.row), 1
        for place, site in enumerate(sites):
            self.out[place] = self.state[site]
        self.work = self.kernel.zeros(2 * self.size)
        self.noise = noise_of(leg)
        self.spans = [tuple(step_of(t - leg.origin, leg.dt) for t in (a, b)) for _, _, _, a, b in windows]
        self.totals = [[[-math.inf, math.inf, 0.0] for _ in self.watch] for _ in windows]

    def edges(self, events):
        """The steps at which something happens or begins to change, or a window begins or ends."""
        leg = self.leg
        times = [time for time, _ in events] + [t for *_, a, b in self.windows for t in (a, b)]
        return edge_steps(leg.origin, leg.dt, leg.n, [made.course for made in leg.schedules.values()], times)

    def note_values(self, step):
        """The states of windows that read a value at this step."""
        for (_, kind, symbol, _, _), span, totals in zip(self.windows, self.spans, self.totals, strict=True):
            if kind == "value" and span[1] == step and symbol in self.watch:
                totals[0].append(float(self.state[self.watch.index(symbol)]))

    def ramping(self, step):
        """Whether an input moves from step to step."""
        leg = self.leg
        return bool(self.noise) or any(s.ramps(step, leg.dt, leg.origin) for s in leg.schedules.values())

    def set_inputs(self, step):
        """Set the inputs that move to their values at a step."""
        for symbol, course in self.leg.schedules.items():
            self.p[self.symbols.index(symbol)] = course.at(step, self.leg.dt, self.leg.origin)

    def call(self, word, start, n, *more):
        """`n` steps of the kernel from `start` on; how many spikes it wrote."""
        leg = self.leg
        count = self.kernel.call(word, self.state, self.p, n, leg.dt, start, leg.every, self.out, self.k, *more)
        self.k += (start + n) // leg.every - start // leg.every
        return count

    def along_chain(self, start, end):
        """Steps of a chain, one by one where an input moves; spikes as (place along the chain, time)."""
        leg, spikes_found = self.leg, []
        length = chain_length(self.run)
        n = 1 if self.ramping(start) else end - start
        for step in range(start, end, n):
            self.set_inputs(step)
            spikes = self.kernel.zeros(2 * n * self.size + 2)
            count = self.call("advance", step, n, spikes, self.work, self.sites, self.size, self.row)
            pairs = np.array(spikes[: 2 * count]).reshape(-1, 2)
            for c, s in pairs:
                self.run.spikes_of[int(c)].append(leg.origin + s * leg.dt)
            spikes_found += [((c + 0.5) * length / self.size, leg.origin + s * leg.dt) for c, s in pairs]
        return spikes_found

    def ahead(self, start, end):
        """Steps of a cell or a rate model; the times of its spikes."""
        leg, watched = self.leg, len(self.watch)
        self.set_inputs(start)
        spikes = self.kernel.zeros(end - start + 1)
        sums = self.kernel.floats([-math.inf] * watched + [math.inf] * watched + [0.0] * watched)
        ramping = self.ramping(start)
        word, moving = ("advance_moving", self.moving(start, end)) if ramping else ("advance", ())
        count = self.call(word, start, end - start, spikes, sums, *moving)
        for span, totals in zip(self.spans, self.totals, strict=True):
            if span[0] <= start and end <= span[1]:
                gather(totals, sums)
        return [leg.origin + float(s) * leg.dt for s in spikes[:count]]

    def moving(self, start, end):
        """What the kernel is given of inputs that move: room, their places among the values, their values a step."""
        leg = self.leg
        table = {s: course.along(np.arange(start, end), leg.dt, leg.origin) for s, course in leg.schedules.items()}
        table |= {s: values[start:end] for s, values in self.noise.items()}
        places = [self.symbols.index(s) for s in table]
        rows = [np.array(x) if self.kernel.fast else list(map(float, x)) for x in table.values()]
        if self.kernel.fast:
            return self.kernel.zeros(2), np.array(places), np.array(rows)
        return self.kernel.zeros(2), places, rows


def column_names(model):
    """What the kept rows of a leg hold: the states, or for a chain the membrane at its sites."""
    chain = model.method == "chain"
    return [f"{model.membrane}@{f:g}" for f in model.sites] if chain else [q.symbol for q in model.states]


def left_numbers(leg, rows, y):
    """What is said of a leg whose last state is no number any more: the first state that was none, and when."""
    names = column_names(leg.model)
    lost = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    k = int(lost[0]) if len(lost) else len(rows)
    there = rows[k] if len(lost) else y
    state = next((name for name, value in zip(names, there, strict=False) if not math.isfinite(value)), "a state")
    before = ", ".join(f"{name} = {value:.4g}" for name, value in zip(names, rows[k - 1], strict=True))
    return (
        f"{leg.model.title}: the run left the numbers: {state} is none at {leg.origin + k * leg.every * leg.dt:.6g}"
        f" {leg.model.time} (the row before has {before}); take values within their ranges, or a smaller dt"
    )


def rows_kept(model, values, every, enough):
    """`every` of a leg: as asked for; 0, the points of the segments, only where there are any; else `enough`."""
    if every is None or (every == 0 and not adaptive.is_adaptive(model, values)):
        return max(1, math.ceil(enough))
    return int(every)


def noise_of(leg):
    """{input: its Ornstein–Uhlenbeck values, one a step}, for inputs whose standard deviation is not 0."""
    model, found = leg.model, {}
    for draw, (symbol, law) in enumerate(model.noise.items()):
        sd, tau = (evaluate(model, text, leg.values) for text in law)
        if sd == 0:
            continue
        kept = math.exp(-leg.dt / tau)
        spread = sd * math.sqrt(1 - kept * kept)
        kicks = Kernel(model, None).normals(leg.seed, 0, leg.n, draw)
        values, x = [], 0.0
        for kick in kicks:
            x = x * kept + spread * kick
            values.append(x)
        found[symbol] = values
    return found
