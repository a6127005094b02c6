"""Lab → JavaScript: the text that the page runs for one lab, and the expressions of a lab in JavaScript."""

import ast
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


def model_code(model):
    """The model's JavaScript with its tables: a text that returns {meta, kernel, expressions} when it is run."""
    texts = {text for text in map(str, texts_of(model)) if not is_number(text)}
    if model.method == "chain":
        texts |= {"compartments", "length"}
    kernel = [name for name in re.findall(r"^function (\w+)", model.javascript, re.M)]
    meta = meta_of(model)
    expressions = ", ".join(f"{json.dumps(text)}: (v) => {javascript_of(model, text)}" for text in sorted(texts))
    return (
        f"{model.javascript}\nconst meta = {json.dumps(meta)};\n"
        f"const expressions = {{{expressions}}};\nconst kernel = {{{', '.join(kernel)}}};\n"
    )


def lab_code(lab):
    """The lab's JavaScript: the model's, and what the page computes from the controls; `state.js` reads it."""
    model = lab.model
    quantities = {quantity.symbol: float(quantity.value) for quantity in model.settable}
    inputs = [quantity.symbol for quantity in model.inputs]
    moved = dict.fromkeys([*lab.values, *(row.symbol for row in lab.described)])

    def js(text):
        return f"() => {json.dumps(text)}" if isinstance(text, int | float) else f"(v) => {javascript_of(model, text)}"

    def table(items):
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in items) + "]"

    derived = table((json.dumps(name), js(text)) for name, text in lab.derived.items())
    settings = table(
        (json.dumps(word), f"() => {json.dumps(text)}" if word == "protocol" else js(text))
        for word, text in lab.settings.items()
    )
    schedules = table(
        (json.dumps(symbol), js(base), table([js(text) for text in piece] for piece in pieces))
        for symbol, (base, *pieces) in lab.schedules.items()
    )
    readouts = table(
        (json.dumps(name), json.dumps(readout.kind), json.dumps(readout.symbol), js(readout.start), js(readout.end))
        for name, readout in lab.readouts.items()
        if readout.kind != "protocol"
    )
    clauses = table(
        [f"[{'() => true' if condition is True else js(condition)}, {json.dumps(text)}]" for condition, text in clause]
        for clause in ([(True, clause)] if isinstance(clause, str) else clause for clause in lab.sentence)
    )
    thresholds = ", ".join(
        f"{json.dumps(name)}: {{...{json.dumps(searched(lab, threshold))}, values: "
        f"{table((json.dumps(symbol), js(text)) for symbol, text in threshold.values.items())}}}"
        for name, threshold in lab.thresholds.items()
    )
    goals = ", ".join(js(condition(lab, goal)) for goal in lab.goals)
    facts = {
        "model": lab.model_name,
        "base": quantities | next(iter(model.presets.values()), {}) | lab.values,
        "given": [symbol for symbol in moved if symbol in inputs and symbol not in lab.schedules],
        "plain": [symbol for symbol in moved if symbol in quantities and symbol not in lab.schedules],
        "report": lab.report,
    }
    return (
        f"{model_code(model)}const lab = {{...{json.dumps(facts)}, derived: {derived}, settings: {settings}, "
        f"schedules: {schedules}, readouts: {readouts}, clauses: {clauses}, thresholds: {{{thresholds}}}, "
        f"goals: [{goals}]}};\n"
        "return {meta, kernel, expressions, lab};\n"
    )


def searched(lab, threshold):
    """What the page needs to know of a threshold, as JSON has it."""
    words = ("control", "low", "high", "read", "least", "within")
    return {word: getattr(threshold, word) for word in words} | {"needs": needs(lab, threshold)}
