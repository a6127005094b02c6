"""The flow of a model at a row of a run; what is computed of it is `shared/flow.py`."""

from ..shared.flow import flow_of
from .kernel import compiled


def flow_at(run, row, axes, hold=()):
    """The flow of `axes` (states, or inputs) at one row of a run: see `flow_of` of `shared/flow.py`.

    States in `hold` keep their value of that row; all others follow: they are where they would stay.
    """
    model = run.model
    names = [q.symbol for q in model.states]
    settable = [q.symbol for q in model.settable]
    p = [float(run[s][row]) if s in run.schedules else run.values[s] for s in settable]
    whole = [float(run[s][row]) for s in names]
    states = [names.index(s) if s in names else -1 for s in axes]
    inputs = [settable.index(s) if s in settable else -1 for s in axes]
    following = [at for at, s in enumerate(names) if at not in states and s not in hold]
    return flow_of(compiled(model.python, False), p, whole, states, inputs, following)


def completed(work):
    """The value of a generator, worked through."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
