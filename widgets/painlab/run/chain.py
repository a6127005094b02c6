"""A chain of compartments: how many, how long, where its sites are, how it starts."""

from .kernel import compiled
from .values import evaluate


def chain_size(model, values):
    """Compartments of a chain at these values."""
    return int(evaluate(model, "compartments", values) + 0.5)


def chain_place(size, fraction):
    """Number of the compartment at a fraction of the length of a chain of `size` compartments."""
    return min(size - 1, int(fraction * size))


def chain_length(model, values):
    """Length of a chain at these values: a parameter, or a helper."""
    return evaluate(model, "length", values)


def site_indices(model, values):
    """The compartments of the model's sites."""
    size = chain_size(model, values)
    return [chain_place(size, fraction) for fraction in model.sites]


def chain_start(model, values):
    """The states in which a chain starts, as one flat list."""
    functions, size = compiled(model.python, False), chain_size(model, values)
    y = [0.0] * (size * len(model.states))
    functions["starts"]([values[q.symbol] for q in model.settable], y, size)
    return y
