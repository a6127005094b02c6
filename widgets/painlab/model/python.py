"""Model → Python: one text of plain scalar functions, which Numba can compile and the JavaScript writer can translate.

Names that end in an underscore are the kernel's own; a model's symbols never do. Layout of the arguments:
`y_` states (for a reset model one more: steps of hold left; for a chain state after state, each along the fiber),
`p_` inputs and parameters in their order, `d_` derivatives, `o_` helpers in their order, `out_` kept rows of states,
`spikes_` spike times in steps, `acc_` maximum, minimum and sum of what is watched.
"""

import ast
import functools
from pathlib import Path

from .language import in_order, linear_in, names_in
from .rodas import step_text

SMALL_POWERS = {2: "square_", 3: "cube_", 4: "fourth_"}
POWERS = """\
def square_(x):
    return x * x


def cube_(x):
    return x * x * x


def fourth_(x):
    return x * x * x * x
"""
NORMAL_PDF = """\
def normal_pdf(x):
    return 0.3989422804014327 * exp(-0.5 * x * x)
"""
# Hart (1968), as given by West (2005): error below 1e-14.
NORMAL_CDF = """\
def normal_cdf(x):
    z = abs(x)
    if z > 37.0:
        tail = 0.0
    elif z < 7.07106781186547:
        a = ((((((0.0352624965998911 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z
              + 112.079291497871) * z + 221.213596169931) * z + 220.206867912376)
        b = (((((((0.0883883476483184 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z
               + 296.564248779674) * z + 637.333633378831) * z + 793.826512519948) * z + 440.413735824752)
        tail = exp(-0.5 * z * z) * a / b
    else:
        b = z + 0.65
        b = z + 4.0 / b
        b = z + 3.0 / b
        b = z + 2.0 / b
        b = z + 1.0 / b
        tail = exp(-0.5 * z * z) / b / 2.506628274631
    if x > 0.0:
        tail = 1.0 - tail
    return tail
"""
# Wichura (1988), Algorithm AS 241, PPND16: relative error below 1e-15.
NORMAL_QUANTILE = """\
def normal_quantile(u):
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        a = (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
              + 133.14166789178437745) * r + 3.387132872796366608)
        b = (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
              + 42.313330701600911252) * r + 1.0)
        z = q * a / b
    else:
        r = sqrt(-log(min(u, 1.0 - u)))
        if r <= 5.0:
            r = r - 1.6
            a = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                    + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
                  + 4.6303378461565452959) * r + 1.42343711074968357734)
            b = (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                    + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
                  + 2.05319162663775882187) * r + 1.0)
        else:
            r = r - 5.0
            a = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                    + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
                  + 5.4637849111641143699) * r + 6.6579046435011037772)
            b = (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                    + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
                  + 0.59983220655588793769) * r + 1.0)
        z = a / b
        if q < 0.0:
            z = -z
    return z
"""


def python_text(model):
    """The model as one Python text: helper functions, then what a run calls. See the head of this file."""
    parts = [POWERS] if "**" in model.equations else []
    parts += [NORMAL_PDF] if "normal_pdf" in model.equations else []
    parts += [NORMAL_CDF] if "normal_cdf" in model.equations else []
    parts += [NORMAL_QUANTILE] if model.draws or model.noise else []
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
        parts += [*model.adaptive[0], happen(model), event(model, "spike"), step_text(), shared_text("adaptive")]
    return "\n\n".join(parts)


@functools.cache
def shared_text(name):
    """The functions and constants of a module of `shared/`, as they are written there, without its first docstring."""
    text = (Path(__file__).resolve().parent.parent / "shared" / f"{name}.py").read_text(encoding="utf8")
    nodes = ast.parse(text).body
    first = next(node for node in nodes if isinstance(node, ast.Assign | ast.FunctionDef))
    return "\n".join(text.splitlines()[first.lineno - 1 :]) + "\n"


# --- expressions ----------------------------------------------------------------------------------------------------


def source(tree):
    """One expression as Python source, small whole powers as products, comparisons as 1.0 or 0.0."""
    return ast.unparse(ast.fix_missing_locations(lowered(tree)))


class Lower(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        power = node.right
        if isinstance(node.op, ast.Pow) and isinstance(power, ast.Constant) and power.value in SMALL_POWERS:
            if isinstance(node.left, ast.Name):
                product = node.left
                for _ in range(int(power.value) - 1):
                    product = ast.BinOp(product, ast.Mult(), node.left)
                return product
            return ast.Call(ast.Name(SMALL_POWERS[int(power.value)]), [node.left], [])
        return node

    def visit_IfExp(self, node):
        test = node.test
        if isinstance(test, ast.Compare):
            self.generic_visit(test)
        else:
            test = ast.Compare(self.visit(test), [ast.NotEq()], [ast.Constant(0.0)])
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))

    def visit_Compare(self, node):
        self.generic_visit(node)
        return ast.IfExp(node, ast.Constant(1.0), ast.Constant(0.0))

    def visit_Call(self, node):
        self.generic_visit(node)
        if node.func.id == "zone":
            start, end, inside, outside = map(ast.unparse, node.args)
            text = f"(({inside}) if position_ < ({end}) else ({outside})) if position_ >= ({start}) else ({outside})"
            return ast.parse(text, mode="eval").body
        if node.func.id == "at":
            text = f"1.0 if c_ == min(floor(({ast.unparse(node.args[0])}) / length * N_), N_ - 1) else 0.0"
            return ast.parse(text, mode="eval").body
        return node


def lowered(tree):
    return Lower().visit(ast.parse(ast.unparse(tree), mode="eval").body)


def negative(tree):
    return ast.UnaryOp(ast.USub(), tree)


# --- what a kernel needs, in order ----------------------------------------------------------------------------------


def needed(model, trees, known=()):
    """Helpers that `trees` read, directly or through others, in order; those in `known` are there already."""
    wanted, by_name = set(), {line.name: line for line in model.helpers}

    def want(tree):
        for name in names_in(tree):
            if name in by_name and name not in wanted:
                wanted.add(name)
                want(by_name[name].expression)

    for tree in trees:
        want(tree)
    return [line for line in in_order(model.title, model.helpers) if line.name in wanted and line.name not in known]


class Names:
    """Which symbols of a model change from step to step, and the constants that a kernel computes before its loop."""

    def __init__(self, model, changing=()):
        self.model = model
        self.changing = {q.symbol for q in model.states} | set(changing)
        self.constants = []
        for line in in_order(model.title, model.helpers):
            if self.varies(line.expression):
                self.changing.add(line.name)

    def varies(self, tree):
        chain = any(isinstance(n, ast.Call) and n.func.id in ("zone", "at") for n in ast.walk(tree))
        return chain or any(name in self.changing for name in names_in(tree))

    def code(self, tree):
        """Source of `tree`; its costly parts that do not change are computed once, under names of their own."""
        return source(self.hoisted(tree))

    def hoisted(self, tree):
        if isinstance(tree, ast.IfExp):
            return tree
        if not self.varies(tree):
            costly = any(isinstance(n, ast.Call) or isinstance(getattr(n, "op", None), ast.Pow) for n in ast.walk(tree))
            if not costly:
                return tree
            text = source(tree)
            if text not in self.constants:
                self.constants.append(text)
            return ast.Name(f"c{self.constants.index(text)}_")
        copied = ast.parse(ast.unparse(tree), mode="eval").body
        for field, value in ast.iter_fields(copied):
            if isinstance(value, ast.expr) and field != "func":
                setattr(copied, field, self.hoisted(value))
            elif field == "args":
                copied.args = [self.hoisted(a) for a in value]
        return copied

    def before_loop(self, trees):
        """Lines that compute the constant helpers that `trees` need, then the hoisted parts."""
        helpers = [line for line in needed(self.model, trees) if line.name not in self.changing]
        lines = [f"{line.name} = {source(line.expression)}" for line in helpers]
        return lines + [f"c{i}_ = {text}" for i, text in enumerate(self.constants)]


def unpack(model, names):
    """Lines that give the model's symbols among `names` their values from `p_`."""
    return [f"{q.symbol} = p_[{i}]" for i, q in enumerate(model.settable) if q.symbol in names]


def read(model, trees):
    """All symbols that `trees` need, through helpers too."""
    trees = list(trees) + [line.expression for line in needed(model, trees)]
    return {name for tree in trees for name in names_in(tree)}


def indent(lines, depth=1):
    return [("    " * depth + line) if line else line for line in lines]


def function(head, body):
    return "\n".join([f"def {head}:", *indent(body or ["pass"])]) + "\n"


# --- small functions ------------------------------------------------------------------------------------------------


def starts(model):
    """`starts(p_, y_)`: the state at the start, but for what is 'steady' or 'rest'."""
    trees = [q.start for q in model.states]
    body = unpack(model, read(model, trees))
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    body += [f"y_[{i}] = {source(q.start)}" for i, q in enumerate(model.states)]
    if model.reset and model.method != "adaptive":
        body.append(f"y_[{len(model.states)}] = 0.0")
    return function("starts(p_, y_)", body)


def load_states(model):
    return [f"{q.symbol} = y_[{i}]" for i, q in enumerate(model.states)]


def rhs(model):
    """`rhs(y_, p_, d_)`: the derivatives of all states; for a state without a line, 0."""
    trees = [line.expression for line in model.derivatives]
    body = unpack(model, read(model, trees)) + load_states(model)
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    lines = {line.name: line for line in model.derivatives}
    for i, q in enumerate(model.states):
        body.append(f"d_[{i}] = {source(lines[q.symbol].expression) if q.symbol in lines else '0.0'}")
    return function("rhs(y_, p_, d_)", body)


def settle(model):
    """`settle(y_, p_)`: every state but the membrane's that is linear in itself goes to where it would stay."""
    body, done = [], []
    for i, q in enumerate(model.states):
        line = next((x for x in model.derivatives if x.name == q.symbol), None)
        parts = line and q.symbol != model.membrane and linear_in(q.symbol, line.expression)
        if not parts or parts[1] is None or (q.start_text not in ("steady", "rest")):
            continue
        trees = [t for t in parts if t is not None]
        for helper in needed(model, trees):
            body.append(f"{helper.name} = {source(helper.expression)}")
        constant = source(parts[0]) if parts[0] is not None else "0.0"
        body += [f"{q.symbol} = -({constant}) / ({source(parts[1])})", f"y_[{i}] = {q.symbol}"]
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
    body += [f"{q.symbol} = z_[{i}]" for i, q in enumerate(model.draws)]
    body += [f"{line.name} = {source(line.expression)}" for line in in_order(model.title, model.helpers)]
    body += [f"o_[{i}] = {line.name}" for i, line in enumerate(model.helpers)]
    states = [q.symbol for q in model.states]
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
    symbols = [q.symbol for q in model.states]
    body = unpack(model, read(model, trees)) + load_states(model)
    body += [f"{line.name} = {source(line.expression)}" for line in needed(model, trees)]
    body += [f"{line.name} {line.operator} {source(line.expression)}" for line in lines]
    body += [f"y_[{symbols.index(line.name)}] = {line.name}" for line in lines]
    if name == "spike" and model.reset:
        body += unpack(model, {model.reset[0]}) + [f"y_[{symbols.index(model.membrane)}] = {model.reset[0]}"]
    return function("spiked(y_, p_)" if name == "spike" else f"on_{name}(y_, p_)", body)


# --- the two methods of one cell ------------------------------------------------------------------------------------

HEAD = "advance(y_, p_, n_, dt_, i0_, every_, out_, k_, spikes_, acc_)"


def rk4_advance(model):
    """`advance(...)`: `n_` steps of the classic Runge–Kutta method. Returns how many spikes were written."""
    states = [q.symbol for q in model.states]
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
    states = [q.symbol for q in model.states]
    lines = {line.name: line for line in model.derivatives}
    second = [s for s in states if s in lines and (s == model.membrane or model.concentration(s))]
    first = [s for s in states if s in lines and s not in second]
    names = Names(model)
    trees = [lines[s].expression for s in states if s in lines]
    step, made = [], set()
    for group in (first, second):
        group_trees = [lines[s].expression for s in group]
        helpers = changing(names, needed(model, group_trees))
        if group is second:
            stale = {h.name for h in helpers if read(model, [h.expression]) & set(first)}
            helpers = [h for h in helpers if h.name in stale or h.name not in made]
        step += [f"{h.name} = {names.code(h.expression)}" for h in helpers]
        made |= {h.name for h in helpers}
        for s in group:
            step += exact_step(model, names, s, lines[s].expression)
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


def changing(names, helpers):
    return [line for line in helpers if line.name in names.changing]


def exact_step(model, names, symbol, tree):
    """Lines that set `<symbol>_n_` to the exact solution after dt_ of the equation linear in `symbol`."""
    constant, slope = linear_in(symbol, tree)
    constant = names.code(constant) if constant is not None else "0.0"
    if slope is None:
        return [f"{symbol}_n_ = {symbol} + dt_ * ({constant})"]
    if not names.varies(slope):
        decay = names.code(ast.Call(ast.Name("exp"), [ast.BinOp(slope, ast.Mult(), ast.Name("dt_"))], []))
        slope = names.code(slope)
        return [
            f"{symbol}_a_ = {constant}",
            f"if {slope} == 0.0:",
            f"    {symbol}_n_ = {symbol} + dt_ * {symbol}_a_",
            "else:",
            f"    {symbol}_i_ = -{symbol}_a_ / ({slope})",
            f"    {symbol}_n_ = {symbol}_i_ + ({symbol} - {symbol}_i_) * {decay}",
        ]
    return [
        f"{symbol}_a_ = {constant}",
        f"{symbol}_b_ = {names.code(slope)}",
        f"if {symbol}_b_ == 0.0:",
        f"    {symbol}_n_ = {symbol} + dt_ * {symbol}_a_",
        "else:",
        f"    {symbol}_i_ = -{symbol}_a_ / {symbol}_b_",
        f"    {symbol}_n_ = {symbol}_i_ + ({symbol} - {symbol}_i_) * exp({symbol}_b_ * dt_)",
    ]


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
    states = [q.symbol for q in model.states]
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


# --- the chain ------------------------------------------------------------------------------------------------------


def chain_starts(model):
    """`starts(p_, y_, N_)`: every compartment alike, gates where they would stay at the starting membrane potential."""
    states = [q.symbol for q in model.states]
    lines = {line.name: line for line in model.derivatives}
    body, trees = [], []
    for q in model.states:
        if q.start_text == "steady":
            constant, slope = linear_in(q.symbol, lines[q.symbol].expression)
            tree = ast.BinOp(negative(constant), ast.Div(), slope)
        else:
            tree = q.start
        trees.append(tree)
        body += [f"{h.name} = {source(h.expression)}" for h in needed(model, [tree])]
        body.append(f"{q.symbol} = {source(tree)}")
        body += [f"y_[{states.index(q.symbol)} * N_ + c_] = {q.symbol}"]
    body = ["for c_ in range(N_):", *indent(["position_ = (c_ + 0.5) * length / N_", *body])]
    length = [f"{h.name} = {source(h.expression)}" for h in needed(model, [ast.Name("length")])]
    return function("starts(p_, y_, N_)", unpack(model, read(model, [*trees, ast.Name("length")])) + length + body)


def chain_advance(model):
    """`advance(...)`: gates by their exact step, then the membrane by backward Euler (Thomas), sealed ends."""
    states = [q.symbol for q in model.states]
    lines = {line.name: line for line in model.derivatives}
    v, gates = model.membrane, [s for s in states if s != model.membrane]
    names = Names(model)
    trees = [lines[s].expression for s in states] + [ast.Name("coupling"), ast.Name("length")]
    here = [f"{s} = y_[{i} * N_ + c_]" for i, s in enumerate(states)]
    helpers = changing(names, needed(model, [lines[s].expression for s in gates]))
    here += [f"{h.name} = {names.code(h.expression)}" for h in helpers]
    for s in gates:
        here += exact_step(model, names, s, lines[s].expression)
    here += [f"{s} = {s}_n_" for s in gates]
    here += [f"y_[{states.index(s)} * N_ + c_] = {s}" for s in gates]
    made = {h.name for h in helpers}
    for h in changing(names, needed(model, [lines[v].expression])):
        if h.name not in made or read(model, [h.expression]) & set(gates):
            here.append(f"{h.name} = {names.code(h.expression)}")
    rest, axial = linear_in("axial", lines[v].expression)
    constant, slope = linear_in(v, rest)
    here += [
        f"a_ = {names.code(constant) if constant is not None else '0.0'}",
        f"b_ = {names.code(slope) if slope is not None else '0.0'}",
        f"g_ = dt_ * coupling * ({names.code(axial)})",
        "diagonal_ = 1.0 - dt_ * b_",
        f"right_ = {v} + dt_ * a_",
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
        f"old_ = y_[{at} * N_ + c_]",
        f"if old_ < {model.threshold} and new_ >= {model.threshold}:",
        "    spikes_[2 * count_] = c_",
        f"    spikes_[2 * count_ + 1] = i0_ + i_ + ({model.threshold} - old_) / (new_ - old_)",
        "    count_ += 1",
        f"y_[{at} * N_ + c_] = new_",
        "next_ = new_",
    ]
    keep = ["if (i0_ + i_ + 1) % every_ == 0:", "    for j_ in range(S_):"]
    keep += [f"        out_[k_ * S_ + j_] = y_[{at} * N_ + sites_[j_]]", "    k_ += 1"]
    step = ["for c_ in range(N_):", *indent(["position_ = (c_ + 0.5) * length / N_", *here])]
    step += ["next_ = 0.0", "for j_ in range(N_):", *indent(back), *keep]
    used = read(model, trees) | {model.threshold}
    body = unpack(model, used) + names.before_loop(trees) + ["count_ = 0", "for i_ in range(n_):", *indent(step)]
    head = "advance(y_, p_, n_, dt_, i0_, every_, out_, k_, spikes_, work_, sites_, N_, S_)"
    return function(head, [*body, "return count_"])
