"""Afterdischarge (@coggan2011): a pulse of 50 uA/cm^2 for 5 ms, and what goes on after it."""

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, by_lsoda, counts_agree

axon = model("afterdischarge")


def after_a_pulse(**values):
    return axon.run(I=schedule(0, (100, 105, 50)), every=10, **values)


@pytest.mark.parametrize("gp", [0, 0.2, 0.4, 0.6])
def test_with_little_persistent_current_one_pulse_gives_one_spike(gp):
    counts_agree([len(after_a_pulse(gp=gp).spikes)], "1")


def test_at_0_8_six_spikes_end_105_ms_after_the_pulse():
    found = after_a_pulse().spikes
    counts_agree([len(found)], "6")
    agrees(found[-1] - 105, "105", 1)


def test_with_the_sodium_held_it_never_stops():
    found = after_a_pulse(dynamic=0).spikes
    counts_agree([len(found)], "416")
    assert found[-1] > 2980


def test_more_persistent_current_goes_on_against_the_sodium():
    counts_agree([len(after_a_pulse(gp=0.9).spikes), len(after_a_pulse(gp=1.0).spikes)], "117 180")


def test_sodium_inside_triples_on_the_way():
    sodium = after_a_pulse(gp=1.0)["Na"]
    agrees(sodium[0], "18.8")
    agrees(sodium[-1], "55")


def test_its_spikes_come_when_an_independent_solver_says():
    run = axon.run(I=schedule(0, (100, 105, 50)), duration=300)
    expected = by_lsoda(axon, run, 105, 300)
    found = run.spikes[run.spikes > 105]
    assert len(expected) == len(found) == 5
    assert np.max(np.abs(found - expected)) < 0.05  # ms
