"""A book in a made-up language: `make translate` writes its catalogs, and no page says an English sentence.

In it all vowels have accents. Three words in a row without one, where a reader can see them, were not translated. The
language is called Esperanto, for which Sphinx has its own words.
"""

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import copies
import pytest
import yaml
from babel.messages import pofile
from conftest import ROOT
from coursebook import exercises, levels
from painlab.page import words
from painlab.sources import citations
from test_words import pseudo

LANGUAGE = "eo"
KEPT = ("physiology/what-is-pain", "physiology/the-gate", "treatment/auditing-a-pain-blog")
MARKUP = re.compile(
    r"(\{term\}`[^`]*`|\{[\w:]+\}`[^`]*`|`[^`]*`|\$[^$]*\$|\]\([^)]*\)|\[@[^\]]*\]|\{[^{}]*\}|<[^>]*>|https?://\S+"
    r"|@[a-z]\w+|\[\^[^\]]*\]|&\w+;)"
)
TERM = re.compile(r"\{term\}`([^`<]*?)(?:\s*<([^>]*)>)?`")
# What no translation changes: code, formulas, what the state of a widget says (test_words.py looks at it alive), titles
# of cited works, what others said in their words, names of people and of files.
OUTSIDE = {"code", "pre", "script", "style", "math", "option"}
KEPT_CLASSES = {"citation", "katex", "painlab-audit-quote"}
# What Sphinx and sphinx-exercise say has catalogs of their own, in which Esperanto lacks these.
OF_SPHINX = ("Link to this heading", "Link to this term", "Solution to Exercise")
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
            self.open.append((tag, set(told.get("class", "").split())))

    def handle_endtag(self, tag):
        while self.open and tag not in VOID and self.open.pop()[0] != tag:
            pass

    def kept(self):
        return any(tag in OUTSIDE or classes & KEPT_CLASSES for tag, classes in self.open)

    def handle_data(self, data):
        if not self.kept():
            self.found.append(data)


def english(page, names):
    """Runs of three plain words in what a reader sees of a page, `names` aside."""
    reader = Texts()
    reader.feed(page)
    return runs(reader.found, names)


def runs(texts, names):
    """Runs of three plain words in texts, `names` aside."""
    left = []
    for text in texts:
        text = names.sub("–", " ".join(text.split()))
        left += re.findall(r"(?:\b[A-Za-z]{2,}\b[ ,]+){2,}\b[A-Za-z]{2,}\b", text)
    return [run for run in left if all(re.search("[aeiouy]", word.lower()) for word in re.findall("[A-Za-z]+", run))]


def names():
    """Finds what is a name: of the book, its authors, those who wrote a source."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    cited = {re.sub(r",? \d{4}\w?$", "", short) for short in citations().values()}
    every = sorted({config["title"], config["author"], *cited, *OF_SPHINX}, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, every), r"[\w-]+ and others(?=, \d{4})"]))


@pytest.fixture(scope="module")
def translated(tmp_path_factory):
    """The pages of a copy in the made-up language."""
    folder = copies.copied(tmp_path_factory.mktemp("translated") / "book")
    copies.keep(folder, KEPT)
    done = copies.run(folder, "tools/translate.py", LANGUAGE)
    assert done.returncode == 0, done.stderr[-3000:]
    place = folder / "locale" / LANGUAGE / "LC_MESSAGES"
    fill(place / "painlab.po", in_pseudo)
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


def test_a_title_is_looked_up_as_it_is_written_and_keeps_its_level(monkeypatch):
    said = {"A definition, and six notes ●": "Eine Definition ●", "Take it apart": "Zerlegen"}
    monkeypatch.setattr(words, "catalog", lambda: SimpleNamespace(gettext=lambda text: said.get(text, text)))
    page = ROOT / "book/physiology/what-is-pain.ipynb"
    (section, *_) = levels.part(page, ("A definition, and six notes",))
    assert (section.said, section.anchor) == ("Eine Definition", "a-definition-and-six-notes")
    assert exercises.titled("Take it apart ●") == "Zerlegen ●"
    assert "Take it apart" in exercises.titles(ROOT)


@pytest.mark.slow
def test_no_page_says_an_english_sentence(translated):
    left = {name: found for name, text in translated.items() if (found := english(text, names()))}
    assert not left, json.dumps(left, ensure_ascii=False, indent=1)[:6000]
