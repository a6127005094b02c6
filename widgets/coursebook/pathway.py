"""The map: one drawing of the way from skin to sentence, from which every small map in the book is cut.

    ```{pathway} dorsal-horn brainstem
    What this chapter covers.
    ```

draws the package's pathway.svg with the named levels in full ink and the others faint; without names, everything is
in full ink."""

import functools
from difflib import get_close_matches
from xml.etree import ElementTree

from docutils import nodes
from painlab.page.join import FRONTEND
from sphinx.util.docutils import SphinxDirective

DRAWING = FRONTEND / "views/pathway.svg"  # labs let impulses travel along its ways
SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ("skin", "axon", "ganglion", "dorsal-horn", "brainstem", "cortex")


def cut(levels: list[str], number: int) -> str:
    """The drawing as an <svg> element with `levels` marked; `number` keeps the ids of several maps on a page
    apart."""
    for level in levels:
        if level not in LEVELS:
            near = get_close_matches(level, LEVELS, 1) or LEVELS[:1]
            raise ValueError(f"pathway: no level {level!r} ({', '.join(LEVELS)}); did you mean {near[0]!r}?")
    svg = ElementTree.fromstring(_drawing())
    svg.set("class", "pathway part" if levels else "pathway")
    for group in svg.iter(f"{SVG}g"):
        if group.get("id") in levels:
            group.set("class", f"{group.get('class', '')} here".strip())
    if levels:
        names = [level.replace("-", " ") for level in levels]
        svg.find(f"{SVG}desc").text += f" Marked here: {', '.join(names)}."
    for element in svg.iter():
        if name := element.get("id"):
            element.set("id", f"pathway-{number}-{name}")
    svg.set("aria-labelledby", f"pathway-{number}-title pathway-{number}-description")
    return ElementTree.tostring(svg, encoding="unicode")


@functools.cache
def _drawing() -> str:
    ElementTree.register_namespace("", SVG.strip("{}"))
    return DRAWING.read_text(encoding="utf-8")


class Pathway(SphinxDirective):
    """`{pathway} LEVEL …`, with an optional caption as content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        self.env.note_dependency(str(DRAWING))
        levels = self.arguments[0].split() if self.arguments else []
        try:
            drawing = cut(levels, self.env.new_serialno("pathway") + 1)
        except ValueError as error:
            raise self.error(str(error)) from None
        caption = nodes.paragraph()
        self.state.nested_parse(self.content, self.content_offset, caption)
        words = [child for paragraph in caption.children for child in paragraph.children]
        parts = [f'<figure class="map">{drawing}', *words, "</figure>"]
        if words:
            parts[0] += "<figcaption>"
            parts[-1] = "</figcaption></figure>"
        raw = [nodes.raw("", part, format="html") if isinstance(part, str) else part for part in parts]
        return [nodes.container("", *raw, classes=["full"])]


def setup(app):
    app.add_directive("pathway", Pathway)
