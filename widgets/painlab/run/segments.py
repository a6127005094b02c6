"""What a leg has kept of its adaptive steps, as numpy arrays."""

import numpy as np

from ..shared.adaptive import dense
from ..shared.clock import FINE, HEAD, OF_STATE, PIECES
from ..shared.segments import points


class Segments:
    """The segments of a leg: `table`, a row for each, `count` of them, and the plan that they followed."""

    def __init__(self, leg, plan):
        self.leg, self.plan = leg, plan
        self.size = len(leg.first)
        self.chunks, self.count = [], 0

    def add(self, out, count):
        """Keep a copy of the segments of a piece of work, which stand in `out` one behind the other."""
        width = HEAD + OF_STATE * self.size
        self.chunks.append(np.array(out[: count * width], dtype=float).reshape(count, width))
        self.count += count

    @property
    def table(self):
        """All segments as one array, a row for each."""
        if len(self.chunks) != 1:
            width = HEAD + OF_STATE * self.size
            self.chunks = [np.concatenate([np.zeros((0, width)), *self.chunks])]
        return self.chunks[0]

    def flat(self, kernel):
        """All segments one behind the other, as an array of the kernel."""
        return self.table.ravel() if kernel.fast else self.table.ravel().tolist()

    @property
    def start(self):
        """The state in which the leg starts."""
        return list(self.leg.first)

    @property
    def end(self):
        """The state in which the leg ends."""
        return list(self.leg.last)

    def points(self):
        """(segment, part) of each point of the picture, as two arrays: see `points` of `shared/segments.py`."""
        which, parts = [0] * ((PIECES + 1) * self.count), [0.0] * ((PIECES + 1) * self.count)
        fine = self.leg.n * self.leg.dt / FINE
        written = points(self.table.ravel().tolist(), 0, self.count, self.size, fine, self.plan, which, parts)
        return np.array(which[:written], dtype=int), np.array(parts[:written])

    def times(self, which, parts):
        """Times at parts (0 to 1) of segments, in the model's time."""
        return self.table[which, 0] + parts * self.table[which, 1]

    def states(self, which, parts):
        """The states at parts of segments, one row for each."""
        n, part = self.size, np.asarray(parts)[:, None]
        rows = self.table[which, HEAD:]
        return dense(*(rows[:, k * n : (k + 1) * n] for k in range(OF_STATE)), part)

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
