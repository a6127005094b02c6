"""A run: what a model does from its start."""

from .kernel import compiled
from .rest import equilibria, roots
from .run import completed, run, start_state
from .schedule import Schedule, schedule
from .values import evaluate, inlined
from .windows import KINDS, LATE_KINDS

__all__ = [
    "KINDS",
    "LATE_KINDS",
    "Schedule",
    "compiled",
    "completed",
    "equilibria",
    "evaluate",
    "inlined",
    "roots",
    "run",
    "schedule",
    "start_state",
]
