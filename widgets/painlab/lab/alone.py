"""Lab → one plain file, in Python or in JavaScript, that runs alone: quantities, equations, the steps of a run, a main.

The equations are the texts of `python.py` and `javascript.py`. The JavaScript file runs them with the
page's own `run.js`; the Python file with the few lines below, which take the default state of the lab.
"""

import ast
import inspect
import json
import pprint

from ..page.join import module_order, room
from ..run import Schedule, chain_length, chain_size, chance, evaluate, start_state
from ..shared import estimate, readouts, student
from ..sources import cite
from .alone_cell import engine, tables_of
from .code import lab_code

LICENSE = "BSD 3-Clause, The Amplified Signal contributors"
NEEDS_NUMPY = ("population",)


def source_of(model):
    return "of this book" if model.source == "ours" else cite(model.source, model.title)


# --- JavaScript ---------------------------------------------------------------------------------------------

ESTIMATORS = (student, estimate, readouts)  # only what computes a trial needs them

JAVASCRIPT = """// {title}. Source: {source}.
// One model of The Amplified Signal as a file that runs alone, in the state in which its lab opens.
// To run it: paste it into the console of a browser, or give it to any other JavaScript engine.
// A run is made by the text that the book's pages use. License: {license}.
// Education, not medical advice: no number here is a dose, and none is a person's pain.
(() => {{

// --- the model: its equations as functions, its tables, and what the lab asks of it ------------------------

function model() {{
{code}}}

// --- a run, as in every page of the book -------------------------------------------------------------------

const modules = {{}};
{engine}
// --- main: change a control here ---------------------------------------------------------------------------

const {{start}} = modules["run/run.js"], {{stateFunctions}} = modules["lab/state.js"];
const state = {state};
const text = model(), code = {{...text, ...stateFunctions(text)}};
const run = start(code, code.request(state));
while (!run.advance(1000));
for (const [name, label, unit] of {readouts}) console.log(`${{name}} = ${{run.readouts[name]}} ${{unit}} (${{label}})`);
}})();
"""


def javascript_file(lab):
    """A JavaScript file that computes the lab's default state and prints its read-outs."""
    unneeded = set() if lab.report else {f"shared/{each.__name__.rpartition('.')[2]}.js" for each in ESTIMATORS}
    order = module_order("run/run.js")
    texts = [f'modules["{name}"] = {{}};' if name in unneeded else room(name, comments=True) for name in order]
    return JAVASCRIPT.format(
        title=lab.model.title,
        source=source_of(lab.model),
        license=LICENSE,
        code=lab_code(lab),
        engine="\n".join(texts),
        state=json.dumps(lab.state(), indent=2),
        readouts=json.dumps([[name, r.label, r.unit] for name, r in lab.readouts.items()]),
    )


# --- Python -------------------------------------------------------------------------------------------------

HEAD = '''"""{title}. Source: {source}.

One model of The Amplified Signal as a file that runs alone, in the state in which its lab opens.
To run it: python {name}.py (Python 3.11 or later{needs}). License: {license}.
Education, not medical advice: no number here is a dose, and none is a person's pain.
"""

import math
from math import floor, log, sqrt, tanh


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
    found = run(){take}
    for name, (label, unit) in READOUTS.items():
        print(f"{{name}} = {{float(found.get(name, math.nan))!r}} {{unit}} ({{label}})")
'''

SPIKES = '''def of_spikes(kind, spikes, a, b):
    """A read-out of the spikes from time `a` to `b`."""
    inside = [s for s in spikes if a <= s < b]
    if kind == "count":
        return float(len(inside))
    if kind == "rate":
        return len(inside) / (b - a) * PER_SECOND
    if kind == "frequency":
        return (len(inside) - 1) / (inside[-1] - inside[0]) * PER_SECOND if len(inside) > 1 else 0.0
    if kind == "interval":
        return inside[1] - inside[0] if len(inside) > 1 else math.nan
    return (inside[0] if kind == "first" else inside[-1]) if inside else math.nan
'''

POINT = (
    SPIKES
    + '''

def level(pieces, base, time):
    """Value at `time` of an input that is `base` but for its pieces (from, to, first, last)."""
    for start, end, first, last in pieces:
        if start - 1e-9 * abs(start) <= time < end - 1e-9 * abs(end):
            base = first if first == last else first + (last - first) * (time - start) / (end - start)
    return base


def run():
    """Take every phase, each from the end of the one that it follows, and return the read-outs."""
    spikes, found, ends = [], {}, {None: [*START.values(), 0.0]}
    watched, n_states = [*START, *WATCH], len(START)
    for phase in PHASES:
        origin, dt, n, every = phase["origin"], phase["dt"], phase["steps"], phase["every"]
        values = VALUES | phase["values"]
        symbols, p, y = list(values), list(values.values()), list(ends[phase["follows"]])

        def step(time, origin=origin, dt=dt):
            return math.floor((time - origin) / dt + 0.5)

        events = {}
        for time, train in sorted(
            ((start + k * gap + offset, train) for train, (start, gap, count, offsets) in TRAINS.items()
             for k in range(int(count)) for offset in offsets), key=lambda pair: pair[0]
        ):  # fmt: skip
            if train in EVENTS and 0 <= step(time) < n:
                events.setdefault(step(time), []).append(EVENTS[train])
        windows = {name: (*asked, step(asked[2]), step(asked[3])) for name, asked in phase["read"].items()}
        edges = {0, n, *events, *(s for w in windows.values() for s in w[4:])}
        edges |= {step(t) for pieces in INPUTS.values() for piece in pieces for t in piece[:2]}
        edges = sorted(e for e in edges if 0 <= e <= n)
        sums = {name: ([-math.inf] * len(watched), [math.inf] * len(watched), [0.0] * len(watched)) for name in windows}
        rows, moved, exact = [y[:n_states]], [[values[s] for s in INPUTS]], {}
        for first, last in zip(edges, edges[1:] + [n]):
            for event in events.get(first, ()):
                event(y, p)
            for name, (kind, symbol, _, _, _, end) in windows.items():
                if kind == "value" and end == first and symbol in START:
                    exact[name] = y[watched.index(symbol)]
            ramps = any(
                a != b and step(s) <= first < step(e) for pieces in INPUTS.values() for s, e, a, b in pieces
            )
            acc = [-math.inf] * len(watched) + [math.inf] * len(watched) + [0.0] * len(watched)
            for at in range(first, last) if ramps else [first] if last > first else []:
                taken = 1 if ramps else last - first
                for symbol, pieces in INPUTS.items():
                    time = origin + (at if ramps else at + 0.5) * dt
                    p[symbols.index(symbol)] = level(pieces, VALUES[symbol], time + (1e-6 * dt if ramps else 0.0))
                out, buffer = [0.0] * ((taken // every + 2) * n_states), [0.0] * (taken + 1)
                count = advance(y, p, taken, dt, at, every, out, 0, buffer, acc)
                spikes += [origin + s * dt for s in buffer[:count]]
                kept = (at + taken) // every - at // every
                rows += [out[k * n_states : (k + 1) * n_states] for k in range(kept)]
                moved += [[p[symbols.index(s)] for s in INPUTS]] * kept
            for name, (_, _, _, _, begin, end) in windows.items():
                if begin <= first and last <= end:
                    high, low, total = sums[name]
                    for i in range(len(watched)):
                        high[i] = max(high[i], acc[i])
                        low[i] = min(low[i], acc[len(watched) + i])
                        total[i] += acc[2 * len(watched) + i]
        for name, (kind, symbol, a, b, begin, end) in windows.items():
            if kind in ("count", "first", "last", "rate", "frequency", "interval"):
                found[name] = of_spikes(kind, spikes, a, b)
            elif name in exact:
                found[name] = exact[name]
            elif symbol in watched and kind != "value":
                i, (high, low, total) = watched.index(symbol), sums[name]
                mean = total[i] / max(1, end - begin)
                found[name] = {"max": high[i], "min": low[i], "mean": mean, "integral": total[i] * dt}[kind]
            else:
                column = []
                for row, inputs in zip(rows, moved):
                    for place, value in zip(INPUTS, inputs):
                        p[symbols.index(place)] = value
                    seen = [0.0] * len(HELPERS)
                    observe(row, p, seen)
                    column.append(dict(zip(HELPERS, seen))[symbol] if symbol in HELPERS else p[symbols.index(symbol)])
                inside = column[-(-begin // every) : end // every + 1]
                found[name] = {
                    "value": lambda: column[end // every],
                    "max": lambda: max(inside),
                    "min": lambda: min(inside),
                    "mean": lambda: sum(inside) / len(inside),
                    "integral": lambda: sum(inside) * dt * every,
                }[kind]()
        ends[phase["name"]] = y
    for name, (train, k) in COUNTED.items():
        start, gap, count, _ = TRAINS[train]
        times = [start + i * gap for i in range(int(count))]
        inside = [sum(t <= s < t + gap for s in spikes) for t in times]
        found[name] = float(inside[k]) if -len(inside) <= k < len(inside) else math.nan
    return found
'''
)

CHAIN = '''def place(fraction):
    return min(COMPARTMENTS - 1, int(fraction * COMPARTMENTS))


def run():
    """Take all steps and return the read-outs."""
    symbols, p, y = list(VALUES), list(VALUES.values()), [0.0] * (COMPARTMENTS * STATES)
    starts(p, y, COMPARTMENTS)
    spikes, work = [[] for _ in range(COMPARTMENTS)], [0.0] * (2 * COMPARTMENTS)
    edges = {0, STEPS} | {math.floor(t / DT + 0.5) for pieces in INPUTS.values() for piece in pieces for t in piece[:2]}
    edges = sorted(e for e in edges if 0 <= e <= STEPS)
    for first, last in zip(edges, edges[1:]):
        for symbol, pieces in INPUTS.items():
            time = (first + 0.5) * DT
            levels = [value for start, end, value, _ in pieces if start <= time < end]
            p[symbols.index(symbol)] = levels[-1] if levels else VALUES[symbol]
        taken = last - first
        buffer = [0.0] * (2 * taken * COMPARTMENTS + 2)
        count = advance(y, p, taken, DT, first, taken + STEPS, [], 0, buffer, work, [], COMPARTMENTS, 0)
        for i in range(count):
            spikes[int(buffer[2 * i])].append(buffer[2 * i + 1] * DT)
    found = {}
    for name, (kind, a, b) in READ.items():
        here = spikes[place(a)]
        if kind == "passed":
            found[name] = float(len(here))
        elif kind == "arrival":
            found[name] = here[0] if here else math.nan
        else:
            there = spikes[place(b)]
            apart = (place(b) - place(a)) * LENGTH / COMPARTMENTS
            found[name] = apart / (there[0] - here[0]) if here and there else math.nan
    return found
'''

ROWS = '''def run():
    """{what}, and return the read-outs."""
    p, y, seen, table = list(VALUES.values()), [0.0] * len(STATES), [0.0] * len(HELPERS), []
    {start}for _ in range(ROWS):
        before = list(y)
        row(y, p, [], seen)
        table.append(VALUES | dict(zip([*STATES, *HELPERS], [*before, *seen])))
    return {{name: table[k if k < 0 else k - 1][symbol] for name, (_, symbol, k) in READ.items()}}
'''

PEOPLE = '''def run():
    """Draw people until enough have entered, and return the read-outs."""
    p, seen, people, index = list(VALUES.values()), [0.0] * len(HELPERS), [], 0
    while len(people) < ROWS:
        some = np.arange(index, index + 500)
        draws = [uniform(SEED, some, draw).tolist() for draw in range(len(DRAWS))]
        for chances in zip(*draws):
            z = [normal_quantile(chance) for chance in chances]
            if len(people) < ROWS and row([], p, z, seen):
                people.append([*z, *seen])
        index += len(some)
    columns = dict(zip([*DRAWS, *HELPERS], np.array(people).T))
    found = {}
    for name, (kind, symbol, k) in READ.items():
        if kind == "average":
            found[name] = float(np.mean(columns[symbol]))
        elif kind == "spread":
            found[name] = float(np.std(columns[symbol], ddof=1))
        elif kind == "trial":
            found[name] = float(columns[symbol][k if k < 0 else k - 1])
'''


def python_file(lab):
    """A Python file that computes the lab's default state and prints its read-outs."""
    model, run = lab.model, lab.run()
    values = dict(run.values)
    asked = lab.request(lab.state())["readouts"]
    tables, engine, functions = PARTS[model.method](lab, run, asked)
    rows = [row_of(model, q, values[q.symbol]) for q in model.settable]
    if model.method == "adaptive":
        rows = rows_of(lab)
    readouts = {name: (r.label, r.unit) for name, r in lab.readouts.items()}
    return HEAD.format(
        title=model.title,
        source=source_of(model),
        name=lab.model_name,
        license=LICENSE,
        needs=", with numpy" if model.method in NEEDS_NUMPY else "; nothing else is needed",
        values="\n".join(rows),
        take='["readouts"]' if model.method == "adaptive" else "",
        tables="".join(f"{name} = {written(value)}\n" for name, value in tables.items()),
        equations=kept_functions(model.python, functions),
        engine=engine,
        readouts=written(readouts),
    )


def rows_of(lab):
    """The quantities of a lab's file: those of the model, and the lab's own controls."""
    model, values = lab.model, lab.scope(lab.state())
    own = [row for row in lab.described if row.symbol not in {q.symbol for q in model.settable}]
    rows = [row_of(model, q, float(values[q.symbol])) for q in model.settable]
    for row in own:
        unit = f"{row.unit}: " if row.unit else ""
        rows.append(f'    "{row.symbol}": {row.value!r},  # {unit}{row.meaning} (of the lab)')
    words = [word for word in model.choices if word not in {row.symbol for row in own}]
    return rows + [f'    "{word}": {next(iter(model.choices[word]))!r},' for word in words]


def row_of(model, quantity, value):
    source = quantity.source if quantity.source in ("", "ours") else cite(quantity.source, model.title)
    unit = f"{quantity.unit}: " if quantity.unit else ""
    return f'    "{quantity.symbol}": {value!r},  # {unit}{quantity.meaning}{f" ({source})" if source else ""}'


def written(value):
    """A table as Python text."""
    if isinstance(value, Names):
        return value
    return pprint.pformat(value, width=118, sort_dicts=False, compact=True)


class Names(str):
    """Python text that stands as it is."""


def kept_functions(text, dropped):
    """The functions of a Python text without those named."""
    parts = [node for node in ast.parse(text).body if getattr(node, "name", None) not in dropped]
    return "\n\n\n".join(ast.get_source_segment(text, node) for node in parts) + "\n"


def pieces_of(schedules):
    return {symbol: [tuple(piece) for piece in made.pieces] for symbol, made in schedules.items() if made.pieces}


def point(lab, run, asked):
    model = lab.model
    values = run.values
    treatments = {q.symbol: float(q.value) for q in model.settable if q.group == "treatment"}
    start = start_state(model, values | treatments if "protocol" in lab.settings else values, [])
    trains = {
        name: (*(evaluate(model, x, values) for x in (t.start, t.every, t.count)), t.offsets)
        for name, t in model.trains.items()
    }
    late = {name: (symbol, int(a)) for name, (kind, symbol, a, _) in asked.items() if kind == "counts"}
    events = "{" + ", ".join(f'"{name}": lambda y, p: on_{name}(y, p)' for name in model.trains_named) + "}"
    tables = {
        "START": dict(zip((q.symbol for q in model.states), start, strict=False)),
        "WATCH": [],
        "HELPERS": [line.name for line in model.helpers],
        "INPUTS": pieces_of({s: v for s, v in run.schedules.items() if isinstance(v, Schedule)}),
        "TRAINS": trains,
        "EVENTS": Names(events),
        "COUNTED": late,
        "PER_SECOND": 1000.0 if model.time == "ms" else 1.0,
        "PHASES": phases(lab, run, asked),
    }
    return tables, POINT, ("starts", "settle")


def phases(lab, run, asked):
    """The phases of a run as tables: one, or two with different steps, or those of a protocol."""
    model = lab.model
    if "protocol" in lab.settings:
        rows, previous = [], None
        for phase, leg in zip(model.protocols[lab.settings["protocol"]], run.legs, strict=True):
            end = leg.origin + evaluate(model, phase.length, run.values)
            read = {
                name: (kind, symbol, end - evaluate(model, last, run.values), end)
                for name, (kind, symbol, last) in phase.readouts.items()
            }
            rows.append(phase_row(run, leg, phase.name, phase.after or previous, read))
            previous = phase.name
        return rows
    rows, previous = [], None
    for number, leg in enumerate(run.legs):
        end = leg.origin + leg.n * leg.dt
        inside = {
            name: (kind, symbol, a, b)
            for name, (kind, symbol, a, b) in asked.items()
            if kind != "counts" and leg.origin - leg.dt / 2 <= a and b <= end + leg.dt / 2
        }
        name = ("first", "then")[number]
        rows.append(phase_row(run, leg, name, previous, inside))
        previous = name
    return rows


def phase_row(run, leg, name, follows, read):
    changed = {symbol: value for symbol, value in leg.values.items() if value != run.values[symbol]}
    return {"name": name, "follows": follows, "origin": leg.origin, "dt": leg.dt, "steps": leg.n, "every": leg.every,
            "values": changed, "read": read}  # fmt: skip


def chain(lab, run, asked):
    model, leg = lab.model, run.legs[0]
    tables = {
        "STATES": len(model.states),
        "COMPARTMENTS": chain_size(model, run.values),
        "LENGTH": chain_length(model, run.values),
        "DT": leg.dt,
        "STEPS": leg.n,
        "INPUTS": pieces_of(run.schedules),
        "READ": {name: (kind, a, b) for name, (kind, _, a, b) in asked.items()},
    }
    return tables, CHAIN, ()


def rows(lab, run, asked):
    model = lab.model
    is_map = model.method == "map"
    tables = {
        "STATES": [q.symbol for q in model.states],
        "HELPERS": [line.name for line in model.helpers],
        "ROWS": len(run.t),
        "READ": {name: (kind, symbol, int(a)) for name, (kind, symbol, a, _) in asked.items()},
    }
    what = "Take all trials" if is_map else "Evaluate the equations once"
    return tables, ROWS.format(what=what, start="starts(p, y)\n    " if is_map else ""), () if is_map else ("starts",)


def people(lab, run, asked):
    model = lab.model
    if not model.draws:
        return rows(lab, run, asked)
    tables = {
        "DRAWS": [q.symbol for q in model.draws],
        "HELPERS": [line.name for line in model.helpers],
        "ROWS": len(run.t),
        "SEED": int(lab.request(lab.state()).get("seed", 1)),
        "READ": {n: (kind, symbol, int(a)) for n, (kind, symbol, a, _) in asked.items() if kind != "report"},
    }
    report = f" | {lab.report}(columns, {lab.state()!r})" if lab.report else ""
    ending = f"    return found{report}\n"
    helping = [inspect.getsource(module) for module in ((chance, *ESTIMATORS) if lab.report else (chance,))]
    return tables, "\n\n".join([*map(bare, helping), PEOPLE + ending]), ("starts",)


def bare(text):
    """A module's text without its first docstring, and without what it takes from the modules beside it."""
    first, *nodes = ast.parse(text).body
    lines = text.splitlines()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines[first.end_lineno :]).strip() + "\n"


def adaptive_cell(lab, run, asked):
    return tables_of(lab), engine(), ()


PARTS = {"adaptive": adaptive_cell}
PARTS |= {"rk4": point, "exponential": point, "chain": chain, "map": rows, "closed": rows, "population": people}
