"""The audit of the post: 35 claims once each, the same verdicts on the page, in the figure, in the chapters."""

import json
import re

import pytest
from conftest import ROOT
from extension import prose
from painlab.figures import auditing_a_pain_blog as figures

PAGE = (ROOT / "book/reference/claims.md").read_text(encoding="utf-8")
CHAPTER = prose.markdown(ROOT / "book/treatment/auditing-a-pain-blog.ipynb")
CHAPTERS = {
    path: prose.markdown(path)
    for part in ("physiology", "sensitization", "treatment")
    for path in (ROOT / "book" / part).glob("*.ipynb")
}
ENTRIES = {
    int(number): rest
    for number, rest in re.findall(r"\(claim-(\d+)\)=\n### \1 · (.*?)(?=\n\(claim-|\n## |\Z)", PAGE, re.S)
}
NAMES = {"an omission": "omission, argument", "about the argument": "omission, argument"}


def verdict(number):
    """The verdict of a claim on the page, in the words of the figure."""
    said = re.search(r"Verdict\n: \*\*(.+?)[.:]?\*\*", ENTRIES[number])[1].lower()
    return NAMES.get(said, said)


def test_every_claim_of_the_post_stands_once_on_the_page_and_once_in_the_figure():
    assert sorted(ENTRIES) == sorted(sum(figures.VERDICTS.values(), ())) == list(range(1, 36))


def test_the_figure_counts_the_verdicts_of_the_page():
    for name, claims in figures.VERDICTS.items():
        assert {verdict(claim) for claim in claims} == {name}


def test_a_claim_leads_to_every_chapter_that_answers_it_by_number():
    answered = re.compile(r"\*\*?Claim (\d+)[:,]")
    for path, text in CHAPTERS.items():
        for number in map(int, answered.findall(text)):
            if path.stem != "auditing-a-pain-blog":
                assert f"{path.stem}.ipynb" in ENTRIES[number], f"claim {number} lacks {path.stem}"


def test_a_chapter_and_the_page_give_a_claim_the_same_verdict():
    answers = re.compile(r"\*\*?Claim (\d+)[^\n]*?\*\*?[:.]? ?\*{1,2}([^*\n]+)\*", re.I)
    found = 0
    for path, text in CHAPTERS.items():
        for number, said in answers.findall(text):
            word = re.search(r"oversimplified|unsupported|supported|wrong|omission|circle", said.lower())
            if not word:
                continue
            found += 1
            whole = re.search(r"Verdict\n: (.+)", ENTRIES[int(number)])[1].lower()
            same = word[0] in whole or (word[0] == "circle" and "argument" in whole)
            assert same, f"{path.stem}, claim {number}: '{said}' against '{whole}'"
    assert found >= 25


def test_the_eight_claims_of_the_chapter_are_those_of_the_star_the_figure_and_the_exercise():
    starred = {number for number, rest in ENTRIES.items() if rest.split("\n")[0].endswith("★")}
    items = json.loads((ROOT / "book/data/quizzes/claim-auditor.json").read_text(encoding="utf-8"))["items"]
    asked = {int(re.match(r"Claim (\d+)", card["text"])[1]) for item in items[:2] for card in item["cards"]}
    audited = set(map(int, re.findall(r"\{admonition\} Claim (\d+)", CHAPTER)))
    assert starred == asked == audited == set(figures.CORE)


def test_the_exercise_gives_a_claim_the_verdict_of_the_page():
    items = json.loads((ROOT / "book/data/quizzes/claim-auditor.json").read_text(encoding="utf-8"))["items"]
    for card in items[0]["cards"] + items[1]["cards"]:
        assert card["class"] in verdict(int(re.match(r"Claim (\d+)", card["text"])[1]))


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
