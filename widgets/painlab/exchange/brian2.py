"""A model for Brian2: a Python file with its equations, values, start and the lab's schedules. Numbers keep their units
in the comments: Brian2 gets them without dimension, since the printed equations are not homogeneous.

Brian2 takes steps of one length. A synapse acts at the end of its step, so an event comes one step sooner; a spike is
seen at the end of its step, so the hold of a reset is up to a step shorter.
"""

from .opening import Language, in_time, opening, text, without_functions

TAKEN = {"N", "i", "j", "t", "dt", "xi"}  # names that Brian2 keeps for itself
UNITS = {"ms": "ms", "s": "second"}
FILE = '''"""{title}. Written for Brian2 by The Amplified Signal; the run in which its lab opens.

To run it: python {name}_brian2.py (needs Brian2). Source of the model: {source}.
"""

from brian2 import {classes}, defaultclock, ms, second

EQUATIONS = """
{equations}
"""
VALUES = {{
{values}
}}
START = {{
{start}
}}
{events}

def simulate(length={length}, dt={dt}, method="rk4", **values):
    """Times (in {time}) and states of a run, as arrays; `values` replaces some of VALUES."""
    defaultclock.dt = dt * {unit}
    cell = NeuronGroup(1, EQUATIONS, method=method{cell})
    for name, value in (VALUES | START | values).items():
        setattr(cell, name, value)
    monitor = StateMonitor(cell, list(START), record=True)
    network = Network(cell, monitor)
{run}
    return monitor.t / {unit}, {{name: getattr(monitor, name)[0] for name in START}}


if __name__ == "__main__":
    times, states = simulate()
    for name, row in states.items():
        print(f"{{name}} at {{times[-1]:g}} {time}: {{row[-1]:.6g}}")
'''
EVENTS = '''ON = {{  # what an event of each train does, at the end of the step in which it is sent
{changes}
}}
OFFSETS = {{  # of the events in each period
{offsets}
}}


def trains(v):
    """{{train: (start of the first period, length of a period, number of periods)}} at values `v`; times in {time}."""
    return {{
{trains}
    }}
'''
SEND = """    for name, (start, every, count) in trains(VALUES | values).items():
        offsets = enumerate(OFFSETS[name])
        sent = [(i, start + k * every + offset - dt) for i, offset in offsets for k in range(int(count))]
        fibers = SpikeGeneratorGroup(len(OFFSETS[name]), [i for i, _ in sent], [time for _, time in sent] * {unit})
        synapses = Synapses(fibers, cell, on_pre=ON[name])
        synapses.connect()
        network.add(fibers, synapses)
"""
RUN = "    network.run(length * {unit})"
RETURNS = """RETURNS = {returns}  # at the second time of each pair the states are again what they were at the first
"""
RUN_AND_RETURN = """    at, kept = 0, {{}}
    for time in sorted({{length, *(time for pair in RETURNS for time in pair if time < length)}}):
        network.run((time - at) * {unit})
        at, kept[time] = time, {{name: getattr(cell, name)[:] + 0 for name in START}}
        for since in [since for since, back in RETURNS if back == time]:
            cell.set_states(kept[since])"""


def choose(yes, test, no):
    """`yes` where the test holds, else `no`, as a sum: Brian2's equations know no if."""
    words = f"({' '.join(test)})"
    return f"(int({words})*({yes}) + int(not {words})*({no}))"


def own(symbol: str) -> str:
    """A symbol as the file has it."""
    return f"{symbol}_of_model" if symbol in TAKEN else symbol


def brian2_text(lab) -> str:
    """A Python file that runs the model of `lab` in Brian2, as the lab opens."""
    first = opening(lab)
    model, unit = first.model, UNITS[first.model.time]
    brian = Language(time=f"(t/{unit})", choose=choose, power="{}**{}", symbol=own)

    def written(tree):
        return text(without_functions(model, tree), brian)

    held = model.membrane if model.reset else None
    equations = [
        f"d{own(line.name)}/dt = ({written(line.expression)})/{unit} : 1{' (unless refractory)' * (line.name == held)}"
        for line in model.derivatives
    ]
    equations += [f"{own(line.name)} = {written(line.expression)} : 1" for line in first.helpers]
    equations += [f"{own(symbol)} = {text(in_time(law), brian)} : 1" for symbol, law in first.schedules.items()]
    equations += [f"{own(symbol)} : 1 (constant)" for symbol in first.constants]
    rows = {quantity.symbol: f"  # {quantity.unit}: {quantity.meaning}" for quantity in model.quantities}
    classes = ["Network", "NeuronGroup", *["SpikeGeneratorGroup"] * bool(first.trains), "StateMonitor"]

    def steps(changes):
        return "\n".join(f"{own(symbol)} = {written(tree)}" for symbol, tree in changes)

    cell = ""
    if model.reset:
        threshold, hold = f"{own(model.membrane)} >= {own(model.threshold)}", f"{own(model.reset[1])}*{unit}"
        cell = f', threshold="{threshold}", reset={steps(first.spike)!r}, refractory="{hold}"'
    return FILE.format(
        title=model.title, name=first.name, source=first.source, unit=unit, time=model.time,
        length=f"{first.length:.10g}", dt=model.dt, equations="\n".join(equations), cell=cell,
        classes=", ".join([*classes, *["Synapses"] * bool(first.trains)]),
        values="\n".join(f'    "{own(symbol)}": {value!r},{rows[symbol]}' for symbol, value in first.constants.items()),
        start="\n".join(f'    "{own(symbol)}": {value!r},{rows[symbol]}' for symbol, value in first.start.items()),
        events=events_text(first, steps),
        run="".join([SEND] * bool(first.trains) + [RUN_AND_RETURN if first.returns else RUN]).format(unit=unit),
    )  # fmt: skip


def events_text(first, steps) -> str:
    """What a file says of trains and returns, before its `simulate`; '' where there are none."""
    said = RETURNS.format(returns=first.returns) if first.returns else ""
    if not first.trains:
        return said
    values = Language(time="t", choose=conditional, power="{}**{}", symbol=lambda symbol: f'v["{own(symbol)}"]')

    def numbers(train):
        told = (text(without_functions(first.model, tree), values) for tree in train.when)
        return f'        "{train.name}": ({", ".join(told)}),'

    return said + EVENTS.format(
        changes="\n".join(f'    "{train.name}": """\n{steps(train.changes)}\n""",' for train in first.trains),
        offsets="\n".join(f'    "{train.name}": {train.offsets},' for train in first.trains),
        trains="\n".join(map(numbers, first.trains)), time=first.model.time,
    )  # fmt: skip


def conditional(yes, test, no):
    """`yes` where the test holds, else `no`, in Python."""
    return f"({yes} if {' '.join(test)} else {no})"
