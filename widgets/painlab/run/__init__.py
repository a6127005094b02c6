"""A run: what a model does from its start."""

from .chain import chain_length, chain_size
from .kernel import compiled
from .rest import equilibria, roots, start_state
from .run import run
from .schedule import Schedule, schedule
from .values import evaluate, inlined
from .windows import KINDS, LATE_KINDS

__all__ = [
    "KINDS",
    "LATE_KINDS",
    "Schedule",
    "chain_length",
    "chain_size",
    "compiled",
    "equilibria",
    "evaluate",
    "inlined",
    "roots",
    "run",
    "schedule",
    "start_state",
]
