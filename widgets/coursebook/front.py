"""The first page and its neighbors: `{emblem}`, `{doors}`, `{person}`, `{leaflet}`, and the picture of a link."""

import re
from pathlib import Path

import matplotlib
from docutils import nodes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Line
from painlab.emblem.emblem import EmblemWidget, drawing
from painlab.page.palette import LIGHT, ROLES
from painlab.page.words import drawn, t
from sphinx.util.docutils import SphinxDirective

from .catalog import carry

FACES = Path(__file__).resolve().parents[2] / "book" / "assets" / "people"
PICTURE = "emblem.png"


class Emblem(SphinxDirective):
    """`{emblem}`: the brush and its slider, alive in the page. No kernel runs."""

    def run(self):
        """The emblem's still frame as HTML; the page carries its widget."""
        widget = EmblemWidget()
        carry(self.env, [widget])
        return [nodes.raw("", f'<div class="cell front">{widget.still_html()}</div>', format="html")]


class Doors(SphinxDirective):
    """`{doors}`: links, one a line, as the ways into the book."""

    has_content = True

    def run(self):
        """A container with each line of the content parsed as a door of its own."""
        box = nodes.container(classes=["doors"])
        for line in self.content:
            self.state.nested_parse([line], self.content_offset, box)
        return [box]


class Person(SphinxDirective):
    """`{person} rosa`: the drawn face of one of the invented people, and what is said of them."""

    required_arguments = 1
    has_content = True

    def run(self):
        """The named face of assets/people beside the parsed words. Sphinx's error for an unknown face."""
        file = FACES / f"{self.arguments[0]}.svg"
        if not file.exists():
            known = ", ".join(sorted(path.stem for path in FACES.glob("*.svg")))
            raise self.error(f"there is no face {self.arguments[0]!r} in assets/people; there are {known}")
        self.env.note_dependency(str(file))
        box = nodes.container(classes=["person"])
        box += nodes.raw("", drawn(file.read_text(encoding="utf-8")), format="html")
        words = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, words)
        box += words
        return [box]


class Leaflet(SphinxDirective):
    """`{leaflet}`, lines of "title | what to write": numbered boxes with room to write by hand."""

    has_content = True

    def run(self):
        """The lines, `title | hint`, as a numbered list; the first one has the figure."""
        boxes = nodes.enumerated_list(enumtype="arabic", classes=["leaflet"])
        for line in self.content:
            title, _, hint = (part.strip() for part in line.partition("|"))
            box = nodes.list_item()
            self.state.nested_parse([f"**{title}.** {hint}"], self.content_offset, box)
            boxes += box
        boxes[0] += nodes.raw("", FIGURE, format="html")
        return [boxes]


BODY = (
    "M44 27V33C34 34 28 38 27 48L20 86M56 27V33C66 34 72 38 73 48L80 86"
    "M36 52L34 92L38 148M64 52L66 92L62 148M50 96L47 148M50 96L53 148"
)


def _outline(shift: int, name: str) -> str:
    drawn = f'<circle cx="50" cy="16" r="11"/><path d="{BODY}"/><text x="50" y="162">{name}</text>'
    return f'<g transform="translate({shift} 0)">{drawn}</g>'


FIGURE = (
    '<svg class="outlines" viewBox="0 0 240 168" role="img" '
    f'aria-label="{t("Outline of a body, front and back, to draw on")}">'
    f"{_outline(10, t('front'))}{_outline(130, t('back'))}</svg>"
)

# --- the picture of a shared link -------------------------------------------------------------------------------------

COMMAND = re.compile(r"([MLHVCZ])([^MLHVCZ]*)")
CODES = {"M": [Line.MOVETO], "L": [Line.LINETO], "C": [Line.CURVE4] * 3}


def line(text: str) -> Line:
    """A matplotlib path of the `d` of an SVG path made of absolute M, L, H, V, C and Z."""
    points, codes = [], []
    for command, numbers in COMMAND.findall(text):
        values = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        if command in "HV":
            last = points[-1]
            values = [values[0], last[1]] if command == "H" else [last[0], values[0]]
            command = "L"
        if command == "Z":
            points.append(points[0])
            codes.append(Line.CLOSEPOLY)
            continue
        pairs = list(zip(values[::2], values[1::2], strict=True))
        points += pairs
        codes += CODES[command] * (len(pairs) // len(CODES[command]))
    return Line(points, codes)


def patches(svg: str):
    """(path, classes, transform) of each path, circle and ellipse of the emblem, in the order of the drawing."""
    moved = matplotlib.transforms.IdentityTransform()
    for tag, attributes in re.findall(r"<(/?\w+)([^>]*)>", svg):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if tag == "g":
            x, y, scale = re.findall(r"-?\d+\.?\d*", told.get("transform", "0 0 1"))
            if "transform" in told:
                moved = matplotlib.transforms.Affine2D().scale(float(scale)).translate(float(x), float(y))
            group = told.get("class", "")
        elif tag == "/g":
            moved = matplotlib.transforms.IdentityTransform()
        elif tag == "path" and "data-way" not in told:
            own = f"{group} {told.get('class', '')}".split()
            yield line(told["d"]), own + ["bare"] * (told.get("stroke") == "none"), moved
        elif tag in ("circle", "ellipse"):
            rx, ry = (float(told.get(name, told.get("r", 0))) for name in ("rx", "ry"))
            own = matplotlib.transforms.Affine2D().scale(rx, ry).translate(float(told["cx"]), float(told["cy"]))
            yield Line.unit_circle().transformed(own), told.get("class", "").split(), moved


def draw(file: Path, title: str, about: str):
    """The emblem with the book's title and one sentence, 1200 by 630 pixels, as previews of links want it."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=LIGHT["paper"])
    axes = figure.add_axes((0.03, 0.02, 0.94, 0.66), xlim=(0, 640), ylim=(274, 38), aspect="equal")
    axes.axis("off")
    for path, classes, moved in patches(drawing()):
        role = next((name for name in classes if name in ROLES), "ink")
        fill = LIGHT[role] if "solid" in classes else LIGHT["panel" if "gray" in classes else "paper"]
        filled = bool({"solid", "gray", "paper"} & set(classes))
        width = 5 if "loud" in classes else 4.2 if "strong" in classes else 1.6 if "fine" in classes else 2.6
        look = {"facecolor": fill if filled else "none", "edgecolor": LIGHT[role], "linewidth": width}
        patch = PathPatch(path, capstyle="round", **look | ({"linewidth": 0} if "bare" in classes else {}))
        patch.set_transform(moved + axes.transData)
        axes.add_patch(patch)
    ink = {"color": LIGHT["ink"], "family": "serif", "ha": "left"}
    figure.text(0.05, 0.84, title, size=52, **ink)
    figure.text(0.05, 0.75, about, size=24, **ink)
    figure.savefig(file)


def write_picture(app, error):
    """Draw the picture that a link to the book shows, into `_static`, after an HTML build without error."""
    if not error and app.builder.format == "html":
        draw(Path(app.outdir) / "_static" / PICTURE, app.config.project, t("A free course on nerve pain"))


def setup(app):
    """Register the four directives, and draw the picture of a link when the build ends."""
    for name, directive in {"emblem": Emblem, "doors": Doors, "person": Person, "leaflet": Leaflet}.items():
        app.add_directive(name, directive)
    app.connect("build-finished", write_picture)
