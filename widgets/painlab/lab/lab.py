"""Lab: which question is asked of a model, what is moved, read out and drawn. Data, checked when it is read."""

import functools
import importlib
import json
import pkgutil
import sys
from dataclasses import dataclass, field

from ..errors import ModelError, named, refuse
from ..model import Model, Quantity
from ..page.words import t
from ..run import completed, evaluate, schedule
from ..run.schedule import is_finite
from ..shared.scope import is_reached, request_of, scope_of
from ..shared.sentence import sentence_of
from ..shared.threshold import threshold_of
from . import check, permalink
from .asked import asked_of, clauses_of, thresholds_of
from .in_words import put_in_words
from .parts import Card, Guess


@named
@dataclass(frozen=True, kw_only=True, eq=False)
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
        return checked(self.title, self.described, symbol, value)

    def scope(self, state):
        """Everything that an expression of this lab may read: the model's quantities, the controls, the derived."""
        derived = [(name, function_of(self, text)) for name, text in self.derived.items()]
        return scope_of(self.base, self.model.choices, derived, state)

    @property
    def base(self):
        """{symbol: value} of the model's quantities where a run of this lab finds them, before any control is set."""
        own = {quantity.symbol: float(quantity.value) for quantity in self.model.settable}
        return own | next(iter(self.model.presets.values()), {}) | self.values

    def request(self, state):
        """Arguments of `Model.run` for a state: what differs from the model's own, schedules and read-outs included."""
        settable = [quantity.symbol for quantity in self.model.settable]
        asked = request_of(settable, asked_of(self, functools.partial(function_of, self)), self.scope(state))
        arguments = {}
        for symbol, value in {**self.values, **state}.items():
            if symbol in self.model.choices:
                arguments[symbol] = value
            elif symbol in settable:
                arguments[symbol] = float(value)
        arguments |= {symbol: schedule(base, *pieces) for symbol, (base, pieces) in asked["schedules"].items()}
        readouts = {name: tuple(ask) for name, *ask in asked["readouts"]}
        return arguments | {word: asked[word] for word in self.settings} | {"readouts": readouts}

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
            refuse(self.title, f"there is no threshold '{name}'", name, self.thresholds)

        def readouts(state):
            yield
            return self.model.run(**self.request(state)).readouts

        thresholds = thresholds_of(self, functools.partial(function_of, self))
        return completed(threshold_of(thresholds, name, self.state(**values), self.scope, readouts))

    def say(self, state, readouts):
        """The sentence that describes a state."""
        clauses = clauses_of(self, functools.partial(function_of, self))
        return sentence_of(clauses, self.scope(state) | readouts, t("none"))

    def reaches(self, goal, state, readouts):
        """Whether a state and its read-outs reach a Goal."""
        return bool(is_reached(function_of(self, check.condition(self, goal)), self.scope(state), readouts))

    def link(self, state):
        """The permalink of a state: what differs from the default, as a fragment."""
        return permalink.format_link(self, state)

    def read_link(self, link):
        """The state that a permalink describes: a whole address, its fragment, or what mail and chat made of it.

        `ModelError` for another lab's link, a broken one, or a later version's. As in the page, and with a warning, a
        number off its control's range becomes the nearest end of it, and what names no control or no value of it is
        left out.
        """
        return permalink.read_link(self, link)


def file_of(thing, folder, word):
    """The name of the file that holds a model or a lab; 'draft' where it stands in no file."""
    start = f"painlab.{folder}."
    for name, module in list(sys.modules.items()):  # other threads may import
        if name.startswith(start) and getattr(module, word, None) is thing:
            return name.removeprefix(start)
    return "draft"


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


def checked(title, rows, symbol, value):
    """The `value` of the control `symbol` among `rows`, as `Shown` has them.

    `ModelError`, begun with `title`, for an unknown control, what is no choice, and a number off its range.
    """
    row = next((row for row in rows if row.symbol == symbol), None)
    if row is None:
        refuse(title, f"there is no control '{symbol}'", symbol, [row.symbol for row in rows])
    if row.choices:
        known = [choice for _, choice in row.choices]
        if value not in known:
            refuse(title, f"{symbol}={value!r} is no choice", value, known)
        return value
    span = f"from {row.low:g} to {row.high:g} {row.unit}".rstrip()
    if not is_finite(value):
        raise ModelError(f"{title}: {symbol}={value!r} is no finite number; give one {span}")
    if not row.low - 1e-12 <= value <= row.high + 1e-12:
        raise ModelError(f"{title}: {symbol}={value:g} is off its range; give a number {span}")
    return float(value)


def function_of(lab, text):
    """An expression, a number or a word in quotes as a function of all numbers."""
    if isinstance(text, str) and text.startswith('"'):
        return lambda v: json.loads(text)
    return functools.partial(evaluate, lab.model, text)


# --- finding labs ---------------------------------------------------------------------------------------------------


def names():
    """Names of all labs, sorted: one file each in `painlab/labs/`."""
    from .. import labs

    return sorted(module.name for module in pkgutil.iter_modules(labs.__path__))


def load(name):
    """The Lab called `name`. `ModelError` with the nearest name where there is none."""
    if name not in names():
        refuse("", f"there is no lab '{name}'", name, names())
    return put_in_words(importlib.import_module(f"painlab.labs.{name}").lab)


def of_model(name):
    """Names of the labs that stand on the model `name`, the lab of the same name first."""
    return sorted((lab for lab, own in models_of_labs().items() if own == name), key=lambda lab: (lab != name, lab))


@functools.cache
def models_of_labs():
    """{lab: name of the model that it stands on}, of all labs."""
    return {lab: load(lab).model_name for lab in names()}
