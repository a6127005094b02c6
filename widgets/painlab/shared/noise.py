"""Noise of an input, held for a step: an Ornstein–Uhlenbeck process."""

from math import exp, sqrt


def noise_of(run, leg):
    """The inputs whose standard deviation is not 0: place among the values, and how the noise goes on."""
    sources = []
    draw = 0
    for symbol, law in run.meta["noise"].items():
        sd = run.evaluate(law[0], leg.values)
        if sd != 0.0:
            kept = exp(-leg.dt / run.evaluate(law[1], leg.values))
            spread = sd * sqrt(1.0 - kept * kept)
            place = run.meta["settable"].index(symbol)
            sources.append({"place": place, "draw": draw, "kept": kept, "spread": spread, "last": 0.0})
        draw += 1
    return sources


def noise_along(run, kernel, source, first, count):
    """The values of a noise in `count` steps from `first` on, which follow those that were asked for before."""
    values = []
    last = source["last"]
    for kick in kernel.normals(run.seed, first, count, source["draw"]):
        last = last * source["kept"] + source["spread"] * kick
        values.append(last)
    source["last"] = last
    return values
