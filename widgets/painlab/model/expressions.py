"""A model's expressions as Python source, and which of them a function of its text needs, in order."""

import ast

from .language import in_order, linear_in, names_in

SMALL_POWERS = {2: "square_", 3: "cube_", 4: "fourth_"}


def source(tree):
    """One expression as Python source, small whole powers as products, comparisons as 1.0 or 0.0."""
    return ast.unparse(ast.fix_missing_locations(lowered(tree)))


class Lower(ast.NodeTransformer):
    """What the language of models has and plain Python with floats has not: small powers, tests as numbers, places."""

    def visit_BinOp(self, node):
        """A small power as a product, or as a call where its base is no name."""
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
        """A choice whose test is a comparison."""
        test = node.test
        if isinstance(test, ast.Compare):
            self.generic_visit(test)
        else:
            test = ast.Compare(self.visit(test), [ast.NotEq()], [ast.Constant(0.0)])
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))

    def visit_Compare(self, node):
        """A comparison as 1.0 or 0.0."""
        self.generic_visit(node)
        return ast.IfExp(node, ast.Constant(1.0), ast.Constant(0.0))

    def visit_Call(self, node):
        """`zone` and `at`, the places of a chain, as comparisons with the compartment."""
        self.generic_visit(node)
        return place(node)


def place(node):
    """A call of `zone` or `at` as a choice by `position_`, or by `c_`, one of `N_` compartments; others as they are."""
    if node.func.id == "zone":
        start, end, inside, outside = map(ast.unparse, node.args)
        text = f"(({inside}) if position_ < ({end}) else ({outside})) if position_ >= ({start}) else ({outside})"
        return ast.parse(text, mode="eval").body
    if node.func.id == "at":
        text = f"1.0 if c_ == min(floor(({ast.unparse(node.args[0])}) / length * N_), N_ - 1) else 0.0"
        return ast.parse(text, mode="eval").body
    return node


def lowered(tree):
    """A copy of an expression in plain Python; the tree that was given stays as it is."""
    return Lower().visit(ast.parse(ast.unparse(tree), mode="eval").body)


def negative(tree):
    """The expression with a minus before it."""
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
        self.changing = {state.symbol for state in model.states} | set(changing)
        self.constants = []
        for line in in_order(model.title, model.helpers):
            if self.varies(line.expression):
                self.changing.add(line.name)

    def varies(self, tree):
        """Does an expression change during a run, or along a chain?"""
        chain = any(isinstance(node, ast.Call) and node.func.id in ("zone", "at") for node in ast.walk(tree))
        return chain or any(name in self.changing for name in names_in(tree))

    def code(self, tree):
        """Source of `tree`; its costly parts that do not change are computed once, under names of their own."""
        return source(self.hoisted(tree))

    def hoisted(self, tree):
        """The expression with each costly constant part replaced by a name; what a choice may skip stays in it."""
        if isinstance(tree, ast.IfExp):
            return tree
        if not self.varies(tree):
            costly = any(
                isinstance(node, ast.Call) or isinstance(getattr(node, "op", None), ast.Pow) for node in ast.walk(tree)
            )
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
                copied.args = [self.hoisted(argument) for argument in value]
        return copied

    def before_loop(self, trees):
        """Lines that compute the constant helpers that `trees` need, then the hoisted parts."""
        helpers = [line for line in needed(self.model, trees) if line.name not in self.changing]
        lines = [f"{line.name} = {source(line.expression)}" for line in helpers]
        return lines + [f"c{i}_ = {text}" for i, text in enumerate(self.constants)]


def unpack(model, names):
    """Lines that give the model's symbols among `names` their values from `p_`."""
    return [f"{quantity.symbol} = p_[{i}]" for i, quantity in enumerate(model.settable) if quantity.symbol in names]


def read(model, trees):
    """All symbols that `trees` need, through helpers too."""
    trees = list(trees) + [line.expression for line in needed(model, trees)]
    return {name for tree in trees for name in names_in(tree)}


def indent(lines, depth=1):
    """Lines set in by four spaces for each level; empty ones stay empty."""
    return [("    " * depth + line) if line else line for line in lines]


def function(head, body):
    """Source of a function, from 'name(arguments)' and the lines of its body."""
    return "\n".join([f"def {head}:", *indent(body or ["pass"])]) + "\n"


def load_states(model):
    """Lines that give the states their values from `y_`."""
    return [f"{state.symbol} = y_[{i}]" for i, state in enumerate(model.states)]


def changing(names, helpers):
    """Those helpers whose values change during a run."""
    return [line for line in helpers if line.name in names.changing]


def exact_step(names, symbol, tree):
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
