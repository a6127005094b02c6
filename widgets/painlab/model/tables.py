"""What a chapter prints of a model: its equations and its table of quantities."""

import html

from ..page.words import every, t
from ..sources import citation_link
from .model import model


class Printed:
    """Markdown (with math) for the book and for notebooks."""

    def __init__(self, markdown, plain):
        self.markdown, self.plain = markdown, plain

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/markdown": self.markdown, "text/plain": self.plain}

    def __repr__(self):
        return self.plain


def equations(name):
    """The equations of the model `name`, typeset as its source prints them."""
    made = model(name)
    return Printed(f"$$\n{made.latex}\n$$", made.equations.strip())


HEAD = ("symbol", "value", "unit", "meaning", "range", "source")


class Table:
    """The table of quantities of a model as HTML, one row a quantity: symbol, value, unit, meaning, range, source."""

    def __init__(self, made):
        self.model = made

    def rows(self):
        """Each row as a tuple of texts, in the order of the model."""
        made = self.model
        for q in [*made.inputs, *made.states, *made.parameters]:
            span = t("{low:g} to {high:g}", low=q.range[0], high=q.range[1]) if q.range else ""
            value = q.value if isinstance(q.value, str) else f"{q.value:g}"
            yield q.symbol, value, q.unit, q.meaning, span, q.source

    def _repr_html_(self):
        head = "".join(f"<th scope='col'>{h}</th>" for h in every(HEAD))
        body = ""
        for symbol, value, unit, meaning, span, source in self.rows():
            link = citation_link(source, self.model.title) if source and source != "ours" else t(source)
            cells = "".join(f"<td>{html.escape(str(x))}</td>" for x in (value, unit, meaning, span))
            body += f"<tr><th scope='row'><i>{html.escape(symbol)}</i></th>{cells}<td>{link}</td></tr>"
        caption = f"<caption>{html.escape(t('{model}: quantities', model=self.model.title))}</caption>"
        label = html.escape(t("Quantities of {model}", model=self.model.title), quote=True)
        box = f"class='painlab-table' style='overflow-x:auto' tabindex='0' role='region' aria-label='{label}'"
        return f"<div {box}><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"

    def __repr__(self):
        return "\n".join("  ".join(row) for row in self.rows())


def parameters(name):
    """The table of quantities of the model `name`."""
    return Table(model(name))
