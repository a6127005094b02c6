"""Lab: which question is asked of a model, what is moved, read out and drawn. Data, checked when it is read."""

import functools
import importlib
import math
import numbers
import pkgutil
import sys
from dataclasses import dataclass, field

from ..errors import ModelError, named, nearest
from ..model import Model, Quantity
from ..model.language import names_in, read_expression
from ..run import completed, evaluate, schedule
from ..shared.scope import scope_of
from ..shared.threshold import least_value
from . import check, permalink
from .in_words import put_in_words
from .parts import Card, Guess
from .sentence import clause_text


@named
@dataclass(frozen=True, kw_only=True)
class Lab:
    """A question put to a model. Data: `labs/<name>.py`, one a file.

    `settings` are run arguments other than quantities (duration, trials, people, seed): numbers or expressions;
    `derived` = {name: expression} are numbers computed from the controls; `schedules` = {symbol: (base, piece, ...)}
    with expressions inside; all may read controls, derived numbers and the model's quantities.
    `presets` = {label: values}, the first is the default (an empty dict). `sentence` is a tuple of clauses: a text with
    {name:.1f} fields, or a tuple of (condition, text) pairs of which the first true one is said.
    `task` says in a line what to do. A prediction is answered by one of `options` or by a `guess`; `move` are the
    values of the state that it asks about. `goals` are checked by the page. `primary` counts the views, scenes aside,
    to the one that stands on the stage at first; `levels` name the steps in which controls appear. `opens` are values
    of the state in which the lab is first seen, where that is not the default, from which links are counted.
    `thresholds` = {name: Threshold} are found after the picture. `views` are dicts with a 'kind', a 'level' where they
    are shown only with more controls, a 'tab' where the kind is no name for them; `report` names a function of the
    estimators that fills further read-outs.
    """

    model: Model = field(kw_only=False)
    title: str
    question: str
    prediction: str
    options: tuple = ()
    misconception: str
    note: str
    controls: tuple | list
    readouts: dict
    sentence: tuple
    views: tuple | list
    card: Card
    settings: dict = field(default_factory=dict)
    derived: dict = field(default_factory=dict)
    schedules: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    presets: dict = field(default_factory=dict)
    discoveries: tuple | list = ()
    thresholds: dict = field(default_factory=dict)
    report: str = ""
    task: str = ""
    guess: Guess | None = None
    move: dict = field(default_factory=dict)
    goals: tuple | list = ()
    primary: int = 0
    levels: tuple | list = ()
    opens: dict = field(default_factory=dict)

    def __post_init__(self):
        check.check(self)

    name = property(lambda self: file_of(self, "labs", "lab"))
    model_name = property(lambda self: file_of(self.model, "models", "model"))

    @functools.cached_property
    def defaults(self):
        """{symbol: value} of all controls in the default state."""
        return {row.symbol: row.value for row in self.described}

    @functools.cached_property
    def described(self):
        """The controls with everything that the page says about them, as `Shown` rows."""
        return [shown(self, control) for control in self.controls]

    def state(self, **values):
        """The default state with `values`, each name checked and each number within its control's range."""
        state = dict(self.defaults)
        for symbol, value in values.items():
            state[symbol] = self.checked(symbol, value)
        return state

    def checked(self, symbol, value):
        """A control's value, or `ModelError` saying what is wrong with it."""
        row = next((row for row in self.described if row.symbol == symbol), None)
        if row is None:
            names = [row.symbol for row in self.described]
            raise ModelError(
                f"{self.title}: there is no control '{symbol}'{nearest(symbol, names)}; there are {', '.join(names)}"
            )
        if row.choices:
            known = [choice for _, choice in row.choices]
            if value not in known:
                raise ModelError(
                    f"{self.title}: {symbol}={value!r} is no choice{nearest(value, known)}; choose"
                    f" {', '.join(map(str, known))}"
                )
            return value
        if not isinstance(value, numbers.Real) or not math.isfinite(value):
            raise ModelError(
                f"{self.title}: {symbol}={value!r} is no finite number; give one from {row.low:g} to {row.high:g}"
                f" {row.unit}".rstrip()
            )
        if not row.low - 1e-12 <= value <= row.high + 1e-12:
            raise ModelError(
                f"{self.title}: {symbol}={value:g} is off its range; give a number from {row.low:g} to {row.high:g}"
                f" {row.unit}".rstrip()
            )
        return float(value)

    def scope(self, state):
        """Everything that an expression of this lab may read: the model's quantities, the controls, the derived."""
        derived = [(name, functools.partial(number, self, text)) for name, text in self.derived.items()]
        return scope_of(self.base, self.model.choices, derived, state)

    @property
    def base(self):
        """{symbol: value} of the model's quantities where a run of this lab finds them, before any control is set."""
        own = {quantity.symbol: float(quantity.value) for quantity in self.model.settable}
        return own | next(iter(self.model.presets.values()), {}) | self.values

    def request(self, state):
        """Arguments of `Model.run` for a state: what differs from the model's own, schedules and read-outs included."""
        scope = self.scope(state)
        arguments = {}
        base = {quantity.symbol: float(quantity.value) for quantity in self.model.settable}
        for symbol, value in {**self.values, **state}.items():
            if symbol in self.model.choices:
                arguments[symbol] = value
            elif symbol in base and symbol not in self.schedules:
                arguments[symbol] = float(value)
        for symbol, (first, *pieces) in self.schedules.items():
            numbered = [tuple(number(self, part, scope) for part in piece) for piece in pieces]
            arguments[symbol] = schedule(number(self, first, scope), *numbered)
        for word, text in self.settings.items():
            arguments[word] = text if word == "protocol" else number(self, text, scope)
        arguments["readouts"] = {
            name: (readout.kind, readout.symbol, number(self, readout.start, scope), number(self, readout.end, scope))
            for name, readout in self.readouts.items()
            if readout.kind != "protocol"
        }
        return arguments

    def run(self, **values):
        """The run that the page shows at this state; `run.readouts` holds what it reads out."""
        state = self.state(**values)
        run = self.model.run(**self.request(state))
        if self.report:
            from ..shared import readouts

            run.readouts |= getattr(readouts, self.report)(run.columns, state)
        return run

    def find(self, name, **values):
        """The Threshold called `name` at a state: a number in its unit, nan where its highest value is not enough."""
        if name not in self.thresholds:
            raise ModelError(
                f"{self.title}: there is no threshold '{name}'{nearest(name, self.thresholds)}; there are"
                f" {', '.join(self.thresholds) or 'none'}"
            )
        threshold, state = self.thresholds[name], self.state(**values)
        scope = self.scope(state) | {need: self.find(need, **values) for need in needs(self, threshold)}
        state |= {symbol: number(self, text, scope) for symbol, text in threshold.values.items()}

        def enough(value):
            run = self.model.run(**self.request(state | {threshold.control: value}))
            yield
            return run.readouts[threshold.read] >= threshold.least

        return completed(least_value(threshold.low, threshold.high, threshold.within, enough))

    def say(self, state, readouts):
        """The sentence that describes a state."""
        scope = self.scope(state) | readouts
        return " ".join(text for text in (clause_text(self, clause, scope) for clause in self.sentence) if text)

    def reaches(self, goal, state, readouts):
        """Whether a state and its read-outs reach a Goal."""
        read = {f"read_{name}": value for name, value in readouts.items()}
        return bool(number(self, check.condition(self, goal), self.scope(state) | read))

    def link(self, state):
        """The permalink of a state: what differs from the default, as a fragment."""
        return permalink.format_link(self, state)

    def read_link(self, link):
        """The state that a permalink describes: a whole address, its fragment, or what mail and chat made of it.

        `ModelError` for another lab's link, a broken one, or a later version's. A number off its control's range
        becomes the nearest end of it, with a warning, as in the page.
        """
        return permalink.read_link(self, link)


def file_of(thing, folder, word):
    """The name of the file that holds a model or a lab; 'draft' where it stands in no file."""
    start = f"painlab.{folder}."
    modules = (
        name
        for name, module in list(sys.modules.items())
        if name.startswith(start) and getattr(module, word, None) is thing
    )
    return next(modules, "draft").removeprefix(start)


@named
@dataclass(frozen=True)
class Shown:
    """A control as the page shows it: the Control with the unit, value, meaning and source of its Quantity."""

    symbol: str
    label: str
    unit: str
    value: float | str
    low: float
    high: float
    step: float
    level: int
    log: bool
    choices: tuple
    meaning: str
    source: str
    species: str


def shown(lab, control):
    """A control as the page shows it, with unit, meaning and source of the quantity that it moves."""
    quantity = control.quantity
    if isinstance(quantity, str):
        if quantity in lab.model.choices:
            quantity = Quantity(quantity, next(iter(lab.model.choices[quantity])), "", control.label, "ours")
        else:
            quantity = next(each for each in lab.model.settable if each.symbol == quantity)
    value = control.value if control.value is not None else lab.values.get(quantity.symbol, quantity.value)
    if not control.choices:
        value = float(value)
    return Shown(quantity.symbol, control.label, quantity.unit, value, control.low, control.high, control.step,
                 control.level, control.log, tuple(control.choices), quantity.meaning,
                 quantity.source or lab.model.source, quantity.species)  # fmt: skip


def number(lab, text, scope):
    """A number, or an expression of the lab at `scope`."""
    return evaluate(lab.model, text, scope)


def needs(lab, threshold):
    """Names of the thresholds that the values of another one read."""
    texts = [text for text in threshold.values.values() if isinstance(text, str)]
    return [
        name for name in lab.thresholds if any(name in names_in(read_expression(lab.title, text)) for text in texts)
    ]


# --- finding labs ---------------------------------------------------------------------------------------------------


def names():
    """Names of all labs, sorted: one file each in `painlab/labs/`."""
    from .. import labs

    return sorted(module.name for module in pkgutil.iter_modules(labs.__path__))


def load(name):
    """The Lab called `name`. `ModelError` with the nearest name where there is none."""
    if name not in names():
        raise ModelError(f"there is no lab '{name}'{nearest(name, names())}; there are {', '.join(names())}")
    return put_in_words(importlib.import_module(f"painlab.labs.{name}").lab)


def of_model(name):
    """Names of the labs that stand on the model `name`, the lab of the same name first."""
    return sorted((lab for lab, own in models_of_labs().items() if own == name), key=lambda lab: (lab != name, lab))


@functools.cache
def models_of_labs():
    """{lab: name of the model that it stands on}, of all labs."""
    return {lab: load(lab).model_name for lab in names()}
