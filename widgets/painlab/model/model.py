"""Quantity and Model: a source's equations and its table of quantities. Data, checked when it is read."""

import functools
import importlib
import keyword
import math
import pkgutil
import re
from dataclasses import dataclass, field

from ..errors import ModelError, named, nearest, shortened
from ..page.javascript import javascript_text
from .jacobian import adaptive_parts
from .language import CHAIN_FUNCTIONS, FUNCTIONS, calls_in, in_order, linear_in, names_in, read_expression, read_lines
from .latex import latex_text
from .latex import symbol as latex_symbol
from .python import python_text, shared_text

METHODS = ("adaptive", "rk4", "exponential", "chain", "map", "closed", "population")
# Functions that stand beside a model's own in its text; see python.py.
ENGINE_WORDS = set(re.findall(r"^def (\w+)", shared_text("adaptive") + "\n" + shared_text("rest"), re.M)) | set(
    "starts rhs settle observe advance row happen spiked step prepare slopes jacobian factor solve".split()
)
RUN_WORDS = ("preset", "duration", "dt", "every", "protocol", "readouts", "trials", "people", "seed", "keep")
# fmt: off
JAVASCRIPT_WORDS = set(
    "catch const debugger default delete do enum export extends function instanceof new super switch this throw typeof "
    "var void let static eval arguments case null true false".split()
)
# fmt: on


@named
@dataclass(frozen=True)
class Quantity:
    """One row of a model's table: the only place with its value, unit, meaning, source and range.

    `value` is a number; for a state it may also be an expression of parameters (`"w0**2"`), `"steady"` (where a gate
    stays at the starting membrane potential) or `"rest"` (the equilibrium at resting inputs).
    `range` is the plausible range, (low, high); for a membrane that starts at rest, where rest is looked for.
    `tex` where the source prints the symbol otherwise.
    `group` gathers quantities ('treatment', 'lesion'); `species` says in whom it was measured.
    `source` is a key of the bibliography, or 'ours'.
    """

    symbol: str
    value: float | str
    unit: str
    meaning: str
    source: str = ""
    range: tuple | None = None
    tex: str = ""
    group: str = ""
    species: str = ""

    @property
    def start_text(self):
        return str(self.value)

    @functools.cached_property
    def start(self):
        """The starting value as a syntax tree; 0 for 'steady' and 'rest', which are found before a run."""
        text = "0.0" if self.start_text in ("steady", "rest") else self.start_text
        return read_expression(self.symbol, text)


@named
@dataclass(frozen=True)
class Train:
    """Events, or with a `width` pulses of an input, at `start + k*every + offset` for k below `count`.

    All but `offsets` (numbers, in the model's time) may be expressions of the model's quantities.
    With `width` and `value` the name of the train is an input, which takes `value` for `width`.
    """

    start: float | str
    every: float | str
    count: float | str
    offsets: tuple = (0.0,)
    width: float | str | None = None
    value: float | str | None = None


@named
@dataclass(frozen=True)
class Phase:
    """One phase of a protocol: `length` in the model's time, `values` that hold in it, and read-outs of its end.

    `readouts` is {name: (kind, symbol, last)}: mean, max or count of `symbol` over the last `last` of the phase.
    It follows the phase before it, or the one named in `after`. Quantities of the group 'treatment' act where
    `treated` is true.
    """

    name: str
    length: float | str
    values: dict = field(default_factory=dict)
    readouts: dict = field(default_factory=dict)
    after: str | None = None
    treated: bool = False
    when: str | None = None


@named
@dataclass(frozen=True)
class Model:
    """A published (or, where it says so, our own) model: equations as printed and one row per quantity.

    `method` is one of adaptive (what differential equations take), rk4, exponential, chain, map, closed, population;
    `dt` (the grid of edges and rows, for fixed steps their length), `duration` and schedules are in `time`.
    `membrane` is the state whose upward crossing of `V_spike` (or of `threshold`) is a spike; with `reset` = (value,
    hold) it is a spike-and-reset cell. `presets` are published parameter sets, the first is the default.
    `choices` = {word: {option: {symbol: value}}} are settings by name, the first option is the default.
    `noise` = {input: (standard deviation, time constant)}: an Ornstein–Uhlenbeck input.
    `tolerance` is the relative error that an adaptive step may have.
    `long_run` is how long a cell without a stable rest fires before a run starts.
    `sites` are the positions, as fractions, at which a chain keeps its membrane potential.
    """

    title: str
    source: str
    equations: str
    parameters: tuple | list
    method: str
    states: tuple | list = ()
    inputs: tuple | list = ()
    draws: tuple | list = ()
    time: str = "ms"
    dt: float | None = None
    duration: float | str | None = None
    membrane: str | None = None
    threshold: str = "V_spike"
    reset: tuple | None = None
    trains: dict = field(default_factory=dict)
    presets: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    protocols: dict = field(default_factory=dict)
    noise: dict = field(default_factory=dict)
    sites: tuple = (0.05, 0.5, 0.95)
    tolerance: float = 1e-6
    long_run: float = 4000.0

    def __post_init__(self):
        check(self)

    # --- the lines, by kind ---

    @functools.cached_property
    def lines(self):
        return read_lines(self.title, self.equations)

    def of_kind(self, kind):
        return [line for line in self.lines if line.kind == kind]

    derivatives = property(lambda self: self.of_kind("derivative"))
    helpers = property(lambda self: self.of_kind("helper"))
    functions = property(lambda self: self.of_kind("function"))
    maps = property(lambda self: self.of_kind("next"))
    events = property(lambda self: self.of_kind("on"))
    where = property(lambda self: self.of_kind("where"))

    @property
    def settable(self):
        """Inputs and parameters, in the order of a run's vector of values."""
        return [*self.inputs, *self.parameters]

    @property
    def quantities(self):
        return [*self.inputs, *self.states, *self.parameters, *self.draws]

    @property
    def second(self):
        """How long a second is in the model's time; 1 where that is no time of a clock."""
        return 1000.0 if self.time == "ms" else 1.0

    @property
    def membrane_range(self):
        return next((q.range for q in self.states if q.symbol == self.membrane), None)

    @property
    def scan(self):
        """Where the membrane's rest is looked for, and where a cell without one starts: {low, high, step, start}.

        In its own range; without one, a membrane in mV from -120 to 0 mV and from -65 mV.
        """
        span = self.membrane_range
        if span is None:
            return {"low": -120.0, "high": 0.0, "step": 0.5, "start": -65.0}
        low, high = map(float, span)
        return {"low": low, "high": high, "step": (high - low) / 240, "start": 0.5 * (low + high)}

    @property
    def trains_named(self):
        return list(dict.fromkeys(line.event for line in self.events if line.event != "spike"))

    def concentration(self, symbol):
        """Whether a state is a concentration: it moves with the currents of the old membrane potential."""
        return next(q.unit for q in self.states if q.symbol == symbol) in ("mM", "uM", "nM")

    # --- the three languages ---

    @functools.cached_property
    def latex(self):
        """The equations as LaTeX."""
        return latex_text(self)

    @functools.cached_property
    def adaptive(self):
        """([what an adaptive step needs, as plain Python functions], [lengths of their arrays])."""
        return adaptive_parts(self)

    @functools.cached_property
    def python(self):
        """The equations as plain Python functions: the text that a run executes."""
        return python_text(self)

    @functools.cached_property
    def javascript(self):
        """The same functions in JavaScript: the text that moves under the reader's finger."""
        return javascript_text(self.python)

    def tex(self, symbol):
        """LaTeX of one symbol."""
        known = next((q.tex for q in self.quantities if q.symbol == symbol), "")
        return latex_symbol(symbol, known)

    def unit(self, symbol):
        """Unit of a quantity or helper of this model; '' where none is declared."""
        return next((q.unit for q in self.quantities if q.symbol == symbol), "")

    # --- running ---

    def run(self, *, preset=None, duration=None, dt=None, dx=None, every=None, protocol=None, readouts=None,
            trials=None, people=None, seed=1, **values):  # fmt: skip
        """Run the model and return a `Run`: `run.t`, `run["P"]`, `run.spikes`, `run.readouts`.

        `values` sets inputs and parameters by symbol, in the units of the table: numbers or `schedule(...)`.
        `duration` and `dt` in the model's time; `every` keeps each so manieth step, 0 the points where adaptive steps
        stood; `dx` the grid of a chain;
        `readouts` = {name: (kind, symbol, from, to)}; `trials` for maps; `people` (who enter) and `seed` for
        populations. `ModelError` for a name that the model does not have, or a value that is no finite number.
        """
        from ..run import run

        return run(self, values, preset=preset, duration=duration, dt=dt, dx=dx, every=every, protocol=protocol,
                   readouts=readouts, trials=trials, people=people, seed=seed)  # fmt: skip

    def sweep(self, symbol, values, read, **settings):
        """`read(run)` for each of `values` of `symbol`, as a numpy array."""
        import numpy as np

        return np.array([read(self.run(**{**settings, symbol: float(v)})) for v in values])

    def find(self, symbol, low, high, spikes=1, tolerance=1e-4, **settings):
        """The smallest `symbol` between `low` and `high` that gives at least `spikes` spikes, by bisection.

        `tolerance` is relative to the width of the bracket. Returns nan where `high` does not give them.
        For a rheobase or a threshold: `model("spike").find("I", 0, 200)`. `symbol` may be set through
        `settings` as a function of the searched value: `find("x", 0, 9, I=lambda x: schedule(0, (1, 2, x)))`.
        """

        def enough(value):
            made = {key: v(value) if callable(v) else v for key, v in settings.items()}
            if symbol in {q.symbol for q in self.settable} and symbol not in made:
                made[symbol] = value
            return len(self.run(**made).spikes) >= spikes

        if not enough(high):
            return math.nan
        width = high - low
        while high - low > tolerance * width:
            middle = 0.5 * (low + high)
            low, high = (low, middle) if enough(middle) else (middle, high)
        return high

    def equilibria(self, low=None, high=None, **values):
        """Equilibria as a list of (state dict, stable) in the order of the membrane's scan from `low` to `high`.

        Not given: the membrane's range, or where it has none from -120 to 40 mV.
        """
        from ..run import equilibria

        scan = self.scan
        top = scan["high"] if self.membrane_range else 40.0
        return equilibria(self, values, scan["low"] if low is None else low, top if high is None else high)


# --- checks: each names the model, the line, the symbol and the remedy ----------------------------------------------


def check(model):
    title = model.title
    if model.method not in METHODS:
        raise ModelError(
            f"{title}: method '{model.method}' is not one of {', '.join(METHODS)}{nearest(model.method, METHODS)}"
        )
    check_rows(model)
    check_lines(model)
    check_membrane(model)
    check_use(model)
    check_settings(model)


def check_rows(model):
    seen = {}
    for kind, rows in (
        ("input", model.inputs),
        ("state", model.states),
        ("parameter", model.parameters),
        ("draw", model.draws),
    ):
        for q in rows:
            name = q.symbol
            check_row(model, q)
            if not name.isidentifier() or keyword.iskeyword(name) or name in JAVASCRIPT_WORDS or name.endswith("_"):
                raise ModelError(
                    f"{model.title}: '{name}' cannot be a symbol; use letters, digits and inner underscores"
                )
            if name in FUNCTIONS or name in CHAIN_FUNCTIONS or name in RUN_WORDS:
                raise ModelError(
                    f"{model.title}: '{name}' is a word of the language or of run(); choose another symbol"
                )
            if name in seen:
                raise ModelError(f"{model.title}: '{name}' is declared twice ({seen[name]} and {kind}); keep one row")
            seen[name] = kind
            if kind in ("input", "parameter"):
                if isinstance(q.value, bool) or not isinstance(q.value, int | float) or not math.isfinite(q.value):
                    raise ModelError(
                        f"{model.title}: '{name}' has the value {q.value!r}; an {kind} needs a finite number"
                    )
                if q.range and not q.range[0] <= q.value <= q.range[1]:
                    raise ModelError(
                        f"{model.title}: '{name}' = {q.value} is outside its range {q.range}; mend one of them"
                    )


LONGEST_UNIT = 24
KEY = re.compile(r"[A-Z][A-Za-z]+\d{4}[A-Za-z]*")  # of the bibliography


def check_row(model, q):
    """Each column of a row holds what belongs there: a row without its unit is one whose columns have moved."""
    texts = {word: getattr(q, word) for word in ("symbol", "unit", "meaning", "source", "tex", "group", "species")}
    strange = next((f"its {word} is {value!r}" for word, value in texts.items() if not isinstance(value, str)), None)
    pair = q.range is None or (isinstance(q.range, tuple | list) and len(q.range) == 2)
    if not strange and not pair:
        strange = f"its range is {q.range!r}"
    if not strange and (len(q.unit) > LONGEST_UNIT or KEY.fullmatch(q.meaning)):
        strange = f"its unit is '{shortened(q.unit, 40)}'"
    if strange:
        raise ModelError(
            f"{model.title}: the row of '{q.symbol}' has moved columns: {strange}; a row is symbol, value, unit ('' for"
            " none), meaning, source, range"
        )


def check_lines(model):
    title, states = model.title, {q.symbol for q in model.states}
    made = {}
    for line in model.lines:
        if line.kind in ("where", "on"):
            continue
        key = ("d" if line.kind in ("derivative", "next") else "", line.name)
        if key in made:
            raise ModelError(f"{title}: '{line.text}' gives '{line.name}' a second time; keep one of the two lines")
        made[key] = line
        if line.kind in ("derivative", "next") and line.name not in states:
            raise ModelError(
                f"{title}: '{line.text}' has no row for the state '{line.name}'{nearest(line.name, states)}; add it to"
                " states"
            )
        if line.kind in ("helper", "function") and line.name in {q.symbol for q in model.quantities}:
            raise ModelError(
                f"{title}: '{line.text}' defines '{line.name}', which has a row too; drop the row or rename the helper"
            )
        if line.name.endswith("_") or line.name in FUNCTIONS or line.name in JAVASCRIPT_WORDS or line.name in RUN_WORDS:
            raise ModelError(f"{title}: '{line.text}': '{line.name}' is a word of the language; rename it")
    moved = {line.name for line in model.lines if line.kind in ("derivative", "next", "on")}
    for name in sorted(states - moved):
        raise ModelError(
            f"{title}: the state '{name}' has no line 'd{name}/dt = …', 'next {name} = …' or 'on …: {name} += …'; add"
            " one or make it a parameter"
        )
    for line in model.events:
        if line.name not in states:
            raise ModelError(
                f"{title}: '{line.text}' changes '{line.name}', which is no state{nearest(line.name, states)}; an"
                " event acts on states"
            )
        if line.event != "spike" and line.event not in model.trains:
            raise ModelError(
                f"{title}: '{line.text}' waits for '{line.event}', which is no"
                f" train{nearest(line.event, ['spike', *model.trains])}; add it to trains"
            )
    for line in model.functions:
        if line.name in ENGINE_WORDS:
            raise ModelError(f"{title}: '{line.text}': '{line.name}' is a function of the engine; rename it")
    in_order(title, model.helpers)


def check_membrane(model):
    """The membrane is a state, and its threshold and reset are inputs or parameters."""
    if not model.membrane:
        return
    title, settable = model.title, {q.symbol for q in model.settable}
    states = [q.symbol for q in model.states]
    if model.membrane not in states:
        raise ModelError(f"{title}: the membrane '{model.membrane}' is no state{nearest(model.membrane, states)}")
    for what, word in (("threshold", model.threshold), *(("reset", word) for word in model.reset or ())):
        if word not in settable:
            raise ModelError(
                f"{title}: the {what} '{word}' has no row{nearest(word, settable)}; a spiking cell needs its threshold,"
                " reset value and hold as parameters"
            )


def check_use(model):
    title = model.title
    known = {q.symbol for q in model.quantities} | {line.name for line in model.helpers}
    if model.method == "chain":
        known |= {"axial"}
    functions = dict(FUNCTIONS) | {line.name: len(line.arguments) for line in model.functions}
    if model.method == "chain":
        functions |= CHAIN_FUNCTIONS
    used = set()
    for line in model.lines:
        allowed = set(line.arguments) if line.kind == "function" else known
        for name in names_in(line.expression):
            if name not in allowed:
                if line.kind == "function":
                    raise ModelError(
                        f"{title}: '{line.text}' reads '{name}', which is not among its arguments; pass it as one"
                    )
                raise ModelError(
                    f"{title}: '{name}' in '{line.text}' is not declared{nearest(name, known)}; add a row or a helper"
                    " for it"
                )
        used |= set(names_in(line.expression)) if line.kind != "function" else set()
        for name, count in calls_in(line.expression):
            if name not in functions:
                raise ModelError(
                    f"{title}: '{line.text}' calls '{name}', which is no function{nearest(name, functions)}; there are"
                    f" {', '.join(functions)}"
                )
            if count != functions[name]:
                raise ModelError(f"{title}: '{line.text}' gives {name}() {count} arguments; it takes {functions[name]}")
            used.add(name)
    for q in model.states:
        if q.start_text not in ("steady", "rest"):
            for name in names_in(q.start):
                if name not in known:
                    raise ModelError(
                        f"{title}: the start of '{q.symbol}' reads '{name}', which is not"
                        f" declared{nearest(name, known)}"
                    )
                used.add(name)
    settable = {q.symbol for q in model.settable} | {line.name for line in model.helpers}
    for text in texts_of(model):
        for name in names_in(read_expression(title, str(text))):
            if name not in settable:
                raise ModelError(
                    f"{title}: '{name}' in '{text}' is not declared{nearest(name, settable)}; a train, length or phase"
                    " reads inputs, parameters and helpers of them"
                )
            used.add(name)
    used |= {model.threshold, *(model.reset or ()), "compartments", "coupling", "length", "dx"}
    for q in [*model.inputs, *model.parameters, *model.draws]:
        if q.symbol not in used:
            raise ModelError(f"{title}: '{q.symbol}' is declared but no line reads it; drop its row or use it")


def texts_of(model):
    """Expressions outside the equations: of trains, of the duration, of noise, of protocols."""
    texts = [
        x for train in model.trains.values() for x in (train.start, train.every, train.count, train.width, train.value)
    ]
    texts += [model.duration, *(x for law in model.noise.values() for x in law)]
    for phases in model.protocols.values():
        texts += [x for phase in phases for x in (phase.length, phase.when, *phase.values.values())]
    return [x for x in texts if x is not None]


def check_settings(model):
    title, settable = model.title, {q.symbol for q in model.settable}
    for name, values in [
        *model.presets.items(),
        *((f"{w} {o}", v) for w, options in model.choices.items() for o, v in options.items()),
    ]:
        for symbol in values:
            if symbol not in settable:
                raise ModelError(
                    f"{title}: '{name}' sets '{symbol}', which is no input or parameter{nearest(symbol, settable)};"
                    " mend the name"
                )
    for name, train in model.trains.items():
        if train.width is not None and name not in {q.symbol for q in model.inputs}:
            raise ModelError(
                f"{title}: the pulses '{name}' have no input of that"
                f" name{nearest(name, [q.symbol for q in model.inputs])}; add its row"
            )
        if train.width is None and name not in model.trains_named:
            raise ModelError(
                f"{title}: no line 'on {name}: …' says what the train '{name}' does; add one or drop the train"
            )
    if model.derivatives:
        for what, value in (("dt", model.dt), ("duration", model.duration)):
            if value is None:
                raise ModelError(
                    f"{title}: a model with differential equations needs '{what}'; give it in {model.time}"
                )
    if "rest" in [q.start_text for q in model.states]:
        check_rest(model)
    if model.method == "chain":
        for word in ("compartments", "coupling"):
            if word not in {line.name for line in model.helpers}:
                raise ModelError(f"{title}: a chain needs a helper '{word} = …'; add the line")
        if "length" not in settable | {line.name for line in model.helpers}:
            raise ModelError(
                f"{title}: a chain needs its 'length', as a parameter or as a helper; add the row or the line"
            )
    if model.method in ("exponential", "chain"):
        for line in model.derivatives:
            tree = line.expression
            if model.method == "chain" and line.name == model.membrane:
                parts = linear_in("axial", tree)
                tree = parts and parts[0]
            if tree is None or linear_in(line.name, tree) is None:
                raise ModelError(
                    f"{title}: '{line.text}' is not linear in '{line.name}', so the exponential step cannot take it;"
                    " put the curved part behind a helper"
                )


def check_rest(model):
    """`ModelError` where a model starts at rest and does not say along which state, and where, rest is looked for."""
    membrane = next((q for q in model.states if q.symbol == model.membrane), None)
    if membrane is None:
        raise ModelError(
            f"{model.title}: a start at 'rest' is looked for along the membrane; name it in 'membrane', or give the"
            " start as numbers"
        )
    if membrane.range is None and membrane.unit != "mV":
        raise ModelError(
            f"{model.title}: '{membrane.symbol}' starts at 'rest' and is in {membrane.unit or 'plain numbers'}, not"
            " mV; give it a range, in which its rest is looked for"
        )
    if membrane.range and not membrane.range[0] < membrane.range[1]:
        raise ModelError(f"{model.title}: the range of '{membrane.symbol}', {membrane.range}, is empty; mend it")


# --- finding models -------------------------------------------------------------------------------------------------


def names():
    """Names of all models, sorted: one file each in `painlab/models/`."""
    from .. import models

    return sorted(m.name for m in pkgutil.iter_modules(models.__path__))


@functools.cache
def model(name):
    """The model called `name`. `ModelError` with the nearest name where there is none."""
    if name not in names():
        raise ModelError(f"there is no model '{name}'{nearest(name, names())}; there are {', '.join(names())}")
    return importlib.import_module(f"painlab.models.{name}").model
