"""Citations outside the prose: links to `cite:KEY` in outputs, and how the bibliography is printed.

The output of a code cell cannot use the {cite} role. It writes <a href="cite:crodelle2019">Crodelle et al.
2019</a>, in Markdown [Crodelle et al. 2019](cite:crodelle2019); here the link is led to the entry on the
bibliography page. An unknown key is a warning, which the strict build turns into a failure."""

import functools
import re

import pybtex.plugin
from docutils import nodes
from painlab.shared.nearest import nearest_name
from painlab.sources import citations
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.template import field, sentence
from sphinx.util import logging

LINK = re.compile(r'href=(["\'])cite:([^"\']+)\1')

log = logging.getLogger(__name__)


class CourseStyle(Style):
    """The plain style with links to PubMed, with what could not be confirmed, without the other notes on checking."""

    def format_entry(self, label, entry, bib_data=None):
        """An entry: of its notes only what is not confirmed; PubMed or PMC where there is no DOI."""
        entry.fields.pop("note", None)
        if open_facts := entry.fields.get("unconfirmed"):
            entry.fields["note"] = f"Not confirmed at a source: {open_facts}"
        if "pmid" in entry.fields and "doi" not in entry.fields:
            entry.fields["url"] = f"https://pubmed.ncbi.nlm.nih.gov/{entry.fields['pmid']}/"
        elif "pmcid" in entry.fields and not {"doi", "url"} & set(entry.fields):
            entry.fields["url"] = f"https://pmc.ncbi.nlm.nih.gov/articles/{entry.fields['pmcid']}/"
        return super().format_entry(label, entry, bib_data)

    def format_title(self, entry, which_field, as_sentence=True):
        """The title as the entry has it; the plain style would write 'Nmda channels'."""
        return sentence[field(which_field)] if as_sentence else field(which_field)


def address(app, page: str, key: str, place) -> str:
    """Link from `page` to the bibliography's entry `key`; a warning at `place` where there is none."""
    entries = {citation.key: citation for citation in app.env.get_domain("cite").citations}
    if key not in entries:
        near = nearest_name(key, entries)
        remedy = f"did you mean {near!r}?" if near else "add the entry to book/references.bib"
        log.warning("citation: no entry %r in the bibliography; %s", key, remedy, location=place)
        return "#"
    entry = entries[key]
    return f"{app.builder.get_relative_uri(page, entry.bibliography_key.docname)}#{entry.citation_id}"


def link_outputs(app, doctree, page):
    """Give every link to `cite:KEY`, in raw HTML or written in Markdown, its place in the bibliography."""
    for raw in doctree.findall(nodes.raw):
        if raw.get("format") == "html" and "cite:" in raw.astext():

            def leading(link, place=raw):
                return f'href="{address(app, page, link[2], place)}"'

            text = LINK.sub(leading, raw.astext())
            raw.replace_self(nodes.raw("", text, format="html", classes=raw["classes"]))
    for reference in doctree.findall(nodes.reference):
        if reference.get("refuri", "").startswith("cite:"):
            key = reference["refuri"].removeprefix("cite:")
            reference["refuri"] = address(app, page, key, reference)
            reference["internal"] = True


def letter_years(app, env, pages):
    """Give works of one year that read alike the letters that they have in outputs: 2021a, 2021b."""
    for key, entry in env.get_domain("cite").bibdata.data.entries.items():
        entry.fields["year"] = citations()[key].rpartition(" ")[2]


def setup(app):
    """Register the style with pybtex, and link citations in outputs once references are resolved."""
    # sphinxcontrib-bibtex looks for a plugin at each citation, and each time pybtex reads what is installed
    pybtex.plugin.entry_points = functools.cache(pybtex.plugin.entry_points)
    register_plugin("pybtex.style.formatting", "course", CourseStyle)
    app.connect("env-before-read-docs", letter_years)
    app.connect("doctree-resolved", link_outputs)
