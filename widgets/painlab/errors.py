"""Refusals: what cannot mean anything, where it stands, what to do, and the nearest right name."""

import difflib
import re


class ModelError(ValueError):
    """A model, lab or run that cannot mean anything: says what, where, and what to do."""

    def __init__(self, message):
        # A remedy that follows a question begins a sentence of its own.
        super().__init__(re.sub(r"\?; (\w)", lambda letter: "? " + letter[1].upper(), message))


def nearest(name, names):
    """'; did you mean ...?' for the nearest of `names`, or an empty string. Another case of the letters is nearest."""
    same = {str(n).lower(): str(n) for n in names}.get(str(name).lower())
    close = [same] if same else difflib.get_close_matches(str(name), [str(n) for n in names], 1, 0.5)
    return f"; did you mean '{close[0]}'?" if close else ""
