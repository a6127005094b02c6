"""The flow of a model at a row of a run; what is computed of it is `flow.py`."""

from .flow import flow_of


def flow_at(run, row, axes, hold):
    """The flow of `axes` (states, or inputs) at one row of a run, as `flow_of` gives it, with its `key`: what it needs.

    States in `hold` keep their value of that row; all others follow: they are where they would stay.
    """
    meta = run.meta
    names = meta["states"]
    settable = meta["settable"]
    moving = [symbol for symbol in settable if run.courses.get(symbol) is not None]
    p = [run.column(symbol)[row] if symbol in moving else run.values[symbol] for symbol in settable]
    whole = [run.column(symbol)[row] for symbol in names]
    states = [names.index(symbol) if symbol in names else -1 for symbol in axes]
    inputs = [settable.index(symbol) if symbol in settable else -1 for symbol in axes]
    following = [at for at in range(len(names)) if at not in states and names[at] not in hold]
    key = [p[at] for at in range(len(p)) if at not in inputs]
    held = [whole[names.index(symbol)] for symbol in hold]
    return {**flow_of(run.kernel, p, whole, states, inputs, following), "key": [*key, *held]}
