"""Every built page in a real Chromium, its network cut: accessible, narrow, without a script; search and links."""

import functools
import re

import pytest
from conftest import LAID_OUT
from painlab.lab import load
from test_labs_in_pages import PAGES


@functools.cache
def said(name):
    """The sentence of a lab in the state in which it opens."""
    lab = load(name)
    state = lab.state(**lab.opens)
    return lab.say(state, lab.run(**state).readouts)


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# Arrows, signs of machines, geometric shapes and dingbats: "→" is read as "rightwards arrow", "●" as "black circle".
MARK = re.compile("[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff]")
# In a text that is read as it stands, and in what takes its name from all of such a text, a mark is a word of it
# ("4.65 → 2.97"); formulas have their own letters.
TEXT = {"StaticText", "InlineTextBox", "MathMLMath", "cell", "gridcell", "row"}


def names_with_a_mark(page):
    """Role and name of all that has a name with a mark in it, as Chromium tells them to a screen reader."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (node["role"]["value"], str(node.get("name", {}).get("value", ""))) for node in nodes if not node["ignored"]
    ]
    return [f"{role}: {name}" for role, name in told if role not in TEXT and MARK.search(name)]


# --- every page -----------------------------------------------------------------------------------------------------


def test_a_page_is_accessible_in_both_themes_fits_a_narrow_screen_and_reaches_nothing_outside(visit, axe, page_name):
    page = visit(page_name, still=True)
    if page.locator("script[src*='/host.js']").count():
        page.locator("html[data-widgets=live]").wait_for(state="attached")
    page.add_style_tag(content=LAID_OUT)
    page.evaluate(DRAWN)
    assert axe(page, each_look=True) == []
    assert names_with_a_mark(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="dark")
    page.evaluate(DRAWN)
    over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    assert axe(page, each_look=True, only="color-contrast") == []  # all else is as in the light


@pytest.mark.parametrize("plain", [0, 150, 299])
def test_of_300_links_the_only_one_that_looks_like_its_text_is_found(visit, axe, tmp_path, plain):
    links = [f'<p>A sentence <a href="#s">with link {at}</a> and more words.</p>' for at in range(300)]
    links[plain] = links[plain].replace("<a ", '<a style="color:#333;text-decoration:none" ')
    page = "<!doctype html><html lang=en><title>Links</title><main><h1 id=s>Links</h1>{}</main>"
    (tmp_path / "links.html").write_text(page.format("".join(links)), encoding="utf-8")
    found = axe(visit((tmp_path / "links.html").as_uri()), each_look=True)
    assert len(found) == 1 and found[0].startswith("link-in-text-block") and "color:#333" in found[0]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_of_the_page_with_the_most_kinds_of_it_can_be_read(visit, axe, dark):
    page = visit("book/treatment/the-amplifier.html", still=True, dark=dark)
    page.add_style_tag(content=LAID_OUT)
    page.evaluate(DRAWN)
    assert axe(page) == []


def test_a_page_without_a_script_has_a_text_for_every_picture_and_each_lab_as_a_still_and_a_sentence(visit, page_name):
    page = visit(page_name, javascript=False)
    stills = page.locator(".painlab-still").all_text_contents()
    labs = dict(PAGES).get(page_name, [])
    assert len(stills) >= len(set(labs))
    for name in labs:
        assert said(name) in " ".join(" ".join(stills).split()), name
    assert page.get_by_text(re.compile("not medical advice", re.I)).first.is_visible()
    alts = page.eval_on_selector_all("img", "list => list.map((i) => i.getAttribute('alt'))")
    assert all(alt is not None and not alt.endswith((".png", ".svg")) for alt in alts), alts
    unnamed = page.eval_on_selector_all(
        "svg[role=img]",
        "list => list.filter((s) => !(s.getAttribute('aria-label') || s.querySelector('title'))).length",
    )
    assert unnamed == 0


def test_the_first_cell_of_a_row_is_its_header(site):
    """Of a table that stands in a page's text; one whose first cells may be empty has none."""
    page = (site / "book/treatment/the-amplifier.html").read_text(encoding="utf8")
    tables = re.findall(r"<table class=\"table\".*?</table>", page, re.S)
    rows = [row for table in tables for row in re.findall(r"<tr.*?</tr>", table.partition("<tbody>")[2], re.S)]
    assert len(rows) > 8
    assert [row for row in rows if not re.match(r"<tr[^>]*><th scope=\"row\" class=\"stub", row)] == []


# --- the rest of the book -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_search_finds_a_word_of_a_chapter(visit, scheme):
    page = (
        visit("search.html?q=dorsal+horn", scheme=scheme) if scheme == "http" else visit("search.html", scheme=scheme)
    )
    if scheme == "file":
        page.goto(page.url + "?q=dorsal+horn")
    page.wait_for_selector("#search-results li, ul.search li", timeout=20_000)
    assert page.locator("#search-results a, ul.search a").first.is_visible()


def test_every_file_that_a_page_loads_is_there(site):
    loaded = re.compile(r'<(?:script|img|iframe)\b[^>]*?\b(?:data-)?src="([^"]+)"|<link\b[^>]*?\bhref="([^"]+)"')
    missing = []
    for path in site.rglob("*.html"):
        names = {src or href for src, href in loaded.findall(path.read_text(encoding="utf8"))}
        own = {name.split("#")[0].split("?")[0] for name in names if not re.match(r"[a-z]+:|/", name)}
        missing += [f"{path.relative_to(site)}: {name}" for name in sorted(own) if not (path.parent / name).exists()]
    assert missing == []


def test_every_link_inside_the_book_leads_somewhere(site):
    import html.parser

    class Page(html.parser.HTMLParser):
        def __init__(self):
            super().__init__()
            self.links, self.ids = [], set()

        def handle_starttag(self, tag, attributes):
            found = dict(attributes)
            if tag == "a" and found.get("href"):
                self.links.append(found["href"])
            if found.get("id"):
                self.ids.add(found["id"])
            if tag == "a" and found.get("name"):
                self.ids.add(found["name"])

    pages = {}
    for path in site.rglob("*.html"):
        if "_static" not in path.parts:
            pages[path.resolve()] = reader = Page()
            reader.feed(path.read_text(encoding="utf8"))
    broken = []
    for path, reader in pages.items():
        for link in reader.links:
            if re.match(r"[a-z]+:", link) or path.name in ("404.html", "search.html", "genindex.html"):
                continue
            target, _, part = link.partition("#")
            there = (path.parent / target.split("?")[0]).resolve() if target else path
            if not there.exists():
                broken.append(f"{path.name}: {link}")
            elif part and "/" not in part and there in pages and part not in pages[there].ids:
                broken.append(f"{path.name}: {link}")
    assert broken == []
