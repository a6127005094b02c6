"""A model for NEURON: an NMODL mechanism that carries its own states, so that any section may hold it; time in ms.

What a chain has instead, the mechanism of its membrane, is in `neuron.py`, in the same frame.
"""

import unicodedata

from .opening import Language, in_time, opening, text

FILE = """TITLE {title}
COMMENT
Written by The Amplified Signal; source of the model: {source}.
{about}
Units are those of the model, named beside each quantity.
ENDCOMMENT

NEURON {{
    SUFFIX {name}
    RANGE {ranged}{current}
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
    SOLVE course METHOD {method}{breakpoint}
}}

DERIVATIVE course {{
{lines}
}}
{functions}
UNITSON
"""
OWN_STATES = """The mechanism integrates its own states, the membrane potential included: the section that holds it is a
carrier, and its own v plays no part. Use CVODE, or a small dt."""
CHOOSE = """
FUNCTION choose(test, yes, no) {
    if (test) { choose = yes } else { choose = no }
}
"""
SIGNS = {"µ": "u", "°": "deg ", "–": "-", "−": "-", "·": "*", "Ω": "ohm"}
MILLISECONDS = {"ms": 1.0, "s": 1000.0}


def choose(yes, test, no):
    """A call of the function `choose` that the file defines: NMODL has no conditional expression."""
    return f"choose({' '.join(test)}, {yes}, {no})"


def own(symbol: str) -> str:
    """A symbol as the file has it: NEURON keeps some one-letter names for itself."""
    return f"{symbol}_"


def nmodl_text(lab) -> str:
    """An NMODL file of the model of `lab`, as the lab opens."""
    first = opening(lab)
    model, scale, neuron = first.model, MILLISECONDS[first.model.time], in_neuron(first.model)
    symbols = [*first.constants, *first.schedules, *first.start, *(line.name for line in first.helpers)]

    lines = [f"{own(symbol)} = {text(in_time(law), neuron)}" for symbol, law in first.schedules.items()]
    lines += [f"{own(line.name)} = {text(line.expression, neuron)}" for line in first.helpers]
    lines += [f"slope_{own(line.name)} = ({text(line.expression, neuron)})/{scale}" for line in model.derivatives]
    lines += [f"{own(line.name)}' = slope_{own(line.name)}" for line in model.derivatives]
    assigned = [own(name) for name in symbols if name not in first.constants and name not in first.start]
    return framed(
        first, neuron, map(own, symbols), OWN_STATES, method="derivimplicit", states=map(own, first.start),
        assigned=[*assigned, *(f"slope_{own(symbol)}" for symbol in first.start)],
        initial=[f"{own(symbol)} = {value!r}" for symbol, value in first.start.items()], lines=lines,
    )  # fmt: skip


def in_neuron(model, renamed=None) -> Language:
    """How NMODL writes the expressions of a model; `renamed` has symbols that are not `own` there."""
    return Language(
        time=f"(t/{MILLISECONDS[model.time]})", choose=choose,
        symbol=lambda symbol: (renamed or {}).get(symbol, own(symbol)),
        names={"abs": "fabs"} | {line.name: own(line.name) for line in model.functions},
    )  # fmt: skip


def function(line, neuron) -> str:
    """A function of the model, as NMODL has it."""
    name, arguments = own(line.name), ", ".join(map(neuron.symbol, line.arguments))
    return f"\nFUNCTION {name}({arguments}) {{\n    {name} = {text(line.expression, neuron)}\n}}\n"


def framed(first, neuron, ranged, about, method, states, assigned, initial, lines, breakpoint=(), current="") -> str:
    """An NMODL file of an `Opening`: the names that Python may read, what is said of it, the lines of its blocks."""
    model = first.model
    meanings = {quantity.symbol: f" : {quantity.unit}, {quantity.meaning}" for quantity in model.quantities}
    said = FILE.format(
        title=model.title, name=first.name, source=model.source, about=about, ranged=", ".join(ranged),
        parameters="\n".join(f"    {own(name)} = {value!r}{meanings[name]}" for name, value in first.constants.items()),
        states=" ".join(states), assigned=" ".join(assigned), initial="\n".join(f"    {line}" for line in initial),
        lines="\n".join(f"    {line}" for line in lines), method=method, current=current,
        functions=CHOOSE + "".join(function(line, neuron) for line in model.functions),
        breakpoint="".join(f"\n    {line}" for line in breakpoint),
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
