"""Wind-up: the numbers of its specification, what the lab promises, and the recorded cell over the bars."""

import numpy as np
import pytest
from painlab.lab import load
from painlab.labs.windup import RECORDED
from painlab.model import model
from published import agrees, counts_agree

windup = model("windup")
PRINTED = {
    "one a second": "7 9 10 11 11 12 12 13 13 13 13 14 14 14 14",
    "two a second": "7 9 10 12 15 17 18 20 20 21 22 23",
}


def counts(**values):
    return windup.run(**values).counts("volley").tolist()


def test_fifteen_volleys_one_a_second_grow_from_7_to_14_spikes():
    counts_agree(counts(), PRINTED["one a second"])


def test_one_volley_every_ten_seconds_stays_flat_at_7():
    counts_agree(counts(frequency=0.1, volleys=8), "7 " * 8)


@pytest.mark.parametrize("frequency", [0.2, 0.33, 1 / 3])
def test_at_a_fifth_and_a_third_of_a_hertz_the_count_hardly_grows(frequency):
    counts_agree(counts(frequency=frequency), "7" + " 8" * 14)


def test_at_half_a_hertz_it_reaches_9():
    counts_agree(counts(frequency=0.5), "7 8" + " 9" * 13)


def test_twelve_volleys_two_a_second_grow_from_7_to_23_spikes():
    counts_agree(counts(frequency=2, volleys=12), PRINTED["two a second"])


@pytest.mark.parametrize(("left", "first", "last"), [(0.75, 5, 11), (0.5, 4, 9), (0.25, 2, 6)])
def test_less_nmda_conductance_lowers_first_and_last_response(left, first, last):
    found = counts(NMDA=left)
    counts_agree([found[0], found[-1]], f"{first} {last}")


def test_without_nmda_a_few_spikes_are_left():
    found = counts(NMDA=0)
    counts_agree([*found[:6], found[-1]], "1 2 2 2 3 3 3")


def test_without_the_slow_conductance_nothing_grows_at_any_rate():
    counts_agree(counts(wS=0), "7 " * 15)
    assert counts(wS=0, frequency=3) == counts(wS=0)


@pytest.mark.parametrize(("magnesium", "first", "last"), [(0.5, 13, 20), (2, 4, 9)])
def test_magnesium_sets_how_wide_the_door_stands(magnesium, first, last):
    found = counts(Mg=magnesium)
    counts_agree([found[0], found[-1]], f"{first} {last}")


@pytest.mark.parametrize(
    ("potential", "printed"),
    [(-70, "0.044"), (-60, "0.080"), (-50, "0.139"), (-40, "0.230"), (-20, "0.508"), (0, "0.781")],
)
def test_the_share_of_open_doors_is_that_of_jahr_and_stevens(potential, printed):
    agrees(windup.run(EL=potential, duration=1)["B"][0], printed)


@pytest.mark.parametrize("dt", [0.05, 0.2])
def test_the_counts_do_not_hang_on_the_time_step(dt):
    counts_agree(counts(dt=dt), PRINTED["one a second"])
    counts_agree(counts(dt=dt, frequency=2, volleys=12), PRINTED["two a second"])


def test_a_volley_is_twenty_fibers_with_seven_spikes_each():
    offsets = windup.trains["fiber"].offsets
    assert len(offsets) == 140
    assert min(offsets) == pytest.approx(0.5 + 9.84)
    assert max(offsets) == pytest.approx(19.5 + 62.04)


def test_one_event_adds_its_weight_at_the_peak_of_its_conductance():
    run = windup.run(volleys=1, wS=0.34, frequency=0.1, NMDA=0)
    assert np.max(run["gS"]) == pytest.approx(0.34, rel=0.005)


def test_tails_pile_up_as_the_chapter_says():
    for gap, height in [(10, 1.0), (3, 1.6), (1, 3.5)]:
        assert 1 / (1 - np.exp(-gap / 3)) == pytest.approx(height, abs=0.05)


# --- what the lab promises ------------------------------------------------------------------------


def test_the_prediction_of_the_lab_is_right():
    lab = load("windup")
    assert lab.guess.reason.startswith("8:") and lab.move == {"frequency": 0.33}
    assert lab.run().readouts["first"] == 7
    assert lab.run().readouts["last"] == 14
    assert lab.run(frequency=0.33).readouts["last"] == 8


def test_one_control_takes_wind_up_away_and_spares_the_first_response():
    lab = load("windup")
    assert {name: lab.run(wS=0).readouts[name] for name in ("first", "last")} == {"first": 7, "last": 7}
    assert lab.run(NMDA=0.5).readouts["first"] < 7, "the NMDA control does not spare it in this cell"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "7 spikes to the first, 14 to the last. The answer has wound up."),
        ({"frequency": 0.33}, "The answer has hardly changed."),
        ({"frequency": 0.33}, "When the last volley came, the earlier tails had almost faded."),
        ({"frequency": 0.1}, "nothing was left of the earlier tails"),
    ],
)
def test_the_sentence_says_what_happened(state, words):
    lab = load("windup")
    assert words in lab.say(lab.state(**state), lab.run(**state).readouts)


# --- the recorded cell ----------------------------------------------------------------------------


def test_the_recorded_counts_are_those_of_the_published_cell():
    recorded = {tuple(state.items()): list(row) for state, row in RECORDED}
    assert recorded[()] == [7, 9, 11, 12, 13, 12, 13, 13, 14, 14, 15, 15, 14, 15, 15]
    assert recorded[(("NMDA", 0.5),)] == [3, 3, 4, 4, 4] + [3] * 10
    assert recorded[(("NMDA", 0),)][:4] == [2, 3, 2, 3]
    assert recorded[(("frequency", 2),)][-1] == 53
    assert recorded[(("frequency", 0.5),)][-1] == 10


def test_at_one_a_second_our_cell_stays_near_the_recorded_one():
    recorded = next(row for state, row in RECORDED if not state)
    assert max(abs(a - b) for a, b in zip(counts(), recorded, strict=True)) <= 2


def test_each_overlay_shows_only_in_the_state_in_which_it_was_recorded():
    lab = load("windup")
    overlays = next(view["overlay"] for view in lab.views if "overlay" in view)
    assert [o["only_when"] for o in overlays] == [lab.defaults | state for state, _ in RECORDED]
    assert [o["counts"] for o in overlays] == [list(row) for _, row in RECORDED]
