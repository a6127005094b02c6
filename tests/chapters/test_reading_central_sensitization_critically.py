"""The chapter that reads central sensitization critically: numbers of its text, from the lab and from counts."""

import math

import numpy as np
import pytest
from conftest import ROOT
from coursebook import prose
from painlab.figures.chapters import reading_central_sensitization_critically as figures
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all

lab = load("what_does_the_scale_measure")


def population(**values):
    return model("what_does_the_scale_measure").run(**lab.settings, **values)


def correlations(run):
    return [np.corrcoef(run["S_0"], run[other])[0, 1] for other in ("D_0", "G_0", "T_0")]


@pytest.mark.parametrize(
    "values", [{}, {"w": 0.5}, {"rho": 0.5}, {"w": 1, "rho": 0.5}, {"e": 12, "r_T": 0.9}], ids=lambda v: str(v)
)
def test_correlations_are_those_of_a_weighted_sum_and_the_read_outs_show_them(values):
    made = {"w": 0.75, "rho": 0, "r_T": 0.6, "k": 16, "e": 6} | values
    w, rho, k = made["w"], made["rho"], made["k"]
    spread = math.sqrt(k**2 * (w**2 + (1 - w) ** 2 + 2 * w * (1 - w) * rho) + made["e"] ** 2)
    gain = k * (1 - w + w * rho) / spread
    exact = [k * (w + (1 - w) * rho) / spread, gain, made["r_T"] * gain]
    run = population(**values)
    found = lab.run(**{name: v for name, v in values.items()}).readouts
    assert correlations(run) == pytest.approx(exact, abs=0.025)
    assert [found[name] for name in ("r_distress", "r_gain", "r_test")] == pytest.approx(correlations(run), abs=0.025)


def test_the_pencil_gives_12_of_14_and_4_of_14():
    run = population()
    agrees(math.hypot(12, 4, 6), "14")
    agrees(run["S_0"].std(), "14", 0.3)
    agrees_all(correlations(run), "0.86 0.28 0.16", 0.006)


def test_less_distress_lowers_the_score_and_not_the_pain_test():
    found = lab.run(fall_D=1).readouts
    agrees_all(
        [found["before"], found["after"], found["test_before"], found["test_after"]], "42.0 29.9 49.9 49.9", 0.06
    )
    agrees_all([found["over_before"], found["over_after"]], "55 23", 0.6)


def test_less_gain_lowers_the_pain_test_and_hardly_the_score():
    found = lab.run(fall_G=1).readouts
    agrees_all([found["after"], found["test_after"]], "37.9 40.9", 0.06)


def test_two_sealed_treatments_give_the_same_score_and_another_pain_test():
    one, other = (lab.run(sealed=k).readouts for k in (1, 2))
    assert one["after"] == pytest.approx(other["after"], abs=1e-9)
    assert one["test_after"] - other["test_after"] == pytest.approx(15 * 0.6 * 1.2, abs=1e-9)


def test_without_an_item_on_gain_the_score_correlates_with_the_test_and_does_not_notice_gain():
    _, _, with_test = correlations(population(w=1, rho=0.5))
    agrees(with_test, "0.28", 0.006)
    assert abs(correlations(population(w=1))[2]) < 0.02
    still, lowered = (population(w=1, rho=0.5, fall_G=fall)["S_1"] for fall in (0, 1))
    assert np.array_equal(still, lowered)


def test_the_reverse_world_has_a_score_that_follows_gain_alone():
    agrees_all(correlations(population(w=0)), "-0.01 0.93 0.55", 0.006)
    still, lowered = (lab.run(w=0, **{fall: 1}).readouts for fall in ("fall_D", "fall_G"))
    agrees(still["after"], "41.9", 0.1)
    agrees_all([lowered["before"], lowered["after"], lowered["test_after"]], "42.0 26.3 40.9", 0.1)


def test_a_score_over_the_line_moves_high_gain_from_25_to_31_of_100():
    found = lab.run().readouts
    agrees(100 * (found["both"] + found["only_gain"]), "25", 0.6)
    agrees(100 * found["both"] / (found["both"] + found["only_score"]), "31", 0.6)
    half = lab.run(w=0.5).readouts
    agrees(100 * half["both"] / (half["both"] + half["only_score"]), "38", 0.6)


def test_the_counts_behind_31_and_38_of_100_are_those_of_the_labs_10_000_people():
    text = prose.markdown(ROOT / "book/sensitization/reading-central-sensitization-critically.ipynb")
    for values in ({}, {"w": 0.5}):
        found = lab.run(**values).readouts
        over, high = (round(10_000 * share) for share in (found["both"] + found["only_score"], found["both"]))
        assert f"{over:,}" in text and f"{high:,}" in text


def test_counts_of_the_practice_give_the_printed_sensitivity_and_specificity():
    (_, found, missed), (_, wrongly, rightly) = figures.CLINIC
    agrees(100 * found / (found + missed), "82.8", 0.05)
    agrees(100 * rightly / (wrongly + rightly), "54.8", 0.05)
    assert found + missed + wrongly + rightly == 161
    agrees(100 * found / (found + wrongly), "75", 0.5)


def test_elsewhere_the_same_score_is_right_in_31_of_100():
    rightly, wrongly = 20 * 0.828, 80 * (1 - 0.548)
    agrees_all([rightly, wrongly], "16.6 36.2", 0.05)
    agrees(100 * rightly / (rightly + wrongly), "31", 0.5)
