"""Fibers for NEURON: each file is run there, from NEURON's own package, and the spike runs as ours does."""

import dataclasses
import json
import subprocess

import numpy as np
import pytest
from conftest import python_with
from painlab.errors import ModelError
from painlab.exchange.neuron import is_cable, membrane_text, program_text
from painlab.lab import load, of_model
from painlab.model import model, names
from test_exchange import PACKAGES

FIBERS = [name for name in names() if is_cable(model(name))]
each_fiber = pytest.mark.parametrize("name", FIBERS)
RUN = """
import importlib, json, sys
there = importlib.import_module(f"{sys.argv[1]}_neuron")
section = there.fiber(**json.loads(sys.argv[2]))
print(json.dumps([section.Ra, section.nseg, [segment.cm for segment in section], there.run(section)]))
"""
# NEURON's own channels of Hodgkin and Huxley on the fiber that the file built, in place of the file's
OWN_CHANNELS = """
import json
import squid_axon_neuron as there
section = there.fiber()
values = section(0.5).squid_axon
section.insert("hh")
section.ena, section.ek, section.el_hh, there.h.celsius = values.E_Na_, values.E_K_, values.E_L_, values.T_
for segment in section:
    for symbol in ("g_Na_", "g_K_", "g_L_"):
        setattr(segment.squid_axon, symbol, 0)
print(json.dumps(there.run(section)))
"""


def first_lab(name):
    return load(of_model(name)[0])


def test_every_chain_is_written():
    assert FIBERS == [name for name in names() if model(name).method == "chain"]


@each_fiber
def test_the_files_say_their_source_and_hold_every_quantity(name):
    lab = first_lab(name)
    mechanism, program = membrane_text(lab), program_text(lab)
    compile(program, name, "exec")
    assert mechanism.isascii()
    assert max(map(len, mechanism.splitlines())) < 512  # NEURON's translator reads no longer line
    assert all(f"{quantity.symbol}_ = " in mechanism for quantity in lab.model.parameters)
    assert all(lab.model.source in text for text in (mechanism, program))


def test_a_model_without_compartments_is_refused():
    with pytest.raises(ModelError, match="The gate is no chain of compartments"):
        membrane_text(load("gate"))


def test_a_coupling_that_changes_during_the_run_is_refused():
    lab = dataclasses.replace(load("squid_axon"), schedules={"R_a": (35.4, (1.0, 2.0, 50.0, 50.0))})
    with pytest.raises(ModelError, match="coupling would change during the run.*take the Python file"):
        program_text(lab)


def test_a_capacitance_that_changes_during_the_run_is_refused():
    lab = load("squid_axon")
    equations = lab.model.equations.replace("- g_L*(V - E_L))/C", "- g_L*(V - E_L))/(C + m)")
    with pytest.raises(ModelError, match="what divides 'axial' in dV/dt would change during the run"):
        membrane_text(dataclasses.replace(lab, model=dataclasses.replace(lab.model, equations=equations)))


@pytest.fixture(scope="session")
def neuron(tmp_path_factory):
    """A Python that has NEURON."""
    return python_with(tmp_path_factory.mktemp("neuron"), *PACKAGES["NEURON"])


@pytest.fixture(scope="session")
def fibers(neuron, tmp_path_factory):
    """fibers(name, script, *arguments) → what a script prints at last beside the compiled files of a fiber."""
    folders = {}

    def run(name, script, *arguments):
        if name not in folders:
            folder = folders[name] = tmp_path_factory.mktemp(name)
            (folder / f"{name}.mod").write_text(membrane_text(first_lab(name)), encoding="utf-8")
            (folder / f"{name}_neuron.py").write_text(program_text(first_lab(name)), encoding="utf-8")
            subprocess.run([neuron.parent / "nrnivmodl", "."], cwd=folder, check=True, capture_output=True)
        done = subprocess.run([neuron, *script, *arguments], cwd=folders[name], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def ran(fibers, name, **values):
    """(Ra, compartments, their cm, {site: times}) of a fiber in NEURON."""
    ra, size, cm, times = json.loads(fibers(name, ["-c", RUN], name, json.dumps(values)).splitlines()[-1])
    return ra, size, cm, {float(site): row for site, row in times.items()}


# Other states than those in which the labs open: a fiber that is blocked, one that starts at a neuroma, a colder one.
STATES = [
    *((name, {}) for name in FIBERS), ("c_fiber", {"rho": 0}), ("c_fiber", {"source": "neuroma", "lidocaine": 50}),
    ("myelinated", {"f": 0.1}), ("myelinated", {"D": 5, "demyelinated": 4}), ("squid_axon", {"T": 6.3}),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "values"), STATES, ids=str)
def test_in_neuron_the_spike_passes_every_site_when_ours_does(name, values, fibers):
    ours = first_lab(name).run(**values)
    *_, there = ran(fibers, name, **{row.symbol: ours.values[row.symbol] for row in ours.model.parameters})
    assert list(there) == list(ours.model.sites)
    for site, times in there.items():
        assert times == pytest.approx(ours.spikes_at(site), rel=1e-6), site


@pytest.mark.slow
@each_fiber
def test_a_fiber_as_a_program_prints_the_times_and_the_speeds(name, fibers):
    lab = first_lab(name)
    ours = lab.run()
    rows = [line.split() for line in fibers(name, [f"{name}_neuron.py"]).splitlines() if " mm: " in line]
    times = [ours.spikes_at(site)[0] for site in lab.model.sites]
    assert [float(row[2]) for row in rows] == pytest.approx(times, abs=1e-4)
    apart = np.diff([float(row[0]) for row in rows])
    assert [float(row[4]) for row in rows[1:]] == pytest.approx(list(apart / np.diff(times)), abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["c_fiber", "squid_axon"])
def test_a_cable_is_coupled_by_the_axoplasm_of_the_model(name, fibers):
    ours = first_lab(name).run()
    ra, size, cm, _ = ran(fibers, name)
    assert (ra, size) == (pytest.approx(ours.values["R_a"]), ours.size)
    assert cm == pytest.approx([ours.values["C"]] * size)


@pytest.mark.slow
def test_only_the_nodes_beside_a_bare_internode_have_more_capacitance(fibers):
    *_, cm, _ = ran(fibers, "myelinated", f=0.05, demyelinated=2.0)
    healthy = model("myelinated").run().values["C"]
    more = {number: value - healthy for number, value in enumerate(cm) if value > healthy * 1.001}
    assert list(more) == [30, 31, 32]  # the lesion begins at node 30
    assert more[31] == pytest.approx(2 * more[30]) == pytest.approx(2 * more[32])


@pytest.mark.slow
def test_the_axon_conducts_as_with_the_channels_that_neuron_has_itself(fibers):
    own = json.loads(fibers("squid_axon", ["-c", OWN_CHANNELS]).splitlines()[-1])
    *_, there = ran(fibers, "squid_axon")
    for site, times in there.items():
        assert times == pytest.approx(own[str(site)], abs=2e-3), site
