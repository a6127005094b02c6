"""`{class-links}`: the form that writes nbgitpuller's and Binder's links for a copy of the course (assets/class.js)."""

import html

from docutils import nodes
from painlab.page.words import every
from sphinx.util.docutils import SphinxDirective

from .lessons import in_order, page_name, title_of

FORM = """<form id="class-links" class="class-links" hidden autocomplete="off">
<label>{copy} <input name="repository" size="48" inputmode="url" value="{repository}"
placeholder="https://github.com/owner/name"></label>
<label>{hub} <input name="hub" size="48" inputmode="url" placeholder="https://hub.example.org"></label>
<label>{chapter} <select name="chapter">{chapters}</select></label>
<label>{open} <select name="kind"><option value="class">{blanks}</option>
<option value="chapter">{whole}</option></select></label>
<p>{for_hub} <output name="hub-link"></output></p>
<p>{for_binder} <output name="binder-link"></output></p>
</form>
<noscript><p>{needs}</p></noscript>"""
LABELS = {
    "copy": "Your copy of the course", "hub": "Your hub", "chapter": "Chapter", "open": "On the hub open",
    "blanks": "the class notebook, with blanks", "whole": "the whole chapter", "for_hub": "For your hub:",
    "for_binder": "For Binder, the whole chapter:", "needs": "This form needs JavaScript.",
}  # fmt: skip


class ClassLinks(SphinxDirective):
    """`{class-links}`: address of a copy, of a hub, and a chapter; two links."""

    def run(self):
        """The form as HTML, filled with the address of the repository where it is known."""
        repository = self.config.book_repository
        text = form(str(repository) if repository else "")
        return [nodes.raw("", text, format="html")]


def form(repository: str) -> str:
    """The form as HTML, with the chapters in the order of the book."""
    rows = []
    for name in in_order():
        rows.append(f'<option value="{page_name(name)}">{html.escape(title_of(name))}</option>')
    return FORM.format(**every(LABELS), repository=html.escape(repository), chapters="".join(rows))


def setup(app):
    """Register `{class-links}`."""
    app.add_directive("class-links", ClassLinks)
