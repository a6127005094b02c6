"""Read-outs that need the complete run: see LATE_KINDS of `windows.py`. `run` is a run that is complete."""

from .chain import chain_length, chain_place
from .trains import starts_of
from .windows import LATE_KINDS, counts_after, late_readout


def counts_of(run, train):
    """Spikes from each event of a train to one period later."""
    return counts_after(starts_of(run, train), run.number(run.meta["trains"][train]["every"]), run.spike_times)


def spikes_at(run, fraction):
    """Of a chain: spike times at the compartment at a fraction of its length."""
    return run.spikes_of[chain_place(run.size, fraction)]


def late_readouts(run, asked):
    """Fills in the read-outs `asked`, [name, kind, symbol, from, to], that need the complete run."""
    for name, kind, symbol, a, b in asked:
        if kind in LATE_KINDS and kind != "report":
            along = kind in ("passed", "arrival", "speed")
            others = spikes_at(run, b) if kind == "speed" else []
            apart = 0.0
            if kind == "speed":
                apart = (chain_place(run.size, b) - chain_place(run.size, a)) * chain_length(run) / run.size
            if along:
                numbers = spikes_at(run, a)
            else:
                numbers = counts_of(run, symbol) if kind == "counts" else run.column(symbol)
            run.readouts[name] = late_readout(kind, numbers, a, others, apart)
