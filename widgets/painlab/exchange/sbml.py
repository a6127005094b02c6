"""A model as SBML (Level 3, Version 1): states have rate rules, helpers and schedules have assignment rules."""

import ast
from xml.sax.saxutils import escape, quoteattr

from .opening import TIME, in_time, opening, without_functions

MATH = "http://www.w3.org/1998/Math/MathML"
CLOCK = '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'
OPERATORS = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "divide", ast.Pow: "power"}
COMPARED = {ast.Gt: "gt", ast.GtE: "geq", ast.Lt: "lt", ast.LtE: "leq", ast.Eq: "eq", ast.NotEq: "neq"}
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
            return apply(COMPARED[type(node.ops[0])], math(node.left), math(node.comparators[0]))
        case ast.IfExp():
            return either(math(node.body), math(node.test), math(node.orelse))
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            first, second = map(math, node.args)
            return either(first, apply("lt" if name == "min" else "gt", first, second), second)
        case ast.Call():
            return apply(CALLED.get(node.func.id, node.func.id), *map(math, node.args))
    raise TypeError(f"no MathML for {ast.dump(node)}")


def sbml_text(lab) -> str:
    """The model of `lab` as an SBML document, as the lab opens; its time is in the model's unit, said in the notes."""
    first = opening(lab)
    model = first.model
    names = {
        quantity.symbol: f"{quantity.meaning} ({quantity.unit})" if quantity.unit else quantity.meaning
        for quantity in model.quantities
    }

    def parameter(symbol, value=None, constant=False):
        known = f' value="{value!r}"' if value is not None else ""
        name = quoteattr(names.get(symbol, symbol))
        return f'<parameter id="{symbol}" name={name}{known} constant="{str(constant).lower()}"/>'

    def rule(kind, symbol, said):
        return f'<{kind}Rule variable="{symbol}"><math xmlns="{MATH}">{said}</math></{kind}Rule>'

    parameters = [parameter(symbol, value, True) for symbol, value in first.constants.items()]
    parameters += [parameter(symbol, value) for symbol, value in first.start.items()]
    parameters += [parameter(symbol) for symbol in (*first.schedules, *(line.name for line in first.helpers))]
    rules = [rule("assignment", symbol, math(in_time(law))) for symbol, law in first.schedules.items()]
    rules += [rule("assignment", line.name, math(without_functions(model, line.expression))) for line in first.helpers]
    rules += [rule("rate", line.name, math(without_functions(model, line.expression))) for line in model.derivatives]
    note = f"{model.title}. Time in {model.time}. Source: {model.source}. Written by The Amplified Signal."
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">\n'
        f'<model id="{first.name}" name={quoteattr(model.title)}>\n'
        f'<notes><p xmlns="http://www.w3.org/1999/xhtml">{escape(note)}</p></notes>\n'
        f"<listOfParameters>\n{chr(10).join(parameters)}\n</listOfParameters>\n"
        f"<listOfRules>\n{chr(10).join(rules)}\n</listOfRules>\n</model>\n</sbml>\n"
    )
