"""The compiled functions of a model: plain Python, or what Numba makes of the same text, with the same bits."""

import functools
import hashlib
import importlib.util
import math
import os
import sys
import types
from pathlib import Path

import numpy as np

from ..model.python import shared_text
from .chance import uniform

ADAPTIVE_WORK = 0.1  # of a state in an adaptive step: long is Numba's compilation of them
PLAIN_STEPS = 20_000  # state steps that plain Python takes before Numba is worth its compilation
KEPT_STEPS = 1_000  # the same where it has compiled them before, and only reads them


def exp(x):
    """exp as JavaScript has it: infinite where the number would be too large."""
    return math.exp(x) if x < 709.782712893384 else math.inf


def cosh(x):
    """cosh, infinite where Python's own would overflow."""
    return math.cosh(x) if abs(x) < 710.0 else math.inf


PLAIN = {
    "exp": exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "cosh": cosh,
    "floor": math.floor,
}
FAST = PLAIN | {"exp": math.exp, "cosh": math.cosh}
# Ramps and noise: in a model's text `advance` is its own.
MOVING = "\n\n" + shared_text("moving").replace("(advance, ", "(")
OBSERVING = """

def observe_rows(rows, p, places, columns, table):
    for k in range(len(rows)):
        for i in range(len(places)):
            p[places[i]] = columns[i, k]
        observe(rows[k], p, table[k])
"""


def whole(text):
    """A model's Python text, with what observes all rows and, where its steps have one length, moves its inputs."""
    return text + MOVING * ("advance(" in text) + OBSERVING * ("def observe(" in text)


@functools.cache
def compiled(text, fast):
    """The functions of a model's Python text, plain or compiled by Numba: the same bits, at another speed."""
    text = whole(text)
    if not fast:
        functions = dict(PLAIN)
        exec(compile(text, "<model>", "exec"), functions)
        return functions
    import numba

    module = types.ModuleType(module_name(text))
    file = kept(text)
    sys.modules[module.__name__] = module  # where Numba looks for what it has compiled before
    functions = vars(module)
    functions.update(FAST)
    exec(compile(text, str(file or "<model>"), "exec"), functions)
    for symbol, value in list(functions.items()):
        if isinstance(value, types.FunctionType):
            functions[symbol] = numba.njit(value, error_model="numpy", cache=bool(file))
    return functions


def kept(text):
    """A file with this text in the user's cache, for Numba to compile once for all processes; None if it cannot be."""
    try:
        folder = kept_folder()
        file = folder / f"{module_name(text)}.py"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf8")
            draft.replace(file)
    except (OSError, RuntimeError):  # no home, or none that may be written to
        return None
    return file


def kept_folder():
    """Where compiled models are kept: a folder of the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "painlab"


@functools.cache
def is_kept(text):
    """Has a process before this one compiled a model's Python text?"""
    try:
        return any((kept_folder() / "__pycache__").glob(f"{module_name(whole(text))}.*.nbi"))
    except (OSError, RuntimeError):
        return False


def module_name(text):
    """The name of the module of a compiled text."""
    return f"painlab_{hashlib.sha256(text.encode()).hexdigest()[:20]}"


@functools.cache
def numba_is_here():
    """Is Numba installed?"""
    return importlib.util.find_spec("numba") is not None


class Kernel:
    """A model's functions, by name, and the arrays that they work on: lists in plain Python, numpy arrays with Numba.

    `work` is how many steps of a state are ahead; None: plain Python.
    """

    def __init__(self, model, work):
        model.memory["steps"] += work or 0
        worth = KEPT_STEPS if is_kept(model.python) else PLAIN_STEPS
        self.fast = work is not None and numba_is_here() and model.memory["steps"] > worth
        self.functions = compiled(model.python, self.fast)
        self.model = model

    def __getitem__(self, name):
        return self.adaptive if name == "adaptive" else self.functions[name]

    def adaptive(self, y, *more):
        """Adaptive steps, whose number is not known before; they are counted."""
        taken = self.functions["adaptive"](y, *more)
        self.model.memory["steps"] += ADAPTIVE_WORK * taken * len(y)
        return taken

    def advance_moving(self, *more):
        """Steps of one length while inputs move: see `shared/moving.py`."""
        return self.functions["advance_moving"](*more)

    def normals(self, seed, first, count, draw):
        """`count` standard normal numbers of a draw, from the number `first` on, as a list."""
        quantile = self.functions["normal_quantile"]
        return [quantile(u) for u in uniform(seed, np.arange(first, first + count, dtype=np.int64), draw).tolist()]

    def rows(self, rows, columns):
        """A table of zeros."""
        return np.zeros((rows, columns)) if self.fast else [[0.0] * columns for _ in range(rows)]

    def plan(self, plan):
        """A plan of `adaptive.py`, in arrays of the right kind."""
        if not self.fast:
            return tuple(plan)
        kinds = (float, np.int64, float, np.int64, np.int64)
        return tuple(np.array(part, dtype=kind) for part, kind in zip(plan, kinds, strict=True))

    def table(self, rows):
        """Rows of floats as one table."""
        return np.array(rows, dtype=float) if self.fast else [[float(v) for v in row] for row in rows]

    def wholes(self, values):
        """Whole numbers as an array."""
        return np.array(values, dtype=np.int64) if self.fast else list(values)

    def floats(self, values):
        """Numbers as an array of floats."""
        return np.array(values, dtype=float) if self.fast else [float(v) for v in values]

    def zeros(self, size):
        """An array of zeros."""
        return np.zeros(size) if self.fast else [0.0] * size
