"""The concept inventory in pages: `{inventory} before`, `after`, `sheet`, `key` or `files`.

No kernel runs; all of it, and the files to take away, which are written beside the pages, come from
book/data/concept-inventory.json."""

from pathlib import Path

from docutils import nodes
from painlab.questions.inventory import FILE, InventoryWidget, items_csv, items_json, key_html, sheet_html
from painlab.shared.answers import ROUNDS
from sphinx.util.docutils import SphinxDirective

from .catalog import DOWNLOADS, carry

FILES = {"concept-inventory.csv": items_csv, "concept-inventory.json": items_json}


class Inventory(SphinxDirective):
    """`{inventory} before`: a round, alive in the page; `sheet`, `key` and `files` are what instructors take."""

    required_arguments = 1

    def run(self):
        """The named part as HTML: questions, sheet, key or links to files. Sphinx's error for another name."""
        part, depth = self.arguments[0], self.env.docname.count("/")
        chapters = "../" * (depth - 1)
        self.env.note_dependency(str(FILE))
        if part in ROUNDS:
            widget = InventoryWidget(part, chapters)
            carry(self.env, [widget])
            text = f'<div class="cell">{widget.still_html()}</div>'
        elif part == "sheet":
            text = sheet_html()
        elif part == "key":
            text = key_html(chapters)
        elif part == "files":
            links = (f'<a href="{"../" * depth}{DOWNLOADS}/{name}" download>{name}</a>' for name in FILES)
            text = f"<p>{' · '.join(links)}</p>"
        else:
            raise self.error(f"there is no part {part!r} of the inventory; use before, after, sheet, key or files")
        return [nodes.raw("", text, format="html")]


def write_files(app, error):
    """Write the items as CSV and JSON beside the pages."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / DOWNLOADS
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text(), encoding="utf8")


def setup(app):
    """Register `{inventory}`, and write its files when the build ends."""
    app.add_directive("inventory", Inventory)
    app.connect("build-finished", write_files)
