"""The equation language: the lines of a model, read from text into Python's own syntax trees.

| line | meaning |
|---|---|
| `dV/dt = ...` | a differential equation of the state `V` |
| `m_inf = ...` | a helper |
| `vtrap(x, y) = ...` | a helper with arguments |
| `next E = ...` | a map, from trial to trial |
| `on C: A += wA` | what an event does to a state (`spike`, or a train's name) |
| `where Y0 >= c` | who enters a population |

A line goes on while a bracket is open, and where the next one starts with an operator. `#` starts a comment.
"""

import ast
import copy
import re
from dataclasses import dataclass

from ..errors import ModelError

FUNCTIONS = {
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "tanh": 1,
    "cosh": 1,
    "abs": 1,
    "min": 2,
    "max": 2,
    "normal_pdf": 1,
    "normal_cdf": 1,
}
# What only a chain can say: along the fiber, position is known.
CHAIN_FUNCTIONS = {"zone": 4, "at": 1}
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True)
class Line:
    """One line of a model: `kind` is 'derivative', 'helper', 'function', 'next', 'on' or 'where'."""

    kind: str
    name: str
    expression: ast.expr
    text: str
    arguments: tuple = ()
    event: str = ""
    operator: str = "="


PATTERNS = (
    ("derivative", re.compile(r"d(?P<name>[A-Za-z]\w*)/dt\s*=(?!=)(?P<right>.*)", re.S)),
    ("next", re.compile(r"next\s+(?P<name>[A-Za-z]\w*)\s*=(?!=)(?P<right>.*)", re.S)),
    (
        "on",
        re.compile(r"on\s+(?P<event>[A-Za-z]\w*)\s*:\s*(?P<name>[A-Za-z]\w*)\s*(?P<op>[+*-]?=)(?P<right>.*)", re.S),
    ),
    ("where", re.compile(r"where\s+(?P<right>.*)", re.S)),
    ("function", re.compile(r"(?P<name>[A-Za-z]\w*)\s*\((?P<args>[\w\s,]*)\)\s*=(?!=)(?P<right>.*)", re.S)),
    ("helper", re.compile(r"(?P<name>[A-Za-z]\w*)\s*=(?!=)(?P<right>.*)", re.S)),
)


def read_lines(title, text):
    """The lines of `text`, in order, as a list of `Line`. `ModelError` for what is not in the language."""
    lines = []
    for raw in logical_lines(title, text):
        for kind, pattern in PATTERNS:  # noqa: B007
            match = pattern.fullmatch(raw)
            if match:
                break
        else:
            raise ModelError(
                f"{title}: '{raw}' is no line of a model; write 'dV/dt = …', 'name = …', 'name(x) = …', "
                "'next name = …', 'on event: name += …' or 'where …'"
            )
        group = match.groupdict()
        arguments = (
            tuple(argument.strip() for argument in group.get("args", "").split(",")) if group.get("args") else ()
        )
        lines.append(
            Line(
                kind,
                group.get("name") or "",
                read_expression(title, group["right"], raw),
                raw,
                arguments,
                group.get("event") or "",
                group.get("op") or "=",
            )
        )
    return lines


def logical_lines(title, text):
    """`text` cut into whole lines: comments dropped, continued lines joined."""
    lines, depth = [], 0
    for raw in text.splitlines():
        line = raw.split("#")[0].strip()
        if not line:
            continue
        if lines and (depth > 0 or line[0] in "+-*/)"):
            lines[-1] += " " + line
        else:
            lines.append(line)
        depth = lines[-1].count("(") - lines[-1].count(")")
    if depth:
        raise ModelError(f"{title}: a bracket of '{lines[-1]}' is not closed, or closed twice; count them")
    return lines


def read_expression(title, text, line=None):
    """The syntax tree of one expression. `ModelError` names what the language does not have."""
    line = line or text.strip()
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ModelError(
            f"{title}: '{line}' cannot be read ({error.msg}); use + - * / **, brackets and functions"
        ) from error
    check_expression(title, tree, line)
    return tree


def check_expression(title, tree, line):
    """`ModelError` for the first node of `tree` that the equation language does not have."""
    for node in ast.walk(tree):
        where = f"{title}: '{line}'"
        if isinstance(node, ast.BinOp) and not isinstance(node.op, OPERATORS):
            raise ModelError(f"{where} uses an operator outside + - * / **; write it with these")
        if isinstance(node, ast.Compare) and (len(node.ops) > 1 or not isinstance(node.ops[0], COMPARISONS)):
            raise ModelError(f"{where} chains a comparison; compare two things at a time and multiply the results")
        if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.USub | ast.UAdd):
            raise ModelError(f"{where} uses 'not' or '~'; write 1 - (…) instead")
        if isinstance(node, ast.Constant) and (isinstance(node.value, bool) or not isinstance(node.value, int | float)):
            raise ModelError(f"{where} holds {node.value!r}, which is not a number")
        if isinstance(node, ast.Call) and (not isinstance(node.func, ast.Name) or node.keywords):
            raise ModelError(f"{where} calls something that has no plain name; call a function by its name")
        known = ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp | ast.Call | ast.Name | ast.Constant
        other = ast.operator | ast.unaryop | ast.cmpop | ast.expr_context
        if not isinstance(node, known | other):
            raise ModelError(
                f"{where} holds a {type(node).__name__}, which the equation language does not have; use "
                "+ - * / **, comparisons, 'a if c else b' and " + " ".join(FUNCTIONS)
            )


def names_in(tree):
    """The symbols that `tree` reads: an ordered list without repeats, function names left out."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called]
    return list(dict.fromkeys(names))


def calls_in(tree):
    """The calls in `tree`, as a list of (name, number of arguments)."""
    return [(node.func.id, len(node.args)) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def in_order(title, helpers):
    """Helpers sorted so that each follows what it reads. `ModelError` names a circle."""
    by_name, done, order = {line.name: line for line in helpers}, set(), []

    def visit(name, path):
        if name in done:
            return
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            raise ModelError(f"{title}: the helpers {circle} define each other; make one of them a state or a number")
        for other in names_in(by_name[name].expression):
            if other in by_name:
                visit(other, [*path, name])
        done.add(name)
        order.append(by_name[name])

    for line in helpers:
        visit(line.name, [])
    return order


def linear_in(name, tree):
    """`tree` as (constant, slope) trees with tree = constant + slope*name; a part that is absent is None.

    Only where `name` itself stands: what is inside a call or behind a helper's name is left as it is.
    Returns None where the tree is not linear in `name`.
    """
    if name not in open_names(tree):
        return tree, None
    if isinstance(tree, ast.Name):
        return None, ast.Constant(1.0)
    if isinstance(tree, ast.UnaryOp):
        inside = linear_in(name, tree.operand)
        if inside is None or isinstance(tree.op, ast.UAdd):
            return inside
        return tuple(part and ast.UnaryOp(ast.USub(), part) for part in inside)
    if isinstance(tree, ast.BinOp):
        left, right = linear_in(name, tree.left), linear_in(name, tree.right)
        if left is None or right is None:
            return None
        if isinstance(tree.op, ast.Add | ast.Sub):
            return tuple(joined(first, tree.op, second) for first, second in zip(left, right, strict=True))
        if isinstance(tree.op, ast.Mult):
            if left[1] is None:
                return tuple(part and ast.BinOp(tree.left, ast.Mult(), part) for part in right)
            if right[1] is None:
                return tuple(part and ast.BinOp(part, ast.Mult(), tree.right) for part in left)
            return None
        if isinstance(tree.op, ast.Div) and right[1] is None:
            return tuple(part and ast.BinOp(part, ast.Div(), tree.right) for part in left)
    return None


def joined(first, op, second):
    """`first` + `second`, or their difference, as a tree, where None stands for zero; `op` says which."""
    if first is None:
        return second if second is None or isinstance(op, ast.Add) else ast.UnaryOp(ast.USub(), second)
    return first if second is None else ast.BinOp(first, op, second)


def open_names(tree):
    """Names that stand in the open in `tree`: not inside the arguments of a call."""
    if isinstance(tree, ast.Call):
        return set()
    if isinstance(tree, ast.Name):
        return {tree.id}
    return set().union(*(open_names(child) for child in ast.iter_child_nodes(tree)), set())


def replaced(tree, values):
    """A copy of `tree` in which each symbol of `values` ({symbol: tree}) is replaced."""

    class Swap(ast.NodeTransformer):
        def visit_Name(self, node):
            return copy.deepcopy(values[node.id]) if node.id in values else node

    return Swap().visit(copy.deepcopy(tree))
