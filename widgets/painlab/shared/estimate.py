"""What a trial's analysis computes, for both languages; tested against SciPy.

Scores are pain on 0 to 10. Every effect is points *less pain*: a positive number favors the treatment.
Intervals are 95 %. A function that lacks the people to answer returns NaN.
"""

from math import exp, inf, log, nan, pi, sqrt

LANCZOS = (
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
)  # fmt: skip


def log_gamma(x):
    """Logarithm of the gamma function for x > 0 (Lanczos' sum, g = 7)."""
    if x < 0.5:
        return log_gamma(x + 1) - log(x)
    total = LANCZOS[0]
    for k in range(1, 9):
        total += LANCZOS[k] / (x - 1 + k)
    t = x + 6.5
    return 0.5 * log(2 * pi) + (x - 0.5) * log(t) - t + log(total)


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
    front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log(rest)) / a
    c = 1.0
    d = 1 / (1 - (a + b) * x / (a + 1))
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
    tail = 2 * (1 - p)
    t = 0.0
    scale = 2 * exp(log_gamma((df + 1) / 2) - log_gamma(df / 2)) / sqrt(df * pi)
    for _ in range(200):
        change = (two_sided(t, df) - tail) / (scale * (1 + t * t / df) ** (-(df + 1) / 2))
        t += change
        if abs(change) <= 1e-13 * t:
            break
    return t


NORMAL_975 = 1.959963984540054  # 97.5 % point of the normal curve
NOTHING = {"estimate": nan, "low": nan, "high": nan}


def mean_of(x):
    """The mean of numbers, of which there is at least one."""
    total = 0.0
    for value in x:
        total += value
    return total / len(x)


def cross_sum(x, y):
    """Sum of (x - mean of x)(y - mean of y); with y = x, of the squares."""
    x_mean = mean_of(x)
    y_mean = mean_of(y)
    total = 0.0
    for i in range(len(x)):
        total += (x[i] - x_mean) * (y[i] - y_mean)
    return total


def variance_of(x):
    """The variance of a sample."""
    return cross_sum(x, x) / (len(x) - 1)


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


# --- a trial, from the columns of a run ------------------------------------------------------------------

FIELDS = ("estimate", "low", "high", "p")
ARMS = ("none", "sham", "active")
NO_CYCLES = {"gain_cycle": nan, "again": nan, "cycle_correlation": nan}


def trial_readouts(columns, values):
    """Everything that the trial lab reads out: {name: number}, NaN where the design cannot say it.

    columns: the columns of a run of `trial` by name; values: the settings, of which `design` is read.
    `estimate`, `low`, `high`, `p` are the design's own answer, `answer` the four as a list; `fall…` is the
    treated arm before against after; `context…` is sham against waiting list; shares and improved are per
    100 people seen again.
    """
    design = values["design"]
    arms = arms_of(columns, design)
    compared = "none" if design == "waitlist" or design == "historical" else "sham"
    control = arms[compared]
    active = arms["active"]
    answer = answer_of(columns, design, control, active)
    fall = paired(active[0], active[1])
    context = ancova(arms["none"], arms["sham"]) if design == "three_arm" else interval_of(nan, nan, nan)
    out = {"answer": [answer[field] for field in FIELDS]}
    for name in FIELDS:
        out[name] = answer[name]
        out[f"fall_{name}"] = fall[name]
        out[f"context_{name}"] = context[name]
    for arm in ARMS:
        out = {**out, **described(arm, arms[arm][0], arms[arm][1])}
    for percent in (30, 50):
        out[f"responders{percent}_control"] = out[f"responders{percent}_{compared}"]
    out["effect_sd"] = answer["estimate"] / sqrt(variance_of(control[1])) if len(control[1]) > 1 else nan
    more = NOTHING
    if design != "before_after" and design != "crossover":
        better = responders(active[0], active[1], 0.5)
        more = risk_difference(better, len(active[0]), responders(control[0], control[1], 0.5), len(control[0]))
    number = needed_to_treat(more)
    ratio = variance_ratio(control[1], active[1])
    for name in ("estimate", "low", "high"):
        ending = "" if name == "estimate" else f"_{name}"
        out[f"extra{ending}"] = 100 * more[name]
        out[f"nnt{ending}"] = number[name]
        out[f"ratio{ending}"] = ratio[name]
    return {**out, **(cycles(columns) if design == "crossover" else NO_CYCLES)}


def arms_of(columns, design):
    """{arm: [first scores, later scores]} as a design sees them."""
    arm = columns["j_arm"]
    first = columns["Y0"]
    last = columns["Y2"]
    later = columns["Y1"]
    none = people_in(arm, 0)
    sham = people_in(arm, 1)
    active = people_in(arm, 2)
    arms = {
        "none": [[first[i] for i in none], [later[i] for i in none]],
        "sham": [[first[i] for i in sham], [later[i] for i in sham]],
        "active": [[first[i] for i in active], [later[i] for i in active]],
    }
    if design == "historical":
        arms["none"] = [columns["Y0_past"], columns["Y1_past"]]
    if design == "crossover":
        both = [i for i in range(len(arm)) if arm[i] == 1 or arm[i] == 2]
        arms["active"] = [[first[i] for i in both], [last[i] if arm[i] == 1 else later[i] for i in both]]
        arms["sham"] = [[first[i] for i in both], [later[i] if arm[i] == 1 else last[i] for i in both]]
    return arms


def people_in(arms, number):
    """The places of those who are in an arm."""
    return [i for i in range(len(arms)) if arms[i] == number]


def answer_of(columns, design, control, active):
    """What a design answers; fields as in `welch`."""
    if design == "before_after":
        return paired(active[0], active[1])
    if design == "crossover":
        sham = people_in(columns["j_arm"], 1)
        treated = people_in(columns["j_arm"], 2)
        first = columns["Y1"]
        second = columns["Y2"]
        return crossover([first[i] - second[i] for i in sham], [second[i] - first[i] for i in treated])
    if design == "historical":
        changes = [control[1][i] - control[0][i] for i in range(len(control[0]))]
        return welch(changes, [active[1][i] - active[0][i] for i in range(len(active[0]))])
    return ancova(control, active)


def described(arm, first, later):
    """What is read out of one arm."""
    n = len(first)
    improved = 0
    for i in range(n):
        if later[i] < first[i]:
            improved += 1
    return {
        f"people_{arm}": n,
        f"change_{arm}": mean_of(later) - mean_of(first) if n else nan,
        f"improved_{arm}": 100 * improved / n if n else nan,
        f"responders30_{arm}": 100 * responders(first, later, 0.3) / n if n else nan,
        f"responders50_{arm}": 100 * responders(first, later, 0.5) / n if n else nan,
    }


def crossover(sham_first, active_first):
    """Effect from the differences sham minus active of the same people, by the order of the two.

    The mean of the two orders' means, so that a change from period to period cancels. Fields as in `welch`.
    """
    answer = welch(sham_first, [-difference for difference in active_first])
    if not (answer["df"] > 0):
        return answer
    return interval_of(answer["estimate"] / 2, answer["error"] / 2, answer["df"])


def cycles(columns):
    """Two cycles of sham and treatment for each person: does who gains in one gain in the next?

    Returns `gain_cycle` (people of 100 with at least 30 % less pain on the treatment than on the sham in the
    first cycle), `again` (of those, how many of 100 also in the second) and `cycle_correlation` of the two
    differences.
    """
    sham = columns["S_1"]
    sham_again = columns["S_2"]
    n = len(sham)
    first = [sham[i] - columns["A_1"][i] for i in range(n)]
    second = [sham_again[i] - columns["A_2"][i] for i in range(n)]
    once = 0
    twice = 0
    for i in range(n):
        if first[i] >= 0.3 * sham[i]:
            once += 1
            if second[i] >= 0.3 * sham_again[i]:
                twice += 1
    return {
        "gain_cycle": 100 * once / n if n else nan,
        "again": 100 * twice / once if once else nan,
        "cycle_correlation": correlation(first, second),
    }


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
    y = [estimates[i] / errors[i] for i in range(k)]
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


def pooling_readouts(columns, values):
    """What a review of the printed trials reads out, from a run of `bias_machine`: {name: number}.

    columns: d (the trials' estimates), se and printed; values: the settings, of which `theta`, the true effect, is
    read. `all` is the mean of the trials printed or not; `excess` how far the printed ones are above theta, in percent.
    """
    printed = columns["printed"]
    seen = [i for i in range(len(printed)) if printed[i] > 0]
    estimates = [columns["d"][i] for i in seen]
    errors = [columns["se"][i] for i in seen]
    out = pooled(estimates, errors)
    slope = egger(estimates, errors)
    out["answer"] = [out[field] for field in FIELDS]
    out["trials_printed"] = len(seen)
    out["trials_hidden"] = len(printed) - len(seen)
    whole = pooled(columns["d"], columns["se"])
    out["all"] = whole["estimate"]
    out["excess"] = 100 * (out["estimate"] / values["theta"] - 1) if values["theta"] else nan
    out["i2"] = 100 * out["i2"]
    out["tau_found"] = sqrt(out["tau2"])
    for name in FIELDS:
        out[f"egger_{name}"] = slope[name]
    return out
