"""A run: what is asked of a model, and what it answers, as numpy arrays. Its course is `shared/course.py`.

A time becomes a step number once: floor(t/dt + 0.5). A scheduled quantity is constant within a step (its value at the
start). Events act at the start of their step, before integration.
"""

import math

import numpy as np

from ..errors import ModelError, nearest
from ..shared import start
from ..shared.chain import chain_length, row_names
from ..shared.course import course_of
from ..shared.late import counts_of, late_readouts, spikes_at
from ..shared.people import enter_people, trials_of
from ..shared.trains import pulses, starts_of
from .kernel import Kernel
from .leg import Leg
from .meta import meta_of
from .schedule import schedule
from .segments import Segments
from .settings import WITHOUT_TIME, check_schedules, checked_settings
from .values import evaluate, settle_values
from .windows import checked_windows, is_fraction


class Run:
    """The result of a run. `t` in the model's time; `run["P"]` a state, input or helper as a numpy array.

    `spikes` are spike times; `readouts` is {name: number}; `units` has the unit of each symbol; `values` what was set.
    For maps `t` counts trials, for populations people; `run.people` entered of `run.screened` who were seen.
    For a chain `spikes` is an array of (position, time) rows, and `run["V@0.5"]` is V at half of the length.
    """

    budget = 2000  # adaptive steps in a piece of work
    chunk = 1 << 40  # steps of one length

    def __init__(self, model, values, schedules):
        self.model, self.values, self.schedules = model, values, schedules
        self.meta, self.kernel = meta_of(model), Kernel(model, None)
        self.kept = model.memory["rest"]
        self.units = {quantity.symbol: quantity.unit for quantity in model.quantities} | {
            line.name: "" for line in model.helpers
        }
        self.t, self.spikes, self.readouts = np.array([]), np.array([]), {}
        self.notes, self.columns, self.legs = [], {}, []
        self.spike_times, self.spike_places = [], []

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
        settable = [quantity.symbol for quantity in self.model.settable]
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
        self._check_train(train)
        return np.array(starts_of(self, train))

    def _check_train(self, train):
        if train not in self.model.trains:
            raise ModelError(f"{self.model.title}: there is no train '{train}'{nearest(train, self.model.trains)}")

    def counts(self, train):
        """Spikes from each event of a train to one period later, as an array of whole numbers."""
        self._check_train(train)
        return np.array(counts_of(self, train), dtype=int)

    def spikes_at(self, fraction):
        """For a chain: spike times at the compartment at `fraction` of the length.

        `ModelError` for what is no chain, and no fraction from 0 to 1.
        """
        if self.model.method != "chain":
            raise ModelError(f"{self.model.title} is no chain, so it has no places; take run.spikes")
        if not is_fraction(fraction):
            raise ModelError(f"{self.model.title}: {fraction!r} is no fraction of its length; give one from 0 to 1")
        return np.array(spikes_at(self, fraction))

    # --- what `shared/course.py` asks of a run that is made ---

    def kernel_of(self, work):
        """The functions of the model, for so many steps of a state."""
        return Kernel(self.model, work)

    def leg_of(self, values, schedules, origin, n, every, phase):
        """A leg that begins."""
        return Leg(self.model, self.meta, values, schedules, origin, self.dt, n, every, phase)

    def known_leg(self, leg, y):
        """The leg itself: no other run has traveled it."""
        return leg

    def segments_of(self, leg, plan):
        """What a leg is to keep of its adaptive steps."""
        return Segments(leg, plan)

    def note(self, text):
        """Note what a reader of the run should know."""
        self.notes.append(text)

    def refuse(self, symbol, known):
        """`ModelError`: there is no such symbol to read out."""
        raise ModelError(f"{self.model.title}: no '{symbol}' to read out{nearest(symbol, known)}")

    def __repr__(self):
        return (
            f"<run of {self.model.title}: {len(self.t)} rows to {self.t[-1]:g} {self.model.time}>"
            if len(self.t)
            else "<empty run>"
        )


def run(model, given, *, preset, dx, readouts, **settings):
    """See `Model.run`."""
    settings = checked_settings(model, settings)
    if dx is not None:
        given = {**given, "dx": dx}
    values, schedules, chosen = settle_values(model, preset, given)
    check_schedules(model, schedules, settings["protocol"])
    result = Run(model, values, schedules)
    result.chosen = chosen
    readouts = {} if readouts is None else readouts
    result.windows = checked_windows(result.meta, readouts, settings["protocol"])
    if model.method == "map":
        take_trials(result, settings["trials"])
    elif model.method in WITHOUT_TIME:
        take_people(result, settings["people"], settings["seed"])
    else:
        result.schedules = {s: schedule(base, *pieces) for s, (base, pieces) in pulses(result, list(given)).items()}
        result.schedules |= schedules
        take_steps(result, settings)
    late_readouts(result, [(name, *ask) for name, ask in readouts.items()])
    result.readouts = {name: math.nan for name in readouts} | {n: float(value) for n, value in result.readouts.items()}
    return result


def take_steps(run, settings):
    """A run in time, with its times, spikes and columns."""
    run.dt = run.model.dt if settings["dt"] is None else settings["dt"]
    run.every, run.seed = settings["every"], settings["seed"]
    run.duration, run.protocol = settings["duration"], settings["protocol"]
    run.courses = {} if run.protocol else {symbol: moves.course for symbol, moves in run.schedules.items()}
    try:
        completed(course_of(run))
    except ModelError:
        raise
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise ModelError(
            f"{run.model.title}: {error} in a run; a value makes an equation meaningless, set it within its range"
        ) from error
    finish(run)


def take_trials(run, trials):
    """`trials` trials of a map, as columns of a run."""
    p = [run.values[symbol] for symbol in run.meta["settable"]]
    run.columns |= {name: np.array(column) for name, column in trials_of(run.meta, run.kernel, p, trials).items()}
    run.t = np.arange(1.0, trials + 1)


def take_people(run, people, seed):
    """The first `people` persons who enter a population (of a closed form: rows that are alike), as columns."""
    meta, kernel = run.meta, Kernel(run.model, people if run.model.draws else None)
    names = [*meta["draws"], *meta["helpers"]]
    columns = [np.zeros(people) for _ in names]
    p = kernel.floats([run.values[symbol] for symbol in meta["settable"]])
    run.screened, run.people = completed(enter_people(meta, kernel, p, people, seed, columns)), people
    run.columns |= dict(zip(names, columns, strict=True))
    run.t = np.arange(1.0, people + 1)


def completed(work):
    """The value of a generator, worked through."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def start_state(model, values):
    """The state in which a run with these values starts, as a list."""
    return completed(start.start_state(Run(model, values, {}), values))


def finish(run):
    """Join the legs of a run to its times, spikes and columns."""
    run.t = np.concatenate([leg.times() for leg in run.legs])
    rows = np.concatenate([leg.states for leg in run.legs])
    run.spikes = np.array(run.spike_times, dtype=float)
    if run.model.method == "chain":
        places = (np.array(run.spike_places, dtype=float) + 0.5) * chain_length(run) / run.size
        run.spikes = np.column_stack([places, run.spikes])
    run.columns |= {name: rows[:, i] for i, name in enumerate(row_names(run.meta))}
