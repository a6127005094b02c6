"""Where a run starts: given numbers, gates at their steady state, or the rest of the membrane."""

import math

from ..errors import ModelError
from ..shared.schedule import step_of
from . import adaptive
from .kernel import Kernel, compiled
from .values import settle_values


def start_state(model, values, notes):
    """The state at the start, as a list: given numbers and expressions, gates at their steady state, or rest."""
    functions = compiled(model.python, False)
    resting = values | {q.symbol: float(q.value) for q in model.inputs}
    p = [resting[q.symbol] for q in model.settable]
    y = [0.0] * (len(model.states) + (1 if model.reset and model.method != "adaptive" else 0))
    functions["starts"]([values[q.symbol] for q in model.settable], y)
    kinds = [q.start_text for q in model.states]
    if "rest" not in kinds:
        if "steady" in kinds:
            functions["settle"](y, p)
        return y
    found = rest(model, p)
    if found is None:
        y = scan_point(model, p, model.scan["start"])
        n = step_of(model.long_run, model.dt)
        advance_freely(model, y, p, n)
        if not all(map(math.isfinite, y)):
            raise ModelError(
                f"{model.title}: no rest of {model.membrane} was found from {model.scan['low']:g} to"
                f" {model.scan['high']:g}, and a run from {model.scan['start']:g} left the numbers; take values within"
                " their ranges"
            )
        notes.append(
            "The cell has no stable resting state: it fires by itself,"
            " and the run starts after it has done so for a while."
        )
        return y
    return found


def scan_point(model, p, v):
    """The state with the membrane at `v` and everything else where it would stay."""
    at = [q.symbol for q in model.states].index(model.membrane)
    return compiled(model.python, False)["scan_point"](p, len(model.states), at, v)


def advance_freely(model, y, p, n):
    """Take `n` steps in place, with nothing kept and no spike asked for; `p` are the run's values."""
    if model.method == "adaptive":
        kernel = Kernel(model, 0)
        state, plan = kernel.floats(y), ([0.0, n * model.dt], [], [], [], [])
        for table, _ in adaptive.advances(kernel, state, kernel.floats(p), plan, model.dt):
            kernel.count(table.size // 5)
        y[:] = [float(x) for x in state]
        return
    kernel = Kernel(model, n * len(model.states))
    state, sums = kernel.floats(y), kernel.zeros(3 * len(model.states))
    spikes = kernel.zeros(n + 1)
    kernel.call("advance", state, kernel.floats(p), n, model.dt, 0, n + 1, kernel.zeros(1), 0, spikes, sums)
    y[:] = [float(x) for x in state]


def roots(model, p, low, high):
    """Equilibria met when the membrane is scanned from `low` to `high`, each refined by Newton."""
    at = [q.symbol for q in model.states].index(model.membrane)
    return compiled(model.python, False)["roots"](p, len(model.states), at, low, high, model.scan["step"])


def rest(model, p):
    """The first stable equilibrium where `Model.scan` looks for rest, or None where there is none."""
    functions, scan = compiled(model.python, False), model.scan
    at = [q.symbol for q in model.states].index(model.membrane)
    return functions["rest"](p, len(model.states), at, scan["low"], scan["high"], scan["step"])


def equilibria(model, given, low, high):
    """[({state: value}, whether it is stable), …] with the membrane from `low` to `high`; `given` sets values."""
    values, _, _ = settle_values(model, None, given)
    p = [values[q.symbol] for q in model.settable]
    names = [q.symbol for q in model.states]
    functions = compiled(model.python, False)
    found = roots(model, p, low, high)
    return [(dict(zip(names, y, strict=True)), functions["stable"](functions["rhs"], y, p)) for y in found]
