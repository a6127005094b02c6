"""What a trial's analysis computes: by hand, the same in `estimate.js` beside it, tested against SciPy.

Scores are pain on 0 to 10. Every effect is points *less pain*: a positive number favors the treatment.
Intervals are 95 %. A function that lacks the people to answer returns NaN.
"""

from math import exp, lgamma, log, nan, pi, sqrt

import numpy as np


def incomplete_beta(x, rest, a, b):
    """Regularized incomplete beta function I_x(a, b), by its continued fraction (modified Lentz).

    rest is 1 - x, given so that neither end loses digits.
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only below this point
        return 1 - incomplete_beta(rest, x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + even * d)
        c = 1 + even / c
        fraction *= d * c
        d = 1 / (1 + odd * d)
        c = 1 + odd / c
        fraction *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return front * fraction


def two_sided(t, df):
    """Chance of a Student t at least as far from 0 as t, df degrees of freedom: the p value."""
    if not (df > 0) or t != t:
        return nan
    return incomplete_beta(df / (df + t * t), t * t / (df + t * t), df / 2, 0.5)


def student_cdf(t, df):
    """Chance of a Student t below t, df degrees of freedom."""
    tail = two_sided(t, df) / 2
    return 1 - tail if t > 0 else tail


def student_quantile(p, df):
    """The t with chance p below it. Newton from 0: the tail is convex, so the steps never overshoot."""
    if not (df > 0) or not (0 < p < 1):
        return nan
    if p < 0.5:
        return -student_quantile(1 - p, df)
    tail, t = 2 * (1 - p), 0.0
    scale = 2 * exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)
    for _ in range(200):
        step = (two_sided(t, df) - tail) / (scale * (1 + t * t / df) ** (-(df + 1) / 2))
        t += step
        if abs(step) <= 1e-13 * t:
            break
    return t


NORMAL_975 = 1.959963984540054  # 97.5 % point of the normal curve


def _interval(value, error, df):
    half = student_quantile(0.975, df) * error if error > 0 else nan
    p = two_sided(value / error, df) if error > 0 else nan
    return {"estimate": value, "low": value - half, "high": value + half, "p": p, "error": error, "df": df}


def welch(control, treated):
    """Difference of two means (control minus treated) with Welch's interval and p value.

    control, treated: scores, one a person. Returns estimate, low, high, p, error (standard error), df.
    """
    a, b = np.asarray(control, float), np.asarray(treated, float)
    if len(a) < 2 or len(b) < 2:
        return _interval(nan, nan, nan)
    va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1)) if va + vb > 0 else nan
    return _interval(float(a.mean() - b.mean()), sqrt(va + vb), df)


def paired(before, after):
    """Mean fall (before minus after) of the same people, interval and p value; fields as in `welch`."""
    fall = np.asarray(before, float) - np.asarray(after, float)
    if len(fall) < 2:
        return _interval(nan, nan, nan)
    return _interval(float(fall.mean()), sqrt(fall.var(ddof=1) / len(fall)), len(fall) - 1)


def ancova(control, treated):
    """Effect on the later score at equal first scores: one slope for both arms (analysis of covariance).

    control, treated: (first scores, later scores) of each arm. Fields as in `welch`, and the common slope.
    """
    (c0, c1), (t0, t1) = (tuple(np.asarray(x, float) for x in arm) for arm in (control, treated))
    n = len(c0) + len(t0)
    if len(c0) < 2 or len(t0) < 2:
        return {**_interval(nan, nan, nan), "slope": nan}
    xs = np.concatenate([c0 - c0.mean(), t0 - t0.mean()])
    ys = np.concatenate([c1 - c1.mean(), t1 - t1.mean()])
    xx, xy, yy = float(xs @ xs), float(xs @ ys), float(ys @ ys)
    if not xx > 0:
        return {**_interval(nan, nan, nan), "slope": nan}
    slope, gap, df = xy / xx, float(c0.mean() - t0.mean()), n - 3
    left = max(yy - slope * xy, 0) / df
    error = sqrt(left * (1 / len(c0) + 1 / len(t0) + gap * gap / xx))
    return {**_interval(float(c1.mean() - t1.mean()) - slope * gap, error, df), "slope": slope}


def responders(before, after, share):
    """How many fell by at least that share of their own first score (0.3 or 0.5)."""
    first, later = np.asarray(before, float), np.asarray(after, float)
    return int(np.sum((first > 0) & (first - later >= share * first)))


def wilson(count, n):
    """Wilson's 95 % interval of a share: (low, high)."""
    if n < 1:
        return nan, nan
    z2, p = NORMAL_975**2, count / n
    middle, half = p + z2 / (2 * n), NORMAL_975 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


def risk_difference(treated, n_treated, control, n_control):
    """Share treated minus share control with Newcombe's interval (from the two Wilson intervals)."""
    if n_treated < 1 or n_control < 1:
        return {"estimate": nan, "low": nan, "high": nan}
    p, q = treated / n_treated, control / n_control
    (p_low, p_high), (q_low, q_high) = wilson(treated, n_treated), wilson(control, n_control)
    return {
        "estimate": p - q,
        "low": p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2),
        "high": p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2),
    }


def needed_to_treat(difference):
    """Number needed to treat, 1 / risk difference, and its interval.

    difference: what `risk_difference` returned; low and high are the numbers at the ends of its interval.
    Where that holds 0, the interval of the number runs through infinity: low is then the number for
    benefit, and high is negative, the number for harm.
    """
    number = {key: 1 / value if value else float("inf") for key, value in difference.items()}
    return {"estimate": number["estimate"], "low": number["high"], "high": number["low"]}


def variance_ratio(control, treated):
    """Variance of the treated arm over that of the control arm, with its 95 % interval (on the log scale)."""
    a, b = np.asarray(control, float), np.asarray(treated, float)
    if len(a) < 2 or len(b) < 2 or not a.var() > 0 or not b.var() > 0:
        return {"estimate": nan, "low": nan, "high": nan, "error": nan}
    ratio = float(b.var(ddof=1) / a.var(ddof=1))
    error = sqrt(2 / (len(a) - 1) + 2 / (len(b) - 1))
    half = exp(NORMAL_975 * error)
    return {"estimate": ratio, "low": ratio / half, "high": ratio * half, "error": error}


def correlation(x, y):
    """Pearson's correlation of two lists of equal length."""
    a, b = np.asarray(x, float), np.asarray(y, float)
    if len(a) < 2 or not a.var() > 0 or not b.var() > 0:
        return nan
    a, b = a - a.mean(), b - b.mean()
    return float(a @ b / sqrt((a @ a) * (b @ b)))


# --- a trial, from the columns of a run ------------------------------------------------------------------

FIELDS = ("estimate", "low", "high", "p")
CYCLES = ("gain_cycle", "again", "cycle_correlation")  # what `cycles` finds; the lab shows it for a crossover


def trial_readouts(columns, values):
    """Everything that the trial lab reads out: {name: number}, NaN where the design cannot say it.

    columns: the columns of a run of `trial` by name; values: the settings, of which `design` is read.
    `estimate`, `low`, `high`, `p` are the design's own answer, `answer` the four as a list; `fall…` is the
    treated arm before against after; `context…` is sham against waiting list; shares and improved are per
    100 people seen again.
    """
    design = values.get("design", "before_after")
    column = {name: np.asarray(columns[name], float) for name in ("Y0", "Y1", "Y2", "j_arm", "Y0_past", "Y1_past")}
    arms = {}
    for number, name in enumerate(("none", "sham", "active")):
        member = column["j_arm"] == number
        arms[name] = (column["Y0"][member], column["Y1"][member])
    if design == "historical":
        arms["none"] = (column["Y0_past"], column["Y1_past"])
    if design == "crossover":
        sham_first, active_first = column["j_arm"] == 1, column["j_arm"] == 2
        both = sham_first | active_first
        later = np.where(sham_first, column["Y2"], column["Y1"])[both]
        arms["active"] = (column["Y0"][both], later)
        arms["sham"] = (column["Y0"][both], np.where(sham_first, column["Y1"], column["Y2"])[both])
        answer = crossover((column["Y1"] - column["Y2"])[sham_first], (column["Y2"] - column["Y1"])[active_first])
    none, sham, active = arms["none"], arms["sham"], arms["active"]
    compared = "none" if design in ("waitlist", "historical") else "sham"
    control = arms[compared]
    if design == "before_after":
        answer = paired(*active)
    elif design == "historical":
        answer = welch(control[1] - control[0], active[1] - active[0])
    elif design != "crossover":
        answer = ancova(control, active)
    out = {name: answer[name] for name in FIELDS}
    out["answer"] = list(out.values())
    out |= {f"fall_{name}": value for name, value in paired(*active).items() if name in FIELDS}
    placebo = ancova(none, sham) if design == "three_arm" else welch([], [])
    out |= {f"context_{name}": placebo[name] for name in FIELDS}
    for name, (first, later) in arms.items():
        out[f"people_{name}"] = len(first)
        out[f"change_{name}"] = float(np.mean(later - first)) if len(first) else nan
        out[f"improved_{name}"] = 100 * float(np.mean(later < first)) if len(first) else nan
        for share in (30, 50):
            count = responders(first, later, share / 100)
            out[f"responders{share}_{name}"] = 100 * count / len(first) if len(first) else nan
    for share in (30, 50):
        out[f"responders{share}_control"] = out[f"responders{share}_{compared}"]
    out["effect_sd"] = out["estimate"] / sqrt(control[1].var(ddof=1)) if len(control[1]) > 1 else nan
    more = {"estimate": nan, "low": nan, "high": nan}
    if design not in ("before_after", "crossover"):
        counts = [(responders(*arm, 0.5), len(arm[0])) for arm in (active, control)]
        more = risk_difference(*counts[0], *counts[1])
    out |= {"extra": 100 * more["estimate"], "extra_low": 100 * more["low"], "extra_high": 100 * more["high"]}
    number = needed_to_treat(more)
    out |= {"nnt": number["estimate"], "nnt_low": number["low"], "nnt_high": number["high"]}
    ratio = variance_ratio(control[1], active[1])
    out |= {"ratio": ratio["estimate"], "ratio_low": ratio["low"], "ratio_high": ratio["high"]}
    return out | (cycles(columns) if design == "crossover" else dict.fromkeys(CYCLES, nan))


def crossover(sham_first, active_first):
    """Effect from the differences sham minus active of the same people, by the order of the two.

    The mean of the two orders' means, so that a change from period to period cancels. Fields as in `welch`.
    """
    answer = welch(sham_first, -np.asarray(active_first, float))
    if answer["df"] != answer["df"]:
        return answer
    return _interval(answer["estimate"] / 2, answer["error"] / 2, answer["df"])


def cycles(columns):
    """Two cycles of sham and treatment for each person: does who gains in one gain in the next?

    Returns `gain_cycle` (people of 100 with at least 30 % less pain on the treatment than on the sham in the
    first cycle), `again` (of those, how many of 100 also in the second) and `cycle_correlation` of the two
    differences.
    """
    first, second = ((np.asarray(columns[f"S_{k}"], float), np.asarray(columns[f"A_{k}"], float)) for k in (1, 2))
    gains = [sham - active >= 0.3 * sham for sham, active in (first, second)]
    once = int(np.sum(gains[0]))
    return {
        "gain_cycle": 100 * once / len(gains[0]) if len(gains[0]) else nan,
        "again": 100 * int(np.sum(gains[0] & gains[1])) / once if once else nan,
        "cycle_correlation": correlation(first[0] - first[1], second[0] - second[1]),
    }


def power(p_values):
    """Of 100 trials, how many found a difference: p below 0.05; NaN counts as not found."""
    p = np.asarray(p_values, float)
    return 100 * float(np.sum(p < 0.05)) / len(p) if len(p) else nan


# --- many trials together --------------------------------------------------------------------------------


def pooled(estimates, errors):
    """Random-effects mean of several estimates, after DerSimonian and Laird (1986).

    errors: their standard errors. Returns estimate, low, high, p and error of the mean (from the normal curve);
    `fixed`, the mean if all trials had one true effect; tau2, the variance of the true effects; q, Cochran's Q; i2,
    the share of the scatter that is more than chance (0 to 1); predict_low and predict_high, where the effect of a
    new trial would lie (Riley 2011; NaN with fewer than 3).
    """
    d, v = np.asarray(estimates, float), np.asarray(errors, float) ** 2
    k = len(d)
    if k < 1:
        names = ("estimate", "low", "high", "p", "error", "fixed", "tau2", "q", "i2", "predict_low", "predict_high")
        return dict.fromkeys(names, nan)
    w = 1 / v
    fixed = float(w @ d / w.sum())
    q = float(w @ (d - fixed) ** 2)
    spare = float(w.sum() - (w @ w) / w.sum())
    tau2 = max(0.0, (q - (k - 1)) / spare) if k > 1 else 0.0
    w = 1 / (v + tau2)
    mean, error = float(w @ d / w.sum()), 1 / sqrt(float(w.sum()))
    half = student_quantile(0.975, k - 2) * sqrt(tau2 + error**2) if k > 2 else nan
    return {
        "estimate": mean,
        "low": mean - NORMAL_975 * error,
        "high": mean + NORMAL_975 * error,
        "p": two_sided(mean / error, 1e7),
        "error": error,
        "fixed": fixed,
        "tau2": tau2,
        "q": q,
        "i2": max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0,
        "predict_low": mean - half,
        "predict_high": mean + half,
    }


def egger(estimates, errors):
    """Egger's regression of estimate/error on 1/error: its intercept, 0 where small and large trials agree.

    Fields as in `welch`; NaN with fewer than 10 trials, where the test says next to nothing.
    """
    error = np.asarray(errors, float)
    y, x = np.asarray(estimates, float) / error, 1 / error
    k = len(x)
    if k < 10 or not x.var() > 0:
        return _interval(nan, nan, nan)
    middle, spread = float(x.mean()), float(((x - x.mean()) ** 2).sum())
    slope = float((x - middle) @ (y - y.mean())) / spread
    intercept = float(y.mean()) - slope * middle
    left = float(((y - intercept - slope * x) ** 2).sum()) / (k - 2)
    return _interval(intercept, sqrt(left * (1 / k + middle**2 / spread)), k - 2)


def pooling_readouts(columns, values):
    """What a review of the printed trials reads out, from a run of `bias_machine`: {name: number}.

    columns: d (the trials' estimates), se and printed; values: the settings, of which `theta`, the true effect, is
    read. `all` is the mean of the trials printed or not; `excess` how far the printed ones are above theta, in percent.
    """
    d, se, printed = (np.asarray(columns[name], float) for name in ("d", "se", "printed"))
    seen = printed > 0
    out = pooled(d[seen], se[seen])
    out["answer"] = [out[name] for name in FIELDS]
    out["trials_printed"], out["trials_hidden"] = int(seen.sum()), int((~seen).sum())
    out["all"] = pooled(d, se)["estimate"]
    out["excess"] = 100 * (out["estimate"] / values["theta"] - 1) if values["theta"] else nan
    out["i2"] = 100 * out["i2"]
    out["tau_found"] = sqrt(out["tau2"]) if out["tau2"] >= 0 else nan
    slope = egger(d[seen], se[seen])
    return out | {f"egger_{name}": slope[name] for name in FIELDS}
