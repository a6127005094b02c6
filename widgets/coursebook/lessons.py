"""Lessons in pages: `{lesson} the-gate` writes both plans of a chapter, `{syllabus} 15` or `{syllabus} day` a course of
them; a state of a lab in the notes for instructors, such as `#gate/1?fA=25`, leads to the lab alone (embed.py)."""

import html
import re
from datetime import datetime, timedelta
from pathlib import Path

import yaml
from docutils import nodes
from painlab.lab.lab import names
from painlab.lab.still import ended
from painlab.page.words import every, t
from painlab.questions.lesson import LENGTHS, LESSONS, chapters, exercises, lesson, name_in, notebook
from painlab.questions.quiz import inline
from painlab.sources import BOOK, chapter_title, left_out
from sphinx.util.docutils import SphinxDirective

from . import contents, levels

ROOT = BOOK.parent
NOTES = "book/teaching/"
LEVEL = 2  # of what is read at home
BEGIN, PAUSE, LUNCH = "09:00", 10, 60  # of a day: its first hour; minutes between lessons; minutes in the middle


class Plan(SphinxDirective):
    """`{lesson} the-gate`: the steps of its two lessons in one table, and where they are projected."""

    required_arguments = 1

    def run(self):
        """Both lessons of the chapter as one HTML table. Sphinx's error where a lesson is wrong."""
        chapter, root = self.arguments[0], "../" * self.env.docname.count("/")
        self.env.note_dependency(str(LESSONS / f"{chapter}.json"))
        try:
            plans = [lesson(chapter, minutes) for minutes in LENGTHS]
        except ValueError as error:
            raise self.error(str(error)) from None
        return [nodes.raw("", f'<div class="lesson">{"".join(plan(plans, root))}</div>', format="html")]


def plan(plans, root):
    """The steps of two lessons as HTML, each once, with its minutes in either."""
    chapter = plans[0].chapter
    links = (f'<a href="{root}{presenter(one)}">{long(one)}</a>' for one in plans)
    slides = (f'<a href="{root}{slides_of(one)}">{long(one)}</a>' for one in plans)
    notebook_ = f'<a href="{root}notebooks/class/{chapter}.ipynb" download>{t("a notebook")}</a>'
    projected = t("To project, with a timer and with notes in a second window: {links}.", links=", ".join(links))
    yield f"<p>{projected} {t('The same as slides: {links}.', links=', '.join(slides))}"
    yield f" {t('For students, with blanks: {link}.', link=notebook_)}</p>"
    yield from steps(plans, root, lambda title: exercise_link(title, chapter, root))


def steps(plans, root, exercise):
    """The steps of two lessons as one HTML table; `exercise(title)` names one of the chapter, `root` has labs/."""
    yield from head(*(t("{n} min", n=one.minutes) for one in plans), t("what"))
    for step, minutes in merged(plans):
        cells = "".join(f"<td>{each or '–'}</td>" for each in minutes)
        yield f"<tr>{cells}<td>{' '.join(told(step, root, exercise))}</td></tr>"
    yield "</tbody></table>"


def long(one) -> str:
    """How long a lesson is."""
    return t("{minutes} minutes", minutes=one.minutes)


def head(*names_):
    """The opening of a table with one column heading for each name; the caller closes its body."""
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in names_) + "</tr></thead><tbody>"


def merged(plans):
    """The steps of all plans in order, each with its minutes in every plan (0 where it is left out)."""
    given = [{(step.title, step.what): step.minutes for step in one.steps} for one in plans]
    longest = max(plans, key=lambda one: len(one.steps)).steps
    more = [
        step for one in plans for step in one.steps if all((step.title, step.what) != key(other) for other in longest)
    ]
    for step in [*longest, *more]:
        yield step, [minutes.get(key(step), 0) for minutes in given]


def key(step):
    """What makes a step of two lessons the same one: its title and what it is."""
    return step.title, step.what


def told(step, root, exercise):
    """What a teacher reads of a step, as HTML."""
    yield f"<b>{inline(ended(t(step.title)))}</b> {inline(step.what)}"
    if step.state:
        yield f'<a class="state" href="{html.escape(root + page_of(step.state))}">{t("Open this state")}</a>'
    if step.question:
        yield f'<p class="ask">{inline(step.question)}</p>'
    if step.wrong:
        yield f'<p class="wrong"><i>{t("What goes wrong:")}</i> {inline(step.wrong)}</p>'
    if step.exercise:
        yield f"<p>{exercise(step.exercise)}</p>"


def exercise_link(title, chapter, root):
    """A link to the exercises of a chapter, with number and title of this one; `root` leads to the site's top."""
    page = notebook(chapter, chapter).relative_to(ROOT).with_suffix(".html").as_posix()
    return f'<a href="{root}{page}#exercises">{inline(numbered(title, chapter))}</a>'


def numbered(title, chapter) -> str:
    """An exercise of a chapter with its number and its title."""
    number = exercises(chapter, chapter).index(title) + 1
    return t("Exercise {number}, {title}", number=number, title=t(title))


def presenter(one) -> str:
    """Where the presenter's page of a lesson stands in the site."""
    return f"teaching/{one.chapter}-{one.minutes}.html"


def slides_of(one) -> str:
    """Where the slides of a lesson stand in the site."""
    return f"teaching/{one.chapter}-{one.minutes}-slides.html"


def page_of(state) -> str:
    """Where a state of a lab opens with nothing else on the page."""
    return f"labs/{name_in(state)}.html{state}"


class Syllabus(SphinxDirective):
    """`{syllabus} 15`: all chapters in so many weeks, or in fewer where there are fewer chapters. `{syllabus} day`: the
    chapters named in its lines, in a day, without those that the book leaves out."""

    required_arguments = 1
    has_content = True

    def run(self):
        """The weeks of a term, or the hours of a day, as one HTML table. Sphinx's error where a lesson is wrong."""
        root = "../" * self.env.docname.count("/")
        for chapter in chapters():
            self.env.note_dependency(str(LESSONS / f"{chapter}.json"))
            self.env.note_dependency(str(notebook(chapter, chapter)))
        try:
            if self.arguments[0] == "day":
                named = [line.strip() for line in self.content if line.strip()]
                rows = day([name for name in named if left_out().isdisjoint(places(name))], root)
            else:
                rows = term(int(self.arguments[0]), root)
            table = "".join(rows)
        except ValueError as error:
            raise self.error(str(error)) from None
        return [nodes.raw("", f'<div class="syllabus">{table}</div>', format="html")]


def places(chapter) -> set[str]:
    """The page of a chapter, as `left_out` has it."""
    return {page_name(chapter)}


def page_name(chapter) -> str:
    """The page of a chapter, as _toc.yml has it below `book/`."""
    return notebook(chapter, chapter).relative_to(BOOK).with_suffix("").as_posix()


def title_of(chapter) -> str:
    """The title of a chapter's page."""
    return chapter_title(page_name(chapter), chapter)


def book_title() -> str:
    """The title of the book, as _config.yml has it."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]


def all_lessons() -> list:
    """Every lesson of the book, of both lengths."""
    return [lesson(chapter, minutes) for chapter in chapters() for minutes in LENGTHS]


def write_each(app, error, place, page):
    """Write `page(lesson)` of each lesson to `place(lesson)` in the built site."""
    if error or app.builder.format != "html":
        return
    for one in all_lessons():
        path = Path(app.outdir) / place(one)
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(one), encoding="utf-8")


def in_order() -> list[str]:
    """The chapters that have lessons, in the order of the book."""
    return [name for page in contents.chapters(ROOT) if (name := page.rpartition("/")[2]) in chapters()]


def reading(chapter) -> int:
    """Minutes that a student reads before the lesson."""
    return levels.minutes(notebook(chapter, chapter), LEVEL)


def weeks(names, count, minutes) -> list[list[str]]:
    """`names` in order in `count` weeks of one or two, so that the fullest week is as light as can be."""
    if not count <= len(names) <= 2 * count:
        raise ValueError(f"{len(names)} chapters do not fit {count} weeks of one or two; take another number of weeks")
    best = {(0, 0): (0, 0, [])}
    for week in range(1, count + 1):
        for end in range(week, len(names) + 1):
            for size in (1, 2):
                if (before := best.get((week - 1, end - size))) is None:
                    continue
                load = sum(minutes[name] for name in names[end - size : end])
                here = (max(before[0], load), before[1] + load**2, [*before[2], names[end - size : end]])
                best[week, end] = min(best.get((week, end), here), here)
    return best[count, len(names)][2]


def term(count, root):
    """A table of weeks: what is read at home, the lessons, and what is written afterwards."""
    minutes = {name: reading(name) for name in in_order()}
    count = min(count, len(minutes))
    yield from head(*every(("week", "before class", "in class", "after class")))
    for number, names_ in enumerate(weeks(in_order(), count, minutes), 1):
        plans = [lesson(name, LENGTHS[len(names_) == 1]) for name in names_]
        before = "<br>".join(f"{chapter_link(name, root)}, {t('{n} min', n=minutes[name])}" for name in names_)
        within = "<br>".join(f'<a href="{root}{presenter(one)}">{long(one)}</a>' for one in plans)
        after = "<br>".join(exercise_link(homework(one), one.chapter, root) for one in plans)
        yield f"<tr><td>{number}</td><td>{before}</td><td>{within}</td><td>{after}</td></tr>"
    yield "</tbody></table>"


def homework(plan_):
    """The last exercise that a lesson names."""
    return [step.exercise for step in plan_.steps if step.exercise][-1]


def day(names_, root):
    """A table of hours: lessons of 50 minutes, a pause after each, lunch in the middle."""
    now = datetime.strptime(BEGIN, "%H:%M")
    yield from head(*every(("from", "to", "chapter", "lesson")))
    for number, name in enumerate(names_, 1):
        one, begin = lesson(name, LENGTHS[0]), now
        now += timedelta(minutes=one.minutes)
        link = f'<a href="{root}{presenter(one)}">{long(one)}</a>'
        yield f"<tr><td>{begin:%H:%M}</td><td>{now:%H:%M}</td><td>{chapter_link(name, root)}</td><td>{link}</td></tr>"
        now += timedelta(minutes=LUNCH if number == (len(names_) + 1) // 2 else PAUSE)
    yield "</tbody></table>"


def chapter_link(name, root):
    """A link to a chapter, with its title as words; `root` leads to the site's top."""
    return f'<a href="{root}book/{page_name(name)}.html">{html.escape(title_of(name))}</a>'


def link_states(app, tree, page):
    """In the notes for instructors a state that stands as code leads to its lab."""
    if app.builder.format != "html" or not page.startswith(NOTES):
        return
    for literal in list(tree.findall(nodes.literal)):
        text = literal.astext()
        if re.match(r"#\w+/\d", text) and name_in(text) in names() and not isinstance(literal.parent, nodes.reference):
            link = nodes.reference("", "", literal.deepcopy(), refuri="../" * page.count("/") + page_of(text))
            literal.replace_self(link)


def setup(app):
    """Register `{lesson}` and `{syllabus}`, and link the states in instructors' notes."""
    app.add_directive("lesson", Plan)
    app.add_directive("syllabus", Syllabus)
    app.connect("doctree-resolved", link_states)
