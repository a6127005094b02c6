"""The map: one drawing of the way from skin to sentence, from which every small map in the book is cut.

    ```{pathway} dorsal-horn brainstem
    What this chapter covers.
    ```

draws the package's pathway.svg with the named levels in full ink and the others faint; without names, everything is
in full ink."""

from docutils import nodes
from painlab.page.join import FRONTEND
from painlab.views.pathway import cut
from sphinx.util.docutils import SphinxDirective


class Pathway(SphinxDirective):
    """`{pathway} LEVEL …`, with an optional caption as content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        """The drawing of the named levels, its caption below. Sphinx's error for an unknown level."""
        self.env.note_dependency(str(FRONTEND / "views/pathway.svg"))
        levels = self.arguments[0].split() if self.arguments else []
        try:
            drawing = cut(levels, self.env.new_serialno("pathway") + 1)
        except ValueError as error:
            raise self.error(str(error)) from None
        caption = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, caption)
        words = caption.children
        parts = [f'<figure class="map">{drawing}', *words, "</figure>"]
        if words:
            parts[0] += "<figcaption>"
            parts[-1] = "</figcaption></figure>"
        raw = [nodes.raw("", part, format="html") if isinstance(part, str) else part for part in parts]
        return [nodes.container("", *raw, classes=["full"])]


def setup(app):
    """Register `{pathway}`."""
    app.add_directive("pathway", Pathway)
