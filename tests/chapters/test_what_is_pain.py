"""The chapter that sorts pain: whose words it uses, and whose scheme."""

import re

from conftest import ROOT
from coursebook import prose
from painlab import figure

TEXT = prose.markdown(ROOT / "book/physiology/what-is-pain.ipynb")


def section(title):
    """Text of a section of level 2, subsections included."""
    return re.search(rf"^## {re.escape(title)}.*?(?=^## |\Z)", TEXT, re.M | re.S)[0]


def test_the_scheme_of_three_questions_is_called_ours_where_it_is_taught_and_where_it_is_drawn():
    taught = section("Three questions, and three answers")
    assert "our own scheme" in taught.split("###")[0]
    assert "mechanistic descriptors" in taught and "kosek2016nociplastic" in taught
    assert any("ours" in source for source in figure("what-is-pain/axes").source)


def test_each_term_of_the_table_that_is_in_the_glossary_is_quoted_and_sourced():
    table = section("Words for what is felt")
    assert "iasp_terminology" in table
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| ") and "word |" not in line]
    assert {re.sub(r"\{term\}|`", "", name).strip() for name, _ in rows} >= {
        "allodynia",
        "hyperalgesia",
        "hyperpathia",
        "dysesthesia",
        "paresthesia",
    }
    assert all(re.fullmatch(r'"[A-Z][^"]+\."', definition.strip()) for _, definition in rows)


def test_no_single_odds_ratio_stands_for_the_six_of_its_table():
    for block in prose.blocks(ROOT / "book/physiology/what-is-pain.ipynb"):
        if "brinjikji2015controls" in block.text and "2.24" in block.text:
            assert "7.54" in block.text


def test_each_of_the_six_odds_ratios_has_its_interval_and_the_five_others_are_told():
    # Brinjikji et al. 2015, abstract
    found = {
        "2.24": "1.21 to 4.15",
        "2.65": "1.52 to 4.62",
        "4.01": "1.10 to 14.55",
        "4.38": "1.98 to 9.68",
        "5.06": "1.65 to 15.53",
        "7.54": "1.28 to 44.56",
    }
    (block,) = [one for one in prose.blocks(ROOT / "book/physiology/what-is-pain.ipynb") if "4.38" in one.text]
    for ratio, interval in found.items():
        assert re.search(rf"{re.escape(ratio)} for [^()]*\({re.escape(interval)}\)", block.text), ratio
    assert "Five others were not" in block.text and "A bulge says more" not in block.text


def test_the_three_places_of_claim_5_are_named_once_and_referred_to_elsewhere():
    pages = {path.stem: prose.markdown(path) for path in (ROOT / "book").glob("*/*.ipynb")}
    said = {name: re.search(r"\*\*Claim 5: .*", text) for name, text in pages.items()}
    said = {name: one[0] for name, one in said.items() if one and "in three places" in one[0]}
    assert set(said) == {"what-is-pain", "neuropathic-pain", "diagnosis"}
    whole = said.pop("what-is-pain")
    assert all(word in whole for word in ("*or disease*", "*somatosensory*", "about time"))
    for text in said.values():
        assert "[What is pain?](../physiology/what-is-pain.ipynb) names" in text
        assert "*somatosensory*" not in text
