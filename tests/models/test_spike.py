"""The squid axon's membrane at a point: rest, thresholds, rates, refractoriness (@hodgkinhuxley1952)."""

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, agrees_all, by_lsoda, is_threshold

axon = model("spike")


def spikes(current, duration):
    return axon.run(I=current, duration=duration, every=10_000).spikes


def test_rest():
    run = axon.run(duration=1)
    agrees_all([run[x][0] for x in "Vmhn"], "-64.9964 0.05296 0.59599 0.31773", 1e-4)


@pytest.mark.parametrize(
    "width, printed",
    [(0.1, 65.19), (0.2, 32.68), (0.5, 13.28), (1, 6.92), (2, 3.86), (5, 2.352), (20, 2.241), (50, 2.241)],
)
def test_threshold_of_a_pulse(width, printed):
    def fires(current):
        return len(spikes(schedule(0, (1, 1 + width, current)), width + 40)) > 0

    is_threshold(fires, printed, 0.01 * printed)


def test_a_long_weak_step_gives_one_to_three_spikes():
    assert all(1 <= len(spikes(current, 1000)) <= 3 for current in (2.26, 3, 4, 5, 6, 6.2))


@pytest.mark.parametrize(
    "current, printed",
    [
        (6.3, "52.4"),
        (7, "58.3"),
        (8, "62.5"),
        (9, "65.6"),
        (10, "68.3"),
        (15, "78.6"),
        (20, "86.5"),
        (30, "98.7"),
        (50, "117.0"),
    ],
)
def test_rate_of_steady_firing(current, printed):
    found = spikes(current, 1000)
    agrees(1000 / np.mean(np.diff(found[len(found) // 2 :])), printed, 0.5)


def test_from_80_on_it_is_blocked_and_not_silent():
    run = axon.run(I=80, duration=1000, every=10)
    assert len(run.spikes) == 1
    late = run["V"][run.t > 500]
    assert late.max() < 0 and np.ptp(late) > 10  # it goes on to oscillate, below 0 mV
    assert late.mean() > -55


@pytest.mark.parametrize(
    "gap, printed", [(5, 32.5), (6, 16.0), (8, 6.2), (10, 3.5), (12, 2.16), (15, 1.18), (20, 0.85)]
)
def test_a_second_push_needs_more_and_later_less(gap, printed):
    single = 13.28

    def fires_twice(times):
        pushes = schedule(0, (1, 1.5, 2 * single), (1 + gap, 1.5 + gap, times * single))
        found = spikes(pushes, gap + 30)
        return len(found) >= 2

    is_threshold(fires_twice, printed, max(0.02 * printed, 0.01))


def test_its_spikes_come_when_an_independent_solver_says():
    run = axon.run(I=10, duration=200)
    expected = by_lsoda(axon, run, 0, 200)
    assert len(expected) == len(run.spikes) > 10
    assert np.max(np.abs(run.spikes - expected)) < 0.005  # ms
