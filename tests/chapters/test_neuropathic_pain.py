"""The chapter 'Neuropathic pain': what a paper found is told whole, so that shares add up and harms are all named."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.figures.chapters.neuropathic_pain import ROWS
from painlab.labs.conditions_explorer import lab

CHAPTER = ROOT / "book/sensitization/neuropathic-pain.ipynb"
SHARE = re.compile(r"(\d+(?:\.\d+)?)%")


def told(*words):
    """The one sentence of the chapter that holds all of these words."""
    sentences = [one for block in prose.blocks(CHAPTER) for one in prose.sentences(prose.plain(block.text))]
    found = [one for one in sentences if all(word in one for word in words)]
    assert len(found) == 1, found
    return found[0]


def test_when_pain_after_a_stroke_begins_is_told_for_everyone_who_gets_it():
    # Liampas et al. 2020: at onset, within a month, within a year, later; pooled one by one
    shares = [float(share) for share in SHARE.findall(told("after a stroke", "onset", "later in"))]
    assert shares == [26, 31, 41, 5]
    assert sum(shares) == pytest.approx(100, abs=5)


def test_the_story_of_the_stroke_says_what_the_figures_say():
    story = told("Of 100 people who get this pain", "within the first month")
    assert int(re.search(r"about (\d+)", story)[1]) == 26 + 31


def test_an_operation_on_the_trigeminal_nerve_is_told_with_all_four_harms_and_its_failures():
    # Andersen et al. 2022, abstract: hearing 10, severe hypoesthesia 7, ataxia 7, stroke 6 of 100
    harms = told("12 of 62 women", "2 of 53 men")
    assert [float(share) for share in SHARE.findall(harms)] == [10, 7, 7, 6]
    assert all(word in harms for word in ("hearing", "numb", "unsteadiness", "stroke"))


def test_every_answer_field_has_an_answer_that_the_chapters_own_reckoning_gives():
    items = json.loads((ROOT / "book/data/exercises/neuropathic-pain.json").read_text(encoding="utf-8"))["items"]
    answers = {item["id"]: item.get("answer") for item in items}
    assert answers["a-clinic-for-250"] == round(881 / 1539 * 250 * 0.38)
    middle, z = 7 / 14, 1.96
    half = z * (middle * (1 - middle) / 14 + z**2 / (4 * 14**2)) ** 0.5
    low = (middle + z**2 / (2 * 14) - half) / (1 + z**2 / 14)
    assert answers["seven-of-fourteen"] == pytest.approx(100 * low, abs=0.05)


def test_a_row_is_filled_only_where_neuropathic_pain_was_counted_and_the_card_names_the_others():
    hollow = {choice for choice, _, kind in ROWS if kind != "pain"}
    assert hollow == {"anyone", "diabetes_felt", "MS_any", "chemo_late", "chemo_first"}
    card = prose.markdown(CHAPTER).split("What this lab does not say")[1].split("```")[0]
    assert all(word in card for word in ("chemotherapy", "any pain", "symptoms alone", "France"))


def test_the_first_look_begins_with_a_choice_that_moves_the_lab():
    assert lab.opens["condition"] != "HIV"
    assert "Choose *HIV and signs of nerve damage*" in prose.markdown(CHAPTER)
