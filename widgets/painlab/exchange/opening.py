"""What the writers share: the run in which a lab opens, and an expression as text with another language's operators."""

import ast
import copy
from dataclasses import dataclass

from ..errors import ModelError
from ..model.language import replaced
from ..run import Schedule

BINDS = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARED = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
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


def can_be_written(model) -> bool:
    """Whether a model is differential equations and nothing else: no chain, event, protocol, reset or population."""
    return model.method in METHODS and not (model.events or model.reset or model.protocols)


def opening(lab) -> Opening:
    """The first run of a lab. `ModelError` where its model is more than differential equations."""
    model = lab.model
    if not can_be_written(model):
        raise ModelError(
            f"{model.title}: only models of differential equations, without events, resets, protocols or"
            " compartments, are written for other simulators; take the Python file of its page"
        )
    run = lab.run()
    changing = {
        symbol: Schedule(law.base, pieces)
        for symbol, law in run.schedules.items()
        if (pieces := tuple(piece for piece in law.pieces if piece[1] > piece[0]))
    }
    constants = {q.symbol: run.values[q.symbol] for q in model.settable if q.symbol not in changing}
    start = {q.symbol: float(run[q.symbol][0]) for q in model.states}
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


def text(node, language, tight=0):
    """An expression as text. `language` has `power(a, b)`, `choose(yes, test, no)` and `call(name, arguments)`."""

    def part(child, tight=0):
        return text(child, language, tight)

    match node:
        case ast.Constant():
            return repr(float(node.value))
        case ast.Name():
            return node.id
        case ast.UnaryOp():
            return f"({'-' if isinstance(node.op, ast.USub) else ''}{part(node.operand, 3)})"
        case ast.BinOp(op=ast.Pow()):
            return language.power(part(node.left, 5), part(node.right, 5))
        case ast.BinOp():
            binds = BINDS[type(node.op)]
            words = f"{part(node.left, binds)} {SIGNS[type(node.op)]} {part(node.right, binds + 1)}"
            return f"({words})" if binds < tight else words
        case ast.Compare():
            return f"({part(node.left)} {COMPARED[type(node.ops[0])]} {part(node.comparators[0])})"
        case ast.IfExp():
            return language.choose(part(node.body), part(node.test), part(node.orelse))
        case ast.Call():
            return language.call(node.func.id, [part(argument) for argument in node.args])
    raise TypeError(f"no text for {ast.dump(node)}")


def pieces(law, time):
    """[(from, to, expression of the value)] of a schedule, the later piece first, since it counts; ramps in `time`."""
    for start, end, first, last in reversed(law.pieces):
        rise = (
            f"{first!r}" if first == last else f"({first!r} + {(last - first) / (end - start)!r}*({time} - {start!r}))"
        )
        yield start, end, rise


def in_time(law, time, choose, both):
    """A schedule as one expression of `time`; `choose` and `both` (of two tests) as the language writes them."""
    expression = repr(float(law.base))
    for start, end, value in reversed(list(pieces(law, time))):
        test = both(f"({time} >= {start!r})", f"({time} < {end!r})")
        expression = choose(value, test, expression)
    return expression
