"""Read-outs: what a run says of a window of time, of its spikes, trials or people."""

from ..errors import ModelError, nearest
from ..shared.schedule import step_of
from ..shared.windows import LATE_KINDS, SPIKE_KINDS, read_column, read_spikes, read_totals

KINDS = ("mean", "max", "min", "integral", "value", *SPIKE_KINDS)


def read_window(leg, kind, symbol, a, b, totals, watch, spikes):
    """One read-out of the stretch from `a` to `b`: see KINDS. Spike kinds take the symbol 'spike'."""
    if kind in SPIKE_KINDS:
        return read_spikes(kind, spikes, a, b, leg.model.second)
    first, last = step_of(a - leg.origin, leg.dt), step_of(b - leg.origin, leg.dt)
    if kind == "value" and len(totals[0]) > 3:
        return totals[0][3]
    if symbol in watch and kind != "value":
        return read_totals(kind, totals[watch.index(symbol)], last - first, leg.dt)
    column = column_of(leg, symbol)
    if kind == "value":
        return float(column[last // leg.every])
    return read_column(kind, column[-(-first // leg.every) : last // leg.every + 1].tolist(), leg.dt * leg.every)


def column_of(leg, symbol):
    """A state, helper or value at each kept row of a leg. `ModelError` with the nearest name for another symbol."""
    states = [q.symbol for q in leg.model.states]
    if symbol in states:
        return leg.rows[:, states.index(symbol)]
    helpers = [line.name for line in leg.model.helpers]
    if symbol in helpers:
        return leg.observed()[:, helpers.index(symbol)]
    if symbol in leg.values:
        return leg.values_of(symbol)
    raise ModelError(f"{leg.model.title}: no '{symbol}' to read out{nearest(symbol, [*states, *helpers, *leg.values])}")


def checked_windows(model, readouts):
    """[(name, kind, symbol, from, to), …] of those read during a run. `ModelError` for an unknown kind."""
    made = []
    for name, (kind, symbol, a, b) in readouts.items():
        known = (*KINDS, *LATE_KINDS)
        if kind not in known:
            raise ModelError(
                f"{model.title}: the read-out '{name}' asks for '{kind}'{nearest(kind, known)}; there are"
                f" {', '.join(known)}"
            )
        if kind in KINDS:
            made.append((name, kind, symbol, float(a), float(b)))
    return made
