"""The index of the search: the text of every section of every page, as one script that only the search page loads."""

import html.parser
import json
import re
from pathlib import Path

SILENT = {"script", "style", "svg", "math", "nav", "button", "fieldset", "template"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "ellipse", "line", "use"}
BREAKS = {
    "p",
    "li",
    "div",
    "td",
    "th",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "figcaption",
    "summary",
    "section",
    "tr",
    "br",
}


class Page(html.parser.HTMLParser):
    """The sections of a built page as [anchor, title, text], in order; the first one is the page itself."""

    def __init__(self):
        super().__init__()
        self.rows, self.stack, self.open, self.title, self.inside = [], [], [], None, False

    def handle_starttag(self, tag, attributes):
        """Open an element; a section with an id begins a row, a heading its title, a block a new line."""
        told = dict(attributes)
        if tag == "article":
            self.inside = True
        if tag in VOID:
            return
        quiet = tag in SILENT or "headerlink" in (told.get("class") or "") or "math" == told.get("class")
        self.stack.append((tag, quiet))
        if tag == "section" and self.inside and told.get("id"):
            self.rows.append([told["id"], "", ""])
            self.open.append((len(self.stack), self.rows[-1]))
        if tag in ("h1", "h2", "h3", "h4") and self.open:
            self.title = self.open[-1][1]
        if tag in BREAKS:
            self.add("\n")

    def handle_endtag(self, tag):
        """Close an element, with those inside it that were left open."""
        if tag in VOID or tag not in (name for name, _ in self.stack):
            return
        while self.stack:
            if self.open and self.open[-1][0] == len(self.stack):
                self.open.pop()
            if self.stack.pop()[0] == tag:
                break
        if tag in ("h1", "h2", "h3", "h4"):
            self.title = None
        if tag == "article":
            self.inside = False
        if tag in BREAKS:
            self.add("\n")

    def handle_data(self, data):
        """Keep text that stands in the article and in no silent element."""
        if self.inside and not any(quiet for _, quiet in self.stack):
            self.add(data.replace("\n", " "))

    def add(self, text):
        """Append text to the title or to the text of the innermost open section."""
        if not self.open:
            return
        if self.title is not None and text != "\n":
            self.title[1] += text
        else:
            self.open[-1][1][2] += text


def rows(page: str) -> list[list[str]]:
    """[[anchor, title, text], …] of a built page; blocks of the text are lines."""
    reader = Page()
    reader.feed(page)
    return [[anchor, re.sub(r"[\s●#]+", " ", title).strip(), tidy(text)] for anchor, title, text in reader.rows]


def tidy(text: str) -> str:
    """Lines with single spaces, without empty ones."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def write(app, error):
    """Write `_static/search-index.js` from all built pages; nothing after an error."""
    if error or app.builder.format != "html":
        return
    folder, index = Path(app.outdir), []
    for name in sorted(app.env.found_docs):
        file = folder / f"{name}.html"
        if file.exists():
            index.append([f"{name}.html", rows(file.read_text(encoding="utf-8"))])
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "_static" / "search-index.js").write_text(f"globalThis.courseIndex = {text};\n", encoding="utf-8")


def index_nothing(app):
    """Let Sphinx make no index of its own: nothing loads it, and where one page has changed it would miss the last."""
    if app.builder.format == "html":
        for step in ("load_indexer", "index_page", "dump_search_index"):
            setattr(app.builder, step, lambda *_: None)


def setup(app):
    """Connect the index to the end of the build, in place of Sphinx's."""
    app.connect("builder-inited", index_nothing)
    app.connect("build-finished", write)
