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
        "SETTABLE": [quantity.symbol for quantity in model.settable],
        "STATES": [quantity.symbol for quantity in model.states],
        "INPUTS": Text(f"lambda v: {schedules_of(lab)!r}"),
    }
    return tables | OF_METHOD.get(model.method, cell_tables)(lab)


def schedules_of(lab):
    """{symbol: (base, pieces)} of what the lab or a train of pulses moves, as Python of one dict `v`."""
    model = lab.model

    def py(text):
        return Text(python_of(model, text))

    schedules = {
        symbol: (py(base), [whole([py(text) for text in piece]) for piece in pieces])
        for symbol, (base, *pieces) in lab.schedules.items()
    }
    given = {row.symbol for row in lab.described} | set(lab.values)
    at_rest = {quantity.symbol: float(quantity.value) for quantity in model.inputs}
    for name, train in model.trains.items():
        if train.width is not None and name not in schedules and name not in given:
            start, every, width, value = (py(text) for text in (train.start, train.every, train.width, train.value))
            pieces = (
                f"[({start} + k*{every} + o, {start} + k*{every} + o + {width}, {value}, {value})"
                f" for k in range(int({py(train.count)})) for o in {train.offsets!r}]"
            )
            schedules[name] = (at_rest[name], Text(pieces))
    return schedules


def whole(piece):
    """A piece of a schedule with its value at the end."""
    return tuple(piece) if len(piece) == 4 else (*piece, piece[2])


def asked_of(lab):
    """{name: (kind, symbol, start, end)} of the read-outs that are asked of a run, as Python of one dict `v`."""
    return {
        name: (
            readout.kind,
            readout.symbol,
            Text(python_of(lab.model, readout.start)),
            Text(python_of(lab.model, readout.end)),
        )
        for name, readout in lab.readouts.items()
        if readout.kind != "protocol"
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
        (py(train.start), py(train.every), py(train.count), train.offsets)
        for train in map(model.trains.get, model.trains_named)
    ]
    protocol = lab.settings.get("protocol")
    if protocol:
        phases = [
            (
                phase.name, py(phase.length), {symbol: py(text) for symbol, text in phase.values.items()},
                {name: (kind, symbol, py(last)) for name, (kind, symbol, last) in phase.readouts.items()},
                phase.after, phase.treated, py(phase.when) if phase.when is not None else True,
            )
            for phase in model.protocols[protocol]
        ]  # fmt: skip
    else:
        phases = [("run", py(lab.settings.get("duration", model.duration)), {}, {}, None, True, True)]
    kinds = [quantity.start_text for quantity in model.states]
    tables = {
        "HELPERS": [line.name for line in model.helpers],
        "RESTING": {quantity.symbol: float(quantity.value) for quantity in model.inputs},
        "TREATMENTS": {
            quantity.symbol: float(quantity.value) for quantity in model.settable if quantity.group == "treatment"
        },
        "START": "rest" if "rest" in kinds else "steady" if "steady" in kinds else "given",
        "MEMBRANE": [quantity.symbol for quantity in model.states].index(model.membrane) if model.membrane else -1,
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
        return tables | {"HOLDING": 0, "TOLERANCE": model.tolerance, "SIZES": model.adaptive[1], "CELL": cell_of(model)}
    events = Text(f"lambda: [{', '.join(f'on_{name}' for name in model.trains_named)}]")
    return tables | {"HOLDING": 1 if model.reset else 0, "ROWS": KEPT, "EVENTS": events}


def chain_tables(lab):
    """{name: value} of what the run of a chain reads, in the model's own units."""
    model = lab.model
    read = {name: (kind, start, end) for name, (kind, _, start, end) in asked_of(lab).items()}
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
    tables = {
        "HELPERS": [line.name for line in model.helpers],
        "COUNT": function_of(lab, lab.settings.get(*(("trials", 20) if model.method == "map" else ("people", 1)))),
        "READ": Text(f"lambda v: {read!r}"),
    }
    if not model.draws:
        return tables
    return tables | {
        "DRAWS": [quantity.symbol for quantity in model.draws],
        "SEED": function_of(lab, lab.settings.get("seed", 1)),
    }


OF_METHOD = {"chain": chain_tables, "map": row_tables, "closed": row_tables, "population": row_tables}
