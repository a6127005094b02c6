"""The sentence that describes a state: clauses with {name} and {name:.1f} fields."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from ..page.words import t
from ..run import evaluate

FIELD = re.compile(r"\{(\w+)(?::\.(\d)f)?\}")


def clause_text(lab, clause, scope):
    """What a clause says at `scope`: its text, or the first of its texts whose condition holds; else nothing."""
    if isinstance(clause, str):
        return filled(clause, scope)
    for condition, text in clause:
        if condition is True or evaluate(lab.model, condition, scope):
            return filled(text, scope)
    return ""


def filled(text, scope):
    """`text` with its {name} and {name:.1f} fields filled in, with a real minus; a number that is not there reads
    'none'."""

    def written(match):
        value = scope[match[1]]
        if isinstance(value, str):
            return value
        if not math.isfinite(value):
            return t("none")
        if match[2] is not None:
            return fixed(value, int(match[2]))
        value = steady(value)
        return re.sub("^-", "−", f"{value:.6g}" if abs(value) >= 1e-4 or value == 0 else f"{value:.2e}")

    return FIELD.sub(written, text)


def steady(number):
    """`number` to 10 digits, on which any engine's arithmetic agrees, so that a half is rounded to one side in all."""
    return float(f"{number:.10g}")


def fixed(number, digits):
    """`number` with `digits` decimals as the page writes it: a half goes away from 0, 0 has no sign, a real minus."""
    text = f"{Decimal(steady(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    return re.sub("^-", "" if float(text) == 0 else "−", text)
