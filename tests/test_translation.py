"""A book in a made-up language: `make translate` writes its catalogs, and no page says an English sentence.

In it all vowels have accents. Three words in a row without one, where a reader can see them, were not translated. The
language is called Esperanto, for which Sphinx has its own words.
"""

import json
import re
from html.parser import HTMLParser

import copies
import pytest
from babel.messages import pofile
from test_words import pseudo

LANGUAGE = "eo"
KEPT = ("physiology/what-is-pain", "physiology/the-gate", "treatment/auditing-a-pain-blog")
MARKUP = re.compile(
    r"(\{term\}`[^`]*`|\{[\w:]+\}`[^`]*`|`[^`]*`|\$[^$]*\$|\]\([^)]*\)|\[@[^\]]*\]|\{[^{}]*\}|<[^>]*>|https?://\S+)"
)
TERM = re.compile(r"\{term\}`([^`<]*?)(?:\s*<([^>]*)>)?`")
# What no translation changes: code, formulas, what the state of a widget says (tests/test_words.py looks at it alive),
# titles of cited works, what others said in their words, names of people and of files.
OUTSIDE = {"code", "pre", "script", "style", "math", "option"}
KEPT_CLASSES = {"citation", "katex", "docutils-literal", "admonition-title", "painlab-audit-quote", "kbd"}
SHOWN = ("aria-label", "title", "placeholder", "alt", "content")
VOID = {"meta", "link", "input", "br", "img", "hr", "col", "source", "wbr", "path", "use"}


def in_pseudo(markdown):
    """A text of the prose in the made-up language: code, formulas, keys and addresses stay; a term keeps its entry."""
    parts = MARKUP.split(markdown)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = pseudo(part)
        elif found := TERM.fullmatch(part):
            parts[at] = f"{{term}}`{pseudo(found[1])} <{found[2] or found[1]}>`"
    return "".join(parts)


def fill(path, translated):
    """Fill a catalog in."""
    with path.open("rb") as file:
        catalog = pofile.read_po(file)
    for message in catalog:
        if message.id:
            message.string = translated(message.id)
    with path.open("wb") as file:
        pofile.write_po(file, catalog, width=0)


class Texts(HTMLParser):
    """What a reader sees of a page: (text, the classes around it)."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        for name in SHOWN:
            seen = name != "content" or told.get("name") == "description" or "og:" in told.get("property", "")
            if told.get(name) and seen and not self.kept():
                self.found.append(told[name])
        if tag not in VOID:
            self.open.append((tag, set(told.get("class", "").split()) | {told.get("translate") == "no" and "kbd"}))

    def handle_endtag(self, tag):
        while self.open and tag not in VOID and self.open.pop()[0] != tag:
            pass

    def kept(self):
        return any(tag in OUTSIDE or classes & KEPT_CLASSES for tag, classes in self.open)

    def handle_data(self, data):
        if not self.kept():
            self.found.append(data)


def english(page):
    """Runs of three plain words in what a reader sees of a page."""
    reader, left = Texts(), []
    reader.feed(page)
    for text in reader.found:
        left += re.findall(r"(?:\b[A-Za-z]{2,}\b[ ,]+){2,}\b[A-Za-z]{2,}\b", text)
    return [run for run in left if all(re.search("[aeiouy]", word.lower()) for word in re.findall("[A-Za-z]+", run))]


@pytest.fixture(scope="module")
def translated(tmp_path_factory):
    """The pages of a copy in the made-up language."""
    folder = copies.copied(tmp_path_factory.mktemp("translated") / "book")
    copies.keep(folder, KEPT)
    done = copies.run(folder, "tools/translate.py", LANGUAGE)
    assert done.returncode == 0, done.stderr[-3000:]
    place = folder / "locale" / LANGUAGE / "LC_MESSAGES"
    fill(place / "painlab.po", pseudo)
    fill(place / "prose.po", in_pseudo)
    copies.change(folder / "_config.yml", ("language: en", f"language: {LANGUAGE}"))
    done = copies.run(folder, "tools/build.py")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return copies.pages(folder)


def test_markup_stays_as_it_is_and_words_do_not():
    text = "A {term}`nociceptor` fires *fast* ({cite:p}`todd2022`): [gate](the-gate.ipynb) at $x = 3$, `run`."
    assert in_pseudo(text) == (
        "Á {term}`nócícéptór <nociceptor>` fírés *fást* ({cite:p}`todd2022`): [gáté](the-gate.ipynb) át $x = 3$, `run`."
    )


@pytest.mark.slow
def test_no_page_says_an_english_sentence(translated):
    left = {name: found for name, text in translated.items() if (found := english(text))}
    assert not left, json.dumps(left, ensure_ascii=False, indent=1)[:6000]
