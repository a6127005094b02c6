"""The reading paths: they reach every chapter, link those that are printed, and their minutes add up."""

import re

import pytest
from conftest import ROOT
from coursebook import contents

PAGE = (ROOT / "book/reference/reading-paths.md").read_text(encoding="utf-8")
CHAPTERS = (
    "What is pain? · Counting pain · Nociceptors · The dorsal horn and the gate · No pain center · "
    "Turning pain up and down · Peripheral sensitization · Central sensitization · Lost inhibition · "
    "Neuropathic pain · The injured nerve · Reading central sensitization critically · Diagnosis · Why people differ · "
    "Drugs on the pathway · Where is the generator? · Stimulating nerves · Acupuncture · Movement and mind · "
    "Why people get better · Reading the evidence · The amplifier · Auditing a pain blog"
).split(" · ")
ROWS = [row for row in PAGE.split("\n") if re.search(r"\| \d+ \|$", row)]


def test_the_student_meets_each_of_the_23_chapters():
    path = PAGE.split("## Student")[1].split("## Clinician")[0]
    assert len(CHAPTERS) == 23
    assert [title for title in CHAPTERS if title not in path] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:24])
def test_the_minutes_of_a_row_add_up_to_its_sum(row):
    *_, readings, total, _ = row.split("|")
    minutes = [int(re.search(r"(\d+)\s*$", reading)[1]) for reading in readings.split("·")]
    assert sum(minutes) == int(total)


def test_a_chapter_that_is_printed_is_linked_wherever_a_path_names_it():
    links = set(re.findall(r"\]\(\.\./([\w/-]+)\.ipynb\)", PAGE))
    printed = {
        name.removeprefix("book/")
        for name in contents.pages(ROOT)
        if re.fullmatch(r"book/(physiology|sensitization|treatment)/.+", name) and (ROOT / f"{name}.ipynb").exists()
    }
    assert printed <= links, f"link them in book/reference/reading-paths.md: {sorted(printed - links)}"
    bare = re.sub(r"\[[^\]]*\]\([^)]*\)", "", PAGE)
    titles = {re.search(rf"\[([^\]]*)\]\(\.\./{name}\.ipynb\)", PAGE)[1] for name in printed}
    assert not [title for title in titles if re.search(rf"(· |\| ){re.escape(title)}[, ]", bare)]


def test_the_student_needs_about_thirty_hours():
    path = PAGE.split("## Student")[1].split("## Clinician")[0]
    assert sum(int(total) for total in re.findall(r"\| (\d+) \|$", path, re.MULTILINE)) == 30 * 60
