"""What is read of the segments of an adaptive run: values, integrals, extremes, and where its picture has points.

This text stands behind that of `adaptive.py`, whose functions it calls.
"""

from .adaptive import dense, set_inputs
from .clock import HEAD, OF_STATE, PIECES


def quantity(segments, at, part, which, y, p, o, plan):
    """A state, a helper or an input (numbered in this order) at a part of the segment that begins at `at`."""
    n = len(y)
    a = at + HEAD
    if which < n:
        a += which
        return dense(segments[a], segments[a + n], segments[a + 2 * n], segments[a + 3 * n], segments[a + 4 * n], part)
    edges, places, table, _, _ = plan
    set_inputs(p, places, table, edges, int(segments[at + 2]), segments[at] + part * segments[at + 1])
    if which >= n + len(o):
        return p[which - n - len(o)]
    for i in range(n):
        y[i] = dense(
            segments[a + i],
            segments[a + n + i],
            segments[a + 2 * n + i],
            segments[a + 3 * n + i],
            segments[a + 4 * n + i],
            part,
        )
    observe(y, p, o)
    return o[which - n]


def integral(segments, count, first, end, which, y, p, o, plan):
    """The integral of a quantity over the segments from the edge `first` to the edge `end`, by Boole's rule.

    The interpolation of a state is of degree 4, so for a state the rule is exact.
    """
    width = HEAD + OF_STATE * len(y)
    total = 0.0
    for s in range(count):
        at = s * width
        if first <= segments[at + 2] and segments[at + 2] < end:
            ends = quantity(segments, at, 0.0, which, y, p, o, plan) + quantity(segments, at, 1.0, which, y, p, o, plan)
            near = quantity(segments, at, 0.25, which, y, p, o, plan)
            near += quantity(segments, at, 0.75, which, y, p, o, plan)
            middle = quantity(segments, at, 0.5, which, y, p, o, plan)
            total += segments[at + 1] / 90.0 * (7.0 * ends + 32.0 * near + 12.0 * middle)
    return total


def highest(segments, count, first, end, which, sign, y, p, o, plan):
    """The largest value of `sign` times a quantity from the edge `first` to the edge `end`."""
    width = HEAD + OF_STATE * len(y)
    best = -1e300
    for s in range(count):
        at = s * width
        if first <= segments[at + 2] and segments[at + 2] < end:
            place = -1.0
            for quarter in range(5):
                value = sign * quantity(segments, at, 0.25 * quarter, which, y, p, o, plan)
                if value > best:
                    best = value
                    place = 0.25 * quarter
            if place >= 0.0:
                best = around(segments, at, place, best, which, sign, y, p, o, plan)
    return best


def around(segments, at, place, best, which, sign, y, p, o, plan):
    """The largest value near a part of a segment, sought in halved steps."""
    step_ = 0.125
    for _ in range(16):
        center = place
        for side in range(2):
            part = center + (step_ if side == 0 else -step_)
            if part >= 0.0 and part <= 1.0:
                value = sign * quantity(segments, at, part, which, y, p, o, plan)
                if value > best:
                    best = value
                    place = part
        step_ *= 0.5
    return best


def points(segments, begin_, count, n, fine, plan, which, parts):
    """Where the picture of a run has its points: (segment, part) for the segments from `begin_` to `count`.

    A segment has its end, and as many between as make no gap longer than `fine` but fewer than PIECES; where a state or
    an input jumps, its start as well. Returns how many were written to `which` and `parts`.
    """
    width = HEAD + OF_STATE * n
    written = 0
    for s in range(begin_, count):
        at = s * width
        if s == 0 or has_jumped(segments, at, at - width, n, plan):
            which[written] = s
            parts[written] = 0.0
            written += 1
        pieces = 1
        while pieces < PIECES and segments[at + 1] > pieces * fine:
            pieces += 1
        for piece in range(1, pieces + 1):
            which[written] = s
            parts[written] = 1.0 if piece == pieces else piece / pieces
            written += 1
    return written


def has_jumped(segments, at, before, n, plan):
    """Whether a state or an input jumps between two segments."""
    _, places, table, _, _ = plan
    for i in range(n):
        if segments[at + HEAD + i] != segments[before + HEAD + n + i]:
            return True
    edge = int(segments[at + 2])
    for m in range(len(places)):
        if (
            edge > segments[before + 2]
            and table[2 * (edge * len(places) + m)] != table[2 * ((edge - 1) * len(places) + m) + 1]
        ):
            return True
    return False


def final(which, y, p, o, plan):
    """A state, a helper or an input at the end of a leg."""
    edges, places, table, _, _ = plan
    if which < len(y):
        return y[which]
    set_inputs(p, places, table, edges, len(edges) - 1, edges[len(edges) - 1])
    if which >= len(y) + len(o):
        return p[which - len(y) - len(o)]
    observe(y, p, o)
    return o[which - len(y)]
