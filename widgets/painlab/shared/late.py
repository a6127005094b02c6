"""Read-outs that need the complete run: see LATE_KINDS of `windows.py`. `run` is a run that is complete."""

from .chain import chain_length, chain_place
from .windows import LATE_KINDS, late_readout


def late_readouts(run, asked):
    """Fills in the read-outs `asked`, [name, kind, symbol, from, to], that need the complete run."""
    for name, kind, symbol, a, b in asked:
        if kind in LATE_KINDS and kind != "report":
            along = kind in ("passed", "arrival", "speed")
            others = run.spikes_at(b) if kind == "speed" else []
            apart = 0.0
            if kind == "speed":
                apart = (chain_place(run.size, b) - chain_place(run.size, a)) * chain_length(run) / run.size
            if along:
                numbers = run.spikes_at(a)
            else:
                numbers = run.counts(symbol) if kind == "counts" else run.column(symbol)
            run.readouts[name] = late_readout(kind, numbers, a, others, apart)
