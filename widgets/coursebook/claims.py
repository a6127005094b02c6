"""The claims of the post: `{claims}` writes all of them, counted, with what the course says of each, from
book/data/claims.json.

Each has a place of its own, `claim-5`, to which {ref}`5 <claim-5>` leads from anywhere in the book."""

from docutils import nodes
from docutils.statemachine import StringList
from painlab.evidence.audit import SAID
from painlab.evidence.claims import CITED, CLAIMS, by_verdict, claims, keys_in
from painlab.page.words import in_words, t
from painlab.sources import left_out
from sphinx.util.docutils import SphinxDirective


class ClaimList(SphinxDirective):
    """`{claims}`: how many there are of each verdict; a section for each group of claims, in it one for each claim."""

    def run(self):
        """Nodes: the count of verdicts, then the claims in the sections of the post."""
        self.env.note_dependency(str(CLAIMS))
        groups = {}
        for claim in in_words(list(claims()), *SAID):
            if claim["section"] not in groups:
                groups[claim["section"]] = self.section(t(claim["section"]), claim["section"].lower())
            section = self.section(f"{claim['number']} · {claim['claim']}", f"claim-{claim['number']}", explicit=True)
            if claim["core"]:
                section[0] += nodes.inline(classes=["starred"])
            self.state.nested_parse(StringList(entry(claim).splitlines()), 0, section)
            groups[claim["section"]] += section
        counted = nodes.paragraph()
        self.state.nested_parse(StringList([balance(by_verdict())]), 0, counted)
        return [*counted.children, *groups.values()]

    def section(self, title, name, explicit=False):
        """A section node with `title` that links find by `name`; `explicit` if other pages may refer to it."""
        section = nodes.section("", nodes.title(title, title), names=[name])
        note = self.state.document.note_explicit_target if explicit else self.state.document.note_implicit_target
        note(section)
        return section


def balance(verdicts):
    """How many claims there are, and of each verdict."""
    counted = ", ".join(f"{len(numbers)} {t(verdict)}" for verdict, numbers in verdicts.items())
    return f"**{t('By our key, of {n} entries:', n=sum(map(len, verdicts.values())))}** {counted}."


def entry(claim):
    """Markdown of what the course says of a claim: a list of terms."""
    said = {
        "In the page's words": f"“{claim['words']}”" if claim["words"] else "",
        "Type": claim["type"].capitalize() + ".",
        "Verdict": f"**{claim['verdict'].capitalize()}**{claim['nuance']}.",
        "A sentence that holds": claim["correction"],
        "At the claim's length": claim.get("rewrite"),
        "Why": CITED.sub(lambda citation: cited(keys_in(citation[0])), claim.get("reason", "")),
        "What bears on it": cited(claim["sources"]) if claim["sources"] else claim["basis"],
        "Taught in": " · ".join(f"{{doc}}`/book/{name}`" for name in claim["chapters"] if name not in left_out()),
    }
    return "\n\n".join(f"{t(term)}\n: {text}" for term, text in said.items() if text)


def cited(keys):
    """The MyST role that cites a list of keys of references.bib in brackets."""
    return f"{{cite:p}}`{','.join(keys)}`"


def setup(app):
    """Register `{claims}`."""
    app.add_directive("claims", ClaimList)
