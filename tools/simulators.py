"""The default run of each lab in an established simulator: NEURON for chains and the squid axon, LSODA for the rest.

NEURON runs at the lab's step: a chain by the files that its model's page offers, whose mechanism its `nrnivmodl`
compiles, which needs a C compiler; the squid's cell with NEURON's own channels of Hodgkin and Huxley. LSODA (SciPy)
gets the compiled right sides of the model, and stops wherever an input changes or an event acts. Maps, closed forms
and populations solve no equation.
"""

import importlib
import math
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from accuracy import errors_of
from painlab.exchange.neuron import is_cable, membrane_text, program_text
from painlab.run import compiled, evaluate, start_state
from scipy.integrate import LSODA

TOLERANCE = {"rtol": 1e-6, "atol": 1e-8}
WHOLE = {"c_fiber": {"rho": 1.0}, "myelinated": {"f": 0.0}}  # chains are compared without a block or a lesion


def beside(lab):
    """(simulator's name, its ms, its spikes, ms of ours in Python, our spikes, errors), or None without an equation.

    Spikes are (number, time of the last); for a chain, those that arrive. Errors: see `errors_of`; None for NEURON.
    """
    method = lab.model.method
    if method in ("map", "closed", "population"):
        return None
    state = WHOLE.get(lab.model_name, {})
    ours, run = min((timed(lambda: lab.run(**state)) for _ in range(3)), key=lambda each: each[0])  # the first compiles
    spikes = counted(run.spikes_at(0.95) if method == "chain" else run.spikes)
    if method == "chain" or lab.model_name == "spike":
        result = in_its_own_process(lab.model_name)
        return result and ("NEURON", *result, 1000 * ours, spikes, None)
    seconds, theirs, end = min((by_lsoda(lab) for _ in range(3)), key=lambda each: each[0])  # the first compiles
    return "LSODA", 1000 * seconds, theirs, 1000 * ours, spikes, errors_of(lab, run, end)


def timed(work):
    """(seconds, what it gives) of a piece of work."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def counted(times):
    """(number, time of the last; nan where there is none) of spike times."""
    return len(times), float(times[len(times) - 1]) if len(times) else math.nan


# --- NEURON ---------------------------------------------------------------------------------------------------------


def in_its_own_process(name):
    """(ms, spikes) from a process of its own, in which NEURON loads one mechanism; None where it cannot be run."""
    done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True)
    if done.returncode:
        print(f"NEURON did not run {name}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
        return None
    milliseconds, count, last = done.stdout.split()[-3:]
    return float(milliseconds), (int(count), float(last))


def by_neuron(lab):
    """(ms, spikes) of a lab in NEURON; of a chain, the spikes at 0.95 of its length."""
    milliseconds, times = fiber_in_neuron(lab) if is_cable(lab.model) else cell_in_neuron(lab)
    return milliseconds, counted(times)


def fiber_in_neuron(lab):
    """(ms, spike times at 0.95 of the length) of a chain, by its files for NEURON."""
    with tempfile.TemporaryDirectory() as place:
        program = fiber_program(lab, Path(place))
    section, run = program.fiber(**WHOLE.get(lab.model_name, {})), lab.run(**WHOLE.get(lab.model_name, {}))
    times = program.run(section)[0.95]
    return best_of_three(program.h, run[f"{lab.model.membrane}@0.95"][0], run), times


def fiber_program(lab, folder):
    """The module of a chain for NEURON, written into `folder`, with its mechanism compiled and loaded."""
    name = lab.model_name
    (folder / f"{name}.mod").write_text(membrane_text(lab), encoding="utf-8")
    (folder / f"{name}_neuron.py").write_text(program_text(lab), encoding="utf-8")
    tool = Path(sys.executable).parent / "nrnivmodl"
    if not (shutil.which("cc") and tool.exists()):
        sys.exit("NEURON needs a C compiler for channels of one's own")
    done = subprocess.run([tool, "."], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    sys.path.insert(0, str(folder))
    program = importlib.import_module(f"{name}_neuron")
    program.h.nrn_load_dll(str(next(folder.rglob("libnrnmech.*"))))
    return program


def cell_in_neuron(lab):
    """(ms, spike times) of the squid's cell, with NEURON's own channels."""
    from neuron import h

    run = lab.run()
    values, section = run.values, h.Section()
    section.L = section.diam = 100
    section.cm = values["C"]
    section.insert("hh")
    section.ena, section.ek, section.el_hh = values["E_Na"], values["E_K"], values["E_L"]
    h.celsius, h.dt = values["T"], run.legs[0].dt
    pulse = next(piece for piece in run.schedules["I"].pieces if piece[1] > piece[0])
    clamp = h.IClamp(section(0.5))
    clamp.delay, clamp.dur = pulse[0], pulse[1] - pulse[0]
    clamp.amp = pulse[2] * 1e-5 * math.pi * section.L * section.diam  # uA/cm2 on um2, in nA
    counter, times = h.APCount(section(0.5)), h.Vector()
    counter.thresh = values["V_spike"]
    counter.record(times)
    return best_of_three(h, values.get("V_start", values.get("V_rest", -65.0)), run), list(times)


def best_of_three(h, start, run):
    """ms of NEURON's steps of a run from a membrane potential, the quickest of three times."""
    best = math.inf
    for _ in range(3):
        began = time.perf_counter()
        h.finitialize(start)
        for _ in range(round(run.t[-1] / h.dt)):
            h.fadvance()
        best = min(best, time.perf_counter() - began)
    return 1000 * best


# --- LSODA ----------------------------------------------------------------------------------------------------------


def plan_tables(lab, run):
    """What a run does: where it starts, what moves, when events come, and its phases, each after which other one."""
    model, values = lab.model, run.values
    treatments = {row.symbol: float(row.value) for row in model.settable if row.group == "treatment"}
    start = start_state(model, values | treatments if "protocol" in lab.settings else values)
    phases, previous = [], None
    named = model.protocols[lab.settings["protocol"]] if "protocol" in lab.settings else [None] * len(run.legs)
    for number, (phase, leg) in enumerate(zip(named, run.legs, strict=True)):
        changed = {symbol: value for symbol, value in leg.values.items() if value != values[symbol]}
        name, follows = (phase.name, phase.after or previous) if phase else (number, previous)
        phases.append({"name": name, "follows": follows, "origin": leg.origin, "dt": leg.dt, "steps": leg.n,
                       "values": changed})  # fmt: skip
        previous = name
    return {
        "START": dict(zip((state.symbol for state in model.states), start, strict=False)),
        "INPUTS": {name: [*map(tuple, inputs.pieces)] for name, inputs in run.schedules.items() if inputs.pieces},
        "TRAINS": {
            name: (*(evaluate(model, term, values) for term in (train.start, train.every, train.count)), train.offsets)
            for name, train in model.trains.items()
        },
        "PHASES": phases,
    }


class Cell:
    """A compiled point model, with the inputs of a run."""

    def __init__(self, model, inputs):
        """`at` is the place of the membrane among the states, `threshold` that of its threshold among the numbers."""
        self.model, self.inputs, self.functions = model, inputs, compiled(model.python, True)
        self.symbols = [row.symbol for row in model.settable]
        self.at = [state.symbol for state in model.states].index(model.membrane) if model.membrane else None
        self.threshold = self.symbols.index(model.threshold) if model.membrane else None


def by_lsoda(lab):
    """A point model, phase by phase, from edge to edge; a spike-and-reset cell is reset and held."""
    model, run = lab.model, lab.run()
    tables = plan_tables(lab, run)
    cell = Cell(model, tables["INPUTS"])
    start, spikes = time.perf_counter(), []
    ends = {None: np.array([*tables["START"].values()])}
    for phase in tables["PHASES"]:
        values, first = run.values | phase["values"], phase["origin"]
        last = first + phase["steps"] * phase["dt"]
        acts = [
            (begin + k * gap + offset, name)
            for name, (begin, gap, count, offsets) in tables["TRAINS"].items()
            if name in model.trains_named
            for k in range(int(count))
            for offset in offsets
        ]
        acts = sorted(act for act in acts if first <= act[0] < last)
        edges = {first, last, *(t for t, _ in acts)}
        edges |= {t for pieces in tables["INPUTS"].values() for piece in pieces for t in piece[:2] if first < t < last}
        edges, y, held = sorted(edges), ends[phase["follows"]].copy(), math.inf
        for begin, end in zip(edges, edges[1:], strict=False):
            p = np.array([values[symbol] for symbol in cell.symbols])
            for _, name in (act for act in acts if act[0] == begin):
                cell.functions[f"on_{name}"](y, p)
            y, held, more = stretch(cell, y, p, begin, end, held)
            spikes += more
        ends[phase["name"]] = y
    return time.perf_counter() - start, counted(spikes), y


def stretch(cell, y, p, begin, end, held):
    """From `begin` to `end`, between which nothing jumps: (state, until when it is held after a spike, spike times)."""
    spikes = []
    while begin < end:
        begin, y, times = steps_to_spike(cell, y, p, begin, min(end, held), held < math.inf)
        spikes += times
        if begin >= held:
            held = math.inf
        elif cell.model.reset and y[cell.at] >= p[cell.threshold]:
            cell.functions["spiked"](y, p)
            held = begin + p[cell.symbols.index(cell.model.reset[1])]
    return y, held, spikes


def steps_to_spike(cell, y, p, begin, end, is_held):
    """LSODA's steps to `end`, or to a spike that resets: (time, state, spike times)."""
    solver, spikes = LSODA(right_side(cell, p, begin, is_held), begin, y, end, **TOLERANCE), []
    watched = cell.at is not None and not is_held
    while solver.status == "running":
        before = solver.y[cell.at] if watched else math.nan
        solver.step()
        if watched and before < p[cell.threshold] <= solver.y[cell.at]:
            part = (p[cell.threshold] - before) / (solver.y[cell.at] - before)
            spikes.append(solver.t_old + (solver.t - solver.t_old) * part)
            if cell.model.reset:
                break
    if solver.status == "failed":
        raise RuntimeError(f"{cell.model.title}: LSODA gave up at {solver.t}")
    return solver.t, solver.y.copy(), spikes


def right_side(cell, p, begin, is_held):
    """The slopes of a cell by time and state, its inputs as they move from `begin` on."""
    slopes = np.zeros(len(cell.model.states))
    moving = [
        (cell.symbols.index(symbol), piece)
        for symbol, pieces in cell.inputs.items()
        for piece in pieces
        if piece[0] <= begin < piece[1]
    ]

    def right(t, y):
        for place, (start, stop, first, last) in moving:
            p[place] = first + (last - first) * (t - start) / (stop - start)
        cell.functions["rhs"](y, p, slopes)
        if is_held:
            slopes[cell.at] = 0.0
        return slopes.copy()

    return right


if __name__ == "__main__":
    from painlab.lab import load

    milliseconds, spikes = by_neuron(load(sys.argv[1]))
    print(milliseconds, *spikes)
