"""What a lab asks of a run and says of it, in plain tables.

In them `write` makes a function of all numbers `v` of each expression, number, or word in quotes: in Python that runs
(`function_of` in lab.py), or as text in one of two languages (code.py).
"""

import json

from ..model.language import names_in, read_expression
from .check import condition


def asked_of(lab, write):
    """{word: rows} of what a lab asks of a run."""
    inputs = [quantity.symbol for quantity in lab.model.inputs]
    return {
        "given": [symbol for symbol in moved(lab) if symbol in inputs and symbol not in lab.schedules],
        "derived": [[name, write(text)] for name, text in lab.derived.items()],
        "settings": [
            [word, write(json.dumps(text) if word == "protocol" else text)] for word, text in lab.settings.items()
        ],
        "schedules": [
            [symbol, write(base), [[write(text) for text in piece] for piece in pieces]]
            for symbol, (base, *pieces) in lab.schedules.items()
        ],
        "readouts": [
            [name, readout.kind, readout.symbol, write(readout.start), write(readout.end)]
            for name, readout in lab.readouts.items()
            if readout.kind != "protocol"
        ],
        "report": lab.report,
    }


def moved(lab):
    """Symbols that have values of the lab's own, or controls."""
    return list(dict.fromkeys([*lab.values, *(row.symbol for row in lab.described)]))


def clauses_of(lab, write):
    """The clauses of a lab's sentence, each a list of [condition, text]; the condition 1 always holds."""
    clauses = [[(True, clause)] if isinstance(clause, str) else clause for clause in lab.sentence]
    return [[[write(1 if holds is True else holds), text] for holds, text in clause] for clause in clauses]


def goals_of(lab, write):
    """The conditions of a lab's goals."""
    return [write(condition(lab, goal)) for goal in lab.goals]


def thresholds_of(lab, write):
    """{name: what a search needs to know} of a lab's thresholds."""
    words = ("control", "low", "high", "read", "least", "within")
    return {
        name: {word: getattr(threshold, word) for word in words}
        | {
            "needs": needs(lab, threshold),
            "values": [[symbol, write(text)] for symbol, text in threshold.values.items()],
        }
        for name, threshold in lab.thresholds.items()
    }


def needs(lab, threshold):
    """Names of the thresholds that the values of another one read."""
    texts = [text for text in threshold.values.values() if isinstance(text, str)]
    return [
        name for name in lab.thresholds if any(name in names_in(read_expression(lab.title, text)) for text in texts)
    ]
