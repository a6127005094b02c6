"""A lab: what is asked of a model, moved, and drawn."""

from .lab import (
    Card,
    Control,
    Discovery,
    Goal,
    Guess,
    Lab,
    Option,
    Readout,
    Threshold,
    load,
    names,
    needs,
    of_model,
)
from .permalink import VERSION

__all__ = [
    "Card",
    "Control",
    "Discovery",
    "Goal",
    "Guess",
    "Lab",
    "Option",
    "Readout",
    "Threshold",
    "VERSION",
    "load",
    "names",
    "needs",
    "of_model",
]
