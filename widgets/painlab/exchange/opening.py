"""What the writers share: the run in which a lab opens, and an expression as text with another language's operators."""

import ast
import copy
import functools
import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..errors import ModelError
from ..model.language import in_order, read_expression, replaced
from ..run import Schedule
from ..shared.schedule import step_of

BINDS = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARED = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
TIME = "t"  # in the expressions of schedules; no model has a quantity of that name
METHODS = ("rk4", "exponential", "adaptive")


@dataclass(frozen=True)
class Events:
    """A train of events at `start + k*every + offset` for each offset and each whole k from 0 to `count - 1`."""

    name: str
    when: tuple  # the expressions of start, every and count
    offsets: tuple[float, ...]  # on the grid of the lab's steps
    changes: tuple  # what each does: (state, its new value), one after the other


@dataclass(frozen=True)
class Opening:
    """A lab's first run in numbers: what stays as it is, what has a schedule, where the states start, when they jump.

    The phases of a protocol follow one another. One that begins where an earlier one ended has a pair in `returns`:
    at the second time all states are again what they were at the first.
    """

    model: object
    name: str  # of the model's file
    constants: dict[str, float]  # inputs and parameters
    schedules: dict[str, object]  # symbol → Schedule, of what changes in time
    start: dict[str, float]
    length: float  # in the model's unit of time
    phases: dict[str, float] = field(default_factory=dict)  # of a protocol: name → end
    returns: tuple[tuple[float, float], ...] = ()

    @property
    def helpers(self):
        """The model's helpers, each after those that it reads."""
        return in_order(self.model.title, self.model.helpers)

    @property
    def trains(self):
        """The trains that lines of the model wait for, as `Events`."""
        return [self.events(name, self.model.trains[name]) for name in self.model.trains_named]

    def events(self, name, train):
        """The `Events` of a train."""
        told = (train.start, train.every, train.count)
        when = tuple(read_expression(self.model.title, str(each)) for each in told)
        dt = self.model.dt
        offsets = tuple(float(f"{step_of(offset, dt) * dt:.10g}") for offset in train.offsets)
        return Events(name, when, offsets, changes(self.model, name))

    @property
    def spike(self):
        """What a spike does, as `changes`, its reset last; () without a reset."""
        reset = self.model.reset
        return (*changes(self.model, "spike"), (self.model.membrane, ast.Name(reset[0]))) if reset else ()

    @property
    def source(self):
        """The source of the model; behind it the phases of the protocol, if there is one, and when each ends."""
        ends = ", ".join(f"{name} to {end:g}" for name, end in self.phases.items())
        return f"{self.model.source}. Its phases, in {self.model.time}: {ends}" if ends else self.model.source


def can_be_written(model) -> bool:
    """Whether a model is differential equations in time, whose spikes, if they do anything, reset the membrane."""
    return model.method in METHODS and (bool(model.reset) or all(line.event != "spike" for line in model.events))


def opening(lab) -> Opening:
    """The first run of a lab. `ModelError` where its model is no differential equations in time."""
    if not can_be_written(lab.model):
        raise ModelError(
            f"{lab.model.title}: only models of differential equations without compartments, whose spikes reset"
            " the membrane if they do anything, are written for other simulators; take the Python file of its page"
        )
    return first_run(lab)


@functools.lru_cache(1)  # one lab is written for one simulator after the other
def first_run(lab) -> Opening:
    """The first run of a lab, of whatever its model is made; a chain starts with the same membrane everywhere."""
    model, run = lab.model, lab.run()
    first = run.legs[0].values
    laws, ends, returns = phases_in_time(run) if run.protocol else (run.schedules, {}, ())
    changing = {
        symbol: Schedule(law.base, pieces)
        for symbol, law in laws.items()
        if (pieces := tuple(piece for piece in law.pieces if piece[1] > piece[0]))
    }
    constants = {
        quantity.symbol: first[quantity.symbol] for quantity in model.settable if quantity.symbol not in changing
    }
    rows = {quantity.symbol: quantity.symbol for quantity in model.states}
    if model.method == "chain":
        rows = {model.membrane: f"{model.membrane}@{model.sites[0]:g}"}
    start = {symbol: float(run[row][0]) for symbol, row in rows.items()}
    return Opening(model, lab.model_name, constants, changing, start, [run.length, *ends.values()][-1], ends, returns)


def phases_in_time(run):
    """({symbol: Schedule}, {phase: end}, `returns`) of the phases of a run's protocol, which follow one another."""
    begun, ends, returns = 0.0, {}, []
    pieces = {symbol: [] for symbol in run.values}
    before = None
    for leg, phase in zip(run.legs, run.model.protocols[run.protocol], strict=True):
        end = float(f"{begun + leg.n * leg.dt:.10g}")
        if phase.after not in (None, before):
            returns.append((ends[phase.after], begun))
        for symbol, value in leg.values.items():
            if value != run.legs[0].values[symbol]:
                pieces[symbol].append((begun, end, value, value))
        before, begun, ends[phase.name] = phase.name, end, end
    laws = {symbol: Schedule(run.legs[0].values[symbol], tuple(own)) for symbol, own in pieces.items()}
    return laws, ends, tuple(returns)


def changes(model, event) -> tuple:
    """What an event does: (state, expression of its new value), one after the other, as the model's lines say it."""
    signs = {"+=": ast.Add, "-=": ast.Sub, "*=": ast.Mult}
    return tuple(
        (line.name, ast.BinOp(ast.Name(line.name), signs[line.operator](), line.expression))
        if line.operator in signs
        else (line.name, line.expression)
        for line in model.events
        if line.event == event
    )


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
        case ast.IfExp():
            return language.choose(part(node.body), (part(node.test), "!=", "0.0"), part(node.orelse))
        case ast.Compare():
            return part(ast.IfExp(node, ast.Constant(1.0), ast.Constant(0.0)))
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
