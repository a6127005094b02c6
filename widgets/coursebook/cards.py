"""What a card shows: the glossary's and the bibliography's entries as one script, which pages load at the first tap."""

import json
import re
from pathlib import Path

TERM = re.compile(r'<dt id="(term-[^"]+)">(.*?)</dt>\s*<dd>(.*?)</dd>', re.S)
SOURCE = re.compile(
    r'<div class="citation" id="(cite-[^"]+)"[^>]*>\s*<span class="label">.*?</span></span>\s*(.*?)</div>', re.S
)
LINK = re.compile(r'<a\b[^>]*href="(?!https?:)[^"]*"[^>]*>(.*?)</a>', re.S)


def entries(glossary: str, bibliography: str) -> dict[str, list[str]]:
    """{id: [title, HTML]} of the two pages; a source has no title. Links inside the book become plain text."""
    terms = {
        key: [re.sub(r"<[^>]+>|#$", "", LINK.sub("", title)).strip(), LINK.sub(r"\1", text).strip()]
        for key, title, text in TERM.findall(glossary)
    }
    return terms | {key: ["", LINK.sub(r"\1", text).strip()] for key, text in SOURCE.findall(bibliography)}


def write(app, error):
    """Write `_static/cards.js` from the built glossary and bibliography; nothing after an error."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    pages = (
        (folder / f"book/reference/{name}.html").read_text(encoding="utf-8") for name in ("glossary", "bibliography")
    )
    text = json.dumps(entries(*pages), ensure_ascii=False, separators=(",", ":"))
    (folder / "_static" / "cards.js").write_text(f"globalThis.courseCards = {text};\n", encoding="utf-8")


def setup(app):
    """Connect `write` to the end of the build."""
    app.connect("build-finished", write)
