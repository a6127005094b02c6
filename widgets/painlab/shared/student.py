"""Student's t: its chances and quantiles, by hand; tested against SciPy."""

from math import exp, log, nan, pi, sqrt

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
