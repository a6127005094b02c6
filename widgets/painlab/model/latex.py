"""Model → LaTeX: the equations as printed in the source, in the source's order."""

import ast
import re

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
STRENGTH = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
COMPARISONS = {ast.Gt: ">", ast.GtE: r"\ge", ast.Lt: "<", ast.LtE: r"\le", ast.Eq: "=", ast.NotEq: r"\ne"}
UPRIGHT = {"log": r"\ln", "tanh": r"\tanh", "cosh": r"\cosh", "min": r"\min", "max": r"\max"}
UPRIGHT |= {"normal_pdf": r"\varphi", "normal_cdf": r"\Phi"}


def symbol(name, tex=None):
    """LaTeX of a symbol: a leading Greek name becomes its letter, what follows the first letter is a subscript.

    A name that begins with a word of four or more small letters (`pain`, `false_positive`) stays a word, upright.
    """
    if tex:
        return tex
    first = name.split("_")[0]
    if re.fullmatch("[a-z]{4,}", first) and first not in GREEK:
        return "\\mathrm{" + name.replace("_", r"\ ") + "}"
    greek = next((letter for letter in sorted(GREEK, key=len, reverse=True) if name.startswith(letter)), None)
    head, tail = (rf"\{greek}", name[len(greek) :]) if greek else (name[0], name[1:])
    tail = tail.strip("_").replace("_", ",")
    if not tail:
        return head
    if tail in GREEK or tail in ("infty", "inf"):
        return rf"{head}_{{\{'infty' if tail.startswith('inf') else tail}}}"
    upright = re.sub(r"[A-Za-z]{2,}", lambda word: rf"\mathrm{{{word[0]}}}", tail)
    return f"{head}_{{{upright}}}"


def latex_text(model):
    """The model's equations as one `aligned` block."""
    write = Writer({quantity.symbol: quantity.tex for quantity in model.quantities if quantity.tex})
    rows = [write.line(line) for line in model.lines]
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


class Writer:
    """Lines and expressions as LaTeX; `printed` is {symbol: how its source prints it}."""

    def __init__(self, printed):
        self.printed = printed

    def name(self, name):
        """A symbol as its source prints it, else by the rules of `symbol`."""
        return symbol(name, self.printed.get(name))

    def line(self, line):
        """A line of a model as one row of an `aligned` block."""
        right = self.text(line.expression)
        if line.kind == "derivative":
            return rf"\frac{{d{self.name(line.name)}}}{{dt}} &= {right}"
        if line.kind == "function":
            arguments = ", ".join(self.name(argument) for argument in line.arguments)
            return rf"{self.function(line.name)}({arguments}) &= {right}"
        if line.kind == "next":
            return rf"{self.name(line.name)}' &= {right}"
        if line.kind == "on":
            left = self.name(line.name)
            if line.operator == "=":
                return rf"\text{{on {line.event}:}}\quad {left} &\leftarrow {right}"
            sign = line.operator[0] if line.operator[0] != "*" else r"\cdot"
            return rf"\text{{on {line.event}:}}\quad {left} &\leftarrow {left} {sign} {right}"
        if line.kind == "where":
            return rf"\text{{where}} &\quad {right}"
        return f"{self.name(line.name)} &= {right}"

    def function(self, name):
        """The name of a function, upright."""
        return UPRIGHT.get(name) or rf"\operatorname{{{name.replace('_', chr(92) + '_')}}}"

    def text(self, tree):
        """An expression as LaTeX."""
        return self.term(tree)[0]

    def term(self, tree):
        """(LaTeX, strength) of an expression."""
        if isinstance(tree, ast.Constant):
            return number(tree.value), 9
        if isinstance(tree, ast.Name):
            return self.name(tree.id), 9
        if isinstance(tree, ast.UnaryOp):
            return f"-{self.inside(tree.operand, 2)}", 1
        if isinstance(tree, ast.Compare):
            left, right = self.text(tree.left), self.text(tree.comparators[0])
            return rf"[{left} {COMPARISONS[type(tree.ops[0])]} {right}]", 9
        if isinstance(tree, ast.IfExp):
            test = self.text(tree.test).removeprefix("[").removesuffix("]")
            yes, no = self.text(tree.body), self.text(tree.orelse)
            return rf"\begin{{cases}} {yes} & \text{{if }} {test} \\ {no} & \text{{else}} \end{{cases}}", 9
        if isinstance(tree, ast.Call):
            return self.call(tree)
        return self.binary(tree)

    def call(self, tree):
        """(LaTeX, strength) of a call; the strength tells whether brackets are needed around it."""
        name, arguments = tree.func.id, [self.text(argument) for argument in tree.args]
        if name == "exp":
            return (
                (f"e^{{{arguments[0]}}}", 4)
                if r"\frac" not in arguments[0]
                else (rf"\exp\left({arguments[0]}\right)", 9)
            )
        if name == "sqrt":
            return rf"\sqrt{{{arguments[0]}}}", 9
        if name == "abs":
            return rf"\left|{arguments[0]}\right|", 9
        return rf"{self.function(name)}\left({', '.join(arguments)}\right)", 9

    def binary(self, tree):
        """(LaTeX, strength) of an operation with two sides."""
        mine = STRENGTH[type(tree.op)]
        if isinstance(tree.op, ast.Div):
            return rf"\frac{{{self.text(tree.left)}}}{{{self.text(tree.right)}}}", 3
        if isinstance(tree.op, ast.Pow):
            return f"{{{self.inside(tree.left, 5)}}}^{{{self.text(tree.right)}}}", 4
        left = self.inside(tree.left, mine)
        right = self.inside(tree.right, mine if isinstance(tree.op, ast.Add) else mine + 1)
        if isinstance(tree.op, ast.Mult):
            dot = r" \cdot " if right[:1].isdigit() else r"\,"
            return f"{left}{dot}{right}", mine
        return f"{left} {'+' if isinstance(tree.op, ast.Add) else '-'} {right}", mine

    def inside(self, tree, least):
        """An expression in brackets where it binds weaker than `least`."""
        text, strength = self.term(tree)
        return text if strength >= least else rf"\left({text}\right)"


def number(value):
    """A number as it is printed: 1.5e-05 as a power of ten."""
    text = repr(value)
    if "e" in text:
        mantissa, power = text.split("e")
        return rf"{mantissa.removesuffix('.0')} \cdot 10^{{{int(power)}}}"
    return text.removesuffix(".0")
