"""The concept inventory: twelve items, the same before and after the course, read from one file and checked.

`inventory("before")` hands a browser questions and nothing else; `inventory("after")` also has what is right, and why.
The printed sheet, its key and the files to take away are made from the same file, book/data/concept-inventory.json:
{"title": …, "items": […]}. An item has an `id`, a `stem`, four `options` ({text, right, reason}, one right), the
`chapter` that teaches it, `sources` (keys of references.bib, possibly none), an `outcome`, the `misconception` that it
is after, and, where its stem tells of somebody or of a study, a `note` on what is invented.
"""

import csv
import functools
import html
import io
import json
from pathlib import Path

import anywidget
import traitlets

from ..errors import refuse
from ..lab.widget import with_still
from ..page.join import joined_modules, joined_styles
from ..page.words import every, in_words, t
from ..shared.answers import LETTERS, ROUNDS, SURE
from ..sources import BOOK, chapter_title, cite, left_out
from .quiz import check_fields, check_list, check_options, check_text, inline, letters, read_items, right

FILE = BOOK / "data" / "concept-inventory.json"
KEY = "Key <strong>{key}</strong>, in the files <code>{name}</code>."
FIELDS = {"id", "stem", "note", "options", "chapter", "sources", "outcome", "misconception"}


@functools.cache
def read_inventory(path: Path = FILE) -> dict:
    """The checked content of the file. Each item also gets its `key`, its `citations` and its `chapter_title`."""
    spec = read_items(path, check_item)
    return in_words(spec, "title", "stem", "note", "text", "reason", "outcome", "misconception", "chapter_title")


def check_item(item, where: str) -> None:
    """ValueError, begun with `where`, for an item that is not as FIELDS says; what follows from it is added."""
    check_fields(item, FIELDS, {"note"}, where)
    for name in sorted(FIELDS - {"options", "sources", "note"}):
        check_text(item[name], name, where)
    if item.setdefault("note", "") != "":
        check_text(item["note"], "note", where)
    check_options({"kind": "choice", "options": item["options"]}, where)
    if len(item["options"]) != len(LETTERS):
        raise ValueError(f"{where}: {len(item['options'])} options; every item has {len(LETTERS)}, {''.join(LETTERS)}")
    check_list(item["sources"], "sources", 0, where)
    item["key"] = LETTERS[[option["right"] for option in item["options"]].index(True)]
    item["citations"] = [cite(source, where) for source in item["sources"]]
    item["chapter_title"] = chapter_title(item["chapter"], where)


class InventoryWidget(anywidget.AnyWidget):
    """One round of the inventory in a browser. `spec` holds what that round may show, and no more."""

    kind = traitlets.Unicode("inventory").tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, round: str = "before", root: str | None = None):
        self._esm, self._css = joined_modules(), joined_styles()
        super().__init__(spec=spec_of(round, root))

    def __repr__(self) -> str:
        return f"inventory({self.spec['round']!r}): {self.spec['title']}, {len(self.spec['items'])} items"

    _repr_mimebundle_ = with_still

    def still_html(self) -> str:
        """The questions for print and for readers without JavaScript, in both rounds without answers."""
        return f'<div class="painlab-still" data-model-id="{self.model_id}">{sheet_html()}</div>'


def inventory(round: str = "before") -> InventoryWidget:
    """The twelve questions: "before" shows no answer at all, "after" gives the reasons once all are answered."""
    return InventoryWidget(round)


def spec_of(round: str, root: str | None) -> dict:
    """What a round needs, as JSON can hold it. `root` leads to the folder of the chapters' pages; None: no links."""
    if round not in ROUNDS:
        refuse("inventory", f"there is no round '{round}'", round, ROUNDS)
    content = read_inventory()
    items = []
    for item in content["items"]:
        shown = {"id": item["id"], "stem": item["stem"], "note": item["note"]}
        shown["options"] = [{"text": option["text"]} for option in item["options"]]
        if round == "after":
            shown |= {"options": item["options"], "citations": item["citations"], "chapter": item["chapter_title"]}
            unlinked = root is None or item["chapter"] in left_out()
            shown["address"] = None if unlinked else f"{root}{item['chapter']}.html"
        items.append(shown)
    return {"title": content["title"], "round": round, "items": items}


# --- on paper, and to take away ---------------------------------------------------------------------------------------


def sheet_html() -> str:
    """The items without answers, with boxes to tick."""
    boxes = " ".join(f"<span>☐ {word}</span>" for word in every(SURE))
    items = "".join(
        f"<li><p><strong>{inline(item['stem'])}</strong> <small>{inline(item['note'])}</small></p>"
        f"{letters(inline(option['text']) for option in item['options'])}"
        f'<p class="painlab-sheet-sure">{t("How sure are you?")} {boxes}</p></li>'
        for item in read_inventory()["items"]
    )
    return f'<ol class="painlab-sheet">{items}</ol>'


def key_html(root: str) -> str:
    """The key: of each item what is right, why each option is or is not, outcome, misconception, chapter, sources."""
    items = []
    for item in read_inventory()["items"]:
        options = letters(
            f"{inline(option['text'])}. {right() if option['right'] else ''}<em>{inline(option['reason'])}</em>"
            for option in item["options"]
        )
        sources = ", ".join(
            f'<a href="cite:{key}">{html.escape(text)}</a>'
            for key, text in zip(item["sources"], item["citations"], strict=True)
        )
        link = html.escape(item["chapter_title"])
        if item["chapter"] not in left_out():
            link = f'<a href="{root}{item["chapter"]}.html">{link}</a>'
        about = (
            t(KEY, key=item["key"], name=item["id"]),
            t("Outcome: {text}.", text=inline(item["outcome"])),
            t("Misconception: {text}.", text=inline(item["misconception"])),
            t("Chapter: {link}.", link=link),
        )
        items.append(
            f"<li><p><strong>{inline(item['stem'])}</strong> <small>{inline(item['note'])}</small></p>{options}"
            f"<p>{' '.join(about)}{' ' + t('Sources: {sources}.', sources=sources) if sources else ''}</p></li>"
        )
    return f'<ol class="painlab-sheet">{"".join(items)}</ol>'


def items_json() -> str:
    """The items as a JSON file: the source, with each key and each short citation written out."""
    return json.dumps(read_inventory(), ensure_ascii=False, indent=1) + "\n"


def items_csv() -> str:
    """The items as a CSV file, one row each."""
    out = io.StringIO()
    names = ["item", "stem", "note", *LETTERS, "key", *(f"reason {letter}" for letter in LETTERS)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "outcome", "misconception", "chapter", "sources"])
    for item in read_inventory()["items"]:
        texts, reasons = ([option[part] for option in item["options"]] for part in ("text", "reason"))
        last = [item["outcome"], item["misconception"], item["chapter"], "; ".join(item["citations"])]
        writer.writerow([item["id"], item["stem"], item["note"], *texts, item["key"], *reasons, *last])
    return out.getvalue()
