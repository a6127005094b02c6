"""The answers to the exercises on odds, scores and trials, reckoned anew from what their texts give."""

import json
import math

import pytest
from conftest import ROOT
from painlab.shared.estimate import pooled
from scipy import stats


def share(odds):
    """Of 100 people, from odds."""
    return 100 * odds / (1 + odds)


def true_positives(have, sensitivity, specificity):
    """Of 100 people with a positive score, how many have it, where `have` of 100 people do."""
    found, wrongly = have * sensitivity, (100 - have) * (1 - specificity)
    return 100 * found / (found + wrongly)


def fall(entry, spread, lasting=1.5**2):
    """Points that people fall who enter at `entry`: usual pain 4.5, SD 1.5, and deviations of variance `spread`."""
    sd = math.sqrt(lasting + spread)
    z = (entry - 4.5) / sd
    return spread / sd * stats.norm.pdf(z) / stats.norm.sf(z)


def upper_end(treated, control, people):
    """Upper end of the 95% interval of a ratio of variances, from two SDs and the people in each arm."""
    return math.exp(math.log((treated / control) ** 2) + 1.96 * math.sqrt(4 / (people - 1)))


ANSWERS = {
    ("reading-evidence", "through-infinity"): 100 / 2,
    ("reading-evidence", "other-people"): 100 / (10 * (31 / 20) - 10),
    ("reading-evidence", "pool-it-by-hand"): 100 * pooled([0.1, 0.5, 0.9], [0.2] * 3)["i2"],
    ("why-people-get-better", "the-door"): fall(7, 1.5**2),
    ("why-people-get-better", "ask-four-times"): fall(5, 1.5**2 / 4),
    ("why-people-get-better", "are-there-responders"): upper_end(2.1, 1.9, 100),
    ("why-people-differ", "ratios-of-people-and-of-odds"): share(12 / 88 * 2.23),
    ("why-people-differ", "the-newspaper"): 100 * (share(0.25 * 1.45) / 20 - 1),
    ("why-people-differ", "what-a-questionnaire-adds"): share(10 / 90 * 2.11),
    ("diagnosis", "score-it-by-hand"): len(["burning", "electric shocks", "tingling", "touch less", "prick less"]),
    ("diagnosis", "two-waiting-rooms"): true_positives(10, 0.75, 0.76),
    ("diagnosis", "in-odds"): share((1 - 0.76) / 0.75),
    ("reading-central-sensitization-critically", "the-same-score-elsewhere"): true_positives(20, 0.828, 0.548),
}


@pytest.mark.parametrize(("chapter", "name"), ANSWERS, ids=lambda value: value)
def test_an_answer_is_right_and_no_typical_mistake_counts_as_right(chapter, name):
    items = json.loads((ROOT / f"book/data/exercises/{chapter}.json").read_text(encoding="utf-8"))["items"]
    (item,) = [item for item in items if item["id"] == name]
    found, (low, high) = (
        ANSWERS[chapter, name],
        (item["answer"] - item["tolerance"], item["answer"] + item["tolerance"]),
    )
    assert low <= found <= high, f"{found:.2f} is outside {low:.2f} to {high:.2f}"
    for band in item["wrong"]:
        assert high < band["from"] or band["to"] < low, f"{band['reason']} overlaps with the right answer"
