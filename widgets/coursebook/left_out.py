"""A page that `_toc.yml` leaves out: every link to it becomes its words, and an entry of a list that is headed by
nothing but the link goes. Links to pages that are nowhere stop the build, as ever."""

import posixpath

from docutils import nodes
from painlab.sources import left_out
from sphinx import addnodes

from .levels import sections
from .paths import source

ENTRIES = (nodes.definition_list_item, nodes.list_item)


def unlink(app, tree):
    """Replace the links of a page, once it is read, before they are resolved."""
    here = app.env.docname
    for link in list(tree.findall(addnodes.pending_xref)):
        target = link["reftarget"]
        if link["refdomain"] == "std" and link["reftype"] == "doc":
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), target)).lstrip("/")
        elif link["refdomain"] != "doc":
            continue
        if not target.startswith("book/") or target.removeprefix("book/") not in left_out():
            continue
        entry = link.parent
        while entry is not None and not isinstance(entry, ENTRIES):
            entry = entry.parent
        if entry is not None and entry.children and entry[0].astext().strip() == link.astext().strip():
            entry.parent.remove(entry)
            continue
        words = link.children if link["refexplicit"] else [nodes.Text(title(target))]
        link.replace_self(nodes.inline("", "", *(child.deepcopy() for child in words)))


def title(page: str) -> str:
    """The title of a page that is not in the book, from its source, in the reader's language."""
    return sections(source(page))[0].said


def setup(app):
    """Unlink each page as soon as it is read."""
    app.connect("doctree-read", unlink)
