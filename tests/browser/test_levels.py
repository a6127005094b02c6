"""Levels of reading: what is marked is what is shown, and the story is a third of a chapter at most."""

import re

import pytest
from conftest import LAID_OUT, ROOT
from coursebook import contents, levels

CHAPTERS = contents.chapters(ROOT)
# Chapters whose story is still longer than a third; a test fails when one of them has become short enough.
TOO_LONG = ("book/treatment/auditing-a-pain-blog",)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS)
SHOWN = """() => [...document.querySelectorAll("article section section[id]:not([id^=quiz-])")]
  .filter((one) => one.offsetHeight).map((one) => one.id)"""
WORDS = (
    "ganglion interneuron nociplastic nociceptive neuropathic ectopic radiculopathy somatosensory lesion sham axon "
    "allodynia hyperalgesia neuroma wind-up placebo nocebo nociceptor synapse habituation sensitization"
).split()
# Where a section of the story uses one of `words` in a paragraph, and no link in it leads to what the word means.
BARE = """(words) => [...document.querySelectorAll("section.level-1")].flatMap((section) => {
  const aside = "table, figure, aside, .cell, .admonition, details";
  const own = (node) => node.closest("section") === section && !node.closest(aside);
  const glossary = [...section.querySelectorAll("a[href*='glossary.html#term-']")];
  const links = glossary.map((one) => one.textContent.toLowerCase());
  const text = [...section.querySelectorAll("p")].filter(own).map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll("em, i, .cited, a, .sources").forEach((node) => node.remove());
    return copy.textContent.toLowerCase();
  }).join(" ");
  const used = words.filter((word) => new RegExp(`(?<![\\w-])${word}s?(?![\\w-])`).test(text));
  return used.filter((word) => !links.some((one) => one.includes(word))).map((word) => `${section.id}: ${word}`);
})"""


def written(tmp_path, text):
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf8")
    levels.sections.cache_clear()
    return levels.sections(file)


def test_a_heading_without_a_mark_is_the_course_and_what_stands_under_one_inherits(tmp_path):
    text = "# T\n\na b\n\n## A ●\n\none two\n\n### Deep\n\nthree\n\n### Deeper ●●●\n\nfour\n\n## B\n\nfive\n"
    found = written(tmp_path, text)
    assert [(one.title, one.level, one.words) for one in found] == [
        ("T", 1, 2), ("A", 1, 2), ("Deep", 1, 1), ("Deeper", 3, 1), ("B", 2, 1),
    ]  # fmt: skip


def test_the_anchor_of_a_heading_is_the_one_that_its_page_has(site):
    for chapter in CHAPTERS:
        page = (site / f"{chapter}.html").read_text(encoding="utf8")
        for one in levels.sections(ROOT / f"{chapter}.ipynb"):
            if one.depth == 2:
                assert f'<section class="level-{one.level}" id="{one.anchor}">' in page, (chapter, one.title)


def test_minutes_are_words_at_the_pace_of_the_level_and_what_there_is_to_do(tmp_path):
    prose = "word " * 400
    folded = f":::{{exercise}} E\nthink\n:::\n\n:::{{solution}} e\n{prose}\n:::\n"
    found = written(tmp_path, f"# T\n\n## A ●\n\n{prose}\n\n## B\n\n{prose}\n\n{folded}")
    assert found[1].minutes(1) == pytest.approx(2)
    assert found[2].minutes(2) == pytest.approx(401 / 150 + 6)


def test_an_exercise_of_the_third_level_takes_its_minutes_there_only(tmp_path):
    asked = ":::{exercise} E ●\nthink\n:::\n\n:::{exercise} F ●●●\nthink\n:::\n"
    found = written(tmp_path, f"# T\n\n## B\n\n{asked}")
    assert found[1].minutes(3) - found[1].minutes(2) == pytest.approx(6)
    assert found[1].minutes(2) == pytest.approx(found[1].minutes(1)) == pytest.approx(2 / 150 + 6)


@each_chapter
def test_a_third_level_that_a_chapter_offers_takes_more_minutes_than_the_second(chapter):
    source = ROOT / f"{chapter}.ipynb"
    assert levels.minutes(source, 3) > levels.minutes(source, 2)


@each_chapter
def test_the_story_of_a_chapter_is_at_most_a_third_of_it(chapter):
    found = levels.sections(ROOT / f"{chapter}.ipynb")
    story = sum(one.words for one in found if one.level == 1 and one.depth > 1)
    assert story > 0
    assert (story <= sum(one.words for one in found) / 3) == (chapter not in TOO_LONG)


@each_chapter
def test_the_buttons_show_and_hide_what_the_marks_say_and_technical_words_of_the_story_have_cards(visit, chapter):
    page = visit(f"{chapter}.html", still=True)
    assert page.evaluate(BARE, WORDS) == []  # each in the section that uses it
    found = [one for one in levels.sections(ROOT / f"{chapter}.ipynb") if one.depth > 1]
    for level in (1, 2, 3):
        page.locator(f".levels input[value='{level}']").check(force=True)
        shown, told = page.evaluate(SHOWN), expected(found, level)
        # a heading that stands twice in a chapter is numbered, such as id36
        assert [a if not re.fullmatch(r"id\d+", a) else b for a, b in zip(shown, told, strict=True)] == told


def expected(found, level):
    """Anchors of the sections that a level shows: not those under a hidden one."""
    shown, hidden = [], None
    for one in found:
        if hidden is not None and one.depth > hidden:
            continue
        hidden = one.depth if one.level > level else None
        if hidden is None:
            shown.append(one.anchor)
    return shown


@each_chapter
def test_on_a_phone_the_story_is_at_most_a_third_of_the_screens(visit, chapter):
    page = visit(f"{chapter}.html", width=390, height=664, still=True)
    page.wait_for_function(
        "() => document.documentElement.dataset.widgets === 'live' || !document.querySelector('.widget')"
    )
    page.add_style_tag(content=LAID_OUT)
    whole = page.evaluate("document.querySelector('article').offsetHeight")
    page.locator(".levels input[value='1']").check(force=True)
    story = page.evaluate("document.querySelector('article').offsetHeight")
    assert story <= whole / 3


def test_a_link_into_a_hidden_section_shows_it(visit):
    page = visit("book/physiology/the-gate.html?level=1#why-weak-touch-adds")
    section = page.locator("#why-weak-touch-adds")
    assert section.is_visible()
    assert page.locator(".levels input[value='2']").is_checked()


@pytest.mark.parametrize(
    "chapter, lab, level",
    [
        ("physiology/the-gate", "gate", 1),
        ("physiology/nociceptors", "spike", 2),
        ("sensitization/lost-inhibition", "plateau", 3),
    ],
)
def test_a_link_to_a_lab_shows_it_and_opens_no_level_above_it(visit, chapter, lab, level):
    page = visit(f"book/{chapter}.html?level=1#{lab}/1")
    section = page.locator(f"section[data-lab={lab}]")
    section.wait_for()
    page.wait_for_function(
        "node => { const {top} = node.getBoundingClientRect(); return top >= 0 && top < 110; }",
        arg=section.element_handle(),
    )
    assert page.locator(".levels input:checked").input_value() == str(level)


def test_an_address_that_no_page_can_have_stops_nothing(visit):
    page = visit("book/reference/models/gate.html#100%25%", width=390)
    page.locator("article :is(pre, div.math)[tabindex='0']").first.wait_for(state="attached")


def test_without_a_script_everything_is_shown_and_no_button_pretends(visit):
    page = visit("book/physiology/the-gate.html", javascript=False)
    assert page.locator(".levels").is_hidden()
    assert page.locator("#why-weak-touch-adds").is_visible()


def test_the_outline_lists_only_what_is_shown(visit):
    page = visit("book/physiology/the-gate.html?level=1")
    links = page.locator("#outline a:visible").all_inner_texts()
    assert "Why weak touch adds" not in links and any("The jar and the blouse" in link for link in links)
