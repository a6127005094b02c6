"""Sections for anyone (●): few numbers, sources behind one mark, nothing that needs a course in statistics first."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.lab import load

CHAPTERS = sorted(
    path for part in ("physiology", "sensitization", "treatment") for path in (ROOT / "book" / part).glob("*.ipynb")
)
each = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
HEADING = re.compile(r"^(#{1,3}) .*?(●*)\s*$", re.MULTILINE)
CITATION = re.compile(r"\{cite[^}]*\}`[^`]*`")
STATISTICS = re.compile(
    r"%|\b9[59]% |\bp ?[<=] ?0|\b(odds|hazard|risk) ratio|\brelative risk|\bSMD\b|\bSD\b|\bROC\b|\bkappa\b"
    r"|\(−?\d[\d.]* to −?\d",
)


def story(path):
    """(all words, Markdown of the sections ●) of a chapter; a section without a mark has that of its parent."""
    text = prose.markdown(path)
    marks = list(HEADING.finditer(text))
    parts, parent = [], "●●"
    for this, following in zip(marks, [*marks[1:], None], strict=True):
        mark = this[2] or (parent if len(this[1]) == 3 else "●●")
        parent = mark if len(this[1]) < 3 else parent
        if mark == "●":
            parts.append(text[this.end() : following.start() if following else None])
    return len(text.split()), "\n\n".join(parts)


@each
def test_the_story_is_at_most_a_third_of_its_chapter(path):
    words, told = story(path)
    assert 0.1 * words < len(told.split()) < words / 3


@each
def test_a_story_holds_no_interval_no_percentage_and_no_ratio(path):
    found = [match[0] for match in STATISTICS.finditer(CITATION.sub("", story(path)[1]))]
    assert not found, f"move to a place for students (●●): {found}"


@each
def test_a_story_has_few_numbers_and_one_mark_of_sources_in_a_paragraph(path):
    told = story(path)[1]
    words = len(told.split())
    counted = re.sub(r"(?m)^\d+\. |\*\*\d+\.\*\*", "", CITATION.sub("", told))  # what numbers a list measures nothing
    numbers = re.findall(r"\d[\d.,]*", re.sub(r"\]\([^)]*\)", "]", counted))
    assert len(numbers) <= 0.012 * words, numbers
    paragraphs = re.split(r"\n\s*\n|\n(?=[-|])", told)
    crowded = [text[:80] for text in paragraphs if len(CITATION.findall(text)) > 1]
    assert not crowded and len(CITATION.findall(told)) <= 0.006 * words


@each
def test_what_is_quoted_beside_a_lab_is_what_the_lab_says(path):
    lab = None
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if call := re.match(r'lab\("(\w+)"', source):
            lab = load(call[1])
        for box in re.findall(r"\{admonition\} What this lab does not say\n(.*?)\n(?::::|```)", source, re.DOTALL):
            said = " ".join([lab.note, lab.misconception, *(option.reason for option in lab.options)])
            for quoted in re.findall(r'^(?:- )?"([^"]+)"', box, re.MULTILINE):
                assert quoted in said, f"{quoted!r} is not in the note of this lab: {lab.note!r}"


def test_a_section_takes_the_mark_of_its_parent(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# T\n\n## A ●\n\none\n\n### B\n\ntwo\n\n### C ●●\n\nthree\n\n## D\n\nfour\n", encoding="utf-8")
    assert story(page)[1].split() == ["one", "two"]
    page.write_text("# T\n\n## A ●\n\nIt fell by 30% (12 to 48).\n", encoding="utf-8")
    assert len(STATISTICS.findall(story(page)[1])) == 2
