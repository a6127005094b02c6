"""How the evidence table was read: `{degrees}` writes how many of its rows were seen in the full text, in the abstract
only, in a summary by others, or not at all."""

from collections import Counter

from docutils import nodes
from docutils.statemachine import StringList
from painlab import evidence
from painlab.evidence import TABLE
from painlab.evidence.row import WORDS
from painlab.page.words import t
from sphinx.util.docutils import SphinxDirective

SAID = (
    "**Of the {rows} rows of the evidence table** {full_text} were read in the full text of their source, {abstract} "
    "in its abstract only, and {summary} in a summary by others. {not_seen} have not been compared with their source "
    "at all; they are hidden until one asks for them, and the book prints none of their numbers."
)


def degrees(rows):
    """Markdown of how many of the rows were read to which degree."""
    seen = Counter(row.seen for row in rows)
    return t(SAID, rows=seen.total(), **{word.replace(" ", "_"): seen[word] for word in WORDS["seen"]})


class Degrees(SphinxDirective):
    """`{degrees}`: one paragraph, counted from book/data/evidence.csv."""

    def run(self):
        """The sentence about the degrees of reading, as nodes."""
        self.env.note_dependency(str(TABLE))
        said = nodes.Element()
        self.state.nested_parse(StringList([degrees(evidence(verified=False))]), 0, said)
        return said.children


def setup(app):
    """Register `{degrees}`."""
    app.add_directive("degrees", Degrees)
