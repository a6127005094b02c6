"""The checks of a model as it is read: each names the model, the line, the symbol and the remedy."""

import ast

from ..errors import ModelError, nearest
from .check_phases import check_phases
from .check_rows import JAVASCRIPT_WORDS, RUN_WORDS, check_rows
from .expressions import needed
from .language import CHAIN_FUNCTIONS, FUNCTIONS, calls_in, in_order, linear_in, names_in, read_expression
from .python import SHARED, shared_words

METHODS = ("adaptive", "rk4", "exponential", "chain", "map", "closed", "population")
# Functions that stand beside a model's own in its text, or in its file that runs alone; see python.py.
ENGINE_WORDS = set(
    "starts rhs settle observe advance row happen spiked step prepare slopes jacobian factor solve".split()
)
ENGINE_WORDS |= {word for name in SHARED for word in shared_words(name)}


def check(model):
    """All checks of a model, in order. `ModelError` says what is wrong and what to do."""
    title = model.title
    if model.method not in METHODS:
        raise ModelError(
            f"{title}: method '{model.method}' is not one of {', '.join(METHODS)}{nearest(model.method, METHODS)}"
        )
    check_rows(model)
    check_lines(model)
    check_membrane(model)
    check_use(model)
    check_settings(model)


def check_lines(model):
    """`ModelError` for lines that repeat or miss a name, and for states that no line moves."""
    title, states = model.title, {quantity.symbol for quantity in model.states}
    given = {}
    for line in model.lines:
        if line.kind in ("where", "on"):
            continue
        key = ("d" if line.kind in ("derivative", "next") else "", line.name)
        if key in given:
            raise ModelError(f"{title}: '{line.text}' gives '{line.name}' a second time; keep one of the two lines")
        given[key] = line
        if line.kind in ("derivative", "next") and line.name not in states:
            raise ModelError(
                f"{title}: '{line.text}' has no row for the state '{line.name}'{nearest(line.name, states)}; add it to"
                " states"
            )
        if line.kind in ("helper", "function") and line.name in {quantity.symbol for quantity in model.quantities}:
            raise ModelError(
                f"{title}: '{line.text}' defines '{line.name}', which has a row too; drop the row or rename the helper"
            )
        if line.name.endswith("_") or line.name in FUNCTIONS or line.name in JAVASCRIPT_WORDS or line.name in RUN_WORDS:
            raise ModelError(f"{title}: '{line.text}': '{line.name}' is a word of the language; rename it")
    moved = {line.name for line in model.lines if line.kind in ("derivative", "next", "on")}
    for name in sorted(states - moved):
        raise ModelError(
            f"{title}: the state '{name}' has no line 'd{name}/dt = …', 'next {name} = …' or 'on …: {name} += …'; add"
            " one or make it a parameter"
        )
    for line in model.events:
        if line.name not in states:
            raise ModelError(
                f"{title}: '{line.text}' changes '{line.name}', which is no state{nearest(line.name, states)}; an"
                " event acts on states"
            )
        if line.event != "spike" and line.event not in model.trains:
            raise ModelError(
                f"{title}: '{line.text}' waits for '{line.event}', which is no"
                f" train{nearest(line.event, ['spike', *model.trains])}; add it to trains"
            )
    for line in model.functions:
        if line.name in ENGINE_WORDS:
            raise ModelError(f"{title}: '{line.text}': '{line.name}' is a function of the engine; rename it")
    in_order(title, model.helpers)


def check_membrane(model):
    """The membrane is a state, and its threshold and reset are inputs or parameters."""
    if not model.membrane:
        return
    title, settable = model.title, {quantity.symbol for quantity in model.settable}
    states = [quantity.symbol for quantity in model.states]
    if model.membrane not in states:
        raise ModelError(f"{title}: the membrane '{model.membrane}' is no state{nearest(model.membrane, states)}")
    for what, word in (("threshold", model.threshold), *(("reset", word) for word in model.reset or ())):
        if word not in settable:
            raise ModelError(
                f"{title}: the {what} '{word}' has no row{nearest(word, settable)}; a spiking cell needs its threshold,"
                " reset value and hold as parameters"
            )


def check_use(model):
    """Every name and function that a line, a start or a text reads is declared, and every row is read."""
    known = {quantity.symbol for quantity in model.quantities} | {line.name for line in model.helpers}
    functions = dict(FUNCTIONS) | {line.name: len(line.arguments) for line in model.functions}
    if model.method == "chain":
        known, functions = known | {"axial"}, functions | CHAIN_FUNCTIONS
    used = {model.threshold, *(model.reset or ()), "compartments", "coupling", "length", "dx"}
    for line in model.lines:
        used |= names_read(model, line, known) | functions_called(model, line, functions)
    used |= names_at_start(model, known) | names_in_texts(model)
    for quantity in [*model.inputs, *model.parameters, *model.draws]:
        if quantity.symbol not in used:
            raise ModelError(
                f"{model.title}: '{quantity.symbol}' is declared but no line reads it; drop its row or use it"
            )


def names_read(model, line, known):
    """The quantities and helpers that a line reads; a function reads its arguments alone."""
    names = set(names_in(line.expression))
    if line.kind == "function":
        if strange := sorted(names - set(line.arguments)):
            raise ModelError(
                f"{model.title}: '{line.text}' reads '{strange[0]}', which is not among its arguments; pass it as one"
            )
        return set()
    if strange := sorted(names - known):
        raise ModelError(
            f"{model.title}: '{strange[0]}' in '{line.text}' is not declared{nearest(strange[0], known)}; add a row or"
            " a helper for it"
        )
    return names


def functions_called(model, line, functions):
    """The functions that a line calls, each with as many arguments as it takes."""
    for name, count in calls_in(line.expression):
        if name not in functions:
            raise ModelError(
                f"{model.title}: '{line.text}' calls '{name}', which is no function{nearest(name, functions)}; there"
                f" are {', '.join(functions)}"
            )
        if count != functions[name]:
            raise ModelError(
                f"{model.title}: '{line.text}' gives {name}() {count} arguments; it takes {functions[name]}"
            )
    return {name for name, _ in calls_in(line.expression)}


def names_at_start(model, known):
    """What the starts of states read."""
    used = set()
    for state in model.states:
        if state.start_text in ("steady", "rest"):
            continue
        for name in names_in(state.start):
            if name not in known:
                raise ModelError(
                    f"{model.title}: the start of '{state.symbol}' reads '{name}', which is not"
                    f" declared{nearest(name, known)}"
                )
            used.add(name)
    return used


def names_in_texts(model):
    """What the expressions outside the equations read."""
    used, settable = set(), {quantity.symbol for quantity in model.settable} | {line.name for line in model.helpers}
    for text in texts_of(model):
        for name in names_in(read_expression(model.title, str(text))):
            if name not in settable:
                raise ModelError(
                    f"{model.title}: '{name}' in '{text}' is not declared{nearest(name, settable)}; a train, length or"
                    " phase reads inputs, parameters and helpers of them"
                )
            used.add(name)
    return used


def texts_of(model):
    """Expressions outside the equations: of trains, of the duration, of noise, of protocols."""
    texts = [
        text
        for train in model.trains.values()
        for text in (train.start, train.every, train.count, train.width, train.value)
    ]
    texts += [model.duration, *(text for law in model.noise.values() for text in law)]
    for phases in model.protocols.values():
        texts += [text for phase in phases for text in (phase.length, phase.when, *phase.values.values())]
    return [text for text in texts if text is not None]


def check_settings(model):
    """`ModelError` for presets, trains, steps and methods that do not go with the equations."""
    check_sets(model)
    check_trains(model)
    check_phases(model)
    if model.derivatives:
        for what, value in (("dt", model.dt), ("duration", model.duration)):
            if value is None:
                raise ModelError(
                    f"{model.title}: a model with differential equations needs '{what}'; give it in {model.time}"
                )
    if "rest" in [state.start_text for state in model.states]:
        check_rest(model)
    if model.method == "chain":
        check_chain(model)
    if model.method in ("exponential", "chain"):
        check_linear(model)


def check_sets(model):
    """Presets and choices set inputs and parameters."""
    settable = {quantity.symbol for quantity in model.settable}
    options = [
        (f"{word} {option}", values) for word, those in model.choices.items() for option, values in those.items()
    ]
    for name, values in [*model.presets.items(), *options]:
        for symbol in values:
            if symbol not in settable:
                raise ModelError(
                    f"{model.title}: '{name}' sets '{symbol}', which is no input or"
                    f" parameter{nearest(symbol, settable)}; mend the name"
                )


def check_trains(model):
    """Pulses are an input; the events of a train do something."""
    inputs = [quantity.symbol for quantity in model.inputs]
    for name, train in model.trains.items():
        if train.width is not None and name not in inputs:
            raise ModelError(
                f"{model.title}: the pulses '{name}' have no input of that name{nearest(name, inputs)}; add its row"
            )
        if train.width is None and name not in model.trains_named:
            raise ModelError(
                f"{model.title}: no line 'on {name}: …' says what the train '{name}' does; add one or drop the train"
            )


def check_chain(model):
    """A chain has its compartments, their coupling and its length, and a step of order 1 or 2."""
    if model.order not in (1, 2):
        raise ModelError(f"{model.title}: a chain's step is of order 1 or 2, not {model.order!r}; leave it at 2")
    helpers = {line.name for line in model.helpers}
    for word in ("compartments", "coupling"):
        if word not in helpers:
            raise ModelError(f"{model.title}: a chain needs a helper '{word} = …'; add the line")
    if "length" not in {quantity.symbol for quantity in model.settable} | helpers:
        raise ModelError(
            f"{model.title}: a chain needs its 'length', as a parameter or as a helper; add the row or the line"
        )
    local = {state.symbol for state in model.states} | set(CHAIN_FUNCTIONS)
    for word in ("compartments", "coupling", "length"):
        for line in needed(model, [ast.Name(word)]):
            read = [*names_in(line.expression), *(name for name, _ in calls_in(line.expression))]
            if which := local & set(read):
                raise ModelError(
                    f"{model.title}: '{word}' is one number for the whole chain, and '{line.text}' differs from place "
                    f"to place, by '{min(which)}'; let what differs stand in the line of the membrane"
                )


def check_linear(model):
    """What takes exponential steps is linear in its own state."""
    for line in model.derivatives:
        tree = line.expression
        if model.method == "chain" and line.name == model.membrane:
            parts = linear_in("axial", tree)
            tree = parts and parts[0]
        if tree is None or linear_in(line.name, tree) is None:
            raise ModelError(
                f"{model.title}: '{line.text}' is not linear in '{line.name}', so the exponential step cannot take it;"
                " put the curved part behind a helper"
            )


def check_rest(model):
    """`ModelError` where a model starts at rest and does not say along which state, and where, rest is looked for."""
    membrane = next((state for state in model.states if state.symbol == model.membrane), None)
    if membrane is None:
        raise ModelError(
            f"{model.title}: a start at 'rest' is looked for along the membrane; name it in 'membrane', or give the"
            " start as numbers"
        )
    if membrane.range is None and membrane.unit != "mV":
        raise ModelError(
            f"{model.title}: '{membrane.symbol}' starts at 'rest' and is in {membrane.unit or 'plain numbers'}, not"
            " mV; give it a range, in which its rest is looked for"
        )
    if membrane.range and not membrane.range[0] < membrane.range[1]:
        raise ModelError(f"{model.title}: the range of '{membrane.symbol}', {membrane.range}, is empty; mend it")
