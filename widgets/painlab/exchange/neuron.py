"""A chain for NEURON: the mechanism of its membrane in NMODL, and a Python program that builds the fiber and runs it.

A model's chain is NEURON's cable equation: one section with sealed ends, a segment for each compartment. Its Ra is the
one with which neighbors are coupled as the model's `coupling` says, so nodes without their internodes, which have no
length in common with a cable, are coupled exactly too. Each segment's cm is what the membrane's equation divides
`axial` by; all else in that equation is the mechanism's current.
"""

import ast
import copy
from dataclasses import dataclass

from ..errors import ModelError
from ..model.expressions import needed, negative, place, read
from ..model.language import linear_in, names_in
from .nmodl import framed, in_neuron, own
from .opening import Opening, first_run, in_time, text

PLACES = {"position_": "position", "c_": "number", "N_": "size"}  # of a compartment: mm, and its number of how many
CURRENT = "\n    NONSPECIFIC_CURRENT i"
GEOMETRY = ("length", "compartments", "coupling")  # one number each for the whole fiber
ABOUT = """The membrane of one compartment. {name}_neuron.py builds the fiber around it, tells each segment its
position (mm) and its number of how many (size), and takes from it its capacitance (uF/cm2) and coupling (mS/cm2)."""
PROGRAM = '''"""{title}. Written for NEURON by The Amplified Signal; the run in which its lab opens.

To run it, beside {name}.mod: nrnivmodl, which needs a C compiler, and then python {name}_neuron.py.
Source of the model: {source}.
"""

from neuron import h

SITES = {sites}  # parts of the length


def fiber(**values):
    """The fiber as a section of NEURON; `values` replaces some of those in {name}.mod."""
    section = h.Section(name="{name}")
    section.insert("{name}")
    membrane = section(0.5).{name}
    for symbol, value in values.items():
        setattr(membrane, f"{{symbol}}_", value)
    h.finitialize()
    length, size = membrane.length_, int(membrane.compartments_ + 0.5)  # mm
    section.L, section.diam = 1000 * length, {diameter}  # um
    section.Ra = 1e7 * section.diam * (size / section.L) ** 2 / (4 * membrane.coupling_)  # ohm cm
    section.nseg = size
    for number, segment in enumerate(section):
        membrane = segment.{name}
        membrane.number, membrane.size, membrane.position = number, size, (number + 0.5) * length / size
    h.finitialize()
    for segment in section:
        segment.cm = segment.{name}.capacitance
    return section


def run(section, duration={duration}, dt={dt}, start={start}):
    """{{part of the length: times (ms) at which the membrane passes {level} upward there}}; it starts at `start` mV."""
    rows = {{part: h.Vector().record(compartment(section, part)._ref_v) for part in SITES}}
    h.dt, h.secondorder = dt, {second}  # 0: backward Euler, 1: Crank-Nicolson
    h.finitialize(start)
    for _ in range(round(duration / dt)):
        h.fadvance()
    return {{part: upstrokes(row, section(0.5).{name}.{threshold}, dt) for part, row in rows.items()}}


def compartment(section, part):
    """The segment at a part of the length."""
    return section((min(section.nseg - 1, int(part * section.nseg)) + 0.5) / section.nseg)


def upstrokes(row, level, dt):
    """When the rows of a membrane, `dt` ms apart, pass a level upward; between two rows it goes straight."""
    pairs = enumerate(zip(row, list(row)[1:]))
    return [dt * (step + (level - v) / (later - v)) for step, (v, later) in pairs if v < level <= later]


if __name__ == "__main__":
    section, before = fiber(), None
    for part, times in run(section).items():
        where = (int(part * section.nseg) + 0.5) * section.L / section.nseg / 1000
        speed = f", {{abs((where - before[0]) / (times[0] - before[1])):.3f}} m/s" if times and before else ""
        print(f"{{where:.3f}} mm: {{' '.join(f'{{time:.4f}}' for time in times) or 'no spike'}} ms{{speed}}")
        before = (where, times[0]) if times else None
'''


def is_cable(model) -> bool:
    """Whether a model is a chain of compartments, in NEURON's unit of time."""
    return model.method == "chain" and model.time == "ms"


@dataclass(frozen=True)
class Membrane:
    """The membrane of a chain as NMODL says it. Values are {name in the file: text}, in the order of their lines."""

    first: Opening

    @property
    def equations(self):
        """The differential equations, {state: tree}."""
        return {line.name: line.expression for line in self.first.model.derivatives}

    @property
    def gates(self):
        """The states but the membrane potential, which is NEURON's own v."""
        return [state for state in self.first.model.states if state.symbol != self.first.model.membrane]

    @property
    def neuron(self):
        """How NMODL writes its expressions."""
        return in_neuron(self.first.model, PLACES | {self.first.model.membrane: "v"})

    def written(self, tree) -> str:
        """An expression as NMODL has it."""
        return text(in_place(tree), self.neuron)

    def moves(self, *symbols) -> bool:
        """Whether one of these changes during the run, by itself or by what its helpers read."""
        changing = {*self.equations, *self.first.schedules}
        return not changing.isdisjoint(read(self.first.model, [*map(ast.Name, symbols)]))

    def values(self, trees, known=()):
        """The inputs with a schedule and the helpers that expressions read; those of `known` are there already."""
        model, schedules = self.first.model, self.first.schedules
        laws = {symbol: in_time(schedules[symbol]) for symbol in schedules if symbol in read(model, trees)}
        helpers = {line.name: line.expression for line in needed(model, trees)}
        values = {own(symbol): self.written(tree) for symbol, tree in (laws | helpers).items()}
        return {name: value for name, value in values.items() if name not in known}


def membrane_text(lab) -> str:
    """An NMODL file of the membrane of a chain, as `lab` opens. `ModelError` where its model is no cable of NEURON."""
    membrane = Membrane(cable(lab))
    first, gates = membrane.first, membrane.gates
    current, conductance = linear_in("axial", membrane.equations[first.model.membrane])
    rates = {gate.symbol: linear_in(gate.symbol, membrane.equations[gate.symbol]) for gate in gates}
    moving = [own(name) for name in (*first.schedules, *(line.name for line in first.helpers)) if membrane.moves(name)]
    still = membrane.values([*membrane.equations.values(), *map(ast.Name, GEOMETRY)], moving)
    still["capacitance"] = f"1/({membrane.written(conductance)})"
    started = dict(still)
    for gate in gates:
        rise, fall = rates[gate.symbol]
        start = ast.BinOp(negative(rise), ast.Div(), fall) if gate.start_text == "steady" else gate.start
        started |= membrane.values([start], started) | {own(gate.symbol): membrane.written(start)}
    course = membrane.values([membrane.equations[symbol] for symbol in rates], still)
    for symbol, (rise, fall) in rates.items():
        course |= {f"rise_{own(symbol)}": membrane.written(rise), f"fall_{own(symbol)}": membrane.written(fall)}
    flow = membrane.values([current], still)
    flow["i"] = f"-0.001*capacitance*({membrane.written(current)})"
    states = [own(symbol) for symbol in rates]
    assigned = [name for name in started | course | flow if name not in (*states, "i")]
    grown = [f"{own(symbol)}' = rise_{own(symbol)} + fall_{own(symbol)}*{own(symbol)}" for symbol in rates]
    assigned = [*PLACES.values(), *assigned]
    return framed(
        first, membrane.neuron, [*map(own, first.constants), *states, *assigned], ABOUT.format(name=first.name),
        method="cnexp", states=states, assigned=["v (mV)", "i (mA/cm2)", *assigned], current=CURRENT,
        initial=lines(started), lines=[*lines(course), *grown], breakpoint=lines(flow),
    )  # fmt: skip


def lines(values):
    """Values as lines that set them."""
    return [f"{name} = {value}" for name, value in values.items()]


def program_text(lab) -> str:
    """A Python file that runs the chain of `lab` in NEURON, as the lab opens. `ModelError` as for `membrane_text`."""
    first = cable(lab)
    model = first.model
    known = "diameter" in [quantity.symbol for quantity in model.settable]
    return PROGRAM.format(
        title=model.title, name=first.name, source=model.source, sites=model.sites,
        diameter=f"membrane.{own('diameter')}" if known else "1", duration=f"{first.length:.10g}", dt=model.dt,
        start=first.start[model.membrane], threshold=own(model.threshold), level=model.threshold,
        second=model.order - 1,
    )  # fmt: skip


def cable(lab) -> Opening:
    """The first run of a lab whose model is NEURON's cable. `ModelError` says what in it is none."""
    model = lab.model
    if not is_cable(model):
        raise ModelError(
            f"{model.title} is no chain of compartments in ms; only these are written as fibers for NEURON"
        )
    membrane = Membrane(first_run(lab))
    _, conductance = linear_in("axial", membrane.equations[model.membrane])
    wrong = [name for name in GEOMETRY if membrane.moves(name)]
    if membrane.moves(*names_in(conductance)):
        wrong.append(f"what divides 'axial' in d{model.membrane}/dt")
    if wrong:
        raise ModelError(
            f"{model.title}: {' and '.join(wrong)} would change during the run, but a section of NEURON is built"
            " once; take the Python file of the model's page"
        )
    return membrane.first


def in_place(tree):
    """A copy of an expression in which `zone` and `at` are choices by where a compartment is."""

    class Place(ast.NodeTransformer):
        def visit_Call(self, node):
            self.generic_visit(node)
            return place(node)

    return Place().visit(copy.deepcopy(tree))
