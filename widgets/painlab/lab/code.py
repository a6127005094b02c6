"""Lab → JavaScript: the text that the page runs for one lab; an expression as a function, in both languages."""

import ast
import functools
import json
import re

from ..model import texts_of
from ..model.expressions import lowered
from ..model.language import read_expression
from ..page.javascript_expressions import expression as javascript_expression
from ..run import inlined
from ..run.meta import is_number, meta_of
from .asked import asked_of, clauses_of, goals_of, moved, thresholds_of


def javascript_of(model, text):
    """An expression as JavaScript of one argument `v`, an object of values."""
    tree = inlined(model, read_expression(model.title, text))
    prefixed = lowered(tree)
    called = {id(node.func) for node in ast.walk(prefixed) if isinstance(node, ast.Call)}
    for node in ast.walk(prefixed):
        if isinstance(node, ast.Name) and id(node) not in called:
            node.id = f"v.{node.id}"
    return javascript_expression(prefixed)[0]


class Text(str):
    """Program text that stands as it is in a table."""

    __repr__ = str.__str__


def table(value):
    """A table as JavaScript: dicts and lists of numbers, words and `Text`."""
    if isinstance(value, Text):
        return value
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(name)}: {table(each)}' for name, each in value.items())}}}"
    return f"[{', '.join(map(table, value))}]" if isinstance(value, list) else json.dumps(value)


def functions_of(model, write):
    """{expression: what `write` makes of it} of all expressions that a run reads of a model."""
    texts = {text for text in map(str, texts_of(model)) if not is_number(text)}
    if model.method == "chain":
        texts |= {"compartments", "length"}
    return {text: write(text) for text in sorted(texts)}


def javascript_function(model, text):
    """An expression, a number or a word in quotes as `Text` of a JavaScript function of all numbers `v`."""
    plain = not isinstance(text, str) or text.startswith('"')
    return Text(f"() => {text}" if plain else f"(v) => {javascript_of(model, text)}")


def python_function(model, text):
    """An expression, a number or a word in quotes as `Text` of a Python function of all numbers `v`."""
    if not isinstance(text, str) or text.startswith('"'):
        return Text(f"lambda v: {text}")
    tree = lowered(inlined(model, read_expression(model.title, text)))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}

    class Swap(ast.NodeTransformer):
        def visit_Name(self, node):
            return node if id(node) in called else ast.Subscript(ast.Name("v"), ast.Constant(node.id))

    return Text(f"lambda v: {ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))}")


def model_code(model):
    """The model's JavaScript with its tables: a text that returns {meta, kernel, expressions} when it is run."""
    kernel = [name for name in re.findall(r"^function (\w+)", model.javascript, re.M)]
    meta = meta_of(model)
    functions = functions_of(model, functools.partial(javascript_function, model))
    expressions = ", ".join(f"{json.dumps(text)}: {function}" for text, function in functions.items())
    return (
        f"{model.javascript}\nconst meta = {json.dumps(meta)};\n"
        f"const expressions = {{{expressions}}};\nconst kernel = {{{', '.join(kernel)}}};\n"
    )


def lab_code(lab):
    """The lab's JavaScript: the model's, and what the page computes from the controls; `state.js` reads it."""
    model = lab.model
    write = functools.partial(javascript_function, model)
    quantities = {quantity.symbol for quantity in model.settable}
    asked = {
        "model": lab.model_name,
        "base": lab.base,
        "plain": [symbol for symbol in moved(lab) if symbol in quantities and symbol not in lab.schedules],
        **asked_of(lab, write),
        "clauses": clauses_of(lab, write),
        "thresholds": thresholds_of(lab, write),
        "goals": goals_of(lab, write),
    }
    return f"{model_code(model)}const lab = {table(asked)};\nreturn {{meta, kernel, expressions, lab}};\n"
