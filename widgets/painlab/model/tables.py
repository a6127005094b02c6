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
    this_model = model(name)
    return Printed(f"$$\n{this_model.latex}\n$$", this_model.equations.strip())


HEAD = ("symbol", "value", "unit", "meaning", "range", "source")
LEFT = "style='text-align:left'"  # as on a page; JupyterLab sets what is in tables to the right


class Table:
    """The table of quantities of a model as HTML, one row a quantity: symbol, value, unit, meaning, range, source."""

    def __init__(self, model):
        self.model = model

    def rows(self):
        """Each row as a tuple of texts, in the order of the model."""
        model = self.model
        for quantity in [*model.inputs, *model.states, *model.parameters]:
            span = t("{low:g} to {high:g}", low=quantity.range[0], high=quantity.range[1]) if quantity.range else ""
            value = quantity.value if isinstance(quantity.value, str) else f"{quantity.value:g}"
            yield quantity.symbol, value, quantity.unit, quantity.meaning, span, quantity.source

    def _repr_html_(self):
        head = "".join(f"<th scope='col' {LEFT}>{word}</th>" for word in every(HEAD))
        body = ""
        for symbol, value, unit, meaning, span, source in self.rows():
            link = citation_link(source, self.model.title) if source and source != "ours" else t(source)
            cells = "".join(f"<td {LEFT}>{html.escape(str(entry))}</td>" for entry in (value, unit, meaning, span))
            body += f"<tr><th scope='row' {LEFT}><i>{html.escape(symbol)}</i></th>{cells}<td {LEFT}>{link}</td></tr>"
        caption = f"<caption>{html.escape(t('{model}: quantities', model=self.model.title))}</caption>"
        label = html.escape(t("Quantities of {model}", model=self.model.title), quote=True)
        box = f"class='painlab-table' style='overflow-x:auto' tabindex='0' role='region' aria-label='{label}'"
        return f"<div {box}><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"

    def __repr__(self):
        return "\n".join("  ".join(row) for row in self.rows())


def parameters(name):
    """The table of quantities of the model `name`."""
    return Table(model(name))
