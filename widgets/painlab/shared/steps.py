"""A leg of a run in adaptive steps: its plan, how it is traveled, and what is read of it."""

from ..errors import ModelError
from .clock import BEGUN, EDGE, FIRED, HEAD, LOST, OF_STATE, TIME
from .schedule import plan_of, step_of


def is_adaptive(run, values):
    """Whether a run takes adaptive steps: where there is noise, which is held for a step, it takes the fixed one."""
    noisy = [law for law in run.meta["noise"].values() if run.evaluate(law[0], values) != 0.0]
    return run.meta["method"] == "adaptive" and len(noisy) == 0


def leg_plan(run, leg, events, windows):
    """The plan of a leg: see `plan_of` of `schedule.py`."""
    moving = [[symbol, course] for symbol, course in leg.schedules.items() if len(course[1]) > 0]
    places = [run.meta["settable"].index(each[0]) for each in moving]
    named = run.meta["events"]
    acts = [[time, named.index(name)] for time, name in events if name in named]
    times = []
    for window in windows:
        times.append(window[3])
        times.append(window[4])
    return plan_of(leg.origin, leg.dt, leg.n, places, [each[1] for each in moving], acts, times)


def advances(run, kernel, y, p, plan, unit):
    """Takes a plan from the state `y`, changed in place, in pieces of `run.budget` steps.

    Yields {segments, count, spikes, fired, time}: what was kept of the steps of a piece, and how far they came.
    """
    meta = run.meta
    n = len(y)
    width = HEAD + OF_STATE * n
    last = len(plan[0]) - 1
    constants = kernel.zeros(meta["sizes"][0])
    jacobian = kernel.zeros(meta["sizes"][1])
    factors = kernel.zeros(meta["sizes"][2])
    work = kernel.rows(16, n)
    clock = kernel.zeros(9)
    clock[TIME] = plan[0][0]
    given = kernel.plan(plan)
    out = kernel.zeros(0)
    spikes = kernel.zeros(0)
    while clock[EDGE] < last or clock[BEGUN] == 0.0:
        steps = run.budget
        if len(spikes) < steps:
            out = kernel.zeros(steps * width)
            spikes = kernel.zeros(steps)
        count = kernel["adaptive"](
            y, p, constants, jacobian, factors, work, given, unit, meta["tolerance"], meta["cell"], clock, out,
            spikes, steps,
        )  # fmt: skip
        yield {"segments": out, "count": count, "spikes": spikes, "fired": int(clock[FIRED]), "time": clock[TIME]}
        if clock[LOST] > 0.0:
            now = [f"{meta['states'][i]} = {y[i]:.4g}" for i in range(n)]
            raise ModelError(
                f"{meta['title']}: the run left the numbers after {clock[TIME]:.6g} {meta['time']}, at"
                f" {', '.join(now)}; take values within their ranges"
            )


def nearest_edge(edges, time):
    """The number of the edge that is nearest to a time."""
    best = 0
    for k in range(1, len(edges)):
        if abs(edges[k] - time) < abs(edges[best] - time):
            best = k
    return best


def read_segments(run, kernel, leg, kind, symbol, a, b):
    """A read-out of the stretch of a leg from `a` to `b`, edges of its plan, to the accuracy of the run."""
    meta = run.meta
    columns = [*meta["states"], *meta["helpers"], *meta["settable"]]
    if symbol not in columns:
        run.refuse(symbol, columns)
    which = columns.index(symbol)
    segments = leg.segments
    edges = segments.plan[0]
    first = nearest_edge(edges, leg.origin + step_of(a - leg.origin, leg.dt) * leg.dt)
    end = nearest_edge(edges, leg.origin + step_of(b - leg.origin, leg.dt) * leg.dt)
    y = kernel.floats(leg.last)
    o = kernel.zeros(len(meta["helpers"]))
    p = kernel.floats([leg.values[each] for each in meta["settable"]])
    plan = kernel.plan(segments.plan)
    table = segments.flat(kernel)
    count = segments.count
    width = HEAD + OF_STATE * len(y)
    if kind == "value":
        s = 0
        while s < count and table[s * width + 2] < end:
            s += 1
        if s < count:
            return float(kernel["quantity"](table, s * width, 0.0, which, y, p, o, plan))
        return float(kernel["final"](which, y, p, o, plan))
    if kind in ["max", "min"]:
        sign = 1.0 if kind == "max" else -1.0
        return sign * float(kernel["highest"](table, count, first, end, which, sign, y, p, o, plan))
    total = float(kernel["integral"](table, count, first, end, which, y, p, o, plan))
    if kind == "integral":
        return total
    return total / (edges[end] - edges[first])
