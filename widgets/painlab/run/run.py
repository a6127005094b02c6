"""A run: what a model does from its start, step by step. `run.js` is its twin, line by line.

A time becomes a step number once: floor(t/dt + 0.5). A scheduled quantity is constant within a step (its value at the
start). Events act at the start of their step, before integration.
"""

import math

import numpy as np

from ..errors import ModelError, nearest
from ..shared.schedule import step_of, train_times
from ..shared.windows import counts_after
from . import adaptive
from .chain import chain_length, chain_place, chain_size, chain_start
from .kernel import Kernel
from .leg import KEPT, Leg, rows_kept, travel
from .people import run_map, run_people
from .rest import start_state
from .values import evaluate, event_times, pulses, settle_values
from .windows import checked_windows, late_readouts


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
        return np.array(train_times(start, every, count, [0.0]))

    def counts(self, train):
        """Spikes from each event of a train to one period later, as an array of whole numbers."""
        starts, every = self.starts(train), evaluate(self.model, self.model.trains[train].every, self.values)
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
        size = chain_size(self.model, self.values)
        place = (chain_place(size, fraction) + 0.5) * chain_length(self.model, self.values) / size
        return np.array([t for x, t in self.spikes if abs(x - place) < 1e-9])

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
        n = step_of(length, dt)
        keep = rows_kept(model, values, every, n / KEPT)
        leg = Leg(model, values, schedules, 0.0, dt, n, keep, seed=int(seed))
        travel(leg, y, events, windows, spikes, made.readouts)
        made.legs.append(leg)
    finish(made, spikes)
    late_readouts(made, readouts)
    made.readouts = {name: float(value) for name, value in made.readouts.items()}
    return made


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
        travel(leg, y, [], windows, spikes, made.readouts)
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
