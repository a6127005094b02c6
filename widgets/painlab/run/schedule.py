"""Schedules: a quantity in time."""

import math
import numbers
from dataclasses import dataclass

from ..errors import ModelError
from ..shared.schedule import value_at


def is_finite(value):
    """Is a value a finite number?"""
    return isinstance(value, numbers.Real) and math.isfinite(value)


@dataclass(frozen=True)
class Schedule:
    """A quantity in time: `base`, but `pieces` of (from, to, value) or, for a ramp, (from, to, start, end)."""

    base: float
    pieces: tuple

    def at(self, step, dt, origin):
        """Value at a step of a leg that starts at `origin`; the last piece that holds there counts."""
        return value_at(self.course, step, dt, origin)

    @property
    def course(self):
        """[base, pieces], as `shared/schedule.py` reads it."""
        return [self.base, self.pieces]

    def __repr__(self):
        pieces = [p[:3] if p[2] == p[3] else p for p in self.pieces]
        return f"schedule({', '.join(map(str, [self.base, *pieces]))})"


def schedule(base, *pieces):
    """`base`, but `value` from `from` (included) to `to` (excluded) for each (from, to, value), in the model's time.

    A piece of four, (from, to, start, end), is a ramp. One that does not end after it begins never holds: a control
    may make it so. `ModelError` for a base that is no finite number, and for a piece of another form.
    """
    if not is_finite(base):
        raise ModelError(f"schedule: the base {base!r} is no finite number; give what holds outside of all pieces")
    whole = []
    for piece in pieces:
        if not isinstance(piece, tuple | list) or len(piece) not in (3, 4) or not all(map(is_finite, piece)):
            raise ModelError(
                f"schedule: {piece!r} is no piece; write (from, to, value) or (from, to, start, end) in numbers"
            )
        whole.append((*piece, piece[2]) if len(piece) == 3 else tuple(piece))
    return Schedule(float(base), tuple(whole))
