"""Lab of an adaptive model → the tables and the run of its Python file: every quantity can be changed there.

The steps are the engine's own text, which stands behind the equations; the plan of a run is `plan.py`'s.
"""

import ast
import inspect
import re

from ..model.expressions import lowered
from ..model.language import read_expression
from ..run import plan
from ..run.adaptive import cell_of

RUN = '''def scope(values):
    """All numbers of a run: the quantities, those in `values`, and what follows from them."""
    unknown = sorted(set(values) - set(VALUES))
    if unknown:
        raise ValueError(f"there is no quantity {unknown[0]!r}; there are {', '.join(VALUES)}")
    v = VALUES | values
    for word, options in CHOICES.items():
        if v[word] not in options:
            raise ValueError(f"{word}: no {v[word]!r}; there are {', '.join(options)}")
        v |= options[v[word]] if v[word] != DEFAULTS[word] else {}
    v |= values
    for name, value in DERIVED.items():
        v[name] = value(v)
    return v


def at_start(v):
    """The state at the start."""
    p, resting = [v[s] for s in SETTABLE], [(v | RESTING)[s] for s in SETTABLE]
    y = [0.0] * len(STATES)
    starts(p, y)
    if START == "steady":
        settle(y, resting)
    if START != "rest":
        return y
    found = rest(resting, len(STATES), CELL[0], SCAN["low"], SCAN["high"], SCAN["step"])
    if found is None:  # it fires by itself: the run starts after it has done so for a while
        found = scan_point(resting, len(STATES), CELL[0], SCAN["start"])
        for _ in segments_of(found, resting, ([0.0, math.floor(LONG_RUN / DT + 0.5) * DT], [], [], [], [])):
            pass
    return found


def segments_of(y, p, made):
    """Yield (segments, spike times), piece by piece, until the plan is complete; `y` is changed in place."""
    n, pieces = len(y), 500
    constants, entries, factors = ([0.0] * size for size in SIZES)
    work, clock = [[0.0] * n for _ in range(16)], [0.0] * 9
    clock[TIME] = made[0][0]
    out, found = [0.0] * (pieces * (HEAD + 5 * n)), [0.0] * pieces
    while clock[EDGE] < len(made[0]) - 1 or clock[BEGUN] == 0.0:
        count = adaptive(
            y, p, constants, entries, factors, work, made, DT, TOLERANCE, CELL, clock, out, found, pieces
        )  # fmt: skip
        yield out[: count * (HEAD + 5 * n)], found[: int(clock[FOUND])]
        if clock[LOST] > 0.0:
            raise ArithmeticError(f"the run left the numbers after {clock[TIME]}, at {y}")


def read(kind, symbol, a, b, end, values, made, segments, origin):
    """A read-out of the stretch from `a` to `b` of a leg that ends in the state `end`."""
    n, which = len(end), [*STATES, *HELPERS, *SETTABLE].index(symbol)
    edges, y, p, o = made[0], list(end), [values[s] for s in SETTABLE], [0.0] * len(HELPERS)
    first, last = (
        min(range(len(edges)), key=lambda k: abs(edges[k] - origin - steps(t - origin, DT) * DT)) for t in (a, b)
    )
    width = HEAD + 5 * n
    count = len(segments) // width
    if kind == "value":
        at = next((k for k in range(count) if segments[k * width + 2] >= last), None)
        if at is None:
            return final(which, y, p, o, made)
        return quantity(segments, at * width, 0.0, which, y, p, o, made)
    if kind in ("max", "min"):
        sign = 1.0 if kind == "max" else -1.0
        return sign * highest(segments, count, first, last, which, sign, y, p, o, made)
    total = integral(segments, count, first, last, which, y, p, o, made)
    return total if kind == "integral" else total / (edges[last] - edges[first])


def run(**values):
    """Run the model with `values` in place of those above: {"t", each state, "spikes", "readouts"}.

    `t` and the states are lists: where the method stood after each of its steps.
    """
    v = scope(values)
    if any(sd(v) for sd in NOISE):
        raise ValueError("this file has no noise; leave its standard deviation at 0")
    spikes, readouts, t, rows = [], {}, [], []
    moving = {SETTABLE.index(s): made for s, made in INPUTS(v).items() if made[1]}
    events = sorted(
        (start + k * gap + offset, number) for number, (start, gap, count, offsets) in enumerate(TRAINS(v))
        for k in range(int(count)) for offset in offsets
    )  # fmt: skip
    untreated = v | TREATMENTS
    ends, previous = {None: (0.0, at_start(untreated if PROTOCOL else v))}, None
    for name, length, changed, asked, after, treated, when in PHASES(v):
        origin, y = ends[after or previous]
        now = (v if treated or not PROTOCOL else untreated) | (changed if when else {})
        reads = {key: (kind, s, origin + length - a, origin + length) for key, (kind, s, a) in asked.items()}
        reads = reads if PROTOCOL else READ(v)
        late = {key for key, (kind, *_) in reads.items() if kind == "counts"}
        times = [x for key, (*_, a, b) in reads.items() if key not in late for x in (a, b)]
        made = plan_of(origin, DT, steps(length, DT), moving, [] if PROTOCOL else events, times)
        y, p, segments = list(y), [now[s] for s in SETTABLE], []
        t.append(origin)
        rows.append(list(y))
        for piece, found in segments_of(y, p, made):
            segments += piece
            spikes += found
        width = HEAD + 5 * len(y)
        for at in range(0, len(segments), width):
            t.append(segments[at] + segments[at + 1])
            rows.append(segments[at + HEAD + len(y) : at + HEAD + 2 * len(y)])
        for key, (kind, symbol, a, b) in reads.items():
            if key in late:
                start, gap, count, _ = TRAINS(v)[TRAIN_NAMES.index(symbol)]
                counts = [sum(start + k * gap <= s < start + (k + 1) * gap for s in spikes) for k in range(int(count))]
                readouts[key] = float(counts[int(a)]) if -len(counts) <= a < len(counts) else math.nan
            elif kind in SPIKE_KINDS:
                readouts[key] = read_spikes(kind, spikes, a, b, SECOND)
            elif origin - 0.5 * DT <= a and b <= origin + length + 0.5 * DT:
                readouts[key] = read(kind, symbol, a, b, y, now, made, segments, origin)
        ends[name], previous = (origin + length, y), name
    return {"t": t, **dict(zip(STATES, map(list, zip(*rows)))), "spikes": spikes, "readouts": readouts}
'''


class Text(str):
    """Python text that stands as it is in a table."""

    __repr__ = str.__str__


def python_of(model, text):
    """An expression as Python of one dict `v`."""
    from ..run import inlined

    tree = lowered(inlined(model, read_expression(model.title, str(text))))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}

    class Swap(ast.NodeTransformer):
        def visit_Name(self, node):
            return node if id(node) in called else ast.Subscript(ast.Name("v"), ast.Constant(node.id))

    return ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))


def tables_of(lab):
    """{name: value or Text} of all tables that the run reads."""
    model, values = lab.model, lab.scope(lab.state())

    def py(text):
        return Text(python_of(model, text))

    def function(body):
        return Text(f"lambda v: {body!r}")

    protocol = lab.settings.get("protocol")
    asked = {
        name: (r.kind, r.symbol, py(r.start), py(r.end)) for name, r in lab.readouts.items() if r.kind != "protocol"
    }
    schedules = {symbol: (py(base), [whole([py(x) for x in piece]) for piece in pieces])
                 for symbol, (base, *pieces) in lab.schedules.items()}  # fmt: skip
    given = {row.symbol for row in lab.described} | set(lab.values)
    for name, train in model.trains.items():
        if train.width is not None and name not in schedules and name not in given:
            start, every, width, value = (py(x) for x in (train.start, train.every, train.width, train.value))
            pieces = (
                f"[({start} + k*{every} + o, {start} + k*{every} + o + {width}, {value}, {value})"
                f" for k in range(int({py(train.count)})) for o in {train.offsets!r}]"
            )
            schedules[name] = (next(float(q.value) for q in model.inputs if q.symbol == name), Text(pieces))
    trains = [
        (py(t.start), py(t.every), py(t.count), t.offsets) for t in (model.trains[name] for name in model.trains_named)
    ]
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
        length = lab.settings.get("duration", model.duration)
        phases = [("run", py(length), {}, {}, None, True, True)]
    kinds = [q.start_text for q in model.states]
    return {
        "CHOICES": model.choices,
        "DEFAULTS": {word: next(iter(options)) for word, options in model.choices.items()},
        "DERIVED": {name: function(py(text)) for name, text in lab.derived.items()},
        "SETTABLE": [q.symbol for q in model.settable],
        "STATES": [q.symbol for q in model.states],
        "HELPERS": [line.name for line in model.helpers],
        "RESTING": {q.symbol: float(q.value) for q in model.inputs},
        "TREATMENTS": {q.symbol: float(q.value) for q in model.settable if q.group == "treatment"},
        "START": "rest" if "rest" in kinds else "steady" if "steady" in kinds else "given",
        "SCAN": model.scan,
        "LONG_RUN": float(model.long_run),
        "NOISE": [function(py(sd)) for sd, _ in model.noise.values()],
        "INPUTS": function(schedules),
        "TRAIN_NAMES": model.trains_named,
        "TRAINS": function(trains),
        "PROTOCOL": bool(protocol),
        "PHASES": function(phases),
        "READ": function(asked),
        "DT": values.get("dt", model.dt),
        "TOLERANCE": model.tolerance,
        "SIZES": model.adaptive[1],
        "CELL": cell_of(model),
        "SECOND": model.second,
    }


def whole(piece):
    """A piece of a schedule with its value at the end."""
    return tuple(piece) if len(piece) == 4 else (*piece, piece[2])


def engine():
    """The run of the file, behind the functions of `plan.py`."""
    text = inspect.getsource(plan)
    return text[re.search(r"^SPIKE_KINDS", text, re.M).start() :].rstrip() + "\n\n\n" + RUN
