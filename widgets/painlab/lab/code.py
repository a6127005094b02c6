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
    called = {id(n.func) for n in ast.walk(prefixed) if isinstance(n, ast.Call)}
    for node in ast.walk(prefixed):
        if isinstance(node, ast.Name) and id(node) not in called:
            node.id = f"v.{node.id}"
    return javascript_expression(prefixed)[0]


def model_code(model):
    """The model's JavaScript with its tables: a text that returns {meta, kernel, expressions} when it is run."""
    texts = {t for t in map(str, texts_of(model)) if not is_number(t)}
    if model.method == "chain":
        texts |= {"compartments", "length"}
    kernel = [name for name in re.findall(r"^function (\w+)", model.javascript, re.M)]
    meta = meta_of(model)
    expressions = ", ".join(f"{json.dumps(t)}: (v) => {javascript_of(model, t)}" for t in sorted(texts))
    return (
        f"{model.javascript}\nconst meta = {json.dumps(meta)};\n"
        f"const expressions = {{{expressions}}};\nconst kernel = {{{', '.join(kernel)}}};\n"
    )


def lab_code(lab):
    """The lab's JavaScript: the model's, and what the page computes from the controls; `state.js` reads it."""
    model = lab.model
    settable = {q.symbol for q in model.settable}
    moved = dict.fromkeys([*lab.values, *(c.symbol for c in lab.described)])

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
        (json.dumps(symbol), js(base), table([js(x) for x in piece] for piece in pieces))
        for symbol, (base, *pieces) in lab.schedules.items()
    )
    readouts = table(
        (json.dumps(name), json.dumps(r.kind), json.dumps(r.symbol), js(r.start), js(r.end))
        for name, r in lab.readouts.items()
        if r.kind != "protocol"
    )
    clauses = table(
        [f"[{'() => true' if condition is True else js(condition)}, {json.dumps(text)}]" for condition, text in clause]
        for clause in ([(True, c)] if isinstance(c, str) else c for c in lab.sentence)
    )
    thresholds = ", ".join(
        f"{json.dumps(name)}: {{...{json.dumps(searched(lab, t))}, values: "
        f"{table((json.dumps(symbol), js(text)) for symbol, text in t.values.items())}}}"
        for name, t in lab.thresholds.items()
    )
    goals = ", ".join(js(condition(lab, goal)) for goal in lab.goals)
    facts = {
        "model": lab.model_name,
        "base": (
            {q.symbol: float(q.value) for q in model.settable} | next(iter(model.presets.values()), {}) | lab.values
        ),
        "given": [s for s in moved if s in {q.symbol for q in model.inputs} and s not in lab.schedules],
        "plain": [s for s in moved if s in settable and s not in lab.schedules],
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
