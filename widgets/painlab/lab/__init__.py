"""A lab: what is asked of a model, moved, and drawn."""

from .asked import needs
from .lab import Lab, load, names, of_model
from .parts import Card, Control, Discovery, Goal, Guess, Option, Readout, Threshold
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
