"""The squid axon as a cable: its speed, and how it comes closer to it as steps get shorter."""

import dataclasses

import numpy as np
import pytest
from painlab.model import model
from published import agrees

axon = model("squid_axon")
EULER = dataclasses.replace(axon, order=1)  # NEURON's method unless it is told otherwise


def speed(axon=axon, **values):
    return axon.run(duration=10, readouts={"speed": ("speed", "", 0.25, 0.75)}, **values).readouts["speed"]


def test_the_grid_of_the_lab_is_within_0_05_of_18_7():
    agrees(speed(), "18.7", 0.05)


@pytest.mark.parametrize("dx, dt, printed", [(500, 0.01, "18.55"), (200, 0.002, "18.70")])
def test_speed_at_18_5_degrees_on_two_grids(dx, dt, printed):
    agrees(speed(EULER, dx=dx, dt=dt), printed, 0.01)


def test_speed_at_18_5_degrees_on_a_fine_grid():
    agrees(speed(EULER, dx=100, dt=0.001), "18.717", 0.002)  # NEURON, on a grid twice as fine: 18.716


def test_with_steps_of_order_2_the_fine_grid_gives_18_73():
    agrees(speed(dx=100, dt=0.002), "18.73", 0.005)


def test_with_half_the_step_a_fourth_of_the_error_is_left_and_with_backward_euler_a_half():
    for each, left in ((axon, 0.25), (EULER, 0.5)):
        coarse, half, fourth = (speed(each, dt=dt) for dt in (0.01, 0.005, 0.0025))
        assert (fourth - half) / (half - coarse) == pytest.approx(left, abs=0.04)


def test_speed_at_6_3_degrees():
    agrees(speed(T=6.3), "12.31")


def test_a_stronger_push_makes_no_faster_spike():
    assert abs(speed(push=20) - speed(push=30)) < 0.01


def test_speed_goes_with_the_square_root_of_the_diameter():
    agrees(speed() / speed(diameter=238), str(np.sqrt(2)), 0.01)


def test_a_weak_push_starts_no_spike():
    assert len(axon.run(push=2, duration=10).spikes) == 0
