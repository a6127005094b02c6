"""A leg of a run, one stretch with one step, and how it is traveled.

A leg has `values`, `schedules` ({symbol: course}), `origin`, `dt`, `n` steps, `every`; what is written here are its
`first` and `last` state, `step` (how far it is), `readouts`, and either `segments` (of adaptive steps) or `rows`, of
which `filled` are there, each `width` wide. `run` gives a `kernel_of` so many steps, and says by `chunk` and `budget`
how much is a piece of work.
"""

from math import ceil, floor, inf, isfinite, nan

from ..errors import ModelError
from .chain import row_names, site_indices
from .noise import noise_along, noise_of
from .schedule import edge_steps, events_on, on_piece, piece_at, ramps_at, step_of, value_at
from .steps import advances, is_adaptive, leg_plan, read_segments
from .windows import SPIKE_KINDS, gather, read_column, read_spikes, read_totals


def travel(run, leg, y, events, windows):
    """Takes a leg from the state `y`, with `events` [time, train]; yields after each piece of work.

    Spikes go to the run as they come; its read-outs of the `windows` [name, kind, symbol, from, to] at the end.
    """
    if is_adaptive(run, leg.values):
        yield from travel_adaptively(run, leg, y, events, windows)
    else:
        yield from travel_evenly(run, leg, y, events, windows)
    leg.step = leg.n
    keep_readouts(run, leg)


def keep_readouts(run, leg):
    """The read-outs of a leg are those of its run."""
    for name, number in leg.readouts.items():
        run.readouts[name] = number


def travel_adaptively(run, leg, y, events, windows):
    """Takes a leg in adaptive steps."""
    plan = leg_plan(run, leg, events, windows)
    kernel = run.kernel_of(0)
    state = kernel.floats(y)
    p = kernel.floats([leg.values[symbol] for symbol in run.meta["settable"]])
    leg.first = kernel.floats(y)
    leg.segments = run.segments_of(leg, plan)
    for piece in advances(run, kernel, state, p, plan, leg.dt):
        leg.segments.add(piece["segments"], piece["count"])
        for k in range(piece["fired"]):
            run.spike_times.append(float(piece["spikes"][k]))
        leg.step = min(leg.n - 1, floor((piece["time"] - leg.origin) / leg.dt))
        yield None
    leg.last = state
    read_windows(run, leg, windows, lambda w: read_segments(run, kernel, leg, *windows[w][1:]))


def read_windows(run, leg, windows, read):
    """The read-outs of a leg, of those windows that lie in it; `read(w)` gives the number `w`, unless it is of spikes.

    One that ends where it begins, or before, and one of no step have none.
    """
    spans = spans_of(leg, windows)
    for w in range(len(windows)):
        name, kind, _, a, b = windows[w]
        first, last = spans[w]
        if 0 <= first and last <= leg.n:
            if kind in SPIKE_KINDS:
                if a < b:
                    leg.readouts[name] = read_spikes(kind, run.spike_times, a, b, second_of(run))
            elif kind == "value" or first < last:
                leg.readouts[name] = read(w)


def spans_of(leg, windows):
    """[first, last] step of each window of a leg."""
    return [[step_of(w[3] - leg.origin, leg.dt), step_of(w[4] - leg.origin, leg.dt)] for w in windows]


def second_of(run):
    """How long a second is in the model's time; 1 where that is no time of a clock."""
    return 1000.0 if run.meta["time"] == "ms" else 1.0


def travel_evenly(run, leg, y, events, windows):
    """Takes a leg in steps of one length."""
    meta = run.meta
    chain = meta["method"] == "chain"
    size = run.size if chain else 1
    kernel = run.kernel_of(leg.n * len(meta["states"]) * size)
    trip = {
        "kernel": kernel,
        "state": kernel.floats(y),
        "p": kernel.floats([leg.values[symbol] for symbol in meta["settable"]]),
        "moving": [[meta["settable"].index(symbol), course] for symbol, course in leg.schedules.items()],
        "noise": noise_of(run, leg),
        "sites": kernel.wholes(site_indices(run) if chain else [i for i in range(len(meta["states"]))]),
        "work": kernel.zeros(2 * size),
    }
    leg.first = kernel.floats(y)
    begin_rows(leg, trip)
    spans = spans_of(leg, windows)
    totals = [{"value": nan, "sums": [[-inf, inf, 0.0] for _ in meta["states"]]} for _ in windows]
    acts = events_on(events, leg.origin, leg.dt, leg.n)
    edges = edges_of(leg, events, windows)
    act = 0
    for e in range(len(edges)):
        start = edges[e]
        end = edges[e + 1] if e + 1 < len(edges) else leg.n
        while act < len(acts) and acts[act][0] == start:
            kernel[f"on_{acts[act][1]}"](trip["state"], trip["p"])
            act += 1
        note_values(meta, windows, spans, totals, start, trip["state"])
        at = start
        while at < end:
            until = min(end, at + max(1, floor(run.chunk * 8 / size) if chain else run.chunk))
            if chain:
                along_chain(run, leg, trip, at, until)
            else:
                sums = ahead(run, leg, trip, at, until)
                for w in range(len(windows)):
                    if spans[w][0] <= start and end <= spans[w][1]:
                        gather(totals[w]["sums"], sums)
            at = until
            leg.step = at
            yield None
    leg.last = trip["state"]
    if not all_finite(leg.last):
        name, time, before = left_numbers(meta, leg)
        raise ModelError(
            f"{meta['title']}: the run left the numbers: {name} is none at {time:.6g} {meta['time']} (the row before"
            f" has {before}); take values within their ranges, or a smaller dt"
        )
    read_windows(run, leg, windows, lambda w: read_window(run, leg, windows[w], spans[w], totals[w]))


def begin_rows(leg, trip):
    """Room for the rows of a leg, and the first of them."""
    sites = trip["sites"]
    leg.width = len(sites)
    leg.rows = trip["kernel"].zeros((leg.n // leg.every + 2) * leg.width)
    for i in range(leg.width):
        leg.rows[i] = trip["state"][sites[i]]
    leg.filled = 1


def edges_of(leg, events, windows):
    """The steps at which something happens or begins to change, or a window begins or ends."""
    times = [event[0] for event in events]
    for window in windows:
        times.append(window[3])
        times.append(window[4])
    return edge_steps(leg.origin, leg.dt, leg.n, [course for _, course in leg.schedules.items()], times)


def note_values(meta, windows, spans, totals, step, state):
    """The states of windows that read a value at this step."""
    for w in range(len(windows)):
        _, kind, symbol, _, _ = windows[w]
        if kind == "value" and spans[w][1] == step and symbol in meta["states"]:
            totals[w]["value"] = float(state[meta["states"].index(symbol)])


def is_moving(leg, trip, step):
    """Whether an input changes from step to step."""
    ramps = [each for each in trip["moving"] if ramps_at(each[1], step, leg.dt, leg.origin)]
    return len(ramps) + len(trip["noise"]) > 0


def set_moving(leg, trip, step):
    """The inputs that move have their values at a step."""
    for place, course in trip["moving"]:
        trip["p"][place] = value_at(course, step, leg.dt, leg.origin)


def ahead(run, leg, trip, at, until):
    """Steps of a cell or a rate model, between two edges; maximum, minimum and sum of each state in them."""
    kernel = trip["kernel"]
    watch = run.meta["states"]
    count = until - at
    set_moving(leg, trip, at)
    spikes = kernel.zeros(count + 1)
    sums = kernel.floats([*[-inf for _ in watch], *[inf for _ in watch], *[0.0 for _ in watch]])
    if is_moving(leg, trip, at):
        places = [*[place for place, _ in trip["moving"]], *[source["place"] for source in trip["noise"]]]
        table = [along(course, at, until, leg.dt, leg.origin) for _, course in trip["moving"]]
        for source in trip["noise"]:
            table.append(noise_along(run, kernel, source, at, count))
        fired = kernel.advance_moving(
            trip["state"], trip["p"], count, leg.dt, at, leg.every, leg.rows, leg.filled, spikes, sums,
            kernel.zeros(2), kernel.wholes(places), kernel.table(table),
        )  # fmt: skip
    else:
        fired = kernel["advance"](
            trip["state"], trip["p"], count, leg.dt, at, leg.every, leg.rows, leg.filled, spikes, sums
        )
    leg.filled += until // leg.every - at // leg.every
    for k in range(fired):
        run.spike_times.append(leg.origin + leg.dt * float(spikes[k]))
    return sums


def along(course, at, until, dt, origin):
    """Values of a course at the steps between two edges."""
    held = piece_at(course[1], at, dt, origin)
    if held is None or held[2] == held[3]:
        value = value_at(course, at, dt, origin)
        return [value for _ in range(at, until)]
    return [on_piece(held, origin + step * dt) for step in range(at, until)]


def along_chain(run, leg, trip, at, until):
    """Steps of a chain between two edges, one by one where an input moves."""
    kernel = trip["kernel"]
    count = 1 if is_moving(leg, trip, at) else until - at
    spikes = kernel.zeros(2 * count * run.size + 2)
    step = at
    while step < until:
        set_moving(leg, trip, step)
        fired = kernel["advance"](
            trip["state"], trip["p"], count, leg.dt, step, leg.every, leg.rows, leg.filled, spikes, trip["work"],
            trip["sites"], run.size, leg.width,
        )  # fmt: skip
        leg.filled += (step + count) // leg.every - step // leg.every
        step += count
        for k in range(fired):
            place = int(spikes[2 * k])
            time = leg.origin + leg.dt * float(spikes[2 * k + 1])
            run.spikes_of[place].append(time)
            run.spike_places.append(place)
            run.spike_times.append(time)


def read_window(run, leg, window, span, totals):
    """One read-out of a leg in steps of one length, of its states at every step, or of its kept rows."""
    kind = window[1]
    symbol = window[2]
    if symbol in run.meta["states"] and run.meta["method"] != "chain":
        sums = totals["sums"][run.meta["states"].index(symbol)]
        return totals["value"] if kind == "value" else read_totals(kind, sums, span[1] - span[0], leg.dt)
    column = leg.column(symbol)
    if kind == "value":
        return float(column[span[1] // leg.every])
    inside = [float(column[k]) for k in range(ceil(span[0] / leg.every), span[1] // leg.every + 1)]
    return read_column(kind, inside, leg.dt * leg.every)


def all_finite(state):
    """Whether all numbers of a state are numbers."""
    for value in state:
        if not isfinite(value):
            return False
    return True


def left_numbers(meta, leg):
    """(the first state that was no number, when, the row before in words) of a leg whose last state is none."""
    names = row_names(meta)
    width = leg.width
    k = 0
    row = [leg.rows[i] for i in range(width)]
    while k < leg.filled and all_finite(row):
        k += 1
        row = [leg.rows[k * width + i] for i in range(width)] if k < leg.filled else leg.last
    lost = [names[i] for i in range(width) if not isfinite(row[i])]
    name = lost[0] if len(lost) > 0 else meta["membrane"]
    before = [f"{names[i]} = {leg.rows[(k - 1) * width + i]:.4g}" for i in range(width)]
    return [name, leg.origin + k * leg.every * leg.dt, ", ".join(before)]
