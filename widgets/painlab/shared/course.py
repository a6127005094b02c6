"""The course of a run: one leg, or the phases of a protocol, from its start to its end.

`run` holds what was asked: `values`, `courses` ({symbol: course}), `dt`, `every`, `duration`, `windows`, `protocol`
(None where there is none). It makes a leg by `leg_of`; by `known_leg` it says whether another run has traveled it.
"""

from math import ceil, inf

from ..errors import ModelError
from .leg import keep_readouts, travel
from .schedule import step_of
from .start import chain_start, start_state
from .steps import is_adaptive
from .trains import event_times

KEPT = 200000  # rows kept where `every` is not given
OF_PHASE = 20000  # of a phase


def course_of(run):
    """All of a run; yields after each piece of work."""
    if run.protocol is None:
        yield from one_leg(run)
    else:
        yield from phases(run)


def rows_kept(run, values, enough):
    """`every` of a leg: as asked for; 0, the points of the segments, only where there are any; else `enough`."""
    if run.every is None or (run.every == 0 and not is_adaptive(run, values)):
        return max(1, ceil(enough))
    return run.every


def steps_in(run, length):
    """The steps of a run, or a phase, of a length. Raises where there are none."""
    n = step_of(length, run.dt) if length > 0 and length < inf else 0
    if n < 1:
        raise ModelError(
            f"{run.meta['title']}: duration={length} is no length; give a positive time in {run.meta['time']}, of one"
            f" step, dt={run.dt}, or more"
        )
    return n


def one_leg(run):
    """A run without a protocol."""
    meta = run.meta
    run.length = run.number(meta["duration"]) if run.duration is None else run.duration
    n = steps_in(run, run.length)
    if meta["method"] == "chain":
        y = chain_start(run)
    else:
        y = yield from start_state(run, run.values)
    leg = run.leg_of(run.values, run.courses, 0.0, n, rows_kept(run, run.values, n / KEPT), "")
    run.legs.append(leg)
    yield from travel(run, leg, y, event_times(run), run.windows)


def phases(run):
    """The phases of a protocol, each from the end of the one before it or of the one that it names."""
    listed = run.meta["protocols"][run.protocol]
    run.length = 0.0
    until = {}
    last = 0.0
    for phase in listed:
        after = phase["after"]
        last = (last if after is None else until[after]) + run.number(phase["length"])
        until[phase["name"]] = last
        run.length = max(run.length, last)
    untreated = {**run.values}
    for symbol, value in run.meta["treatments"]:
        untreated[symbol] = value
    start = yield from start_state(run, untreated)
    ends = {}
    before = {"time": 0.0, "state": start}
    for phase in listed:
        if phase["after"] is not None:
            before = ends[phase["after"]]
        before = yield from through(run, phase, before, untreated)
        ends[phase["name"]] = before


def through(run, phase, before, untreated):
    """One phase, from where another ended: where it ends."""
    values = {**run.values} if phase["treated"] else {**untreated}
    if phase["when"] is None or run.number(phase["when"]):
        for symbol, value in phase["values"].items():
            values[symbol] = run.number(value)
    length = run.number(phase["length"])
    end = before["time"] + length
    windows = []
    for name, asked in phase["readouts"].items():
        windows.append([name, asked[0], asked[1], end - run.number(asked[2]), end])
    n = steps_in(run, length)
    every = rows_kept(run, values, length / run.dt / OF_PHASE)
    fresh = run.leg_of(values, {}, before["time"], n, every, phase["name"])
    leg = run.known_leg(fresh, before["state"])
    run.legs.append(leg)
    if leg is fresh:
        yield from travel(run, leg, before["state"], [], windows)
    else:
        keep_readouts(run, leg)
    return {"time": end, "state": leg.last}
