"""The checks of a model's table: its quantities, one a row, their symbols, values and columns."""

import keyword
import math
import re

from ..errors import ModelError, shortened
from ..sources import check_source
from .language import CHAIN_FUNCTIONS, FUNCTIONS

RUN_WORDS = ("preset", "duration", "dt", "every", "protocol", "readouts", "trials", "people", "seed")
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
        for row in rows:
            check_row(model, row)
            check_source(row.source, f"{model.title}: the source of '{row.symbol}'")
            check_symbol(model, row.symbol)
            if row.symbol in seen:
                raise ModelError(
                    f"{model.title}: '{row.symbol}' is declared twice ({seen[row.symbol]} and {kind}); keep one row"
                )
            seen[row.symbol] = kind
            if kind in ("input", "parameter"):
                check_value(model, row, kind)


def check_symbol(model, name):
    """`ModelError` for what is no identifier, or is a word of Python, of JavaScript or of the language of models."""
    if not name.isidentifier() or keyword.iskeyword(name) or name in JAVASCRIPT_WORDS or name.endswith("_"):
        raise ModelError(f"{model.title}: '{name}' cannot be a symbol; use letters, digits and inner underscores")
    if name in FUNCTIONS or name in CHAIN_FUNCTIONS or name in RUN_WORDS:
        raise ModelError(f"{model.title}: '{name}' is a word of the language or of run(); choose another symbol")


def check_value(model, row, kind):
    """`ModelError` for an input or parameter (`kind`) without a finite number, or outside its own range."""
    if isinstance(row.value, bool) or not isinstance(row.value, int | float) or not math.isfinite(row.value):
        raise ModelError(f"{model.title}: '{row.symbol}' has the value {row.value!r}; an {kind} needs a finite number")
    if row.range and not row.range[0] <= row.value <= row.range[1]:
        raise ModelError(
            f"{model.title}: '{row.symbol}' = {row.value} is outside its range {row.range}; mend one of them"
        )


LONGEST_UNIT = 24
KEY = re.compile(r"[A-Z][A-Za-z]+\d{4}[A-Za-z]*")  # of the bibliography


def check_row(model, row):
    """Each column of a row holds what belongs there: a row without its unit is one whose columns have moved."""
    texts = {word: getattr(row, word) for word in ("symbol", "unit", "meaning", "source", "tex", "group", "species")}
    strange = next((f"its {word} is {value!r}" for word, value in texts.items() if not isinstance(value, str)), None)
    pair = row.range is None or (isinstance(row.range, tuple | list) and len(row.range) == 2)
    if not strange and not pair:
        strange = f"its range is {row.range!r}"
    if not strange and (len(row.unit) > LONGEST_UNIT or KEY.fullmatch(row.meaning)):
        strange = f"its unit is '{shortened(row.unit, 40)}'"
    if strange:
        raise ModelError(
            f"{model.title}: the row of '{row.symbol}' has moved columns: {strange}; a row is symbol, value, unit (''"
            " for none), meaning, source, range"
        )
