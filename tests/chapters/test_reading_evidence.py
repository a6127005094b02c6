"""The chapter on reading evidence: what its text, figures and exercises print, from the table, the lab and SciPy."""

import math

import numpy as np
import pytest
from conftest import ROOT
from coursebook import prose
from painlab import evidence
from painlab.figures.chapters import drugs_on_the_pathway, reading_evidence
from painlab.lab import load
from painlab.shared.estimate import needed_to_treat, pooled
from scipy import stats

CHAPTER = prose.markdown(ROOT / "book/treatment/reading-evidence.ipynb")


def test_the_bias_machine_finds_what_the_first_look_says():
    machine = load("bias_machine")
    everything, drawer = machine.run().readouts, machine.run(q=0.3).readouts
    assert f"{everything['estimate']:.2f} {drawer['estimate']:.2f}" == "0.29 0.47"
    assert (drawer["trials_printed"], drawer["trials_hidden"]) == (27, 33)
    assert drawer["egger_p"] > 0.05


def test_small_trials_that_exaggerate_make_a_funnel_lean_without_a_drawer():
    found = load("bias_machine").run(b=2, k=150).readouts
    assert found["trials_hidden"] == 0 and found["egger_p"] < 0.001


def test_two_crowds_overlap_as_the_figure_says():
    assert [round(100 * stats.norm.cdf(d / math.sqrt(2))) for d in (0.2, 0.5, 0.8)] == [56, 64, 71]


def test_one_ratio_gives_the_numbers_to_treat_of_the_figure():
    row = evidence(source="falk2021", treatment="anticonvulsants").rows[0]
    assert [round(100 / (share * (row.estimate - 1))) for share in (10, 20, 40)] == [19, 9, 5]


def test_the_sentence_that_lena_sends_follows_from_the_table():
    help_, harm = (evidence(treatment="pregabalin", source="finnerup2015", measure=m).rows[0] for m in ("NNT", "NNH"))
    assert (round(help_.extra[0]), round(harm.extra[0])) == (13, 7)
    assert "For the one for fits somebody counted: of a hundred people, about 13 more" in CHAPTER


def test_a_number_of_gabapentin_says_of_which_form_it_is():
    named = [one[0] for one in drugs_on_the_pathway.CLASSES] + [one[-1] for one in reading_evidence.CLASSES]
    assert [name for name in named if "gabapentin" in name and name != "pregabalin"] == [
        "gabapentin (immediate)",
        "gabapentin, all forms",
    ]


def test_the_exercise_through_infinity_has_its_solution():
    found = needed_to_treat({"estimate": 0.12, "low": -0.02, "high": 0.26})
    assert [round(found[k], 1) for k in ("estimate", "low", "high")] == [8.3, 3.8, -50]


def test_the_exercise_on_other_people_has_its_solution():
    assert round(1 / (0.10 * (31 / 20) - 0.10)) == 18 and round(1 / 0.11) == 9


def test_the_exercise_on_pooling_has_its_solution():
    found = pooled([0.1, 0.5, 0.9], [0.2] * 3)
    assert (
        found["q"] == pytest.approx(8) and found["tau2"] == pytest.approx(0.12) and found["i2"] == pytest.approx(0.75)
    )
    assert np.round([found["low"], found["high"]], 2) == pytest.approx([0.05, 0.95])
    assert np.round([found["predict_low"], found["predict_high"]], 1) == pytest.approx([-4.8, 5.8])
    assert round(stats.t.ppf(0.975, 1), 1) == 12.7


def test_the_two_reviews_on_acupuncture_do_not_exclude_each_other():
    wide = evidence(source="ju2017").rows[0]
    assert wide.low < 2 * evidence(source="feng2023").rows[0].estimate < wide.high
