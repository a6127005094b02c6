"""The nociceptor of @xie2024: rest, rheobases, counts, and what a shift of Nav1.7 does.

Where no tolerance is stated: 0.5 %, or one unit of the last printed digit; rheobases 0.3 pA; spike counts 1.
"""

import numpy as np
import pytest
from painlab.model import model
from painlab.run import schedule
from published import agrees, by_lsoda, counts_agree, is_threshold

cell = model("nociceptor")
RHEOBASE_WITHIN = 0.3  # pA


def spikes(current, duration=1000, **values):
    return len(cell.run(I=current, duration=duration, every=10_000, **values).spikes)


def has_rheobase(printed, **values):
    is_threshold(lambda current: spikes(current, **values) > 0, printed, max(RHEOBASE_WITHIN, 0.005 * printed))


@pytest.mark.parametrize("state, printed", [("DIV0", "-69.56"), ("DIV7", "-69.61")])
def test_it_rests_near_minus_70_millivolts(state, printed):
    agrees(cell.run(preset=state, duration=1)["V"][0], printed, tolerance=0.01)


@pytest.mark.parametrize("state", ["DIV0", "DIV7"])
def test_its_rest_is_where_twenty_quiet_seconds_lead(state):
    run = cell.run(preset=state, duration=20_000, every=1000, I=schedule(0, (0, 1, 1)))
    assert abs(run["V"][-1] - run["V"][0]) < 1e-6


@pytest.mark.parametrize(
    "printed, values",
    [
        (16.0, {}),
        (21.0, {"g8": 4}),  # the authors' file says 17
        (17.6, {"g8": 15}),
        (132, {"g8": 0}),
        (19.1, {"g7": 0}),
        (4.7, {"g7": 40}),
        (5.5, {"g8": 0, "g7": 40}),
    ],
)
def test_rheobase_of_the_fresh_cell(printed, values):
    has_rheobase(printed, **values)


@pytest.mark.parametrize(
    "printed, values",
    [
        (11.4, {}),
        (21.1, {"g3": 0.035}),
        (22.7, {"g3": 0}),
        (26.2, {"g7": 10.5}),  # the authors' file says 16
        (124, {"g7": 3.5}),
        (11.6, {"g8": 0}),
        (15.6, {"g7": 60, "g3": 0}),
        (5.2, {"g3": 0.8}),
        (8.4, {"g3": 0.8, "g7": 10.5}),
    ],
)
def test_rheobase_of_the_cultured_cell(printed, values):
    has_rheobase(printed, preset="DIV7", **values)


def test_without_nav17_no_current_up_to_200_picoamperes_fires_the_cultured_cell():
    assert all(spikes(current, preset="DIV7", g7=0) == 0 for current in (50, 100, 150, 200))


def test_the_rheobases_in_the_authors_files_come_out_to_2_picoamperes_but_for_two():
    found = [cell.find("I", 0, 60, every=10_000, tolerance=0.002, **v) for v in ({}, {"g7": 40})]
    found += [cell.find("I", 0, 60, preset="DIV7", every=10_000, tolerance=0.002, **v) for v in ({}, {"g3": 0.035})]
    assert np.all(np.abs(np.array(found) - [17, 6, 12, 21]) < 2)


@pytest.mark.parametrize(
    "currents, printed, values",
    [
        ((20, 40, 50, 60, 80, 100), "1 1 7 11 14 17", {}),
        ((60, 80, 100), "1 2 21", {"g8": 15}),
        ((60, 80, 100), "1 2 3", {"g8": 4}),
        ((60, 80, 100), "11 14 17", {"g7": 0}),
    ],
)
def test_spikes_of_the_fresh_cell_in_a_second(currents, printed, values):
    counts_agree([spikes(current, **values) for current in currents], printed)


@pytest.mark.parametrize("shift, printed", [(0, 16.0), (-2.5, 13.8), (-5.7, 9.7), (-8, 6.5), (-10, 4.0), (-13, 1.0)])
def test_a_shift_of_nav17_lowers_the_rheobase_of_the_fresh_cell(shift, printed):
    has_rheobase(printed, s7=shift)


@pytest.mark.parametrize("shift, printed", [(0, 11.4), (-2.5, 7.4), (-5.7, 1.6)])
def test_a_shift_of_nav17_lowers_the_rheobase_of_the_cultured_cell(shift, printed):
    has_rheobase(printed, preset="DIV7", s7=shift)


@pytest.mark.parametrize(
    "state, shift, printed", [("DIV0", -15, "13"), ("DIV7", -8, "20"), ("DIV7", -10, "28"), ("DIV7", -15, "51")]
)
def test_a_large_shift_makes_it_fire_without_a_stimulus(state, shift, printed):
    run = cell.run(preset=state, s7=shift, duration=4000, every=10_000)
    counts_agree([len(run.spikes)], printed)
    assert run.notes  # the run says that there is no stable rest


def test_its_spikes_come_when_an_independent_solver_says():
    run = cell.run(I=schedule(0, (10, 400, 60)), duration=400)
    expected = by_lsoda(cell, run, 10, 400)
    assert len(expected) == len(run.spikes) > 3
    assert np.max(np.abs(run.spikes - expected)) < 0.05  # ms


def test_noise_of_the_published_strength_moves_the_membrane_but_fires_nothing_at_rest():
    run = cell.run(sigma=0.05, duration=1000, seed=3, every=5)
    assert len(run.spikes) == 0 and 0.3 < np.std(run["V"][2000:]) < 3
