"""The trial's estimators against SciPy and plain linear algebra, and the same in the reader's browser."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from painlab.shared import estimate, student
from scipy import stats

SCORES = st.lists(st.floats(0, 10, allow_nan=False).map(lambda x: round(x, 3)), min_size=3, max_size=40)
ALIKE = {"rel": 1e-9, "abs": 1e-9}


def spread(x):
    return np.var(x) > 1e-6


# --- Student's t ---


@given(st.floats(-40, 40), st.floats(0.5, 5000))
def test_the_chance_beyond_t_is_scipys(t, df):
    assert student.two_sided(t, df) == pytest.approx(2 * stats.t.sf(abs(t), df), rel=1e-9, abs=1e-12)


@given(st.floats(0.001, 0.999), st.floats(1, 5000))
def test_the_quantile_is_scipys(p, df):
    assert student.student_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("df", [0.5, 1, 2, 5, 30, 198, 1e6])
def test_the_quantile_turns_the_chance_around(df):
    for p in (0.6, 0.9, 0.975, 0.999):
        assert student.two_sided(student.student_quantile(p, df), df) == pytest.approx(2 * (1 - p), abs=1e-10)


def test_no_degrees_of_freedom_and_no_chance_give_no_number():
    assert math.isnan(student.student_quantile(0.975, 0))
    assert math.isnan(student.student_quantile(1, 5))
    assert math.isnan(student.two_sided(math.nan, 5))


# --- differences and changes ---


@given(SCORES, SCORES)
def test_the_difference_of_two_groups_is_welchs(a, b):
    if not (spread(a) and spread(b)):
        return
    ours, theirs = estimate.welch(a, b), stats.ttest_ind(a, b, equal_var=False)
    interval = theirs.confidence_interval()
    assert ours["estimate"] == pytest.approx(np.mean(a) - np.mean(b), **ALIKE)
    assert ours["p"] == pytest.approx(theirs.pvalue, rel=1e-7, abs=1e-12)
    assert (ours["low"], ours["high"]) == pytest.approx((interval.low, interval.high), rel=1e-7, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=3, max_size=40))
def test_the_change_of_the_same_people_is_the_paired_t(pairs):
    before, after = np.array(pairs).T
    if not spread(before - after):
        return
    ours, theirs = estimate.paired(before, after), stats.ttest_rel(before, after)
    interval = theirs.confidence_interval()
    assert ours["estimate"] == pytest.approx(np.mean(before - after), **ALIKE)
    assert ours["p"] == pytest.approx(theirs.pvalue, rel=1e-7, abs=1e-12)
    assert (ours["low"], ours["high"]) == pytest.approx((interval.low, interval.high), rel=1e-7, abs=1e-9)


def least_squares(control, treated):
    """Effect, its error and residual degrees of freedom by a design matrix, without the closed form."""
    y = np.concatenate([control[1], treated[1]])
    x = np.concatenate([control[0], treated[0]])
    group = np.r_[np.zeros(len(control[0])), np.ones(len(treated[0]))]
    design = np.column_stack([np.ones_like(y), group, x])
    solution, *_ = np.linalg.lstsq(design, y, rcond=None)
    df = len(y) - 3
    variance = np.sum((y - design @ solution) ** 2) / df
    errors = np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))
    return -solution[1], errors[1], df


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 60), st.integers(4, 60))
def test_the_analysis_of_covariance_is_least_squares(seed, n, m):
    draw = np.random.default_rng(seed)
    control = draw.normal(6, 1.2, n), draw.normal(5, 1.9, n)
    treated = draw.normal(6, 1.2, m), draw.normal(4.5, 1.9, m)
    ours = estimate.ancova(control, treated)
    effect, error, df = least_squares(control, treated)
    assert ours["estimate"] == pytest.approx(effect, rel=1e-8, abs=1e-9)
    assert ours["error"] == pytest.approx(error, rel=1e-8)
    assert ours["p"] == pytest.approx(2 * stats.t.sf(abs(effect / error), df), rel=1e-6, abs=1e-12)
    half = stats.t.ppf(0.975, df) * error
    assert (ours["low"], ours["high"]) == pytest.approx((effect - half, effect + half), rel=1e-7, abs=1e-9)


def test_adjusting_beats_subtracting_by_the_ratio_that_the_chapter_prints():
    """Variance of the change 2 s² (1 - r), of the adjusted score s² (1 - r²)."""
    draw, r, errors = np.random.default_rng(4), 0.3, {"change": [], "adjusted": []}
    for _ in range(1500):
        arms = []
        for _ in range(2):
            first = draw.normal(size=60)
            arms.append((first, r * first + np.sqrt(1 - r * r) * draw.normal(size=60)))
        (c0, c1), (t0, t1) = arms
        errors["change"].append(estimate.welch(c1 - c0, t1 - t0)["estimate"])
        errors["adjusted"].append(estimate.ancova(*arms)["estimate"])
    ratio = np.var(errors["change"]) / np.var(errors["adjusted"])
    assert ratio == pytest.approx(2 / (1 + r), rel=0.1)


@given(SCORES, SCORES, st.floats(-2, 2))
def test_a_crossover_is_not_moved_by_a_change_from_period_to_period(a, b, shift):
    if not (spread(a) and spread(b)):
        return
    plain = estimate.crossover(a, b)
    moved = estimate.crossover(np.array(a) - shift, np.array(b) + shift)
    assert moved["estimate"] == pytest.approx(plain["estimate"], abs=1e-9)
    assert plain["estimate"] == pytest.approx((np.mean(a) + np.mean(b)) / 2, abs=1e-9)
    assert plain["error"] == pytest.approx(np.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b)) / 2)


# --- shares ---


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_is_wilsons(pair):
    count, n = pair
    theirs = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert estimate.wilson(count, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_the_risk_difference_is_newcombes_own_example():
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, example a, method 10)."""
    found = estimate.risk_difference(56, 70, 48, 80)
    assert (found["low"], found["high"]) == pytest.approx((0.0524, 0.3339), abs=0.0001)


def test_an_interval_of_the_number_needed_to_treat_can_run_through_infinity():
    clear = estimate.needed_to_treat({"estimate": 0.08, "low": 0.02, "high": 0.14})
    assert (clear["estimate"], clear["low"], clear["high"]) == pytest.approx((12.5, 1 / 0.14, 50))
    through = estimate.needed_to_treat({"estimate": 0.08, "low": -0.02, "high": 0.18})
    assert through["low"] > 0 > through["high"]
    assert estimate.needed_to_treat({"estimate": 0, "low": -0.1, "high": 0.1})["estimate"] == math.inf


def test_a_responder_falls_by_the_share_of_their_own_first_score():
    assert estimate.responders([10, 10, 5, 0], [7, 7.1, 3.5, 0], 0.3) == 2


# --- spread, repetition, power ---


def test_the_logarithm_of_a_ratio_of_variances_has_the_error_that_the_plan_gives():
    draw = np.random.default_rng(1)
    for n, error in ((100, 0.20), (500, 0.09)):
        found = estimate.variance_ratio(draw.normal(0, 1.9, n), draw.normal(0, 2.1, n))
        assert found["error"] == pytest.approx(error, abs=0.005)
        assert math.log(found["high"] / found["estimate"]) == pytest.approx(1.96 * found["error"], rel=1e-4)
    assert math.log(1 + 1 / 1.9**2) == pytest.approx(0.24, abs=0.005)


def test_the_exercise_on_variances_has_the_numbers_that_its_solution_prints():
    error = math.sqrt(4 / 99)
    ratio = 2.1**2 / 1.9**2
    assert (ratio, ratio * math.exp(-1.96 * error), ratio * math.exp(1.96 * error)) == pytest.approx(
        (1.22, 0.82, 1.81), abs=0.005
    )
    for n, found in ((100, 0.23), (500, 0.78)):
        z = math.log(1 + 1 / 1.9**2) / math.sqrt(4 / (n - 1))
        assert stats.norm.sf(1.96 - z) == pytest.approx(found, abs=0.005)


@given(SCORES)
def test_a_correlation_is_pearsons(x):
    y = np.sin(np.arange(len(x)))
    if spread(x):
        assert estimate.correlation(x, y) == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


@pytest.mark.parametrize(("difference", "n"), [(0.45, 310), (1.55, 26)])
def test_a_thousand_trials_of_that_size_find_the_difference_in_about_eighty_of_100(difference, n):
    """The plan's sizes follow the normal curve; with 26 people Student's t takes two of the 100 away."""
    draw = np.random.default_rng(7)
    p = [estimate.welch(draw.normal(difference, 2, n), draw.normal(0, 2, n))["p"] for _ in range(1000)]
    assert estimate.power(p) == pytest.approx(79, abs=4)


def test_a_trial_without_people_has_no_power():
    assert math.isnan(estimate.power([]))
    assert estimate.power([0.01, 0.2, math.nan, 0.049]) == 50


# --- the same in the browser ---


def in_browser(page, call, *arguments):
    return page.evaluate(f"([{', '.join(f'a{i}' for i in range(len(arguments)))}]) => {call}", list(arguments))


def plain(value):
    """As JSON has it: an infinite or missing number is None."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value if math.isfinite(value) else None


def close(found, expected):
    if isinstance(expected, dict):
        assert set(found) == set(expected)
        for name, value in expected.items():
            close(found[name], value)
    elif isinstance(expected, list):
        for a, b in zip(found, expected, strict=True):
            close(a, b)
    elif expected is None:
        assert found is None or not math.isfinite(found)
    else:
        assert found == pytest.approx(expected, rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_the_browser_estimates_the_same(page, seed):
    draw = np.random.default_rng(seed)
    a, b, c, d = (draw.normal(5, 2, 20 + seed).clip(0, 10).tolist() for _ in range(4))
    for call, ours in (
        ("welch(a0, a1)", estimate.welch(a, b)),
        ("paired(a0, a1)", estimate.paired(a, b)),
        ("ancova([a0, a1], [a2, a3])", estimate.ancova((a, b), (c, d))),
        ("crossover(a0, a1)", estimate.crossover(a, b)),
        ("wilson(7, 20)", estimate.wilson(7, 20)),
        ("riskDifference(9, 20, 4, 25)", estimate.risk_difference(9, 20, 4, 25)),
        (
            "neededToTreat(riskDifference(5, 20, 5, 20))",
            estimate.needed_to_treat(estimate.risk_difference(5, 20, 5, 20)),
        ),
        ("varianceRatio(a0, a1)", estimate.variance_ratio(a, b)),
        ("correlation(a0, a1)", estimate.correlation(a, b)),
        ("responders(a0, a1, 0.3)", estimate.responders(a, b, 0.3)),
        ("pooled(a0, a1.map((x) => x + 1))", estimate.pooled(a, np.array(b) + 1)),
        ("egger(a0, a1.map((x) => x + 1))", estimate.egger(a, np.array(b) + 1)),
        ("power(a0.map((x) => x / 100))", estimate.power(np.array(a) / 100)),
    ):
        found = in_browser(page, f"JSON.stringify({call})", a, b, c, d)
        close(json.loads(found), plain(ours))


@pytest.mark.parametrize("df", [0.7, 1, 3, 28.4, 198, 2500])
def test_the_browser_has_the_same_student_t(page, df):
    for t in (-6.0, -0.3, 0.0, 1.2, 2.9, 30.0):
        assert in_browser(page, "twoSided(a0, a1)", t, df) == pytest.approx(student.two_sided(t, df), abs=1e-10)
    for p in (0.01, 0.5, 0.8, 0.975, 0.999):
        found = in_browser(page, "studentQuantile(a0, a1)", p, df)
        assert found == pytest.approx(student.student_quantile(p, df), rel=1e-8, abs=1e-9)


def test_too_few_people_give_no_number_in_either_language(page):
    assert math.isnan(estimate.welch([1], [2, 3])["low"])
    assert math.isnan(estimate.ancova(([1], [2]), ([3, 4], [4, 5]))["estimate"])
    assert in_browser(
        page,
        "Number.isNaN(welch([1], [2, 3]).low) && Number.isNaN(ancova([[1], [2]], [[3, 4], [4, 5]]).estimate)",
    )


def test_repeated_trials_are_heaped_with_those_that_found_something_first(page):
    answers = [[0.41, 0, 1, 0.2], [0.44, 0, 1, 0.01], [1.2, 1, 2, 0.001], [None, None, None, None]]
    heap = in_browser(page, "heapAnswers(a0.map((x) => x.map((v) => v ?? NaN)), 0.5)", answers)
    assert [(dot["bin"], dot["level"], dot["significant"]) for dot in heap] == [
        (0.5, 0, True),
        (1.0, 0, True),
        (0.5, 1, False),
    ]
