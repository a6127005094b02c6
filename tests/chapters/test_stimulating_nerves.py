"""The chapter on stimulation: the numbers that its text, figures and exercises take from the models and from trials."""

import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.evidence import comparison
from painlab.figures.chapters import stimulating_nerves as figures
from painlab.lab import load
from published import agrees

CHAPTER = prose.markdown(ROOT / "book/treatment/stimulating-nerves.ipynb")
OPEN, SHAM = 0, 1


def rested(**state):
    return load("gate").run(**{"fC": 1, "lasts": 5.0} | state).readouts["end"]


def blinded(**state):
    return load("blinding").run(**state).readouts


@pytest.mark.parametrize("touch, printed", [(20, "8.26"), (40, "49.37")])
def test_with_inhibition_turned_around_stimulation_drives_the_output(touch, printed):
    agrees(figures.driven(touch, -0.3), printed)


def test_in_health_the_same_stimulation_is_silent_and_turned_around_it_settles():
    agrees(figures.driven(40, 1.8), "0.00")
    late = [figures.model("gate").run(duration=t, every=100, fA=40, fC=1, gIP=-0.3)["P"][-1] for t in (4, 5, 8)]
    assert max(late) - min(late) < 0.05


@pytest.mark.parametrize("strength, printed", [(1.8, "0.22"), (0.45, "50.0")])
def test_thirty_hertz_close_the_whole_gate_and_not_a_quarter_of_it(strength, printed):
    agrees(load("gate").run(fA=30, lasts=5.0, rub=0, gIP=strength).readouts["end"], printed, 0.05)


@pytest.mark.parametrize("strength, printed", [(1.8, "0.00"), (0.45, "1.26"), (0.2, "11.8"), (0, "37.8")])
def test_exercise_three_prints_the_output_at_each_gate_strength(strength, printed):
    agrees(rested(fA=40, gIP=strength), printed, 0.05)


def test_at_a_quarter_of_the_gate_a_middle_rate_is_quietest():
    for touch, printed in ((20, "3.7"), (40, "1.3"), (60, "3.3")):
        agrees(rested(fA=touch, gIP=0.45), printed, 0.05)
    assert rested(fA=80, gIP=0.45) > rested(fA=60, gIP=0.45)


@pytest.mark.parametrize(
    "state, printed",
    [
        ({"r": OPEN}, "2.0"),
        ({"r": OPEN, "tau": 0}, "1.5"),
        ({"r": SHAM}, "0.5"),
        ({"r": SHAM, "p_b": 0.8}, "0.86"),
        ({"r": SHAM, "p_b": 0.8, "tau": 0}, "0.36"),
    ],
    ids=str,
)
def test_a_trial_reports_what_the_text_says(state, printed):
    agrees(blinded(**state)["difference"], printed)


def test_carry_over_hides_a_part_in_a_crossover():
    agrees(blinded(carry_over=0.4)["crossover"], "0.4")


def test_the_formula_of_the_chapter_is_that_of_the_model():
    for tau, k, e, r, p in ((0.5, 0.9, 0.6, 0, 1), (0.2, 1.1, 0.4, 1, 0.7), (0, 0.9, 0.6, 1, 0.5)):
        shown = sum(figures.parts(tau=tau, k=k, e=e, r=r, p_b=p))
        assert shown == pytest.approx(tau + k * (1 - r) + e * (2 * p - 1), abs=1e-12)


def test_the_trial_of_two_currents_is_told_for_the_back_and_for_the_leg():
    for place, shares in (("back", "85 of 100 people with the newer current and in 44"), ("leg", "in 83 and 56")):
        row = comparison(source="kapural2015", outcome=f"{place} pain")
        assert re.search(rf"{shares}[^.]*, {row.estimate} times as many \({row.low} to {row.high}\)", CHAPTER), place


def test_all_who_were_randomized_stand_under_the_shares_of_evoke():
    assert [round(100 * count / 67, 1) for count in (52, 33)] == [77.6, 49.3] and 2 * 67 == 134
    assert "134 people with back and leg pain were randomized" in CHAPTER


def test_the_figure_shows_the_responders_that_the_text_names():
    assert [(name, round(device), round(other)) for name, device, other, _ in figures.OPEN] == [
        ("PROCESS", 37, 2),
        ("SENZA-PDN", 79, 5),
        ("ACCURATE", 81, 56),
    ]
