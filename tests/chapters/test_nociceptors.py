"""The chapter on nociceptors: its three labs ask and show what the page says, and its numbers come from the models."""

import re

import numpy as np
import pytest
from conftest import ROOT
from coursebook import prose
from painlab.figures.chapters.nociceptors import CHANNELS, rheobase, threshold
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all


@pytest.mark.parametrize(
    "name, first",
    [("two_pains", {"distance"}), ("spike", {"I", "width"}), ("nociceptor", {"s7"}), ("squid_axon", {"T", "push"})],
)
def test_the_first_look_has_the_controls_that_the_page_names(name, first):
    assert {row.symbol for row in load(name).described if row.level == 1} == first


def test_what_the_page_keeps_for_later_stands_behind_the_first_look():
    levels = {name: {row.symbol: row.level for row in load(name).described} for name in ("spike", "nociceptor")}
    assert levels["spike"] == {"I": 1, "width": 1, "again": 2, "gap": 2, "T": 3, "g_Na": 3}
    assert levels["nociceptor"] == {"s7": 1, "cell": 2, "g7": 2, "g8": 2, "g3": 3, "I": 3, "sigma": 3}


@pytest.mark.parametrize("distance, printed", [(1.2, "1.41"), (1, "1.17"), (0.7, "0.82"), (0.1, "0.12")])
def test_the_gap_grows_with_the_length_of_the_road(distance, printed):
    agrees(load("two_pains").run(distance=distance).readouts["gap"] / 1000, printed)


def test_the_slow_fiber_brings_the_gap_of_a_meter_under_0_6_s_at_1_5_meters_a_second_and_the_fast_one_cannot():
    def gap(**speeds):
        return load("two_pains").run(**speeds).readouts["gap"]

    assert gap(v_C=1.45) > 600 > gap(v_C=1.5)
    assert all(gap(v_Adelta=v) > 1000 for v in (5, 13, 26, 30))


@pytest.mark.parametrize("distance, printed", [(1, "0.93"), (0.7, "0.65"), (0.1, "0.09"), (1.2, "1.12")])
def test_the_round_numbers_of_the_quiz_and_of_the_first_exercise(distance, printed):
    agrees(model("two_pains").run(distance=distance, v_Adelta=15, v_C=1)["gap"][0] / 1000, printed)


def test_a_c_fiber_that_takes_28_percent_longer_makes_the_gap_1_21_s():
    agrees(model("two_pains").run(v_Adelta=15, v_C=1 / 1.28)["gap"][0] / 1000, "1.21")


def test_thresholds_and_charges_of_the_second_exercise():
    widths = (0.5, 1, 2, 5, 20)
    found = np.array([threshold(width) for width in widths])
    agrees_all(found, "13.3 6.92 3.86 2.35 2.24")
    agrees_all(found * widths, "6.6 6.9 7.7 11.8 45")
    agrees(threshold(1) / 20, "0.35")


def test_a_spike_is_all_or_none_and_a_steady_strong_push_blocks():
    lab = load("spike")
    assert lab.run(I=6.8).readouts["count"] == 0
    assert lab.run(I=100, width=100.0).readouts["count"] == 1
    agrees(lab.run(I=7).readouts["top"], "35", 0.5)
    agrees(lab.run(I=14).readouts["top"], "40", 0.5)


@pytest.mark.parametrize(
    "state, g7, shift, printed",
    [
        ("DIV0", 3, 0, "16.0"),
        ("DIV0", 0, 0, "19.1"),
        ("DIV7", 35, 0, "11.4"),
        ("DIV7", 10.5, 0, "26.2"),
        ("DIV7", 3.5, 0, "124"),
        ("DIV0", 3, -5.7, "9.7"),
        ("DIV7", 35, -5.7, "1.6"),
    ],
)
def test_the_weakest_currents_that_the_figure_draws(state, g7, shift, printed):
    agrees(rheobase(state, g7, shift), printed, max(0.3, 0.01 * float(printed)))


def test_without_nav17_the_cultured_cell_has_no_weakest_current():
    assert np.isnan(rheobase("DIV7", 0))


@pytest.mark.parametrize("shift, spikes, before", [(0, 1, 0), (-2.5, 8, 0), (-5.7, 9, 0), (-8, 12, 4)])
def test_one_slider_takes_the_cell_from_one_spike_to_firing_without_a_stimulus(shift, spikes, before):
    found = load("nociceptor").run(s7=shift).readouts
    assert abs(found["count"] - spikes) <= 1 and abs(found["spontaneous"] - before) <= 1


def test_the_third_exercise_finds_one_cell_silent_and_the_other_not():
    lab = load("nociceptor")
    assert lab.run(cell="DIV0", g7=0, g8=30, g3=0).readouts["count"] == 1
    assert lab.run(g7=10.5).readouts["count"] == 0


def cited(path):
    """Keys that a chapter cites."""
    return set(re.findall(r"[a-z]+\d{4}[a-z0-9]*", " ".join(re.findall(r"\{cite:p\}`([^`]+)`", prose.markdown(path)))))


@pytest.mark.parametrize("path", sorted((ROOT / "book").glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_whoever_tells_of_people_without_nav17_cites_what_was_found_in_people(path):
    if cited(path) & {"cox2006scn9a", "macdonald2021nav17"}:
        assert "mcdermott2019nav17" in cited(path), (
            "the mouse does not answer for people: cite the recordings in people"
        )


def test_the_table_of_channels_has_the_cross_that_the_text_tells_of():
    assert dict(CHANNELS)["TRPA1"]["acid"] == "not"  # Heber et al. 2020: the blocker did not lower the pain of acid


def test_the_means_in_the_picture_of_two_pains_are_those_of_its_pairs_and_not_the_read_outs():
    run = load("two_pains").run()
    assert len(run["first"]) == 200
    agrees_all([run["first"].mean(), run["second"].mean()], "77.9 1241.4", 0.06)
    agrees(run.readouts["second"], "1250")
    assert "those of these 200" in prose.markdown(ROOT / "book/physiology/nociceptors.ipynb")
