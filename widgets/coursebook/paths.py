"""Ways through the book: `{path} student` writes one of book/data/paths.json into a page, with its minutes.

A path is {"id", "title", "level" (1 to 3, see levels.py), "about", "parts": [{"title", "steps"}]}. A step is {"page"}
with "sections" (titles of headings; its link leads to the first) or "lab" (one move in that lab), and "do", what to do
there. Links say `?path=ID.STEP`; then assets/path.js shows the way on at the foot of the page.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from painlab.page.words import in_words, t
from painlab.sources import left_out, read_json
from sphinx.util.docutils import SphinxDirective

from . import levels

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "book" / "data" / "paths.json"
MOVE = 2  # minutes for one move in a lab


@dataclass(frozen=True)
class Step:
    """One stop of a path: a page, or a place in it. `number` counts from 1 over all parts of the path."""

    path: str
    number: int
    page: str
    sections: tuple
    lab: str
    do: str
    level: int

    @property
    def source(self) -> Path:
        """The notebook or Markdown file of the page."""
        return source(self.page)

    @property
    def anchor(self) -> str:
        """What stands behind the # of its link, or ""."""
        if self.lab:
            return f"{self.lab}/1"
        return levels.part(self.source, self.sections)[0].anchor if self.sections else ""

    @property
    def minutes(self) -> int:
        """Minutes for the stop: those of a move of a lab, or of reading its sections up to its level, at least 1."""
        return MOVE if self.lab else max(1, levels.minutes(self.source, self.level, self.sections))

    @property
    def title(self) -> str:
        """The page's title, or that of its first section."""
        return (levels.part(self.source, self.sections) if self.sections else levels.sections(self.source))[0].said

    def address(self, root: str) -> str:
        """Its link, from a page from which `root` leads to the top of the site."""
        return f"{root}{self.page}.html?path={self.path}.{self.number}{'#' * bool(self.anchor)}{self.anchor}"


def source(page: str) -> Path:
    """The file of a page. ValueError if there is none."""
    for ending in ("ipynb", "md"):
        if (file := ROOT / f"{page}.{ending}").exists():
            return file
    raise ValueError(f"paths.json: there is no page {page!r}; name it as in _toc.yml")


@functools.cache
def paths() -> dict:
    """{id: path} of book/data/paths.json, each with its `parts` as (title, [Step, …]).

    Steps in chapters that the book leaves out are left out, too, and so is a part of which none is left."""
    by_id = {}
    for told in in_words(read_json(FILE)["paths"], "title", "about", "do"):
        parts, number = [], 0
        for part in told["parts"]:
            steps = []
            for step in part["steps"]:
                if step["page"].removeprefix("book/") in left_out():
                    continue
                number += 1
                where = (step["page"], tuple(step.get("sections", ())), step.get("lab", ""), step.get("do", ""))
                steps.append(Step(told["id"], number, *where, told["level"]))
            if steps:
                parts.append((part["title"], steps))
        by_id[told["id"]] = told | {"parts": parts}
    return by_id


def steps(path: dict) -> list[Step]:
    """All steps of a path, in order."""
    return [step for _, part in path["parts"] for step in part]


def duration(minutes: int) -> str:
    """ "25 minutes", "about 4 hours" """
    if minutes < 90:
        return t("{minutes} minutes", minutes=minutes)
    hours = round(minutes / 60 * 2) / 2
    return t("about {hours} hours", hours=f"{hours:g}".replace(".5", "½"))


class PathTable(SphinxDirective):
    """`{path} pain`: what a path is for, and its steps with links and minutes."""

    required_arguments = 1

    def run(self):
        """The path's description with its whole time, then its stops as an HTML table. Error for an unknown name."""
        known = paths()
        if (name := self.arguments[0]) not in known:
            raise self.error(f"there is no path {name!r} in paths.json; there are {', '.join(known)}")
        path, root = known[name], "../" * self.env.docname.count("/")
        if not path["parts"]:
            return [nodes.paragraph("", t("This book has none of the chapters on this way."))]
        for step in steps(path):
            self.env.note_dependency(str(step.source))
        self.env.note_dependency(str(FILE))
        whole = sum(step.minutes for step in steps(path))
        holder = nodes.Element()
        about = f"{path['about']} {duration(whole).capitalize()}."
        self.state.nested_parse(StringList([about.strip()]), 0, holder)
        return [*holder.children, nodes.raw("", f'<div class="path">{"".join(table(path, root))}</div>', format="html")]


def table(path: dict, root: str):
    """The steps of a path as HTML, part by part."""
    for title, part in path["parts"]:
        if title:
            whole = t("{n} min", n=sum(step.minutes for step in part))
            yield f'<p class="path-part"><b>{title}</b> <span>{whole}</span></p>'
        yield f'<ol start="{part[0].number}">'
        for step in part:
            do = f" <span>{step.do}</span>" if step.do else ""
            where = "" if not (step.sections or step.lab) else f"<i>{levels.sections(step.source)[0].said}</i>: "
            name = step.title if not step.lab else t("the lab")
            long = t("{n} min", n=step.minutes)
            yield f'<li>{where}<a href="{step.address(root)}">{name}</a> <small>{long}</small>{do}</li>'
        yield "</ol>"


def write_data(app, error):
    """Write what the foot of a page needs to lead on, as a script that also loads from file://."""
    if error or app.builder.format != "html":
        return
    told = {
        name: {
            "title": path["title"],
            "level": path["level"],
            "steps": [[step.address(""), step.title, step.minutes, step.do] for step in steps(path)],
        }
        for name, path in paths().items()
        if path["parts"]
    }
    text = f"globalThis.coursePaths = {json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
    (Path(app.outdir) / "_static" / "paths.js").write_text(text, encoding="utf-8")


def setup(app):
    """Register `{path}`, and write the data of the paths when the build ends."""
    app.add_directive("path", PathTable)
    app.connect("build-finished", write_data)
