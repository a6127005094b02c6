"""The checks of a model's protocols: what their phases follow, set and read out."""

from ..errors import ModelError, nearest, refuse
from ..shared.windows import KINDS, SPIKE_KINDS

STEPPED = ("adaptive", "rk4", "exponential")  # methods that go through phases


def check_phases(model):
    """`ModelError` for a phase that follows none before it in its protocol, or sets or reads what the model lacks."""
    if model.protocols and model.method not in STEPPED:
        raise ModelError(
            f"{model.title}: the method '{model.method}' goes through no protocol; there are {', '.join(STEPPED)}"
        )
    settable = [quantity.symbol for quantity in model.settable]
    for phases in model.protocols.values():
        for k, phase in enumerate(phases):
            where, earlier = f"the phase '{phase.name}'", [each.name for each in phases[:k]]
            if phase.name in earlier:
                raise ModelError(f"{model.title}: {where} stands twice in its protocol; rename one")
            if phase.after is not None and phase.after not in earlier:
                raise ModelError(
                    f"{model.title}: {where} follows '{phase.after}'{nearest(phase.after, earlier)}; name an earlier"
                    " phase"
                )
            for symbol in phase.values:
                if symbol not in settable:
                    refuse(model.title, f"{where} sets '{symbol}', which is no input or parameter", symbol, settable)
            for name, asked in phase.readouts.items():
                check_readout(model, f"{where}: its read-out '{name}'", asked)


def check_readout(model, where, asked):
    """`ModelError` for a read-out of a phase that is none of (kind, symbol, last)."""
    if not isinstance(asked, tuple | list) or len(asked) != 3:
        raise ModelError(f"{model.title}: {where} is {asked!r}; write (kind, symbol, last)")
    kind, symbol, last = asked
    if kind not in KINDS:
        refuse(model.title, f"{where} asks for '{kind}'", kind, KINDS)
    if kind in SPIKE_KINDS:
        if not model.membrane:
            raise ModelError(f"{model.title}: {where} asks for '{kind}' of spikes; name a membrane, or ask for 'mean'")
    else:
        columns = [row.symbol for row in (*model.states, *model.settable)] + [line.name for line in model.helpers]
        if symbol not in columns:
            refuse(model.title, f"{where} is of '{symbol}', which the model has not", symbol, columns)
    if isinstance(last, bool) or not isinstance(last, int | float) or not last > 0:
        raise ModelError(f"{model.title}: {where} is of the last {last!r}; give a positive number, in {model.time}")
