"""The map of the way and its view: one drawing of the way from skin to sentence, from which every small map is cut."""

import functools
import json
from xml.etree import ElementTree

from ..errors import refuse
from ..page.join import front_file
from ..page.palette import palette_css
from ..page.words import t
from .words import check_needed, columns_of

SAYS = {
    "banner", "scale", "about!", "full", "first", "every!", ("ways!", "show! role! speed!"), "dots",
    ("phases", "phase! label! level"), ("sites!", "label! width meters! lesions! treatments!"),
}  # fmt: skip

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ("skin", "axon", "ganglion", "dorsal-horn", "brainstem", "cortex")


def cut(levels: list[str], number: int | str) -> str:
    """The drawing as an <svg> element with `levels` marked; `number` keeps the ids of several maps on a page apart."""
    for level in levels:
        if level not in LEVELS:
            refuse("pathway", f"there is no level '{level}'", level, LEVELS)
    svg = ElementTree.fromstring(_drawing())
    svg.set("class", "pathway")
    for group in svg.iter(f"{SVG}g"):
        if levels and group.get("class") == "level":
            group.set("class", f"level {'here' if group.get('id') in levels else 'away'}")
    if levels:
        names = ", ".join(t(level.replace("-", " ")) for level in levels)
        svg.find(f"{SVG}desc").text += f" {t('Marked here: {names}.', names=names)}"
    for element in svg.iter():
        if name := element.get("id"):
            element.set("id", f"pathway-{number}-{name}")
    svg.set("aria-labelledby", f"pathway-{number}-title pathway-{number}-description")
    return ElementTree.tostring(svg, encoding="unicode")


class Map:
    """The drawing with its levels marked, as a notebook shows it."""

    def __init__(self, levels: tuple[str, ...]):
        self.levels = levels

    def __repr__(self) -> str:
        return f"pathway({', '.join(map(json.dumps, self.levels))})"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        style = f"<style>{front_file('views/pathway.css')}@layer painlab{{{palette_css()}}}</style>"
        drawing = cut(list(self.levels), "".join(self.levels) or "whole")
        return {"text/html": f"<figure>{style}{drawing}</figure>", "text/plain": repr(self)}


def pathway(*levels: str) -> Map:
    """The way from skin to cortex with these levels in full ink and the others faint; all in full ink without names.

    ValueError names the nearest level if there is none of that name.
    """
    cut(list(levels), 0)
    return Map(levels)


@functools.cache
def _drawing() -> str:
    ElementTree.register_namespace("", SVG.strip("{}"))
    return front_file("views/pathway.svg")


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    marks = [mark for site in view["sites"] for mark in site["lesions"] + site["treatments"]]
    asked = [(symbol, "control", controls) for mark in marks for symbol in {**mark["values"], **mark.get("off", {})}]
    meters = [*view["ways"].values(), *(meter for site in view["sites"] for meter in site["meters"])]
    known = columns_of(lab) if "phases" in view else lab.readouts
    asked += [(meter["show"], "state, input or helper" if "phases" in view else "read-out", known) for meter in meters]
    phases = {phase.name for phases in lab.model.protocols.values() for phase in phases}
    return asked + [(row["phase"], "phase", phases) for row in view.get("phases", ())]


def check(lab, view):
    """Bars of phases have a name and a full height."""
    if "phases" in view:
        check_needed(lab, "pathway", view, ("scale!", "full!"))
