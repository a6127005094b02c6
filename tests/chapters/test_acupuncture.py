"""The chapter on acupuncture: the numbers that its text, figures and exercises take from the model and from trials."""

import pytest
from painlab.figures.chapters import acupuncture as figures
from painlab.lab import load
from painlab.model import model
from published import agrees
from scipy.stats import norm

WORLDS = dict(figures.WORLDS)


@pytest.mark.parametrize("world", WORLDS)
def test_three_worlds_give_the_bars_that_the_text_prints(world):
    for found, printed in zip(figures.bars(WORLDS[world]), ("6.00", "5.40", "4.95"), strict=True):
        agrees(found, printed, 0.005)


@pytest.mark.parametrize("world", WORLDS)
def test_the_parts_of_the_figure_add_up_to_the_bars(world):
    nothing, sham, real = figures.bars(WORLDS[world])
    in_sham, in_real = figures.parts(WORLDS[world])
    assert sum(in_sham) == pytest.approx(nothing - sham, abs=1e-9)
    assert sum(in_real) == pytest.approx(nothing - real, abs=1e-9)


def test_with_a_needle_that_adds_nothing_real_is_still_better_than_nothing():
    found = load("three_arms").run(tau=0).readouts
    assert found["sham"] == found["real"]
    agrees(found["real_none"], "0.6", 0.001)


def test_with_the_needle_at_zero_two_of_the_three_differences_move_and_no_number_of_people_is_named():
    lab = load("three_arms")
    drawn = [row["estimate"] for row in lab.views[0]["rows"]]
    opens, found = lab.run().readouts, lab.run(tau=0).readouts
    assert [name for name in drawn if found[name] != opens[name]] == ["real_sham", "real_none"]
    assert "No number of people" in lab.say(lab.state(tau=0), found)
    assert "280" in lab.say(lab.state(), opens) and not lab.readouts["needed"].shown


def test_the_preset_of_the_lab_is_the_second_world():
    assert load("three_arms").presets["the sham is partly active"] == WORLDS["active sham"]


@pytest.mark.parametrize("effect, printed", [(0.2, "56"), (0.5, "64")])
def test_so_many_of_a_hundred_pairs_favor_the_treated(effect, printed):
    agrees(figures.wins(effect), printed, 0.5)
    agrees(100 * norm.sf(0, loc=effect, scale=2**0.5), printed, 0.5)


def test_the_exercise_on_power_comes_out_as_its_solution_says():
    agrees(float(model("three_arms").run()["needed"][0]), "280", 0.5)
    agrees(float(model("three_arms").run(q=0.5)["needed"][0]), "1118", 0.5)
    agrees(float(model("three_arms").run(n=22)["power"][0]), "0.12", 0.005)


def test_the_exercise_on_an_interval_comes_out_as_its_solution_says():
    error = 0.07 / 1.96
    agrees(error, "0.036", 0.0005)
    agrees(error / (2 / 52) ** 0.5, "0.18", 0.005)
