"""What two chapters say of one thing, they say alike; and what cannot be compared is not ranked."""

import re

import pytest
from conftest import ROOT
from coursebook import prose

BOOK = ROOT / "book"
PAGES = sorted([*BOOK.glob("*/*.ipynb"), *BOOK.glob("*/*.md")])
BLOCKS = [(path.stem, block.text) for path in PAGES for block in prose.blocks(path)]
TEXTS = BLOCKS + [
    (path.stem, text)
    for path in sorted(BOOK.glob("data/*/*.json"))
    for text in re.findall(r'"(?:stem|text|reason)": "((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
]
ZOSTER = re.compile(r"\b(shingles|zoster|rash|blisters|postherpetic)\b", re.I)
GRADE = re.compile(r"\*?\bdefinite\b", re.I)
TEST = re.compile(r"\b(swab(bed)?|virus was|laboratory|PCR|test|tested)\b", re.I)
SEEN = re.compile(r"\bseen (by|in)\b|\b(rash|blisters) (was|were) seen\b", re.I)
RANK = re.compile(r"\b(stronger|strongest|larger|largest|weaker|bet on|more than)\b", re.I)
PER_UNIT = re.compile(r"\b(for (a|each|every) unit|per unit|each additional|for each additional)\b", re.I)


def test_shingles_that_were_only_seen_do_not_make_a_grade_of_definite():
    """The grade wants a test that confirms the lesion or the disease; a rash that somebody saw is a story."""
    found = [(page, text) for page, text in TEXTS if ZOSTER.search(text) and GRADE.search(text)]
    assert {page for page, _ in found} >= {"diagnosis"}, (
        "the pattern no longer finds the chapter that teaches the grades"
    )
    for page, text in found:
        assert TEST.search(text) and not SEEN.search(text), f"{page}: {text[:200]}"


def test_a_ratio_for_a_unit_is_not_ranked_against_another_ratio():
    found = [(page, text) for page, text in BLOCKS if PER_UNIT.search(text) and "odds" in text]
    assert "why-people-differ" in {page for page, _ in found}
    for page, text in found:
        asked = [sentence for sentence in prose.sentences(prose.plain(text)) if RANK.search(sentence)]
        assert all(sentence.rstrip().endswith("?") for sentence in asked), f"{page}: {asked}"


@pytest.mark.parametrize("page", ["why-people-differ", "neuropathic-pain"])
def test_what_is_said_of_stress_and_shingles_names_the_studies_of_that_step(page):
    """Depression after a rash is one step, and stress before it another; each has its own sources."""
    cited = {key for stem, text in BLOCKS if stem == page for key in re.findall(r"[a-z]+\d{4}[a-z]*", text)}
    assert {"forbes2016phn", "schmidt2021stress", "schmidt2017bereavement"} <= cited
