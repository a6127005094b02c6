"""A test taken twice: who leaves the lowest part, against the bivariate normal distribution and a ranking by hand."""

import numpy as np
import pytest
from painlab.lab import load
from painlab.model import model
from scipy.stats import multivariate_normal, norm

LAB = load("cpm_in_the_noise")


def people(count=60_000, **values):
    return model("cpm_in_the_noise").run(people=count, seed=3, **values)


def leaving(run):
    low, again = run["L_1"] == 1, run["L_2"] == 1
    return (low & ~again).sum() / low.sum()


@pytest.mark.parametrize("reliability", [0.4, 0.65, 0.9, 0.98])
def test_the_share_that_leaves_the_lowest_quarter_is_that_of_two_correlated_normal_scores(reliability):
    cut = norm.ppf(0.25)
    both = multivariate_normal(cov=[[1, reliability], [reliability, 1]]).cdf([cut, cut])
    assert leaving(people(r=reliability)) == pytest.approx(1 - both / 0.25, abs=0.015)


def test_at_a_reliability_of_065_it_is_43_of_100():
    assert leaving(people()) == pytest.approx(0.43, abs=0.01)


def test_sixty_people_ranked_by_hand_give_nearly_the_same_share():
    """The lowest 15 of each 60, in place of a fixed cut-off."""
    run = people()
    first, second = (run[name].reshape(1000, 60) for name in ("X_1", "X_2"))
    low = [set(np.argsort(a)[:15]) - set(np.argsort(b)[:15]) for a, b in zip(first, second, strict=True)]
    assert np.mean([len(one) / 15 for one in low]) == pytest.approx(0.43, abs=0.015)


def test_reliability_is_the_correlation_of_the_two_days_and_the_spread_is_that_of_the_study():
    run = people()
    assert np.corrcoef(run["X_1"], run["X_2"])[0, 1] == pytest.approx(0.65, abs=0.01)
    assert run["X_1"].std() == pytest.approx(11.7, abs=0.3)  # Gehling 2016: 11.7 and 11.9
    assert run["X_1"].mean() == pytest.approx(17, abs=0.2)


def test_a_change_of_19_points_is_the_edge_of_the_noise():
    edge = LAB.scope(LAB.state())["least"]
    assert edge == pytest.approx(19.3, abs=0.05)
    assert np.mean(abs(people()["D"]) < edge) == pytest.approx(0.95, abs=0.005)


def test_the_sixty_of_the_chapter():
    found = LAB.run(again=1).readouts
    counts = [round(found[name]) for name in ("low", "both", "left", "joined", "never")]
    assert counts == [15, 9, 6, 7, 38]
    run = LAB.run(again=1)
    low = run["L_1"] == 1
    assert [run[day][low].mean() for day in ("X_1", "X_2")] == pytest.approx([5.0, 8.2], abs=0.05)
    edge = LAB.scope(LAB.state())["least"]
    assert (abs(run["D"]) > edge).sum() == 1


def test_the_six_thousand_of_the_chapter():
    run = LAB.run(again=1, crowd=6000)
    found = run.readouts
    assert [found[name] for name in ("low", "left", "both", "joined")] == pytest.approx([15.3, 6.5, 8.7, 6.2], abs=0.05)
    assert found["left"] / found["low"] == pytest.approx(0.43, abs=0.005)
    low = run["L_1"] == 1
    assert [run[day][low].mean() for day in ("X_1", "X_2")] == pytest.approx([2.0, 7.0], abs=0.05)


def test_two_bad_days_say_more_than_one_as_the_exercise_prints():
    run = model("cpm_in_the_noise").run(people=6000)
    truly, once, twice = run["T"] < run["c"], run["L_1"] == 1, run["L_1"] * run["L_2"] == 1
    assert [truly[twice].mean(), truly[once].mean(), twice[truly].mean()] == pytest.approx(
        [0.81, 0.62, 0.58], abs=0.005
    )
