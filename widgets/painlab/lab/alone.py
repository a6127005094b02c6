"""Lab → one plain file, in Python or in JavaScript, that runs alone: quantities, equations, the steps of a run, a main.

The equations are the texts of `python.py` and `javascript.py`. A run is made by the text of `shared/`, with lists in
Python (`alone_run.py`) and with the page's own arrays in JavaScript.
"""

import ast
import functools
import inspect
import json
import pprint
import re

from ..page.join import module_order, room
from ..run import kernel
from ..run.meta import meta_of
from ..sources import cite
from . import alone_run
from .alone_engine import definitions, engine_of, names_of
from .asked import asked_of
from .code import Text, functions_of, lab_code, python_function

LICENSE = "BSD 3-Clause, The Amplified Signal contributors"


def source_of(model):
    """Where a model comes from, as the head of the file says it."""
    return "of this book" if model.source == "ours" else cite(model.source, model.title)


# --- JavaScript ---------------------------------------------------------------------------------------------

ESTIMATORS = {"shared/student.js", "shared/estimate.js", "shared/readouts.js"}  # only what computes a trial needs them

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
  const {{start}} = modules["run/slices.js"], {{stateFunctions}} = modules["run/state.js"];
  const {{rowNames}} = modules["shared/chain.js"];
  const text = model(), code = {{...text, ...stateFunctions(text)}};
  const thisRun = start(code, code.request({{...CONTROLS, ...values}}));
  while (!thisRun.advance(1000));
  const names = thisRun.table ? Object.keys(thisRun.table.columns) : rowNames(code.meta);
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
    unneeded = set() if lab.report else ESTIMATORS
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

WAYS = {"map": "in_trials", "closed": "in_people", "population": "in_people"}  # all others: in time

PYTHON = '''"""{title}. Source: {source}.

One model of The Amplified Signal as a file that runs alone, in the state in which its lab opens.
To run it: python {name}.py (Python 3.11 or later; nothing else is needed), or import it: `run(**values)`
takes other values than those below. A run is made by the text that the book's own runs use.
License: {license}.
Education, not medical advice: no number here is a dose, and none is a person's pain.
"""

import math
import re
from math import ceil, floor, inf, isfinite, log, nan, pi, sqrt, tanh


{functions}


# --- quantities: change them here, or give others to `run` ----------------------------------------------------

VALUES = {{
{values}
}}
UNLISTED = {unlisted}

# --- the table of the model, its expressions, and what the lab asks of a run ----------------------------------

META = {meta}

EXPRESSIONS = {expressions}

ASKED = {asked}

# --- the equations, as functions of states y_ and values p_ ---------------------------------------------------

{equations}


{engine}


# --- a run of this model --------------------------------------------------------------------------------------


def run(**values):
    """{gives}

    `values` are in place of those above. Columns are lists.
    """
    return {way}(META, ASKED, Kernel(globals(), EXPRESSIONS), numbers_of(META, ASKED, VALUES, UNLISTED, values))


READOUTS = {readouts}

if __name__ == "__main__":
    readouts = run()["readouts"]
    for name, (label, unit) in READOUTS.items():
        print(f"{{name}} = {{float(readouts.get(name, nan))!r}} {{unit}} ({{label}})")
'''


def python_file(lab):
    """A Python file that runs the lab's model with any values; as a program it prints the read-outs of its own."""
    model = lab.model
    write = functools.partial(python_function, model)
    expressions, asked = functions_of(model, write), asked_of(lab, write)
    held = held_back(lab, repr([expressions, asked]))
    values = lab.scope(lab.state())
    listed = [quantity for quantity in model.settable if quantity.symbol not in held]
    rows = [row_of(model, quantity, float(values[quantity.symbol])) for quantity in listed] + rows_of_lab(lab)
    rows += [f"    # not here: {symbol}, which a schedule or a train of pulses sets" for symbol in held]
    own = {name: node for node in ast.parse(model.python).body for name in names_of(node)}
    lines = model.python.splitlines()
    way = WAYS.get(model.method, "in_time")
    engine = engine_of([*own, way, "Kernel", "numbers_of", lab.report])
    asked_words = re.findall(r"""meta\[["'](\w+)["']\]""", engine)
    return PYTHON.format(
        title=model.title,
        source=source_of(model),
        name=lab.model_name,
        license=LICENSE,
        functions="\n\n".join(map(inspect.getsource, (kernel.exp, kernel.cosh))).rstrip(),
        values="\n".join(rows),
        unlisted=written({symbol: float(values[symbol]) for symbol in held}),
        meta=written({word: value for word, value in meta_of(model).items() if word in asked_words}),
        expressions=written(expressions),
        asked=written(asked),
        equations="\n\n\n".join(
            "\n".join(lines[node.lineno - 1 : node.end_lineno])
            for name, node in own.items()
            if name not in definitions()
        ),
        engine=engine,
        gives=inspect.getdoc(getattr(alone_run, way)),
        way=way,
        readouts=written({name: (readout.label, readout.unit) for name, readout in lab.readouts.items()}),
    )


def held_back(lab, text):
    """Symbols that would change nothing in a lab's file: inputs that are moved, and that no expression reads."""
    known = {quantity.symbol for quantity in lab.model.settable}
    used = {name for name in lab.model.trains if name in lab.values or name in lab.defaults} - set(lab.schedules)
    moved = dict.fromkeys([*lab.schedules, *lab.model.trains])
    return [each for each in moved if each in known - used and f"v['{each}']" not in text]


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
