"""The book as EPUB 3: the still pages, a table of contents, and one style sheet. The same pages give the same bytes."""

import html
import mimetypes
import re
import time
import uuid
import zipfile
from pathlib import Path

import plain_pages
from archives import put
from painlab.page.words import t

WRITING_DIRECTION = re.compile(r"(?<![\w-])direction: *\w+;")  # which EPUB does not allow in a sheet
STYLE = Path(__file__).with_name("epub.css")
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
XHTML = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
  lang="{language}" xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
<body>{body}</body>
</html>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>{language}</dc:language>
<dc:rights>Text and figures CC BY 4.0, code BSD 3-Clause</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{summary}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="book.css" media-type="text/css"/>
{items}
</manifest>
<spine>{spine}</spine>
</package>
"""


def write(pages, site: Path, target: Path, config: dict, stamp: int) -> Path:
    """Write the EPUB of the still pages (with MathML) of `site`; `config` is _config.yml, `stamp` seconds from 1970."""
    said = {"language": config["sphinx"]["config"]["language"], "title": html.escape(config["title"])}
    said |= {
        "author": html.escape(config["author"]),
        "modified": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp)),
    }
    said["summary"] = t("Each picture has a description; formulas are MathML.")
    said["identity"] = uuid.uuid5(uuid.NAMESPACE_URL, f"{config['title']} {config['author']}")
    with zipfile.ZipFile(target, "w") as packed:
        put(packed, "mimetype", b"application/epub+zip", stamp, zipfile.ZIP_STORED)
        put(packed, "META-INF/container.xml", CONTAINER.encode(), stamp)
        put(packed, "book/package.opf", PACKAGE.format(**said, **manifest(pages)).encode(), stamp)
        style = plain_pages.colored(STYLE.read_text(encoding="utf-8")) + plain_pages.styles(pages)
        put(packed, "book/book.css", WRITING_DIRECTION.sub("", style).encode(), stamp)
        for name in pictures(pages):
            put(packed, f"book/{name}", (site / name).read_bytes(), stamp)
        nav = XHTML.format(**said, body=navigation(pages))
        put(packed, "book/nav.xhtml", nav.encode(), stamp)
        for page in pages:
            text = plain_pages.link(
                page, pages, lambda goal, fragment: f"{goal.slug}.xhtml{'#' * bool(fragment)}{fragment}"
            )
            whole = said | {"title": html.escape(page.title)}
            put(packed, f"book/{page.slug}.xhtml", XHTML.format(**whole, body=text).encode(), stamp)
    return target


def manifest(pages) -> dict[str, str]:
    """The package's list of files, and their order."""
    items = []
    for page in pages:
        kinds = [kind for kind, mark in (("mathml", "<math"), ("svg", "<svg")) if mark in page.body]
        properties = f' properties="{" ".join(kinds)}"' if kinds else ""
        items.append(
            f'<item id="{page.slug}" href="{page.slug}.xhtml" media-type="application/xhtml+xml"{properties}/>'
        )
    for at, name in enumerate(pictures(pages)):
        items.append(f'<item id="picture-{at}" href="{name}" media-type="{mimetypes.guess_type(name)[0]}"/>')
    return {"items": "\n".join(items), "spine": "".join(f'<itemref idref="{page.slug}"/>' for page in pages)}


def pictures(pages) -> list[str]:
    """The files that the pages show, each once."""
    return list(dict.fromkeys(name for page in pages for name in page.pictures))


def navigation(pages) -> str:
    """The table of contents: lists in lists, as deep as _toc.yml."""
    lines, depth = [f'<nav epub:type="toc"><h1>{t("Contents")}</h1><ol>'], 0
    for at, page in enumerate(pages):
        if page.depth > depth:
            lines.append("<ol>")
        elif at:
            lines.append("</li>" + "</ol></li>" * (depth - page.depth))
        depth = page.depth
        lines.append(f'<li><a href="{page.slug}.xhtml">{html.escape(page.title)}</a>')
    return "".join(lines) + "</li>" + "</ol></li>" * depth + "</ol></nav>"
