"""A run of nothing but Python: what is asked of a run, of its legs and of a model's functions, with lists of numbers.

`meta` is the table of a model, `kernel` has its functions, `asked` says what a lab asks of a run, as functions of all
its numbers `v`. The Python file that runs alone holds this text.
"""

from ..errors import refuse
from ..run.chance import uniform
from ..shared.chain import row_names
from ..shared.clock import HEAD, OF_STATE
from ..shared.course import course_of
from ..shared.late import late_readouts
from ..shared.moving import advance_moving
from ..shared.people import enter_people, trials_of
from ..shared.schedule import value_at
from ..shared.scope import USUAL, request_of, scope_of
from ..shared.trains import pulses
from ..shared.windows import LATE_KINDS, late_readout


def numbers_of(meta, asked, listed, unlisted, values):
    """All numbers of a run: the quantities, those in `values`, and what follows from them.

    `ModelError` for a name that is not `listed`, and for a word that is no choice.
    """
    for name in values:
        if name not in listed:
            refuse("", f"there is no quantity '{name}'", name, listed)
    state = {word: listed[word] for word in meta["choices"]} | values
    for word, options in meta["choices"].items():
        if state[word] not in options:
            refuse(word, f"there is no '{state[word]}'", state[word], options)
    # what the first word of each sets is listed already
    chosen = {word: options for word, options in meta["choices"].items() if state[word] != next(iter(options))}
    return scope_of(unlisted | listed, chosen, asked["derived"], state)


def asked_at(meta, asked, v):
    """What a run is asked for at all numbers `v`."""
    return USUAL | request_of(meta["settable"], asked, v)


class Kernel:
    """The functions of a model, by name, its expressions, and the lists that all of them work on."""

    def __init__(self, functions, expressions):
        self.functions, self.expressions = functions, expressions

    def __getitem__(self, name):
        return self.functions[name]

    def advance_moving(self, *more):
        """Steps of one length while inputs move."""
        return advance_moving(self["advance"], *more)

    def normals(self, seed, first, count, draw):
        """`count` standard normal numbers of a draw, from the number `first` on."""
        return [self["normal_quantile"](uniform(seed, k, draw)) for k in range(first, first + count)]

    def zeros(self, size):
        """So many zeros."""
        return [0.0] * size

    def rows(self, rows, columns):
        """A table of zeros."""
        return [[0.0] * columns for _ in range(rows)]

    def floats(self, values):
        """A copy of numbers."""
        return [float(value) for value in values]

    wholes = table = plan = staticmethod(list)


class Run:
    """A run in time of what is `asked`, at all numbers `v`."""

    budget = 500  # adaptive steps in a piece of work
    chunk = 1 << 40  # steps of one length

    def __init__(self, meta, asked, kernel, v):
        self.meta, self.kernel, self.dt = meta, kernel, v.get("dt", meta["dt"])
        request = asked_at(meta, asked, v)
        self.values, self.asked, self.seed = request["values"], request["readouts"], int(request["seed"])
        self.duration, self.protocol, self.every = (request[word] for word in ("duration", "protocol", "every"))
        self.courses = {} if self.protocol else pulses(self, request["given"]) | request["schedules"]
        self.windows = [each for each in self.asked if each[1] not in LATE_KINDS]
        self.legs, self.notes, self.readouts, self.spike_times, self.spike_places = [], [], {}, [], []
        self.kept = {"at": [float("nan")]}

    def evaluate(self, text, values):
        """A number, or an expression at `values`."""
        return self.kernel.expressions[text](values) if isinstance(text, str) else text

    def number(self, text):
        """A number, or an expression at the values of the run."""
        return self.evaluate(text, self.values)

    def kernel_of(self, work):
        """The functions of the model, for any amount of work."""
        return self.kernel

    def leg_of(self, values, schedules, origin, n, every, phase):
        """A leg that begins."""
        return Leg(self, values, schedules, origin, n, every)

    def known_leg(self, leg, y):
        """The leg itself: no other run has traveled it."""
        return leg

    def segments_of(self, leg, plan):
        """What a leg is to keep of its adaptive steps."""
        return Segments(len(leg.first), plan)

    def note(self, text):
        """Note what a reader of the run should know."""
        self.notes.append(text)

    def refuse(self, symbol, known):
        """`ModelError`: there is no such symbol to read out."""
        refuse(self.meta["title"], f"no '{symbol}' to read out", symbol, known)


class Leg:
    """A stretch of a run: `n` steps from `origin` on, of which one in `every` is kept."""

    def __init__(self, run, values, schedules, origin, n, every):
        self.run, self.values, self.schedules, self.origin = run, values, schedules, origin
        self.dt, self.n, self.every = run.dt, n, every
        self.segments, self.readouts = None, {}

    def points(self):
        """(time, state) of each row: after each adaptive step, or after each step that is kept."""
        if self.segments is None:
            width, apart = self.width, self.every * self.dt
            return [(self.origin + k * apart, self.rows[k * width : (k + 1) * width]) for k in range(self.filled)]
        table, width, n = self.segments.table, self.segments.width, len(self.first)
        ends = [
            (table[at] + table[at + 1], table[at + HEAD + n : at + HEAD + 2 * n]) for at in range(0, len(table), width)
        ]
        return [(self.origin, self.first), *ends]

    def column(self, symbol):
        """A number of a row, a helper or a quantity at each row of steps of one length."""
        meta, o = self.run.meta, self.run.kernel.zeros(len(self.run.meta["helpers"]))
        if symbol in row_names(meta):
            return [y[row_names(meta).index(symbol)] for _, y in self.points()]
        at, column = [*meta["helpers"], *meta["settable"]].index(symbol), []
        for k, (_, y) in enumerate(self.points()):
            moved = {s: value_at(course, k * self.every, self.dt, self.origin) for s, course in self.schedules.items()}
            p = [(self.values | moved)[s] for s in meta["settable"]]
            self.run.kernel["observe"](y, p, o)
            column.append([*o, *p][at])
        return column


class Segments:
    """What is kept of adaptive steps, one behind the other in `table`, and the plan that they followed."""

    def __init__(self, size, plan):
        self.plan, self.table, self.count, self.width = plan, [], 0, HEAD + OF_STATE * size

    def add(self, out, count):
        """Keep the segments of a piece of work."""
        self.table += out[: count * self.width]
        self.count += count

    def flat(self, kernel):
        """All segments, one behind the other."""
        return self.table


def in_time(meta, asked, kernel, v):
    """What a run in time gives: {"t", each state or place, "spikes", "readouts", "notes"}."""
    run = Run(meta, asked, kernel, v)
    for _ in course_of(run):
        pass
    late_readouts(run, run.asked)
    times, rows = zip(*(point for leg in run.legs for point in leg.points()), strict=True)
    spikes = run.spike_times
    if meta["method"] == "chain":
        spikes = list(zip(run.spike_places, run.spike_times, strict=True))
    columns = dict(zip(row_names(meta), map(list, zip(*rows, strict=True)), strict=True))
    return {"t": list(times), **columns, "spikes": spikes, "readouts": run.readouts, "notes": run.notes}


def in_trials(meta, asked, kernel, v):
    """What the trials of a map give: {each state and each helper, "readouts"}."""
    request = asked_at(meta, asked, v)
    columns = trials_of(meta, kernel, [*request["values"].values()], int(request["trials"]))
    return columns | {"readouts": read_out(request, asked["report"], kernel, v, columns)}


def in_people(meta, asked, kernel, v):
    """What the people who enter give, or rows that are alike: {each draw and each helper, "readouts"}."""
    request = asked_at(meta, asked, v)
    p, people, seed = [*request["values"].values()], int(request["people"]), int(request["seed"])
    columns = {name: kernel.zeros(people) for name in [*meta["draws"], *meta["helpers"]]}
    for _ in enter_people(meta, kernel, p, people, seed, [*columns.values()]):
        pass
    return columns | {"readouts": read_out(request, asked["report"], kernel, v, columns)}


def read_out(request, report, kernel, v, columns):
    """The read-outs of a run without time."""
    readouts, rows = {}, len(next(iter(columns.values())))
    for name, kind, symbol, place, _ in request["readouts"]:
        if kind in LATE_KINDS and kind != "report":
            numbers = columns.get(symbol, [v.get(symbol)] * rows)
            readouts[name] = late_readout(kind, numbers, place, [], 0.0)
    return readouts | (kernel[report](columns, v) if report else {})
