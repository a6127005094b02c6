"""The screening lab: predictive values of the DN4 counted by hand, and every number that the chapter prints."""

import re

import pytest
from painlab.lab import load
from painlab.model import model

DEVELOPMENT, CONSECUTIVE = 0, 1
ACCURACY = {DEVELOPMENT: (0.83, 0.90), CONSECUTIVE: (0.75, 0.76)}  # Bouhassira et al. 2005, Timmerman et al. 2017


def meant(share, study=CONSECUTIVE):
    """Percent with neuropathic pain after a positive and after a negative score."""
    run = model("screening").run(P=share, study=study)
    return float(run["P_pos"][0]), float(run["P_neg"][0])


@pytest.mark.parametrize("study", ACCURACY)
@pytest.mark.parametrize("share", [1, 8, 20, 50, 60])
def test_the_four_groups_are_those_of_a_table_with_four_cells(share, study):
    sensitivity, specificity = ACCURACY[study]
    found = load("screening").run(P=share, study=study).readouts
    assert found["has_positive"] + found["has_negative"] == pytest.approx(share / 100)
    assert found["has_positive"] / (share / 100) == pytest.approx(sensitivity)
    assert found["not_negative"] / (1 - share / 100) == pytest.approx(specificity)
    total = sum(found[name] for name in ("has_positive", "has_negative", "not_positive", "not_negative"))
    assert total == pytest.approx(1)


@pytest.mark.parametrize(
    "share, study, positive",
    [
        (8, CONSECUTIVE, 21),
        (8, DEVELOPMENT, 42),
        (50, CONSECUTIVE, 76),
        (50, DEVELOPMENT, 89),
        (52, DEVELOPMENT, 90),
        (60, CONSECUTIVE, 82),
        (10, CONSECUTIVE, 26),
        (20, CONSECUTIVE, 44),
    ],
)
def test_the_predictive_values_that_the_chapter_and_its_quiz_print(share, study, positive):
    assert meant(share, study)[0] == pytest.approx(positive, abs=0.5)


@pytest.mark.parametrize("share, negative", [(8, 3), (10, 4), (50, 25), (60, 33)])
def test_what_a_negative_score_leaves(share, negative):
    assert meant(share)[1] == pytest.approx(negative, abs=0.5)


def test_where_eight_of_a_hundred_have_it_six_positive_scores_are_true_and_twenty_two_false():
    found = load("screening").run(P=8).readouts
    assert (round(100 * found["has_positive"]), round(100 * found["not_positive"])) == (6, 22)


def test_no_setting_of_the_lab_makes_nine_of_ten_positive_scores_true_in_consecutive_patients():
    (share,) = (row for row in load("screening").described if row.symbol == "P")
    assert meant(share.high)[0] < 90
    assert meant(51, DEVELOPMENT)[0] < 89.9 < meant(53, DEVELOPMENT)[0]


@pytest.mark.parametrize("study, factor, even", [(DEVELOPMENT, 8.3, 0.11), (CONSECUTIVE, 3.1, 0.24)])
def test_a_positive_score_multiplies_the_odds_by_the_factor_of_the_exercise(study, factor, even):
    after = meant(20, study)[0] / 100
    assert after / (1 - after) / (0.2 / 0.8) == pytest.approx(factor, abs=0.05)
    assert meant(100 * even, study)[0] == pytest.approx(50, abs=1.5)


def test_the_sentence_of_the_lab_says_whole_people_and_leaves_counts_to_its_picture():
    made = load("screening")
    for study in ACCURACY:
        state = made.state(P=20, study=study)
        found = made.run(P=20, study=study).readouts
        said = made.say(state, found)
        assert f"of 100 people with a positive score {found['if_positive']:.0f} have it" in said
        assert not re.search(r"\d\.\d", said)
