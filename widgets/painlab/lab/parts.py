"""What a lab is made of: controls, predictions, goals, read-outs, thresholds, discoveries, its card."""

from dataclasses import dataclass, field

from ..errors import named
from ..model import Quantity


@named
@dataclass(frozen=True)
class Control:
    """One quantity that the reader moves. `quantity` is a symbol of the model, or a Quantity of the lab's own.

    `low`, `high`, `step` of the slider; `level` 1 is shown at first, 2 and 3 behind 'more'; `value` where the lab's
    default differs from the model's; `choices` = ((label, value), ...) makes it a choice, `log` a logarithmic slider.
    """

    quantity: str | Quantity
    label: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    level: int = 1
    value: float | str | None = None
    choices: tuple = ()
    log: bool = False


@named
@dataclass(frozen=True)
class Option:
    """One answer of a prediction, with the reason that is shown after the reader has committed to one."""

    text: str
    reason: str
    right: bool = False


@named
@dataclass(frozen=True)
class Guess:
    """A prediction that is a number: the read-out `read` once the lab's `move` has been made; `reason` is told then.

    The reader answers from `low` to `high` in steps of `step`; right is what comes within `within` of the lab's own.
    With a `view` (the kind of one of the lab's) the answer is drawn there: in bars at the event `at`, in a curve at
    the values `at` of the control that it sweeps.
    """

    read: str
    low: float
    high: float
    step: float
    within: float
    reason: str
    label: str = "your answer"
    unit: str = ""
    digits: int = 0
    view: str = ""
    at: tuple = ()


@named
@dataclass(frozen=True)
class Goal:
    """A question that the reader's own hand answers: the lab says `told` once `when` holds.

    `when` is an expression of read-outs, controls and derived numbers; `show` are values that reach it.
    """

    question: str
    when: str
    show: dict
    told: str


@named
@dataclass(frozen=True)
class Readout:
    """A number that the lab shows: `kind` of `symbol` from `start` to `end` (see `run.KINDS`), with label and unit.

    It is shown from the controls of `level` on, or never.
    """

    label: str
    kind: str
    symbol: str = ""
    start: float | str = 0.0
    end: float | str = 0.0
    unit: str = ""
    digits: int = 2
    shown: bool = True
    level: int = 1


@named
@dataclass(frozen=True)
class Threshold:
    """The least value of a `control` between `low` and `high` at which the read-out `read` is at least `least`.

    Found by bisection over whole runs until the bracket is no wider than `within`; nan where `high` is not enough.
    `values` sets other controls for the search, to numbers or to expressions, which may read earlier thresholds.
    Unlike a Readout it is not part of a run: the page finds it after the picture, Python by `lab.find(name)`.
    """

    label: str
    control: str
    low: float
    high: float
    read: str
    least: float = 1
    values: dict = field(default_factory=dict)
    within: float = 0.001
    unit: str = ""
    digits: int = 2
    shown: bool = True


@named
@dataclass(frozen=True)
class Discovery:
    """A state worth seeing: what one finds there, the values that lead to it, and the read-outs that it promises."""

    text: str
    values: dict
    expect: dict = field(default_factory=dict)
    tolerance: float = 0.005


@named
@dataclass(frozen=True)
class Card:
    """The model card: what is published, what is ours, what is left out, what the model must not be used for."""

    published: str
    ours: str
    left_out: str
    not_for: str
    deviations: str = ""
