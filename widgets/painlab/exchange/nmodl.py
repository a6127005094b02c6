"""A model for NEURON: an NMODL mechanism that carries its own states, so that any section may hold it; time in ms."""

import unicodedata

from .opening import Language, in_numbers, in_time, smooth_opening, text

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
"""
SIGNS = {"µ": "u", "°": "deg ", "–": "-", "−": "-", "·": "*"}
MILLISECONDS = {"ms": 1.0, "s": 1000.0}


def choose(yes, test, no):
    """A call of the function `choose` that the file defines: NMODL has no conditional expression."""
    return f"choose({' '.join(test)}, {yes}, {no})"


def own(symbol: str) -> str:
    """A symbol as the file has it: NEURON keeps some one-letter names for itself."""
    return f"{symbol}_"


def nmodl_text(lab) -> str:
    """An NMODL file of the model of `lab`, as the lab opens."""
    first = smooth_opening(lab)
    model, scale = first.model, MILLISECONDS[first.model.time]
    symbols = [*first.constants, *first.schedules, *first.start, *(line.name for line in first.helpers)]

    neuron = Language(time=f"(t/{scale})", choose=choose, symbol=own, names={"abs": "fabs"})

    def written(expression):
        return text(in_numbers(model, expression), neuron)

    lines = [f"    {own(symbol)} = {text(in_time(law), neuron)}" for symbol, law in first.schedules.items()]
    lines += [f"    {own(line.name)} = {written(line.expression)}" for line in first.helpers]
    lines += [f"    slope_{own(line.name)} = ({written(line.expression)})/{scale}" for line in model.derivatives]
    lines += [f"    {own(line.name)}' = slope_{own(line.name)}" for line in model.derivatives]
    about = {quantity.symbol: f" : {quantity.unit}, {quantity.meaning}" for quantity in model.quantities}
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
            plain = unicodedata.normalize("NFKD", SIGNS.get(letter, letter))
            letters.append(plain.encode("ascii", "ignore").decode("ascii"))
        else:
            letters.append(letter)
    return "".join(letters)
