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
