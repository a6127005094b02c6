"""A leg of a run: one stretch with one step, and how it is traveled."""

import functools
import math
from dataclasses import dataclass

import numpy as np

from ..errors import ModelError
from . import adaptive
from .chain import chain_length, chain_size, site_indices
from .chance import uniform
from .kernel import PLAIN_STEPS, Kernel, compiled, numba_is_here, observe_all
from .people import normal
from .plan import steps
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
        return self.segments.points()

    def keep_rows(self):
        """The rows of an adaptive leg, from its segments."""
        if self.every:
            self.rows = self.segments.states_at(self.origin + self.dt * self.kept())
            self.rows[0] = self.segments.start
        else:
            self.rows = self.segments.states(*self.points)

    def times(self):
        return self.origin + self.dt * self.kept() if self.every else self.segments.times(*self.points)

    def kept(self):
        """The numbers of the kept steps."""
        return np.arange(0, self.n + 1, self.every) if self.every else self.points[0]

    def values_of(self, symbol):
        if symbol not in self.schedules:
            return np.full(len(self.kept()), self.values[symbol])
        if not self.every:
            moving = [s for s, made in self.schedules.items() if made.pieces]
            return self.segments.input_at(moving.index(symbol), *self.points)
        return self.schedules[symbol].along(self.kept(), self.dt, self.origin)

    def observed(self):
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


def travel(leg, y, events, windows, spikes_found, readouts):
    """Take `leg` from state `y` (changed in place). Appends spike times; fills `readouts` of windows that end."""
    if is_adaptive(leg.model, leg.values):
        adaptive.travel(leg, y, events, windows, spikes_found, readouts)
        return leg.keep_rows()
    model, dt, chain = leg.model, leg.dt, leg.model.method == "chain"
    symbols = [q.symbol for q in model.settable]
    watch = [q.symbol for q in model.states]
    width = len(model.states) * (chain_size(model, leg.values) if chain else 1)
    kernel = Kernel(model, leg.n * width)
    state, p = kernel.array(y), kernel.array([leg.values[s] for s in symbols])
    sites = site_indices(model, leg.values) if chain else []
    row = len(sites) if chain else len(model.states)
    out = kernel.empty((leg.n // leg.every + 2) * row)
    acts = sorted((steps(t - leg.origin, dt), i, name) for i, (t, name) in enumerate(events))
    acts = [(s, name) for s, _, name in acts if 0 <= s < leg.n]
    spans = [(steps(a - leg.origin, dt), steps(b - leg.origin, dt)) for _, _, _, a, b in windows]
    edges = {0, leg.n} | {s for s, _ in acts} | {s for span in spans for s in span}
    for made in leg.schedules.values():
        edges |= {steps(t - leg.origin, dt) for piece in made.pieces for t in piece[:2]}
    edges = sorted(e for e in edges if 0 <= e <= leg.n)
    noise = noise_of(leg)
    totals = [[-math.inf, math.inf, 0.0] for _ in windows for _ in watch]
    k, act = 0, 0
    if not chain:
        out[0:row] = state[0:row]
    else:
        for j, site in enumerate(sites):
            out[j] = state[site]
    k = 1
    size, length = (chain_size(model, leg.values), chain_length(model, leg.values)) if chain else (0, 0)
    work = kernel.empty(2 * size)
    where = np.array(sites, dtype=np.int64) if kernel.fast else sites
    for start, end in zip(edges, [*edges[1:], leg.n], strict=True):
        while act < len(acts) and acts[act][0] == start:
            kernel.call(f"on_{acts[act][1]}", state, p)
            act += 1
        for w, (_, kind, symbol, _, _) in enumerate(windows):
            if kind == "value" and spans[w][1] == start and symbol in watch[: len(model.states)]:
                totals[w * len(watch)].append(float(state[watch.index(symbol)]))
        ramping = bool(noise) or any(s.ramps(start, dt, leg.origin) for s in leg.schedules.values())
        for i in range(start, end) if ramping and chain else [start]:
            n = 1 if ramping and chain else end - start
            for symbol, made in leg.schedules.items():
                p[symbols.index(symbol)] = made.at(i, dt, leg.origin)
            if n == 0:
                break
            if chain:
                spikes = kernel.empty(2 * n * size + 2)
                count = kernel.call("advance", state, p, n, dt, i, leg.every, out, k, spikes, work, where, size, row)
                pairs = np.array(spikes[: 2 * count]).reshape(-1, 2)
                spikes_found += [((c + 0.5) * length / size, leg.origin + s * dt) for c, s in pairs]
            else:
                spikes = kernel.empty(n + 1)
                sums = kernel.array([-math.inf] * len(watch) + [math.inf] * len(watch) + [0.0] * len(watch))
                arguments = [state, p, n, dt, i, leg.every, out, k, spikes, sums]
                if ramping:
                    moving = {s: made.along(np.arange(start, end), dt, leg.origin) for s, made in leg.schedules.items()}
                    moving |= {s: made[start:end] for s, made in noise.items()}
                    places = [symbols.index(s) for s in moving]
                    table = [np.array(x) if kernel.fast else list(map(float, x)) for x in moving.values()]
                    arguments += [
                        kernel.empty(2),
                        np.array(places) if kernel.fast else places,
                        np.array(table) if kernel.fast else table,
                    ]
                count = kernel.call("advance_moving" if ramping else "advance", *arguments)
                spikes_found += [leg.origin + float(s) * dt for s in spikes[:count]]
                for w, (a, b) in enumerate(spans):
                    if a <= i and i + n <= b:
                        gather(totals, w, watch, sums)
            k += (i + n) // leg.every - i // leg.every
    y[:] = [float(x) for x in state]
    rows = np.array(out[: k * row], dtype=float).reshape(k, row)
    if not all(map(math.isfinite, y)):
        raise ModelError(left_numbers(leg, rows, y))
    leg.rows = rows
    for w, (name, kind, symbol, a, b) in enumerate(windows):
        if spans[w][0] >= 0 and spans[w][1] <= leg.n:
            readouts[name] = read_window(
                leg, kind, symbol, a, b, totals[w * len(watch) : (w + 1) * len(watch)], watch, spikes_found
            )


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
    if every is None or (every == 0 and not is_adaptive(model, values)):
        return max(1, math.ceil(enough))
    return int(every)


def is_adaptive(model, values):
    """Whether a run takes adaptive steps: where there is noise, which is held for a step, it takes the fixed one."""
    noisy = any(evaluate(model, sd, values) != 0 for sd, _ in model.noise.values())
    return model.method == "adaptive" and not noisy


def noise_of(leg):
    """{input: its Ornstein–Uhlenbeck values, one a step}, for inputs whose standard deviation is not 0."""
    model, found = leg.model, {}
    for draw, (symbol, law) in enumerate(model.noise.items()):
        sd, tau = (evaluate(model, text, leg.values) for text in law)
        if sd == 0:
            continue
        kept = math.exp(-leg.dt / tau)
        spread = sd * math.sqrt(1 - kept * kept)
        kicks = normal(model, uniform(leg.seed, np.arange(leg.n), draw))
        values, x = [], 0.0
        for kick in kicks:
            x = x * kept + spread * kick
            values.append(x)
        found[symbol] = values
    return found


def gather(totals, w, watch, sums):
    n = len(watch)
    for i in range(n):
        total = totals[w * n + i]
        total[0] = max(total[0], float(sums[i]))
        total[1] = min(total[1], float(sums[n + i]))
        total[2] += float(sums[2 * n + i])
