"""What tests of models share: a found number against a printed one, thresholds, and an independent solver."""

import numpy as np
from painlab.run import Schedule, compiled
from scipy.integrate import solve_ivp


def agrees(found, printed, tolerance=None):
    """`found` against a number as it is printed, given as text.

    Without a `tolerance`: 0.5 %, or one unit of the last printed digit, whichever is larger.
    """
    if tolerance is None:
        tolerance = max(0.005 * abs(float(printed)), 10.0 ** -len(printed.partition(".")[2]))
    assert abs(found - float(printed)) <= tolerance * (1 + 1e-9), f"{found} is not {printed}"


def agrees_all(found, printed, tolerance=None):
    """Each of `found` against the numbers in the text `printed`, which spaces part."""
    for one, text in zip(found, printed.split(), strict=True):
        agrees(one, text, tolerance)


def counts_agree(found, printed):
    """Spike counts against the counts in the text `printed`: 1 more or less, but silence is silence."""
    printed = [int(text) for text in printed.split()]
    close = [abs(a - b) <= 1 and (a == 0) == (b == 0) for a, b in zip(found, printed, strict=True)]
    assert all(close), f"{list(found)} are not {printed}"


def is_threshold(enough, printed, within):
    """`enough(x)` is false `within` below the printed number and true `within` above it."""
    found = enough(printed - within), enough(printed + within)
    assert found == (False, True), f"{printed} is no threshold: below and above it gives {found}"


def by_lsoda(model, run, first, last, state=0):
    """Spike times between `first` and `last` of a point model, by SciPy's LSODA from the run's state at `first`.

    All inputs and parameters must be constant from `first` to `last`. The run must have kept every step.
    """
    rhs = compiled(model.python, True)["rhs"]
    values = {
        s: v.at(round(first / model.dt), model.dt, 0.0) if isinstance(v, Schedule) else v
        for s, v in (run.values | run.schedules).items()
    }
    p = np.array([values[q.symbol] for q in model.settable])
    slopes = np.zeros(len(model.states))

    def right(_, y):
        rhs(y, p, slopes)
        return slopes.copy()

    def crossing(_, y):
        return y[state] - values[model.threshold]

    crossing.direction = 1
    start = [run[q.symbol][round(first / model.dt)] for q in model.states]
    found = solve_ivp(right, (first, last), start, method="LSODA", rtol=1e-9, atol=1e-10, max_step=1.0, events=crossing)
    return found.t_events[0]
