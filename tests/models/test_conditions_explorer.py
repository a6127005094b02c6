"""The fourteen figures of 'Neuropathic pain': as published, with their intervals, and the chapter's own numbers."""

import pytest
from painlab.figures.chapters.neuropathic_pain import COURSE, ROWS, shares
from painlab.lab import load
from painlab.model import model
from scipy.stats import binomtest

lab = load("conditions_explorer")
found = shares()


@pytest.mark.parametrize(
    ("choice", "yes", "asked"),
    [
        ("HIV", 335, 881),  # 38.0% of 881, Ellis et al. 2010
        ("shingles", 148, 702),  # Kawai et al. 2015
        ("diabetes", 3295, 15_692),  # 21% of 15,692, Abbott et al. 2011
        ("diabetes_felt", 5335, 15_692),  # 34% of 15,692
    ],
)
def test_an_interval_of_ours_is_wilsons_from_the_published_count(choice, yes, asked):
    middle, low, high = found[choice]
    assert middle == pytest.approx(100 * yes / asked, abs=0.05)
    wilson = binomtest(yes, asked).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((100 * wilson.low, 100 * wilson.high), abs=0.051)


@pytest.mark.parametrize(
    ("choice", "published"),
    [
        ("cord", (57, 51, 64)),  # Salehian et al. 2025, abstract
        ("stroke", (11, 7, 18)),  # Liampas et al. 2020, abstract
        ("MS", (26, 7, 53)),  # Foley et al. 2013, abstract
        ("MS_any", (63, 55, 70)),
        ("amputation", (64, 60.0, 68.1)),  # Limakatso et al. 2020, abstract
        ("cancer", (19, 9.4, 28.4)),  # Bennett et al. 2012, abstract
        ("cancer_mixed", (39.1, 28.9, 49.5)),
        ("chemo_first", (68.1, 57.7, 78.4)),  # Seretny et al. 2014, abstract
        ("chemo_late", (30.0, 6.4, 53.5)),
        ("anyone", (6.9, 6.6, 7.2)),  # Bouhassira et al. 2008, abstract
    ],
)
def test_a_pooled_figure_is_the_one_of_its_paper(choice, published):
    assert found[choice] == pytest.approx(published)


def test_every_choice_has_its_own_figure_its_row_and_its_words():
    choices = list(model("conditions_explorer").choices["condition"])
    assert sorted(choice for choice, *_ in ROWS) == sorted(choices)
    assert sorted(value for _, value in lab.described[0].choices) == sorted(choices)
    said = {lab.say(lab.state(condition=c), lab.run(condition=c).readouts) for c in choices}
    assert len(said) == len(choices) == len(set(found.values()))


@pytest.mark.parametrize("choice", ["chemo_first", "chemo_late"])
def test_chemotherapy_is_said_and_drawn_as_neuropathy_and_never_as_pain(choice):
    state = lab.state(condition=choice)
    assert "neuropathy" in lab.say(state, lab.run(condition=choice).readouts)
    assert "not all of it hurts" in lab.say(state, lab.run(condition=choice).readouts)
    groups = [g for g in lab.views[0]["groups"] if g.get("only_when", {}).get("condition") == choice]
    assert [g["label"] for g in groups] == ["have neuropathy, painful or not"]
    assert groups[0]["role"] == "touch"


@pytest.mark.parametrize("choice", [choice for choice, *_ in ROWS])
def test_the_marks_of_the_interval_make_up_all_hundred(choice):
    r = lab.run(condition=choice, interval=1).readouts
    parts = [r["low"], r["to_estimate"], r["to_high"], r["beyond"]]
    assert sum(parts) == pytest.approx(100) and min(parts) >= 0
    assert r["share"] + r["rest"] == pytest.approx(100)


def test_the_widest_range_is_chemotherapy_after_six_months():
    widths = {choice: high - low for choice, (_, low, high) in found.items()}
    assert max(widths, key=widths.get) == "chemo_late"
    r = lab.run(condition="chemo_late", N=200).readouts
    assert [round(r[name]) for name in ("yours_low", "yours", "yours_high")] == [13, 60, 107]


def test_in_most_groups_with_a_lesion_fewer_than_half_have_the_pain():
    pain = [found[choice][0] for choice, _, kind in ROWS if kind == "pain" and choice != "anyone"]
    assert sum(share < 50 for share in pain) > len(pain) / 2


def test_the_people_of_the_text_and_the_exercises():
    assert [round(2.5 * x) for x in found["amputation"]] == [160, 150, 170]
    assert [round(1.5 * x) for x in found["amputation"]] == [96, 90, 102]
    signs = 250 * 881 / 1539
    assert round(signs) == 143
    assert [round(143 * x / 100) for x in found["HIV"]] == [54, 50, 59]
    seven = binomtest(7, 14).proportion_ci(method="wilson")
    assert (seven.low, seven.high) == pytest.approx((0.268, 0.732), abs=0.0005)


def test_the_course_figure_and_the_lab_have_the_same_first_and_last_figure():
    assert COURSE[0][1:] == pytest.approx(found["chemo_first"])
    assert COURSE[-1][1:] == pytest.approx(found["chemo_late"])
