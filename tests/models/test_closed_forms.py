"""Closed forms of the course on treatment and of expectation: every number that the plan of the course promises."""

import numpy as np
import pytest
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all


def value(name, symbol, **values):
    """One helper of a closed form."""
    return float(model(name).run(**values)[symbol][0])


# --- what was expected and what came in ---


@pytest.mark.parametrize("spread, printed", [(0, "0.715"), (10, "0.447"), (20, "0.282")])
def test_in_the_first_experiment_a_sharp_cue_weighs_more(spread, printed):
    agrees(value("expectation_static", "gamma", preset="experiment_1", SD_cue=spread), printed)


@pytest.mark.parametrize("experiment, printed", [("experiment_1", "0.31"), ("experiment_2", "0.16")])
def test_the_regression_gives_the_cue_a_smaller_weight(experiment, printed):
    agrees(value("expectation_static", "weight_line", preset=experiment), printed)


def test_a_report_is_the_middle_of_two_bell_curves():
    x = np.linspace(-100, 200, 300_001)
    product = np.exp(-0.5 * ((x - 60) / 9.31) ** 2 - 0.5 * ((x - 30) / (5.88 + 0.449 * 10)) ** 2)
    found = value("expectation_static", "R", preset="experiment_1", N=60, q=30, SD_cue=10)
    assert found == pytest.approx(np.sum(x * product) / np.sum(product), rel=1e-9)


def test_the_prediction_of_the_lab_on_certainty_holds():
    lab = load("expectation_static")
    agrees(lab.run(SD_cue=0).readouts["report"], "41")
    agrees(lab.run(SD_cue=10).readouts["report"], "56")
    agrees(lab.run(SD_cue=0, beta=0.5).readouts["weight"], "0.03")


# --- drugs on the pathway ---

CORD = {"preset": "noise in the cord"}


@pytest.mark.parametrize(
    "values, printed",
    [
        ({"C": 10}, "-0.8"),
        ({"g": 0.4}, "-0.6"),
        ({"x": 1}, "-0.4"),
        ({"x": 1, "D": 0.2}, "-0.5"),
        ({"x": 1, "D": 0.7}, "-0.3"),
        ({"o": 0.6}, "-0.8"),
        ({"g": 0.4, "x": 1}, "-1.1"),
        (CORD | {"C": 10}, "-0.2"),
        (CORD | {"C": 1000}, "-0.7"),
    ],
    ids=str,
)
def test_each_drug_takes_off_what_it_was_set_to(values, printed):
    agrees(value("drug_pathway", "change", **values), printed, 0.05)


def test_scores_before_any_drug_and_under_a_block():
    agrees(value("drug_pathway", "pain"), "6.8", 0.05)
    agrees(value("drug_pathway", "pain", C=1000), "0.0", 0.05)
    agrees(value("drug_pathway", "pain", **CORD), "5.2", 0.05)
    assert value("drug_pathway", "untreated", **CORD) == value("drug_pathway", "pain", **CORD)


def test_the_block_of_sodium_channels_follows_the_rate_of_firing():
    slow, fast = (value("drug_pathway", "b", C=10, f_ev=0, f_ec=rate) for rate in (1, 50))
    assert fast > 3 * slow
    agrees(value("drug_pathway", "K", f_ev=0, f_ec=0), "400")


def test_a_patch_fades_over_eight_weeks():
    agrees(value("drug_pathway", "c", c0=0.35), "0.35")
    assert value("drug_pathway", "c", c0=0.35, since=8) == pytest.approx(0.35 / np.e)


def test_the_prediction_of_the_lab_on_drugs_holds():
    lab = load("drug_pathway")
    agrees(lab.run().readouts["change"], "-0.8", 0.05)
    agrees(lab.run(place=2).readouts["change"], "-0.2", 0.05)


# --- where is the generator ---

BLOCKS = ({}, {"B1": 0.95}, {"B2": 0.95}, {"B3": 0.95}, {"B4": 0.95})


@pytest.mark.parametrize(
    "preset, printed",
    [
        ("irritable postherpetic neuralgia", "6.1 1.2 0.0 0.0 0.7"),
        ("neuroma", "5.7 5.7 0.0 0.0 0.6"),
        ("diabetic polyneuropathy", "5.8 4.0 0.0 0.0 0.6"),
        ("phantom limb", "5.7 5.7 4.8 0.0 0.6"),
        ("radiculopathy", "5.4 5.4 5.4 0.0 0.6"),
        ("cord injury, at its level", "5.0 5.0 5.0 5.0 0.5"),
        ("after a stroke, generator in the brain", "5.7 5.7 5.7 5.7 5.7"),
        ("after a stroke, kept going by input", "5.7 0.6 0.0 0.0 0.6"),
    ],
)
def test_a_block_relieves_where_it_lies_central_to_the_generator(preset, printed):
    agrees_all([value("generator", "pain", preset=preset, **block) for block in BLOCKS], printed, 0.0501)


def test_gain_is_no_generator():
    stroke = {"preset": "after a stroke, kept going by input"}
    agrees(value("generator", "pain", **stroke, G=1.5), "2.3", 0.05)
    agrees(value("generator", "pain", **stroke, G=0.8), "0.0", 0.05)
    agrees(value("generator", "pain", G=4), "8.0", 0.05)
    agrees(value("generator", "pain", G=4, B3=0.95), "0.0", 0.05)
    agrees(value("generator", "pain", G=4, B2=0.95), "2.1", 0.05)


def test_what_relief_by_a_block_says_about_the_place_of_the_generator():
    for symbol, printed in [
        ("sensitivity", "0.93"),
        ("false_positive", "0.325"),
        ("ppv", "0.74"),
        ("both_sensitivity", "0.61"),
        ("both_false_positive", "0.0675"),
        ("both_ppv", "0.90"),
    ]:
        agrees(value("generator", symbol), printed, max(0.0005, 0.5 * 10.0 ** -len(printed.partition(".")[2])))
    agrees(value("generator", "ppv", prior=0.2), "0.42", 0.005)


def test_the_prediction_of_the_lab_on_the_generator_holds():
    lab = load("generator")
    agrees(lab.run().readouts["pain"], "5.7", 0.05)
    agrees(lab.run(G=4).readouts["pain"], "8.0", 0.05)
    agrees(lab.run(G=4, block=3).readouts["pain"], "0.0", 0.05)
    agrees(lab.run(G=4, block=2).readouts["pain"], "2.1", 0.05)


def test_the_prediction_of_the_lab_on_a_block_as_a_test_holds():
    lab = load("diagnostic_block")
    agrees(lab.run(prior=0.2).readouts["chance"], "0.42", 0.005)
    agrees(lab.run().readouts["chance"], "0.74", 0.005)


# --- blind it ---


@pytest.mark.parametrize(
    "values, printed",
    [
        ({"r": 0, "p_b": 1}, "2.0"),
        ({"p_b": 0.8}, "0.86"),
        ({}, "0.5"),
        ({"tau": 0, "r": 0, "p_b": 1}, "1.5"),
        ({"tau": 0, "p_b": 0.8}, "0.36"),
    ],
    ids=str,
)
def test_what_a_trial_reports_is_effect_and_context_and_expectancy(values, printed):
    agrees(value("blinding", "difference", **values), printed, 0.005)
    parts = [value("blinding", f"from_{part}", **values) for part in ("effect", "context", "expectancy")]
    assert sum(parts) == pytest.approx(value("blinding", "difference", **values))


def test_in_a_crossover_a_period_effect_cancels_and_what_is_carried_over_does_not():
    assert value("blinding", "crossover", period=0.7) == pytest.approx(0.5)
    assert value("blinding", "crossover", carry_over=0.4) == pytest.approx(0.5 * (1 - 0.2))


def test_the_prediction_of_the_lab_on_blinding_holds():
    lab = load("blinding")
    agrees(lab.run(tau=0, r=0).readouts["difference"], "1.5", 0.005)
    agrees(lab.run(tau=0, r=1, p_b=0.8).readouts["difference"], "0.36", 0.005)


# --- three arms ---


def test_sizes_are_those_of_the_pooled_trials():
    agrees(value("three_arms", "d_sham"), "0.23", 0.01)
    agrees(value("three_arms", "d_none"), "0.55", 0.01)


def test_an_inert_sham_and_a_partly_active_one_give_the_same_bars():
    active = {"kappa": 0.2, "tau": 0.85, "q": 0.47}
    for symbol in ("none", "sham", "real"):
        assert value("three_arms", symbol, **active) == pytest.approx(value("three_arms", symbol), abs=0.001)
    agrees(value("three_arms", "real_sham", **active), "0.45", 0.005)
    assert value("three_arms", "real_sham", tau=0.8, q=0.25) == pytest.approx(0.6)


def test_right_guesses_add_to_real_against_sham():
    agrees(value("three_arms", "real_sham", w=0.8), "0.75", 0.001)


def test_the_number_of_people_that_is_needed_gives_a_power_of_eight_tenths():
    n = value("three_arms", "needed")
    assert n == pytest.approx(2 * 2.8**2 * 1.9**2 / 0.45**2)
    agrees(value("three_arms", "power", n=n), "0.80", 0.001)


def test_power_and_intervals_are_those_of_simulated_trials():
    draw = np.random.default_rng(1)
    sham, real = (draw.normal(mean, 1.9, (20_000, 100)).mean(axis=1) for mean in (5.4, 4.95))
    run = model("three_arms").run(n=100)
    se = 1.9 * np.sqrt(2 / 100)
    assert np.mean((sham - real) / se > 1.96) == pytest.approx(run["power"][0], abs=0.03)
    width = run["real_sham_high"][0] - run["real_sham_low"][0]
    assert width == pytest.approx(2 * 1.96 * np.std(sham - real), rel=0.03)


# --- two outcomes ---


def test_most_of_the_fall_in_interference_does_not_run_through_intensity():
    agrees(value("two_outcomes", "change"), "-0.70", 0.001)
    agrees(value("two_outcomes", "through_intensity"), "-0.10", 0.001)
    agrees(value("two_outcomes", "share"), "0.143", 0.001)
    agrees(value("two_outcomes", "change", preset="drug"), "-0.40", 0.001)


def test_individuals_scatter_around_the_same_change():
    run = model("two_outcomes").run(people=4000)
    assert np.mean(run["F_after"] - run["F_before"]) == pytest.approx(-0.7, abs=0.08)
    assert np.std(run["F_before"], ddof=1) == pytest.approx(1.2, rel=0.04)
