"""Sections marked ● are for anyone: what can be counted in them is counted here."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import contents, levels
from coursebook.prose import plain, words
from painlab.lab import load

CHAPTERS = contents.chapters(ROOT)
NUMBERS, CITATIONS = 12, 6  # at most so many in a thousand words
FORBIDDEN = {
    "a percent sign": r"%|\bpercent\b",
    "an interval": r"\d\s?(?:to|–)\s?\d[\d.]*\)|confidence interval|\(−?\d[\d.]* to −?\d",
    "a standard deviation": r"\bSDs?\b|standard deviation|\bSMD\b|standardi[sz]ed mean",
    "a ratio": r"(?:odds|risk|hazard|likelihood) ratio|relative risk|\bodds\b",
    "a p value": r"\bp\s?[<=]\s?0|\bp value",
    "a statistic": r"\bROC\b|\bkappa\b|\bmedian\b",
    "a unit of a membrane": r"\bmV\b|mS/cm|\bnS\b|\bmM\b",
    "a claim by number": r"\bclaims? \d",
}
POST = re.compile(r"\b(?:blog|post)\b")
TOLD = re.compile(r"web page|page on pain|page of a clinic|clinic's page|clinic’s page")


def story(chapter):
    """[(title, Markdown)] of the sections marked ●, each with its subsections that are marked so too."""
    parts = []
    for one in levels.sections(ROOT / f"{chapter}.ipynb"):
        if one.level == 1 and one.depth == 2:
            parts.append([one.title, "\n".join(one.lines)])
        elif one.level == 1 and one.depth > 2 and parts:
            parts[-1][1] += "\n" + "\n".join(one.lines)
    return parts


def found(chapter, sign):
    return [f"{title}: {hit[0]}" for title, text in story(chapter) for hit in re.finditer(sign, plain(text))]


each_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@each_chapter
@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_story_has_none_of_what_only_the_course_explains(chapter, what):
    assert found(chapter, FORBIDDEN[what]) == []


@each_chapter
def test_the_story_has_few_numbers(chapter):
    text = "\n".join(text for _, text in story(chapter))
    digits = re.findall(r"\d[\d.,]*", plain(text))
    assert len(digits) <= NUMBERS * len(words(plain(text))) / 1000, digits


@each_chapter
def test_the_story_has_few_citations_and_at_most_one_mark_in_a_paragraph(chapter):
    whole, count, wrong = 0, 0, []
    for title, text in story(chapter):
        whole += len(words(plain(text)))
        for paragraph in text.split("\n"):
            roles = list(re.finditer(r"\{cite[^}]*\}`[^`]*`", paragraph))
            count += len(roles)
            if paragraph.startswith("|"):
                continue  # a table: a source stands in the row that it is of
            if len(roles) > 1:
                wrong.append(f"{title}: {paragraph[:60]} …")
    assert wrong == []
    assert count <= CITATIONS * whole / 1000


@each_chapter
def test_the_story_names_the_post_only_after_it_said_what_it_is(chapter):
    for title, text in story(chapter):
        if (first := POST.search(plain(text))) and title != "":
            assert TOLD.search(plain(text)[: first.end() + 80]), title


@each_chapter
def test_what_is_quoted_beside_a_lab_is_what_the_lab_says(chapter):
    lab = None
    for cell in json.loads((ROOT / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if call := re.match(r'lab\("(\w+)"', source):
            lab = load(call[1])
        for box in re.findall(r"\{admonition\} What this lab does not say\n(.*?)\n(?::::|```)", source, re.DOTALL):
            said = " ".join([lab.note, lab.misconception, *(option.reason for option in lab.options)])
            for quoted in re.findall(r'^(?:- )?"([^"]+)"', box, re.MULTILINE):
                assert quoted in said, f"{quoted!r} is not in the note of this lab: {lab.note!r}"


def test_each_sign_is_found_where_it_stands():
    told = "It fell by 30% (12 to 48), odds ratio 2, SD 3, p < 0.05, a median, at -65 mV; claim 7."
    assert [what for what, sign in FORBIDDEN.items() if not re.search(sign, told)] == []
