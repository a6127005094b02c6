"""A run: what a model does from its start, step by step. `simulate.js` is its twin, line by line.

A time becomes a step number once: floor(t/dt + 0.5). A scheduled quantity is constant within a step (its value at the
start). Events act at the start of their step, before integration.
"""

import functools
import hashlib
import importlib.util
import math
import os
import sys
import types
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import ModelError, nearest
from ..model.language import names_in, read_expression, replaced
from ..model.python import source
from . import adaptive
from .chance import uniform
from .plan import SPIKE_KINDS, read_spikes, steps

KEPT = 200_000  # rows kept where `every` is not given
ADAPTIVE_WORK = 0.1  # of a state in an adaptive step: long is Numba's compilation of them
PLAIN_STEPS = 20_000  # state steps that plain Python takes before Numba is worth its compilation


@dataclass(frozen=True)
class Schedule:
    """A quantity in time: `base`, but `pieces` of (from, to, value) or, for a ramp, (from, to, start, end)."""

    base: float
    pieces: tuple

    def at(self, step, dt, origin):
        """Value at a step of a leg that starts at `origin`; the last piece that holds there counts."""
        value = self.base
        for start, end, first, last in self.pieces:
            if steps(start - origin, dt) <= step < steps(end - origin, dt):
                value = (
                    first if first == last else first + (last - first) * (origin + step * dt - start) / (end - start)
                )
        return value

    def along(self, step, dt, origin):
        """Values at an array of steps."""
        values = np.full(len(step), float(self.base))
        for start, end, a, b in self.pieces:
            inside = (steps(start - origin, dt) <= step) & (step < steps(end - origin, dt))
            values[inside] = a if a == b else a + (b - a) * (origin + step[inside] * dt - start) / (end - start)
        return values

    def ramps(self, step, dt, origin):
        return any(a != b and steps(s - origin, dt) <= step < steps(e - origin, dt) for s, e, a, b in self.pieces)

    def __repr__(self):
        pieces = [p[:3] if p[2] == p[3] else p for p in self.pieces]
        return f"schedule({', '.join(map(str, [self.base, *pieces]))})"


def schedule(base, *pieces):
    """`base`, but `value` from `from` (included) to `to` (excluded) for each (from, to, value), in the model's time.

    A piece of four, (from, to, start, end), is a ramp. `ModelError` for a piece of another form.
    """
    made = []
    for piece in pieces:
        if len(piece) not in (3, 4) or not all(math.isfinite(x) for x in piece):
            raise ModelError(
                f"schedule: {piece!r} is no piece; write (from, to, value) or (from, to, start, end) in numbers"
            )
        made.append((*piece, piece[2]) if len(piece) == 3 else tuple(piece))
    return Schedule(float(base), tuple(made))


class Run:
    """The result of a run. `t` in the model's time; `run["P"]` a state, input or helper as a numpy array.

    `spikes` are spike times; `readouts` is {name: number}; `units` has the unit of each symbol; `values` what was set.
    For maps `t` counts trials, for populations people; `run.people` entered of `run.screened` who were seen.
    For a chain `spikes` is an array of (position, time) rows, and `run["V@0.5"]` is V at half of the length.
    """

    def __init__(self, model, values, schedules):
        self.model, self.values, self.schedules = model, values, schedules
        self.units = {q.symbol: q.unit for q in model.quantities} | {line.name: "" for line in model.helpers}
        self.t, self.spikes, self.readouts = np.array([]), np.array([]), {}
        self.notes, self.columns, self.legs = [], {}, []

    def __getitem__(self, symbol):
        if symbol not in self.columns:
            self.columns[symbol] = self._column(symbol)
        return self.columns[symbol]

    def _column(self, symbol):
        settable = [q.symbol for q in self.model.settable]
        if symbol in settable:
            return (
                np.concatenate([leg.values_of(symbol) for leg in self.legs])
                if self.legs
                else np.full(len(self.t), self.values[symbol])
            )
        helpers = [line.name for line in self.model.helpers]
        if symbol in helpers and self.legs and self.model.method != "chain":
            table = np.concatenate([leg.observed() for leg in self.legs])
            self.columns |= {name: table[:, i] for i, name in enumerate(helpers)}
            return self.columns[symbol]
        known = [*self.columns, *settable, *helpers]
        raise ModelError(
            f"{self.model.title}: a run has no '{symbol}'{nearest(symbol, known)}; it has"
            f" {', '.join(dict.fromkeys(known))}"
        )

    def starts(self, train):
        """Start times of the events of a train, one a period (its offsets are not counted)."""
        if train not in self.model.trains:
            raise ModelError(f"{self.model.title}: there is no train '{train}'{nearest(train, self.model.trains)}")
        made = self.model.trains[train]
        start, every, count = (evaluate(self.model, x, self.values) for x in (made.start, made.every, made.count))
        return np.array([start + k * every for k in range(int(count))])

    def counts(self, train):
        """Spikes from each event of a train to one period later, as an array of whole numbers."""
        starts, every = self.starts(train), evaluate(self.model, self.model.trains[train].every, self.values)
        return np.array([int(np.sum((self.spikes >= s) & (self.spikes < s + every))) for s in starts])

    def in_phase(self, phase, kind, symbol, last):
        """A read-out (mean, max or min) of the last `last` (in the model's time) of a phase of the protocol.

        `ModelError` where the run has no such phase or symbol.
        """
        names = [leg.phase for leg in self.legs]
        if phase not in names:
            raise ModelError(
                f"{self.model.title}: no phase '{phase}'{nearest(phase, names)}; there are {', '.join(names)}"
            )
        leg = self.legs[names.index(phase)]
        end = leg.origin + leg.n * leg.dt
        return adaptive.read_segments(Kernel(self.model, 0), leg, kind, symbol, end - last, end)

    def spikes_at(self, fraction):
        """For a chain: spike times at the compartment at `fraction` of the length."""
        size = chain_size(self.model, self.values)
        place = (chain_place(size, fraction) + 0.5) * chain_length(self.model, self.values) / size
        return np.array([t for x, t in self.spikes if abs(x - place) < 1e-9])

    def __repr__(self):
        return (
            f"<run of {self.model.title}: {len(self.t)} rows to {self.t[-1]:g} {self.model.time}>"
            if len(self.t)
            else "<empty run>"
        )


# --- the compiled text of a model -----------------------------------------------------------------------------------


def plain_exp(x):
    """exp as JavaScript has it: infinite where the number would be too large."""
    return math.exp(x) if x < 709.782712893384 else math.inf


def plain_cosh(x):
    return math.cosh(x) if abs(x) < 710.0 else math.inf


PLAIN = {
    "exp": plain_exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "cosh": plain_cosh,
    "floor": math.floor,
}
FAST = PLAIN | {"exp": math.exp, "cosh": math.cosh}


# Ramps and noise: step by step, with the moving values of `table_` put into their `places_` first.
MOVING = """
def advance_moving(y_, p_, n_, dt_, i0_, every_, out_, k_, spikes_, acc_, one_, places_, table_):
    found_ = 0
    for i_ in range(n_):
        for j_ in range(len(places_)):
            p_[places_[j_]] = table_[j_][i_]
        for s_ in range(advance(y_, p_, 1, dt_, i0_ + i_, every_, out_, k_, one_, acc_)):
            spikes_[found_] = one_[s_]
            found_ += 1
        k_ += (i0_ + i_ + 1) // every_ - (i0_ + i_) // every_
    return found_
"""


@functools.cache
def compiled(text, fast):
    """The functions of a model's Python text, plain or compiled by Numba: the same bits, at another speed."""
    text = text + MOVING if "advance(" in text else text
    if not fast:
        made = dict(PLAIN)
        exec(compile(text, "<model>", "exec"), made)
        return made
    import numba

    module = types.ModuleType(f"painlab_{hashlib.sha256(text.encode()).hexdigest()[:20]}")
    file = kept(text, module.__name__)
    sys.modules[module.__name__] = module  # where Numba looks for what it has compiled before
    made = vars(module)
    made.update(FAST)
    exec(compile(text, str(file or "<model>"), "exec"), made)
    for symbol, value in list(made.items()):
        if isinstance(value, types.FunctionType):
            made[symbol] = numba.njit(value, error_model="numpy", cache=bool(file))
    return made


def kept(text, name):
    """A file with this text in the user's cache, for Numba to compile once for all processes; None if it cannot be."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "painlab"
        file = folder / f"{name}.py"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf8")
            draft.replace(file)
    except (OSError, RuntimeError):  # no home, or none that may be written to
        return None
    return file


@functools.cache
def numba_is_here():
    return importlib.util.find_spec("numba") is not None


@functools.cache
def observe_all():
    """A compiled loop that observes every row, with the values that move set first."""
    import numba

    @numba.njit
    def loop(observe, rows, p, places, columns, table):
        for k in range(len(rows)):
            for i in range(len(places)):
                p[places[i]] = columns[i, k]
            observe(rows[k], p, table[k])

    return loop


class Kernel:
    """A model's functions and the arrays that they work on: lists in plain Python, numpy arrays with Numba."""

    def __init__(self, model, work):
        done = getattr(model, "_steps_done", 0)
        object.__setattr__(model, "_steps_done", done + work)
        self.fast = numba_is_here() and done + work > PLAIN_STEPS
        self.functions = compiled(model.python, self.fast)
        self.model = model

    def count(self, work):
        """Steps of states that were taken, where their number was not known before."""
        object.__setattr__(self.model, "_steps_done", self.model._steps_done + ADAPTIVE_WORK * work)

    def table(self, rows, columns):
        return np.zeros((rows, columns)) if self.fast else [[0.0] * columns for _ in range(rows)]

    def plan(self, plan):
        """A plan of `adaptive.py`, in arrays of the right kind."""
        if not self.fast:
            return plan
        kinds = (float, np.int64, float, np.int64, np.int64)
        return tuple(np.array(part, dtype=kind) for part, kind in zip(plan, kinds, strict=True))

    def array(self, values):
        return np.array(values, dtype=float) if self.fast else [float(v) for v in values]

    def empty(self, size):
        return np.zeros(size) if self.fast else [0.0] * size

    def call(self, name, *arguments):
        try:
            return self.functions[name](*arguments)
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise ModelError(
                f"{self.model.title}: {error} in a run; a value makes an equation meaningless, set it within its range"
            ) from error


# --- values ---------------------------------------------------------------------------------------------------------


def evaluate(model, text, values):
    """A number, or an expression of the model's quantities at `values`."""
    if isinstance(text, int | float):
        return float(text)
    tree = inlined(model, read_expression(model.title, text))
    scope = {name: values[name] for name in names_in(tree)}
    return float(eval(source(tree), dict(PLAIN) | {"min": min, "max": max, "abs": abs}, scope))


def inlined(model, tree):
    """`tree` with the model's helpers replaced by what they stand for, until only inputs and parameters are left."""
    by_name = {line.name: line.expression for line in model.helpers}
    while set(names_in(tree)) & set(by_name):
        tree = replaced(tree, by_name)
    return tree


def settle_values(model, preset, given):
    """(numbers, schedules, choices) of a run: defaults, the preset, then what is given, each name checked."""
    values = {q.symbol: float(q.value) for q in model.settable}
    chosen = {word: next(iter(options)) for word, options in model.choices.items()}
    if preset is None and model.presets:
        preset = next(iter(model.presets))
    if preset is not None:
        if preset not in model.presets:
            raise ModelError(
                f"{model.title}: no preset '{preset}'{nearest(preset, model.presets)}; there are"
                f" {', '.join(model.presets) or 'none'}"
            )
        values |= model.presets[preset]
    for word in model.choices:
        chosen[word] = given.get(word, chosen[word])
        if chosen[word] not in model.choices[word]:
            options = model.choices[word]
            raise ModelError(
                f"{model.title}: {word}='{chosen[word]}' is no choice{nearest(chosen[word], options)}; choose"
                f" {', '.join(options)}"
            )
        values |= model.choices[word][chosen[word]]
    schedules = {}
    for symbol, value in given.items():
        if symbol in model.choices:
            continue
        if symbol not in values:
            known = [*values, *model.choices]
            raise ModelError(
                f"{model.title}: there is no '{symbol}' to set{nearest(symbol, known)}; there are {', '.join(known)}"
            )
        if isinstance(value, Schedule):
            schedules[symbol] = value
            values[symbol] = value.base
        elif isinstance(value, str) or not math.isfinite(value):
            raise ModelError(
                f"{model.title}: {symbol}={value!r} is no finite number; give one in"
                f" {model.unit(symbol) or 'plain numbers'}"
            )
        else:
            values[symbol] = float(value)
    return {k: float(v) for k, v in values.items()}, schedules, chosen


def pulses(model, values, given):
    """Schedules of the trains that are pulses of an input, where the run does not set that input itself."""
    made = {}
    for name, train in model.trains.items():
        if train.width is None or name in given:
            continue
        start, every, count, width, value = (
            evaluate(model, x, values) for x in (train.start, train.every, train.count, train.width, train.value)
        )
        resting = next(q.value for q in model.inputs if q.symbol == name)
        pieces = [(s := start + k * every + o, s + width, value) for k in range(int(count)) for o in train.offsets]
        made[name] = schedule(resting, *pieces)
    return made


def event_times(model, values):
    """[(time, train)] of all events, in order of time; trains that start together act in their order in the model."""
    found = []
    for name, train in model.trains.items():
        if train.width is None:
            start, every, count = (evaluate(model, x, values) for x in (train.start, train.every, train.count))
            found += [(start + k * every + o, name) for k in range(int(count)) for o in train.offsets]
    return sorted(found, key=lambda pair: pair[0])


# --- the start ------------------------------------------------------------------------------------------------------


def start_state(model, values, notes):
    """The state at the start, as a list: given numbers and expressions, gates at their steady state, or rest."""
    functions = compiled(model.python, False)
    resting = values | {q.symbol: float(q.value) for q in model.inputs}
    p = [resting[q.symbol] for q in model.settable]
    y = [0.0] * (len(model.states) + (1 if model.reset and model.method != "adaptive" else 0))
    functions["starts"]([values[q.symbol] for q in model.settable], y)
    kinds = [q.start_text for q in model.states]
    if "rest" not in kinds:
        if "steady" in kinds:
            functions["settle"](y, p)
        return y
    found = rest(model, p)
    if found is None:
        y = scan_point(model, p, model.scan["start"])
        n = steps(model.long_run, model.dt)
        advance_freely(model, y, p, n)
        if not all(map(math.isfinite, y)):
            raise ModelError(
                f"{model.title}: no rest of {model.membrane} was found from {model.scan['low']:g} to"
                f" {model.scan['high']:g}, and a run from {model.scan['start']:g} left the numbers; take values within"
                " their ranges"
            )
        notes.append(
            "The cell has no stable resting state: it fires by itself,"
            " and the run starts after it has done so for a while."
        )
        return y
    return found


def scan_point(model, p, v):
    """The state with the membrane at `v` and everything else where it would stay."""
    at = [q.symbol for q in model.states].index(model.membrane)
    return compiled(model.python, False)["scan_point"](p, len(model.states), at, v)


def advance_freely(model, y, p, n):
    if model.method == "adaptive":
        kernel = Kernel(model, 0)
        state, plan = kernel.array(y), ([0.0, n * model.dt], [], [], [], [])
        for table, _ in adaptive.advances(kernel, state, kernel.array(p), plan, model.dt):
            kernel.count(table.size // 5)
        y[:] = [float(x) for x in state]
        return
    kernel = Kernel(model, n * len(model.states))
    state, sums = kernel.array(y), kernel.empty(3 * len(model.states))
    spikes = kernel.empty(n + 1)
    kernel.call("advance", state, kernel.array(p), n, model.dt, 0, n + 1, kernel.empty(1), 0, spikes, sums)
    y[:] = [float(x) for x in state]


def roots(model, p, low, high):
    """Equilibria met when the membrane is scanned from `low` to `high`, each refined by Newton."""
    at = [q.symbol for q in model.states].index(model.membrane)
    return compiled(model.python, False)["roots"](p, len(model.states), at, low, high, model.scan["step"])


def rest(model, p):
    """The first stable equilibrium where `Model.scan` looks for rest, or None where there is none."""
    functions, scan = compiled(model.python, False), model.scan
    at = [q.symbol for q in model.states].index(model.membrane)
    return functions["rest"](p, len(model.states), at, scan["low"], scan["high"], scan["step"])


def equilibria(model, given, low, high):
    values, _, _ = settle_values(model, None, given)
    p = [values[q.symbol] for q in model.settable]
    names = [q.symbol for q in model.states]
    functions = compiled(model.python, False)
    found = roots(model, p, low, high)
    return [(dict(zip(names, y, strict=True)), functions["stable"](functions["rhs"], y, p)) for y in found]


# --- legs -----------------------------------------------------------------------------------------------------------


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


KINDS = ("mean", "max", "min", "integral", "value", *SPIKE_KINDS)
# Read after the run: spikes of one event, spikes passing a place of a chain, a trial of a map, people of a population.
LATE_KINDS = ("counts", "passed", "arrival", "speed", "trial", "average", "spread", "report")


def read_window(leg, kind, symbol, a, b, totals, watch, spikes):
    """One read-out of the stretch from `a` to `b`: see KINDS. Spike kinds take the symbol 'spike'."""
    if kind in SPIKE_KINDS:
        return read_spikes(kind, spikes, a, b, leg.model.second)
    first, last = steps(a - leg.origin, leg.dt), steps(b - leg.origin, leg.dt)
    if kind == "value" and len(totals[0]) > 3:
        return totals[0][3]
    if symbol in watch and kind != "value":
        high, low, total = totals[watch.index(symbol)][:3]
        number = {"max": high, "min": low, "mean": total / max(1, last - first), "integral": total * leg.dt}
        return number[kind]
    column = column_of(leg, symbol)
    inside = column[-(-first // leg.every) : last // leg.every + 1]
    if kind == "value":
        return float(column[last // leg.every])
    number = {
        "max": np.max,
        "min": np.min,
        "mean": np.mean,
        "integral": lambda x: np.sum(x) * leg.dt * leg.every,
    }
    return float(number[kind](inside))


def column_of(leg, symbol):
    states = [q.symbol for q in leg.model.states]
    if symbol in states:
        return leg.rows[:, states.index(symbol)]
    helpers = [line.name for line in leg.model.helpers]
    if symbol in helpers:
        return leg.observed()[:, helpers.index(symbol)]
    if symbol in leg.values:
        return leg.values_of(symbol)
    raise ModelError(f"{leg.model.title}: no '{symbol}' to read out{nearest(symbol, [*states, *helpers, *leg.values])}")


def chain_size(model, values):
    """Compartments of a chain at these values."""
    return int(evaluate(model, "compartments", values) + 0.5)


def chain_place(size, fraction):
    """Number of the compartment at a fraction of the length of a chain of `size` compartments."""
    return min(size - 1, int(fraction * size))


def chain_length(model, values):
    """Length of a chain at these values: a parameter, or a helper."""
    return evaluate(model, "length", values)


def site_indices(model, values):
    size = chain_size(model, values)
    return [chain_place(size, fraction) for fraction in model.sites]


# --- one run --------------------------------------------------------------------------------------------------------


def run(model, given, *, preset, duration, dt, dx, every, protocol, readouts, trials, people, seed):
    """See `Model.run`."""
    if dx is not None:
        given = {**given, "dx": dx}
    values, schedules, chosen = settle_values(model, preset, given)
    made = Run(model, values, schedules)
    made.chosen = chosen
    readouts = readouts or {}
    windows = checked_windows(model, readouts)
    if model.method in ("map", "closed", "population"):
        made = (
            run_map(made, int(trials or 20)) if model.method == "map" else run_people(made, int(people or 1), int(seed))
        )
        late_readouts(made, readouts)
        return made
    schedules = {**pulses(model, values, given), **schedules}
    made.schedules = schedules
    dt = float(dt or model.dt)
    if dt <= 0:
        raise ModelError(f"{model.title}: dt={dt} is no step; give a positive time in {model.time}")
    spikes = []
    if protocol is not None:
        run_protocol(made, protocol, dt, every, spikes)
    else:
        length = float(duration) if duration is not None else evaluate(model, model.duration, values)
        if not 0 < length < math.inf:
            raise ModelError(f"{model.title}: duration={length} is no length; give a positive time in {model.time}")
        y = chain_start(model, values) if model.method == "chain" else start_state(model, values, made.notes)
        events = event_times(model, values)
        n = steps(length, dt)
        keep = rows_kept(model, values, every, n / KEPT)
        leg = Leg(model, values, schedules, 0.0, dt, n, keep, seed=int(seed))
        travel(leg, y, events, windows, spikes, made.readouts)
        made.legs.append(leg)
    finish(made, spikes)
    late_readouts(made, readouts)
    made.readouts = {name: float(value) for name, value in made.readouts.items()}
    return made


def checked_windows(model, readouts):
    made = []
    for name, (kind, symbol, a, b) in readouts.items():
        known = (*KINDS, *LATE_KINDS)
        if kind not in known:
            raise ModelError(
                f"{model.title}: the read-out '{name}' asks for '{kind}'{nearest(kind, known)}; there are"
                f" {', '.join(known)}"
            )
        if kind in KINDS:
            made.append((name, kind, symbol, float(a), float(b)))
    return made


def late_readouts(made, readouts):
    """Fill in the read-outs that need the complete run; see LATE_KINDS."""
    for name, (kind, symbol, a, b) in readouts.items():
        if kind == "counts":
            counts = made.counts(symbol)
            made.readouts[name] = float(counts[int(a)]) if -len(counts) <= a < len(counts) else math.nan
        elif kind == "passed":
            made.readouts[name] = float(len(made.spikes_at(a)))
        elif kind == "arrival":
            made.readouts[name] = float(next(iter(made.spikes_at(a)), math.nan))
        elif kind == "speed":
            here, there = (next(iter(made.spikes_at(f)), math.nan) for f in (a, b))
            size = chain_size(made.model, made.values)
            apart = (chain_place(size, b) - chain_place(size, a)) * chain_length(made.model, made.values) / size
            made.readouts[name] = apart / (there - here)
        elif kind == "trial":
            made.readouts[name] = float(made[symbol][int(a) if a < 0 else int(a) - 1])
        elif kind in ("average", "spread"):
            made.readouts[name] = float(np.mean(made[symbol]) if kind == "average" else np.std(made[symbol], ddof=1))
        elif name not in made.readouts:
            made.readouts[name] = math.nan


def chain_start(model, values):
    functions, size = compiled(model.python, False), chain_size(model, values)
    y = [0.0] * (size * len(model.states))
    functions["starts"]([values[q.symbol] for q in model.settable], y, size)
    return y


def run_protocol(made, name, dt, every, spikes):
    """Run the phases of a protocol, each from the end of the one before it or of the one that it names."""
    model = made.model
    if name not in model.protocols:
        raise ModelError(
            f"{model.title}: no protocol '{name}'{nearest(name, model.protocols)}; there are"
            f" {', '.join(model.protocols) or 'none'}"
        )
    treatments = {q.symbol: float(q.value) for q in model.settable if q.group == "treatment"}
    ends = {None: (0.0, start_state(model, made.values | treatments, made.notes))}
    previous = None
    for phase in model.protocols[name]:
        if phase.after is not None and phase.after not in ends:
            raise ModelError(
                f"{model.title}: the phase '{phase.name}' follows"
                f" '{phase.after}'{nearest(phase.after, [e for e in ends if e])}; name an earlier phase"
            )
        origin, y = ends[phase.after if phase.after is not None else previous]
        y = list(y)
        values = dict(made.values) if phase.treated else made.values | treatments
        if phase.when is None or evaluate(model, phase.when, made.values):
            values |= {s: evaluate(model, v, made.values) for s, v in phase.values.items()}
        length = evaluate(model, phase.length, made.values)
        end = origin + length
        windows = [
            (n, kind, symbol, end - evaluate(model, last, made.values), end)
            for n, (kind, symbol, last) in phase.readouts.items()
        ]
        leg = Leg(
            model,
            values,
            {},
            origin,
            dt,
            steps(length, dt),
            rows_kept(model, values, every, length / dt / 20_000),
            phase=phase.name,
        )
        travel(leg, y, [], windows, spikes, made.readouts)
        made.legs.append(leg)
        ends[phase.name] = (end, y)
        previous = phase.name


def finish(made, spikes):
    model = made.model
    made.t = np.concatenate([leg.times() for leg in made.legs])
    rows = np.concatenate([leg.rows for leg in made.legs])
    made.spikes = np.array(spikes, dtype=float)
    if model.method == "chain":
        made.spikes = made.spikes.reshape(-1, 2)
        made.columns |= {f"{model.membrane}@{f:g}": rows[:, i] for i, f in enumerate(model.sites)}
    else:
        made.columns |= {q.symbol: rows[:, i] for i, q in enumerate(model.states)}


def run_map(made, trials):
    """`trials` trials of a map: row k holds the state before trial k and the helpers in it."""
    model = made.model
    functions = compiled(model.python, False)
    p = [made.values[q.symbol] for q in model.settable]
    y, o = [0.0] * len(model.states), [0.0] * len(model.helpers)
    functions["starts"](p, y)
    rows = []
    for _ in range(trials):
        before = list(y)
        functions["row"](y, p, [], o)
        rows.append(before + list(o))
    table = np.array(rows)
    made.t = np.arange(1.0, trials + 1)
    names = [q.symbol for q in model.states] + [line.name for line in model.helpers]
    made.columns |= {name: table[:, i] for i, name in enumerate(names)}
    return made


def run_people(made, people, seed):
    """A closed form (one row), or the first `people` persons who enter a population."""
    model = made.model
    functions = compiled(model.python, False)
    p = [made.values[q.symbol] for q in model.settable]
    o, rows, index = [0.0] * len(model.helpers), [], 0
    if model.draws:
        kernel = Kernel(model, people)
        functions = kernel.functions
        p, o = kernel.array(p), kernel.array(o)
    limit = max(1000, 2000 * people)
    while len(rows) < people:
        chunk = max(64, 2 * people)
        draws = np.array(
            [normal(model, uniform(seed, np.arange(index, index + chunk), d)) for d in range(len(model.draws))]
        ).T
        for k in range(chunk):
            z = draws[k] if model.draws and kernel.fast else (draws[k].tolist() if model.draws else [])
            index += 1
            if functions["row"]([], p, z, o) if not (model.draws and kernel.fast) else functions["row"](p, p, z, o):
                rows.append([*z, *o])
            if len(rows) == people:
                break
        if index > limit:
            raise ModelError(
                f"{model.title}: of {index} people only {len(rows)} enter; make the rule 'where …' easier to meet"
            )
    names = [q.symbol for q in model.draws] + [line.name for line in model.helpers]
    table = np.array(rows, dtype=float).reshape(people, len(names))
    made.t = np.arange(1.0, people + 1)
    made.people, made.screened = people, index
    made.columns |= {name: table[:, i] for i, name in enumerate(names)}
    return made


def normal(model, u):
    quantile = compiled(model.python, False)["normal_quantile"]
    return [quantile(float(x)) for x in u]
