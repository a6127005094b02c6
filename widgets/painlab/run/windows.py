"""Read-outs that may be asked of a run: which kinds there are."""

from ..errors import ModelError, nearest
from ..shared.windows import LATE_KINDS, SPIKE_KINDS

KINDS = ("mean", "max", "min", "integral", "value", *SPIKE_KINDS)


def checked_windows(model, readouts):
    """[(name, kind, symbol, from, to), …] of those read during a run. `ModelError` for an unknown kind."""
    windows = []
    for name, (kind, symbol, a, b) in readouts.items():
        known = (*KINDS, *LATE_KINDS)
        if kind not in known:
            raise ModelError(
                f"{model.title}: the read-out '{name}' asks for '{kind}'{nearest(kind, known)}; there are"
                f" {', '.join(known)}"
            )
        if kind in KINDS:
            windows.append((name, kind, symbol, float(a), float(b)))
    return windows
