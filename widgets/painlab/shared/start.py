"""Where a run starts: given numbers, gates at their steady state, or the rest of the membrane."""

from ..errors import ModelError
from .chain import chain_size
from .leg import all_finite
from .schedule import step_of
from .steps import advances

FIRES = "The cell has no stable resting state: it fires by itself, and the run starts after it has done so for a while."


def chain_start(run):
    """The state in which a chain starts: every compartment alike."""
    run.size = chain_size(run)
    if run.size < 1:
        raise ModelError(
            f"{run.meta['title']}: {run.size} compartments are no chain; take values within their ranges, or a"
            " smaller, positive dx"
        )
    run.spikes_of = [[] for _ in range(run.size)]
    y = run.kernel.zeros(run.size * len(run.meta["states"]))
    run.kernel["starts"](run.kernel.floats([run.values[symbol] for symbol in run.meta["settable"]]), y, run.size)
    return y


def start_state(run, values):
    """The state at the start; yields while a cell that has no rest fires by itself.

    The last one that was searched for outlives the run, in `run.kept`: a current or a pulse, which act later, do not
    move it.
    """
    meta = run.meta
    kernel = run.kernel
    resting = {**values, **meta["resting"]}
    p = kernel.floats([resting[symbol] for symbol in meta["settable"]])
    n = len(meta["states"])
    if "rest" not in meta["starts"]:
        y = kernel.zeros(n + (1 if meta["reset"] and meta["method"] != "adaptive" else 0))
        kernel["starts"](kernel.floats([values[symbol] for symbol in meta["settable"]]), y)
        if "steady" in meta["starts"]:
            kernel["settle"](y, p)
        return y
    kept = run.kept
    scan = meta["scan"]
    at = meta["states"].index(meta["membrane"])
    if not are_equal(kept["at"], p):
        state = kernel["rest"](p, n, at, scan["low"], scan["high"], scan["step"])
        fires = state is None
        if fires:
            state = yield from freely(run, kernel["scan_point"](p, n, at, scan["start"]), p)
            if not all_finite(state):
                raise ModelError(
                    f"{meta['title']}: no rest of {meta['membrane']} was found from {scan['low']:g} to"
                    f" {scan['high']:g}, and a run from {scan['start']:g} left the numbers; take values within their"
                    " ranges"
                )
        kept["at"] = p
        kept["state"] = state
        kept["fires"] = fires
    if kept["fires"]:
        run.note(FIRES)
    return kernel.floats(kept["state"])


def are_equal(numbers, others):
    """Whether two lists begin with the same numbers, as long as the first is."""
    for i in range(len(numbers)):
        if numbers[i] != others[i]:
            return False
    return True


def freely(run, y, p):
    """The state after the long run of a cell from `y`, with nothing kept and no spike asked for."""
    meta = run.meta
    n = len(meta["states"])
    steps = step_of(meta["longRun"], meta["dt"])
    kernel = run.kernel_of(0 if meta["method"] == "adaptive" else steps * n)
    state = kernel.floats(y)
    values = kernel.floats(p)
    if meta["method"] == "adaptive":
        for _ in advances(run, kernel, state, values, [[0.0, steps * meta["dt"]], [], [], [], []], meta["dt"]):
            yield None
        return state
    at = 0
    while at < steps:
        count = min(steps - at, run.chunk)
        spikes = kernel.zeros(count + 1)
        kernel["advance"](
            state, values, count, meta["dt"], at, steps + 1, kernel.zeros(1), 0, spikes, kernel.zeros(3 * n)
        )
        at += count
        yield None
    return state
