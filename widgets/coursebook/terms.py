"""Cards for words that nobody marked: in sections marked ●, the first use of a glossary word leads to its entry."""

import re

from docutils import nodes
from sphinx.environment import BuildEnvironment

# Words of every day, for which a card would be a bother; and short forms of entries that have a longer name.
EVERYDAY = {
    "pain",
    "interference",
    "reliability",
    "sensitivity",
    "specificity",
    "correlation",
    "prevalence",
    "generator",
}
SHORT = {
    "ectopic": "ectopic discharge",
    "ganglion": "dorsal root ganglion",
    "neuropathic": "neuropathic pain",
    "nocebo": "nocebo hyperalgesia",
    "nociceptive": "nociceptive pain",
    "nociplastic": "nociplastic pain",
    "placebo": "placebo effect",
    "sham": "sham procedure",
    "somatosensory": "somatosensory system",
}
OUTSIDE = (
    nodes.reference,
    nodes.title,
    nodes.literal,
    nodes.raw,
    nodes.emphasis,
    nodes.math,
    nodes.table,
    nodes.Admonition,
)


def places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """{word in small letters: (page, id)} of the glossary, with short forms, without everyday words."""
    known = {name.lower(): place for name, place in env.get_domain("std")._terms.items() if name not in EVERYDAY}
    return known | {short: known[name] for short, name in SHORT.items() if name in known}


def pattern(known) -> re.Pattern:
    """Finds the words of `known`, the longest first, also with an s at the end."""
    longest = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})s?(?![\w-])", re.I)


def link(app, doctree, page):
    """Link the first use of each glossary word in a section of level 1, unless it links that entry already."""
    known = places(app.env)
    stories = [one for one in doctree.findall(nodes.section) if "level-1" in one["classes"]]
    if not known or not stories:
        return
    finder = pattern(known)
    for section in stories:
        marked = {one["refuri"].rpartition("#")[2] for one in section.findall(nodes.reference) if "refuri" in one}
        for text in [one for one in section.findall(nodes.Text) if in_prose(one, section)]:
            text.parent.replace(text, list(pieces(app, page, str(text), known, finder, marked)))


def in_prose(text: nodes.Text, section: nodes.section) -> bool:
    """Does a text stand in a paragraph of this very section, and in no link, title or table?"""
    inside, node = False, text.parent
    while node is not section:
        if isinstance(node, (nodes.section, *OUTSIDE)):
            return False
        inside |= isinstance(node, nodes.paragraph)
        node = node.parent
    return inside


def pieces(app, page, text, known, finder, marked):
    """A text with a link at the first use of each word; the ids in `marked` have one already, and are noted there."""
    at = 0
    for mention in finder.finditer(text):
        home, name = known[mention[1].lower()]
        if name in marked:
            continue
        marked.add(name)
        yield nodes.Text(text[at : mention.start()])
        word = nodes.inline("", mention[0], classes=["xref", "std", "std-term"])
        yield nodes.reference("", "", word, internal=True, refuri=f"{app.builder.get_relative_uri(page, home)}#{name}")
        at = mention.end()
    yield nodes.Text(text[at:])


def setup(app):
    """Link the words of each page once its references are resolved."""
    app.connect("doctree-resolved", link, priority=600)  # after the levels are marked
