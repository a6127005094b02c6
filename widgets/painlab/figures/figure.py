"""Figures of the book: drawn once in Python, shown as inline SVG that follows the reader's theme and width.

A chapter shows `figure("the-gate/touch-curve")`. The drawing is a function in `figures/chapters/the_gate.py`:

    from .figure import figure_of
    from .style import say

    @figure_of(
        "touch-curve",
        title="Weak touch adds to pain, firm touch takes it away",     # the finding, a sentence
        alt="Output against touch: 9 spikes without touch, 10 at 15 hertz, none above 30.",
        source=["crodelle2019", "the volley is ours"],                 # keys of references.bib, or words
        size=(640, 340), narrow=(340, 320),                            # pixels; the second is for phones
    )
    def touch_curve(fig, color):
        axes = fig.subplots()
        axes.plot(touch, spikes, color=color.projection)
        say(axes, 15, 10, "weak touch adds", color.projection)
        axes.set(xlabel="touch (Hz)", ylabel="output (spikes per volley)")

`fig` is an empty matplotlib Figure with constrained layout, `color` holds the roles of the palette. The
function is called twice, for wide and for narrow columns (`style.is_narrow(fig)`, `style.panels(fig, 3)`);
it must draw the same every time: no clock, no unseeded random number. Only role colors are allowed, and
`alpha` for tints: any other color would stay the same in the dark. Write symbols in Unicode (`Aβ`, `Ca²⁺`),
not as `$math$`. A y label is set level, above its axis. The limit for one SVG is 60 KB: thin long traces
with `[::10]` before plotting.
"""

import functools
import html
import importlib
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from ..errors import refuse
from ..page.palette import palette_css
from ..page.words import catalog, t
from ..sources import citation_link
from .style import PIXELS_PER_INCH, STYLE, Colors
from .svg import svg_text

LIMIT = 60_000  # bytes of one SVG
CSS = """
.painlab-figure{margin:2rem 0;container-type:inline-size}
.painlab-figure svg{display:block;width:100%;height:auto;overflow:visible}
.painlab-figure svg.narrow{display:none}
.painlab-figure text{paint-order:stroke;stroke:var(--paper,#fffdf8);stroke-width:3px;stroke-linejoin:round}
.painlab-figure figcaption{margin:0 0 .75rem;font:600 1.0625rem/1.35 var(--serif,Charter,Cambria,serif);
font-size-adjust:.48;color:var(--ink,#1f1d1a);text-wrap:balance}
.painlab-figure-source{margin-top:.5rem;font:.8125rem/1.45 var(--sans,system-ui,sans-serif);
font-size-adjust:none;color:var(--muted,#6b6459)}
@container (max-width:520px){
.painlab-figure svg.wide{display:none}
.painlab-figure svg.narrow{display:block}
}
@media print{.painlab-figure{break-inside:avoid}}
""".strip()

_drawings: dict[str, "Figure"] = {}


@dataclass(frozen=True)
class Figure:
    """A drawing with its finding, its description and its sources. Shows itself as HTML."""

    name: str
    draw: callable = field(repr=False)
    title: str
    alt: str
    source: tuple[str, ...]
    note: str
    size: tuple[float, float]
    narrow: tuple[float, float]

    def svg(self, width: str = "wide") -> str:
        """The drawing as SVG text, `width` being 'wide' or 'narrow'; the same bytes every time."""
        return _svg(self, width)

    def __repr__(self) -> str:
        return f"figure({self.name!r}): {self.title}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/html": html_of(self), "text/plain": repr(self)}


def figure(name: str) -> Figure:
    """The figure 'chapter/drawing'. ValueError names the nearest one if there is none of that name."""
    module = str(name).partition("/")[0].replace("-", "_")
    if module in chapters():
        importlib.import_module(f"painlab.figures.chapters.{module}")
    if name not in _drawings:
        known = [each.name for each in figures()]
        of_chapter = [each for each in known if each.startswith(f"{module.replace('_', '-')}/")]
        beginnings = dict.fromkeys(f"{each.partition('/')[0]}/…" for each in known)
        refuse("", f"there is no figure '{name}'", name, known, f"; there are {', '.join(of_chapter or beginnings)}")
    return _drawings[name]


def chapters() -> list[str]:
    """Names of the modules of drawings."""
    return sorted(path.stem for path in (Path(__file__).parent / "chapters").glob("[a-z]*.py"))


def figures() -> list[Figure]:
    """Every figure of every chapter."""
    for module in chapters():
        importlib.import_module(f"painlab.figures.chapters.{module}")
    return list(_drawings.values())


def figure_of(name: str, *, title: str, alt: str, source, note: str = "", size=(640, 360), narrow=(340, 300)):
    """Make the decorated `draw(fig, color)` the figure `name` of the module's chapter.

    `title` states the finding in a sentence; `alt` says what the drawing shows, with its numbers; `source`
    lists keys of book/references.bib, or words where there is no paper; `note` is a sentence beside the
    source, for what the bars and bands are. `size` and `narrow` are (width, height) in pixels.
    """

    def register(draw):
        full = f"{draw.__module__.rpartition('.')[2].replace('_', '-')}/{name}"
        where = f"figure {full!r}"
        for what, text, remedy in [
            ("title", title, "state the finding in a sentence"),
            ("alt", alt, "say what the drawing shows, with its numbers"),
        ]:
            if not isinstance(text, str) or len(text.split()) < 4:
                raise ValueError(f"{where}: the {what} {text!r} says too little; {remedy}")
        entries = (source,) if isinstance(source, str) else tuple(source or ())
        if not entries:
            raise ValueError(f"{where}: source is empty; give keys of book/references.bib, or 'our drawing'")
        if full in _drawings and _drawings[full].draw.__qualname__ != draw.__qualname__:
            raise ValueError(f"{where} is drawn twice, by {_drawings[full].draw.__name__} and {draw.__name__}")
        _drawings[full] = Figure(full, draw, title, alt, entries, note, tuple(size), tuple(narrow))
        return draw

    return register


@functools.cache
def _svg(figure: Figure, width: str) -> str:
    size = figure.size if width == "wide" else figure.narrow
    where = f"figure {figure.name!r}"
    with matplotlib.rc_context(STYLE | {"svg.hashsalt": figure.name}):
        fig = Canvas(figsize=(size[0] / PIXELS_PER_INCH, size[1] / PIXELS_PER_INCH))
        figure.draw(fig, Colors())
        for words in fig.findobj(Text) if catalog() else ():
            words.set_text(t(words.get_text()))
        if not fig.axes and not fig.artists and not fig.texts:
            raise ValueError(f"{where}: {figure.draw.__name__}() drew nothing")
        for axes in fig.axes:
            _level_y_label(axes)
        prefix = f"f{zlib.crc32(f'{figure.name} {width}'.encode()):08x}"
        return svg_text(fig, prefix, width, t(figure.alt), where)


def html_of(figure: Figure) -> str:
    """A figure as HTML: its finding, its two drawings, its sources."""
    listed = "; ".join(_source(entry, f"figure '{figure.name}'") for entry in figure.source)
    sources = t("Source: {sources}.", sources=listed)
    note = f"{_plain(t(figure.note))} " if figure.note else ""
    # The palette serves notebooks without a lab. It stands in a layer, so that a page's own colors prevail.
    style = f"<style>{CSS}@layer painlab{{{palette_css()}}}</style>"
    return (
        f'<figure class="painlab-figure" id="{_identifier(figure.name)}">{style}'
        f"<figcaption>{_plain(t(figure.title))}</figcaption>{figure.svg('wide')}{figure.svg('narrow')}"
        f'<div class="painlab-figure-source">{note}{sources}</div></figure>'
    )


def _identifier(name: str) -> str:
    return "figure-" + name.replace("/", "-")


def _plain(text: str) -> str:
    return html.escape(text, quote=False)


def _source(entry: str, where: str) -> str:
    if " " in entry:
        return _plain(t(entry))
    return citation_link(entry, where)


def _level_y_label(axes) -> None:
    label = axes.yaxis.label
    if label.get_text() and axes.yaxis.get_label_position() == "left":
        label.set(rotation=0, ha="left", va="bottom")
        axes.yaxis.set_label_coords(0, 1.0, transform=axes.transAxes + _up(axes, 8))


def _up(axes, pixels: float):
    return matplotlib.transforms.ScaledTranslation(0, pixels / PIXELS_PER_INCH, axes.figure.dpi_scale_trans)
