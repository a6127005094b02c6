"""The questions of the course for a learning management system, from the same JSON as in the pages.

    write(root, folder, title, site)

writes into `folder` QTI 2.1 and QTI 3.0 packages (one for each set of questions), one Common Cartridge 1.3, and one
file of Moodle XML. Of the writers on the Python index text2qti, json2qti and qti-package-maker write the QTI of one
system and keep no feedback for a band of numbers; moodle-tools keeps it, for Moodle alone and from its own YAML.
"""

import html
from pathlib import Path

from docutils import nodes
from painlab.lab import load
from painlab.page.words import every, t
from sphinx.util.docutils import SphinxDirective

from . import cartridge, moodle, qti
from .items import all_questions, chapters, ordered, package

FOLDER = "lms"
VERSIONS = ("2.1", "3.0")


def write(root: Path, folder: Path, title: str, site: str = "") -> list[Path]:
    """Write every format into `folder`; the files that were written.

    `title` names the course. `site` is the address of the published book; without one the cartridge has no links."""
    parts = chapters(root)
    sets = ordered(all_questions(), parts)
    labs = {name: load(name).title for chapter in parts for name in chapter.labs}
    files = [
        package(folder / f"qti-{version}" / f"{questions.name}.zip", qti.files(questions, version))
        for version in VERSIONS
        for questions in sets
    ]
    files.append(package(folder / "course.imscc", cartridge.files(title, parts, sets, labs, site.rstrip("/"))))
    files.append(folder / "moodle.xml")
    files[-1].write_bytes(moodle.file(sets, title))
    return files


class Packages(SphinxDirective):
    """`{lms}`: the packages of the whole course, and those of each set of questions."""

    def run(self):
        """The table of question sets with links to their packages, below links to the whole course, as HTML."""
        up = "../" * self.env.docname.count("/") + FOLDER
        rows = []
        for questions in ordered(all_questions(), chapters(Path(self.env.srcdir))):
            links = (
                f'<td><a href="{up}/qti-{one}/{questions.name}.zip" download>QTI {one}</a></td>' for one in VERSIONS
            )
            rows.append(
                f"<tr><td>{html.escape(questions.title)}</td><td>{len(questions.items)}</td>{''.join(links)}</tr>"
            )
        whole = " · ".join(
            f'<a href="{up}/{name}" download>{text}</a>'
            for name, text in {"course.imscc": "Common Cartridge 1.3", "moodle.xml": "Moodle XML"}.items()
        )
        head = "<tr><th>{}</th><th>{}</th><th colspan='2'>{}</th></tr>".format(*every(("set", "questions", "packages")))
        table = f'<table class="table"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
        said = t("The whole course in one file: {files}", files=whole)
        text = f'<p>{said}</p><div class="table-wrapper">{table}</div>'
        return [nodes.raw("", text, format="html")]


def write_packages(app, error):
    """Lay the packages beside the pages of a finished build."""
    if not error and app.builder.format == "html":
        write(Path(app.srcdir), Path(app.outdir) / FOLDER, app.config.project, app.config.html_baseurl or "")


def setup(app):
    """Register `{lms}`, and write the packages when the build ends."""
    app.add_directive("lms", Packages)
    app.connect("build-finished", write_packages)
