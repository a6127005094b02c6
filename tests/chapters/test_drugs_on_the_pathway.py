"""The chapter on drugs: the numbers that its text, figures and exercises take from the models and from trials."""

import math

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.evidence import comparison
from painlab.figures.chapters import drugs_on_the_pathway as figures
from painlab.figures.figure import figure
from painlab.lab import load
from painlab.model import model
from published import agrees

CHAPTER = prose.markdown(ROOT / "book/treatment/drugs-on-the-pathway.ipynb")
ENDING, CORD = 1, 2
NONE, SODIUM, GABAPENTINOID, SNRI, TWO, BLOCK = 0, 1, 2, 3, 5, 7


def shown(**state):
    return load("drug_pathway").run(**state).readouts


@pytest.mark.parametrize(
    "drug, place, printed",
    [(NONE, ENDING, "6.8"), (SODIUM, ENDING, "6.0"), (NONE, CORD, "5.2"), (SODIUM, CORD, "5.0"), (BLOCK, ENDING, "0.0"),
     (BLOCK, CORD, "4.5")],
)  # fmt: skip
def test_the_output_is_what_the_text_says(drug, place, printed):
    agrees(shown(drug=drug, place=place)["output"], printed, 0.05)


@pytest.mark.parametrize(
    "state, printed",
    [
        ({"drug": GABAPENTINOID}, "-0.6"),
        ({"drug": GABAPENTINOID, "place": CORD}, "-0.3"),
        ({"drug": SNRI}, "-0.4"),
        ({"drug": SNRI, "D": 0.2}, "-0.5"),
        ({"drug": SNRI, "D": 0.7}, "-0.3"),
        ({"drug": TWO}, "-1.1"),
    ],
    ids=str,
)
def test_each_drug_takes_off_what_the_text_says(state, printed):
    agrees(shown(**state)["change"], printed, 0.05)


def test_the_nerve_fires_20_times_a_second_or_5():
    assert shown(drug=NONE)["after_block"] == 20
    assert shown(drug=NONE, place=CORD)["after_block"] == 5


@pytest.mark.parametrize("rate, printed", [(3, "0.12"), (20, "0.25"), (1, "0.064"), (50, "0.30")])
def test_ten_micromolar_block_the_share_that_text_and_exercise_say(rate, printed):
    agrees(figures.blocked(rate, 10), printed, 0.5 * 10.0 ** -len(printed.partition(".")[2]))


def test_the_formula_of_the_chapter_is_that_of_the_model():
    for rate in (1, 7, 40):
        p = rate / (rate + 10)
        assert figures.blocked(rate, 10) == pytest.approx(10 / (10 + 400 / (1 + 19 * p)), rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("rate", figures.PASSED)
def test_of_thirty_spikes_in_lidocaine_as_many_pass_as_the_figure_says(rate):
    values = {"lidocaine": 100, "frequency": rate, "pulses": 30, "zone_from": 4}
    assert load("c_fiber").run(**values).readouts["arrived"] == figures.PASSED[rate]


def test_the_text_and_the_figure_name_as_many_as_the_figure_draws():
    one, ten, fifty = figures.PASSED.values()
    assert f"all {one} arrive, at ten a second {ten}, and at fifty a second only {fifty}" in CHAPTER
    assert (
        f"{one} pass at 1 a second, {ten} at 10 and {fifty} at 50" in figure("drugs-on-the-pathway/busy-channels").alt
    )


def test_extra_people_are_a_hundred_by_the_number_needed_to_treat():
    better = {name: round(figures.added(treatment)[0]) for name, treatment in figures.CLASSES}
    assert better == {
        "tricyclics": 28, "strong opioids": 23, "gabapentin (immediate)": 16, "SNRIs": 16, "pregabalin": 13,
        "capsaicin patch": 9,
    }  # fmt: skip
    harms = {name: figures.stopped(treatment) for name, treatment in figures.CLASSES}
    stop = {name: round(harm[0]) for name, harm in harms.items() if harm}
    assert stop == {"tricyclics": 7, "strong opioids": 9, "gabapentin (immediate)": 4, "SNRIs": 8, "pregabalin": 7}
    rows = [comparison(treatment=name, source="demant2014") for _, name in figures.PHENOTYPES]
    assert [round(row.extra[0]) for row in rows] == [26, 8]


def test_the_exercises_come_out_as_their_solutions_say():
    agrees(100 / (36 - 22), "7.1")
    agrees(100 / (14 - 6), "12.5")
    agrees(figures.blocked(50, 10) / figures.blocked(1, 10), "4.6", 0.05)
    half = math.hypot(0.7, 0.7)
    agrees(0.7 - half, "-0.3", 0.05)
    agrees(0.7 + half, "1.7", 0.05)


def test_with_channels_that_hold_alike_every_rate_is_blocked_alike():
    alike = [float(model("drug_pathway").run(f_ev=0, f_ec=f, C=10, K_R=100, K_I=100)["b"][0]) for f in (1, 50)]
    assert alike[0] == pytest.approx(alike[1], rel=1e-12)
