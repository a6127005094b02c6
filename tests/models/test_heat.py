"""The nociceptor that heat opens: first spikes on ramps, rates at steady temperatures, and what a drug takes away.

The rates of the specification are counted from 0.5 to 3 s of a steady temperature, in a cell whose heat conductance
comes into play when the run begins (it had rested without). A cell that has long been at 32 degrees with it differs by
up to 2.4 Hz where it is sensitized, because the slow gates of its potassium channels have already moved.
"""

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, agrees_all, by_lsoda

cell = model("heat")
ONE_SPIKE = 0.4  # Hz: one spike in 2.5 s


def ramp(rate, target, hold=0.0, **values):
    """A run with a ramp from 32 degrees that begins at 200 ms, and the time at which it ends."""
    end = 200 + 1000 * (target - 32) / rate
    warmth = schedule(32, (200, end, 32, target), (end, end + hold + 1, target))
    return cell.run(T=warmth, duration=end + hold, every=100, **values), end


def steady(target, **values):
    """Spikes a second at a steady temperature, from 0.5 to 3 s after a ramp of 6 degrees a second."""
    values = {"g_T": schedule(0, (0, 1e6, 4))} | values
    run, end = ramp(6, target, 3000, **values)
    return np.sum((run.spikes >= end + 500) & (run.spikes < end + 3000)) / 2.5


@pytest.mark.parametrize("rate, first, count", [(2, "41.54", 35), (6, "44.3", 8)])
def test_a_faster_ramp_finds_a_higher_threshold(rate, first, count):
    run, _ = ramp(rate, 47)
    agrees(32 + rate * (run.spikes[0] - 200) / 1000, first)
    assert abs(len(run.spikes) - count) <= 1


def test_a_slow_ramp_gives_250_spikes_from_40_degrees_on():
    run, _ = ramp(0.3, 47)
    agrees(32 + 0.3 * (run.spikes[0] - 200) / 1000, "40.05", tolerance=0.01)
    assert abs(len(run.spikes) - 250) <= 1


def test_rate_at_steady_temperatures():
    agrees_all([steady(t) for t in (40, 41, 42, 43, 44, 45, 47, 49)], "0 4.4 8.0 10.4 12.4 13.6 14.8 15.6", ONE_SPIKE)


def test_three_degrees_of_sensitization():
    agrees_all([steady(t, shift=-3) for t in (37, 39, 41, 45)], "0 7.6 12.4 15.6", ONE_SPIKE)


def test_six_degrees_of_sensitization_and_it_fires_at_body_temperature():
    agrees_all([steady(t, shift=-6) for t in (35, 37, 39, 45)], "2.8 10.0 14.0 16.0", ONE_SPIKE)


def test_a_cell_that_was_warm_before_differs_little():
    differences = [steady(t, shift=-6, g_T=4) - steady(t, shift=-6) for t in (35, 37, 39, 45)]
    assert np.max(np.abs(differences)) < 2.5


def test_in_the_sensitized_cell_nav18_carries_the_firing_and_nav17_does_not():
    agrees(steady(37, shift=-6, block7=1), "10.0", ONE_SPIKE)
    assert steady(37, shift=-6, g8=4) == steady(37, shift=-6, block8=0.87) == 0


def test_half_of_nav18_moves_the_threshold_to_44_degrees():
    assert steady(43, block8=0.5) == 0
    agrees_all([steady(t, block8=0.5) for t in (44, 47)], "1.6 7.6", ONE_SPIKE)


def test_half_of_the_heat_conductance_is_open_at_its_middle():
    run = cell.run(T=42, duration=1, every=20)
    agrees(run["P"][0], "0.5", 1e-12)
    agrees(run["I_heat"][0], "0", abs(4 * 0.5 * run["V"][0]) + 1e-9)


def test_its_spikes_come_when_an_independent_solver_says():
    run = cell.run(T=44, duration=1000)
    expected = by_lsoda(cell, run, 0, 1000)
    assert len(expected) == len(run.spikes) > 3
    assert np.max(np.abs(run.spikes - expected)) < 0.5  # ms, at steps of 0.05 ms
