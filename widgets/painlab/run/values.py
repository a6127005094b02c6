"""All numbers of a run: what was given, what a preset sets."""

from ..errors import ModelError, nearest, refuse
from ..model.expressions import source
from ..model.language import names_in, read_expression, replaced
from .kernel import PLAIN
from .schedule import Schedule, is_finite


def evaluate(model, text, values):
    """A number, or an expression of the model's quantities at `values`."""
    if isinstance(text, int | float):
        return float(text)
    tree = inlined(model, read_expression(model.title, text))
    scope = {name: values[name] for name in names_in(tree)}
    return float(eval(source(tree), dict(PLAIN) | {"min": min, "max": max, "abs": abs}, scope))


def inlined(model, tree):
    """`tree` with the model's helpers replaced by what they stand for, until only inputs and parameters are left."""
    by_name = {line.name: line.expression for line in model.helpers}
    while set(names_in(tree)) & set(by_name):
        tree = replaced(tree, by_name)
    return tree


def settle_values(model, preset, given):
    """(numbers, schedules, choices) of a run: defaults, the preset, then what is given, each name checked."""
    values = {quantity.symbol: float(quantity.value) for quantity in model.settable}
    chosen = {word: next(iter(options)) for word, options in model.choices.items()}
    if preset is None and model.presets:
        preset = next(iter(model.presets))
    if preset is not None:
        if preset not in list(model.presets):
            refuse(model.title, f"no preset '{preset}'", preset, model.presets)
        values |= model.presets[preset]
    for word in model.choices:
        chosen[word] = given.get(word, chosen[word])
        if chosen[word] not in list(model.choices[word]):
            options = model.choices[word]
            raise ModelError(
                f"{model.title}: {word}='{chosen[word]}' is no choice{nearest(chosen[word], options)}; choose"
                f" {', '.join(options)}"
            )
        values |= model.choices[word][chosen[word]]
    schedules = {}
    for symbol, value in given.items():
        if symbol in model.choices:
            continue
        if symbol not in values:
            known = [*values, *model.choices]
            raise ModelError(
                f"{model.title}: there is no '{symbol}' to set{nearest(symbol, known)}; there are {', '.join(known)}"
            )
        if isinstance(value, Schedule):
            schedules[symbol] = value
            values[symbol] = value.base
        elif not is_finite(value):
            raise ModelError(
                f"{model.title}: {symbol}={value!r} is no finite number; give one in"
                f" {model.unit(symbol) or 'plain numbers'}"
            )
        else:
            values[symbol] = float(value)
    return {k: float(v) for k, v in values.items()}, schedules, chosen
