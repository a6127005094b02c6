"""The myelinated fiber: its speed, and what lost myelin adds and stops."""

import dataclasses
import math

import pytest
from painlab.model import model
from published import agrees

fiber = model("myelinated")
EULER = dataclasses.replace(fiber, order=1)  # with which these numbers were made


def speed(fiber=fiber, **values):
    return fiber.run(readouts={"speed": ("speed", "", 0.3, 0.7)}, **values).readouts["speed"]


def arrival(fiber=fiber, **values):
    return fiber.run(readouts={"arrival": ("arrival", "", 0.95, 0)}, **values).readouts["arrival"]


@pytest.mark.parametrize(
    "D, dt, printed",
    [
        (10, 0.005, "49.52"),
        (10, 0.001, "55.4"),
        (2, 0.005, "9.90"),
        (2, 0.001, "11.08"),
        (5, 0.005, "24.8"),
        (5, 0.001, "27.7"),
    ],
)
def test_speed(D, dt, printed):
    agrees(speed(EULER, D=D, dt=dt), printed)


def test_speed_is_that_of_the_library_from_which_the_node_was_read():
    agrees(speed(EULER, dt=0.005), "49.48")


def test_the_step_of_the_lab_is_within_a_percent_of_one_of_backward_euler_that_is_fifty_times_as_short():
    assert speed() == pytest.approx(speed(EULER, dt=0.00005), rel=0.01)
    assert speed() == pytest.approx(56.5, abs=0.05)  # what its card says


def test_speed_goes_with_the_diameter_exactly():
    agrees(speed(D=10) / speed(D=2), "5", 1e-6)


@pytest.mark.parametrize(
    "internodes, bare, printed",
    [
        (1, 0.01, "0.027"),
        (1, 0.02, "0.053"),
        (1, 0.05, "0.139"),
        (3, 0.01, "0.081"),
        (3, 0.03, "0.285"),
        (10, 0.01, "0.277"),
        (10, 0.02, "0.639"),
    ],
)
def test_a_lesion_delays_the_spike(internodes, bare, printed):
    whole, bared = {"dt": 0.001}, {"dt": 0.001, "demyelinated": internodes, "f": bare}
    agrees(arrival(EULER, **bared) - arrival(EULER, **whole), printed)
    assert arrival(demyelinated=internodes, f=bare) - arrival() == pytest.approx(float(printed), rel=0.012, abs=5e-4)


@pytest.mark.parametrize("internodes, bare", [(1, 0.10), (3, 0.05), (10, 0.03)])
def test_a_little_more_stops_it(internodes, bare):
    assert math.isnan(arrival(demyelinated=internodes, f=bare))


def test_a_bare_internode_of_10_micrometers_has_0_1885_nanofarads():
    length, diameter = 100 * 10e-4, 0.6 * 10e-4  # cm
    agrees(1000 * math.pi * diameter * length, "0.1885")  # nF at 1 uF/cm^2


def test_the_lesion_lies_between_the_nodes_that_it_should():
    run = fiber.run(demyelinated=1, f=0.1)
    reached = max(x for x, _ in run.spikes)
    assert reached == pytest.approx(30.5 * 1.0, abs=1.01)  # the node before the bare internode
