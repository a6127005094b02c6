"""Python → JavaScript, node by node, so that both compute alike: a model's text, and what is written in `shared/`."""

import ast

from .javascript_expressions import OPERATORS, expression, is_range

NUMBERS = {"nan": "NaN", "inf": "Infinity", "pi": "Math.PI"}  # where a text imports them


def javascript_text(python):
    """The functions and constants of a Python text (the subset that the writers and `shared/` use) as JavaScript text.

    The subset: assignments, `if`, `while`, `for` over a range or a list, `break`, `continue`, `return`, `raise`,
    `yield`, `yield from`; functions in functions (no `nonlocal`), `lambda`; numbers, words, lists, tuples, dicts,
    f-strings, comprehensions of one `for`, comparisons in chains; `in` of a list or a text; `isinstance` of `str`;
    `sorted` of numbers, or by a `key` that is one. A dict is a plain object, with `get`, `items` and `values`. What is
    read of an object by a point is called in JavaScript's way there (`run.spike_times` is `run.spikeTimes`). What is
    raised says an f-string, there in the reader's language (words.js).
    `%` and `//` are meant for numbers that are not negative, `int` cuts off what follows the point.
    """
    tree = ast.parse(python)
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    for node in ast.walk(tree):  # a model may have a quantity called pi
        if isinstance(node, ast.Name) and node.id in imported & set(NUMBERS):
            node.id = NUMBERS[node.id]
    return "\n".join(top(node) for node in tree.body if not is_text(node))


def top(node):
    """A statement at the top of a text; imports become nothing."""
    if isinstance(node, ast.FunctionDef):
        return function(node)
    if isinstance(node, ast.Import | ast.ImportFrom):
        return ""
    names = expression(node.targets[0])[0]
    return f"const {names} = {expression(node.value)[0]};"


def is_text(node):
    """Is a statement a docstring, or another constant that stands alone?"""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def function(node):
    """A function. A local name that is assigned once, and always, is a constant there; the others are declared at its
    top. With a `yield` in it, a generator."""
    arguments = [a.arg for a in node.args.args]
    nodes = own(node)
    usual = dict(zip(reversed(arguments), map(expression, reversed(node.args.defaults)), strict=False))
    taken = [f"{name} = {usual[name][0]}" if name in usual else name for name in arguments]
    inner = {n for c in nodes if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
    stored = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n not in inner]
    moving = {name: None for name in stored if name not in arguments}
    star = "*" if any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes) else ""
    lines = []
    for each in node.body:
        names = names_given(each)
        constant = bool(names) and all(name in moving and stored.count(name) == 1 for name in names)
        lines += [f"  const {statement(each)[0]}"] if constant else block([each], 1)
        for name in names if constant else ():
            del moving[name]
    if moving:
        lines.insert(0, f"  let {', '.join(f'{name} = 0' for name in moving)};")
    return "\n".join([f"function{star} {node.name}({', '.join(taken)}) {{", *lines, "}"])


def names_given(node):
    """The names to which a statement gives values; none where it changes something else."""
    targets = [*ast.walk(node.targets[0])] if isinstance(node, ast.Assign) else []
    changed = any(isinstance(each, ast.Subscript | ast.Attribute) for each in targets)
    return [each.id for each in targets if isinstance(each, ast.Name) and not changed]


def own(node):
    """What stands in a function, but for what stands in a function inside it, in the order of `ast.walk`."""
    nodes = [node]
    for each in nodes:
        nodes += [n for n in ast.iter_child_nodes(each) if not isinstance(n, ast.FunctionDef)]
    return nodes


def block(nodes, depth):
    """Lines of statements, set in by two spaces for each level of `depth`."""
    lines = []
    for node in nodes:
        lines += ["  " * depth + text for text in statement(node)]
    return lines


def statement(node):
    """Lines of one statement. TypeError for one outside the subset."""
    if is_text(node) or isinstance(node, ast.Pass):
        return []
    if isinstance(node, ast.FunctionDef):
        return function(node).split("\n")
    if isinstance(node, ast.Assign):
        return [f"{expression(node.targets[0])[0]} = {expression(node.value)[0]};"]
    if isinstance(node, ast.AugAssign):
        return [f"{expression(node.target)[0]} {OPERATORS[type(node.op)]}= {expression(node.value)[0]};"]
    if isinstance(node, ast.Return):
        return [f"return {expression(node.value)[0]};" if node.value else "return;"]
    if isinstance(node, ast.Raise):
        return [f"throw new Error(t{expression(node.exc.args[0])[0]});"]
    if isinstance(node, ast.Expr):
        return [f"{expression(node.value)[0]};"]
    if isinstance(node, ast.Break | ast.Continue):
        return [f"{type(node).__name__.lower()};"]
    if isinstance(node, ast.While):
        return [f"while ({expression(node.test)[0]}) {{", *block(node.body, 1), "}"]
    if isinstance(node, ast.For):
        return [f"for ({head(node)}) {{", *block(node.body, 1), "}"]
    if isinstance(node, ast.Try):
        return ["try {", *block(node.body, 1), "} catch {", *block(node.handlers[0].body, 1), "}"]
    if isinstance(node, ast.If):
        lines = [f"if ({expression(node.test)[0]}) {{", *block(node.body, 1)]
        if node.orelse:
            lines += ["} else {", *block(node.orelse, 1)]
        return [*lines, "}"]
    raise TypeError(f"the writers do not use {type(node).__name__}; see javascript_text for what they do")


def head(loop):
    """What a loop goes over: a range, up, or the items of a list."""
    name = expression(loop.target)[0]
    if not is_range(loop.iter):
        return f"{name} of {expression(loop.iter)[0]}"
    limits = [expression(each)[0] for each in loop.iter.args]
    start, end = limits if len(limits) == 2 else ["0", *limits]
    return f"{name} = {start}; {name} < {end}; {name}++"
