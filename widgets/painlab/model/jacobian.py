"""Model → what an adaptive step needs: slopes with their constants apart, the Jacobian, and its factorization.

All are plain functions of `python.py`'s kind: `prepare(p_, c_)` fills the constants, whose last one is 0 while
a cell is held after a reset and 1 else; `slopes(y_, p_, c_, d_)`; `jacobian(y_, p_, c_, j_)`, its entries but zeros;
`factor(j_, g_, l_)` and `solve(l_, b_)`, elimination of `g_*I - J` written out, in the order of the least fill.
"""

import ast
import re

from . import expressions as text

ZERO = ast.Constant(0.0)


def number(tree):
    """The value of a constant tree, or None."""
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub) and isinstance(tree.operand, ast.Constant):
        return -tree.operand.value
    return tree.value if isinstance(tree, ast.Constant) else None


def plus(a, b):
    """a + b as a tree, where None stands for zero."""
    return b if a is None else a if b is None else ast.BinOp(a, ast.Add(), b)


def minus(a, b):
    """a - b as a tree, where None stands for zero."""
    return a if b is None else text.negative(b) if a is None else ast.BinOp(a, ast.Sub(), b)


def times(a, b):
    """a * b as a tree, where None stands for zero; factors of 1 are left out."""
    if a is None or b is None or number(a) == 0 or number(b) == 0:
        return None
    return b if number(a) == 1 else a if number(b) == 1 else ast.BinOp(a, ast.Mult(), b)


def over(a, b):
    """a / b as a tree, where None as `a` stands for zero."""
    return None if a is None else a if number(b) == 1 else ast.BinOp(a, ast.Div(), b)


def call(name, *arguments):
    """A call of a function as a tree."""
    return ast.Call(ast.Name(name), list(arguments), [])


class Derivatives:
    """Derivatives of a model's expressions, as trees; None is 0. `functions` are texts, of those of its functions."""

    def __init__(self, model):
        self.lines = {line.name: line for line in model.functions}
        self.functions, self.names = [], {}

    def of(self, tree, inner):
        """The derivative of `tree`, where `inner(name)` is that of a symbol."""
        if isinstance(tree, ast.Constant | ast.Compare):
            return None
        if isinstance(tree, ast.Name):
            return inner(tree.id)
        if isinstance(tree, ast.UnaryOp):
            part = self.of(tree.operand, inner)
            return part if isinstance(tree.op, ast.UAdd) or part is None else text.negative(part)
        if isinstance(tree, ast.IfExp):
            return self.either(tree.test, *(self.of(each, inner) for each in (tree.body, tree.orelse)))
        if isinstance(tree, ast.BinOp):
            return self.of_operation(tree, inner)
        return self.of_call(tree, [self.of(each, inner) for each in tree.args])

    def either(self, test, yes, no):
        """The derivative of a choice: that of the side which holds. None where both are zero."""
        return None if yes is None and no is None else ast.IfExp(test, yes or ZERO, no or ZERO)

    def of_operation(self, tree, inner):
        """The derivative of a sum, product, quotient or power by `inner`; None where it is zero."""
        left, right = self.of(tree.left, inner), self.of(tree.right, inner)
        if isinstance(tree.op, ast.Add):
            return plus(left, right)
        if isinstance(tree.op, ast.Sub):
            return minus(left, right)
        if isinstance(tree.op, ast.Mult):
            return plus(times(left, tree.right), times(tree.left, right))
        if isinstance(tree.op, ast.Div):
            return over(left if right is None else minus(left, times(tree, right)), tree.right)
        power = number(tree.right)
        less = ast.BinOp(tree.right, ast.Sub(), ast.Constant(1.0))
        lower = ast.Constant(power - 1) if power is not None else less
        by_base = times(times(tree.right, tree.left if power == 2 else ast.BinOp(tree.left, ast.Pow(), lower)), left)
        return plus(by_base, times(times(tree, call("log", tree.left)), right))

    def of_call(self, tree, parts):
        """The derivative of a call by the chain rule; `parts` are those of its arguments, None for zero."""
        name, arguments = tree.func.id, tree.args
        if all(part is None for part in parts):
            return None
        first, inside = arguments[0], parts[0]
        if name in ("min", "max"):
            test = ast.Compare(first, [ast.LtE() if name == "min" else ast.GtE()], [arguments[1]])
            return self.either(test, *parts)
        if name == "abs":
            return self.either(ast.Compare(first, [ast.GtE()], [ZERO]), inside, text.negative(inside))
        if name in self.lines:
            total = None
            for place, part in enumerate(parts):
                partial = part and self.of_function(name, place)
                total = plus(total, partial and times(call(partial, *arguments), part))
            return total
        outer = {
            "exp": lambda: tree,
            "log": lambda: over(ast.Constant(1.0), first),
            "sqrt": lambda: over(ast.Constant(0.5), tree),
            "tanh": lambda: minus(ast.Constant(1.0), times(tree, tree)),
            "cosh": lambda: times(ast.Constant(0.5), minus(call("exp", first), call("exp", text.negative(first)))),
            "normal_cdf": lambda: call("normal_pdf", first),
            "normal_pdf": lambda: times(text.negative(first), tree),
        }
        return times(outer[name](), inside)

    def of_function(self, name, place):
        """The name of the function that is the derivative of the model's function by one of its arguments, or None."""
        if (name, place) not in self.names:
            line = self.lines[name]
            argument = line.arguments[place]
            tree = self.of(line.expression, lambda symbol: ast.Constant(1.0) if symbol == argument else None)
            self.names[name, place] = f"{name}_by{place}_" if tree is not None else None
            if tree is not None:
                head = f"{name}_by{place}_({', '.join(line.arguments)})"
                self.functions.append(text.function(head, [f"return {text.source(tree)}"]))
        return self.names[name, place]


def adaptive_parts(model):
    """([texts of functions], sizes) of a model: `sizes` are the lengths of the arrays c_, j_ and l_."""
    states = [quantity.symbol for quantity in model.states]
    lines = {line.name: line.expression for line in model.derivatives}
    names, derivatives = text.Names(model), Derivatives(model)
    helpers = text.changing(names, text.needed(model, lines.values()))
    partial = partials(derivatives, helpers, states)
    entries = entries_of(derivatives, lines, states, partial)
    names.changing |= {by_state(*pair) for pair in partial}
    held = states.index(model.membrane) if model.reset else -1
    written = [f"{h.name} = {names.code(h.expression)}" for h in helpers]
    slopes = written + rows_of(names, "d_", [(row, lines.get(s, ZERO)) for row, s in enumerate(states)], held)
    jacobian = written + [f"{by_state(*pair)} = {names.code(tree)}" for pair, tree in partial.items()]
    jacobian += rows_of(names, "j_", [(row, tree) for (row, _), tree in entries.items()], held)
    constants = names.before_loop([*lines.values(), *partial.values(), *entries.values()])
    known = [line.split(" = ")[0] for line in constants]
    prepare = unpacked(model, constants) + constants + [f"c_[{i}] = {name}" for i, name in enumerate(known)]
    factor, solve, size = elimination(len(states), [*entries])
    parts = [
        *derivatives.functions,
        text.function("prepare(p_, c_)", prepare),
        text.function("slopes(y_, p_, c_, d_)", with_names(model, slopes, known)),
        text.function("jacobian(y_, p_, c_, j_)", with_names(model, needed_lines(jacobian), known)),
        text.function("factor(j_, g_, l_)", factor),
        text.function("solve(l_, b_)", solve),
    ]
    return parts, [len(known) + 1, max(1, len(entries)), size]


def by_state(helper, state):
    """The name of the derivative of a helper by a state."""
    return f"{helper}_by_{state}_"


def inner_of(state, partial):
    """The derivative of a symbol by a state, as a function of its name; those of helpers have names of their own."""
    names = {helper: by_state(helper, by) for helper, by in partial if by == state}
    return lambda symbol: ast.Constant(1.0) if symbol == state else ast.Name(names[symbol]) if symbol in names else None


def partials(derivatives, helpers, states):
    """{(helper, state): derivative} of those that are not zero, each after what it reads."""
    partial = {}
    for helper in helpers:
        for state in states:
            tree = derivatives.of(helper.expression, inner_of(state, partial))
            if tree is not None:
                partial[helper.name, state] = tree
    return partial


def entries_of(derivatives, lines, states, partial):
    """{(row, column): entry} of the Jacobian, but zeros, row by row."""
    entries = {}
    for row, symbol in enumerate(states):
        for column, state in enumerate(states if symbol in lines else ()):
            tree = derivatives.of(lines[symbol], inner_of(state, partial))
            if tree is not None:
                entries[row, column] = tree
    return entries


def rows_of(names, array, rows, held):
    """Lines that fill an array with the trees of (row, tree); those of the row `held` count only while it is live."""
    lines = []
    for k, (row, tree) in enumerate(rows):
        right = names.code(tree)
        lines.append(f"{array}[{k}] = {f'live_ * ({right})' if row == held else right}")
    return lines


def with_names(model, body, known):
    """The lines of a function behind those that give what they read its value: constants, quantities, states."""
    used = words(body)
    first = [f"{name} = c_[{i}]" for i, name in enumerate([*known, "live_"]) if name in used]
    loads = [line for line in text.load_states(model) if line.split(" = ")[0] in used]
    return first + unpacked(model, body, known) + loads + body


def words(lines):
    """All names in lines of source."""
    return set(re.findall(r"[A-Za-z_]\w*", "\n".join(lines)))


def unpacked(model, lines, known=()):
    """Lines that set the quantities which `lines` read, but for those in `known`."""
    return text.unpack(model, words(lines) - set(known))


def needed_lines(lines):
    """`lines` without those that set a name that none after them reads."""
    kept, used = [], set()
    for line in reversed(lines):
        left, right = line.split(" = ", 1)
        if "[" in left or left in used:
            kept.append(line)
            used |= words([right])
    return kept[::-1]


def elimination(n, pattern):
    """(lines of factor, lines of solve, entries of l_) for `g_*I - J`, each pivot the one with the least fill."""
    filled, left, order = set(pattern) | {(i, i) for i in range(n)}, set(range(n)), []
    while left:
        pivot = min(left, key=lambda k: (cost(filled, left, k), k))
        order.append(pivot)
        left.discard(pivot)
        filled |= {(i, j) for i in left for j in left if (i, pivot) in filled and (pivot, j) in filled}
    place = {entry: k for k, entry in enumerate(sorted(filled))}
    given = {entry: k for k, entry in enumerate(pattern)}
    factor = []
    for (i, j), k in place.items():
        right = f" - j_[{given[i, j]}]" if (i, j) in given else ""
        factor.append(f"a{k}_ = {f'g_{right}' if i == j else right.replace(' - ', '-') or '0.0'}")
    solve = [f"b{i}_ = b_[{i}]" for i in range(n)]
    for rank, k in enumerate(order):
        factor.append(f"a{place[k, k]}_ = 1.0 / a{place[k, k]}_")
        later = order[rank + 1 :]
        for i in (i for i in later if (i, k) in place):
            factor.append(f"a{place[i, k]}_ *= a{place[k, k]}_")
            factor += [f"a{place[i, j]}_ -= a{place[i, k]}_ * a{place[k, j]}_" for j in later if (k, j) in place]
            solve.append(f"b{i}_ -= l_[{place[i, k]}] * b{k}_")
    for rank, k in reversed(list(enumerate(order))):
        solve += [f"b{k}_ -= l_[{place[k, j]}] * b{j}_" for j in order[rank + 1 :] if (k, j) in place]
        solve.append(f"b{k}_ *= l_[{place[k, k]}]")
    factor += [f"l_[{k}] = a{k}_" for k in place.values()]
    return factor, solve + [f"b_[{i}] = b{i}_" for i in range(n)], len(place)


def cost(filled, left, k):
    """Entries that elimination of `k` may fill."""
    rows = sum((i, k) in filled for i in left if i != k)
    columns = sum((k, j) in filled for j in left if j != k)
    return rows * columns
