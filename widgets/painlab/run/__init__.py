"""A run: what a model does from its start."""

from .run import (
    KINDS,
    LATE_KINDS,
    Schedule,
    chain_length,
    chain_size,
    compiled,
    equilibria,
    evaluate,
    inlined,
    roots,
    run,
    schedule,
    start_state,
)

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
