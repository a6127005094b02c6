"""A model for Brian2: a Python file with its equations, values, start and the lab's schedules. Numbers keep their units
in the comments: Brian2 gets them without dimension, since the printed equations are not homogeneous."""

from .opening import Language, in_time, opening, text, without_functions

UNITS = {"ms": "ms", "s": "second"}
FILE = '''"""{title}. Written for Brian2 by The Amplified Signal; the run in which its lab opens.

To run it: python {name}_brian2.py (needs Brian2). Source of the model: {source}.
"""

from brian2 import NeuronGroup, StateMonitor, defaultclock, ms, run, second

EQUATIONS = """
{equations}
"""
VALUES = {{
{values}
}}
START = {{
{start}
}}


def simulate(length={length}, dt={dt}, method="rk4", **values):
    """Times (in {unit}) and states of a run, as arrays; `values` replaces some of VALUES."""
    defaultclock.dt = dt * {unit}
    cell = NeuronGroup(1, EQUATIONS, method=method)
    for name, value in (VALUES | START | values).items():
        setattr(cell, name, value)
    monitor = StateMonitor(cell, list(START), record=True)
    run(length * {unit})
    return monitor.t / {unit}, {{name: getattr(monitor, name)[0] for name in START}}


if __name__ == "__main__":
    times, states = simulate()
    for name, row in states.items():
        print(f"{{name}} at {{times[-1]:g}} {unit}: {{row[-1]:.6g}}")
'''


def choose(yes, test, no):
    """`yes` where the test holds, else `no`, as a sum: Brian2's equations know no if."""
    words = f"({' '.join(test)})"
    return f"(int({words})*({yes}) + int(not {words})*({no}))"


def brian2_text(lab) -> str:
    """A Python file that runs the model of `lab` in Brian2, as the lab opens."""
    first = opening(lab)
    model, unit = first.model, UNITS[first.model.time]
    brian = Language(time=f"(t/{unit})", choose=choose, power="{}**{}")

    def written(line):
        return text(without_functions(model, line.expression), brian)

    equations = [f"d{line.name}/dt = ({written(line)})/{unit} : 1" for line in model.derivatives]
    equations += [f"{line.name} = {written(line)} : 1" for line in first.helpers]
    equations += [f"{symbol} = {text(in_time(law), brian)} : 1" for symbol, law in first.schedules.items()]
    equations += [f"{symbol} : 1 (constant)" for symbol in first.constants]
    rows = {quantity.symbol: f"  # {quantity.unit}: {quantity.meaning}" for quantity in model.quantities}
    return FILE.format(
        title=model.title, name=first.name, source=model.source, unit=unit, length=f"{first.length:.10g}",
        dt=model.dt, equations="\n".join(equations),
        values="\n".join(f'    "{symbol}": {value!r},{rows[symbol]}' for symbol, value in first.constants.items()),
        start="\n".join(f'    "{symbol}": {value!r},{rows[symbol]}' for symbol, value in first.start.items()),
    )  # fmt: skip
