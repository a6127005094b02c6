"""The small sensory neuron of @verma2020: its rest, thresholds, counts, and what a drug does to it (@verma2020cipn)."""

from dataclasses import replace

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, agrees_all, by_lsoda, counts_agree, is_threshold

cell = model("chemotherapy")


def spikes(current, duration=1000, made=cell, **values):
    return len(made.run(I=current, duration=duration, every=10_000, **values).spikes)


def pulse_fires(width, made=cell, **values):
    return lambda current: spikes(schedule(0, (0, width, current)), width + 20, made, **values) > 0


def test_rest_is_that_of_the_archive_to_six_digits():
    agrees(cell.run(duration=1)["V"][0], "-66.4779438", 1e-6)


@pytest.mark.parametrize("width, printed", [(500, 71.1), (5, 89.6), (1, 280.6)])
def test_rheobase_and_thresholds_of_short_pulses(width, printed):
    is_threshold(pulse_fires(width), printed, 0.005 * printed)


def test_spikes_in_a_second():
    counts_agree([spikes(i) for i in (80, 90, 100, 118, 130, 150, 200, 300)], "1 1 1 24 30 35 43 53")


@pytest.mark.parametrize("current, printed", [(118, "5.105"), (150, "4.057")])
def test_the_first_spike(current, printed):
    agrees(cell.run(I=current, duration=20).spikes[0], printed, 0.001)


@pytest.mark.parametrize("factor, printed", [(1.25, 32.9), (0.9, 87.2), (0.75, 112.1), (0.5, 156.9), (0, 325)])
def test_nav18_sets_the_rheobase(factor, printed):
    is_threshold(pulse_fires(500, g8=7 * factor), printed, 0.005 * printed)


@pytest.mark.parametrize("factor, printed", [(0.75, 19.0), (1.5, 166)])
def test_so_does_the_delayed_rectifier(factor, printed):
    is_threshold(pulse_fires(500, gK=4.78 * factor), printed, 0.005 * printed)


@pytest.mark.parametrize("values, printed", [({"g8": 10.5}, "8.2"), ({"gK": 2.39}, "34.6")])
def test_more_nav18_or_less_potassium_makes_it_fire_by_itself(values, printed):
    agrees(spikes(0, 4000, **values) / 4, printed, 0.25)  # one spike in 4 s


def test_nav17_hardly_matters_here():
    is_threshold(pulse_fires(500, g7=0), 71.08, 0.005 * 71.08)
    equations = cell.equations
    for line in ("alpha_m7 =", "beta_m7  ="):
        before, right = equations.split(line)
        equations = before + line + right.split("\n")[0].replace("V ", "V + 10 ") + "\n" + right.split("\n", 1)[1]
    is_threshold(pulse_fires(500, replace(cell, equations=equations)), 70.4, 0.005 * 70.4)


def test_the_archives_mutation_moves_the_half_activation_by_4_millivolts():
    def half(V12):
        v = np.linspace(-40, 40, 8001)
        alpha = 15.5 / (1 + np.exp(-(v - 5) / 12.08))
        beta = 35.2 / (1 + np.exp((v + 72.7 + V12) / 16.7))
        return v[np.argmin(np.abs(alpha / (alpha + beta) - 0.5))]

    agrees(half(10) - half(0), "-4.3")


def test_spontaneous_rate_rises_with_the_drug_and_falls_again():
    printed = "0 29.7 40.3 48.3 53.3 56.0 58.7 59.3 57.0 29"
    found = [spikes(0, 3000, p=p) / 3 for p in (15, 20, 30, 50, 75, 100, 150, 200, 300, 500)]
    agrees_all(found, printed, 0.4)  # one spike in 3 s


def test_its_spikes_come_when_an_independent_solver_says():
    run = cell.run(I=150, duration=300)
    expected = by_lsoda(cell, run, 0, 300)
    assert len(expected) == len(run.spikes) > 8
    assert np.max(np.abs(run.spikes - expected)) < 0.02  # ms
