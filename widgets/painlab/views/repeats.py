"""The still of a design repeated."""


def repeats(lab, state, run, view):
    """Nothing: the page computes repeats only when the reader asks."""
    return ()
