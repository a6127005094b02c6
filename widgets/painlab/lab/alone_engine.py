"""What the package's own text defines of a run, for a Python file that runs alone: the parts that it reaches."""

import ast
import functools
import importlib
import inspect
import textwrap

from ..shared import functions, readouts, rest, segments
from . import alone_run


@functools.cache
def modules():
    """The modules of which a run may need something, each behind those from which it imports."""
    order = []

    def visit(module):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ImportFrom) and node.level:
                visit(importlib.import_module("." * node.level + node.module, module.__package__))
        if module not in order:
            order.append(module)

    for module in (functions, rest, segments, readouts, alone_run):
        visit(module)
    return order


@functools.cache
def definitions():
    """{name: (module, text, words that it reads)} of all that `modules` define, in their order."""
    defined = {}
    for module in modules():
        text = inspect.getsource(module)
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign | ast.FunctionDef | ast.ClassDef):
                lines = "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])
                inside = [*ast.walk(node)]
                local = {each.arg for each in inside if isinstance(each, ast.arg)} | stored(inside)
                words = {each.id for each in inside if isinstance(each, ast.Name)} - local
                defined |= {name: (module, lines, words) for name in names_of(node)}
    return defined


def stored(nodes):
    """The names to which nodes give a value."""
    return {each.id for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def names_of(node):
    """What a statement at the top of a text defines."""
    return stored(ast.walk(node)) if isinstance(node, ast.Assign) else {node.name}


def engine_of(names):
    """What `modules` define of these names, and all that it reads in turn, each module under its heading."""
    defined, reached, unread = definitions(), set(), [*names]
    while unread:
        name = unread.pop()
        if name in defined and name not in reached:
            reached.add(name)
            unread += defined[name][2]
    parts = []
    for module in modules():
        texts = dict.fromkeys(text for name, (home, text, _) in defined.items() if home is module and name in reached)
        if texts:
            title = f"# --- {module.__name__.rpartition('.')[2]} "
            said = textwrap.indent(inspect.getdoc(module), "# ", lambda _: True).replace("# \n", "#\n")
            parts += [f"{title:-<112}\n{said}", *texts]
    return "\n\n\n".join(parts)
