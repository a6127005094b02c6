"""The chapter that audits the post: its verdicts are those of the claims' file, in the figure and in all chapters."""

import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.evidence.claims import by_verdict, claims
from painlab.figures.chapters import auditing_a_pain_blog as figures

CHAPTER = prose.markdown(ROOT / "book/treatment/auditing-a-pain-blog.ipynb")
CHAPTERS = {
    path: prose.markdown(path)
    for part in ("physiology", "sensitization", "treatment")
    for path in (ROOT / "book" / part).glob("*.ipynb")
}
CLAIMS = {claim["number"]: claim for claim in claims()}


def test_the_drawing_shows_every_claim_once_and_fills_the_eight():
    assert sorted(sum(figures.VERDICTS.values(), ())) == list(range(1, 36))
    assert figures.CORE == (5, 7, 9, 10, 15, 19, 24, 35)


def test_a_claim_leads_to_every_chapter_that_answers_it_by_number():
    answered = re.compile(r"\*\*?Claim (\d+)[:,]")
    for path, text in CHAPTERS.items():
        for number in map(int, answered.findall(text)):
            if path.stem != "auditing-a-pain-blog":
                assert f"{path.parent.name}/{path.stem}" in CLAIMS[number]["chapters"], f"claim {number}: {path.stem}"


def test_a_chapter_and_the_page_give_a_claim_the_same_verdict():
    answers = re.compile(r"\*\*?Claim (\d+)[^\n]*?\*\*?[:.]? ?\*{1,2}([^*\n]+)\*", re.I)
    found = 0
    for path, text in CHAPTERS.items():
        for number, said in answers.findall(text):
            word = re.search(r"oversimplified|unsupported|supported|wrong|omission|circle", said.lower())
            if not word:
                continue
            found += 1
            whole = CLAIMS[int(number)]["verdict"] + CLAIMS[int(number)]["nuance"]
            same = word[0] in whole
            assert same, f"{path.stem}, claim {number}: '{said}' against '{whole}'"
    assert found >= 25


def test_the_chapter_names_the_eight_and_sends_each_to_its_place_on_the_page():
    named = re.search(r"Open our eight.*?\?\*", CHAPTER, re.S)[0]
    assert tuple(map(int, re.findall(r"<claim-(\d+)>", named))) == figures.CORE


def test_what_the_chapter_says_of_the_eight_and_of_all_is_counted():
    core = [CLAIMS[number] for number in figures.CORE]
    assert sum(claim["verdict"] == "wrong" for claim in core) == 4 and "Four of them we call wrong" in CHAPTER
    assert [c["type"] for c in core if c["verdict"] == "wrong"] == ["definition", "definition", "cause", "definition"]
    counts = {name: len(found) for name, found in by_verdict().items()}
    assert counts["oversimplified"] + counts["unsupported"] == 20
    assert counts["supported"] == counts["wrong"] == 6 and "Twenty of the thirty-five claims" in CHAPTER


def test_kappa_of_the_exercise_is_the_one_of_its_counts():
    ours, yours = [len(claims) for claims in figures.VERDICTS.values()], [8, 10, 6, 8, 3]
    chance = sum(a * b for a, b in zip(ours, yours, strict=True)) / 35**2
    assert ours == [6, 13, 6, 7, 3]
    assert chance == pytest.approx(0.228, abs=5e-4)
    assert (24 / 35 - chance) / (1 - chance) == pytest.approx(0.59, abs=5e-3)


def test_the_reply_begins_by_not_stopping_a_medicine_and_has_about_120_words():
    reply = re.search(r"> \*(Dear Rosa.*?Lena)\*", CHAPTER)[1]
    assert reply.startswith("Dear Rosa, please do not stop a prescribed tablet suddenly")
    assert 110 <= len(reply.split()) <= 130


def test_the_rewrite_is_as_long_as_what_it_rewrites():
    before = re.search(r"words as it has: \*(.+?)\*", CHAPTER)[1]
    after = re.search(r"so has ours: \*(.+?)\*", CHAPTER)[1]
    assert len(before.split()) == len(after.split()) == 24
