"""A run: what a model does from its start, step by step. `run.js` is its twin, line by line.

A time becomes a step number once: floor(t/dt + 0.5). A scheduled quantity is constant within a step (its value at the
start). Events act at the start of their step, before integration.
"""

import math

import numpy as np

from ..errors import ModelError, nearest
from ..shared.chain import chain_place, chain_size
from ..shared.late import late_readouts
from ..shared.people import enter_people, trials_of
from ..shared.schedule import step_of
from ..shared.trains import event_times, pulses, starts_of
from ..shared.windows import counts_after
from . import adaptive
from .kernel import Kernel
from .leg import KEPT, Leg, rows_kept, travel
from .meta import meta_of
from .rest import start_state
from .schedule import schedule
from .values import evaluate, settle_values
from .windows import checked_windows


class Run:
    """The result of a run. `t` in the model's time; `run["P"]` a state, input or helper as a numpy array.

    `spikes` are spike times; `readouts` is {name: number}; `units` has the unit of each symbol; `values` what was set.
    For maps `t` counts trials, for populations people; `run.people` entered of `run.screened` who were seen.
    For a chain `spikes` is an array of (position, time) rows, and `run["V@0.5"]` is V at half of the length.
    """

    def __init__(self, model, values, schedules):
        self.model, self.values, self.schedules = model, values, schedules
        self.meta, self.kernel = meta_of(model), Kernel(model, None)
        self.units = {q.symbol: q.unit for q in model.quantities} | {line.name: "" for line in model.helpers}
        self.t, self.spikes, self.readouts = np.array([]), np.array([]), {}
        self.notes, self.columns, self.legs = [], {}, []

    def __getitem__(self, symbol):
        if symbol not in self.columns:
            self.columns[symbol] = self._column(symbol)
        return self.columns[symbol]

    def column(self, symbol):
        """What `run[symbol]` is."""
        return self[symbol]

    def evaluate(self, text, values):
        """A number, or an expression of the model's quantities at `values`."""
        return evaluate(self.model, text, values)

    def number(self, text):
        """A number, or an expression of the model's quantities at the values of the run."""
        return evaluate(self.model, text, self.values)

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
        return np.array(starts_of(self, train))

    def counts(self, train):
        """Spikes from each event of a train to one period later, as an array of whole numbers."""
        starts, every = self.starts(train), self.number(self.model.trains[train].every)
        return np.array(counts_after(starts, every, self.spikes), dtype=int)

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
        return np.array(self.spikes_of[chain_place(self.size, fraction)])

    def __repr__(self):
        return (
            f"<run of {self.model.title}: {len(self.t)} rows to {self.t[-1]:g} {self.model.time}>"
            if len(self.t)
            else "<empty run>"
        )


def run(model, given, *, preset, duration, dt, dx, every, protocol, readouts, trials, people, seed):
    """See `Model.run`."""
    if dx is not None:
        given = {**given, "dx": dx}
    values, schedules, chosen = settle_values(model, preset, given)
    made = Run(model, values, schedules)
    made.chosen = chosen
    readouts = readouts or {}
    windows = checked_windows(model, readouts)
    asked = [(name, *ask) for name, ask in readouts.items()]
    if model.method in ("map", "closed", "population"):
        if model.method == "map":
            take_trials(made, int(trials or 20))
        else:
            take_people(made, int(people or 1), int(seed))
        late_readouts(made, asked)
        return settled(made, readouts)
    made.schedules = schedules
    schedules = {s: schedule(base, *pieces) for s, (base, pieces) in pulses(made, list(given)).items()}
    schedules |= made.schedules
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
        y = chain_start(made) if model.method == "chain" else start_state(model, values, made.notes)
        events = event_times(made)
        n = step_of(length, dt)
        keep = rows_kept(model, values, every, n / KEPT)
        leg = Leg(model, values, schedules, 0.0, dt, n, keep, seed=int(seed))
        travel(made, leg, y, events, windows, spikes, made.readouts)
        made.legs.append(leg)
    finish(made, spikes)
    late_readouts(made, asked)
    return settled(made, readouts)


def settled(made, readouts):
    """The run with a number for each read-out that was asked for: nan where it has none."""
    made.readouts = {name: math.nan for name in readouts} | {n: float(value) for n, value in made.readouts.items()}
    return made


def take_trials(made, trials):
    """`trials` trials of a map, as columns of a run."""
    p = [made.values[symbol] for symbol in made.meta["settable"]]
    made.columns |= {name: np.array(column) for name, column in trials_of(made.meta, made.kernel, p, trials).items()}
    made.t = np.arange(1.0, trials + 1)


def take_people(made, people, seed):
    """The first `people` persons who enter a population (of a closed form: rows that are alike), as columns."""
    meta, kernel = made.meta, Kernel(made.model, people if made.model.draws else None)
    names = [*meta["draws"], *meta["helpers"]]
    columns = [np.zeros(people) for _ in names]
    p = kernel.floats([made.values[symbol] for symbol in meta["settable"]])
    made.screened, made.people = completed(enter_people(meta, kernel, p, people, seed, columns)), people
    made.columns |= dict(zip(names, columns, strict=True))
    made.t = np.arange(1.0, people + 1)


def chain_start(made):
    """The states in which a chain starts, as one flat list."""
    made.size = chain_size(made)
    made.spikes_of = [[] for _ in range(made.size)]
    y = [0.0] * (made.size * len(made.model.states))
    made.kernel["starts"]([made.values[s] for s in made.meta["settable"]], y, made.size)
    return y


def completed(work):
    """The value of a generator, worked through."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


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
            step_of(length, dt),
            rows_kept(model, values, every, length / dt / 20_000),
            phase=phase.name,
        )
        travel(made, leg, y, [], windows, spikes, made.readouts)
        made.legs.append(leg)
        ends[phase.name] = (end, y)
        previous = phase.name


def finish(made, spikes):
    """Join the legs of a run to its times, spikes and columns."""
    model = made.model
    made.t = np.concatenate([leg.times() for leg in made.legs])
    rows = np.concatenate([leg.rows for leg in made.legs])
    made.spikes = np.array(spikes, dtype=float)
    if model.method == "chain":
        made.spikes = made.spikes.reshape(-1, 2)
        made.columns |= {f"{model.membrane}@{f:g}": rows[:, i] for i, f in enumerate(model.sites)}
    else:
        made.columns |= {q.symbol: rows[:, i] for i, q in enumerate(model.states)}
