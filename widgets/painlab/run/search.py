"""The least value of a quantity at which a cell fires, by whole runs."""

from ..errors import ModelError, refuse
from ..shared.threshold import least_value
from .run import completed
from .schedule import is_finite


def find(model, symbol, low, high, spikes, tolerance, settings):
    """See `Model.find`."""
    settable = [quantity.symbol for quantity in model.settable]
    by_value = {name: setting for name, setting in settings.items() if callable(setting)}
    moves = symbol in settable and symbol not in settings
    if not model.membrane:
        raise ModelError(f"{model.title}: a model without a membrane has no spikes; find what it reads out by sweep()")
    if not moves and not by_value:
        if symbol in settings:
            raise ModelError(f"{model.title}: {symbol}={settings[symbol]!r} is what is to be found; leave it out")
        refuse(model.title, f"there is no '{symbol}' to find", symbol, settable)
    if not (is_finite(low) and is_finite(high) and low < high):
        raise ModelError(f"{model.title}: {symbol} is to be found from {low} to {high}; the first must be less")
    if not (is_finite(tolerance) and tolerance > 0):
        raise ModelError(f"{model.title}: tolerance={tolerance} is no width; give a part of the bracket, as 1e-4")

    def enough(value):
        moved = {name: setting(value) for name, setting in by_value.items()} | ({symbol: value} if moves else {})
        yield
        return len(model.run(**settings | moved).spikes) >= spikes

    return completed(least_value(low, high, tolerance * (high - low), enough))
