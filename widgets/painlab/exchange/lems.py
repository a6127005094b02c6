"""A model in LEMS, the language that NeuroML 2 is defined in: a component type, the cell, and a simulation of it.
Numbers have no dimension, since the printed equations are not homogeneous; their units stand in the descriptions."""

from xml.sax.saxutils import escape, quoteattr

from .opening import Language, in_numbers, in_time, smooth_opening, text

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- {title}. Written in LEMS, for NeuroML 2, by The Amplified Signal; the run in which its lab opens.
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
OPPOSITE = {"<": ".geq.", ">=": ".lt.", ">": ".leq.", "<=": ".gt.", "==": ".neq.", "!=": ".eq."}
SIGNS = {"<": ".lt.", ">=": ".geq.", ">": ".gt.", "<=": ".leq.", "==": ".eq.", "!=": ".neq."}


FUNCTIONS = {"H", "random", "log", "ln", "ceil", "abs", "exp", "sqrt"}  # names that LEMS keeps for itself


def own(symbol: str) -> str:
    """A symbol as the file has it."""
    return f"{symbol}_" if symbol in FUNCTIONS else symbol


class Dynamics:
    """The lines of a <Dynamics>, in order. A choice has a variable of its own there; jNeuroML wants the variables that
    depend on one to be conditional themselves."""

    def __init__(self):
        self.lines = ['<DerivedVariable name="time_" dimension="none" value="t/unit_"/>']
        self.language = Language(time="time_", choose=self.choose, symbol=own, names={"log": "ln"})

    def choose(self, yes, test, no):
        """The name of a variable whose two cases exclude each other: simulators differ in what a case without a
        condition means beside others."""
        left, sign, right = test
        name = f"choice_{len(self.lines)}"
        holds, fails = (f'condition="({left}) {signs[sign]} ({right})" ' for signs in (SIGNS, OPPOSITE))
        self.cases(name, (holds, yes), (fails, no))
        return name

    def state(self, symbol):
        """Add a state."""
        self.lines.append(f'<StateVariable name="{symbol}" dimension="none" exposure="{symbol}"/>')

    def variable(self, name, tree):
        """A variable that has the value of an expression."""
        self.cases(name, ("", text(tree, self.language)))

    def cases(self, name, *cases):
        """Add a variable with the first value whose condition holds; a case is (condition as attribute, value)."""
        said = "".join(f'<Case {condition}value="{value}"/>' for condition, value in cases)
        kind = "ConditionalDerivedVariable"
        self.lines.append(f'<{kind} name="{name}" dimension="none">{said}</{kind}>')

    def slope(self, name, tree):
        """Add the derivative of a state, in the model's unit of time."""
        value = text(tree, self.language)
        self.lines.append(f'<TimeDerivative variable="{name}" value="({value})/unit_"/>')


def lems_text(lab) -> str:
    """A LEMS file of the model of `lab`, as the lab opens."""
    first, dynamics = smooth_opening(lab), Dynamics()
    model = first.model
    about = {
        quantity.symbol: quoteattr(f"{quantity.meaning} ({quantity.unit})" if quantity.unit else quantity.meaning)
        for quantity in model.quantities
    }

    def declared(kind, symbol):
        return f'<{kind} name="{own(symbol)}" dimension="none" description={about[symbol]}/>'

    for symbol in first.start:
        dynamics.state(own(symbol))
    for symbol, law in first.schedules.items():
        dynamics.variable(own(symbol), in_time(law))
    for line in first.helpers:
        dynamics.variable(own(line.name), in_numbers(model, line.expression))
    for line in model.derivatives:
        dynamics.slope(own(line.name), in_numbers(model, line.expression))
    start = [f'<StateAssignment variable="{own(symbol)}" value="{value!r}"/>' for symbol, value in first.start.items()]
    columns = [f'<OutputColumn id="{symbol}" quantity="{own(symbol)}"/>' for symbol in first.start]
    return FILE.format(
        title=escape(model.title), name=first.name, source=model.source, about=quoteattr(model.title), unit=model.time,
        states=", ".join(first.start), length=f"{first.length:.10g}", dt=f"{model.dt / FINER:.10g}",
        declared="\n".join([
            *(declared("Parameter", symbol) for symbol in first.constants),
            *(declared("Exposure", symbol) for symbol in first.start),
        ]),
        dynamics="\n".join(dynamics.lines), start="\n".join(start), columns="\n".join(columns),
        values=" ".join(f'{own(symbol)}="{value!r}"' for symbol, value in first.constants.items()),
    )  # fmt: skip
