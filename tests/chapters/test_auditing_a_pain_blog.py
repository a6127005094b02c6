"""The chapter that audits the post: its verdicts are those of the claims' file, in the figure and in all chapters."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab import figure
from painlab.evidence import comparison
from painlab.evidence.claims import by_verdict, claims, count_words
from painlab.figures.chapters import auditing_a_pain_blog as figures

CHAPTER = prose.markdown(ROOT / "book/treatment/auditing-a-pain-blog.ipynb")
EXERCISES = ROOT / "book/data/exercises/auditing-a-pain-blog.json"
CHAPTERS = {
    path: prose.markdown(path)
    for part in ("physiology", "sensitization", "treatment")
    for path in (ROOT / "book" / part).glob("*.ipynb")
}
CLAIMS = {claim["number"]: claim for claim in claims()}


def test_the_drawing_shows_every_claim_once_and_fills_the_eight():
    assert sorted(sum(figures.VERDICTS.values(), ())) == sorted(CLAIMS)
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


def test_what_the_chapter_says_of_the_eight_and_of_all_is_so():
    core = [CLAIMS[number] for number in figures.CORE]
    assert sum(claim["verdict"] == "wrong" for claim in core) == 3 and "Three of them we call wrong" in CHAPTER
    assert [c["type"] for c in core if c["verdict"] == "wrong"] == ["definition", "cause", "definition"]
    counts = {name: len(found) for name, found in by_verdict().items()}
    assert max(counts, key=counts.get) == "oversimplified" and "the largest group holds something real" in CHAPTER
    assert counts["wrong"] < counts["supported"] and "more of its claims are right than wrong" in CHAPTER
    assert "the largest group is something between" in CHAPTER


def test_nothing_calls_the_largest_group_of_claims_most_of_them():
    counts = {name: len(found) for name, found in by_verdict().items()}
    assert max(counts.values()) < sum(counts.values()) / 2
    quiz = (ROOT / "book/data/quizzes/before-the-audit.json").read_text(encoding="utf-8")
    said = (CHAPTER, figure("auditing-a-pain-blog/verdicts").title, quiz)
    for text in said:
        assert "largest group" in text.lower() and not re.search(r"(?i)\bmost (claims|sentences|are something)", text)


def test_drugs_of_first_choice_make_as_many_people_stop_as_every_chapter_says():
    first = ("Tricyclic", "SNRIs", "Pregabalin", "Gabapentin, immediate")
    stop = [comparison(treatment=name, source="finnerup2015", measure="NNH").extra[0] for name in first]
    assert (round(min(stop)), round(max(stop))) == (4, 8)
    told = {
        path.stem
        for path, text in CHAPTERS.items()
        if re.search(r"(?i)(4 to 8|four to eight) (more )?(of 100|stop)", text)
    }
    assert told == {"drugs-on-the-pathway", "auditing-a-pain-blog", "acupuncture"}


def test_no_page_types_how_many_claims_there_are():
    """The number follows from the file: the figure, the page of all claims and the auditor count it."""
    typed = re.compile(rf"\b({len(CLAIMS)}|thirty-five|forty-\w+|35)\b (of the )?claims", re.I)
    pages = [ROOT / "book/reference" / name for name in ("claims.md", "index.md")]
    texts = [CHAPTER, *(page.read_text(encoding="utf-8") for page in pages)]
    assert not [typed.search(text)[0] for text in texts if typed.search(text)]


def test_kappa_of_the_exercise_is_the_one_of_its_counts():
    """The counts are those that the exercise prints."""
    neighbor, yours = (
        [int(n) for n in re.findall(r"\d+", re.search(pattern, CHAPTER)[1])]
        for pattern in (r"used the five verdicts ([\d, and]+) times", r"and you used them ([\d, and]+) times")
    )
    judged, matched = map(int, re.search(r"judge (\d+) claims and match in (\d+)", CHAPTER).groups())
    assert sum(neighbor) == sum(yours) == judged
    chance = sum(a * b for a, b in zip(neighbor, yours, strict=True)) / judged**2
    assert f"= {chance:.4f}$" in CHAPTER
    kappa = (matched / judged - chance) / (1 - chance)
    assert f"= {kappa:.2f}$" in CHAPTER
    item = next(item for item in json.loads(EXERCISES.read_text())["items"] if item["kind"] == "number")
    assert item["answer"] == pytest.approx(kappa, abs=5e-3)


def test_the_reply_begins_by_not_stopping_a_medicine_and_has_about_120_words():
    reply = re.search(r"> \*(Dear Rosa.*?Lena)\*", CHAPTER)[1]
    assert reply.startswith("Dear Rosa, please do not stop a prescribed tablet suddenly")
    assert 110 <= len(reply.split()) <= 130


def test_the_rewrite_is_as_long_as_what_it_rewrites():
    before = re.search(r"words as it has: \*(.+?)\*", CHAPTER)[1]
    after = re.search(r"so has ours: \*(.+?)\*", CHAPTER)[1]
    assert count_words(before) == count_words(after) == 24
