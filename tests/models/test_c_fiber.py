"""The C fiber of @sundt2015: its speed, blocks along it, and lidocaine as a modulated receptor (@bean1983).

Speeds and blocks of the specification hold with backward Euler on a step of 0.005 ms, to 3 %; thresholds of local
blocks depend on the step by about 1 %. Its lidocaine counts hold with backward Euler on 50 um and 0.025 ms; those of
the lab, whose step is of order 2, are those of a fine grid, but for one spike in thirty.
"""

import dataclasses
import math

import pytest
from painlab.model import model
from published import agrees, is_threshold

fiber = dataclasses.replace(model("c_fiber"), order=1)
of_order_2 = model("c_fiber")
FINE = {"dt": 0.005}


def speed(fiber=fiber, **values):
    run = fiber.run(readouts={"speed": ("speed", "", 0.3, 0.7)}, **values)
    return run.readouts["speed"]


def passes(fiber=fiber, **values):
    return len(fiber.run(**values).spikes_at(0.95))


@pytest.mark.parametrize(
    "printed, grid",
    [("0.415", {"dx": 25, "dt": 0.025}), ("0.4245", FINE), ("0.428", FINE | {"dx": 12.5, "length": 5, "duration": 20})],
)
def test_speed_at_35_degrees_on_three_grids(printed, grid):
    agrees(speed(**grid), printed)


def test_of_the_error_of_backward_euler_a_step_of_order_2_leaves_two_fifths():
    fine = speed(of_order_2, dx=25, dt=0.0025)
    assert abs(fine - speed(of_order_2, dx=25)) < abs(fine - speed(dx=25, dt=0.025)) / 2.5


def test_speed_is_within_a_percent_of_the_archives_in_neuron():
    agrees(speed(**FINE, dx=12.5, length=5, duration=20), "0.4291", 0.0043)


@pytest.mark.parametrize("diameter, printed", [(0.4, "0.297"), (1.0, "0.476"), (1.5, "0.584")])
def test_speed_goes_with_the_square_root_of_the_diameter(diameter, printed):
    agrees(speed(diameter=diameter, length=5, duration=25, **FINE), printed)


@pytest.mark.parametrize("T, printed", [(25, "0.336"), (30, "0.384"), (37, "0.435")])
def test_warmth_makes_it_faster(T, printed):
    agrees(speed(T=T, **FINE), printed)


# Where few channels are left, spikes are too small to cross 0 mV.
ALONG_THE_WHOLE = {"zone_from": 0, "zone_to": 20, "V_spike": -20, "duration": 60}


@pytest.mark.parametrize(
    "left, printed",
    [(0.9, "0.408"), (0.8, "0.389"), (0.7, "0.366"), (0.6, "0.338"), (0.5, "0.299"), (0.45, "0.272"), (0.4, "0.225")],
)
def test_a_block_along_the_whole_fiber_slows_it(left, printed):
    agrees(speed(rho=left, **ALONG_THE_WHOLE, **FINE), printed)


def test_a_block_of_65_percent_along_the_whole_fiber_stops_it():
    assert math.isnan(speed(rho=0.35, **ALONG_THE_WHOLE, **FINE))


@pytest.mark.parametrize("length, printed", [(0.2, 0.164), (0.5, 0.328), (1, 0.359), (2, 0.371), (4, 0.375)])
def test_a_longer_block_needs_less(length, printed):
    def gets_through(left):
        return passes(zone_from=5 - length / 2, zone_to=5 + length / 2, rho=left, duration=45, **FINE) > 0

    is_threshold(gets_through, printed, 0.015 * printed)


ZONE = {"zone_from": 4, "zone_to": 6}


@pytest.mark.parametrize("left, printed", [(1, "27.6"), (0.5, "29.6")])
def test_a_spike_from_the_skin_arrives_late_through_half_of_the_channels(left, printed):
    agrees(fiber.run(rho=left, **ZONE, **FINE).spikes_at(0.95)[0], printed)


def test_a_block_stops_what_starts_before_it_and_not_what_starts_after_it():
    assert passes(rho=0.3, source="skin", **ZONE, **FINE) == 0
    assert passes(rho=0.3, source="neuroma", **ZONE, **FINE) == 0
    agrees(fiber.run(rho=0.3, source="DRG", **ZONE, **FINE).spikes_at(0.95)[0], "9.13")


# --- lidocaine ---

BATH = {"dx": 50, "zone_from": 4, "zone_to": 8, "pulses": 30}


def test_100_micromolar_pass_about_half_at_10_a_second_and_a_quarter_at_50():
    assert abs(passes(lidocaine=100, frequency=10, **BATH) - 16) <= 1
    assert abs(passes(lidocaine=100, frequency=50, **BATH) - 8) <= 1


@pytest.mark.parametrize("frequency, printed", [(10, 20), (50, 9)])
def test_in_the_lab_two_thirds_pass_at_10_a_second_and_under_a_third_at_50(frequency, printed):
    assert passes(of_order_2, lidocaine=100, frequency=frequency, **BATH) == printed


@pytest.mark.slow
@pytest.mark.parametrize("frequency, printed", [(50, "30 15 8 4 2 0"), (10, "30 30 16 6 2 0")])
def test_lidocaine_spares_rare_spikes_and_stops_barrages(frequency, printed):
    for dose, text in zip((60, 80, 100, 120, 150, 200), printed.split(), strict=True):
        found = passes(lidocaine=dose, frequency=frequency, **BATH)
        assert abs(found - int(text)) <= 1, f"{dose} uM at {frequency} Hz: {found}, not {text}"


@pytest.mark.slow
@pytest.mark.parametrize("dose, printed", [(60, 30), (80, 30), (100, 30), (120, 30), (150, 30), (200, 0)])
def test_one_spike_a_second_passes_up_to_150_micromolar(dose, printed):
    assert passes(lidocaine=dose, frequency=1, **BATH) == printed


@pytest.mark.slow
@pytest.mark.parametrize("frequency, printed", [(10, 19), (50, 9)])
def test_lidocaine_on_a_fine_grid(frequency, printed):
    found = passes(lidocaine=100, frequency=frequency, **BATH | {"dx": 25}, dt=0.0125)
    assert abs(found - printed) <= 4
    lab = passes(of_order_2, lidocaine=100, frequency=frequency, **BATH)
    assert passes(of_order_2, lidocaine=100, frequency=frequency, **BATH | {"dx": 25}, dt=0.0125) - lab in (0, 1)


def test_half_of_the_channels_hold_lidocaine_at_106_micromolar():
    alpha, beta = 0.128 * math.exp((17 - 11) / 18), 4 / (1 + math.exp((40 - 11) / 5))
    h = alpha / (alpha + beta)
    agrees(h, "0.9367", 1e-4)
    agrees(1 / (h / 300 + (1 - h) / 10), "105.8", 0.1)


def test_without_lidocaine_nothing_is_bound():
    with_layer = fiber.run(duration=20, lidocaine=0, **ZONE)
    assert len(with_layer.spikes) > 0
    assert passes(lidocaine=0, rho=0.5, **ZONE) == passes(rho=0.5, **ZONE) == 1
