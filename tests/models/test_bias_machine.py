"""The bias machine: what the plan says it finds, from many reviews; the funnel's dots against formulas of their own."""

import numpy as np
import pytest
from painlab.lab import load
from painlab.model import model
from painlab.shared.estimate import egger, pooled
from painlab.shared.readouts import pooling_readouts
from scipy import stats

machine = model("bias_machine")
TRUTH = {"theta": 0.3}


def reviews(q, count=800):
    """Pooled estimates of `count` reviews of 60 trials each, of which the dull ones are printed with chance q."""
    run = machine.run(people=60 * count, seed=7, q=q)
    found = []
    for k in range(count):
        part = {name: run[name][60 * k : 60 * k + 60] for name in ("d", "se", "printed")}
        found.append(pooling_readouts(part, TRUTH)["estimate"])
    return np.array(found)


@pytest.mark.parametrize(("q", "expected"), [(1, 0.30), (0.7, 0.34), (0.5, 0.38), (0.3, 0.47), (0.1, 0.67)])
def test_the_mean_of_many_reviews_is_what_the_prediction_and_its_reasons_say(q, expected):
    found = reviews(q)
    assert found.mean() == pytest.approx(expected, abs=0.011)
    assert found.std() / np.sqrt(len(found)) < 0.005


def test_the_lab_shows_the_answer_of_its_prediction_and_so_does_the_option_that_is_right():
    lab = load("bias_machine")
    right = next(option for option in lab.options if option.right)
    assert f"{lab.run(q=0.3).readouts['estimate']:.2f}" == right.text == "0.47"


def test_without_a_drawer_the_scatter_of_the_dots_is_that_of_their_two_sources():
    run = machine.run(people=20_000, seed=3)
    assert np.all(run["printed"] == 1)
    assert np.mean(run["d"]) == pytest.approx(0.3, abs=0.01)
    assert np.mean((run["d"] - 0.3) ** 2 / (0.2**2 + run["se"] ** 2)) == pytest.approx(1, abs=0.03)
    assert np.median(run["n"]) == pytest.approx(40, rel=0.02)
    assert run["n"].min() >= 10 and run["n"].max() <= 400


def test_what_is_printed_of_a_treatment_that_does_nothing_is_the_upper_tail():
    run = machine.run(people=40_000, seed=5, q=0, theta=0, tau=0)
    printed = run["printed"] == 1
    assert printed.mean() == pytest.approx(stats.norm.sf(1.96), abs=0.002)
    assert np.all((run["d"] > 1.96 * run["se"]) == printed)


def test_eggers_intercept_is_the_small_study_effect_that_was_put_in():
    run = machine.run(people=5_000, seed=9, b=1, tau=0)
    found = egger(run["d"], run["se"])
    assert found["low"] < 1 < found["high"] and found["error"] < 0.1


def test_a_drawer_can_leave_a_funnel_that_the_test_does_not_call_lopsided():
    found = load("bias_machine").run(q=0.3).readouts
    assert found["excess"] > 50 and found["egger_p"] > 0.05


# --- the estimators ---------------------------------------------------------------------------------------------------

# Thirteen trials of a vaccine against tuberculosis: log risk ratios and their variances (Colditz 1994).
VACCINE = (
    -0.8893,
    -1.5854,
    -1.3481,
    -1.4416,
    -0.2175,
    -0.7861,
    -1.6209,
    0.0120,
    -0.4694,
    -1.3713,
    -0.3394,
    0.4459,
    -0.0173,
)
VARIANCE = (0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714)


def test_the_random_effects_mean_is_that_of_the_standard_example():
    found = pooled(VACCINE, np.sqrt(VARIANCE))
    assert found["estimate"] == pytest.approx(-0.7141, abs=0.001)
    assert found["error"] == pytest.approx(0.1787, abs=0.001)
    assert (found["low"], found["high"]) == pytest.approx((-1.0644, -0.3638), abs=0.002)
    assert found["tau2"] == pytest.approx(0.3088, abs=0.002)
    assert found["q"] == pytest.approx(152.23, abs=0.5)
    assert found["i2"] == pytest.approx(0.9212, abs=0.001)


def test_trials_that_agree_have_no_scatter_of_their_own_and_both_means_are_one():
    found = pooled([0.5, 0.5, 0.5], [0.1, 0.2, 0.3])
    assert found["tau2"] == found["i2"] == 0 and found["estimate"] == pytest.approx(found["fixed"]) == pytest.approx(
        0.5
    )
    half = stats.t.ppf(0.975, 1) * found["error"]
    assert (found["predict_low"], found["predict_high"]) == pytest.approx((0.5 - half, 0.5 + half))


def test_eggers_regression_is_a_straight_line_through_the_ratios():
    rng = np.random.default_rng(4)
    d, se = rng.normal(0.3, 0.3, 25), rng.uniform(0.1, 0.9, 25)
    line = stats.linregress(1 / se, d / se)
    found = egger(d, se)
    assert (found["estimate"], found["error"]) == pytest.approx((line.intercept, line.intercept_stderr))
    assert np.isnan(egger(d[:9], se[:9])["estimate"])
