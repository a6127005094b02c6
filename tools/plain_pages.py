"""The built pages as they stand on paper and in an e-reader: no script, pictures for labs, answers at the end of a
chapter, colors instead of variables. `pdf.py` and `epub.py` are written from them."""

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import browser as chromium
import serve
from coursebook.contents import entries
from painlab.page.palette import LIGHT
from painlab.page.words import t
from playwright.sync_api import sync_playwright

STILL = (Path(__file__).parent / "plain_pages.js").read_text(encoding="utf-8")
OUTSIDE = {"book/reference/template"}  # for authors only
COLOR = re.compile(rf"var\(\s*--({'|'.join(LIGHT)})\s*(?:,[^()]*)?\)")


@dataclass
class Page:
    """One page: its name in _toc.yml, how deep it stands there, its title, its body as XHTML, and its style sheets."""

    name: str
    depth: int
    title: str = ""
    body: str = ""
    styles: list[str] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The page's name as part of an id or a file name."""
        return self.name.removeprefix("book/").replace("/", "-")

    @property
    def pictures(self) -> list[str]:
        """Files that it shows, from the root of the site."""
        return re.findall(r'<img\b[^>]*?\ssrc="([^":]+)"', self.body)

    @property
    def ids(self) -> set[str]:
        """All ids in the page's body."""
        return set(re.findall(r'\sid="([^"]+)"', self.body))


def contents(root: Path) -> list[Page]:
    """The pages of `root`/_toc.yml in order, still without text."""
    return [Page(name, depth) for name, depth in entries(root) if name not in OUTSIDE]


@contextlib.contextmanager
def tab_at(site: Path):
    """(a tab of a Chromium that runs no script of a page, the address of the built site)."""
    with serve.served(site) as address, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        tab = running.new_page(color_scheme="light", viewport={"width": 900, "height": 1200})
        tab.route("**/*.js", lambda route: route.abort())
        yield tab, address
        running.close()


def read(root: Path, tab, address: str, math: bool) -> list[Page]:
    """All pages of the built site of `root`, served at `address`; with `math`, formulas are MathML alone."""
    pages = contents(root)
    said = {"answersTitle": t("Answers"), "answersPlace": t("The answers stand at the end of this chapter.")}
    for page in pages:
        tab.goto(f"{address}/{page.name}.html", wait_until="load")
        still = tab.evaluate(STILL, {"math": math, **said})
        page.title, page.styles = still["title"], [colored(text) for text in still["styles"]]
        page.body = colored(still["body"])
    return pages


def colored(text: str) -> str:
    """The same with the light palette's colors in place of its variables."""
    return COLOR.sub(lambda role: LIGHT[role[1]], text)


def styles(pages: list[Page]) -> str:
    """The style sheets that pictures and tables bring along, each once."""
    return "\n".join(dict.fromkeys(text for page in pages for text in page.styles))


def link(page: Page, pages: list[Page], address) -> str:
    """The body of a page with its links led to `address(page, fragment)`; one that leads nowhere is just its words."""
    there = {one.name: one for one in pages}

    def led(link):
        name, _, fragment = link[2].partition("#")
        goal = there.get(name) if name else page
        if goal is None:
            return link[0].replace(f'href="{link[1]}{link[2]}"', "").replace("<a ", "<span ").replace("</a>", "</span>")
        known = fragment if fragment in goal.ids else ""
        return link[0].replace(f'href="{link[1]}{link[2]}"', f'href="{address(goal, known)}"')

    return re.sub(r'<a\b[^>]*?href="(page:|(?=#))([^"]*)"[^>]*>.*?</a>', led, page.body, flags=re.S)
