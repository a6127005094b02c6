"""The one look of every drawn figure: matplotlib settings, the role colors, and what drawings share.

Drawings are in CSS pixels: `size=(640, 360)` is the figure's width and height, line widths and font sizes
are pixels too. Colors are roles (`color.touch`, `color.ink`, …), never hex: the SVG carries them as CSS
variables, so that one drawing serves both themes.
"""

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ..errors import nearest
from ..page.palette import LIGHT

PIXELS_PER_INCH = 72  # one unit of the SVG is one CSS pixel
NARROW = 340  # width of the drawing for phones, in pixels
GROUND = {"boxstyle": "square,pad=0.1", "facecolor": LIGHT["paper"], "edgecolor": "none"}  # `bbox` of a label on dots
FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

STYLE = {
    "figure.dpi": PIXELS_PER_INCH,
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 4 / PIXELS_PER_INCH,
    "figure.constrained_layout.w_pad": 4 / PIXELS_PER_INCH,
    "axes.facecolor": "none",
    "axes.edgecolor": LIGHT["muted"],
    "axes.labelcolor": LIGHT["ink"],
    "axes.titlecolor": LIGHT["ink"],
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlepad": 10,
    "axes.labelsize": 13,
    "axes.labelpad": 6,
    "axes.prop_cycle": matplotlib.cycler(color=[LIGHT["ink"]]),
    "axes.unicode_minus": True,
    "axes.xmargin": 0,
    "xtick.color": LIGHT["muted"],
    "xtick.labelcolor": LIGHT["ink"],
    "xtick.labelsize": 12,
    "xtick.major.size": 4,
    "xtick.major.width": 1,
    "ytick.color": LIGHT["muted"],
    "ytick.labelcolor": LIGHT["ink"],
    "ytick.labelsize": 12,
    "ytick.major.size": 4,
    "ytick.major.width": 1,
    "font.family": "sans-serif",
    "font.size": 13,
    "text.color": LIGHT["ink"],
    "lines.linewidth": 2,
    "lines.markersize": 6,
    "lines.solid_capstyle": "round",
    "patch.edgecolor": LIGHT["ink"],
    "patch.facecolor": LIGHT["panel"],
    "path.simplify": True,
    "path.simplify_threshold": 0.2,
    "grid.color": LIGHT["rule"],
    "grid.linewidth": 1,
    "hatch.color": LIGHT["muted"],
    "svg.fonttype": "none",
    "svg.image_inline": True,
}


class Colors:
    """Role colors by name: `color.touch`. While drawing, a role stands for its light value."""

    def __getattr__(self, role: str) -> str:
        if role in LIGHT:
            return LIGHT[role]
        raise AttributeError(f"'{role}' is no role of the palette{nearest(role, LIGHT)}; there are {', '.join(LIGHT)}")


def is_narrow(fig: Figure) -> bool:
    """Whether this drawing is the one for phones."""
    return fig.get_figwidth() * PIXELS_PER_INCH <= NARROW


def panels(fig: Figure, count: int, **kwargs) -> np.ndarray:
    """`count` axes side by side; one above the other when narrow. Keywords as in `Figure.subplots`."""
    shape = (count, 1) if is_narrow(fig) else (1, count)
    return fig.subplots(*shape, squeeze=False, **kwargs).ravel()


def say(axes: Axes, x: float, y: float, text: str, color: str | None = None, **kwargs) -> None:
    """A direct label at (x, y) in data units; lines are placed one by one, so that every font centers them.

    Keywords as in `Axes.annotate` (`ha`, `va`, `fontsize`, `xytext` as an offset in pixels, …).
    """
    kwargs = {"ha": "left", "va": "center", "fontsize": 13, "xytext": (0, 0)} | kwargs
    lines = text.split("\n")
    leading = 1.3 * kwargs["fontsize"]
    first = {"center": (len(lines) - 1) / 2, "top": 0, "bottom": len(lines) - 1}[kwargs["va"]] * leading
    dx, dy = kwargs.pop("xytext")
    for number, line in enumerate(lines):
        axes.annotate(
            line,
            (x, y),
            xytext=(dx, dy + first - number * leading),
            textcoords="offset pixels",
            color=color or LIGHT["ink"],
            annotation_clip=False,
            **kwargs,
        )


def interval(axes: Axes, low: float, mid: float, high: float, y: float, color: str | None = None) -> None:
    """An estimate with its interval, drawn horizontally at height `y`: a dot on a bar."""
    color = color or LIGHT["ink"]
    axes.plot([low, high], [y, y], color=color, linewidth=2, solid_capstyle="butt")
    axes.plot([mid], [y], "o", color=color, markersize=8)


def arrow(axes: Axes, start, end, color: str, bend: float = 0.0, dashed: bool = False, head: bool = True) -> None:
    """Excitation in a drawn circuit: a line from `start` to `end`, (x, y) each, that ends in an arrowhead."""
    axes.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>,head_length=0.7,head_width=0.35" if head else "-",
            "connectionstyle": f"arc3,rad={bend}",
            "color": color,
            "linewidth": 2,
            "linestyle": "--" if dashed else "-",
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )


def hold(axes: Axes, start, end, color: str, bend: float = 0.0, dashed: bool = False) -> None:
    """Inhibition in a drawn circuit: a line that ends in a filled dot."""
    arrow(axes, start, end, color, bend, dashed, head=False)
    axes.plot(*end, "o", color=color, markersize=9, clip_on=False)


def box(axes: Axes, x: float, y: float, width: float, height: float, text: str, color: str, fontsize=13) -> None:
    """A box with its words inside; (x, y) is its middle."""
    shape = (x - width / 2, y - height / 2), width, height
    rounded = "round,pad=0,rounding_size=0.16"
    axes.add_patch(FancyBboxPatch(*shape, boxstyle=rounded, facecolor=color, edgecolor=color, alpha=0.13))
    axes.add_patch(FancyBboxPatch(*shape, boxstyle=rounded, fill=False, edgecolor=color, linewidth=1.5))
    say(axes, x, y, text, color, ha="center", fontsize=fontsize)
