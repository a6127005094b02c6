"""The prose of the pages: its blocks and sentences, and how hard they are to read.

Flesch–Kincaid grade = 0.39 words/sentences + 11.8 syllables/words − 15.59. Left out are headings, also those that run
in ("**First look.** Move …"), tables, code, formulas, citations, and solutions, which open on demand; what holds no
letter is no word. Syllables are counted by rule.
`python tools/reading.py` prints the grades; the directive `{reading-levels}` sets them into a page."""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from painlab.page.words import every
from sphinx.util.docutils import SphinxDirective

from .contents import pages

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^\s*(`{3,}|:{3,})\s*(?:\{([\w-]+)\}(.*))?")
OPTION = re.compile(r"^:[\w-]+:")
RUN_IN = re.compile(r"^\*\*[^*]{1,60}[.:?!]\*\*\s+(?=\S)")  # a heading in front of its text
COLUMNS = ("page", "words", "grade", "grade of the story")
FEWEST = 60  # words: less prose than that has no grade


@dataclass(frozen=True)
class Block:
    """`kind` is paragraph, list, table or definition; `directives`, with their `titles`, stand around it."""

    kind: str
    text: str
    heading: str
    directives: tuple
    titles: tuple


def markdown(path: Path) -> str:
    """The Markdown of a page: the file's own, or its cells'; code cells are left out."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    cells = (cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def blocks(path: Path) -> list[Block]:
    """The blocks of a page, in order. Display formulas and code are left out."""
    blocks, heading, fences, held, kind = [], "", [], [], "paragraph"

    def close():
        nonlocal held
        if held and not any(name == "" for _, name, _ in fences):
            names, titles = tuple(name for _, name, _ in fences), tuple(title for *_, title in fences)
            blocks.append(Block(kind, "\n".join(held).strip(), heading, names, titles))
        held = []

    formula = False
    for line in markdown(path).split("\n"):
        stripped = line.strip()
        if stripped.startswith("$$") or formula:
            formula ^= stripped.count("$$") == 1
            continue
        if fence := FENCE.match(line):
            close()
            if fences and fences[-1][0] == fence[1] and not fence[2]:
                fences.pop()
            else:
                fences.append((fence[1], fence[2] or "", (fence[3] or "").strip()))
                kind = "paragraph"
            continue
        if fences and OPTION.match(stripped) or stripped.startswith("{."):
            continue
        if stripped.startswith("#") and not fences:
            close()
            heading = stripped.lstrip("# ")
            continue
        starts = {"|": "table", "- ": "list", "* ": "list", ": ": "definition", "> ": "paragraph"}
        new = next((name for sign, name in starts.items() if line.lstrip().startswith(sign)), None)
        if re.match(r"\s*\d+\. ", line):
            new = "list"
        if not stripped:
            close()
            kind = "paragraph"
        elif new == "table":
            if kind != "table":
                close()
            kind = "table"
            held.append(stripped)
        elif new:
            close()
            kind = new
            held.append(re.sub(r"^\s*([-*>:]|\d+\.) ", "", line))
        else:
            held.append(stripped)
    close()
    return blocks


def plain(text: str) -> str:
    """The words of a block as they are read: without citations, formulas, link targets and marks."""
    text = re.sub(r"\{(cite|doc|ref)[^}]*\}`[^`]*`", "", text)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\$[^$]*\$|`[^`]*`|<[^>]*>|[*_●]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """The sentences of plain text. A period in a number, an initial or a title ends none."""
    text = re.sub(r"\b(Ms|Mr|Dr|St|vs|al|Fig|p|pp|[A-Z])\.(?=\s)", r"\1", text)
    parts = re.split(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])", text)
    return [part for part in parts if re.search(r"[A-Za-z]", part)]


def words(text: str) -> list[str]:
    """The words of plain text; what holds no letter is none."""
    return [word for word in re.findall(r"[\w’'-]+", text) if re.search(r"[A-Za-z]", word)]


@functools.cache
def syllables(word: str) -> int:
    """Syllables of an English word, by rule."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    word = re.sub(r"[^a-z]", "", re.sub(r"[’']s$", "", word.lower()))
    word = re.sub(r"^some(?=.)", "som", re.sub(r"^every", "evry", word))
    if re.search(r"[^aeiouy]es$", word) and not re.search(r"(s|x|z|ch|sh|c|g)es$", word):
        word = word[:-2]
    elif re.search(r"[^aeioutdy]ed$", word):
        word = word[:-2]
    elif re.search(r"[^aeiouyl]e$|[aeiouy]le$", word):
        word = word[:-1]
    groups = re.findall(r"[aeiouy]+", word)
    split = len(re.findall(r"i[ao](?!u)|[^q]u[ao]|eo(?!p)|[aeo]ing|iu|y[aeio]", word))
    joined = len(re.findall(r"[tsc]io|[tc]ia|geo|^y", word))
    return max(1, len(groups) + split - joined)


def grade(texts: list[str]) -> float | None:
    """Flesch–Kincaid grade of plain texts; None where there are too few words."""
    said = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for text in texts for word in words(text)]
    if len(spoken) < FEWEST:
        return None
    return 0.39 * len(spoken) / len(said) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def prose(path: Path, patient: bool | None = None) -> list[str]:
    """Plain prose of a page: all, or only sections marked ● for readers with pain, or all but these."""
    kept = []
    for block in blocks(path):
        marked = bool(re.search(r"(?<!●)●(?!●)", block.heading))
        if block.kind in ("paragraph", "list") and not {"solution", "glossary", "code-cell"} & set(block.directives):
            text = plain(RUN_IN.sub("", block.text))
            if patient in (None, marked) and len(words(text)) > 3:
                kept.append(text)
    return kept


def table(root: Path = ROOT) -> list[tuple]:
    """(page, words, grade of all prose, grade of sections marked ●) for each page of _toc.yml with enough prose."""
    rows = []
    for name in pages(root):
        path = next(file for file in (root / f"{name}.ipynb", root / f"{name}.md") if file.exists())
        whole, marked = prose(path), prose(path, patient=True)
        if grade(whole) is not None and "/teaching/" not in name:
            rows.append((name, sum(len(words(text)) for text in whole), grade(whole), grade(marked)))
    return rows


class ReadingLevels(SphinxDirective):
    """`{reading-levels}`: the table, measured when the page is built."""

    def run(self):
        """A table of all pages: words, Flesch–Kincaid grade of the page and of its sections marked ●."""
        root = Path(self.env.srcdir)
        rows = table(root)
        for path in [root / "_toc.yml", *(self.env.doc2path(name) for name, *_ in rows)]:
            self.env.note_dependency(str(path))
        lines = [f"| {' | '.join(every(COLUMNS))} |", "|---|---|---|---|"]
        for name, count, whole, marked in rows:
            shown = "–" if marked is None else f"{marked:.1f}"
            lines.append(f"| {{doc}}`/{name}` | {count:,} | {whole:.1f} | {shown} |")
        holder = nodes.container()
        self.state.nested_parse(lines, self.content_offset, holder)
        return holder.children


def setup(app):
    """Register `{reading-levels}`."""
    app.add_directive("reading-levels", ReadingLevels)
