"""Model → JavaScript: the Python text of `python.py`, translated node by node, so that both compute alike."""

import ast
import math

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%"}
STRENGTH = {"+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
COMPARISONS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "===", ast.NotEq: "!=="}
MATH = ("exp", "log", "sqrt", "tanh", "cosh", "abs", "min", "max", "floor")


def javascript_text(python):
    """The functions of a Python text (the subset that the writers use) as JavaScript text."""
    return "\n".join(function(node) for node in ast.parse(python).body)


def function(node):
    body = node.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    arguments = [a.arg for a in node.args.args]
    assigned = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    local = [name for name in dict.fromkeys(assigned) if name not in arguments]
    lines = [f"function {node.name}({', '.join(arguments)}) {{"]
    if local:
        lines.append(f"  let {', '.join(f'{name} = 0' for name in local)};")
    return "\n".join([*lines, *block(body, 1), "}"])


def block(nodes, depth):
    lines = []
    for node in nodes:
        lines += ["  " * depth + text for text in statement(node)]
    return lines


def statement(node):
    if isinstance(node, ast.Assign):
        return [f"{expression(node.targets[0])[0]} = {expression(node.value)[0]};"]
    if isinstance(node, ast.AugAssign):
        return [f"{expression(node.target)[0]} {OPERATORS[type(node.op)]}= {expression(node.value)[0]};"]
    if isinstance(node, ast.Return):
        return [f"return {expression(node.value)[0]};"]
    if isinstance(node, ast.Pass):
        return []
    if isinstance(node, ast.For):
        name, end = node.target.id, expression(node.iter.args[0])[0]
        return [f"for ({name} = 0; {name} < {end}; {name}++) {{", *block(node.body, 1), "}"]
    if isinstance(node, ast.If):
        lines = [f"if ({expression(node.test)[0]}) {{", *block(node.body, 1)]
        if node.orelse:
            lines += ["} else {", *block(node.orelse, 1)]
        return [*lines, "}"]
    raise TypeError(f"the writers do not use {type(node).__name__}; keep the kernel to assignments, if, for and return")


def expression(node):
    """(text, strength): the strength tells whether brackets are needed around it, as in `a - (b + c)`."""
    if isinstance(node, ast.Constant):
        return number(node.value), 9
    if isinstance(node, ast.Name):
        return node.id, 9
    if isinstance(node, ast.Subscript):
        return f"{expression(node.value)[0]}[{expression(node.slice)[0]}]", 9
    if isinstance(node, ast.Call):
        name = f"Math.{node.func.id}" if node.func.id in MATH else node.func.id
        return f"{name}({', '.join(expression(a)[0] for a in node.args)})", 9
    if isinstance(node, ast.UnaryOp):
        inside, strength = expression(node.operand)
        sign = "-" if isinstance(node.op, ast.USub) else ""
        return f"{sign}{bracketed(inside, strength, 8)}", 6
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Pow):
            return f"Math.pow({expression(node.left)[0]}, {expression(node.right)[0]})", 9
        sign = OPERATORS[type(node.op)]
        mine = STRENGTH[sign]
        left, right = bracketed(*expression(node.left), mine), bracketed(*expression(node.right), mine + 1)
        return f"{left} {sign} {right}", mine
    if isinstance(node, ast.Compare):
        left, right = expression(node.left), expression(node.comparators[0])
        return f"{bracketed(*left, 4)} {COMPARISONS[type(node.ops[0])]} {bracketed(*right, 4)}", 3
    if isinstance(node, ast.BoolOp):
        sign = " && " if isinstance(node.op, ast.And) else " || "
        return sign.join(bracketed(*expression(v), 3) for v in node.values), 2
    if isinstance(node, ast.IfExp):
        test, yes, no = (expression(part) for part in (node.test, node.body, node.orelse))
        return f"{bracketed(*test, 2)} ? {bracketed(*yes, 2)} : {bracketed(*no, 2)}", 1
    raise TypeError(f"the writers do not use {type(node).__name__} in an expression")


def bracketed(text, strength, least):
    return text if strength >= least else f"({text})"


def number(value):
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)
