"""What readers see, in their language: English texts, and what a language's catalog has in their place.

The catalogs are `locale/<language>/LC_MESSAGES/painlab.po` beside the book and, for what that lacks, such as the title
of a chapter, Sphinx's `prose.po`, compiled; PAINLAB_LANGUAGE names the language while a book is built. Without it, and
for a text that both lack, everything stays English. A text is looked up whole: `t("{minutes} minutes", minutes=5)`
fills it in afterwards, so that words can change places.
"""

import functools
import gettext
import json
import os
import re
from pathlib import Path

from ..shared.start import FIRES

LANGUAGE = "PAINLAB_LANGUAGE"
PLACE = "PAINLAB_LOCALE"  # the folder of the languages, where it is not the book's own
LIST = "list"  # the language in which nothing is translated, and every text that is looked up is noted
LOCALE = Path(__file__).resolve().parents[3] / "locale"
# Texts of a drawing in SVG.
DRAWN = re.compile(r"(<(?:text|title|desc|tspan)\b[^>]*>)([^<]*[A-Za-z]{2}[^<]*)(?=<)")


def speak(name: str, folder: Path = LOCALE):
    """Let this process, and those that it starts, say everything in a language; its catalog is compiled anew."""
    os.environ |= {LANGUAGE: name or "en", PLACE: str(folder)}
    catalog.cache_clear()
    for source in sorted((folder / language() / "LC_MESSAGES").glob("*.po")):
        from babel.messages import mofile, pofile  # with Sphinx, where a book is built

        with source.open("rb") as read, source.with_suffix(".mo").open("wb") as written:
            mofile.write_mo(written, pofile.read_po(read))


def language() -> str:
    """The language of what readers see, such as 'de'; 'en' where none is named."""
    return os.environ.get(LANGUAGE, "en")


@functools.cache
def catalog():
    """The texts of the language, or None for English."""
    if language() == "en":
        return None
    if language() == LIST:
        return Noted()
    labs, prose = (
        gettext.translation(name, os.environ.get(PLACE, LOCALE), [language()], fallback=True)
        for name in ("painlab", "prose")
    )
    labs.add_fallback(prose)
    return labs


class Noted:
    """A catalog that says every text as it is, and keeps in `texts` those that were asked for, in their order."""

    def __init__(self):
        self.texts = {}

    def gettext(self, text):
        """The text as it is; it is noted."""
        self.texts[text] = None
        return text


def t(text: str, /, **filled) -> str:
    """`text` in the reader's language, with its {names} filled in."""
    said = catalog().gettext(text) if catalog() and text.strip() else text
    return said.format(**filled) if filled else said


def in_words(value, *fields):
    """`value` (of JSON: dicts and lists) with the texts under the keys `fields` in the reader's language, all of those
    in a list or a dict under such a key."""
    if catalog() is None:
        return value
    if isinstance(value, dict):
        return {key: every(one) if key in fields else in_words(one, *fields) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(in_words(one, *fields) for one in value)
    return value


def every(value):
    """`value` with every text in it in the reader's language, keys of dicts aside."""
    if isinstance(value, str):
        return t(value)
    if isinstance(value, dict):
        return {key: every(one) for key, one in value.items()}
    return type(value)(every(one) for one in value) if isinstance(value, list | tuple) else value


def drawn(svg: str) -> str:
    """A drawing with its texts, title and description in the reader's language."""
    return DRAWN.sub(lambda match: match[1] + t(match[2].strip()), svg) if catalog() else svg


# --- the front end ----------------------------------------------------------------------------------------------------


def scripts_in(folder: Path):
    """The text of each script in a folder."""
    for path in sorted(folder.rglob("*.js")):
        yield path.read_text(encoding="utf-8")


def spoken(file: Path, scripts) -> str:
    """The text of words.js, with what `scripts` (their texts) say in the reader's language."""
    text = file.read_text(encoding="utf-8")
    if catalog() is None:
        return text
    said = {key: t(key) for script in scripts for key in texts_of(script)}
    said |= {FIRES: t(FIRES)}
    return text.replace("const WORDS = null;", f"const WORDS = {json.dumps(said, ensure_ascii=False)};")


def texts_of(script: str) -> list[str]:
    """The texts that a script says, t`…`, with {0}, {1} … for what it fills in; those inside of others, too."""
    texts = []
    for start in re.finditer(r"(?<![\w$.])t`", script):
        text, at, holes = "", start.end(), 0
        while script[at] != "`":
            if script[at] == "\\":
                text, at = text + escaped(script[at : at + 2]), at + 2
            elif script.startswith("${", at):
                text, at, holes = f"{text}{{{holes}}}", after_hole(script, at + 2), holes + 1
            else:
                text, at = text + script[at], at + 1
        texts.append(text)
    return texts


def escaped(pair: str) -> str:
    """The character that a pair of backslash and letter stands for."""
    return {"\\n": "\n"}.get(pair, pair[1])


def after_hole(script: str, at: int) -> int:
    """Where a script goes on behind the `}` of a hole of a template that begins at `at`."""
    while script[at] != "}":
        if script[at] == "{":
            at = after_hole(script, at + 1)
        elif script[at] in "\"'":
            at = re.compile(r"(?:\\.|[^\\])*?" + script[at], re.S).match(script, at + 1).end()
        elif script[at] == "`":
            at = after_template(script, at + 1)
        else:
            at += 1
    return at + 1


def after_template(script: str, at: int) -> int:
    """Where a script goes on behind the last ` of a template that begins at `at`."""
    while script[at] != "`":
        at = after_hole(script, at + 2) if script.startswith("${", at) else at + 1 + (script[at] == "\\")
    return at + 1
