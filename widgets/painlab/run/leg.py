"""A leg of a run as numpy arrays; how it is traveled is `shared/leg.py`."""

import functools
from dataclasses import dataclass, field

import numpy as np

from ..errors import ModelError, nearest
from ..shared.chain import row_names
from ..shared.schedule import on_piece, step_of
from .kernel import PLAIN_STEPS, compiled, numba_is_here


@dataclass(eq=False)
class Leg:
    """A stretch of a run: from `origin`, `n` steps of `dt`; of an adaptive run, `segments` that end on those times.

    `every` keeps each so manieth row; 0, of an adaptive run, the points of its segments. `schedules` are {symbol:
    [base, pieces]}. `first` and `last` are states; the kept rows of steps of one length stand in `rows`, one behind
    the other.
    """

    model: object
    meta: dict
    values: dict
    schedules: dict
    origin: float
    dt: float
    n: int
    every: int
    phase: str  # of a protocol
    segments: object = None
    rows: object = None
    width: int = 0
    filled: int = 0
    step: int = 0
    first: object = None
    last: object = None
    readouts: dict = field(default_factory=dict)

    @functools.cached_property
    def points(self):
        """(segment, part) of each point of the picture, as two arrays, computed once."""
        return self.segments.points()

    @functools.cached_property
    def states(self):
        """The kept rows: of states, or for a chain of the membrane at its sites."""
        if not self.segments:
            return np.array(self.rows[: self.filled * self.width], dtype=float).reshape(self.filled, self.width)
        if not self.every:
            return self.segments.states(*self.points)
        rows = self.segments.states_at(self.origin + self.dt * self.kept())
        rows[0] = self.first
        return rows

    def times(self):
        """The times of the kept rows, in the model's time."""
        return self.origin + self.dt * self.kept() if self.every else self.segments.times(*self.points)

    def kept(self):
        """The numbers of the kept steps."""
        return np.arange(0, self.n + 1, self.every) if self.every else self.points[0]

    def column(self, symbol):
        """A state (of a chain `V@0.5`), helper or value at each kept row. `ModelError` for another symbol."""
        states = row_names(self.meta)
        helpers = [] if self.meta["method"] == "chain" else self.meta["helpers"]
        if symbol in states:
            return self.states[:, states.index(symbol)]
        if symbol in helpers:
            return self.observed()[:, helpers.index(symbol)]
        if symbol in self.values:
            return self.values_of(symbol)
        known = [*states, *helpers, *self.values]
        raise ModelError(f"{self.model.title}: no '{symbol}' to read out{nearest(symbol, known)}")

    def values_of(self, symbol):
        """An input or parameter at each kept row."""
        if symbol not in self.schedules:
            return np.full(len(self.kept()), self.values[symbol])
        base, pieces = self.schedules[symbol]
        if not self.every and pieces:
            moving = [s for s, (_, moves) in self.schedules.items() if moves]
            return self.segments.input_at(moving.index(symbol), *self.points)
        steps = self.kept()
        values = np.full(len(steps), float(base))
        for piece in pieces:
            first, last = (step_of(time - self.origin, self.dt) for time in piece[:2])
            inside = (first <= steps) & (steps < last)
            values[inside] = on_piece(piece, self.origin + steps[inside] * self.dt)
        return values

    def observed(self):
        """The helpers at each kept row: a column for each helper, in the model's order."""
        table = np.zeros((len(self.states), len(self.model.helpers)))
        symbols = [quantity.symbol for quantity in self.model.settable]
        moving = {s: self.values_of(s) for s in self.schedules}
        p = [self.values[s] for s in symbols]
        if numba_is_here() and len(self.states) > PLAIN_STEPS:
            places = np.array([symbols.index(s) for s in moving], dtype=np.int64)
            columns = np.array(list(moving.values())).reshape(len(moving), len(self.states))
            compiled(self.model.python, True)["observe_rows"](self.states, np.array(p), places, columns, table)
            return table
        functions = compiled(self.model.python, False)
        o = [0.0] * len(self.model.helpers)
        for k, y in enumerate(self.states):
            for s, column in moving.items():
                p[symbols.index(s)] = float(column[k])
            functions["observe"](y.tolist(), p, o)
            table[k] = o
        return table
