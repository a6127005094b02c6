"""Python and the reader's browser compute the same: right sides of every model, expressions, random numbers."""

import ast
import functools
import json
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from painlab.lab import load
from painlab.lab import names as lab_names
from painlab.lab.code import model_code
from painlab.lab.widget import spec_of
from painlab.model import model, names
from painlab.model.expressions import lowered, source
from painlab.model.language import in_order, read_expression
from painlab.page.javascript import javascript_text
from painlab.page.javascript_expressions import expression
from painlab.run.kernel import compiled, cosh
from painlab.run.rest import rest
from painlab.run.values import settle_values

LABS = lab_names()


# --- (a) right sides ------------------------------------------------------------------------------------------------


@functools.cache
def code_of(tree):
    return compile(source(tree), "<part>", "eval")


def sized(tree, scope, functions):
    """(value, sum of the sizes of all terms) of an expression: how large a rounding error may be."""
    if isinstance(tree, ast.Constant):
        return tree.value, abs(tree.value)
    if isinstance(tree, ast.Name):
        return scope[tree.id]
    if isinstance(tree, ast.UnaryOp):
        value, size = sized(tree.operand, scope, functions)
        return (-value if isinstance(tree.op, ast.USub) else value), size
    if isinstance(tree, ast.BinOp):
        (a, s), (b, r) = (sized(x, scope, functions) for x in (tree.left, tree.right))
        if isinstance(tree.op, ast.Add | ast.Sub):
            return (a + b if isinstance(tree.op, ast.Add) else a - b), s + r
        if isinstance(tree.op, ast.Mult):
            return a * b, s * r
        if isinstance(tree.op, ast.Div):
            return a / b, s / abs(b) * max(1.0, r / abs(b))
        return a**b, s**b if b > 0 else abs(a**b)
    plain = {name: pair[0] for name, pair in scope.items()}
    value = float(eval(code_of(tree), dict(functions), plain))
    parts = [x for x in ast.iter_child_nodes(tree) if isinstance(x, ast.expr) and not isinstance(x, ast.Compare)]
    inner = [sized(x, scope, functions) for x in parts if not (isinstance(tree, ast.Call) and x is tree.func)]
    return value, abs(value) * max([1.0, *(s for _, s in inner)])


def random_point(made, draw):
    """Random values of all settable quantities within their ranges, and a random state."""
    values = {}
    for q in made.settable:
        low, high = q.range or (0.5 * q.value, 1.5 * q.value)
        values[q.symbol] = draw.uniform(low, high) if low < high else float(q.value)
    state = []
    for q in made.states:
        if q.symbol == made.membrane:
            state.append(draw.uniform(-90, 40))
        elif isinstance(q.value, str):
            state.append(draw.uniform(0.01, 0.99))
        else:
            state.append(draw.uniform(0.2, 1.8) * q.value if q.value else draw.uniform(0, 1))
    return values, state


@pytest.mark.parametrize("name", [n for n in names() if model(n).derivatives and model(n).method != "chain"])
def test_right_sides_agree_at_a_thousand_random_states(name, page):
    made, draw = model(name), random.Random(name)
    python = compiled(made.python, False)
    helpers, lines = in_order(made.title, made.helpers), {line.name: line for line in made.derivatives}
    points, expected, sizes = [], [], []
    while len(points) < 1000:
        values, state = random_point(made, draw)
        d = [0.0] * len(state)
        try:
            python["rhs"](state, list(values.values()), d)
            scope = {s: (v, abs(v)) for s, v in values.items()}
            scope |= {q.symbol: (v, abs(v)) for q, v in zip(made.states, state, strict=True)}
            for line in helpers:
                scope[line.name] = sized(line.expression, scope, python)
            size = [
                sized(lines[q.symbol].expression, scope, python)[1] if q.symbol in lines else 1.0 for q in made.states
            ]
        except (ZeroDivisionError, OverflowError, ValueError):
            continue
        if not all(map(math.isfinite, [*d, *size])):
            continue
        points.append([state, list(values.values())])
        expected.append(d)
        sizes.append(size)
    found = page.evaluate(
        """([text, points]) => {
          const {kernel} = compile(text);
          return points.map(([y, p]) => { const d = new Array(y.length).fill(0); kernel.rhs(y, p, d); return d; });
        }""",
        [model_code(made) + "return {kernel};", points],
    )
    error = np.abs(np.array(found) - np.array(expected))
    assert np.all(error <= 1e-13 * np.array(sizes) + 1e-300), f"largest: {np.max(error / np.array(sizes)):.2e}"


# --- the writers, against Python itself -----------------------------------------------------------------------------

LEAVES = st.one_of(
    st.sampled_from("abc").map(lambda s: s),
    st.floats(-4, 4).map(lambda x: f"{x:.3f}" if x >= 0 else f"({x:.3f})"),
)


def bigger(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(st.sampled_from("+-*/"), pair).map(lambda x: f"({x[1][0]} {x[0]} {x[1][1]})"),
        st.tuples(st.sampled_from("+-*"), pair).map(lambda x: f"{x[1][0]} {x[0]} {x[1][1]}"),
        inner.map(lambda x: f"-({x})"),
        st.tuples(inner, st.sampled_from([2, 3, 4])).map(lambda x: f"({x[0]})**{x[1]}"),
        st.tuples(st.sampled_from(["tanh", "cosh", "abs"]), inner).map(lambda x: f"{x[0]}({x[1]})"),
        pair.map(lambda x: f"max({x[0]}, {x[1]})"),
        st.tuples(pair, pair).map(lambda x: f"({x[0][0]} if {x[1][0]} > {x[1][1]} else {x[0][1]})"),
        pair.map(lambda x: f"({x[0]} <= {x[1]})"),
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, bigger, max_leaves=12))
def test_any_expression_written_as_python_means_the_same(text):
    tree = read_expression("t", text)
    scope = {"a": 1.25, "b": -0.5, "c": 3.0}
    plain = {"tanh": math.tanh, "cosh": cosh, "abs": abs, "max": max}
    try:
        expected = float(eval(text, dict(plain), scope))
        written = float(eval(source(tree), dict(plain) | POWERS, scope))
    except (ZeroDivisionError, OverflowError):
        return
    assert written == pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)
    COLLECTED.append((expression(lowered(tree))[0], expected))


POWERS = {"square_": lambda x: x * x, "cube_": lambda x: x * x * x, "fourth_": lambda x: x * x * x * x}
COLLECTED = []


def test_the_javascript_of_these_expressions_gives_the_same_numbers(page):
    assert len(COLLECTED) > 100
    head = (
        "const square_ = (x) => x*x, cube_ = (x) => x*x*x, fourth_ = (x) => x*x*x*x; const a = 1.25, b = -0.5, c = 3;"
    )
    text = head + "return [" + ",\n".join(js for js, _ in COLLECTED) + "];"
    found = page.evaluate("(text) => new Function(text)().map((x) => Number.isFinite(x) ? x : null)", text)
    for (js, expected), value in zip(COLLECTED, found, strict=True):
        if math.isfinite(expected):
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-9), js


def test_random_numbers_are_the_same_in_both_languages(page):
    from painlab.run.chance import uniform

    found = page.evaluate(
        "() => [1, 7, 4294967295].map((s) => [0, 1, 5, 99999].map((i) => [0, 3].map((d) => uniform(s, i, d))))"
    )
    expected = [[[float(uniform(s, i, d)) for d in (0, 3)] for i in (0, 1, 5, 99999)] for s in (1, 7, 4294967295)]
    assert found == expected


GROWING = """([text, values]) => {
  const run = start(compile(text), {values, people: 2000, seed: 1});
  run.advance(0);
  const few = run.t;
  while (!run.advance(0));
  return [few.length, Array.from(run.t), few.buffer === run.t.buffer];
}"""


def test_people_who_are_met_one_after_the_other_are_numbered_once(page):
    made = model("change_the_question")
    code = model_code(made) + "return {meta, kernel, expressions};"
    values = {quantity.symbol: quantity.value for quantity in made.settable}
    few, numbers, same = page.evaluate(GROWING, [code, values])
    assert 0 < few < 2000 and numbers == list(range(1, 2001)) and same


REST = """([text, p, n, at, {low, high, step}]) => {
  const {rest, roots, stable, rhs} = compile(text).kernel;
  return [rest(p, n, at, low, high, step), roots(p, n, at, low, high, step).map((y) => [y, stable(rhs, y, p)])];
}"""


def test_rest_is_judged_stable_or_not_alike_in_both_languages_and_as_the_eigenvalues_say(page):
    made = model("spike")
    seen = set()
    for changes in ({}, {"E_L": -20.0}, {"T": 18.5}, {"g_K": 10.0}):
        values, _, _ = settle_values(made, None, changes)
        p, n, at = [values[q.symbol] for q in made.settable], len(made.states), 0
        code = model_code(made) + "return {meta, kernel, expressions};"
        place, found = page.evaluate(REST, [code, p, n, at, made.scan])
        expected = rest(made, p)
        assert (place is None) == (expected is None)
        if expected is not None:
            assert place == pytest.approx(expected, rel=1e-9)
        functions = compiled(made.python, False)
        for y, stable in found:
            values = np.linalg.eigvals(np.array(functions["differences"](functions["rhs"], y, p)))
            assert stable == functions["stable"](functions["rhs"], y, p) == bool(np.all(values.real < 0))
            seen.add(stable)
    assert seen == {True, False}


def test_the_text_of_every_lab_is_strict_json_and_small():
    for name in LABS:
        spec = json.dumps(spec_of(load(name)), allow_nan=False)
        assert len(spec) < 90_000, f"{name}: {len(spec)} characters"


def test_a_quantity_may_have_the_name_of_a_number():
    text = javascript_text("from math import inf\ndef f(pi):\n    return pi if pi < inf else 0\n")
    assert "pi < Infinity" in text and "Math" not in text
