"""How far a run is from the same run at a far finer tolerance, for `simulators.py`."""

from dataclasses import replace

import numpy as np
from painlab.run import evaluate


def errors_of(lab, run, theirs):
    """(our error, that of the states `theirs`) at the end of a run of a lab; None where there is no reference.

    The reference is the same run in adaptive steps at a relative tolerance of 1e-10. An error is the largest distance
    of a state from it, as a part of what that state goes through in the run.
    """
    model = lab.model
    if model.method != "adaptive" or any(evaluate(model, sd, run.values) != 0 for sd, _ in model.noise.values()):
        return None
    fine = replace(lab, model=replace(model, tolerance=1e-10)).run()
    states = [state.symbol for state in model.states]
    sizes = np.array([max(np.ptp(fine[symbol]), 1e-9) for symbol in states])
    exact, ours = (np.array([each[symbol][-1] for symbol in states]) for each in (fine, run))
    return tuple(float(np.max(np.abs(end - exact) / sizes)) for end in (ours, theirs[: len(states)]))
