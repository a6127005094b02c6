"""What Colab and GitHub keep of a notebook, as far as their makers say so; live notebooks rest on nothing else.

Neither host can run in a test. GitHub lets through the tags and attributes of its published `SanitizationFilter`
(the project html-pipeline); its math begins with a dollar sign after a space or an opening bracket. Colab folds a cell
with `cellView: form` and prints the line after `@title`; it shows no picture that is attached to a Markdown cell
(googlecolab/colabtools, issue 3836), nor does GitHub (jupyter/notebook, issue 4853), and drops `style`."""

import re
from html.parser import HTMLParser

import nbformat
import pytest
from conftest import ROOT
from coursebook import live

NAMES = [path.relative_to(ROOT / "book").with_suffix("").as_posix() for path in live.sources(ROOT)]
each_notebook = pytest.mark.parametrize("name", NAMES)
KEPT = {
    "a", "abbr", "caption", "details", "div", "em", "i", "li", "ol", "p", "small", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
KEPT_ATTRIBUTES = {("a", "href"), ("abbr", "title"), ("li", "value"), ("ol", "type"), ("th", "scope")}
# Of outputs, what looks and scrolls better where it is kept: nothing is said by it alone.
SPARED = {("div", name) for name in ("class", "data-model-id", "style", "tabindex", "role", "aria-label")}
SPARED |= {("td", "style"), ("th", "style")}


class Tags(HTMLParser):
    """The tags of a text, and its attributes as pairs (tag, attribute)."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attributes}


@pytest.fixture
def notebook(name, site):
    return nbformat.read(site / f"notebooks/{name}.ipynb", as_version=4)


def prose(notebook):
    """The Markdown of a notebook without code, a text for each cell."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [re.sub(r"```.*?```|`[^`\n]+`", "", text, flags=re.S) for text in texts]


@each_notebook
def test_what_is_said_in_html_uses_tags_and_attributes_that_github_keeps(notebook):
    words = Tags("\n".join(prose(notebook)))
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = Tags("\n".join(data.get("text/html", "") for data in outputs))
    assert (words.tags | shown.tags) - KEPT == set()
    assert words.attributes - KEPT_ATTRIBUTES == set()
    assert shown.attributes - KEPT_ATTRIBUTES - SPARED == set()


@each_notebook
def test_no_picture_is_attached_to_words_where_colab_and_github_would_leave_it_out(notebook):
    assert not [cell.id for cell in notebook.cells if "attachments" in cell or "attachment:" in cell.source]


@each_notebook
def test_a_formula_in_a_line_begins_and_ends_as_github_demands(notebook):
    for text in prose(notebook):
        inline = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
        for before, formula, after in re.findall(r"(.?)\$([^$]+)\$(.?)", inline, re.S):
            assert before.strip() in ("", "(") and formula == formula.strip() and not after.isalnum(), formula


@each_notebook
def test_code_of_one_line_is_folded_in_jupyter_and_in_colab_and_the_first_cell_says_in_colab_what_it_is_for(notebook):
    first, *others = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert first.metadata["cellView"] == "form" and first.source.startswith("# @title Run this cell first")
    for cell in others:
        folded = {"jupyter": {"source_hidden": True}, "cellView": "form"}
        assert cell.metadata == ({} if "\n" in cell.source else folded), cell.source
