"""Levels of reading: the sections of a page, for whom each is, and how many minutes it takes.

A heading ends in ● (for anyone), ●● (the course) or ●●● (everything). A heading of level 2 without a mark counts as ●●;
what stands under a heading inherits its level. Minutes are computed: prose at a pace set by its level, and what there
is to do.
"""

import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from painlab.page.words import every, t
from painlab.questions.quiz import QUIZZES

from .contents import chapters
from .prose import FENCE, OPTION, plain, words

PACE = {1: 200, 2: 150, 3: 120}  # words a minute of a section of that level
FIRST_LOOK = 4  # minutes with a lab for someone who reads the story only
MINUTES = {"lab": 10, "figure": 1, "explorer": 8, "audit": 30, "question": 1, "exercise": 6}
CALL = re.compile(r"^(?:\w+ = )?(lab|figure|explorer|audit|quiz|exercise)\((?:\"([^\"]*)\")?", re.M)
DOTS = re.compile(r"\s*(●{1,3})\s*$")
SHOWN = re.compile(r'(●{1,3})(?=\)?\s*(?:<a class="headerlink"|</a>|</summary>|</p>))')
NAMES = {1: "the story", 2: "the course", 3: "everything"}


@dataclass
class Section:
    """A heading of a page with what stands under it up to the next one; `depth` is that of the heading.

    `lines` are those of its prose, in Markdown: no code, nothing that is folded. `tasks` are {(name, level): count} of
    what there is to do; an exercise whose title ends in dots has a level of its own, the others have 0.
    """

    title: str
    depth: int
    level: int
    lines: list = field(default_factory=list)
    tasks: dict = field(default_factory=dict)
    written: str = ""

    @functools.cached_property
    def words(self) -> int:
        """The number of words that are read under the heading, without Markdown's marks."""
        return sum(len(words(plain(line))) for line in self.lines)

    @property
    def said(self) -> str:
        """Its title in the reader's language. Sphinx's catalog has it as it is written, with its dots."""
        return dots(plain_heading(t(self.written)))[0]

    @property
    def anchor(self) -> str:
        """Its place in the page, as docutils names it, for which an apostrophe is a curly one."""
        return nodes.make_id(self.title.replace("'", "’"))

    def minutes(self, level: int) -> float:
        """Minutes for a reader of that level."""
        each = MINUTES | ({"lab": FIRST_LOOK} if level == 1 else {})
        done = sum(each[name] * count for (name, own), count in self.tasks.items() if own <= level)
        return self.words / PACE[self.level] + done


def dots(heading: str) -> tuple[str, int]:
    """A heading's text and its level: "The map ●" → ("The map", 1); 0 where there is no mark."""
    mark = DOTS.search(heading)
    return (DOTS.sub("", heading), len(mark[1])) if mark else (heading.strip(), 0)


@functools.cache
def sections(path: Path) -> tuple[Section, ...]:
    """The sections of a notebook or Markdown file, the first one under the page's own title. A title has level 1."""
    parts, fences = [Section("", 1, 1)], []
    for kind, text in cells(path):
        if kind == "code":
            count_tasks(text, parts[-1])
            continue
        for line in text.split("\n"):
            if fence := FENCE.match(line):
                close_or_open(fence, fences, parts[-1])
            elif not fences and (heading := re.match(r"(#{1,3}) (.*)", line)):
                parts.append(begun(heading[2], len(heading[1]), parts))
            elif counts(fences, line):
                parts[-1].lines.append(line)
    return tuple(parts[1:])


def cells(path: Path):
    """(kind, text) of a page's cells; a Markdown file is one cell."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield "markdown", re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        return
    for cell in json.loads(text)["cells"]:
        yield cell["cell_type"], "".join(cell["source"])


def plain_heading(text: str) -> str:
    """A heading without Markdown's marks; its dots stay."""
    return re.sub(r"\$[^$]*\$|[*`]", "", text).strip()


def begun(written: str, depth: int, earlier: list[Section]) -> Section:
    """The section that a heading begins; without dots a title has level 1, the next depth 2, others the one above."""
    title, level = dots(plain_heading(written))
    above = next((one for one in reversed(earlier) if one.depth < depth), None)
    if not level:
        level = 1 if depth == 1 else 2 if depth == 2 else above.level
    return Section(title, depth, level, written=written.strip())


def close_or_open(fence, fences: list, section: Section):
    """Close the innermost of `fences` at a line of marks, or open one and count its task in the section."""
    mark, name, title = fence[1], fence[2] or "", (fence[3] or "").strip()
    if fences and fences[-1][0] == mark and not name:
        fences.pop()
        return
    fences.append((mark, name))
    if name == "exercise":
        add_task(section, "exercise", 1, dots(title)[1])
    if name == "inventory" and title in ("before", "after"):
        add_task(section, "question", 12)


def counts(fences: list, line: str) -> bool:
    """Is a line read? Not code, not what is folded, not a directive's option."""
    names = {name for _, name in fences}
    return not (names & {"", "solution", "code-cell", "glossary"} or fences and OPTION.match(line.strip()))


def count_tasks(code: str, section: Section):
    """Count the labs, figures and other calls of a code cell in the section; a quiz counts its questions."""
    for name, argument in CALL.findall(code):
        task, count = ("question", items(argument)) if name == "quiz" else (name, 1)
        if name != "exercise":  # counted where it is asked
            add_task(section, task, count)


def add_task(section: Section, name: str, count: int, level: int = 0):
    """Add `count` tasks of a name to those of the section."""
    section.tasks[name, level] = section.tasks.get((name, level), 0) + count


@functools.cache
def items(quiz: str) -> int:
    """The number of questions in a quiz."""
    return len(json.loads((QUIZZES / f"{quiz}.json").read_text(encoding="utf-8"))["items"])


def minutes(path: Path, level: int, titles: tuple[str, ...] = ()) -> int:
    """Minutes for a page, or for some of its sections with what stands under them, read up to a level."""
    parts = part(path, titles) if titles else sections(path)
    return round(sum(one.minutes(level) for one in parts if one.level <= level))


def part(path: Path, titles: tuple[str, ...]) -> list[Section]:
    """The sections of those titles with what stands under them. LookupError if the page has none of a title."""
    parts, kept = sections(path), []
    for title in titles:
        at = next((index for index, one in enumerate(parts) if one.title == title), None)
        if at is None:
            known = "; ".join(one.title for one in parts)
            raise LookupError(f"{path.name} has no section {title!r}; its sections are: {known}")
        kept.append(parts[at])
        for one in parts[at + 1 :]:
            if one.depth <= parts[at].depth:
                break
            kept.append(one)
    return kept


def mark(app, doctree, page):
    """Give every section the class of its level, and a page with several levels the buttons that choose one."""
    source = Path(app.env.doc2path(page))
    if page not in chapters(Path(app.srcdir)):
        return
    headed = [one for one in doctree.findall(nodes.section) if one.children and isinstance(one[0], nodes.title)]
    for section, own in zip((one for one in headed if depth(one) <= 3), sections(source), strict=True):
        if own.depth > 1:
            section["classes"].append(f"level-{own.level}")
    first = next(iter(doctree.findall(nodes.title)), None)
    if first and {1, 2} <= {one.level for one in sections(source)[1:]}:
        first.parent.insert(first.parent.index(first) + 1, nodes.raw("", chooser(source), format="html"))


def depth(section: nodes.section) -> int:
    """1 for the section of a page's title, 2 for those in it, and so on."""
    return 1 if isinstance(section.parent, nodes.document) else 1 + depth(section.parent)


def chooser(source: Path) -> str:
    """Three buttons with the minutes of each level. Hidden until a script shows that they work."""
    labels = "".join(
        f'<label><input type="radio" name="level" value="{level}"><span><b aria-hidden="true">{"●" * level}</b> '
        f"{name} <small>{t('{n} min', n=minutes(source, level))}</small></span></label>"
        for level, name in every(NAMES).items()
    )
    legend = f"<legend>{t('How deep do you want to read?')}</legend>"
    return f'<fieldset class="levels" hidden>{legend}{labels}<p class="levels-said" role="status"></p></fieldset>'


def name_dots(text: str) -> str:
    """HTML whose headings, and links to them, say their level in words to those who hear them."""
    return SHOWN.sub(lambda dots: f'<span role="img" aria-label="({t(NAMES[len(dots[1])])})">{dots[1]}</span>', text)


def setup(app):
    """Mark the sections of each page once its references are resolved."""
    app.connect("doctree-resolved", mark)
