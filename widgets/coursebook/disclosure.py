"""Solutions and dropdowns as native <details>: they open without a script, by keyboard, and in print."""

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import solution_node


class details(nodes.General, nodes.Element):
    """A block that opens."""


class summary(nodes.General, nodes.TextElement):
    """Its first line, which stays visible. Plain text: a link inside would fight with the opening."""


class CloseDropdowns(SphinxPostTransform):
    """Every {solution}, and every admonition of class `dropdown`, becomes a <details>."""

    default_priority = 900  # after sphinx-exercise has written its titles
    formats = ("html",)

    def run(self, **kwargs):
        """Turn each solution and dropdown into `details`, and drop the sections that repeat an id."""
        for section in list(self.document.findall(nodes.section)):
            if {"exercise-content", "solution-content"} & set(section["ids"]):  # the same id, again and again
                section.parent.replace(section, section.children)
        for node in list(self.document.findall(nodes.Admonition)):
            if not isinstance(node, solution_node) and "dropdown" not in node["classes"]:
                continue
            if node.children and isinstance(node[0], nodes.title):
                title, body = node[0].astext(), node.children[1:]
            else:
                title, body = admonitionlabels[node.tagname], node.children
            classes = [name for name in node["classes"] if name != "dropdown"]
            closed = details("", summary("", title), *body, classes=classes, ids=node["ids"])
            node.replace_self(closed)


def setup(app):
    """Register the HTML of `details` and `summary`, and the transform."""
    for node in (details, summary):
        tag = node.__name__
        app.add_node(
            node,
            html=(
                lambda translator, node, tag=tag: translator.body.append(translator.starttag(node, tag)),
                lambda translator, node, tag=tag: translator.body.append(f"</{tag}>\n"),
            ),
        )
    app.add_post_transform(CloseDropdowns)
