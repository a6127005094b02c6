"""The checks of a model's table: its quantities, one a row, their symbols, values and columns."""

import keyword
import math
import re

from ..errors import ModelError, shortened
from ..sources import check_source
from .language import CHAIN_FUNCTIONS, FUNCTIONS

RUN_WORDS = ("preset", "duration", "dt", "every", "protocol", "readouts", "trials", "people", "seed", "keep")
# fmt: off
JAVASCRIPT_WORDS = set(
    "catch const debugger default delete do enum export extends function instanceof new super switch this throw typeof "
    "var void let static eval arguments case null true false".split()
)
# fmt: on


def check_rows(model):
    """`ModelError` for a quantity that is declared twice, or whose symbol, value, columns or source is wrong."""
    seen = {}
    check_source(model.source, f"{model.title}: its source")
    for kind, rows in (
        ("input", model.inputs),
        ("state", model.states),
        ("parameter", model.parameters),
        ("draw", model.draws),
    ):
        for q in rows:
            check_row(model, q)
            check_source(q.source, f"{model.title}: the source of '{q.symbol}'")
            check_symbol(model, q.symbol)
            if q.symbol in seen:
                raise ModelError(
                    f"{model.title}: '{q.symbol}' is declared twice ({seen[q.symbol]} and {kind}); keep one row"
                )
            seen[q.symbol] = kind
            if kind in ("input", "parameter"):
                check_value(model, q, kind)


def check_symbol(model, name):
    """`ModelError` for what is no identifier, or is a word of Python, of JavaScript or of the language of models."""
    if not name.isidentifier() or keyword.iskeyword(name) or name in JAVASCRIPT_WORDS or name.endswith("_"):
        raise ModelError(f"{model.title}: '{name}' cannot be a symbol; use letters, digits and inner underscores")
    if name in FUNCTIONS or name in CHAIN_FUNCTIONS or name in RUN_WORDS:
        raise ModelError(f"{model.title}: '{name}' is a word of the language or of run(); choose another symbol")


def check_value(model, q, kind):
    """`ModelError` for an input or parameter (`kind`) without a finite number, or outside its own range."""
    if isinstance(q.value, bool) or not isinstance(q.value, int | float) or not math.isfinite(q.value):
        raise ModelError(f"{model.title}: '{q.symbol}' has the value {q.value!r}; an {kind} needs a finite number")
    if q.range and not q.range[0] <= q.value <= q.range[1]:
        raise ModelError(f"{model.title}: '{q.symbol}' = {q.value} is outside its range {q.range}; mend one of them")


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
