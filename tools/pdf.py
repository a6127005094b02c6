"""The whole book as one PDF, printed by Chromium: page numbers, an outline, links that lead within it, tags for screen
readers. It is printed twice: the first time says which numbers stand in the contents."""

import html
import io
import re
from pathlib import Path

import leaflet
import plain_pages
import pypdf
from painlab.page.words import t

STYLE = Path(__file__).with_name("pdf.css")
SHEETS = ("book.css", "vendor/katex/katex.min.css", "pygments.css")
PRINTED = {"prefer_css_page_size": True, "print_background": True}
WIDTH, HEIGHT = 612, 940  # what a page of pdf.css holds, in CSS pixels
# What is wider or taller than a page, and cannot be broken, is drawn smaller; a table may be longer than a page. Of a
# lab's still the pictures shrink until it goes on a page with the headings above it.
FIT = """([width, height]) => {
  const large = [];
  for (const one of document.querySelectorAll(".math, table")) {
    const box = one.matches("table") ? one : one.firstElementChild ?? one;
    const tall = one.matches("table") ? 0 : box.scrollHeight / height;
    const times = Math.max(box.scrollWidth / width, tall);
    if (times > 1) large.push([box, times]);
  }
  large.forEach(([box, times]) => (box.style.zoom = 0.98 / times));
  for (const still of document.querySelectorAll(".painlab-still:has(> svg)")) {
    const pictures = [...still.querySelectorAll(":scope > svg")].map((one) => [one, one.getBoundingClientRect()]);
    const drawn = pictures.reduce((sum, [, box]) => sum + box.height, 0);
    const part = 1 - (still.getBoundingClientRect().height - 0.84 * height) / drawn;
    if (part >= 1) continue;
    for (const [one, {width, height}] of pictures) {
      Object.assign(one.style, {width: `${width * part}px`, height: `${height * part}px`});
    }
  }
}"""
# The places in the contents: [slug, page number] of each page.
NUMBER = """(places) => places.forEach(([slug, page]) => {
  document.querySelector(`nav a[href="#${slug}"] .at`).textContent = page;
})"""
HEADINGS = re.compile(r"<h[1-6] data-look=[^>]*>(.*?)</h[1-6]>", re.S)
NODE = re.compile(rb"\bnode\d{8}\b")
HEADING = re.compile(r"<(/?)h([1-6])\b")
PLACE = re.compile(r'\s(?:id|for)="|<use\b[^>]*?href="#|url\((?:&quot;|\")?#')
PLACES = re.compile(r'(\saria-(?:labelledby|describedby|controls)=")([^"]*)"')
FRONT = """<div class="front"><p class="title">{title}</p><p>{author}, {year}</p>
<p>{license}</p><p>{labs}</p></div>"""


def write(pages, tab, address: str, target: Path, config: dict) -> Path:
    """Print still pages (with KaTeX's own formulas) to `target` in a tab that reaches the built site at `address`."""
    document = whole(pages, config)
    tab.route(f"{address}/whole.html", lambda route: route.fulfill(body=document, content_type="text/html"))
    tab.set_default_timeout(600_000)  # the layout of some hundred pages takes its time
    tab.goto(f"{address}/whole.html", wait_until="load")
    tab.evaluate("document.fonts.ready.then(() => 0)")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    tab.evaluate(FIT, [WIDTH, HEIGHT])
    first = pypdf.PdfReader(io.BytesIO(tab.pdf(**PRINTED)))
    tab.evaluate(NUMBER, begins(first, pages))
    tab.pdf(path=target, outline=True, tagged=True, **PRINTED)
    leaflet.undated(target)
    name_outline(target, [said(heading) for heading in HEADINGS.findall(document)])
    target.write_bytes(renumbered(target.read_bytes()))
    return target


def begins(book: pypdf.PdfReader, pages) -> list:
    """[slug, number of the sheet on which it begins, from 1] of each page in a printed book."""
    places = book.named_destinations
    return [[page.slug, book.get_destination_page_number(places[f"/{page.slug}"]) + 1] for page in pages]


def renumbered(data: bytes) -> bytes:
    """A PDF whose tagged cells are counted from 1: Chromium's own numbers depend on what it did before."""
    order = {name: number for number, name in enumerate(sorted(set(NODE.findall(data))), 1)}
    return NODE.sub(lambda match: b"node%08d" % order[match[0]], data)


def name_outline(target: Path, titles: list[str]):
    """Give the entries of a PDF's outline these titles, in order: Chromium writes one twice that begins a page."""
    writer = pypdf.PdfWriter(clone_from=target)
    entries = list(walk(writer.root_object["/Outlines"]))
    if len(entries) != len(titles):
        raise ValueError(
            f"{target.name}: {len(entries)} entries in the outline, and {len(titles)} headings in the book"
        )
    for entry, title in zip(entries, titles, strict=True):
        entry[pypdf.generic.NameObject("/Title")] = pypdf.generic.TextStringObject(title)
    writer.write(target)


def walk(entry):
    """All entries of an outline below `entry`, in order."""
    below = entry.get("/First")
    while below is not None:
        below = below.get_object()
        yield below
        yield from walk(below)
        below = below.get("/Next")


def said(markup: str) -> str:
    """The words of a heading."""
    return " ".join(html.unescape(re.sub(r"<math.*?</math>|<[^>]+>", "", markup, flags=re.S)).split())


def whole(pages, config: dict) -> str:
    """All pages as one HTML document, each with its headings as deep as it stands in the contents."""
    title, language = html.escape(config["title"]), config["sphinx"]["config"]["language"]
    sheets = "".join(f'<link rel="stylesheet" href="_static/{name}">' for name in SHEETS)
    look = plain_pages.styles(pages) + STYLE.read_text(encoding="utf-8")
    front = FRONT.format(
        title=title,
        author=html.escape(config["author"]),
        year=config["copyright"],
        license=t("Education, not medical advice. Text and figures CC BY 4.0, code BSD 3-Clause."),
        labs=t("The labs of the book stand still here: each shows one picture, with the sentence that describes it."),
    )
    listed = [
        f'<p class="depth-{page.depth}"><a href="#{page.slug}">{html.escape(page.title)}'
        '<span class="at"></span></a></p>'
        for page in pages
    ]
    return (
        f'<!doctype html><html lang="{language}" data-theme="light">'
        f'<head><meta charset="utf-8"><title>{title}</title>{sheets}<style>{look}</style></head><body><main>{front}'
        f'<nav><p class="title">{t("Contents")}</p>{"".join(listed)}</nav>'
        f"<article>{''.join(section(page, pages) for page in pages)}</article></main></body></html>"
    )


def section(page, pages) -> str:
    """One page as a part of the document."""
    led = plain_pages.link(page, pages, lambda goal, fragment: f"#{goal.slug}{'--' * bool(fragment)}{fragment}")
    return f'<section class="page" id="{page.slug}">{deeper(apart(led, page), page.depth)}</section>'


def apart(text: str, page) -> str:
    """The body of a page with ids that no other page has, and what refers to them; its links are led already."""
    text = PLACES.sub(
        lambda place: place[1] + " ".join(f"{page.slug}--{name}" for name in place[2].split()) + '"', text
    )
    return PLACE.sub(lambda place: f"{place[0]}{page.slug}--", text)


def deeper(text: str, depth: int) -> str:
    """The same with its headings `depth` levels lower, and their look kept by a class."""
    return HEADING.sub(
        lambda tag: (
            f"</h{min(6, int(tag[2]) + depth)}" if tag[1] else f'<h{min(6, int(tag[2]) + depth)} data-look="{tag[2]}"'
        ),
        text,
    )
