"""The trial simulator: the plan's calibration targets, and integrals that know nothing of the model.

The targets come from draws, so they carry an error of their own: about 0.02 points, and one person of 100.
"""

import functools
import re

import numpy as np
import pytest
from conftest import ROOT
from painlab.lab import load
from painlab.model import model
from painlab.shared.estimate import power, responders
from painlab.shared.readouts import cycles, trial_readouts
from published import agrees, agrees_all
from scipy import integrate, stats

PEOPLE = 30_000
trial = model("trial")
normal = stats.norm


@pytest.fixture(scope="module")
def crowd():
    """Runs of the simulator with many people, each made once."""
    made = {}

    def run(people=PEOPLE, **values):
        key = (people, *sorted(values.items()))
        if key not in made:
            made[key] = trial.run(people=people, **values)
        return made[key]

    return run


def change(run, later):
    return float((run[later] - run["Y0"]).mean())


def responding(run, later, share):
    return responders(run["Y0"], run[later], share) / len(run["Y0"])


def expected(c=5.0, fall=0.0, mu=4.5, sb=1.5, sw=1.5):
    """Mean change, shares with 30 % and 50 % less pain, by integration over the first score."""
    total = np.hypot(sb, sw)
    rho = sb**2 / total**2
    spread = total * np.sqrt(1 - rho**2)

    def mean(f):
        def weighted(y):
            return f(y) * normal.pdf(y, mu, total)

        low = c if c > 0 else -12
        edges = [low, *(e for e in (0, 10) if e > low), 25]
        whole = sum(integrate.quad(weighted, a, b)[0] for a, b in zip(edges[:-1], edges[1:], strict=True))
        return whole / (normal.sf(c, mu, total) if c > 0 else 1)

    def later(y):
        m = mu + rho * (y - mu) - fall
        a, b = -m / spread, (10 - m) / spread
        return m * (normal.cdf(b) - normal.cdf(a)) + spread * (normal.pdf(a) - normal.pdf(b)) + 10 * normal.sf(b)

    def below(y, share):
        return normal.cdf(((1 - share) * min(y, 10) - mu - rho * (y - mu) + fall) / spread) if y > 0 else 0.0

    return (
        mean(later) - mean(lambda y: min(max(y, 0), 10)),
        mean(lambda y: below(y, 0.3)),
        mean(lambda y: below(y, 0.5)),
    )


ARMS = {"Y_none": 0.3, "Y_sham": 0.9, "Y_active": 1.35}


@pytest.mark.parametrize("later", ARMS)
@pytest.mark.parametrize("c", [0, 5, 7])
def test_the_simulated_people_change_as_the_integrals_say(crowd, later, c):
    run, fall = crowd(c=c), ARMS[later]
    mean, thirty, fifty = expected(c=c, fall=fall)
    assert change(run, later) == pytest.approx(mean, abs=0.03)
    assert responding(run, later, 0.3) == pytest.approx(thirty, abs=0.008)
    assert responding(run, later, 0.5) == pytest.approx(fifty, abs=0.008)


def test_the_expected_regression_is_one_point_at_the_defaults():
    agrees(trial.run(people=1)["R_entry"][0], "1.01", 0.005)


def test_the_mean_of_those_who_enter_falls_by_that_regression_when_nothing_is_done(crowd):
    run = crowd(delta=0, kappa=0, tau=0)
    agrees(change(run, "Y_none"), "-1.01", 0.03)


@pytest.mark.parametrize(("later", "target"), [("Y_active", -2.33), ("Y_sham", -1.89), ("Y_none", -1.30)])
def test_each_arm_changes_as_the_plan_was_calibrated(crowd, later, target):
    assert change(crowd(), later) == pytest.approx(target, abs=0.03)


def test_against_the_waiting_list_the_treatment_is_a_point_better_and_half_an_sd(crowd):
    run = crowd()
    difference = float((run["Y_none"] - run["Y_active"]).mean())
    agrees(difference, "1.04", 0.01)
    agrees(difference / run["Y_none"].std(), "0.54", 0.01)


def test_against_the_sham_it_is_less_than_half_a_point_and_a_quarter_of_an_sd(crowd):
    run = crowd()
    difference = float((run["Y_sham"] - run["Y_active"]).mean())
    agrees(difference, "0.44", 0.01)
    agrees(difference / run["Y_sham"].std(), "0.23", 0.005)


@pytest.mark.parametrize(
    ("share", "targets"),
    [
        (0.3, {"Y_active": 58, "Y_sham": 49, "Y_none": 36}),
        (0.5, {"Y_active": 31, "Y_sham": 23, "Y_none": 14}),
    ],
)
def test_responders_are_as_many_of_100_as_the_plan_says(crowd, share, targets):
    for later, target in targets.items():
        assert 100 * responding(crowd(), later, share) == pytest.approx(target, abs=1)


@pytest.mark.parametrize(("tau", "number"), [(0.45, 12.5), (0.65, 8.4)])
def test_the_number_needed_to_treat_for_half_the_pain(crowd, tau, number):
    run = crowd(tau=tau)
    more = responding(run, "Y_active", 0.5) - responding(run, "Y_sham", 0.5)
    assert 1 / more == pytest.approx(number, abs=0.4)


def test_a_treatment_that_does_nothing_has_49_responders_of_100_and_no_difference_from_sham(crowd):
    run = crowd(tau=0)
    agrees(change(run, "Y_active"), "-1.91", 0.03)
    agrees(100 * responding(run, "Y_active", 0.3), "49", 1)
    assert np.array_equal(run["Y_active"], run["Y_sham"])


def test_a_stricter_door_makes_the_series_look_better_and_leaves_the_difference_from_sham(crowd):
    run = crowd(c=7)
    agrees(change(run, "Y_active"), "-3.10", 0.03)
    agrees(float((run["Y_sham"] - run["Y_active"]).mean()), "0.45", 0.01)


def test_with_an_open_door_only_course_visit_and_treatment_are_left(crowd):
    agrees(change(crowd(c=0), "Y_active"), "-1.30", 0.03)


def test_any_fall_at_all_gives_the_poster_84_of_100_and_75_who_only_wait(crowd):
    run = crowd(tau=0)
    assert round(100 * float((run["Y_active"] < run["Y0"]).mean())) == 84
    assert round(100 * float((run["Y_none"] < run["Y0"]).mean())) == 75


def test_longer_spells_make_regression_smaller(crowd):
    assert trial.run(people=1, tau_c=24)["rho_e"][0] == pytest.approx(np.exp(-0.5))
    assert trial.run(people=1, tau_c=24)["R_entry"][0] < trial.run(people=1)["R_entry"][0]


# --- are there responders? ---


@pytest.mark.parametrize(("s_T", "correlation", "again"), [(0, 0.00, 30), (1, 0.18, 41), (2, 0.48, 59)])
def test_who_gains_in_one_cycle_gains_in_the_next_as_far_as_answers_differ(crowd, s_T, correlation, again):
    found = cycles(crowd(c=0, mu=6, delta=0, kappa=0, tau=0.65, s_T=s_T).columns)
    assert found["cycle_correlation"] == pytest.approx(correlation, abs=0.02)
    assert found["again"] == pytest.approx(again, abs=1.5)
    if s_T < 2:
        assert 26 <= found["gain_cycle"] <= 30


def test_the_covariance_of_the_two_cycles_is_the_variance_of_the_answers(crowd):
    run = crowd(c=0, mu=6, delta=0, kappa=0, tau=0.65, s_T=2)
    gains = [run[f"S_{k}"] - run[f"A_{k}"] for k in (1, 2)]
    agrees(np.cov(*gains)[0, 1], "4", 0.15)


def test_answers_that_differ_scatter_the_treated_arm(crowd):
    """The plan's 1.28 holds where no score is cut; the ends of the scale take some of it away."""
    run = crowd(c=0, mu=5, s_T=1, sb=0.9, sw=0.9, delta=0, kappa=0)
    ratio = run["Y_active"].var() / run["Y_sham"].var()
    assert ratio == pytest.approx(1 + 1 / (2 * 0.9**2), rel=0.03)


# --- designs ---


@functools.cache
def answer(design, people=25_000, **values):
    run = trial.run(people=people, design=design, seed=3, **values)
    return trial_readouts(run.columns, {"design": design})


@pytest.mark.parametrize(
    ("design", "truth"),
    [
        ("before_after", 2.34),
        ("waitlist", 1.04),
        ("sham", 0.44),
        ("three_arm", 0.44),
        ("historical", 2.05),
        ("crossover", 0.44),
    ],
)
def test_each_design_answers_with_what_its_comparison_leaves_in(design, truth):
    out = answer(design)
    assert out["estimate"] == pytest.approx(truth, abs=0.05)
    assert out["low"] < out["estimate"] < out["high"]


def test_only_three_arms_tell_the_placebo_effect_from_the_placebo_response():
    out = answer("three_arm")
    agrees(out["context_estimate"], "0.59", 0.06)
    agrees(out["change_sham"], "-1.90", 0.05)
    assert np.isnan(answer("sham")["context_estimate"])


def test_disappointment_and_guessing_bend_the_answer():
    assert answer("waitlist", b_none=0.5)["estimate"] > answer("waitlist")["estimate"] + 0.4
    assert answer("sham", b_active=0.5)["estimate"] > answer("sham")["estimate"] + 0.4


def test_a_carry_over_hides_part_of_the_effect_in_a_crossover():
    agrees(answer("crossover", carry_over=1)["estimate"], "0.22", 0.05)


def test_a_crossover_needs_fewer_people_because_each_is_their_own_control():
    """The SD of a within-person difference is sw times the root of 2."""
    run = trial.run(people=10_000, design="crossover", c=0, mu=5, sb=0.5, sw=1, delta=0)
    difference = np.where(run["j_arm"] == 1, run["Y1"] - run["Y2"], run["Y2"] - run["Y1"])
    assert difference.std() == pytest.approx(np.sqrt(2), rel=0.03)


def test_about_one_in_ten_is_not_seen_again_and_the_lot_is_fair(crowd):
    run = trial.run(people=20_000, design="three_arm")
    shares = [float((run["j_arm"] == k).mean()) for k in (-1, 0, 1, 2)]
    agrees_all(shares, "0.1 0.3 0.3 0.3", 0.01)


# --- the lab ---


def test_the_four_runs_add_one_reason_at_a_time():
    lab = load("trial")
    falls = [lab.run(**lab.presets[f"Run {k}"]).readouts["fall_estimate"] for k in (1, 2, 3, 4)]
    agrees_all(falls, "1.0 1.3 1.9 2.3", 0.06)


def test_the_predicted_49_of_100_is_what_run_3_shows():
    lab = load("trial")
    out = lab.run(**lab.presets["Run 3"]).readouts
    assert round(out["responders30_active"]) == round(out["responders30_sham"]) == 49
    assert round(out["improved_active"]) == 84


def test_the_break_it_task_of_run_2_has_its_answer_near_5_8(crowd):
    assert expected(c=5.8)[0] == pytest.approx(expected(c=5, fall=0.3)[0], abs=0.03)


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ("before_after", "nobody to compare"),
        ("waitlist", "waiting list"),
        ("sham", "Against sham"),
        ("three_arm", "Treatment against sham"),
        ("historical", "old records"),
        ("crossover", "Against sham"),
    ],
)
def test_the_sentence_names_the_comparison(design, words):
    lab = load("trial")
    state = lab.state(design=design, tau=0.45, n=200)
    assert words in lab.say(state, lab.run(design=design, tau=0.45, n=200).readouts)


def test_small_trials_mostly_miss_the_effect_as_the_chapter_says():
    """372 of 1,000 with 100 people in each group; here the first 100 of them."""
    found = []
    for seed in range(1, 101):
        run = trial.run(design="sham", people=200, seed=seed)
        found.append(trial_readouts(run.columns, {"design": "sham"})["p"])
    agrees(power(found), "37", 12)


@pytest.mark.parametrize("tau, design, shown", [(0, "sham", False), (0, "waitlist", True), (0.45, "sham", True)])
def test_a_number_needed_to_treat_is_read_out_only_where_its_interval_leaves_out_zero(tau, design, shown):
    found = load("trial").run(delta=0.3, kappa=0.6, tau=tau, design=design).readouts
    assert (found["extra_low"] > 0) == shown
    assert np.isfinite(found["nnt"]) == shown


def test_the_three_links_of_the_notes_show_the_three_answers_of_the_chapter():
    notes = (ROOT / "book/teaching/why-people-get-better.md").read_text(encoding="utf-8")
    row = next(line for line in notes.splitlines() if line.startswith("| the same treatment, three answers"))
    lab = load("trial")
    found = [lab.run(**lab.read_link(link)).readouts["estimate"] for link in re.findall("`(.+?)`", row)]
    assert found == pytest.approx([2.3, 1.0, 0.44], abs=0.05)
