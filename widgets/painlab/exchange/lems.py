"""A model in LEMS, the language that NeuroML 2 is defined in: a component type, the cell, and a simulation of it.
Numbers have no dimension, since the printed equations are not homogeneous; their units stand in the descriptions.
What the file adds to the model's own symbols ends in an underscore.
"""

from xml.sax.saxutils import escape, quoteattr

from .opening import Language, in_time, opening, text, without_functions

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- {title}. Written in LEMS, for NeuroML 2, by The Amplified Signal; {said} in which its lab opens.
     Source of the model: {source}. To run it: jnml {name}_lems.xml (jNeuroML; it writes {name}.dat: time in s, then
     {states}). -->
<Lems>
<Target component="run"/>
<Include file="Simulation.xml"/>
<ComponentType name="{name}_type" description={about}>
<Constant name="unit_" dimension="time" value="1{unit}"/>
{declared}
<Dynamics>
{dynamics}
{conditions}
<OnStart>
{start}
</OnStart>
</Dynamics>
</ComponentType>
<{name}_type id="cell" {values}/>
<Simulation id="run" length="{length}{unit}" step="{dt}{unit}" target="cell">
<OutputFile id="rows" fileName="{name}.dat">
{columns}
</OutputFile>
</Simulation>
</Lems>
"""
FINER = 4  # jNeuroML takes steps of Euler, whose error falls as the step does
MOST = 2_500_000  # steps, for each of which it writes a row; a longer run is cut
HELD = "held_until_"  # the end of a reset's hold
OPPOSITE = {"<": ".geq.", ">=": ".lt.", ">": ".leq.", "<=": ".gt.", "==": ".neq.", "!=": ".eq."}
SIGNS = {"<": ".lt.", ">=": ".geq.", ">": ".gt.", "<=": ".leq.", "==": ".eq.", "!=": ".neq."}


FUNCTIONS = {"H", "random", "log", "ln", "ceil", "abs", "exp", "sqrt"}  # names that LEMS keeps for itself


def own(symbol: str) -> str:
    """A symbol as the file has it."""
    return f"{symbol}_" if symbol in FUNCTIONS else symbol


class Dynamics:
    """The lines of a <Dynamics>, in order, the start of its states, and what happens at which condition.

    A choice has a variable of its own there; jNeuroML wants the variables that depend on one to be conditional
    themselves.
    """

    def __init__(self):
        self.lines = ['<DerivedVariable name="time_" dimension="none" value="t/unit_"/>']
        self.start, self.conditions = {}, []
        self.language = Language(time="time_", choose=self.choose, symbol=own, names={"log": "ln"})

    def choose(self, yes, test, no):
        """The name of a variable whose two cases exclude each other: simulators differ in what a case without a
        condition means beside others."""
        left, sign, right = test
        name = f"choice_{len(self.lines)}"
        holds, fails = (f'condition="({left}) {signs[sign]} ({right})" ' for signs in (SIGNS, OPPOSITE))
        self.cases(name, (holds, yes), (fails, no))
        return name

    def state(self, symbol, value, exposure=""):
        """Add a state and its start; `exposure` is an attribute."""
        self.start[symbol] = value
        self.lines.append(f'<StateVariable name="{symbol}" dimension="none"{exposure}/>')

    def when(self, test, changes):
        """Add changes [state, value], one after the other, at each step at whose end a test holds."""
        said = "".join(f'<StateAssignment variable="{symbol}" value="{value}"/>' for symbol, value in changes)
        self.conditions.append(f'<OnCondition test="{test}">{said}</OnCondition>')

    def once(self, name, time, changes):
        """Add changes at a time."""
        self.state(name, 0)
        self.when(f"time_ .geq. {time} .and. {name} .lt. 1", [*changes, (name, 1)])

    def variable(self, name, tree):
        """A variable that has the value of an expression."""
        self.cases(name, ("", text(tree, self.language)))

    def cases(self, name, *cases):
        """Add a variable with the first value whose condition holds; a case is (condition as attribute, value)."""
        said = "".join(f'<Case {condition}value="{value}"/>' for condition, value in cases)
        kind = "ConditionalDerivedVariable"
        self.lines.append(f'<{kind} name="{name}" dimension="none">{said}</{kind}>')

    def slope(self, name, tree, held=False):
        """Add the derivative of a state, in the model's unit of time; where it is `held`, 0 until then."""
        value = text(tree, self.language)
        value = self.choose("0", ("time_", "<", HELD), value) if held else value
        self.lines.append(f'<TimeDerivative variable="{name}" value="({value})/unit_"/>')


def jump(first, dynamics):
    """Add what makes the states of an opening jump: trains, spikes, and returns of its phases."""
    model = first.model

    def written(tree):
        return text(without_functions(model, tree), dynamics.language)

    def changes(pairs):
        return [(own(symbol), written(tree)) for symbol, tree in pairs]

    for train in first.trains:
        start, every, count = map(written, train.when)
        effect = changes(train.changes)
        for number, offset in enumerate(train.offsets):
            past = f"{train.name}_{number}_"
            dynamics.state(past, 0)
            due = f"(time_) .geq. ({start} + {past}*({every}) + {offset}) .and. ({past} + 1) .leq. ({count})"
            dynamics.when(due, [*effect, (past, f"{past} + 1")])
    if model.reset:
        held = (HELD, f"time_ + {own(model.reset[1])}")
        dynamics.when(f"{own(model.membrane)} .geq. {own(model.threshold)}", [*changes(first.spike), held])
    for number, (kept, back) in enumerate(first.returns):
        names = {own(symbol): f"{symbol}_{number}_" for symbol in first.start}
        for name in names.values():
            dynamics.state(name, 0)
        dynamics.once(f"keep_{number}_", kept, [(name, symbol) for symbol, name in names.items()])
        dynamics.once(f"return_{number}_", back, list(names.items()))


def lems_text(lab) -> str:
    """A LEMS file of the model of `lab`, as the lab opens."""
    first, dynamics = opening(lab), Dynamics()
    model = first.model
    about = {
        quantity.symbol: quoteattr(f"{quantity.meaning} ({quantity.unit})" if quantity.unit else quantity.meaning)
        for quantity in model.quantities
    }

    def declared(kind, symbol):
        return f'<{kind} name="{own(symbol)}" dimension="none" description={about[symbol]}/>'

    for symbol, value in first.start.items():
        dynamics.state(own(symbol), value, f' exposure="{own(symbol)}"')
    if model.reset:
        dynamics.state(HELD, 0)
    for symbol, law in first.schedules.items():
        dynamics.variable(own(symbol), in_time(law))
    for line in first.helpers:
        dynamics.variable(own(line.name), without_functions(model, line.expression))
    for line in model.derivatives:
        dynamics.slope(
            own(line.name), without_functions(model, line.expression), model.reset and line.name == model.membrane
        )
    jump(first, dynamics)
    start = [f'<StateAssignment variable="{symbol}" value="{value!r}"/>' for symbol, value in dynamics.start.items()]
    step = model.dt / FINER
    length = min(first.length, MOST * step)
    said = f"the first {length:.10g} {model.time} of the run" if length < first.length else "the run"
    columns = [f'<OutputColumn id="{symbol}" quantity="{own(symbol)}"/>' for symbol in first.start]
    return FILE.format(
        title=escape(model.title), name=first.name, source=first.source, about=quoteattr(model.title), unit=model.time,
        states=", ".join(first.start), length=f"{length:.10g}", dt=f"{step:.10g}", said=said,
        declared="\n".join([
            *(declared("Parameter", symbol) for symbol in first.constants),
            *(declared("Exposure", symbol) for symbol in first.start),
        ]),
        dynamics="\n".join(dynamics.lines), conditions="\n".join(dynamics.conditions), start="\n".join(start),
        columns="\n".join(columns),
        values=" ".join(f'{own(symbol)}="{value!r}"' for symbol, value in first.constants.items()),
    )  # fmt: skip
