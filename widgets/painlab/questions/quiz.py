"""Quizzes: `quiz("the-gate")` shows book/data/quizzes/the-gate.json, with a reason for every option.

jupyterquiz 2.9.6 was looked at and not taken: it keeps the answers as attributes of the page
(`data-correct`), has no fieldset, role or live region, gives no reason for options that were not chosen,
and fetches MathJax from a CDN.

A quiz is {"title": …, "items": […]}. Every item has an `id`, a `kind` and a `stem`; it may have a `source`
(a key of references.bib) and `"confidence": true`, which asks how sure the reader is. The rest depends on
the kind:

    choice    options: [{text, right, reason}, …], exactly one right
    several   options: [{text, right, reason}, …], two or more right, one or more wrong
    number    answer, tolerance, unit, reason, wrong: [{from, to, reason}, …] for typical wrong answers
    sort      classes: [text, …], cards: [{text, class, reason}, …]; a card may also carry
              sentences: [{text, right, reason}, …], exactly one right: the one that shows the class

Texts may hold **bold** and *italic*; nothing else is marked up. Options keep the order in which they are
written.
"""

import html
import re
from pathlib import Path

import anywidget
import traitlets

from ..errors import refuse
from ..page.join import joined_modules, joined_styles
from ..page.words import in_words, t
from ..sources import BOOK, cite, read_json

QUIZZES = BOOK / "data" / "quizzes"

FIELDS = {
    "choice": {"options"},
    "several": {"options"},
    "number": {"answer", "tolerance", "unit", "reason", "wrong"},
    "sort": {"classes", "cards"},
}
COMMON = {"id", "kind", "stem", "source", "confidence"}
OPTIONAL = {"source", "confidence", "unit", "wrong"}


class QuizWidget(anywidget.AnyWidget):
    """One quiz. `spec` is its JSON with its name and the citation of each item's source."""

    kind = traitlets.Unicode("quiz").tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, spec: dict):
        self.name = name
        self._esm, self._css = joined_modules(), joined_styles()
        super().__init__(spec=spec | {"name": name})

    def __repr__(self) -> str:
        return f"quiz({self.name!r}): {self.spec['title']}, {len(self.spec['items'])} items"

    def _repr_mimebundle_(self, **kwargs) -> dict:
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data |= {"text/plain": repr(self), "text/html": self.still_html()}
        return bundle

    def still_html(self) -> str:
        """The quiz for print and for readers without JavaScript: questions, and the answers in a closed fold."""
        questions, answers = [], []
        for item in self.spec["items"]:
            questions.append(f"<li>{question_html(item)}</li>")
            answers.append(f"<li>{_still_answer(item)}</li>")
        return (
            f'<div class="painlab-still painlab-still-quiz" data-model-id="{self.model_id}">'
            f"<p><strong>{inline(self.spec['title'])}</strong></p><ol>{''.join(questions)}</ol>"
            f"<details><summary>{t('Answers and reasons')}</summary><ol>{''.join(answers)}</ol></details></div>"
        )


def quiz(name: str) -> QuizWidget:
    """The quiz of that name. ValueError says what is wrong with the file, in which item, and the remedy."""
    if name not in quizzes():
        refuse("", f"there is no quiz '{name}'", name, quizzes())
    return QuizWidget(name, read_quiz(QUIZZES / f"{name}.json"))


def quizzes() -> list[str]:
    """Names of all quizzes of the book."""
    return sorted(path.stem for path in QUIZZES.glob("*.json"))


def read_quiz(path: Path) -> dict:
    """The checked content of a quiz file; each item with a source also gets its `citation`."""
    spec = read_items(path, _check_item)
    return in_words(spec, "title", "stem", "text", "reason", "unit", "class", "classes")


def read_items(path: Path, check_item) -> dict:
    """The title and items of a file; `check_item(item, where)` completes each, or says by ValueError what is wrong."""
    spec = read_json(path)
    check_fields(spec, {"title", "items"}, set(), path.name)
    check_text(spec["title"], "title", path.name)
    check_list(spec["items"], "items", 1, path.name)
    seen = set()
    for number, item in enumerate(spec["items"], 1):
        where = f"{path.name}, item {number}"
        if isinstance(item, dict) and item.get("id"):
            where += f" ({item['id']})"
        check_item(item, where)
        if item["id"] in seen:
            raise ValueError(f"{where}: the id {item['id']!r} is taken by an earlier item; give each its own")
        seen.add(item["id"])
    return spec


def _check_item(item, where: str) -> None:
    kind = item.get("kind") if isinstance(item, dict) else item
    if not isinstance(item, dict) or kind not in FIELDS:
        refuse(where, f"the kind is {kind!r}", kind, FIELDS)
    check_fields(item, COMMON | FIELDS[kind], OPTIONAL, where)
    check_text(item["id"], "id", where)
    check_text(item["stem"], "stem", where)
    if not isinstance(item.get("confidence", False), bool):
        raise ValueError(f"{where}: confidence is {item['confidence']!r}; write true or leave it out")
    checks = {"choice": check_options, "several": check_options, "number": _check_number, "sort": _check_sort}
    checks[kind](item, where)
    if item.get("source"):
        item["citation"] = cite(item["source"], where)


def check_options(item: dict, where: str) -> None:
    """ValueError where the number of right options does not go with the kind of question."""
    right = _count_right(item["options"], "options", where)
    if item["kind"] == "choice" and right != 1:
        raise ValueError(f"{where}: {right} options are right; a choice has exactly one (kind 'several' allows more)")
    if item["kind"] == "several" and not 2 <= right < len(item["options"]):
        raise ValueError(
            f"{where}: {right} of {len(item['options'])} options are right; "
            "'several' needs two right ones and a wrong one"
        )


def _count_right(entries, name: str, where: str) -> int:
    check_list(entries, name, 2, where)
    for number, entry in enumerate(entries, 1):
        here = f"{where}, {name.removesuffix('s')} {number}"
        check_fields(entry, {"text", "right", "reason"}, set(), here)
        check_text(entry["text"], "text", here)
        check_text(entry["reason"], "reason", here)
        if not isinstance(entry["right"], bool):
            raise ValueError(f"{here}: right is {entry['right']!r}; write true or false")
    _check_different([entry["text"] for entry in entries], name, where)
    return sum(entry["right"] for entry in entries)


def _check_number(item: dict, where: str) -> None:
    answer = _check_amount(item["answer"], "answer", where)
    tolerance = _check_amount(item["tolerance"], "tolerance", where)
    if tolerance < 0:
        raise ValueError(f"{where}: the tolerance {tolerance} is below 0; write how far off still counts as right")
    check_text(item["reason"], "reason", where)
    if not isinstance(item.setdefault("unit", ""), str):
        raise ValueError(f"{where}: unit is {item['unit']!r}; write a text such as 'ms', or leave it out")
    check_list(item.setdefault("wrong", []), "wrong", 0, where)
    for number, wrong in enumerate(item["wrong"], 1):
        here = f"{where}, wrong {number}"
        check_fields(wrong, {"from", "to", "reason"}, set(), here)
        low, high = (_check_amount(wrong[end], end, here) for end in ("from", "to"))
        check_text(wrong["reason"], "reason", here)
        if low > high:
            raise ValueError(f"{here}: from {low} is above to {high}; swap them")
        if low <= answer + tolerance and high >= answer - tolerance:
            raise ValueError(f"{here}: {low} to {high} meets the right answer {answer} ± {tolerance}; make it narrower")


def _check_sort(item: dict, where: str) -> None:
    check_list(item["classes"], "classes", 2, where)
    for name in item["classes"]:
        check_text(name, "class", where)
    _check_different(item["classes"], "classes", where)
    check_list(item["cards"], "cards", 2, where)
    for number, card in enumerate(item["cards"], 1):
        here = f"{where}, card {number}"
        check_fields(card, {"text", "class", "reason", "sentences"}, {"sentences"}, here)
        check_text(card["text"], "text", here)
        check_text(card["reason"], "reason", here)
        if card["class"] not in item["classes"]:
            refuse(here, f"{card['class']!r} is not among the classes", card["class"], item["classes"])
        if "sentences" in card and (right := _count_right(card["sentences"], "sentences", here)) != 1:
            raise ValueError(f"{here}: {right} sentences are right; exactly one shows where a card belongs")
    _check_different([card["text"] for card in item["cards"]], "cards", where)


def check_fields(value, allowed: set, optional: set, where: str) -> None:
    """ValueError where `value` is no object, or has a field too many or too few; those in `optional` may miss."""
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} stands where an object with {', '.join(sorted(allowed))} belongs")
    for name in value:
        if name not in allowed:
            refuse(where, f"there is no field '{name}'", name, allowed)
    for name in sorted(allowed - optional - value.keys()):
        raise ValueError(f"{where}: {name!r} is missing; add it")


def check_text(value, name: str, where: str) -> None:
    """ValueError where `value` is no sentence, or has other markup than bold and italic."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}: the {name} is {value!r}; write a sentence")
    for sign, what in [
        (r"</?[a-z!]", "HTML"),
        (r"\{[a-z:]+\}", "a role"),
        (r"\]\(", "a link"),
        (r"\$|`", "code or math"),
    ]:
        if match := re.search(sign, value):
            raise ValueError(
                f"{where}: the {name} holds {what} ({match[0]!r}); only **bold** and *italic* are marked up, "
                "a source goes into the field 'source'"
            )


def check_list(value, name: str, least: int, where: str) -> None:
    """ValueError where `value` is no list, or has fewer than `least` entries."""
    if not isinstance(value, list) or len(value) < least:
        raise ValueError(f"{where}: {name} needs a list of {least} or more, not {value!r}")


def _check_amount(value, name: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{where}: {name} is {value!r}; write a number")
    return value


def _check_different(texts: list, name: str, where: str) -> None:
    for text in texts:
        if texts.count(text) > 1:
            raise ValueError(f"{where}: {text!r} stands twice among the {name}; keep one")


def question_html(item: dict) -> str:
    """What an item asks, with its options or cards, without a word about the answer."""
    return f"{inline(item['stem'])}{_still_question(item)}"


def _still_question(item: dict) -> str:
    if item["kind"] == "number":
        asked = t("A number, in {unit}.", unit=html.escape(item["unit"])) if item["unit"] else t("A number.")
        return f"<p>{asked}</p>"
    if item["kind"] == "sort":
        classes = "; ".join(inline(name) for name in item["classes"])
        return f"<p>{t('Sort into: {classes}.', classes=classes)}</p>" + _bullets(
            inline(card["text"])
            + (letters(inline(one["text"]) for one in card["sentences"]) if "sentences" in card else "")
            for card in item["cards"]
        )
    hint = f"<p>{t('Mark all that apply.')}</p>" if item["kind"] == "several" else ""
    return f"{hint}{letters(inline(option['text']) for option in item['options'])}"


def _still_answer(item: dict) -> str:
    if item["kind"] == "number":
        wrong = (f"{_span(entry['from'], entry['to'])}: {inline(entry['reason'])}" for entry in item["wrong"])
        answer = f"{item['answer']} {html.escape(item['unit'])}".strip()
        return f"<p><strong>{answer}.</strong> {inline(item['reason'])}</p>{_bullets(wrong)}"
    if item["kind"] == "sort":
        return _bullets(
            f"{inline(card['text'])}: <strong>{inline(card['class'])}.</strong> {inline(card['reason'])}"
            + (_still_reasons(card["sentences"]) if "sentences" in card else "")
            for card in item["cards"]
        )
    return _still_reasons(item["options"])


def _span(low: float, high: float):
    return low if low == high else t("{low} to {high}", low=low, high=high)


def _still_reasons(entries: list) -> str:
    return letters(f"{right() if entry['right'] else ''}{inline(entry['reason'])}" for entry in entries)


def right() -> str:
    """What stands before the reason of an option that is right."""
    return f"<strong>{t('Right.')}</strong> "


def _bullets(entries) -> str:
    lines = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<ul>{lines}</ul>" if lines else ""


def letters(entries) -> str:
    """HTML of entries as a list that is lettered A, B, C."""
    return f'<ol type="A">{"".join(f"<li>{entry}</li>" for entry in entries)}</ol>'


def inline(text: str) -> str:
    """A text as HTML, with **bold** and *italic*."""
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", html.escape(text, quote=False))
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)
