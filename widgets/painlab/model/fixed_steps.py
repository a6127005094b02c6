"""`advance` of a cell or a rate model: steps of one length, by Runge–Kutta or exactly where the equation is linear."""

from .expressions import Names, changing, exact_step, function, indent, load_states, needed, read, source, unpack

HEAD = "advance(y_, p_, n_, dt_, i0_, every_, out_, k_, spikes_, acc_)"


def rk4_advance(model):
    """`advance(...)`: `n_` steps of the classic Runge–Kutta method. Returns how many spikes were written."""
    states = [quantity.symbol for quantity in model.states]
    lines = {line.name: line for line in model.derivatives}
    trees = [lines[s].expression for s in states if s in lines]
    names = Names(model)
    stage = [f"{line.name} = {names.code(line.expression)}" for line in changing(names, needed(model, trees))]
    stage += [f"{s}_d_ = {names.code(lines[s].expression) if s in lines else '0.0'}" for s in states]
    first = [f"{s}_k_ = {s}_d_" for s in states] + [f"{s} = {s}_0_ + 0.5 * dt_ * {s}_d_" for s in states]
    second = [f"{s}_k_ += 2.0 * {s}_d_" for s in states] + [f"{s} = {s}_0_ + 0.5 * dt_ * {s}_d_" for s in states]
    third = [f"{s}_k_ += 2.0 * {s}_d_" for s in states] + [f"{s} = {s}_0_ + dt_ * {s}_d_" for s in states]
    last = [f"{s} = {s}_0_ + dt_ / 6.0 * ({s}_k_ + {s}_d_)" for s in states]
    step = [f"{s}_0_ = {s}" for s in states]
    step += ["for s_ in range(4):", *indent(stage)]
    step += indent(["if s_ == 0:", *indent(first), "elif s_ == 1:", *indent(second)])
    step += indent(["elif s_ == 2:", *indent(third), "else:", *indent(last)])
    return function(HEAD, loop(model, names, trees, step, crossing(model)))


def exponential_advance(model):
    """`advance(...)`: gates by the exact step of their linear equation, then the membrane and concentrations."""
    states = [quantity.symbol for quantity in model.states]
    lines = {line.name: line for line in model.derivatives}
    second = [s for s in states if s in lines and (s == model.membrane or model.concentration(s))]
    first = [s for s in states if s in lines and s not in second]
    names = Names(model)
    trees = [lines[s].expression for s in states if s in lines]
    step, written = [], set()
    for group in (first, second):
        group_trees = [lines[s].expression for s in group]
        helpers = changing(names, needed(model, group_trees))
        if group is second:
            stale = {h.name for h in helpers if read(model, [h.expression]) & set(first)}
            helpers = [h for h in helpers if h.name in stale or h.name not in written]
        step += [f"{h.name} = {names.code(h.expression)}" for h in helpers]
        written |= {h.name for h in helpers}
        for s in group:
            step += exact_step(names, s, lines[s].expression)
        step += [f"{s}_0_ = {s}" for s in group if s == model.membrane]
        step += [f"{s} = {s}_n_" for s in group]
    if model.reset:
        threshold, value, hold, on_spike = reset_parts(model)
        place = len(states)
        step += ["if hold_ > 0.0:", f"    {model.membrane} = {value}", "    hold_ -= 1.0"]
        spike = [f"if {model.membrane} >= {threshold}:"]
        spike += indent(["spikes_[count_] = i0_ + i_ + 1.0", "count_ += 1", f"{model.membrane} = {value}"])
        spike += indent([f"hold_ = floor({hold} / dt_ + 0.5)", *on_spike])
        body = loop(model, names, trees, step, spike, before=[f"hold_ = y_[{place}]"], after=[f"y_[{place}] = hold_"])
        return function(HEAD, body)
    return function(HEAD, loop(model, names, trees, step, crossing(model)))


def reset_parts(model):
    """Threshold, reset value, hold and what a spike does, as source; all are symbols of the model."""
    lines = [line for line in model.events if line.event == "spike"]
    return model.threshold, *model.reset, [f"{x.name} {x.operator} {source(x.expression)}" for x in lines]


def crossing(model):
    """Lines that find an upward crossing of the threshold within the step; its time is interpolated."""
    if not model.membrane:
        return []
    v, threshold = model.membrane, model.threshold
    on_spike = [f"{x.name} {x.operator} {source(x.expression)}" for x in model.events if x.event == "spike"]
    body = [f"spikes_[count_] = i0_ + i_ + ({threshold} - {v}_0_) / ({v} - {v}_0_)", "count_ += 1", *on_spike]
    return [f"if {v}_0_ < {threshold} and {v} >= {threshold}:", *indent(body)]


def loop(model, names, trees, step, spike, before=(), after=()):
    """The body of `advance`: unpack, constants, the loop over steps with spikes, sums and kept rows, pack."""
    states = [quantity.symbol for quantity in model.states]
    spike_trees = [x.expression for x in model.events if x.event == "spike"]
    used = read(model, [*trees, *spike_trees]) | {model.threshold, *(model.reset or ())}
    watch = states
    n = len(watch)
    sums = []
    for i, s in enumerate(watch):
        sums += [
            f"if {s} > acc_[{i}]:",
            f"    acc_[{i}] = {s}",
            f"if {s} < acc_[{n + i}]:",
            f"    acc_[{n + i}] = {s}",
        ]
        sums += [f"acc_[{2 * n + i}] += {s}"]
    keep = [f"out_[k_ * {len(states)} + {i}] = {s}" for i, s in enumerate(states)]
    keep = ["if (i0_ + i_ + 1) % every_ == 0:", *indent([*keep, "k_ += 1"])]
    body = unpack(model, used) + load_states(model) + list(before) + names.before_loop(trees) + ["count_ = 0"]
    body += ["for i_ in range(n_):", *indent([*step, *spike, *sums, *keep])]
    body += [f"y_[{i}] = {s}" for i, s in enumerate(states)]
    return [*body, *after, "return count_"]
