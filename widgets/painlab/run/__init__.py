"""A run: what a model does from its start."""

from ..shared.windows import KINDS, LATE_KINDS
from .kernel import compiled
from .rest import equilibria, roots
from .run import completed, run, start_state
from .schedule import Schedule, schedule
from .search import find
from .values import evaluate, inlined

__all__ = [
    "KINDS",
    "LATE_KINDS",
    "Schedule",
    "compiled",
    "completed",
    "equilibria",
    "evaluate",
    "find",
    "inlined",
    "roots",
    "run",
    "schedule",
    "start_state",
]
