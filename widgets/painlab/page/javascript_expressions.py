"""Python → JavaScript: the expressions; `javascript.py` has the statements around them."""

import ast
import json
import math
import re

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%"}
STRENGTH = {"+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
COMPARISONS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "===", ast.NotEq: "!==",
               ast.Is: "===", ast.IsNot: "!=="}  # fmt: skip
MATH = ("exp", "log", "sqrt", "tanh", "cosh", "abs", "min", "max", "floor", "ceil")
METHODS = {"append": "push", "extend": "push", "index": "indexOf", "find": "indexOf",
           "lower": "toLowerCase"}  # fmt: skip
DICTS = {"items": "Object.entries", "values": "Object.values"}  # what is called as a method of a dict


def camel(name):
    """A name in JavaScript's way of writing: `spike_times` → `spikeTimes`."""
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)


def is_range(node):
    """Is an expression a call of `range`?"""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def expression(node):
    """(text, strength): the strength tells whether brackets are needed around it, as in `a - (b + c)`."""
    if type(node) in WRITTEN:
        return WRITTEN[type(node)](node), 9
    if type(node) in COMPOUND:
        return COMPOUND[type(node)](node)
    raise TypeError(f"the writers do not use {type(node).__name__} in an expression")


def unary(node):
    """(text, strength) of a sign or a `not`."""
    sign = {ast.USub: "-", ast.Not: "!", ast.UAdd: ""}[type(node.op)]
    return f"{sign}{bracketed(*expression(node.operand), 8)}", 6


def binary(node):
    """(text, strength) of an operation; powers and `//` become calls of Math."""
    if isinstance(node.op, ast.Pow):
        return f"Math.pow({expression(node.left)[0]}, {expression(node.right)[0]})", 9
    if isinstance(node.op, ast.FloorDiv):
        left, right = expression(node.left), expression(node.right)
        return f"Math.floor({bracketed(*left, 5)} / {bracketed(*right, 6)})", 9
    sign = OPERATORS[type(node.op)]
    mine = STRENGTH[sign]
    return f"{bracketed(*expression(node.left), mine)} {sign} {bracketed(*expression(node.right), mine + 1)}", mine


def comparison(node):
    """(text, strength) of a comparison; a chain becomes pairs joined by `&&`."""
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        held = f"{bracketed(*expression(node.comparators[0]), 9)}.includes({expression(node.left)[0]})"
        return (held, 9) if isinstance(node.ops[0], ast.In) else (f"!{held}", 6)
    sides = [bracketed(*expression(each), 4) for each in (node.left, *node.comparators)]
    pairs = zip(sides, node.ops, sides[1:], strict=False)
    text = " && ".join(f"{left} {COMPARISONS[type(op)]} {right}" for left, op, right in pairs)
    return text, 3 if len(node.ops) == 1 else 2


def both_or_either(node):
    """(text, strength) of `and` or `or`."""
    sign = " && " if isinstance(node.op, ast.And) else " || "
    return sign.join(bracketed(*expression(value), 3) for value in node.values), 2


def choice(node):
    """(text, strength) of `a if b else c`."""
    test, yes, no = (expression(part) for part in (node.test, node.body, node.orelse))
    return f"{bracketed(*test, 2)} ? {bracketed(*yes, 2)} : {bracketed(*no, 2)}", 1


def bracketed(text, strength, least):
    """A text in brackets where its strength is below `least`."""
    return text if strength >= least else f"({text})"


def call(node):
    """A call; `len`, `int`, `sorted` and what is asked of a dict as JavaScript has them."""
    arguments = [expression(a)[0] for a in node.args]
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if method in DICTS:
        return f"{DICTS[method]}({expression(node.func.value)[0]})"
    if method == "get":
        return f"({expression(node.func.value)[0]}[{arguments[0]}] ?? null)"
    if method == "extend":
        arguments = [f"...{arguments[0]}"]
    if name == "len":
        return f"{arguments[0]}.length"
    if name == "int":
        return f"Math.trunc({arguments[0]})"
    if name == "sub":  # of the module re
        return f'{arguments[2]}.replace(new RegExp({arguments[0]}, "g"), {arguments[1]})'
    if name == "search":
        return f"new RegExp({arguments[0]}).test({arguments[1]})"
    if name == "float":
        return f"Number({arguments[0]})"
    if method == "join":  # of a word between texts
        return f"{arguments[0]}.join({expression(node.func.value)[0]})"
    if name == "isinstance":  # of a word
        return f'typeof {arguments[0]} === "string"'
    if name == "isfinite":
        return f"Number.isFinite({arguments[0]})"
    if name == "sorted":
        if not node.keywords:
            return f"[...{arguments[0]}].sort((a, b) => a - b)"
        by = f"({expression(node.keywords[0].value)[0]})"
        return f"[...{arguments[0]}].sort((a, b) => {by}(a) - {by}(b))"
    return f"{f'Math.{name}' if name in MATH else expression(node.func)[0]}({', '.join(arguments)})"


def entry(key, value):
    """An entry of a dict; without a key, the entries of another one."""
    if key is None:
        return f"...{expression(value)[0]}"
    name = key.value if isinstance(key, ast.Constant) and key.value.isidentifier() else f"[{expression(key)[0]}]"
    return f"{name}: {expression(value)[0]}"


def piece(part):
    """A piece of an f-string in a template literal; `.4g` are digits that count, `.1f` those behind the point."""
    if isinstance(part, ast.Constant):
        return part.value
    text, strength = expression(part.value)
    if part.format_spec:
        first, *more = part.format_spec.values
        digits = expression(more[0].value)[0] if more else first.value.strip(".fg") or 6
        fixed = part.format_spec.values[-1].value.endswith("f")
        text = f"{bracketed(text, strength, 9)}.{'toFixed' if fixed else 'toPrecision'}({digits})"
        text = text if fixed else f"Number({text})"
    return f"${{{text}}}"


def comprehension(node):
    """A list of what an expression gives for each item of a list or of a range, where conditions hold."""
    loop = node.generators[0]
    name = expression(loop.target)[0]
    if is_range(loop.iter):
        start, end = ["0", *(expression(each)[0] for each in loop.iter.args)][-2:]
        count, each = (end, "k") if start == "0" else (f"Math.max(0, {end} - ({start}))", f"{start} + k")
        items = f"Array.from({{length: {count}}}, (_, k) => {each})"
    else:
        items = expression(loop.iter)[0]
    kept = "".join(f".filter(({name}) => {expression(test)[0]})" for test in loop.ifs)
    if kept and isinstance(node.elt, ast.Name) and node.elt.id == name:
        return f"{items}{kept}"
    return f"{items}{kept}.map(({name}) => {body(node.elt)})"


def table(node):
    """A dict of what two expressions give for each item."""
    pairs = ast.ListComp(ast.List([node.key, node.value]), node.generators)
    return f"Object.fromEntries({comprehension(pairs)})"


def body(node):
    """What stands behind the arrow of a short function."""
    return bracketed(*expression(node), 10 if isinstance(node, ast.Dict) else 1)


def number(value):
    """A constant: number, word, truth or nothing."""
    if isinstance(value, float):
        return "Infinity" if math.isinf(value) else repr(value)
    return json.dumps(value)


def part(node):
    """An item, one that a word names, or a stretch of a list or a text."""
    whole = expression(node.value)[0]
    if isinstance(node.slice, ast.Constant) and str(node.slice.value).isidentifier():
        return f"{whole}.{node.slice.value}"
    if not isinstance(node.slice, ast.Slice):
        return f"{whole}[{expression(node.slice)[0]}]"
    ends = [expression(end)[0] for end in (node.slice.lower or ast.Constant(0), node.slice.upper) if end]
    return f"{whole}.slice({', '.join(ends)})"


def listed(node):
    """A list or a tuple."""
    return f"[{', '.join(expression(each)[0] for each in node.elts)}]"


WRITTEN = {  # what needs no brackets around it
    ast.Constant: lambda node: number(node.value),
    ast.Name: lambda node: node.id,
    ast.Subscript: part,
    ast.Attribute: lambda node: f"{expression(node.value)[0]}.{METHODS.get(node.attr) or camel(node.attr)}",
    ast.Call: call,
    ast.List: listed,
    ast.Tuple: listed,
    ast.Starred: lambda node: f"...{expression(node.value)[0]}",
    ast.Dict: lambda node: f"{{{', '.join(map(entry, node.keys, node.values))}}}",
    ast.JoinedStr: lambda node: f"`{''.join(map(piece, node.values))}`",
    ast.ListComp: comprehension,
    ast.DictComp: table,
    ast.Yield: lambda node: f"yield {expression(node.value)[0]}",
    ast.YieldFrom: lambda node: f"yield* {expression(node.value)[0]}",
}
COMPOUND = {
    ast.UnaryOp: unary,
    ast.BinOp: binary,
    ast.Compare: comparison,
    ast.BoolOp: both_or_either,
    ast.IfExp: choice,
    ast.Lambda: lambda node: (f"({', '.join(a.arg for a in node.args.args)}) => {body(node.body)}", 0),
}
