"""The contents beside every page lead to the pages, and say where one is."""

from html.parser import HTMLParser

import pytest
from conftest import ROOT
from coursebook import contents, sidebar


def test_links_lead_to_the_same_places_from_another_folder_and_back():
    page = '<a href="../search.html">s</a><a href="the.html#x">t</a><a href="#y">y</a><a href="https://a.b/c">c</a>'
    root = '<a href="search.html">s</a><a href="book/the.html#x">t</a><a href="#y">y</a><a href="https://a.b/c">c</a>'
    assert sidebar.moved(page, "book", "") == root
    assert sidebar.moved(root, "", "book") == page


@pytest.mark.parametrize("page", contents.pages(ROOT))
def test_the_contents_lead_to_every_listed_page_and_mark_the_page_or_the_nearest_one_above_it(page, site):
    class Contents(HTMLParser):
        def __init__(self):
            super().__init__()
            self.inside, self.links = False, []

        def handle_starttag(self, tag, attributes):
            given = dict(attributes)
            self.inside = given.get("id") == "contents" or (self.inside and tag != "main")
            if self.inside and tag == "a":
                self.links.append((given["href"], given.get("aria-current")))

    reader, folder = Contents(), (site / page).parent
    reader.feed((site / f"{page}.html").read_text(encoding="utf-8"))
    listed = [name for name, depth in contents.entries(ROOT)[1:] if depth < 2]
    tree = reader.links[: len(listed)]
    goals = [page if link == "#" else (folder / link).resolve().relative_to(site).with_suffix("") for link, _ in tree]
    assert list(map(str, goals)) == listed
    here = page if page in listed else "book/reference/models"
    kind = "page" if page in listed else "true"
    marked = [(name, mark) for name, (_, mark) in zip(listed, tree, strict=True) if mark]
    assert marked == ([] if page == "book/index" else [(here, kind)])
