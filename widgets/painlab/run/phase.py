"""Where one or two states of a model would go, the others having settled: the twin of `phase.js`.

All of it is computed from the model's own right sides: there is no second copy of an equation.
"""

import math

import numpy as np

from .kernel import compiled


class Flow:
    """The flow of `axes` (states, or inputs) at one row of a run.

    States in `hold` keep their value of that row; all others follow: they are where they would stay.
    """

    def __init__(self, run, row, axes, hold=()):
        model = run.model
        names = [q.symbol for q in model.states]
        settable = [q.symbol for q in model.settable]
        functions = compiled(model.python, False)
        self.rhs, self.newton, self.stable = (functions[word] for word in ("rhs", "newton", "stable"))
        self.p = [float(run[s][row]) if s in run.schedules else run.values[s] for s in settable]
        self.whole = [float(run[s][row]) for s in names]
        self.states = [names.index(s) if s in names else None for s in axes]
        self.inputs = [settable.index(s) if s in settable else None for s in axes]
        self.moving = [at for at in self.states if at is not None]
        self.following = [at for at, s in enumerate(names) if at not in self.moving and s not in hold]
        self.last = [self.whole[at] for at in self.following]

    def part(self, whole, free):
        """The right sides of the `free` states alone, the others as `whole` holds them."""
        y, d = list(whole), [0.0] * len(whole)

        def rhs(part, p, slopes):
            for at, value in zip(free, part, strict=True):
                y[at] = value
            self.rhs(y, p, d)
            slopes[:] = [d[at] for at in free]

        return rhs

    def place(self, at):
        """The whole state at a place of the axes, or None where the others find no place to stay."""
        y = list(self.whole)
        for state, put, value in zip(self.states, self.inputs, at, strict=True):
            if state is None:
                self.p[put] = float(value)
            else:
                y[state] = float(value)
        if self.following:
            part = self.part(y, self.following)
            found = self.newton(part, self.last, self.p)
            if found is None:
                found = self.newton(part, [self.whole[each] for each in self.following], self.p)
            if found is None:
                return None
            self.last = found
            for each, value in zip(self.following, found, strict=True):
                y[each] = value
        return y

    def slopes(self, *at):
        """How fast each axis changes at a place: nan where the others find no place to stay, 0 for an input."""
        y = self.place(at)
        if y is None:
            return [math.nan] * len(at)
        d = [0.0] * len(y)
        self.rhs(y, self.p, d)
        return [0.0 if state is None else d[state] for state in self.states]

    def equilibrium(self, *at):
        """(place, stable) of the equilibrium next to a place, or None."""
        y = self.place(at)
        if y is None:
            return None
        free = [*self.moving, *self.following]
        part = self.part(y, free)
        found = self.newton(part, [y[each] for each in free], self.p)
        if found is None:
            return None
        there = [
            value if state is None else found[free.index(state)] for state, value in zip(self.states, at, strict=True)
        ]
        return there, self.stable(part, found, self.p)


def plane(flow, x, y, count=40):
    """(xs, ys, slopes[axis, column, row], equilibria) of a flow between two ranges, on a grid of `count` cells."""
    xs, ys = np.linspace(*x, count + 1), np.linspace(*y, count + 1)
    slopes = np.array([[flow.slopes(a, b) for b in ys] for a in xs]).transpose(2, 0, 1)
    corners = np.stack([slopes[:, :-1, :-1], slopes[:, 1:, :-1], slopes[:, :-1, 1:], slopes[:, 1:, 1:]])
    both = ((corners > 0).any(0) & (corners <= 0).any(0)).all(0)
    size, found = np.array([x[1] - x[0], y[1] - y[0]]), []
    for i, j in np.argwhere(both):
        here = flow.equilibrium(0.5 * (xs[i] + xs[i + 1]), 0.5 * (ys[j] + ys[j + 1]))
        if here is None or not (x[0] <= here[0][0] <= x[1] and y[0] <= here[0][1] <= y[1]):
            continue
        if all(np.max(np.abs(np.subtract(here[0], other)) / size) > 1e-6 for other, _ in found):
            found.append(here)
    return xs, ys, slopes, sorted(found)


def landscape(flow, low, high, count=240):
    """(xs, heights) of one state: minus the integral of its slope by the trapezoid rule, the lowest point at 0."""
    xs = np.linspace(low, high, count + 1)
    slopes = np.array([flow.slopes(x)[0] for x in xs])
    heights = -np.concatenate([[0.0], np.cumsum(0.5 * (slopes[1:] + slopes[:-1]) * np.diff(xs))])
    return xs, heights - np.nanmin(heights)
