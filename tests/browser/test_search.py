"""The search: it shows the sentence that was found, and knows a word with and without its hyphen."""

import re

import pytest
from conftest import ROOT
from coursebook import search

SCRIPT = (ROOT / "book/assets/search.js").read_text(encoding="utf8")
INDEX = [
    ["book/physiology/a.html", [
        ["a", "Chapter A", "First words.\nNothing here."],
        ["tails", "A cell that counts", "It is called wind-up. Each answer is larger than the one before."],
    ]],
    ["book/physiology/b.html", [
        ["b", "Hang up", "He hung the wind chime up in the hall."],
        ["c", "Cafe", "A café in the wind."],
    ]],
]  # fmt: skip


@pytest.fixture
def find(browser):
    """A function that searches the sample: [(anchor, sentence), …]."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT)
    ask = """([index, query]) => courseSearch.find(index, courseSearch.asked(query))
      .map(({anchor, text}) => [anchor, text])"""
    yield lambda query: page.evaluate(ask, [INDEX, query])
    page.close()


@pytest.mark.parametrize("query", ["wind-up", "windup", "wind up", "Wind-Up"])
def test_a_word_is_found_with_and_without_its_hyphen_and_before_pages_that_only_hold_its_parts(find, query):
    assert find(query)[0] == ["tails", "It is called wind-up."]


def test_the_sentence_with_the_words_is_shown_and_accents_do_not_matter(find):
    assert find("cafe") == [["c", "A café in the wind."]]
    assert find("larger answer") == [["tails", "Each answer is larger than the one before."]]


@pytest.mark.parametrize("query", ["", "   ", "zzz", "up zzz"])
def test_what_is_not_there_is_not_found(find, query):
    assert find(query) == []


def test_the_text_of_a_page_is_that_of_its_sections_without_what_is_drawn():
    page = (
        '<nav>menu</nav><article><nav>outline</nav><section id="t"><h1>Title<a class="headerlink">#</a></h1>'
        "<p>One\ntwo.</p><svg><text>drawn</text></svg>"
        '<section id="s"><h2>Part ●</h2><p>Three <b>four</b>.</p><ul><li>five</li></ul></section>'
        "<p>six</p></section></article><footer>foot</footer>"
    )
    assert search.rows(page) == [["t", "Title", "One two.\nsix"], ["s", "Part", "Three four.\nfive"]]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_search_of_the_book_shows_the_sentence_about_wind_up(visit, scheme):
    page = visit("search.html", scheme=scheme)
    page.goto(page.url + "?q=wind-up")
    found = page.locator("#search-results li")
    found.first.wait_for()
    assert re.search(r"wind-?up", found.first.inner_text(), re.I)
    assert found.first.locator("mark").count()
    assert page.locator("#search-said").inner_text().endswith("places.")
    top = " ".join(page.locator("#search-results li").all_inner_texts()[:5])
    assert "Central sensitization" in top and "hang" not in top.lower()
