"""The chapter on movement and mind: what its text, figures and exercises take from the lab and from trials."""

import math

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.evidence import comparison
from painlab.figures.chapters import movement_and_mind as figures
from painlab.lab import load
from published import agrees
from scipy.stats import binomtest, norm

CHAPTER = prose.markdown(ROOT / "book/treatment/movement-and-mind.ipynb")


def shown(**state):
    return load("two_outcomes").run(**state).readouts


@pytest.mark.parametrize(
    "d_I, d_Z, change, through, around",
    [(-0.8, 0, "-0.40", "-0.40", "0.00"), (-0.2, -2, "-0.70", "-0.10", "-0.60"), (0, -1.3, "-0.39", "0.00", "-0.39"),
     (0.5, -2, "-0.35", "0.25", "-0.60"), (-1, -2, "-1.10", "-0.50", "-0.60")],
)  # fmt: skip
def test_interference_changes_along_both_paths_as_the_text_says(d_I, d_Z, change, through, around):
    readouts = shown(d_I=d_I, d_Z=d_Z)
    for name, printed in (("change", change), ("through", through), ("around", around)):
        agrees(readouts[name], printed, 0.005)


def test_the_figure_draws_the_two_treatments_of_the_lab():
    drawn = {name: figures.paths(changes) for name, changes in figures.TREATMENTS}
    assert drawn["drug"] == pytest.approx((0.40, 0.0))
    assert drawn["program"] == pytest.approx((0.10, 0.60))
    presets = load("two_outcomes").presets
    for name, changes in figures.TREATMENTS:
        readouts = shown(**presets[name])
        assert (-readouts["through"], -readouts["around"]) == pytest.approx(figures.paths(changes), abs=1e-9)


@pytest.mark.parametrize("preset", ["drug", "program", "both"])
def test_the_means_of_the_picture_fall_as_far_as_the_sentence_says(preset):
    lab = load("two_outcomes")
    run = lab.run(**lab.presets[preset])
    before, after = (round(float(run[name].mean()), 1) for name in ("F_before", "F_after"))
    assert after - before == pytest.approx(run.readouts["change"], abs=1e-9)


@pytest.mark.parametrize("name, count, people", figures.GROUPS)
def test_the_intervals_of_the_trial_are_wilsons(name, count, people):
    theirs = binomtest(count, people).proportion_ci(method="wilson")
    assert figures.wilson(count, people) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_46_extra_people_of_100():
    (_, treated, n), (_, placebo, m), _ = figures.GROUPS
    assert round(100 * (treated / n - placebo / m)) == 46
    row = comparison(source="ashar2022")
    assert [round(extra) for extra in row.extra] == [45, 29, 62]
    half = 1.96 * math.sqrt(treated / n * (1 - treated / n) / n + placebo / m * (1 - placebo / m) / m)
    ends = [round(100 * (treated / n - placebo / m + sign * half)) for sign in (-1, 1)]
    assert "46 extra people of 100 over the open placebo ({} to {}, our reckoning)".format(*ends) in CHAPTER


def test_after_five_years_the_text_has_what_the_table_has():
    row = comparison(source="ashar2025")
    assert row.estimate == 55 - 26 and "After five years they are 29, and 19 over usual care" in CHAPTER


@pytest.mark.parametrize("effect, chance, pairs", [(0.89, 81, 74), (0.56, 71, 65), (0.20, 58, 56)])
def test_the_chances_of_the_review_on_sleep_stand_beside_our_pairs(effect, chance, pairs):
    assert round(100 * norm.cdf(effect)) == chance
    assert round(100 * norm.cdf(effect / math.sqrt(2))) == pairs
    assert "81, 71 and 58 of 100" in CHAPTER and "74, 65 and 56" in CHAPTER


@pytest.mark.parametrize("effect, printed", [(0.09, 53), (0.22, 56), (0.32, 59)])
def test_of_100_random_pairs_as_many_favor_treatment_as_the_text_says(effect, printed):
    assert round(100 * norm.cdf(effect / math.sqrt(2))) == printed


def test_the_exercises_come_out_as_their_solutions_say():
    agrees(100 * 0.5 / 1.1, "45", 0.5)
    agrees(0.5 / 0.3, "1.67", 0.005)
    agrees(1.2 * math.sqrt(2), "1.70", 0.005)
    agrees(norm.sf(0.70 / (1.2 * math.sqrt(2))), "0.34", 0.005)
