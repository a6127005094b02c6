"""The presenter's pages, `teaching/<chapter>-<minutes>.html`: a lesson step by step, its labs live (assets/present.js).

Their notes open in a second window, which is the same page with #notes. They ask for nothing off the site and work from
a disk."""

import dataclasses
import html
import json

from painlab.lab.lab import load
from painlab.page.words import every, language, t

from .lessons import long, numbered, page_of, presenter, title_of, write_each
from .pages import HEAD

HANDS = ("sure", "fairly sure", "a guess")
EMPTY = 4  # rows of the tally where a prediction has no options

PAGE = """<!doctype html>
<html lang="{language}">
<head>
{head}
<title>{title}: {long}</title>
<link rel="stylesheet" href="../_static/book.css">
<link rel="stylesheet" href="../_static/present.css">
<script defer src="../_static/present.js"></script>
</head>
<body class="presenter">
<noscript><p>{needs} {plan}</p></noscript>
<script type="application/json" id="lesson">{data}</script>
</body>
</html>
"""


def write_pages(app, error):
    """Write the page of each lesson into `teaching/` of the built site."""
    write_each(app, error, presenter, page)


def page(one) -> str:
    """The HTML of a lesson's page."""
    title = title_of(one.chapter)
    data = {
        "title": title,
        "minutes": one.minutes,
        "hands": every(HANDS),
        "steps": [shown(step, one) for step in one.steps],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    notes = f'<a href="../book/teaching/{one.chapter}.html">{t("the notes for instructors")}</a>'
    return PAGE.format(
        head=HEAD,
        language=language(),
        title=html.escape(title),
        long=long(one),
        needs=t("Presenting needs JavaScript."),
        plan=t("The plan of this lesson stands in {notes}.", notes=notes),
        data=text,
    )


def shown(step, one) -> dict:
    """What the page needs of a step: its texts, the address of its lab, and the answers to count hands for."""
    told = {name: value for name, value in dataclasses.asdict(step).items() if value} | {"title": t(step.title)}
    if step.state:
        told["state"] = "../" + page_of(step.state)
    if step.exercise:
        told["exercise"] = numbered(step.exercise, one.chapter)
    if step.title == "Predict":
        options = load(step.lab).options if step.lab else ()
        told["answers"] = [option.text for option in options] or [""] * EMPTY
    return told


def setup(app):
    """Write the presenter's pages at the end of the build."""
    app.connect("build-finished", write_pages, priority=400)  # before what no page names is taken away
