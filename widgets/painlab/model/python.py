"""Model → Python: one text of plain scalar functions, which Numba can compile and the JavaScript writer can translate.

Names that end in an underscore are the kernel's own; a model's symbols never do. Layout of the arguments:
`y_` states (for a reset model one more: steps of hold left; for a chain state after state, each along the fiber),
`p_` inputs and parameters in their order, `d_` derivatives, `o_` helpers in their order, `out_` kept rows of states,
`spikes_` spike times in steps, `acc_` maximum, minimum and sum of what is watched.
"""

import ast
import functools
import re
from pathlib import Path

from .chain import chain_advance, chain_starts
from .expressions import SMALL_POWERS, function, load_states, needed, read, source, unpack
from .fixed_steps import exponential_advance, rk4_advance
from .language import in_order, linear_in
from .rodas import step_text

SHARED = {path.stem: path for path in (Path(__file__).resolve().parent.parent / "shared").glob("[a-z]*.py")}


def python_text(model):
    """The model as one Python text: helper functions, then what a run calls. See the head of this file."""
    words = list(SMALL_POWERS.values()) if "**" in model.equations else []
    words += [name for name in ("normal_pdf", "normal_cdf") if name in model.equations]
    words += ["normal_quantile"] if model.draws or model.noise else []
    parts = [shared_function("functions", word) for word in words]
    for line in model.functions:
        parts.append(f"def {line.name}({', '.join(line.arguments)}):\n    return {source(line.expression)}\n")
    if model.method == "chain":
        parts += [chain_starts(model), chain_advance(model)]
    elif model.derivatives:
        parts += [starts(model), rhs(model), settle(model), shared_text("rest")]
        if model.method == "exponential":
            parts.append(exponential_advance(model))
        elif model.method == "rk4" or model.noise:  # an adaptive run takes the fixed step where there is noise
            parts.append(rk4_advance(model))
    else:
        parts += [starts(model), row(model)]
    if model.derivatives and model.method != "chain":
        parts.append(observe(model))
    parts += [event(model, name) for name in model.trains_named]
    if model.method == "adaptive":
        parts += [*model.adaptive[0], happen(model), event(model, "spike"), step_text()]
        parts += [shared_text(name) for name in ("clock", "adaptive", "segments")]
    return "\n\n".join(parts)


@functools.cache
def shared_text(name):
    """The functions and constants of a module of `shared/`, as they are written there."""
    return behind_imports(SHARED[name].read_text(encoding="utf8"))


def behind_imports(text):
    """A module's text from its first constant or function on."""
    first = next(node for node in ast.parse(text).body if isinstance(node, ast.Assign | ast.FunctionDef))
    return "\n".join(text.splitlines()[first.lineno - 1 :]) + "\n"


@functools.cache
def shared_function(name, word):
    """One function of a module of `shared/`, as it is written there."""
    text = shared_text(name)
    node = next(node for node in ast.parse(text).body if node.name == word)
    return ast.get_source_segment(text, node) + "\n"


# --- small functions ------------------------------------------------------------------------------------------------


def starts(model):
    """`starts(p_, y_)`: the state at the start, but for what is 'steady' or 'rest'."""
    trees = [state.start for state in model.states]
    body = unpack(model, read(model, trees))
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    body += [f"y_[{i}] = {source(state.start)}" for i, state in enumerate(model.states)]
    if model.reset and model.method != "adaptive":
        body.append(f"y_[{len(model.states)}] = 0.0")
    return function("starts(p_, y_)", body)


def rhs(model):
    """`rhs(y_, p_, d_)`: the derivatives of all states; for a state without a line, 0."""
    trees = [line.expression for line in model.derivatives]
    body = unpack(model, read(model, trees)) + load_states(model)
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    lines = {line.name: line for line in model.derivatives}
    for i, state in enumerate(model.states):
        body.append(f"d_[{i}] = {source(lines[state.symbol].expression) if state.symbol in lines else '0.0'}")
    return function("rhs(y_, p_, d_)", body)


def settle(model):
    """`settle(y_, p_)`: every state but the membrane's that is linear in itself goes to where it would stay."""
    body, done = [], []
    for i, state in enumerate(model.states):
        line = next((each for each in model.derivatives if each.name == state.symbol), None)
        parts = line and state.symbol != model.membrane and linear_in(state.symbol, line.expression)
        if not parts or parts[1] is None or (state.start_text not in ("steady", "rest")):
            continue
        trees = [tree for tree in parts if tree is not None]
        for helper in needed(model, trees):
            body.append(f"{helper.name} = {source(helper.expression)}")
        constant = source(parts[0]) if parts[0] is not None else "0.0"
        body += [f"{state.symbol} = -({constant}) / ({source(parts[1])})", f"y_[{i}] = {state.symbol}"]
        done += trees
    return function("settle(y_, p_)", unpack(model, read(model, done)) + load_states(model) + body if done else [])


def observe(model):
    """`observe(y_, p_, o_)`: every helper without arguments at one state."""
    trees = [line.expression for line in model.helpers]
    body = unpack(model, read(model, trees)) + load_states(model)
    ordered = in_order(model.title, model.helpers)
    body += [f"{line.name} = {source(line.expression)}" for line in ordered]
    body += [f"o_[{i}] = {line.name}" for i, line in enumerate(model.helpers)]
    return function("observe(y_, p_, o_)", body)


def row(model):
    """`row(y_, p_, z_, o_)`: one trial of a map, one person, or one closed form. Returns 1.0 for who enters."""
    trees = [line.expression for line in [*model.helpers, *model.maps, *model.where]]
    body = unpack(model, read(model, trees)) + load_states(model)
    body += [f"{quantity.symbol} = z_[{i}]" for i, quantity in enumerate(model.draws)]
    body += [f"{line.name} = {source(line.expression)}" for line in in_order(model.title, model.helpers)]
    body += [f"o_[{i}] = {line.name}" for i, line in enumerate(model.helpers)]
    states = [quantity.symbol for quantity in model.states]
    body += [f"{line.name}_next_ = {source(line.expression)}" for line in model.maps]
    body += [f"y_[{states.index(line.name)}] = {line.name}_next_" for line in model.maps]
    enters = " * ".join(f"({source(line.expression)})" for line in model.where) or "1.0"
    return function("row(y_, p_, z_, o_)", [*body, f"return {enters}"])


def happen(model):
    """`happen(which_, y_, p_)`: the event of a train, by its number."""
    body = []
    for number, name in enumerate(model.trains_named):
        body += [f"if which_ == {number}:", f"    on_{name}(y_, p_)"]
    return function("happen(which_, y_, p_)", body)


def event(model, name):
    """`on_<name>(y_, p_)`: what one event of a train does; `spiked(y_, p_)`: what a spike does, a reset included."""
    lines = [line for line in model.events if line.event == name]
    trees = [line.expression for line in lines]
    symbols = [state.symbol for state in model.states]
    body = unpack(model, read(model, trees)) + load_states(model)
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    body += [f"{line.name} {line.operator} {source(line.expression)}" for line in lines]
    body += [f"y_[{symbols.index(line.name)}] = {line.name}" for line in lines]
    if name == "spike" and model.reset:
        body += unpack(model, {model.reset[0]}) + [f"y_[{symbols.index(model.membrane)}] = {model.reset[0]}"]
    return function("spiked(y_, p_)" if name == "spike" else f"on_{name}(y_, p_)", body)


def shared_words(name):
    """The names of the functions of a module of `shared/`."""
    return re.findall(r"^def (\w+)", SHARED[name].read_text(encoding="utf8"), re.M)
