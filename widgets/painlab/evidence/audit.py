"""AuditWidget: a reader's audit of the post's claims, then the course's beside it. `audit.js` draws it."""

import html
import re

import anywidget
import traitlets

from ..lab.widget import with_still
from ..page.join import joined_modules, joined_styles
from ..page.words import in_words, t
from ..sources import chapter_title, cite, left_out
from .claims import CITED, TYPES, VERDICTS, claims, count_words, length_range

# What a reader sees of a claim; the post's own words stay as they are.
SAID = (
    "title", "types", "verdicts", "claim", "type", "verdict", "nuance", "correction", "text", "reason", "rewrite",
    "type_reason", "basis",
)  # fmt: skip
PAGE = "book/reference/claims.html"
ASKED = (
    "For each of the eight claims: its type, a verdict, what bears on it, and the claim again, at about the same "
    "length, so that it holds."
)


def audit():
    """The claims of the post to audit: eight that carry its argument, and the others for whoever likes."""
    return AuditWidget()


def still_html(widget):
    """The claims, and where the course's audit of each stands: nothing else, so that a reader may judge first."""
    page = PAGE.replace("book/", "../")  # a chapter stands in a folder beside the page's
    items = "".join(
        f'<li value="{claim["number"]}">{html.escape(claim["claim"])} '
        f'(<a href="{page}#claim-{claim["number"]}">{t("the course’s audit of claim {n}", n=claim["number"])}</a>)</li>'
        for claim in widget.spec["claims"]
        if claim["core"]
    )
    return (
        f'<div class="painlab-still painlab-still-audit" data-model-id="{widget.model_id}">'
        f"<p><strong>{widget.spec['title']}.</strong> {t(ASKED)}</p><ol>{items}</ol>"
        f'<p><a href="{page}">{t("All {n} claims", n=len(widget.spec["claims"]))}</a></p></div>'
    )


class AuditWidget(anywidget.AnyWidget):
    """The claim auditor. It writes nothing back: what a reader chooses and types stays in the page, and is not kept."""

    kind = traitlets.Unicode("audit").tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self):
        self._esm, self._css = joined_modules(), joined_styles()
        super().__init__(spec=spec_of(claims()))

    _repr_mimebundle_ = with_still
    still_html = still_html

    def __repr__(self):
        claims = self.spec["claims"]
        return f"audit(): {len(claims)} claims, {sum(claim['core'] for claim in claims)} to begin with"


def spec_of(claims):
    """Everything that the page needs, as JSON can hold it. Addresses begin at the root of the site."""
    spec = {
        "title": "Claim auditor", "types": list(TYPES), "verdicts": list(VERDICTS), "line": 3,
        "claims": [described(claim) for claim in claims],
    }  # fmt: skip
    return in_words(spec, *SAID)


def described(claim):
    """A claim as JSON for the page: what it says, the course's verdict and reason, its chapters and its page."""
    kept = ("number", "core", "claim", "type", "verdict", "nuance", "correction", "shelf")
    words = count_words(claim["claim"]) if claim["sentence"] else None
    return {name: claim[name] for name in kept} | {
        "words": words,
        "quote": claim["words"],
        "range": length_range(words) if words else None,
        "rewrite": claim.get("rewrite", ""),
        "type_reason": claim.get("type_reason", ""),
        "reason": CITED.sub(cited, claim.get("reason", "")),
        "basis": claim.get("basis", ""),
        "chapters": [
            [chapter_title(name, "claims.json"), f"book/{name}.html"]
            for name in claim["chapters"]
            if name not in left_out()
        ],
        "page": f"{PAGE}#claim-{claim['number']}",
    }


def cited(match):
    """'(@a, @b)' as '(Someone 2011, Others et al. 2020)'."""
    return "(" + ", ".join(cite(key, "claims.json") for key in re.findall(r"@(\w+)", match[1])) + ")"
