"""What the labs of trials read out of the people or the trials of a run, for both languages."""

from math import nan, sqrt

from .estimate import (
    NOTHING,
    ancova,
    correlation,
    crossover,
    egger,
    interval_of,
    needed_to_treat,
    paired,
    pooled,
    responders,
    risk_difference,
    variance_ratio,
    welch,
)  # fmt: skip
from .moments import mean_of, variance_of

FIELDS = ("estimate", "low", "high", "p")
ARMS = ("none", "sham", "active")
NO_CYCLES = {"gain_cycle": nan, "again": nan, "cycle_correlation": nan}


def trial_readouts(columns, values):
    """Everything that the trial lab reads out: {name: number}, NaN where the design cannot say it.

    columns: the columns of a run of `trial` by name; values: the settings, of which `design` is read.
    `estimate`, `low`, `high`, `p` are the design's own answer, `answer` the four as a list; `fall…` is the
    treated arm before against after; `context…` is sham against waiting list; shares and improved are per
    100 people seen again; `nnt…` is a number only where the interval of `extra` leaves out 0.
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
        out[f"nnt{ending}"] = number[name] if more["low"] > 0 else nan
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
