"""Python files that run alone: a quantity that stands under 'change them here' does there what it does in its lab."""

import ast
import builtins
import dataclasses
import math
import re
import symtable

import pytest
from painlab.lab import load, of_model
from painlab.lab.alone import python_file
from painlab.model import model, names
from painlab.shared import readouts as estimators

BY_ROW = [name for name in names() if model(name).method in ("map", "closed", "population")]
SHORT = ("gate", "memory", "spike", "windup")  # the files of the others take seconds, or half a minute
IN_TIME = [
    name if name in SHORT else pytest.param(name, marks=pytest.mark.slow) for name in names() if name not in BY_ROW
]


def lab_and_file(name):
    """(lab, what its file defines)."""
    lab, defined = load(of_model(name)[0]), {"__name__": "file"}
    exec(compile(python_file(lab), name, "exec"), defined)
    return lab, defined


def moved(lab, symbol, value):
    """Another value of a quantity: two percent on, or the next of what is counted or chosen; None for a lone word."""
    row = next((row for row in lab.described if row.symbol == symbol), None)
    if row and row.choices:
        return next(other for _, other in row.choices if other != value)
    if isinstance(value, str):
        return None
    whole = row and float(row.step).is_integer() and float(value).is_integer()
    if whole or value == 0:
        return value + (row.step if row and value < row.high else -row.step if row else 0.01)
    return value * 1.02


def by_lab(lab, values):
    """Read-outs of the lab's own run with these values, of controls and of other quantities, at the same state."""
    controls = {s: x for s, x in values.items() if s in lab.defaults}
    others = {s: x for s, x in values.items() if s not in lab.defaults}
    lab = dataclasses.replace(lab, values=lab.values | others)
    state = lab.defaults | controls
    run = lab.model.run(**lab.request(state))
    return run.readouts | (getattr(estimators, lab.report)(run.columns, state) if lab.report else {})


def differing(lab, found, wanted):
    """Names of the read-outs in which two runs differ."""
    pairs = {name: (found.get(name, math.nan), wanted.get(name, math.nan)) for name in lab.readouts}
    return [
        name for name, (one, other) in pairs.items() if one != pytest.approx(other, rel=1e-6, abs=1e-9, nan_ok=True)
    ]


@pytest.mark.parametrize("name", BY_ROW)
def test_each_quantity_of_a_file_does_what_it_does_in_the_lab(name):
    lab, file = lab_and_file(name)
    by_word = {symbol for options in lab.model.choices.values() for values in options.values() for symbol in values}
    for symbol, value in file["VALUES"].items():
        other = moved(lab, symbol, value)
        if other is not None and symbol not in by_word:  # which in a lab only its word sets
            found = file["run"](**{symbol: other})["readouts"]
            assert differing(lab, found, by_lab(lab, {symbol: other})) == [], symbol


@pytest.mark.parametrize("name", IN_TIME)
def test_all_quantities_of_a_file_moved_at_once_do_what_they_do_in_the_lab(name):
    lab, file = lab_and_file(name)
    others = {symbol: moved(lab, symbol, value) for symbol, value in file["VALUES"].items()}
    others = {symbol: other for symbol, other in others.items() if other is not None}
    ran = file["run"](**others)
    assert len(ran["t"]) > 10 and differing(lab, ran["readouts"], by_lab(lab, others)) == []
    assert differing(lab, ran["readouts"], lab.run().readouts)


@pytest.mark.parametrize("name", names())
def test_a_quantity_that_is_not_listed_is_named_with_the_reason(name):
    lab, file = lab_and_file(name)
    listed, text = set(file["VALUES"]), python_file(lab)
    unlisted = {q.symbol for q in lab.model.settable} - listed
    assert unlisted == set(file["UNLISTED"]) == set(re.findall(r"# not here: (\w+), \w+ ", text))
    assert unlisted <= {*lab.schedules, *lab.model.trains}


@pytest.mark.parametrize("name", names())
def test_a_file_defines_each_name_once_and_reads_none_that_it_does_not_have(name):
    lab, file = lab_and_file(name)
    tree = ast.parse(python_file(lab))
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(defined) == len(set(defined))
    parts = symtable.symtable(python_file(lab), name, "exec").get_children()
    read = set().union(*(unbound(part) for part in parts))
    assert read - set(file) - set(dir(builtins)) == set()


def unbound(part):
    """Names that a function, and those in it, read of the file."""
    own = {s.get_name() for s in part.get_symbols() if s.is_global() and not s.is_parameter() and not s.is_assigned()}
    return own.union(*(unbound(each) for each in part.get_children()))


def test_a_name_that_the_file_does_not_have_is_refused_with_those_that_it_has():
    _, file = lab_and_file("screening")
    with pytest.raises(ValueError, match="no quantity 'p'; did you mean 'P'. There are P, "):
        file["run"](p=10)
