"""A model as SBML (Level 3, Version 1): states have rate rules, helpers and schedules assignment rules, jumps events.

What the file adds to the model's own symbols ends in an underscore.
"""

import ast
from xml.sax.saxutils import escape, quoteattr

from ..model.language import replaced
from .opening import TIME, in_time, opening, without_functions

MATH = "http://www.w3.org/1998/Math/MathML"
CLOCK = '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'
OPERATORS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "divide", ast.Pow: "power"}
COMPARED = {ast.Gt: "gt", ast.GtE: "geq", ast.Lt: "lt", ast.LtE: "leq", ast.Eq: "eq", ast.NotEq: "neq"}
HELD = "held_until_"  # the parameter with the end of a reset's hold
CALLED = {"log": "ln", "sqrt": "root"}


def number(value) -> str:
    """A number in MathML; its exponent, if it has one, apart."""
    digits, _, exponent = repr(float(value)).partition("e")
    return f'<cn type="e-notation">{digits}<sep/>{int(exponent)}</cn>' if exponent else f"<cn>{digits}</cn>"


def apply(name, *parts) -> str:
    """MathML: the operator `name` applied to `parts`."""
    return f"<apply><{name}/>{''.join(parts)}</apply>"


def either(yes, test, no) -> str:
    """MathML: `yes` where the test holds, else `no`."""
    return f"<piecewise><piece>{yes}{test}</piece><otherwise>{no}</otherwise></piecewise>"


def math(node) -> str:
    """An expression as MathML."""
    match node:
        case ast.Constant():
            return number(node.value)
        case ast.Name():
            return CLOCK if node.id == TIME else f"<ci>{node.id}</ci>"
        case ast.UnaryOp():
            return apply("minus", math(node.operand)) if isinstance(node.op, ast.USub) else math(node.operand)
        case ast.BinOp():
            return apply(OPERATORS[type(node.op)], math(node.left), math(node.right))
        case ast.Compare():
            return either(number(1), test(node), number(0))
        case ast.IfExp():
            return either(math(node.body), test(node.test), math(node.orelse))
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            first, second = map(math, node.args)
            return either(first, apply("lt" if name == "min" else "gt", first, second), second)
        case ast.Call():
            return apply(CALLED.get(node.func.id, node.func.id), *map(math, node.args))
    raise TypeError(f"no MathML for {ast.dump(node)}")


def test(node) -> str:
    """A condition as MathML: a comparison, or a number that is not 0."""
    if isinstance(node, ast.Compare):
        return apply(COMPARED[type(node.ops[0])], math(node.left), math(node.comparators[0]))
    return apply("neq", math(node), number(0))


def rule(kind, symbol, said) -> str:
    """A rule: `kind` is 'assignment' or 'rate', `said` MathML."""
    return f'<{kind}Rule variable="{symbol}"><math xmlns="{MATH}">{said}</math></{kind}Rule>'


def event(name, trigger, assignments) -> str:
    """An event: when `trigger` becomes true, each symbol of {symbol: MathML} has that value."""
    said = "".join(
        f'<eventAssignment variable="{symbol}"><math xmlns="{MATH}">{value}</math></eventAssignment>'
        for symbol, value in assignments.items()
    )
    return (
        f'<event id="{name}" useValuesFromTriggerTime="false"><trigger initialValue="false" persistent="true">'
        f'<math xmlns="{MATH}">{trigger}</math></trigger>'
        f"<listOfEventAssignments>{said}</listOfEventAssignments></event>"
    )


class Jumps:
    """The events of an opening, and {symbol: start} of the parameters that they need beside those of the model."""

    def __init__(self, first):
        self.first, self.events, self.parameters = first, [], {}
        for train in first.trains:
            for number, offset in enumerate(train.offsets):
                self.one_a_period(f"{train.name}_{number}_", train, offset)
        if first.model.reset:
            self.at_a_spike()
        for number, (kept, back) in enumerate(first.returns):
            self.there_and_back(number, kept, back)

    def at_once(self, changes):
        """{state: MathML} of changes that follow one another, as SBML wants them: all from the values before."""
        done = {}
        for symbol, tree in changes:
            done[symbol] = without_functions(self.first.model, replaced(tree, done))
        return {symbol: math(tree) for symbol, tree in done.items()}

    def one_a_period(self, past, train, offset):
        """The event of a train at an offset; the parameter `past` counts how often it has been."""
        self.parameters[past] = 0.0
        start, every, count = (math(without_functions(self.first.model, tree)) for tree in train.when)
        due = apply("plus", start, apply("times", f"<ci>{past}</ci>", every), number(offset))
        one_more = apply("plus", f"<ci>{past}</ci>", number(1))
        trigger = apply("and", apply("geq", CLOCK, due), apply("leq", one_more, count))
        self.events.append(event(f"{past}event", trigger, self.at_once(train.changes) | {past: one_more}))

    def at_a_spike(self):
        """The spike: the membrane is at its threshold, and after the reset stays for the hold."""
        model = self.first.model
        self.parameters[HELD] = 0.0
        trigger = apply("geq", f"<ci>{model.membrane}</ci>", f"<ci>{model.threshold}</ci>")
        held = {HELD: apply("plus", CLOCK, f"<ci>{model.reset[1]}</ci>")}
        self.events.append(event("spike_", trigger, self.at_once(self.first.spike) | held))

    def there_and_back(self, number_, kept, back):
        """Two events: one keeps all states, one gives them these values again."""
        own = {symbol: f"{symbol}_{number_}_" for symbol in self.first.start}
        self.parameters |= dict.fromkeys(own.values(), 0.0)
        self.events.append(
            event(f"keep_{number_}_", apply("geq", CLOCK, number(kept)), {own[s]: f"<ci>{s}</ci>" for s in own})
        )
        self.events.append(
            event(f"return_{number_}_", apply("geq", CLOCK, number(back)), {s: f"<ci>{own[s]}</ci>" for s in own})
        )


def rate(model, line) -> str:
    """The right side of a differential equation as MathML; a membrane that is held has 0."""
    said = math(without_functions(model, line.expression))
    if model.reset and line.name == model.membrane:
        return either(number(0), apply("lt", CLOCK, f"<ci>{HELD}</ci>"), said)
    return said


def sbml_text(lab) -> str:
    """The model of `lab` as an SBML document, as the lab opens; its time is in the model's unit, said in the notes."""
    first = opening(lab)
    model, jumps = first.model, Jumps(first)
    names = {
        quantity.symbol: f"{quantity.meaning} ({quantity.unit})" if quantity.unit else quantity.meaning
        for quantity in model.quantities
    }

    def parameter(symbol, value=None, constant=False):
        known = f' value="{value!r}"' if value is not None else ""
        name = quoteattr(names.get(symbol, symbol))
        return f'<parameter id="{symbol}" name={name}{known} constant="{str(constant).lower()}"/>'

    parameters = [parameter(symbol, value, True) for symbol, value in first.constants.items()]
    parameters += [parameter(symbol, value) for symbol, value in (first.start | jumps.parameters).items()]
    parameters += [parameter(symbol) for symbol in (*first.schedules, *(line.name for line in first.helpers))]
    rules = [rule("assignment", symbol, math(in_time(law))) for symbol, law in first.schedules.items()]
    rules += [rule("assignment", line.name, math(without_functions(model, line.expression))) for line in first.helpers]
    rules += [rule("rate", line.name, rate(model, line)) for line in model.derivatives]
    note = f"{model.title}. Time in {model.time}. Source: {first.source}. Written by The Amplified Signal."
    events = f"<listOfEvents>\n{chr(10).join(jumps.events)}\n</listOfEvents>\n" if jumps.events else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">\n'
        f'<model id="{first.name}" name={quoteattr(model.title)}>\n'
        f'<notes><p xmlns="http://www.w3.org/1999/xhtml">{escape(note)}</p></notes>\n'
        f"<listOfParameters>\n{chr(10).join(parameters)}\n</listOfParameters>\n"
        f"<listOfRules>\n{chr(10).join(rules)}\n</listOfRules>\n{events}</model>\n</sbml>\n"
    )
