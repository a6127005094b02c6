"""Odds to people: the published odds ratios in people of a hundred, as with pencil and paper; the chapter's sums."""

import pytest
from painlab.figures.chapters.why_people_differ import risk
from painlab.lab import load
from painlab.model import model
from painlab.models.odds_to_people import FACTORS


def people(base, ratio):
    return 100 * float(model("odds_to_people").run(base=base, OR=ratio)["P_after"][0])


@pytest.mark.parametrize(
    "name, printed",
    [
        ("smoking", (1.24, 1.14, 1.34)),
        ("support", (1.21, 1.14, 1.29)),
        ("status", (2.0, 1.64, 2.42)),
        ("pain", (5.61, 3.74, 8.43)),
        ("childhood", (1.45, 1.38, 1.53)),
    ],
)
def test_the_factors_are_those_of_the_abstracts(name, printed):
    """Dunn et al. 2024 and, for childhood, Bussières et al. 2023."""
    assert FACTORS[name] == printed
    found = load("odds_to_people").run(factor=name).readouts
    assert found["ratio"] == printed[0]


@pytest.mark.parametrize("base, ratio", [(0.1, 5.61), (0.01, 1.24), (0.5, 2.0), (0.88, 8.43)])
def test_the_odds_ratio_of_the_two_groups_is_the_one_that_was_put_in(base, ratio):
    """Counted in a table of two groups of a million, as a 2 × 2 table is read."""
    with_it, without = 1e6 * people(base, ratio) / 100, 1e6 * base
    assert (with_it / (1e6 - with_it)) / (without / (1e6 - without)) == pytest.approx(ratio)


@pytest.mark.parametrize(
    "base, ratio, printed",
    [
        (0.10, 5.61, 38),
        (0.10, 3.74, 29),
        (0.10, 8.43, 48),
        (0.10, 1.24, 12),
        (0.10, 2.0, 18),
        (0.10, 1.45, 14),
        (0.01, 5.61, 5),
        (0.50, 5.61, 85),
        (0.50, 2.0, 67),
        (0.50, 1.45, 59),
        (0.50, 1.24, 55),
        (0.12, 2.23, 23),
        (0.20, 1.45, 27),
        (0.10, 2.11, 19),
    ],
)
def test_the_people_that_the_chapter_prints(base, ratio, printed):
    assert round(people(base, ratio)) == printed
    assert 100 * float(risk(base, ratio)[0]) == pytest.approx(people(base, ratio))


def test_multiplying_people_would_give_more_people_than_there_are():
    assert 30 * 5.61 == pytest.approx(168, abs=0.5)
    assert people(0.3, 5.61) < 100


def test_a_rare_thing_makes_an_odds_ratio_nearly_a_ratio_of_people():
    lab = load("odds_to_people")
    assert lab.run(factor="pain", base=0.01).readouts["times"] == pytest.approx(5.4, abs=0.05)
    assert lab.run(factor="pain", base=0.5).readouts["times"] < 2


def test_no_two_factors_of_the_lab_leave_nobody_well_at_one_in_ten():
    lab = load("odds_to_people")
    pairs = [(one, two) for one in FACTORS for two in FACTORS if one != two]
    fewest = min(lab.run(factor=one, second=two).readouts["spared"] for one, two in pairs)
    assert fewest == pytest.approx(0.445, abs=0.001)


def test_the_shares_of_the_last_exercise_agree_with_the_base_rate():
    present, absent = people(0.1, 2.11), people(0.1, 0.5)
    assert absent == pytest.approx(5.3, abs=0.05)
    share = (10 - absent) / (present - absent)
    assert share == pytest.approx(0.345, abs=0.001)
    assert 2.11 / 0.5 == pytest.approx(4.2, abs=0.03)
