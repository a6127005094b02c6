"""A chain of compartments: how many, how long, where its sites are. `run` is a run of a fiber."""

from math import floor


def chain_size(run):
    """Compartments of the chain."""
    return int(run.number("compartments") + 0.5)


def chain_length(run):
    """Length of the chain: a parameter, or a helper."""
    return run.number("length")


def chain_place(size, fraction):
    """Number of the compartment at a fraction of the length of a chain of `size` compartments."""
    return min(size - 1, floor(fraction * size))


def row_names(meta):
    """Names of the numbers of a kept row: the states, or of a chain its membrane at each site, as `V@0.5`."""
    if meta["method"] == "chain":
        return [f"{meta['membrane']}@{fraction:g}" for fraction in meta["sites"]]
    return meta["states"]


def site_indices(run):
    """The compartments whose membrane is kept."""
    size = chain_size(run)
    return [chain_place(size, fraction) for fraction in run.meta["sites"]]
