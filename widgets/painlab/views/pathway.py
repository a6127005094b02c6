"""The map: one drawing of the way from skin to sentence, from which every small map is cut."""

import functools
from xml.etree import ElementTree

from ..errors import nearest
from ..page.join import front_file

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ("skin", "axon", "ganglion", "dorsal-horn", "brainstem", "cortex")


def cut(levels: list[str], number: int) -> str:
    """The drawing as an <svg> element with `levels` marked; `number` keeps the ids of several maps on a page
    apart."""
    for level in levels:
        if level not in LEVELS:
            raise ValueError(f"pathway: no level {level!r} ({', '.join(LEVELS)}){nearest(level, LEVELS)}")
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
    return front_file("views/pathway.svg")
