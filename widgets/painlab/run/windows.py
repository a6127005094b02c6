"""Read-outs: what a run says of a window of time, of its spikes, trials or people."""

import math

import numpy as np

from ..errors import ModelError, nearest
from .chain import chain_length, chain_place, chain_size
from .plan import SPIKE_KINDS, read_spikes, steps

KINDS = ("mean", "max", "min", "integral", "value", *SPIKE_KINDS)
# Read after the run: spikes of one event, spikes passing a place of a chain, a trial of a map, people of a population.
LATE_KINDS = ("counts", "passed", "arrival", "speed", "trial", "average", "spread", "report")


def read_window(leg, kind, symbol, a, b, totals, watch, spikes):
    """One read-out of the stretch from `a` to `b`: see KINDS. Spike kinds take the symbol 'spike'."""
    if kind in SPIKE_KINDS:
        return read_spikes(kind, spikes, a, b, leg.model.second)
    first, last = steps(a - leg.origin, leg.dt), steps(b - leg.origin, leg.dt)
    if kind == "value" and len(totals[0]) > 3:
        return totals[0][3]
    if symbol in watch and kind != "value":
        high, low, total = totals[watch.index(symbol)][:3]
        number = {"max": high, "min": low, "mean": total / max(1, last - first), "integral": total * leg.dt}
        return number[kind]
    column = column_of(leg, symbol)
    inside = column[-(-first // leg.every) : last // leg.every + 1]
    if kind == "value":
        return float(column[last // leg.every])
    number = {
        "max": np.max,
        "min": np.min,
        "mean": np.mean,
        "integral": lambda x: np.sum(x) * leg.dt * leg.every,
    }
    return float(number[kind](inside))


def column_of(leg, symbol):
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


def late_readouts(made, readouts):
    """Fill in the read-outs that need the complete run; see LATE_KINDS."""
    for name, (kind, symbol, a, b) in readouts.items():
        if kind == "counts":
            counts = made.counts(symbol)
            made.readouts[name] = float(counts[int(a)]) if -len(counts) <= a < len(counts) else math.nan
        elif kind == "passed":
            made.readouts[name] = float(len(made.spikes_at(a)))
        elif kind == "arrival":
            made.readouts[name] = float(next(iter(made.spikes_at(a)), math.nan))
        elif kind == "speed":
            here, there = (next(iter(made.spikes_at(f)), math.nan) for f in (a, b))
            size = chain_size(made.model, made.values)
            apart = (chain_place(size, b) - chain_place(size, a)) * chain_length(made.model, made.values) / size
            made.readouts[name] = apart / (there - here)
        elif kind == "trial":
            made.readouts[name] = float(made[symbol][int(a) if a < 0 else int(a) - 1])
        elif kind in ("average", "spread"):
            made.readouts[name] = float(np.mean(made[symbol]) if kind == "average" else np.std(made[symbol], ddof=1))
        elif name not in made.readouts:
            made.readouts[name] = math.nan
