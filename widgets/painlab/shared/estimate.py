"""What a trial's analysis computes, for both languages; tested against SciPy.

Scores are pain on 0 to 10. Every effect is points *less pain*: a positive number favors the treatment.
Intervals are 95 %. A function that lacks the people to answer returns NaN.
"""

from math import exp, inf, nan, sqrt

from .moments import cross_sum, mean_of, variance_of
from .student import student_quantile, two_sided

NORMAL_975 = 1.959963984540054  # 97.5 % point of the normal curve
NOTHING = {"estimate": nan, "low": nan, "high": nan}


def interval_of(value, error, df):
    """An estimate with its standard error and degrees of freedom: interval and p value."""
    half = student_quantile(0.975, df) * error if error > 0 else nan
    p = two_sided(value / error, df) if error > 0 else nan
    return {"estimate": value, "low": value - half, "high": value + half, "p": p, "error": error, "df": df}


def welch(control, treated):
    """Difference of two means (control minus treated) with Welch's interval and p value.

    control, treated: scores, one a person. Returns estimate, low, high, p, error (standard error), df.
    """
    n = len(control)
    m = len(treated)
    if n < 2 or m < 2:
        return interval_of(nan, nan, nan)
    v = variance_of(control) / n
    w = variance_of(treated) / m
    df = (v + w) * (v + w) / (v * v / (n - 1) + w * w / (m - 1)) if v + w > 0 else nan
    return interval_of(mean_of(control) - mean_of(treated), sqrt(v + w), df)


def paired(before, after):
    """Mean fall (before minus after) of the same people, interval and p value; fields as in `welch`."""
    n = len(before)
    if n < 2:
        return interval_of(nan, nan, nan)
    falls = [before[i] - after[i] for i in range(n)]
    return interval_of(mean_of(falls), sqrt(variance_of(falls) / n), n - 1)


def ancova(control, treated):
    """Effect on the later score at equal first scores: one slope for both arms (analysis of covariance).

    control, treated: (first scores, later scores) of each arm. Fields as in `welch`, and the common slope.
    """
    n = len(control[0])
    m = len(treated[0])
    if n < 2 or m < 2:
        return {**interval_of(nan, nan, nan), "slope": nan}
    xx = cross_sum(control[0], control[0]) + cross_sum(treated[0], treated[0])
    xy = cross_sum(control[0], control[1]) + cross_sum(treated[0], treated[1])
    yy = cross_sum(control[1], control[1]) + cross_sum(treated[1], treated[1])
    df = n + m - 3
    if not (xx > 0) or df < 1:
        return {**interval_of(nan, nan, nan), "slope": nan}
    slope = xy / xx
    gap = mean_of(control[0]) - mean_of(treated[0])
    error = sqrt(max(yy - slope * xy, 0) / df * (1 / n + 1 / m + gap * gap / xx))
    return {**interval_of(mean_of(control[1]) - mean_of(treated[1]) - slope * gap, error, df), "slope": slope}


def responders(before, after, share):
    """How many fell by at least that share of their own first score (0.3 or 0.5)."""
    count = 0
    for i in range(len(before)):
        if before[i] > 0 and before[i] - after[i] >= share * before[i]:
            count += 1
    return count


def wilson(count, n):
    """Wilson's 95 % interval of a share: (low, high)."""
    if n < 1:
        return nan, nan
    z2 = NORMAL_975 * NORMAL_975
    p = count / n
    middle = p + z2 / (2 * n)
    half = NORMAL_975 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


def risk_difference(treated, n_treated, control, n_control):
    """Share treated minus share control with Newcombe's interval (from the two Wilson intervals)."""
    if n_treated < 1 or n_control < 1:
        return NOTHING
    p = treated / n_treated
    q = control / n_control
    p_low, p_high = wilson(treated, n_treated)
    q_low, q_high = wilson(control, n_control)
    return {
        "estimate": p - q,
        "low": p - q - sqrt((p - p_low) * (p - p_low) + (q_high - q) * (q_high - q)),
        "high": p - q + sqrt((p_high - p) * (p_high - p) + (q - q_low) * (q - q_low)),
    }


def inverse(value):
    """1 / value; infinity for 0."""
    return 1 / value if value != 0 else inf


def needed_to_treat(difference):
    """Number needed to treat, 1 / risk difference, and its interval.

    difference: what `risk_difference` returned; low and high are the numbers at the ends of its interval.
    Where that holds 0, the interval of the number runs through infinity: low is then the number for
    benefit, and high is negative, the number for harm.
    """
    return {
        "estimate": inverse(difference["estimate"]),
        "low": inverse(difference["high"]),
        "high": inverse(difference["low"]),
    }


def variance_ratio(control, treated):
    """Variance of the treated arm over that of the control arm, with its 95 % interval (on the log scale)."""
    n = len(control)
    m = len(treated)
    if n < 2 or m < 2 or not (variance_of(control) > 0 and variance_of(treated) > 0):
        return {**NOTHING, "error": nan}
    ratio = variance_of(treated) / variance_of(control)
    error = sqrt(2 / (n - 1) + 2 / (m - 1))
    half = exp(NORMAL_975 * error)
    return {"estimate": ratio, "low": ratio / half, "high": ratio * half, "error": error}


def correlation(x, y):
    """Pearson's correlation of two lists of equal length."""
    if len(x) < 2:
        return nan
    product = sqrt(cross_sum(x, x) * cross_sum(y, y))
    return cross_sum(x, y) / product if product > 0 else nan


def crossover(sham_first, active_first):
    """Effect from the differences sham minus active of the same people, by the order of the two.

    The mean of the two orders' means, so that a change from period to period cancels. Fields as in `welch`.
    """
    answer = welch(sham_first, [-difference for difference in active_first])
    if not (answer["df"] > 0):
        return answer
    return interval_of(answer["estimate"] / 2, answer["error"] / 2, answer["df"])


def power(p_values):
    """Of 100 trials, how many found a difference: p below 0.05; NaN counts as not found."""
    count = 0
    for p in p_values:
        if p < 0.05:
            count += 1
    return 100 * count / len(p_values) if len(p_values) else nan


# --- many trials together --------------------------------------------------------------------------------


def weighted(x, weights):
    """Sum of the products of two lists."""
    total = 0.0
    for i in range(len(x)):
        total += weights[i] * x[i]
    return total


def pooled(estimates, errors):
    """Random-effects mean of several estimates, after DerSimonian and Laird (1986).

    errors: their standard errors. Returns estimate, low, high, p and error of the mean (from the normal curve);
    `fixed`, the mean if all trials had one true effect; tau2, the variance of the true effects; q, Cochran's Q; i2,
    the share of the scatter that is more than chance (0 to 1); predict_low and predict_high, where the effect of a
    new trial would lie (Riley 2011; NaN with fewer than 3).
    """
    k = len(estimates)
    if k < 1:
        return pooling(0, nan, nan, nan, nan, nan, nan)
    ones = [1.0 for _ in errors]
    weights = [1 / (error * error) for error in errors]
    whole = weighted(ones, weights)
    fixed = weighted(estimates, weights) / whole
    q = weighted([(estimate - fixed) * (estimate - fixed) for estimate in estimates], weights)
    tau2 = max(0.0, (q - (k - 1)) / (whole - weighted(weights, weights) / whole)) if k > 1 else 0.0
    shares = [1 / (error * error + tau2) for error in errors]
    i2 = max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0
    return pooling(k, weighted(estimates, shares) / weighted(ones, shares), weighted(ones, shares), fixed, tau2, q, i2)


def pooling(k, mean, weight, fixed, tau2, q, i2):
    """The fields of `pooled`, from the mean and the sum of the weights."""
    error = 1 / sqrt(weight)
    half = student_quantile(0.975, k - 2) * sqrt(tau2 + error * error) if k > 2 else nan
    return {
        "estimate": mean,
        "low": mean - NORMAL_975 * error,
        "high": mean + NORMAL_975 * error,
        "p": two_sided(mean / error, 1e7),
        "error": error,
        "fixed": fixed,
        "tau2": tau2,
        "q": q,
        "i2": i2,
        "predict_low": mean - half,
        "predict_high": mean + half,
    }


def egger(estimates, errors):
    """Egger's regression of estimate/error on 1/error: its intercept, 0 where small and large trials agree.

    Fields as in `welch`; NaN with fewer than 10 trials, where the test says next to nothing.
    """
    k = len(errors)
    if k < 10:
        return interval_of(nan, nan, nan)
    x = [1 / error for error in errors]
    y = [estimates[j] / errors[j] for j in range(k)]
    spread = cross_sum(x, x)
    if not (spread > 0):
        return interval_of(nan, nan, nan)
    middle = mean_of(x)
    slope = cross_sum(x, y) / spread
    intercept = mean_of(y) - slope * middle
    left = 0.0
    for i in range(k):
        left += (y[i] - intercept - slope * x[i]) * (y[i] - intercept - slope * x[i])
    left /= k - 2
    return interval_of(intercept, sqrt(left * (1 / k + middle * middle / spread)), k - 2)
