"""A matplotlib figure as SVG that follows the theme: colors as CSS variables, few decimals, ids of its own."""

import io
import itertools
import re
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from ..page.palette import LIGHT
from .style import FAMILY, PIXELS_PER_INCH


def svg_text(fig: Canvas, prefix: str, css_class: str, alt: str, where: str, digits: int = 2) -> str:
    """A matplotlib figure as SVG: colors as CSS variables, few decimals, ids starting with `prefix`."""
    file = io.BytesIO()
    FigureCanvasSVG(fig).print_svg(file, metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(file.getvalue())
    _strip(root)
    _rename_ids(root, prefix)
    for element in root.iter():
        if element.tag == "image":
            raise ValueError(f"{where} holds a raster image; draw lines and patches (no imshow, no rasterized=True)")
        if element.tag == "tspan":
            raise ValueError(f"{where}: a text is set as math; write it in Unicode, without dollar signs")
        for key, value in element.attrib.items():
            element.attrib[key] = _shorten(key, value, digits)
        if not element.get("transform", "-"):
            del element.attrib["transform"]
        if "style" in element.attrib:
            element.attrib["style"] = _themed(element.attrib["style"], where)
    for parent in list(root.iter()):
        _share_style(parent)
    width, height = (round(inches * PIXELS_PER_INCH) for inches in fig.get_size_inches())
    root.attrib = {
        "class": css_class,
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-label": alt,
        "font-family": FAMILY,
        "stroke-linejoin": "round",
        "style": f"max-width:{round(1.2 * width)}px;font-size-adjust:none;font-variant-numeric:lining-nums",
    }
    return ElementTree.tostring(root, encoding="unicode")


def _strip(root) -> None:
    """Drop namespaces, metadata, the style sheet (it would reach the whole page) and what cannot be seen."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        element.text = element.text if element.tag == "text" else None
        element.tail = None
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in ("metadata", "style") or _invisible(child)]:
            parent.remove(child)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == "defs" and not len(child)]:
            parent.remove(child)


def _invisible(element) -> bool:
    return element.tag == "path" and element.get("style", "").replace(" ", "") in (
        "fill:none",
        "fill:none;opacity:0",
    )


def _rename_ids(root, prefix: str) -> None:
    """Short ids, unique in the page; none where nothing refers to it."""
    used = {}
    for element in root.iter():
        for value in element.attrib.values():
            for name in re.findall(r"(?:^|url\()#([^)]+)", value):
                used.setdefault(name, f"{prefix}-{len(used)}")
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in used:
            element.attrib["id"] = used[name]
        for key, value in element.attrib.items():
            element.attrib[key] = re.sub(r"((?:^|url\()#)([^)]+)", lambda match: match[1] + used[match[2]], value)
    _unwrap(root)


def _unwrap(parent) -> None:
    for child in list(parent):
        _unwrap(child)
        if child.tag == "g" and not child.attrib:
            at = list(parent).index(child)
            parent.remove(child)
            for offset, grandchild in enumerate(child):
                parent.insert(at + offset, grandchild)


def _share_style(parent) -> None:
    """Put many markers of one style into a group that has it."""
    for style, run in itertools.groupby(list(parent), lambda child: child.tag == "use" and child.get("style")):
        markers = list(run)
        if style and len(markers) > 3:
            group = ElementTree.Element("g", style=style)
            parent.insert(list(parent).index(markers[0]), group)
            for marker in markers:
                del marker.attrib["style"]
                parent.remove(marker)
                group.append(marker)


def _shorten(key: str, value: str, digits: int) -> str:
    if key in ("id", "href", "clip-path"):
        return value
    value = re.sub(r"-?\d+\.\d+", lambda match: f"{float(match[0]):.{digits}f}".rstrip("0").rstrip("."), value)
    if key == "d":
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", value).strip()
    return re.sub(r" ?rotate\(-?0 [^)]*\)", "", value).strip() if key == "transform" else value


ROLE_OF = {value.lower(): role for role, value in LIGHT.items()}


def _themed(style: str, where: str) -> str:
    """A style attribute whose colors are CSS variables."""
    declarations = []
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in ("", "font-family"):
            continue
        if value.startswith("#"):
            if value not in ROLE_OF:
                raise ValueError(
                    f"{where}: the {name} {value} is not a color of the palette and would not follow "
                    "the theme; use the roles of `color`, with alpha for tints"
                )
            value = f"var(--{ROLE_OF[value]},{value})"
        declarations.append(f"{name}:{value}")
    return ";".join(declarations)
