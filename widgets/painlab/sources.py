"""What the data of the book refer to: `crodelle2019` → 'Crodelle et al. 2019', `physiology/the-gate` → its title."""

import functools
import html
import json
import os
import re
import unicodedata
from pathlib import Path

from .errors import refuse
from .page.words import t

PACKAGE = Path(__file__).resolve().parent
CLONE = PACKAGE.parents[1] / "book"
# The book that carries the data: in a clone the book itself, else the copy that the wheel brings.
BOOK = CLONE if (CLONE / "references.bib").exists() else PACKAGE / "book"
BIBLIOGRAPHY = BOOK / "references.bib"
# Set while the book is built: citations in outputs lead to its bibliography.
IN_BOOK = "PAINLAB_BOOK"


def read_json(path: Path):
    """The content of a JSON file of the book's data. ValueError names the file and the line that is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path.name}, line {error.lineno}: no valid JSON ({error.msg}); repair it there") from None


def chapter_title(chapter: str, where: str) -> str:
    """The title of a chapter, such as 'physiology/the-gate', as its notebook has it. ValueError if there is none."""
    path = BOOK / f"{chapter}.ipynb"
    if not path.exists():
        known = [path.relative_to(BOOK).with_suffix("").as_posix() for path in BOOK.glob("*/*.ipynb")]
        refuse(where, f"there is no chapter '{chapter}'", chapter, known, "; name it as part/name")
    first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    return t(first.split("\n")[0].removeprefix("# "))


@functools.cache
def left_out() -> frozenset[str]:
    """Pages such as 'physiology/the-gate' whose source is there and which _toc.yml leaves out of the book.

    A package outside a clone has no _toc.yml, and leaves nothing out."""
    toc = BOOK.parent / "_toc.yml"
    if not toc.exists():
        return frozenset()
    entry = re.compile(r"""^\s*(?:-\s+)?(?:root|file):\s*["']?book/([\w/-]+)""", re.MULTILINE)
    text = toc.read_text(encoding="utf-8")
    named, folders = entry.findall(text), re.findall(r"""^\s*-\s+glob:\s*["']?book/([\w/-]+/)\*""", text, re.MULTILINE)
    there = (path.relative_to(BOOK) for kind in ("md", "ipynb") for path in BOOK.rglob(f"*.{kind}"))
    pages = {path.with_suffix("").as_posix() for path in there if not {"assets", ".ipynb_checkpoints"} & {*path.parts}}
    return frozenset(page for page in pages.difference(named) if not page.startswith(tuple(folders)))


@functools.cache
def entries() -> dict[str, str]:
    """Every key of book/references.bib with the text of its entry."""
    if not BIBLIOGRAPHY.exists():
        raise FileNotFoundError(
            f"{BIBLIOGRAPHY} is not there: citations need the book beside the package; "
            "install painlab from a clone of the repository"
        )
    texts = re.split(r"^@\w+\s*\{", BIBLIOGRAPHY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {entry.split(",", 1)[0].strip(): entry for entry in texts}


@functools.cache
def citations() -> dict[str, str]:
    """Every key of book/references.bib with the short citation of its entry; letters tell apart what reads alike."""
    short = {key: _short(entry) for key, entry in entries().items()}
    alike: dict[str, list[str]] = {}
    for key, citation in short.items():
        alike.setdefault(citation, []).append(key)
    letters = {key: chr(ord("a") + n) for keys in alike.values() if len(keys) > 1 for n, key in enumerate(keys)}
    return {key: citation + letters.get(key, "") for key, citation in short.items()}


def title(key: str) -> str:
    """The title of an entry of book/references.bib."""
    words = _plain(_field(entries()[key], "title")).replace(r"$\mu$", "µ")
    return words.replace("``", "“").replace("''", "”").replace(" --- ", ": ").replace("--", "–")


def cite(key: str, where: str) -> str:
    """Short citation of a key; `where` begins the error of an unknown one."""
    if key not in citations():
        text = f"the source '{key}' is not in book/references.bib"
        refuse(where, text, key, citations(), "; add the entry there")
    return citations()[key]


def check_source(key: str, where: str):
    """ModelError, begun with `where`, for what is neither `ours` nor a key of the bibliography, if that is there."""
    if key in ("", "ours") or not BIBLIOGRAPHY.exists() or key in entries():
        return
    text = f"{where}, '{key}', is not in book/references.bib"
    refuse("", text, key, ["ours", *entries()], "; add the entry there, or write 'ours'")


def address(key: str) -> str:
    """Where the work of a key can be read: by its DOI, PubMed number, archive number or own address, else ''."""
    entry = entries()[key]
    for field, place in (
        ("doi", "https://doi.org/"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/"),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
        ("url", ""),
    ):
        if value := _field(entry, field):
            return place + _plain(value).replace("\\_", "_").replace("\\%", "%")
    return ""


def citation_link(key: str, where: str, words: str = "") -> str:
    """HTML of a citation in an output: led to the bibliography in the book, to the work itself in a notebook."""
    words = html.escape(words or cite(key, where))
    goal = f"cite:{key}" if IN_BOOK in os.environ else address(key)
    return f'<a href="{html.escape(goal)}">{words}</a>' if goal else words


def _short(entry: str) -> str:
    names = _field(entry, "author") or _field(entry, "editor") or _field(entry, "title")
    year = _field(entry, "year")
    people = [_family(name) for name in re.split(r"\s+and\s+(?![^{]*\})", names)]
    if len(people) > 2 or people[-1] == "others":
        return f"{people[0]} et al. {year}".strip()
    return f"{' and '.join(people)} {year}".strip()


def _family(name: str) -> str:
    if re.fullmatch(r"\{+[^{}]*\}+", name):  # an institution, whole
        family = name
    elif "," in name:
        family = name.split(",")[0]
    else:
        family = name.split()[-1]
    return _plain(family)


def _field(entry: str, field: str) -> str:
    """Text of a field between its outer braces or quotes, or ''."""
    head = re.search(rf"(?:^|,)\s*{field}\s*=\s*", entry, flags=re.IGNORECASE)
    if not head:
        return ""
    rest, depth = entry[head.end() :], 0
    if not rest.startswith(("{", '"')):
        return re.match(r"[^,\s}]*", rest)[0]
    for end, sign in enumerate(rest):
        depth += (sign == "{") - (sign == "}")
        if end and depth == 0 and (sign == "}" or sign == '"'):
            return " ".join(rest[1:end].split())
    raise ValueError(f"book/references.bib: the field {field!r} of {entry[:30]!r}… is not closed")


# A combining mark for each of TeX's accents.
MARKS = "\u0301\u0300\u0308\u0302\u0303\u0304\u0307\u0327\u030c\u030b\u0306\u0328"
ACCENTS = dict(zip("'`\"^~=.cvHuk", MARKS, strict=True))
LETTERS = {r"\o": "ø", r"\O": "Ø", r"\aa": "å", r"\AA": "Å", r"\ae": "æ", r"\ss": "ß", r"\l": "ł", r"\i": "i"}


def _plain(text: str) -> str:
    """TeX's accents as letters, braces dropped."""

    def accent(match):
        return unicodedata.normalize("NFC", match[2].removeprefix("\\") + ACCENTS[match[1]])

    text = re.sub(r"\\(['`\"^~=.]|[cvHuk](?=[\s{]))\s*\{?(\\?[A-Za-z])\}?", accent, text)
    text = re.sub(r"\\(?:aa|AA|ae|ss|[oOli])(?![A-Za-z])", lambda match: LETTERS[match[0]], text)
    return text.replace("{", "").replace("}", "").replace("~", " ").replace(r"\&", "&").strip()
