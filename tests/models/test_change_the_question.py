"""The invented population of 'Counting pain': near the surveys that it was tuned to, and the chapter's own numbers."""

import numpy as np
import pytest
from painlab.figures.chapters.counting_pain import SURVEYS, twenty
from painlab.figures.chapters.what_is_pain import OVERLAP
from painlab.lab import load
from painlab.model import model

lab = load("change_the_question")


@pytest.fixture(scope="module")
def crowd():
    """The lab's 20,000 people, all of whom are asked."""
    return model("change_the_question").run(**lab.settings, D_min=0)


def percent(**values):
    return lab.run(**values).readouts["percent"]


@pytest.mark.parametrize(
    ("preset", "published"),
    [
        ("most days or every day", 24.3),
        ("… and life limited as often", 8.5),
        ("longer than three months, all adults", 43.5),
        ("longer than three months, volunteers of 50 to 82", 51.1),
    ],
)
def test_the_wording_of_a_survey_gives_the_figure_of_that_survey(preset, published):
    assert percent(**lab.presets[preset]) == pytest.approx(published, abs=0.25)


def test_another_draw_of_the_same_people_comes_near_as_well(crowd):
    other = model("change_the_question").run(people=20_000, seed=1, D_min=0)
    for name, least in (("months", 3), ("days", 50)):
        assert (other[name] > least).mean() == pytest.approx((crowd[name] > least).mean(), abs=0.01)


def test_older_people_have_more_pain_as_in_the_british_review(crowd):
    chronic = crowd["months"] > 3
    young, old = (chronic[(crowd["age"] >= low) & (crowd["age"] < high)].mean() for low, high in ((18, 26), (75, 91)))
    assert 0.143 < young < 0.35 < 0.5 < old < 0.65  # 14.3 % at 18 to 25, perhaps 30 % below 40, 62 % above 75


def test_a_life_is_limited_on_no_more_days_than_there_is_pain(crowd):
    assert np.all(crowd["limited"] <= crowd["days"]) and np.all(crowd["days"] <= 100)
    assert np.all(crowd["months"] <= 12 * crowd["age"])
    assert np.all((crowd["months"] > 0) == (crowd["hurts"] == 1))


def test_everyone_who_answers_is_counted_missed_or_without_pain():
    found = lab.run(often=40).readouts
    assert found["counted"] + found["missed"] + found["none"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ({"D_min": 0}, "58.0"),
        ({"D_min": 3}, "43.5"),
        ({"D_min": 6}, "36.0"),
        ({"D_min": 12}, "28.6"),
        ({"D_min": 0, "often": 50}, "24.3"),
        ({"D_min": 0, "often": 50, "limits": 50}, "8.5"),
        ({"D_min": 6, "often": 50}, "20.4"),
        ({"limits": 20}, "19.6"),
        ({"D_min": 0, "often": 50, "eager": 2}, "30.9"),
        ({"often": 90, "eager": 2}, "12.0"),
    ],
)
def test_the_chapter_prints_what_the_lab_says(root, values, printed):
    assert f"{percent(**values):.1f}" == printed
    assert printed in (root / "book/physiology/counting-pain.ipynb").read_text(encoding="utf-8")


def test_one_month_more_or_less_is_worth_several_people_of_a_hundred():
    below, at, above = (percent(D_min=months) for months in (2, 3, 4))
    assert below - at > 3 and at - above > 3


def test_a_question_as_strict_as_the_french_one_stays_far_below_the_french_figure():
    assert percent(often=90) < 10
    assert percent(often=90, eager=2, age_low=50) < 20 < 31.7


def test_if_people_with_pain_answer_twice_as_often_their_share_follows_from_bayes(crowd):
    share = (crowd["months"] > 0).mean()
    assert percent(D_min=0, eager=2) / 100 == pytest.approx(2 * share / (1 + share), abs=0.01)


def test_nineteen_of_the_twenty_drawn_intervals_hold_the_share_of_the_whole():
    low, share, high = twenty().T
    assert ((low <= percent()) & (percent() <= high)).sum() == 19
    assert f"{share.min():.1f} {share.max():.1f}" == "41.2 47.8"
    assert np.all(np.abs(high - low - 6.2) < 0.1)


def test_the_intervals_of_the_formula_hold_the_whole_as_often_as_they_promise():
    shares = np.array([model("change_the_question").run(people=200, seed=s)["counted"].mean() for s in range(1, 201)])
    half = 1.96 * np.sqrt(shares * (1 - shares) / 200)
    assert (np.abs(shares - percent() / 100) <= half).mean() == pytest.approx(0.95, abs=0.035)


def test_the_figures_print_the_published_counts():
    biobank = next(row for row in SURVEYS if row[0] == "UK Biobank")
    share = 76_095 / 148_828
    half = 1.96 * (share * (1 - share) / 148_828) ** 0.5
    assert biobank[2:] == (round(100 * share, 1), tuple(round(100 * (share + side * half), 1) for side in (-1, 1)))
    french = {row[1]: row[2] for row in SURVEYS if row[0] == "France 2008"}
    assert sorted(french.values()) == [round(100 * n / 23_712, 1) for n in (4_709, 7_522)]
    assert [people for _, people, _ in OVERLAP] == [26, 38, 60]
