"""What the writers share: the run in which a lab opens, and an expression as text with another language's operators."""

import ast
import copy
import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..errors import ModelError
from ..model.language import in_order, replaced
from ..run import Schedule

BINDS = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARED = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
TIME = "t"  # in the expressions of schedules; no model has a quantity of that name
METHODS = ("rk4", "exponential", "adaptive")


@dataclass(frozen=True)
class Opening:
    """A lab's first run in numbers: what stays as it is, what has a schedule, where the states start."""

    model: object
    name: str  # of the model's file
    constants: dict[str, float]  # inputs and parameters
    schedules: dict[str, object]  # symbol → Schedule, of the inputs that change in time
    start: dict[str, float]
    length: float  # in the model's unit of time

    @property
    def helpers(self):
        """The model's helpers, each after those that it reads."""
        return in_order(self.model.title, self.model.helpers)


def can_be_written(model) -> bool:
    """Whether a model is differential equations and nothing else: no chain, event, protocol, reset or population."""
    return model.method in METHODS and not (model.events or model.reset or model.protocols)


def opening(lab) -> Opening:
    """The first run of a lab. `ModelError` where its model is more than differential equations."""
    if not can_be_written(lab.model):
        raise ModelError(
            f"{lab.model.title}: only models of differential equations, without events, resets, protocols or"
            " compartments, are written for other simulators; take the Python file of its page"
        )
    return first_run(lab)


def first_run(lab) -> Opening:
    """The first run of a lab, of whatever its model is made; a chain starts with the same membrane everywhere."""
    model, run = lab.model, lab.run()
    changing = {
        symbol: Schedule(law.base, pieces)
        for symbol, law in run.schedules.items()
        if (pieces := tuple(piece for piece in law.pieces if piece[1] > piece[0]))
    }
    constants = {
        quantity.symbol: run.values[quantity.symbol] for quantity in model.settable if quantity.symbol not in changing
    }
    rows = {quantity.symbol: quantity.symbol for quantity in model.states}
    if model.method == "chain":
        rows = {model.membrane: f"{model.membrane}@{model.sites[0]:g}"}
    start = {symbol: float(run[row][0]) for symbol, row in rows.items()}
    return Opening(model, lab.model_name, constants, changing, start, float(run.t[-1]))


def without_functions(model, tree):
    """A copy of `tree` in which each call of a function of the model stands written out."""
    functions = {line.name: line for line in model.functions}

    class WriteOut(ast.NodeTransformer):
        def visit_Call(self, node):
            self.generic_visit(node)
            line = functions.get(node.func.id)
            if line is None:
                return node
            return self.visit(replaced(line.expression, dict(zip(line.arguments, node.args, strict=True))))

    return WriteOut().visit(copy.deepcopy(tree))


@dataclass(frozen=True)
class Language:
    """How a language writes what Python writes otherwise.

    `choose(yes, (left, sign, right), no)` is `yes if left sign right else no`; `names` has functions of another name.
    """

    time: str  # the model's time, in its unit
    choose: Callable
    power: str = "({}^{})"
    symbol: Callable = str  # of the model, as the file has it
    names: Mapping[str, str] = field(default_factory=dict)


def text(node, language, tight=0):
    """An expression as text of a `Language`."""

    def part(child, tight=0):
        return text(child, language, tight)

    match node:
        case ast.Constant():
            return repr(float(node.value))
        case ast.Name():
            return language.time if node.id == TIME else language.symbol(node.id)
        case ast.UnaryOp():
            return f"({'-' if isinstance(node.op, ast.USub) else ''}{part(node.operand, 3)})"
        case ast.BinOp(op=ast.Pow()):
            return language.power.format(part(node.left, 5), part(node.right, 5))
        case ast.BinOp():
            binds = BINDS[type(node.op)]
            words = f"{part(node.left, binds)} {SIGNS[type(node.op)]} {part(node.right, binds + 1)}"
            return f"({words})" if binds < tight else words
        case ast.IfExp(test=ast.Compare(left=left, ops=[sign], comparators=[right])):
            test = part(left), COMPARED[type(sign)], part(right)
            return language.choose(part(node.body), test, part(node.orelse))
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            first, second = map(part, node.args)
            return language.choose(first, (first, "<" if name == "min" else ">", second), second)
        case ast.Call():
            called = language.names.get(node.func.id, node.func.id)
            return f"{called}({', '.join(map(part, node.args))})"
    raise TypeError(f"no text for {ast.dump(node)}")


def in_time(law):
    """A schedule as an expression of TIME: one value or ramp before each edge, where the later piece counts."""
    edges = sorted({edge for start, end, *_ in law.pieces for edge in (start, end)})
    words = repr(law.base)
    for start, end in reversed([*itertools.pairwise([-math.inf, *edges])]):
        words = f"({value_in(law, start, end)} if {TIME} < {end!r} else {words})"
    return ast.parse(words, mode="eval").body


def value_in(law, start, end) -> str:
    """What a schedule is between two neighboring edges."""
    for since, until, first, last in reversed(law.pieces):
        if since <= start and end <= until:
            rise = (last - first) / (until - since)
            return f"({first!r} + {rise!r}*({TIME} - {since!r}))" if rise else repr(first)
    return repr(law.base)
