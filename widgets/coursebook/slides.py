"""Each lesson as slides that reveal.js shows (assets/vendor/reveal), with the labs alive in frames.

    write_pages     `teaching/<chapter>-<minutes>-slides.html` in the built site, with the teacher's notes
    write_folder    slides, the labs that they show, and what these load, in a folder that stands alone

Slides ask for nothing off their own folder and work from a disk. Notes open with S, in a second window."""

import functools
import html
import shutil
from pathlib import Path

from painlab.lab.lab import load
from painlab.page.words import language, t
from painlab.questions.quiz import inline
from painlab.sources import address

from .embed import page_of
from .lessons import all_lessons, book_title, long, slides_of, title_of, write_each
from .lessons import page_of as lab_page
from .pages import ASSETS, HEAD, in_words, joined, style_sheet

LOADED = ("embed.js", "host.js", "slides.js", "slides.css")  # beside book.css and reveal.js

PAGE = """<!doctype html>
<html lang="{language}">
<head>
{head}
<title>{about}</title>
<link rel="stylesheet" href="../_static/vendor/reveal/reveal.css">
<link rel="stylesheet" href="../_static/book.css">
<link rel="stylesheet" href="../_static/slides.css">
<script defer src="../_static/vendor/reveal/reveal.js"></script>
<script defer src="../_static/vendor/reveal/notes.js"></script>
<script defer src="../_static/slides.js"></script>
</head>
<body class="slides-page">
<noscript><p>{needs}</p></noscript>
<div class="reveal"><div class="slides">
<section><h1>{title}</h1><p>{book}, {long}</p></section>
{slides}
</div></div>
</body>
</html>
"""


def write_pages(app, error):
    """Write the slides of each lesson into `teaching/` of the built site."""
    write_each(app, error, slides_of, functools.partial(page, notes=True))


def write_folder(folder: Path, notes: bool) -> None:
    """Slides of all lessons in `folder`/slides, with what they show and load; the teacher's notes only with `notes`."""
    for name in ("slides", "labs", "_static/vendor"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    static = folder / "_static"
    for name in LOADED:
        text = joined(name)
        (static / name).write_text(in_words(text) if name.endswith(".js") else text, encoding="utf-8")
    shutil.copytree(ASSETS / "vendor/reveal", static / "vendor/reveal")
    (static / "book.css").write_text(style_sheet(), encoding="utf-8")
    for one in all_lessons():
        (folder / f"slides/{one.chapter}-{one.minutes}.html").write_text(page(one, notes), encoding="utf-8")
    for name in sorted({name for one in all_lessons() for name in one.labs}):
        (folder / f"labs/{name}.html").write_text(page_of(name, folder, address, asks=False), encoding="utf-8")


def page(one, notes: bool) -> str:
    """The HTML of a lesson's slides."""
    title = html.escape(title_of(one.chapter))
    slides = "\n".join(slide(step, notes) for step in one.steps)
    return PAGE.format(
        head=HEAD,
        language=language(),
        title=title,
        book=html.escape(book_title()),
        long=long(one),
        about=t("{title}: slides for {minutes} minutes", title=title, minutes=one.minutes),
        needs=t("Slides need JavaScript."),
        slides=slides,
    )


def slide(step, notes: bool) -> str:
    """One step: its question, the answers among which a prediction chooses, its lab."""
    parts = [f'<h2>{inline(t(step.title))}</h2><p class="question">{inline(step.question)}</p>']
    options = load(step.lab).options if step.lab and step.title == "Predict" else ()
    if options:
        listed = "".join(f"<li>{inline(option.text)}</li>" for option in options)
        parts.append(f'<ul class="answers">{listed}</ul>')
    if step.state:
        link = html.escape(f"../{lab_page(step.state)}")
        parts.append(f'<iframe data-src="{link}" title="{t("The lab of this step")}" allow="fullscreen"></iframe>')
    if notes:
        said = f"<p>{inline(step.what)}</p><p><i>{t('What goes wrong:')}</i> {inline(step.wrong)}</p>"
        parts.append(f'<aside class="notes">{said}<p>{t("{minutes} minutes", minutes=step.minutes)}</p></aside>')
    body = f"<div>{''.join(parts)}</div>" if step.state else "".join(parts)
    return f'<section class="{"with-lab" if step.state else ""}">{body}</section>'


def setup(app):
    """Write the slides at the end of the build."""
    app.connect("build-finished", write_pages, priority=400)  # before what no page names is taken away
