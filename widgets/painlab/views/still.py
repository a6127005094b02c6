"""The still frame of a lab: its picture and its sentence, for print and for readers without JavaScript.

One SVG of at most 25 KB in the style of the figures, which shows what the lab's views show, more simply: a
curve only where its runs are short, the people of a distribution as a heap before and a heap after.
"""

import html

import matplotlib
from matplotlib.figure import Figure as Canvas

from ..figures.style import PIXELS_PER_INCH, STYLE
from ..figures.svg import svg_text
from ..page.words import t
from .drawing import SIZE
from .scene import still_scene
from .words import kinds

CSS = (
    ".painlab-still svg{display:block;width:100%;height:auto}"
    ".painlab-still text{paint-order:stroke;stroke:var(--paper,#fffdf8);stroke-width:3px}"
)
WIDTH = 440  # pixels
LIMIT = 25_000  # bytes
WORDS = {"xtick.labelsize": SIZE, "ytick.labelsize": SIZE, "path.simplify_threshold": 0.4}


def still_html(widget) -> str:
    """What a page shows of a LabWidget without its front end: title, question, picture, sentence, note."""
    lab, run = widget.lab, widget.run()
    picture = still_svg(lab, widget.state, run, f"still-{widget.model_id[:8]}")
    title, question, note, sentence = (
        html.escape(text, quote=False)
        for text in (ended(lab.title), lab.question, lab.note, lab.say(widget.state, run.readouts))
    )
    return (
        f'<div class="painlab-still" data-model-id="{widget.model_id}"><style>{CSS}</style>'
        f"<p><strong>{title}</strong> {question}</p>"
        f"{still_scene(widget.spec, widget.state)}{picture}<p>{sentence}</p><p><small>{note}</small></p></div>"
    )


def still_svg(lab, state: dict, run, prefix: str) -> str:
    """The picture of a lab at `state`, whose run is `run`; ids begin with `prefix`."""
    rows = [row for view in lab.views for row in rows_of(lab, state, run, view)]
    height = sum(pixels + 58 for pixels, _ in rows)
    with matplotlib.rc_context(STYLE | WORDS | {"svg.hashsalt": lab.name}):
        fig = Canvas(figsize=(WIDTH / PIXELS_PER_INCH, height / PIXELS_PER_INCH))
        places = fig.subplots(len(rows), 1, squeeze=False, height_ratios=[pixels for pixels, _ in rows])
        for axes, (_, paint) in zip(places.flat, rows, strict=True):
            paint(axes)
        shown = "; ".join(axes.get_title(loc="left").strip("←→ ") for axes in fig.axes)
        alt = t("Still picture of the lab: {shown}.", shown=shown)
        return svg_text(fig, prefix, "still", alt, f"still frame of lab '{lab.name}'", digits=1)


def rows_of(lab, state, run, view):
    """[(height in pixels, function that paints it), …] of a view. ValueError for a kind that has no still."""
    if view["kind"] not in kinds():
        raise ValueError(f"lab '{lab.name}': a still frame knows no view '{view['kind']}'; draw it in painlab/views/")
    return kinds()[view["kind"]].still(lab, state, run, view)


def ended(title: str) -> str:
    """A title with a mark at its end."""
    return title if title.endswith(("?", "!", ".")) else f"{title}."
