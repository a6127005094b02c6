"""`starts` and `advance` of a chain of compartments: gates exactly, then the membrane along the fiber."""

import ast

from .expressions import Names, changing, exact_step, function, indent, needed, negative, read, source, unpack
from .language import linear_in


def chain_starts(model):
    """`starts(p_, y_, N_)`: every compartment alike, gates where they would stay at the starting membrane potential."""
    states = [quantity.symbol for quantity in model.states]
    lines = {line.name: line for line in model.derivatives}
    body, trees = [], []
    for quantity in model.states:
        if quantity.start_text == "steady":
            constant, slope = linear_in(quantity.symbol, lines[quantity.symbol].expression)
            tree = ast.BinOp(negative(constant), ast.Div(), slope)
        else:
            tree = quantity.start
        trees.append(tree)
        body += [f"{h.name} = {source(h.expression)}" for h in needed(model, [tree])]
        body.append(f"{quantity.symbol} = {source(tree)}")
        body += [f"y_[{states.index(quantity.symbol)} * N_ + c_] = {quantity.symbol}"]
    body = ["for c_ in range(N_):", *indent(["position_ = (c_ + 0.5) * length / N_", *body])]
    length = [f"{h.name} = {source(h.expression)}" for h in needed(model, [ast.Name("length")])]
    return function("starts(p_, y_, N_)", unpack(model, read(model, [*trees, ast.Name("length")])) + length + body)


def chain_advance(model):
    """`advance(...)`: gates by their exact step, then the membrane along the fiber (Thomas), sealed ends.

    The membrane takes backward Euler, at `order` 2 over half of the step and then as far again: Crank-Nicolson with
    gates half a step ahead, as NEURON has it with its `secondorder`.
    """
    states = [quantity.symbol for quantity in model.states]
    lines = {line.name: line for line in model.derivatives}
    v, gates = model.membrane, [s for s in states if s != model.membrane]
    names = Names(model)
    trees = [lines[s].expression for s in states] + [ast.Name("coupling"), ast.Name("length")]
    here = [f"{s} = y_[{i} * N_ + c_]" for i, s in enumerate(states)]
    helpers = changing(names, needed(model, [lines[s].expression for s in gates]))
    here += [f"{h.name} = {names.code(h.expression)}" for h in helpers]
    for s in gates:
        here += exact_step(names, s, lines[s].expression)
    here += [f"{s} = {s}_n_" for s in gates]
    here += [f"y_[{states.index(s)} * N_ + c_] = {s}" for s in gates]
    written = {h.name for h in helpers}
    for h in changing(names, needed(model, [lines[v].expression])):
        if h.name not in written or read(model, [h.expression]) & set(gates):
            here.append(f"{h.name} = {names.code(h.expression)}")
    rest, axial = linear_in("axial", lines[v].expression)
    constant, slope = linear_in(v, rest)
    part = "0.5 * dt_" if model.order == 2 else "dt_"
    here += [
        f"a_ = {names.code(constant) if constant is not None else '0.0'}",
        f"b_ = {names.code(slope) if slope is not None else '0.0'}",
        f"g_ = {part} * coupling * ({names.code(axial)})",
        f"diagonal_ = 1.0 - {part} * b_",
        f"right_ = {v} + {part} * a_",
        "if c_ > 0:",
        "    diagonal_ += g_ + g_ * work_[c_ - 1]",
        "    right_ += g_ * work_[N_ + c_ - 1]",
        "if c_ < N_ - 1:",
        "    diagonal_ += g_",
        "    work_[c_] = -g_ / diagonal_",
        "work_[N_ + c_] = right_ / diagonal_",
    ]
    at = states.index(v)
    back = [
        "c_ = N_ - 1 - j_",
        "new_ = work_[N_ + c_]",
        "if j_ > 0:",
        "    new_ -= work_[c_] * next_",
        "next_ = new_",
        f"old_ = y_[{at} * N_ + c_]",
        *(["new_ += new_ - old_"] if model.order == 2 else []),
        f"if old_ < {model.threshold} and new_ >= {model.threshold}:",
        "    spikes_[2 * count_] = c_",
        f"    spikes_[2 * count_ + 1] = i0_ + i_ + ({model.threshold} - old_) / (new_ - old_)",
        "    count_ += 1",
        f"y_[{at} * N_ + c_] = new_",
    ]
    keep = ["if (i0_ + i_ + 1) % every_ == 0:", "    for j_ in range(S_):"]
    keep += [f"        out_[k_ * S_ + j_] = y_[{at} * N_ + sites_[j_]]", "    k_ += 1"]
    step = ["for c_ in range(N_):", *indent(["position_ = (c_ + 0.5) * length / N_", *here])]
    step += ["next_ = 0.0", "for j_ in range(N_):", *indent(back), *keep]
    used = read(model, trees) | {model.threshold}
    body = unpack(model, used) + names.before_loop(trees) + ["count_ = 0", "for i_ in range(n_):", *indent(step)]
    head = "advance(y_, p_, n_, dt_, i0_, every_, out_, k_, spikes_, work_, sites_, N_, S_)"
    return function(head, [*body, "return count_"])
