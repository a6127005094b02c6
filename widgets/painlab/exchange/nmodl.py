"""A model for NEURON: an NMODL mechanism that carries its own states, so that any section may hold it; time in ms."""

import ast
import unicodedata

from .opening import in_time, opening, text, without_functions

FILE = """TITLE {title}
COMMENT
Written by The Amplified Signal; source of the model: {source}.
The mechanism integrates its own states, the membrane potential included: the section that holds it is a carrier, and
its own v plays no part. Use CVODE, or a small dt. Units are those of the model, named beside each quantity.
ENDCOMMENT

NEURON {{
    SUFFIX {name}
    RANGE {ranged}
}}

UNITSOFF

PARAMETER {{
{parameters}
}}

STATE {{ {states} }}

ASSIGNED {{ {assigned} }}

INITIAL {{
{initial}
}}

BREAKPOINT {{
    SOLVE course METHOD derivimplicit
}}

DERIVATIVE course {{
{lines}
}}
{functions}
UNITSON
"""
CHOOSE = """
FUNCTION choose(test, yes, no) {
    if (test) { choose = yes } else { choose = no }
}
FUNCTION below(a, b) {
    if (a < b) { below = a } else { below = b }
}
FUNCTION above(a, b) {
    if (a > b) { above = a } else { above = b }
}
"""
CALLED = {"min": "below", "max": "above", "abs": "fabs"}
SIGNS = {"µ": "u", "°": "deg ", "–": "-", "−": "-", "·": "*"}
MILLISECONDS = {"ms": 1.0, "s": 1000.0}


class Neuron:
    """How NMODL writes what Python writes otherwise."""

    @staticmethod
    def power(base, exponent):
        return f"({base}^{exponent})"

    @staticmethod
    def choose(yes, test, no):
        return f"choose({test}, {yes}, {no})"

    @staticmethod
    def call(name, arguments):
        return f"{CALLED.get(name, name)}({', '.join(arguments)})"


def own(symbol: str) -> str:
    """A symbol as the file has it: NEURON keeps some one-letter names for itself."""
    return f"{symbol}_"


def nmodl_text(lab) -> str:
    """An NMODL file of the model of `lab`, as the lab opens."""
    first = opening(lab)
    model, scale = first.model, MILLISECONDS[first.model.time]
    symbols = [*first.constants, *first.schedules, *first.start, *(line.name for line in model.helpers)]

    def written(expression):
        return text(renamed(without_functions(model, expression), symbols), Neuron)

    time = f"(t/{scale})"
    lines = [
        f"    {own(symbol)} = {in_time(law, time, Neuron.choose, lambda a, b: f'({a} && {b})')}"
        for symbol, law in first.schedules.items()
    ]
    lines += [f"    {own(line.name)} = {written(line.expression)}" for line in model.helpers]
    lines += [f"    slope_{own(line.name)} = ({written(line.expression)})/{scale}" for line in model.derivatives]
    lines += [f"    {own(line.name)}' = slope_{own(line.name)}" for line in model.derivatives]
    about = {q.symbol: f" : {q.unit}, {q.meaning}" for q in model.quantities}
    assigned = [own(name) for name in symbols if name not in first.constants and name not in first.start]
    assigned += [f"slope_{own(symbol)}" for symbol in first.start]
    said = FILE.format(
        title=model.title, name=first.name, source=model.source,
        ranged=", ".join(own(symbol) for symbol in symbols),
        parameters="\n".join(f"    {own(name)} = {value!r}{about[name]}" for name, value in first.constants.items()),
        states=" ".join(own(symbol) for symbol in first.start), assigned=" ".join(assigned),
        initial="\n".join(f"    {own(symbol)} = {value!r}" for symbol, value in first.start.items()),
        lines="\n".join(lines), functions=CHOOSE,
    )  # fmt: skip
    return plain_letters(said)


def plain_letters(words: str) -> str:
    """Words in letters of ASCII, which NEURON's translator wants: 'µA/cm²' → 'uA/cm2', 'Aδ' → 'Adelta'."""
    letters = []
    for letter in words:
        name = unicodedata.name(letter, "").lower()
        if ord(letter) > 127 and name.startswith("greek small letter"):
            letters.append(name.split()[3])
        elif ord(letter) > 127:
            plain = unicodedata.normalize(
                "NFKD", {"µ": "u", "°": "deg ", "–": "-", "−": "-", "·": "*"}.get(letter, letter)
            )
            letters.append(plain.encode("ascii", "ignore").decode("ascii"))
        else:
            letters.append(letter)
    return "".join(letters)


def renamed(tree, symbols):
    """`tree`, a copy already, with each of the model's symbols as the file has it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in symbols:
            node.id = own(node.id)
    return tree
