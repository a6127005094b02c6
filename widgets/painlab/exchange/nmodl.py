"""A model for NEURON: an NMODL mechanism that carries its own states, so that any section may hold it; time in ms.

One whose states jump is a point process that sends itself an event for each jump. What the file adds to the model's own
symbols has no underscore at its end. What a chain has instead, the mechanism of its membrane, is in `neuron.py`, in the
same frame.
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
    {kind} {name}
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
{functions}{received}
UNITSON
"""
OWN_STATES = """The mechanism integrates its own states, the membrane potential included: the section that holds it is a
carrier, and its own v plays no part. Use CVODE, or a small dt."""
IN_STEP = " With CVODE, cvode.condition_order(2) finds when within a step it fires."
RECEIVED = """
NET_RECEIVE (weight) {{
{cases}
}}
"""
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


class Jumps:
    """The events that a mechanism sends to itself, each under a flag, from 1 on.

    `initial` sends the first ones, `cases` are [condition, statements] of what they do, `assigned` what they need.
    """

    def __init__(self, first, written):
        self.first, self.written, self.scale = first, written, MILLISECONDS[first.model.time]
        self.flags, self.initial, self.cases, self.assigned = 0, [], [], []
        for train in first.trains:
            self.send_train(train)
        if first.trains:
            self.assigned.append(f"past[{self.flags + 1}]")
            self.initial.insert(0, f"FROM number = 0 TO {self.flags} {{ past[number] = 0 }}")
        if first.model.reset:
            self.watch_for_spikes()
        for number, times in enumerate(first.returns):
            self.keep_and_return(number, *times)

    def case(self, *statements):
        """The flag under which an event does this."""
        self.flags += 1
        self.cases.append([f"flag == {self.flags}", [*statements]])
        return self.flags

    def assign(self, changes):
        """Statements that change states, one after the other."""
        return [f"{own(symbol)} = {self.written(tree)}" for symbol, tree in changes]

    def send_train(self, train):
        """The events of a train: one under each flag is sent at the start, and sends the next."""
        start, every, count = map(self.written, train.when)
        flags = range(self.flags + 1, self.flags + len(train.offsets) + 1)
        for flag, offset in zip(flags, train.offsets, strict=True):
            self.initial.append(f"if ({count} >= 1) {{ net_send(({start} + {offset})*{self.scale}, {flag}) }}")
        again = f"if (past[flag] + 1 <= {count}) {{ net_send(({every})*{self.scale}, flag) }}"
        statements = [*self.assign(train.changes), "past[flag] = past[flag] + 1", again]
        self.cases.append([f"flag >= {flags[0]} && flag <= {flags[-1]}", statements])
        self.flags = flags[-1]

    def watch_for_spikes(self):
        """The spike: the membrane passes its threshold, and after the reset stays for the hold."""
        model = self.first.model
        self.assigned.append("held")
        self.initial.append("held = 0")
        released = f"net_send({own(model.reset[1])}*{self.scale}, {self.case('held = 0')})"
        spike = self.case(*self.assign(self.first.spike), "held = 1", released)
        watching = self.case(f"WATCH ({own(model.membrane)} > {own(model.threshold)}) {spike}")
        self.initial.append(f"net_send(0, {watching})")

    def keep_and_return(self, number, kept, back):
        """Two events: one keeps all states, one gives them these values again."""
        names = {own(symbol): f"kept_{number}_{symbol}" for symbol in self.first.start}
        self.assigned += names.values()
        keep = self.case(*(f"{name} = {symbol}" for symbol, name in names.items()))
        give = self.case(*(f"{symbol} = {name}" for symbol, name in names.items()))
        self.initial += [f"net_send({time * self.scale}, {flag})" for time, flag in ((kept, keep), (back, give))]

    @property
    def received(self):
        """The block that says what each event does; '' where none is sent."""
        lines = []
        for condition, statements in self.cases:
            lines += [f"    if ({condition}) {{", *(f"        {statement}" for statement in statements), "    }"]
        return RECEIVED.format(cases="\n".join(lines)) if lines else ""


def nmodl_text(lab) -> str:
    """An NMODL file of the model of `lab`, as the lab opens."""
    first = opening(lab)
    model, scale, neuron = first.model, MILLISECONDS[first.model.time], in_neuron(first.model)
    symbols = [*first.constants, *first.schedules, *first.start, *(line.name for line in first.helpers)]

    def written(tree):
        return text(tree, neuron)

    jumps, held = Jumps(first, written), model.membrane if model.reset else None
    lines = [f"{own(symbol)} = {written(in_time(law))}" for symbol, law in first.schedules.items()]
    lines += [f"{own(line.name)} = {written(line.expression)}" for line in first.helpers]
    lines += [
        f"slope_{own(line.name)} = {'(1 - held)*' * (line.name == held)}({written(line.expression)})/{scale}"
        for line in model.derivatives
    ]
    lines += [f"{own(line.name)}' = slope_{own(line.name)}" for line in model.derivatives]
    assigned = [own(name) for name in symbols if name not in first.constants and name not in first.start]
    return framed(
        first, neuron, map(own, symbols), OWN_STATES + IN_STEP * bool(model.reset),
        method="derivimplicit", states=map(own, first.start),
        assigned=[*assigned, *(f"slope_{own(symbol)}" for symbol in first.start), *jumps.assigned],
        initial=[*(f"{own(symbol)} = {value!r}" for symbol, value in first.start.items()), *jumps.initial],
        lines=lines, kind="POINT_PROCESS" if jumps.cases else "SUFFIX", received=jumps.received,
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


def framed(first, neuron, ranged, about, method, states, assigned, initial, lines, breakpoint=(), current="",
           kind="SUFFIX", received="") -> str:  # fmt: skip
    """An NMODL file of an `Opening`: the names that Python may read, what is said of it, the lines of its blocks."""
    model = first.model
    meanings = {quantity.symbol: f" : {quantity.unit}, {quantity.meaning}" for quantity in model.quantities}
    said = FILE.format(
        title=model.title, name=first.name, source=first.source, about=about, ranged=", ".join(ranged),
        parameters="\n".join(f"    {own(name)} = {value!r}{meanings[name]}" for name, value in first.constants.items()),
        states=" ".join(states), assigned=" ".join(assigned), initial="\n".join(f"    {line}" for line in initial),
        lines="\n".join(f"    {line}" for line in lines), method=method, current=current,
        kind=kind, received=received,
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
