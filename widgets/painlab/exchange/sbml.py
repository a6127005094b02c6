"""A model as SBML (Level 3, Version 1): states have rate rules, helpers and schedules assignment rules, jumps events.

The model's functions are functions there. What the file adds to the model's own symbols ends in an underscore.
"""

import ast
from xml.sax.saxutils import escape, quoteattr

from ..model.language import replaced
from .opening import TIME, in_time, opening

MATH = "http://www.w3.org/1998/Math/MathML"
CLOCK = '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'
OPERATORS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "divide", ast.Pow: "power"}
COMPARED = {ast.Gt: "gt", ast.GtE: "geq", ast.Lt: "lt", ast.LtE: "leq", ast.Eq: "eq", ast.NotEq: "neq"}
HELD = "held_until_"  # the parameter with the end of a reset's hold
CALLED = {"exp": "exp", "log": "ln", "sqrt": "root", "tanh": "tanh", "cosh": "cosh", "abs": "abs"}


def number(value) -> str:
    """A number in MathML; its exponent, if it has one, apart."""
    digits, _, exponent = repr(float(value)).partition("e")
    return f'<cn type="e-notation">{digits}<sep/>{int(exponent)}</cn>' if exponent else f"<cn>{digits}</cn>"


def symbol_of(name) -> str:
    """A symbol, or a function of the model, in MathML."""
    return f"<ci>{name}</ci>"


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
            return CLOCK if node.id == TIME else symbol_of(node.id)
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
        case ast.Call(func=ast.Name(id=name)):
            called = f"<{CALLED[name]}/>" if name in CALLED else symbol_of(name)
            return f"<apply>{called}{''.join(map(math, node.args))}</apply>"
    raise TypeError(f"no MathML for {ast.dump(node)}")


def test(node) -> str:
    """A condition as MathML: a comparison, or a number that is not 0."""
    if isinstance(node, ast.Compare):
        return apply(COMPARED[type(node.ops[0])], math(node.left), math(node.comparators[0]))
    return apply("neq", math(node), number(0))


def function(line) -> str:
    """A function of the model; what it reads are its arguments alone."""
    arguments = "".join(f"<bvar>{symbol_of(name)}</bvar>" for name in line.arguments)
    said = f'<math xmlns="{MATH}"><lambda>{arguments}{math(line.expression)}</lambda></math>'
    return f'<functionDefinition id="{line.name}">{said}</functionDefinition>'


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
            for place, offset in enumerate(train.offsets):
                self.one_a_period(f"{train.name}_{place}_", train, offset)
        if first.model.reset:
            self.at_a_spike()
        for pair, times in enumerate(first.returns):
            self.there_and_back(pair, *times)

    def at_once(self, changes):
        """{state: MathML} of changes that follow one another, as SBML wants them: all from the values before."""
        done = {}
        for symbol, tree in changes:
            done[symbol] = replaced(tree, done)
        return {symbol: math(tree) for symbol, tree in done.items()}

    def one_a_period(self, past, train, offset):
        """The event of a train at an offset; the parameter `past` counts how often it has been."""
        self.parameters[past] = 0.0
        start, every, count = (math(tree) for tree in train.when)
        due = apply("plus", start, apply("times", symbol_of(past), every), number(offset))
        one_more = apply("plus", symbol_of(past), number(1))
        trigger = apply("and", apply("geq", CLOCK, due), apply("leq", one_more, count))
        self.events.append(event(f"event_{past}", trigger, self.at_once(train.changes) | {past: one_more}))

    def at_a_spike(self):
        """The spike: the membrane is at its threshold, and after the reset stays for the hold."""
        model = self.first.model
        self.parameters[HELD] = 0.0
        trigger = apply("geq", symbol_of(model.membrane), symbol_of(model.threshold))
        held = {HELD: apply("plus", CLOCK, symbol_of(model.reset[1]))}
        self.events.append(event("spike_", trigger, self.at_once(self.first.spike) | held))

    def there_and_back(self, pair, kept, back):
        """Two events: one keeps all states, one gives them these values again."""
        names = {symbol: f"{symbol}_{pair}_" for symbol in self.first.start}
        self.parameters |= dict.fromkeys(names.values(), 0.0)
        keep = {name: symbol_of(symbol) for symbol, name in names.items()}
        give = {symbol: symbol_of(name) for symbol, name in names.items()}
        self.events += [
            event(f"{word}_{pair}_", apply("geq", CLOCK, number(time)), assignments)
            for word, time, assignments in (("keep", kept, keep), ("return", back, give))
        ]


def rate(model, line) -> str:
    """The right side of a differential equation as MathML; a membrane that is held has 0."""
    said = math(line.expression)
    if model.reset and line.name == model.membrane:
        return either(number(0), apply("lt", CLOCK, symbol_of(HELD)), said)
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
    rules += [rule("assignment", line.name, math(line.expression)) for line in first.helpers]
    rules += [rule("rate", line.name, rate(model, line)) for line in model.derivatives]
    note = f"{model.title}. Time in {model.time}. Source: {first.source}. Written by The Amplified Signal."

    def listed(what, items):
        return f"<listOf{what}>\n{chr(10).join(items)}\n</listOf{what}>\n" if items else ""

    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">\n'
        f'<model id="{first.name}" name={quoteattr(model.title)}>\n'
        f'<notes><p xmlns="http://www.w3.org/1999/xhtml">{escape(note)}</p></notes>\n'
        f"{listed('FunctionDefinitions', [*map(function, model.functions)])}{listed('Parameters', parameters)}"
        f"{listed('Rules', rules)}{listed('Events', jumps.events)}</model>\n</sbml>\n"
    )
