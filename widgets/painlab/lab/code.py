"""Lab → JavaScript: the text that the page runs for one lab; what a lab asks of a run, in both languages."""

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
from .check import condition
from .lab import needs


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
    """A table as JavaScript: lists of names and of `Text`."""
    if isinstance(value, Text):
        return value
    return f"[{', '.join(map(table, value))}]" if isinstance(value, list) else json.dumps(value)


def functions_of(model, write):
    """{expression: what `write` makes of it} of all expressions that a run reads of a model."""
    texts = {text for text in map(str, texts_of(model)) if not is_number(text)}
    if model.method == "chain":
        texts |= {"compartments", "length"}
    return {text: write(text) for text in sorted(texts)}


def asked_of(lab, write):
    """{word: rows} of what a lab asks of a run; `write` makes a function of an expression, or of a word in quotes."""
    model = lab.model
    moved = dict.fromkeys([*lab.values, *(row.symbol for row in lab.described)])
    inputs = [quantity.symbol for quantity in model.inputs]
    return {
        "given": [symbol for symbol in moved if symbol in inputs and symbol not in lab.schedules],
        "derived": [[name, write(text)] for name, text in lab.derived.items()],
        "settings": [
            [word, write(json.dumps(text) if word == "protocol" else text)] for word, text in lab.settings.items()
        ],
        "schedules": [
            [symbol, write(base), [[write(text) for text in piece] for piece in pieces]]
            for symbol, (base, *pieces) in lab.schedules.items()
        ],
        "readouts": [
            [name, readout.kind, readout.symbol, write(readout.start), write(readout.end)]
            for name, readout in lab.readouts.items()
            if readout.kind != "protocol"
        ],
        "report": lab.report,
    }


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
    quantities = {quantity.symbol: float(quantity.value) for quantity in model.settable}
    moved = dict.fromkeys([*lab.values, *(row.symbol for row in lab.described)])
    asked = asked_of(lab, write)
    clauses = [
        [[Text("() => true") if holds is True else write(holds), text] for holds, text in clause]
        for clause in ([(True, clause)] if isinstance(clause, str) else clause for clause in lab.sentence)
    ]
    thresholds = ", ".join(
        f"{json.dumps(name)}: {{...{json.dumps(searched(lab, threshold))}, values: "
        f"{table([[symbol, write(text)] for symbol, text in threshold.values.items()])}}}"
        for name, threshold in lab.thresholds.items()
    )
    facts = {
        "model": lab.model_name,
        "base": lab.base,
        "given": asked["given"],
        "plain": [symbol for symbol in moved if symbol in quantities and symbol not in lab.schedules],
        "report": asked["report"],
    }
    tables = ", ".join(f"{word}: {table(asked[word])}" for word in ("derived", "settings", "schedules", "readouts"))
    goals = table([write(condition(lab, goal)) for goal in lab.goals])
    return (
        f"{model_code(model)}const lab = {{...{json.dumps(facts)}, {tables}, clauses: {table(clauses)}, "
        f"thresholds: {{{thresholds}}}, goals: {goals}}};\n"
        "return {meta, kernel, expressions, lab};\n"
    )


def searched(lab, threshold):
    """What the page needs to know of a threshold, as JSON has it."""
    words = ("control", "low", "high", "read", "least", "within")
    return {word: getattr(threshold, word) for word in words} | {"needs": needs(lab, threshold)}
