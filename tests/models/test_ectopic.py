"""The ganglion cell of @kovalsky2009: counts at steady current, and how little sodium conductance it can lose."""

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, by_lsoda, counts_agree

cell = model("ectopic")


def spikes(current, **values):
    """Spike times for a step of current from 100 to 2900 ms."""
    return cell.run(I=schedule(0, (100, 2900, current)), every=100, **values).spikes


@pytest.mark.parametrize(
    "current, count, first, interval", [(0.1, 98, "103.96", "26.24"), (0.3, 129, "102.08", "19.70")]
)
def test_steady_current_gives_steady_firing(current, count, first, interval):
    found = spikes(current)
    assert abs(len(found) - count) <= 3
    agrees(found[0], first, tolerance=0.01)
    agrees(found[1] - found[0], interval, tolerance=0.01)


@pytest.mark.parametrize(
    "current, counts", [(0.019, (6, 1)), (0.03, (21, 2)), (0.045, (49, 3)), (0.063, (78, 2)), (0.1, (99, 1))]
)
def test_counts_and_bursts_of_an_independent_solution(current, counts):
    found = spikes(current)
    counts_agree([len(found)], str(counts[0]))
    if current != 0.1:
        assert np.sum(np.diff(found) > 100) + 1 == counts[1]


def test_at_0_045_it_fires_in_two_to_four_bursts():
    assert 2 <= np.sum(np.diff(spikes(0.045)) > 100) + 1 <= 4


def test_at_0_012_it_oscillates_near_45_hertz_and_the_oscillation_dies_out():
    # 44.66 Hz and 2.3 mV in the archive are due to its tables in steps of 1 mV
    run = cell.run(I=schedule(0, (100, 2900, 0.012)), every=10)
    v = run["V"][(run.t > 500) & (run.t < 2800)]
    tops = np.flatnonzero((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]))
    assert len(run.spikes) == 0
    assert 45 < 1000 / (0.1 * np.diff(tops).mean()) < 46.5  # 45.7 to 46 Hz
    assert np.ptp(run["V"][(run.t > 2700) & (run.t < 2900)]) < 0.1  # 0.05 mV


def test_a_few_percent_of_all_sodium_conductance_carry_the_firing_at_0_1():
    counts_agree([len(spikes(0.1, fNa=left)) for left in (1.0, 0.99, 0.98, 0.97, 0.96)], "99 66 10 4 1")


def test_a_stronger_current_needs_a_few_percent_more():
    counts_agree([len(spikes(0.3, fNa=left)) for left in (0.96, 0.95, 0.94, 0.90)], "110 39 15 1")


def test_the_late_current_alone_carries_much_of_it():
    counts_agree([len(spikes(0.1, f_late=left)) for left in (0.95, 0.90, 0.80)], "67 12 1")


def test_its_spikes_come_when_an_independent_solver_says():
    run = cell.run(I=schedule(0, (100, 2900, 0.1)), duration=400)
    expected = by_lsoda(cell, run, 100, 400)
    assert len(expected) == len(run.spikes) > 8
    assert np.max(np.abs(run.spikes - expected)) < 0.02  # ms
