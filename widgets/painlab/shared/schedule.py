"""What a leg of a run will do, in numbers: pieces of schedules, trains, and where its steps must end.

A leg starts at `origin` and takes `n` steps of `dt`, to which all times are rounded. A course is [base, pieces], a
piece [from, to, start, end].
"""

from math import floor


def step_of(time, dt):
    """The step number of a time."""
    return floor(time / dt + 0.5)


def on_piece(piece, t):
    """Value at a time, or at an array of times, on a piece."""
    start, end, first, last = piece
    return first if first == last else first + (last - first) * (t - start) / (end - start)


def piece_at(pieces, step, dt, origin):
    """The last piece that holds at a step, from its start (included) to its end; None where there is none."""
    held = None
    for piece in pieces:
        if step_of(piece[0] - origin, dt) <= step < step_of(piece[1] - origin, dt):
            held = piece
    return held


def value_at(course, step, dt, origin):
    """Value of a course at a step."""
    held = piece_at(course[1], step, dt, origin)
    return course[0] if held is None else on_piece(held, origin + step * dt)


def ramps_at(course, step, dt, origin):
    """Whether a course is on a ramp at a step."""
    held = piece_at(course[1], step, dt, origin)
    return held is not None and held[2] != held[3]


def train_times(start, every, count, offsets):
    """Times of the events of a train, period after period, in each one event for each offset."""
    times = []
    for k in range(int(count)):
        for offset in offsets:
            times.append(start + k * every + offset)
    return times


def pulses_at(times, width, value):
    """The pieces of pulses that begin at times."""
    return [[t, t + width, value, value] for t in times]


def edge_steps(origin, dt, n, courses, times):
    """The steps at which something happens or changes, each once, in order: ends of pieces, and `times`."""
    marks = [0, n, *[step_of(t - origin, dt) for t in times]]
    for course in courses:
        for piece in course[1]:
            marks.append(step_of(piece[0] - origin, dt))
            marks.append(step_of(piece[1] - origin, dt))
    edges = []
    for mark in sorted(marks):
        if 0 <= mark <= n and (len(edges) == 0 or mark > edges[len(edges) - 1]):
            edges.append(mark)
    return edges


def events_on(events, origin, dt, n):
    """[step, number] of the events [time, number] that lie in a leg."""
    acts = [[step_of(event[0] - origin, dt), event[1]] for event in events]
    return [act for act in acts if 0 <= act[0] < n]


def plan_of(origin, dt, n, places, courses, events, times):
    """[edges, places, table, edges of events, their numbers]: when steps must end, and what moves there.

    `places` are those of the inputs that move, `courses` theirs; `events` are [time, number], in order of time;
    `times` are others at which a step must end. `table` holds for each edge, and each input that moves, its value
    there and just before the next edge.
    """
    acts = events_on(events, origin, dt, n)
    marks = edge_steps(origin, dt, n, courses, [*times, *[event[0] for event in events]])
    table = []
    for k in range(len(marks)):
        until = marks[min(k + 1, len(marks) - 1)]
        for course in courses:
            held = piece_at(course[1], marks[k], dt, origin)
            for mark in (marks[k], until):
                table.append(course[0] if held is None else on_piece(held, origin + mark * dt))
    edges = []
    k = 0
    for act in acts:
        while marks[k] < act[0]:
            k += 1
        edges.append(k)
    return [[origin + mark * dt for mark in marks], places, table, edges, [act[1] for act in acts]]
