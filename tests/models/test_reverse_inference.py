"""Reverse inference: counts of a hundred people, the odds form, and the predictive values of Wager et al. 2013."""

import pytest
from painlab.lab import load
from painlab.model import model


def chance(base, with_pain=0.9, without=0.6):
    run = model("reverse_inference").run(base=base, lit_if_pain=with_pain, lit_if_other=without)
    return float(run["P_lit"][0])


@pytest.mark.parametrize("painful, true, false", [(50, 45, 30), (10, 9, 54)])
def test_a_hundred_trials_are_counted_as_with_pencil_and_paper(painful, true, false):
    found = load("reverse_inference").run(base=painful / 100).readouts
    assert found["lit_pain"] == pytest.approx(true / 100)
    assert found["lit_other"] == pytest.approx(false / 100)
    assert found["chance"] == pytest.approx(true / (true + false))


@pytest.mark.parametrize(
    "sensitivity, specificity, printed",
    [(0.93, 0.93, 0.93), (0.88, 0.85, 0.85), (0.85, 0.78, 0.80), (0.85, 0.73, 0.76), (0.90, 0.81, 0.83)],
)
def test_where_half_of_the_trials_are_painful_the_published_predictive_values_come_out(
    sensitivity, specificity, printed
):
    """Table 1 of Wager et al. 2013, studies 2 to 4."""
    assert chance(0.5, sensitivity, 1 - specificity) == pytest.approx(printed, abs=0.0101)


@pytest.mark.parametrize(
    "base, with_pain, without, printed",
    [
        (0.1, 0.93, 0.07, 0.60),
        (0.1, 0.85, 0.27, 0.26),
        (0.1, 0.9, 0.6, 0.14),
        (0.5, 0.9, 0.6, 0.60),
        (0.1, 0.9, 0.9, 0.10),
        (0.1, 1, 0.05, 0.69),
        (0.01, 0.95, 0.05, 0.16),
    ],
)
def test_the_chances_that_the_chapter_prints(base, with_pain, without, printed):
    assert chance(base, with_pain, without) == pytest.approx(printed, abs=0.005)


def test_no_setting_of_the_lab_reaches_a_chance_of_nine_in_ten_at_one_in_ten():
    controls = {row.symbol: row for row in load("reverse_inference").described}
    best = chance(0.1, controls["lit_if_pain"].high, controls["lit_if_other"].low)
    assert best < 0.9


def test_the_odds_form_is_the_same_rule():
    found = load("reverse_inference").run(base=0.1).readouts
    assert found["odds_before"] == pytest.approx(1 / 9)
    assert found["odds_after"] == pytest.approx(found["odds_before"] * found["ratio"])
    assert found["chance"] == pytest.approx(found["odds_after"] / (1 + found["odds_after"]))


def test_two_independent_lights_of_the_exercise_make_one_in_five_and_nine_in_ten_takes_eleven():
    once = chance(0.1)
    assert chance(once) == pytest.approx(0.20)  # the chance after one light is the base rate of the next
    reached = [0.1]
    while reached[-1] < 0.9:
        reached.append(chance(reached[-1]))
    assert len(reached) - 1 == 11
