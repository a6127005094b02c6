"""Lab → the tables that the run of its Python file reads: what is asked of the model, as functions of its values."""

import ast

from ..errors import ModelError
from ..model.expressions import lowered
from ..model.language import read_expression
from ..run import evaluate, inlined
from ..run.meta import cell_of

KEPT = 200_000  # rows kept of a run with a fixed step


class Text(str):
    """Python text that stands as it is in a table."""

    __repr__ = str.__str__


def python_of(model, text):
    """An expression as Python of one dict `v`."""
    tree = lowered(inlined(model, read_expression(model.title, str(text))))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}

    class Swap(ast.NodeTransformer):
        def visit_Name(self, node):
            return node if id(node) in called else ast.Subscript(ast.Name("v"), ast.Constant(node.id))

    return ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))


def function_of(lab, text):
    """An expression as a function of all numbers of a run."""
    return Text(f"lambda v: {python_of(lab.model, text)}")


def tables_of(lab):
    """{name: value or Text} of all tables that the run of a lab's file reads, but for UNLISTED."""
    model = lab.model
    tables = {
        "CHOICES": model.choices,
        "DEFAULTS": {word: next(iter(options)) for word, options in model.choices.items()},
        "DERIVED": {name: function_of(lab, text) for name, text in lab.derived.items()},
        "SETTABLE": [q.symbol for q in model.settable],
        "STATES": [q.symbol for q in model.states],
        "INPUTS": Text(f"lambda v: {schedules_of(lab)!r}"),
    }
    return tables | OF_METHOD.get(model.method, cell_tables)(lab)


def schedules_of(lab):
    """{symbol: (base, pieces)} of what the lab or a train of pulses moves, as Python of one dict `v`."""
    model = lab.model

    def py(text):
        return Text(python_of(model, text))

    made = {
        symbol: (py(base), [whole([py(x) for x in piece]) for piece in pieces])
        for symbol, (base, *pieces) in lab.schedules.items()
    }
    given = {row.symbol for row in lab.described} | set(lab.values)
    for name, train in model.trains.items():
        if train.width is not None and name not in made and name not in given:
            start, every, width, value = (py(x) for x in (train.start, train.every, train.width, train.value))
            pieces = (
                f"[({start} + k*{every} + o, {start} + k*{every} + o + {width}, {value}, {value})"
                f" for k in range(int({py(train.count)})) for o in {train.offsets!r}]"
            )
            made[name] = (next(float(q.value) for q in model.inputs if q.symbol == name), Text(pieces))
    return made


def whole(piece):
    """A piece of a schedule with its value at the end."""
    return tuple(piece) if len(piece) == 4 else (*piece, piece[2])


def asked_of(lab):
    """{name: (kind, symbol, start, end)} of the read-outs that are asked of a run, as Python of one dict `v`."""
    return {
        name: (r.kind, r.symbol, Text(python_of(lab.model, r.start)), Text(python_of(lab.model, r.end)))
        for name, r in lab.readouts.items()
        if r.kind != "protocol"
    }


def cell_tables(lab):
    """The tables of a cell's or a network's run in time."""
    model, values = lab.model, lab.scope(lab.state())
    quiet = [sd for sd, _ in model.noise.values() if evaluate(model, sd, values) != 0]
    if quiet:
        raise ModelError(f"{lab.title}: a file that runs alone has no noise; let the lab open with {quiet[0]} = 0")

    def py(text):
        return Text(python_of(model, text))

    trains = [
        (py(t.start), py(t.every), py(t.count), t.offsets) for t in (model.trains[name] for name in model.trains_named)
    ]
    protocol = lab.settings.get("protocol")
    if protocol:
        phases = [
            (
                phase.name, py(phase.length), {s: py(x) for s, x in phase.values.items()},
                {name: (kind, symbol, py(last)) for name, (kind, symbol, last) in phase.readouts.items()},
                phase.after, phase.treated, py(phase.when) if phase.when is not None else True,
            )
            for phase in model.protocols[protocol]
        ]  # fmt: skip
    else:
        phases = [("run", py(lab.settings.get("duration", model.duration)), {}, {}, None, True, True)]
    kinds = [q.start_text for q in model.states]
    made = {
        "HELPERS": [line.name for line in model.helpers],
        "RESTING": {q.symbol: float(q.value) for q in model.inputs},
        "TREATMENTS": {q.symbol: float(q.value) for q in model.settable if q.group == "treatment"},
        "START": "rest" if "rest" in kinds else "steady" if "steady" in kinds else "given",
        "MEMBRANE": [q.symbol for q in model.states].index(model.membrane) if model.membrane else -1,
        "SCAN": model.scan,
        "LONG_RUN": float(model.long_run),
        "TRAIN_NAMES": model.trains_named,
        "TRAINS": Text(f"lambda v: {trains!r}"),
        "PROTOCOL": bool(protocol),
        "PHASES": Text(f"lambda v: {phases!r}"),
        "READ": Text(f"lambda v: {asked_of(lab)!r}"),
        "DT": values.get("dt", model.dt),
        "SECOND": model.second,
    }
    if model.method == "adaptive":
        return made | {"HOLDING": 0, "TOLERANCE": model.tolerance, "SIZES": model.adaptive[1], "CELL": cell_of(model)}
    events = Text(f"lambda: [{', '.join(f'on_{name}' for name in model.trains_named)}]")
    return made | {"HOLDING": 1 if model.reset else 0, "ROWS": KEPT, "EVENTS": events}


def chain_tables(lab):
    """{name: value} of what the run of a chain reads, in the model's own units."""
    model = lab.model
    read = {name: (kind, a, b) for name, (kind, _, a, b) in asked_of(lab).items()}
    return {
        "V": model.membrane,
        "SITES": list(model.sites),
        "DT": lab.scope(lab.state()).get("dt", model.dt),
        "COMPARTMENTS": function_of(lab, "compartments"),
        "LENGTH": function_of(lab, "length"),
        "DURATION": function_of(lab, lab.settings.get("duration", model.duration)),
        "READ": Text(f"lambda v: {read!r}"),
    }


def row_tables(lab):
    """The tables of what is computed row by row: trials of a map, people of a population, one closed form."""
    model = lab.model
    read = {
        name: (kind, symbol, Text(f"int({first})"))
        for name, (kind, symbol, first, _) in asked_of(lab).items()
        if kind != "report"
    }
    made = {
        "HELPERS": [line.name for line in model.helpers],
        "COUNT": function_of(lab, lab.settings.get(*(("trials", 20) if model.method == "map" else ("people", 1)))),
        "READ": Text(f"lambda v: {read!r}"),
    }
    if not model.draws:
        return made
    return made | {"DRAWS": [q.symbol for q in model.draws], "SEED": function_of(lab, lab.settings.get("seed", 1))}


OF_METHOD = {"chain": chain_tables, "map": row_tables, "closed": row_tables, "population": row_tables}
