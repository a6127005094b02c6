"""Lab → one plain file, in Python or in JavaScript, that runs alone: quantities, equations, the steps of a run, a main.

The equations are the texts of `python.py` and `javascript.py`. The JavaScript file runs them with the
page's own runs; the Python file with the runs of `alone_run.py`.
"""

import ast
import dataclasses
import inspect
import json
import pprint

from ..model.python import behind_imports
from ..page.join import module_order, room
from ..run import chance
from ..shared import estimate, moments, readouts, schedule, student, windows
from ..sources import cite
from . import alone_run
from .alone_tables import Text, tables_of
from .code import lab_code

LICENSE = "BSD 3-Clause, The Amplified Signal contributors"


def source_of(model):
    """Where a model comes from, as the head of the file says it."""
    return "of this book" if model.source == "ours" else cite(model.source, model.title)


# --- JavaScript ---------------------------------------------------------------------------------------------

ENGINE = (moments, schedule, windows)
ESTIMATORS = (student, estimate, readouts)  # only what computes a trial needs them

JAVASCRIPT = """// {title}. Source: {source}.
// One model of The Amplified Signal as a file that runs alone, in the state in which its lab opens.
// To run it: node {name}.js (Node 22.7; an earlier one wants it called {name}.mjs), or in a page, as a module:
// import {{run}} from "./{name}.js". `run(values)` takes what the controls are to be, as in run({{{example}}}),
// and gives {{t, each column, spikes, readouts}}.
// A run is made by the text that the book's pages use. License: {license}.
// Education, not medical advice: no number here is a dose, and none is a person's pain.

// --- the model: its equations as functions, its tables, and what the lab asks of it ------------------------

function model() {{
{code}}}

// --- a run, as in every page of the book -------------------------------------------------------------------

const modules = {{}};
{engine}
// --- controls: change them here, or give others to `run` ---------------------------------------------------

export const CONTROLS = {state};
export const READOUTS = {readouts}; // name, label, unit

export function run(values = {{}}) {{
  const strange = Object.keys(values).find((name) => !(name in CONTROLS));
  if (strange) throw new Error(`there is no control "${{strange}}"; there are ${{Object.keys(CONTROLS).join(", ")}}`);
  const {{start}} = modules["run/slices.js"], {{stateFunctions}} = modules["lab/state.js"];
  const text = model(), code = {{...text, ...stateFunctions(text)}};
  const thisRun = start(code, code.request({{...CONTROLS, ...values}}));
  while (!thisRun.advance(1000));
  const {{method, sites, membrane, states}} = code.meta;
  const along = method === "chain" ? sites.map((site) => `${{membrane}}@${{site}}`) : states;
  const names = thisRun.table ? Object.keys(thisRun.table.columns) : along;
  const columns = Object.fromEntries(names.map((name) => [name, thisRun.column(name)]));
  return {{t: thisRun.t, ...columns, spikes: thisRun.spikes, readouts: thisRun.readouts}};
}}

// --- main ---------------------------------------------------------------------------------------------------

if (globalThis.process?.argv?.[1] && import.meta.url.endsWith(process.argv[1].replace(/^.*[\\/]/, ""))) {{
  const readouts = run().readouts;
  for (const [name, label, unit] of READOUTS) console.log(`${{name}} = ${{readouts[name]}} ${{unit}} (${{label}})`);
}}
"""


def javascript_file(lab):
    """A JavaScript module that runs a lab with any values of its controls; as a program it prints its read-outs."""
    unneeded = set() if lab.report else {f"shared/{each.__name__.rpartition('.')[2]}.js" for each in ESTIMATORS}
    order = module_order("run/slices.js")
    texts = [f'modules["{name}"] = {{}};' if name in unneeded else room(name, comments=True) for name in order]
    first = next(row for row in lab.described if not row.choices)
    return JAVASCRIPT.format(
        title=lab.model.title,
        name=lab.model_name,
        example=f"{first.symbol}: {first.high:g}",
        source=source_of(lab.model),
        license=LICENSE,
        code=lab_code(lab),
        engine="\n".join(texts),
        state=json.dumps(lab.state(), indent=2),
        readouts=json.dumps([[name, readout.label, readout.unit] for name, readout in lab.readouts.items()]),
    )


# --- Python -------------------------------------------------------------------------------------------------

HEAD = '''"""{title}. Source: {source}.

One model of The Amplified Signal as a file that runs alone, in the state in which its lab opens.
To run it: python {name}.py (Python 3.11 or later{needs}). License: {license}.
Education, not medical advice: no number here is a dose, and none is a person's pain.
"""

import math
from math import floor, log, nan, sqrt, tanh


def exp(x):
    return math.exp(x) if x < 709.782712893384 else math.inf


def cosh(x):
    return math.cosh(x) if abs(x) < 710.0 else math.inf


# --- quantities: change them here ---------------------------------------------------------------------------

VALUES = {{
{values}
}}
{tables}
# --- the equations, as functions of states y_ and values p_ -------------------------------------------------

{equations}

# --- a run --------------------------------------------------------------------------------------------------

{engine}

# --- main ---------------------------------------------------------------------------------------------------

READOUTS = {readouts}

if __name__ == "__main__":
    readouts = run()["readouts"]
    for name, (label, unit) in READOUTS.items():
        print(f"{{name}} = {{float(readouts.get(name, math.nan))!r}} {{unit}} ({{label}})")
'''


def engine_of(lab):
    """The run of a lab's Python file, with the functions of the engine that it calls."""
    model = lab.model
    planned = "\n\n\n".join(behind_imports(inspect.getsource(module)).rstrip() for module in ENGINE)
    if model.method == "adaptive":
        return [planned, alone_run.SCOPE, alone_run.ADAPTIVE, alone_run.CELL]
    if model.method == "chain":
        return [planned, alone_run.SCOPE, alone_run.CHAIN]
    if model.draws:
        report = f"readouts |= {lab.report}(columns, v)\n    " if lab.report else ""
        modules = (chance, moments, windows, *(ESTIMATORS if lab.report else ()))
        helping = [bare(inspect.getsource(module)) for module in modules]
        return [*helping, alone_run.SCOPE, alone_run.PEOPLE.format(report=report)]
    if model.method in ("map", "closed", "population"):
        is_map = model.method == "map"
        what = "Take all trials" if is_map else "Evaluate the equations once"
        return [alone_run.SCOPE, alone_run.TRIALS.format(what=what, start="starts(p, y)\n    " if is_map else "")]
    return [planned, alone_run.SCOPE, alone_run.FIXED, alone_run.CELL]


def bare(text):
    """A module's text without its first docstring, and without what it takes from the modules beside it."""
    first, *nodes = ast.parse(text).body
    lines = text.splitlines()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines[first.end_lineno :]).strip() + "\n"


def python_file(lab):
    """A Python file that runs the lab's model with any values; as a program it prints the read-outs of its own."""
    lab = quiet(lab)
    model = lab.model
    tables = tables_of(lab)
    held = held_back(lab, tables)
    values = lab.scope(lab.state())
    listed = [quantity for quantity in model.settable if quantity.symbol not in held]
    rows = [row_of(model, quantity, float(values[quantity.symbol])) for quantity in listed] + rows_of_lab(lab)
    rows += [f"    # not here: {symbol}, {reason}" for symbol, reason in held.items()]
    tables = {"UNLISTED": {symbol: float(values[symbol]) for symbol in held}} | tables
    return HEAD.format(
        title=model.title,
        source=source_of(model),
        name=lab.model_name,
        license=LICENSE,
        needs=", with numpy" if model.draws else "; nothing else is needed",
        values="\n".join(rows),
        tables="".join(f"{name} = {written(value)}\n" for name, value in tables.items()),
        equations=equations(model),
        engine="\n\n".join(engine_of(lab)),
        readouts=written({name: (readout.label, readout.unit) for name, readout in lab.readouts.items()}),
    )


def quiet(lab):
    """The lab without the noise that it has in every state: a Python file has none."""
    never = {sd: 0 for sd, _ in lab.model.noise.values() if sd in lab.values}
    return dataclasses.replace(lab, values=lab.values | never) if never else lab


def held_back(lab, tables):
    """{symbol: reason} of the quantities that would change nothing in a lab's file."""
    model, text = lab.model, repr(tables)
    moved = {symbol: "which INPUTS below sets" for symbol in (*lab.schedules, *model.trains)}
    noise = {symbol: "since this file has no noise" for law in model.noise.values() for symbol in map(str, law)}
    known = {quantity.symbol for quantity in model.settable}
    return {
        symbol: reason
        for symbol, reason in (moved | noise).items()
        if symbol in known and f"v['{symbol}']" not in text and symbol not in trains_left(lab)
    }


def trains_left(lab):
    """Names of inputs whose train of pulses the lab does not use, since it sets the input itself."""
    return {name for name in lab.model.trains if name in lab.values or name in lab.defaults} - set(lab.schedules)


def rows_of_lab(lab):
    """The quantities of a lab's own, and the words of the model."""
    own = [row for row in lab.described if row.symbol not in {quantity.symbol for quantity in lab.model.settable}]
    rows = []
    for row in own:
        unit = f"{row.unit}: " if row.unit else ""
        rows.append(f'    "{row.symbol}": {row.value!r},  # {unit}{row.meaning} (of the lab)')
    words = [word for word in lab.model.choices if word not in {row.symbol for row in own}]
    return rows + [f'    "{word}": {next(iter(lab.model.choices[word]))!r},' for word in words]


def row_of(model, quantity, value):
    """The line of a quantity in the table of values: its value, with unit, meaning and source behind it."""
    source = quantity.source if quantity.source in ("", "ours") else cite(quantity.source, model.title)
    unit = f"{quantity.unit}: " if quantity.unit else ""
    return f'    "{quantity.symbol}": {value!r},  # {unit}{quantity.meaning}{f" ({source})" if source else ""}'


def written(value):
    """A table as Python text."""
    return value if isinstance(value, Text) else pprint.pformat(value, width=118, sort_dicts=False, compact=True)


def equations(model):
    """The functions of a model's Python text."""
    return "\n\n\n".join(ast.get_source_segment(model.python, node) for node in ast.parse(model.python).body) + "\n"
