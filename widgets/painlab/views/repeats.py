"""The still of a design repeated."""

SAYS = {"seed", "count", "read", "label", "zero", "range", "noun", "who"}


def still(lab, state, run, view):
    """Nothing: the page computes repeats only when the reader asks."""
    return ()
