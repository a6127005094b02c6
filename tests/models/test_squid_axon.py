"""The squid axon as a cable: its speed."""

import numpy as np
import pytest
from painlab.model import model
from published import agrees

axon = model("squid_axon")


def speed(**values):
    return axon.run(duration=10, readouts={"speed": ("speed", "", 0.25, 0.75)}, **values).readouts["speed"]


def test_the_grid_of_the_lab_is_within_0_2_of_18_7():
    agrees(speed(), "18.7", 0.2)


@pytest.mark.parametrize("dx, dt, printed", [(500, 0.01, "18.55"), (200, 0.002, "18.70")])
def test_speed_at_18_5_degrees_on_two_grids(dx, dt, printed):
    agrees(speed(dx=dx, dt=dt), printed, 0.01)


def test_speed_at_18_5_degrees_on_a_fine_grid():
    agrees(speed(dx=100, dt=0.001), "18.717", 0.002)  # NEURON, on a grid twice as fine: 18.716


def test_speed_at_6_3_degrees():
    agrees(speed(T=6.3), "12.31")


def test_a_stronger_push_makes_no_faster_spike():
    assert abs(speed(push=20) - speed(push=30)) < 0.01


def test_speed_goes_with_the_square_root_of_the_diameter():
    agrees(speed() / speed(diameter=238), str(np.sqrt(2)), 0.01)


def test_a_weak_push_starts_no_spike():
    assert len(axon.run(push=2, duration=10).spikes) == 0
