"""Chloride and inhibition: the numbers of the specification."""

import functools

import pytest
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all, is_threshold

cell = model("chloride")
RATE = {"rate": ("frequency", "", 500, 2000)}


@functools.cache
def rate(E_GABA, ge=0.015, gi=0.0):
    """Spikes a second from 0.5 to 2 s, with the reversal held."""
    return cell.run(duration=2000, every=1000, E_GABA=E_GABA, ge=ge, gi=gi, readouts=RATE).readouts["rate"]


def frequency(E_GABA, ge, gi):
    """The same from the gaps between spikes, so that it is no whole number of spikes."""
    spikes = cell.run(duration=4000, every=1000, E_GABA=E_GABA, ge=ge, gi=gi).spikes
    spikes = spikes[spikes > 500]
    return 1000 * (len(spikes) - 1) / (spikes[-1] - spikes[0])


# --- the battery ---


@pytest.mark.parametrize(
    "inside, inhibition, chloride",
    [
        (4.82, "-77.2", "-89.0"),
        (6.17, "-73.0", "-82.5"),
        (10, "-63.7", "-69.6"),
        (15, "-55.0", "-58.7"),
        (19.5, "-49.0", "-51.7"),
        (25, "-43.2", "-45.1"),
    ],
)
def test_chloride_inside_sets_where_inhibition_reverses(inside, inhibition, chloride):
    run = cell.run(duration=0.02, dynamic=1, Cl0=inside)
    agrees(run["E_dyn"][0], inhibition, 0.1)
    agrees(run["E_Cl"][0], chloride, 0.1)


def test_kcc2_is_at_rest_where_both_ions_have_the_same_product():
    run = cell.run(duration=0.02, Cl0=5 * 135 / 140)
    agrees(run["Cli"][0], "4.82")
    agrees(run["j"][0], "0.000000000")


# --- the reversal held ---


FIRING = {
    -73: "62 50 28 0 0 0",
    -65: "62 58 50 33 0 0",
    -60: "62 62 62 60 49 0",
    -55: "62 67 73 81 92 101",
    -50: "62 71 82 98 121 150",
    -45: "62 75 91 113 145 184",
}


@pytest.mark.parametrize("reversal", FIRING)
def test_firing_against_inhibition_falls_stays_or_rises_with_the_battery(reversal):
    agrees_all([rate(reversal, gi=gi) for gi in (0, 0.02, 0.05, 0.1, 0.2, 0.4)], FIRING[reversal])


@pytest.mark.parametrize(
    "reversal, needed",
    [
        (-75, 0.058),
        (-73, 0.066),
        (-70, 0.082),
        (-67, 0.107),
        (-65, 0.134),
        (-62, 0.207),
        (-60, 0.304),
        (-58, 0.501),
    ],
)
def test_inhibition_that_is_needed_to_silence_the_cell_grows_as_the_battery_runs_down(reversal, needed):
    is_threshold(lambda gi: rate(reversal, gi=gi) == 0, needed, max(0.001, 0.005 * needed))


@pytest.mark.parametrize("excitation, flip", [(0.01, -59.7), (0.015, -59.6), (0.03, -59.1)])
def test_beyond_the_flip_more_inhibition_adds_firing(excitation, flip):
    is_threshold(lambda E: frequency(E, excitation, 0.1) > frequency(E, excitation, 0.0), flip, 0.1)


def test_inhibition_alone_drives_the_cell_only_with_a_run_down_battery():
    assert rate(-73, ge=0.0, gi=0.05) == rate(-73, ge=0.0, gi=0.2) == 0
    agrees(rate(-50, ge=0.0, gi=0.05), "43")
    agrees(rate(-50, ge=0.0, gi=0.2), "96")


# --- chloride that moves ---


def loaded(k, seconds=20):
    late = {"early": ("count", "", 0, 1000), "second": ("value", "E_inh", 1000, 1000)}
    late |= {"rate": ("rate", "", 1000 * seconds - 2000, 1000 * seconds), "end": ("value", "E_inh", 0, 1000 * seconds)}
    return cell.run(duration=1000 * seconds, every=100, dynamic=1, k=k, ge=0.05, gi=0.2, readouts=late).readouts


@pytest.mark.parametrize(
    "k, reversal, firing",
    [(1, "-72.4", "0"), (0.5, "-68.7", "62"), (0.2, "-64.3", "95.5"), (0.1, "-62.0", "108.5"), (0, "-59.2", "123")],
)
def test_a_loss_of_kcc2_shows_only_under_load(k, reversal, firing):
    found = loaded(k)
    assert found["early"] == (1 if k == 0 else 0)  # with the pump lost, the first spike falls into the first second
    assert -72.8 - 0.1 <= found["second"] <= -71.9 + 0.1
    agrees(found["end"], reversal, 0.1)
    agrees(found["rate"], firing)


@pytest.mark.parametrize("k, printed", [(1, "-72.8"), (0, "-71.9")])
def test_after_a_second_the_battery_tells_little(k, printed):
    agrees(loaded(k, seconds=3)["second"], printed, 0.1)


# --- the lab ---


def test_the_prediction_of_the_lab_is_answered_by_its_default_and_a_tenth_of_inhibition():
    lab = load("chloride")
    agrees(lab.run().readouts["rate"], "62")
    agrees(lab.run(gi=0.1).readouts["rate"], "98")
    agrees(lab.run(gi=0.1, E_GABA=-60).readouts["rate"], "60")
    assert lab.run(gi=0.1, E_GABA=-73).readouts["rate"] == 0
