"""Equilibria of a cell over the range of its membrane, and its rest."""

from ..errors import ModelError
from .kernel import compiled
from .schedule import is_finite
from .values import settle_values


def roots(model, p, low, high):
    """Equilibria met when the membrane is scanned from `low` to `high`, each refined by Newton."""
    at = [quantity.symbol for quantity in model.states].index(model.membrane)
    return compiled(model.python, False)["roots"](p, len(model.states), at, low, high, model.scan["step"])


def rest(model, p):
    """The first stable equilibrium where `Model.scan` looks for rest, or None where there is none."""
    functions, scan = compiled(model.python, False), model.scan
    at = [quantity.symbol for quantity in model.states].index(model.membrane)
    return functions["rest"](p, len(model.states), at, scan["low"], scan["high"], scan["step"])


def equilibria(model, given, low, high):
    """[({state: value}, whether it is stable), …] with the membrane from `low` to `high`; `given` sets values.

    `ModelError` for a chain, a model without a membrane, an empty range.
    """
    if model.method == "chain" or not model.membrane:
        what = "a chain" if model.method == "chain" else "a model without a membrane"
        raise ModelError(f"{model.title}: {what} has no equilibria to scan for; take the end of a long run")
    if not (is_finite(low) and is_finite(high) and low < high):
        raise ModelError(f"{model.title}: equilibria are scanned for from {low} to {high}; the first must be less")
    values, _, _ = settle_values(model, None, given)
    p = [values[quantity.symbol] for quantity in model.settable]
    names = [quantity.symbol for quantity in model.states]
    functions = compiled(model.python, False)
    resting = roots(model, p, low, high)
    return [(dict(zip(names, y, strict=True)), functions["stable"](functions["rhs"], y, p)) for y in resting]
