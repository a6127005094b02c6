"""Quantity and Model: a source's equations and its table of quantities. Data, checked when it is read."""

import functools
import importlib
import math
import pkgutil
from dataclasses import dataclass, field

from ..errors import ModelError, named, nearest
from ..page.javascript import javascript_text
from .check import check
from .jacobian import adaptive_parts
from .language import read_expression, read_lines
from .latex import latex_text
from .latex import symbol as latex_symbol
from .python import python_text


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
        """The value as text: of a state a number, an expression, 'steady' or 'rest'."""
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

    `readouts` is {name: (kind, symbol, last)}: a kind of `run.KINDS` (mean, max, count …) of `symbol` over the last
    `last` of the phase, a number. It follows the phase before it, or the one named in `after`. Quantities of the group
    'treatment' act where `treated` is true. Where the expression `when` is 0, its `values` do not hold.
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
    `sites` are the positions, as fractions, at which a chain keeps its membrane potential; `order` is that of its step
    in time: 2, or 1 (backward Euler), with which the numbers of some sources were made.
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
    order: int = 2
    tolerance: float = 1e-6
    long_run: float = 4000.0

    def __post_init__(self):
        check(self)

    # --- the lines, by kind ---

    @functools.cached_property
    def lines(self):
        """The equations, read line by line."""
        return read_lines(self.title, self.equations)

    def of_kind(self, kind):
        """The lines of a kind, in order."""
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
        """All rows of the table: inputs, states, parameters, draws."""
        return [*self.inputs, *self.states, *self.parameters, *self.draws]

    @property
    def second(self):
        """How long a second is in the model's time; 1 where that is no time of a clock."""
        return 1000.0 if self.time == "ms" else 1.0

    @property
    def membrane_range(self):
        """(low, high) of the membrane potential, or None without one."""
        return next((state.range for state in self.states if state.symbol == self.membrane), None)

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
        """Names of the trains that lines wait for, each once."""
        return list(dict.fromkeys(line.event for line in self.events if line.event != "spike"))

    def concentration(self, symbol):
        """Whether a state is a concentration: it moves with the currents of the old membrane potential."""
        return next(state.unit for state in self.states if state.symbol == symbol) in ("mM", "uM", "nM")

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
        known = next((quantity.tex for quantity in self.quantities if quantity.symbol == symbol), "")
        return latex_symbol(symbol, known)

    def unit(self, symbol):
        """Unit of a quantity or helper of this model; '' where none is declared."""
        return next((quantity.unit for quantity in self.quantities if quantity.symbol == symbol), "")

    # --- running ---

    @functools.cached_property
    def memory(self):
        """What runs leave for later ones: how many `steps` of a state were taken, and the `rest` that was found last,
        with the values that it belongs to."""
        return {"steps": 0.0, "rest": {"at": [math.nan]}}

    def run(self, *, preset=None, duration=None, dt=None, dx=None, every=None, protocol=None, readouts=None,
            trials=None, people=None, seed=1, **values):  # fmt: skip
        """Run the model and return a `Run`: `run.t`, `run["P"]`, `run.spikes`, `run.readouts`.

        `values` sets inputs and parameters by symbol, in the units of the table: numbers or `schedule(...)`.
        `duration` and `dt` in the model's time; `every` keeps each so manieth step, 0 those points that the page
        draws: the end of each adaptive step, points within long ones, and the start where something jumps; `dx` the
        grid of a chain; `readouts` = {name: (kind, symbol, from, to)}, nan where the run has no such number; `trials`
        for maps; `people` (who enter) and `seed` for populations. In steps of one length a read-out of a helper, an
        input or a chain's `V@0.5` is of the rows that `every` keeps: nan where the window has none.
        `ModelError` for a name or a setting that the model does not have, and for what is no number.
        """
        from ..run import run

        return run(self, values, preset=preset, duration=duration, dt=dt, dx=dx, every=every, protocol=protocol,
                   readouts=readouts, trials=trials, people=people, seed=seed)  # fmt: skip

    def sweep(self, symbol, values, read, **settings):
        """`read(run)` for each of `values` of `symbol`, as a numpy array."""
        import numpy as np

        return np.array([read(self.run(**{**settings, symbol: float(value)})) for value in values])

    def find(self, symbol, low, high, spikes=1, tolerance=1e-4, **settings):
        """The smallest `symbol` between `low` and `high` that gives at least `spikes` spikes, by bisection.

        `tolerance` is relative to the width of the bracket. Returns nan where `high` does not give them.
        For a rheobase or a threshold: `model("spike").find("I", 0, 200)`. `symbol` may be set through
        `settings` as a function of the searched value: `find("x", 0, 9, I=lambda x: schedule(0, (1, 2, x)))`.
        `ModelError` for a symbol that nothing sets, a model without a membrane, an empty bracket.
        """
        from ..run import find

        return find(self, symbol, low, high, spikes, tolerance, settings)

    def equilibria(self, low=None, high=None, **values):
        """Equilibria as a list of (state dict, stable) in the order of the membrane's scan from `low` to `high`.

        Not given: the membrane's range, or where it has none from -120 to 40 mV. `ModelError` for a chain, a model
        without a membrane, an empty range.
        """
        from ..run import equilibria

        scan = self.scan
        top = scan["high"] if self.membrane_range else 40.0
        return equilibria(self, values, scan["low"] if low is None else low, top if high is None else high)


# --- finding models -------------------------------------------------------------------------------------------------


def names():
    """Names of all models, sorted: one file each in `painlab/models/`."""
    from .. import models

    return sorted(module.name for module in pkgutil.iter_modules(models.__path__))


@functools.cache
def model(name):
    """The model called `name`. `ModelError` with the nearest name where there is none."""
    if name not in names():
        raise ModelError(f"there is no model '{name}'{nearest(name, names())}; there are {', '.join(names())}")
    return importlib.import_module(f"painlab.models.{name}").model
