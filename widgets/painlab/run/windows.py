"""Read-outs that may be asked of a run: which kinds there are, of what, and where."""

from ..errors import ModelError, refuse
from ..shared.chain import row_names
from ..shared.windows import KINDS, LATE_KINDS, SPIKE_KINDS
from .schedule import is_finite
from .settings import IN_TIME

ALONG = ("passed", "arrival", "speed")  # of a chain


def checked_windows(meta, readouts, protocol):
    """[(name, kind, symbol, from, to), …] of those read during a run. `ModelError` says what is wrong with one."""
    if not isinstance(readouts, dict):
        raise ModelError(f"{meta['title']}: readouts={readouts!r}; write {{name: (kind, symbol, from, to)}}")
    windows = []
    for name, asked in readouts.items():
        where = f"the read-out '{name}'"
        if not isinstance(asked, tuple | list) or len(asked) != 4:
            raise ModelError(f"{meta['title']}: {where} is {asked!r}; write (kind, symbol, from, to)")
        kind, symbol, a, b = asked
        if kind not in (*KINDS, *LATE_KINDS):
            refuse(meta["title"], f"{where} asks for '{kind}'", kind, (*KINDS, *LATE_KINDS))
        for time in (a, b):
            if not is_finite(time):
                raise ModelError(f"{meta['title']}: {where} has {time!r} in place of a number; give a finite one")
        check_kind(meta, where, kind)
        check_symbol(meta, where, kind, symbol)
        if kind in KINDS:
            check_window(meta, where, protocol, (kind, a, b))
            windows.append((name, kind, symbol, float(a), float(b)))
        for fraction in (a, b)[: ALONG.index(kind) // 2 + 1] if kind in ALONG else ():
            if not is_fraction(fraction):
                raise ModelError(
                    f"{meta['title']}: {where} asks for the place {fraction}; give a fraction of the length, 0 to 1"
                )
    return windows


def check_kind(meta, where, kind):
    """`ModelError` for a kind that asks for what the method of a model does not have."""
    lacks = None
    if kind in (*KINDS, "counts", *ALONG) and meta["method"] not in IN_TIME:
        lacks = f"a time, which its method '{meta['method']}' has not; ask for 'trial', 'average' or 'spread'"
    elif kind in (*SPIKE_KINDS, "counts", *ALONG) and not meta["membrane"]:
        lacks = "spikes, which a model without a membrane has not; ask for 'mean' or 'max'"
    elif kind in ALONG and meta["method"] != "chain":
        lacks = "places, which only a chain has; ask for 'count' or 'first'"
    if lacks:
        raise ModelError(f"{meta['title']}: {where} asks for '{kind}' and so for {lacks}")


def check_symbol(meta, where, kind, symbol):
    """`ModelError` for a train or a column that a run of the model does not have."""
    if kind == "counts" and symbol not in meta["trains"]:
        refuse(meta["title"], f"{where} counts after '{symbol}', which is no train", symbol, meta["trains"])
    if kind in (*SPIKE_KINDS, *ALONG, "counts", "report"):
        return
    helpers = [] if meta["method"] == "chain" else meta["helpers"]
    columns = [*row_names(meta), *helpers, *meta["settable"], *meta["draws"]]
    if symbol not in columns:
        refuse(meta["title"], f"{where}: no '{symbol}' to read out", symbol, columns)


def check_window(meta, where, protocol, window):
    """`ModelError` for a window that ends before it begins, or that a protocol has no place for."""
    kind, a, b = window
    if not (a < b or (a == b and kind == "value")):
        raise ModelError(f"{meta['title']}: {where} goes from {a:g} to {b:g}; let it end after it begins")
    if protocol is not None:
        raise ModelError(
            f"{meta['title']}: {where} has a window, and the protocol '{protocol}' reads out in its phases; add it to"
            " one of them"
        )


def is_fraction(place):
    """Is a place on a chain a fraction of its length?"""
    return is_finite(place) and 0 <= place <= 1
