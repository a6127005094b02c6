"""Moodle XML: all sets of questions as one file, each set a category of the question bank.

A choice is a `multichoice`, a number a `numerical` question whose typical wrong answers are answers worth nothing, with
their own feedback. Cards to sort are a `cloze` question with a list for each card, since Moodle's matching question has
no feedback for a single card.
"""

import xml.etree.ElementTree as ET

from painlab.questions.quiz import inline

from .items import Questions, bands, document, element, plain, points, unit_line

ROOT = "$course$/top"


def file(sets: list[Questions], title: str) -> bytes:
    """The XML of all sets; `title` is the category above them."""
    quiz = element("quiz")
    for questions in sets:
        path = f"{ROOT}/{title}/{questions.title.replace('/', '//')}"
        quiz.append(element("question", element("category", element("text", text=path)), type="category"))
        quiz.extend(question(item, f"{questions.name}/{item['id']}") for item in questions.items)
    return document(quiz)


def question(item: dict, number: str) -> ET.Element:
    """The question of an item; `number` identifies it in the course, so that a second import can be told."""
    kind, text, rest = {"choice": options, "several": options, "number": numerical, "sort": cloze}[item["kind"]](item)
    lead = f"<p>{inline(item['lead'])}</p>" if item["lead"] else ""
    source = f"<p>Source: {inline(item['citation'])}</p>" if item.get("citation") else ""
    return element(
        "question",
        element("name", element("text", text=item["name"])),
        shown("questiontext", f"{lead}<p>{inline(item['stem'])}</p>{text}"),
        shown("generalfeedback", source),
        element("defaultgrade", text=str(points(item))),
        element("penalty", text="0.3333333"),
        element("hidden", text="0"),
        element("idnumber", text=number),
        *rest,
        type=kind,
    )


def shown(tag: str, text: str) -> ET.Element:
    """An element whose text Moodle shows as HTML."""
    return element(tag, element("text", text=text), format="html")


def answer(text: str, fraction: str, reason: str, *more: ET.Element, format: str = "html") -> ET.Element:
    """One answer with its feedback; `fraction` is the percentage of the points that it brings."""
    feedback = shown("feedback", f"<p>{inline(reason)}</p>")
    return element("answer", element("text", text=text), feedback, *more, fraction=fraction, format=format)


def options(item: dict):
    """Options; of several right ones each brings its share, and each wrong one takes as much."""
    share = f"{100 / sum(option['right'] for option in item['options']):.7g}"
    lost = f"-{share}" if item["kind"] == "several" else "0"
    answers = [
        answer(f"<p>{inline(option['text'])}</p>", share if option["right"] else lost, option["reason"])
        for option in item["options"]
    ]
    single = "false" if item["kind"] == "several" else "true"
    settings = {"single": single, "shuffleanswers": "false", "answernumbering": "ABCD"}
    return "multichoice", "", [*(element(tag, text=text) for tag, text in settings.items()), *answers]


def numerical(item: dict):
    """The right answer and each band of typical wrong ones, as a middle and a tolerance."""
    answers = []
    for at, (low, high, reason) in enumerate(bands(item)):
        middle, half = (low + high) / 2, (high - low) / 2
        width = element("tolerance", text=f"{half.normalize():f}")
        answers.append(
            answer(f"{middle.normalize():f}", "0" if at else "100", reason, width, format="moodle_auto_format")
        )
    return "numerical", f"<p>{inline(unit_line(item))}</p>", answers


def cloze(item: dict):
    """A list of the classes after each card; below a card with sentences the choice of one."""
    lines = []
    for card in item["cards"]:
        classes = [(plain(name), name == card["class"], inline(card["reason"])) for name in item["classes"]]
        lines.append(f"<p>{inline(card['text'])} {gap('MULTICHOICE', classes)}</p>")
        if "sentences" in card:
            sentences = [(inline(one["text"]), one["right"], inline(one["reason"])) for one in card["sentences"]]
            lines.append(f"<p>Which sentence shows it?</p><p>{gap('MULTICHOICE_V', sentences)}</p>")
    return "cloze", "".join(lines), []


def gap(kind: str, answers: list[tuple[str, bool, str]]) -> str:
    """An embedded answer of Moodle: its options, the right one after =, each with its feedback."""
    parts = (f"{'=' * right}{guarded(text)}#{guarded(reason)}" for text, right, reason in answers)
    return f"{{1:{kind}:{'~'.join(parts)}}}"


def guarded(text: str) -> str:
    """Text whose signs of Moodle's embedded answers are escaped."""
    for sign in "\\~#}":
        text = text.replace(sign, f"\\{sign}")
    return text
