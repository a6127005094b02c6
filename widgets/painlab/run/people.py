"""Runs without time: trials of a map, people of a population."""

import numpy as np

from ..errors import ModelError
from .chance import uniform
from .kernel import Kernel, compiled


def run_map(made, trials):
    """`trials` trials of a map: row k holds the state before trial k and the helpers in it."""
    model = made.model
    functions = compiled(model.python, False)
    p = [made.values[q.symbol] for q in model.settable]
    y, o = [0.0] * len(model.states), [0.0] * len(model.helpers)
    functions["starts"](p, y)
    rows = []
    for _ in range(trials):
        before = list(y)
        functions["row"](y, p, [], o)
        rows.append(before + list(o))
    table = np.array(rows)
    made.t = np.arange(1.0, trials + 1)
    names = [q.symbol for q in model.states] + [line.name for line in model.helpers]
    made.columns |= {name: table[:, i] for i, name in enumerate(names)}
    return made


def run_people(made, people, seed):
    """A closed form (one row), or the first `people` persons who enter a population."""
    model = made.model
    functions = compiled(model.python, False)
    p = [made.values[q.symbol] for q in model.settable]
    o, rows, index = [0.0] * len(model.helpers), [], 0
    if model.draws:
        kernel = Kernel(model, people)
        functions = kernel.functions
        p, o = kernel.array(p), kernel.array(o)
    limit = max(1000, 2000 * people)
    while len(rows) < people:
        chunk = max(64, 2 * people)
        draws = np.array(
            [normal(model, uniform(seed, np.arange(index, index + chunk), d)) for d in range(len(model.draws))]
        ).T
        for k in range(chunk):
            z = draws[k] if model.draws and kernel.fast else (draws[k].tolist() if model.draws else [])
            index += 1
            if functions["row"]([], p, z, o) if not (model.draws and kernel.fast) else functions["row"](p, p, z, o):
                rows.append([*z, *o])
            if len(rows) == people:
                break
        if index > limit:
            raise ModelError(
                f"{model.title}: of {index} people only {len(rows)} enter; make the rule 'where …' easier to meet"
            )
    names = [q.symbol for q in model.draws] + [line.name for line in model.helpers]
    table = np.array(rows, dtype=float).reshape(people, len(names))
    made.t = np.arange(1.0, people + 1)
    made.people, made.screened = people, index
    made.columns |= {name: table[:, i] for i, name in enumerate(names)}
    return made


def normal(model, u):
    """Standard normal numbers from uniform ones, as a list."""
    quantile = compiled(model.python, False)["normal_quantile"]
    return [quantile(float(x)) for x in u]
