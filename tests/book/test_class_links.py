"""The form that makes links for a class: those of nbgitpuller, as tools/hub.py opened them, and Binder's."""

from urllib.parse import parse_qs, urlsplit

import hub
import pytest
from conftest import ROOT
from coursebook.hub import form
from coursebook.pages import in_words
from coursebook.repository import parse
from painlab.questions.lesson import chapters

ADDRESSES = [
    "https://github.com/owner/a-book",
    "git@github.com:owner/a-book.git",
    "https://gitlab.com/group/sub/a-book",
    "ssh://git@codeberg.org/owner/a-book.git",
]


@pytest.fixture
def page(visit, tmp_path):
    script = in_words((ROOT / "book/assets/class.js").read_text(encoding="utf-8"))
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Form</title><main><h1>Form</h1>{form("")}</main>'
    )
    (tmp_path / "form.html").write_text(f"{text}<script>{script}</script>", encoding="utf-8")
    return visit((tmp_path / "form.html").as_uri())


def link(page, name):
    found = page.locator(f"output[name={name}] a")
    return found.get_attribute("href") if found.count() else None


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_links_for_a_copy_are_those_that_a_hub_and_binder_open(page, address):
    repository = parse(address)
    page.get_by_label("Your copy").fill(address)
    page.get_by_label("Your hub").fill("https://hub.example.org/")
    page.locator("[name=chapter]").select_option("physiology/the-gate")
    expected = urlsplit(hub.link(str(repository), "a-book", "class/the-gate.ipynb"))
    made = urlsplit(link(page, "hub-link"))
    assert (made.netloc, made.path) == ("hub.example.org", expected.path)
    assert parse_qs(made.query) == parse_qs(expected.query)
    page.get_by_label("On the hub open").select_option("chapter")
    assert "a-book/physiology/the-gate.ipynb" in parse_qs(urlsplit(link(page, "hub-link")).query)["urlpath"][0]
    chapter = f"{repository.binder}/HEAD?urlpath=lab/tree/_build/live/physiology/the-gate.ipynb"
    assert link(page, "binder-link") == chapter


def test_what_is_no_address_gets_a_sentence_and_no_link(page):
    page.get_by_label("Your copy").fill("my book")
    assert link(page, "hub-link") is None and link(page, "binder-link") is None
    page.get_by_text("This is no address of a repository").first.wait_for()
    page.get_by_label("Your copy").fill(ADDRESSES[0])
    page.get_by_label("Your hub").fill("javascript:alert(1)//https://")
    page.get_by_text("Write the address of your hub").wait_for()
    assert link(page, "hub-link") is None


def test_the_form_offers_every_chapter_and_has_no_fault_of_accessibility(page, axe):
    offered = page.locator("[name=chapter]").locator("option").evaluate_all("all => all.map((o) => o.value)")
    assert sorted(value.split("/")[1] for value in offered) == chapters()
    assert axe(page) == []
