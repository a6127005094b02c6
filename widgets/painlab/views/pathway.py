"""The map of the way and its view: one drawing of the way from skin to sentence, from which every small map is cut."""

import functools
import json
from xml.etree import ElementTree

from ..errors import nearest
from ..figures.style import say
from ..page.join import front_file
from ..page.palette import palette_css
from ..page.words import t
from .drawing import SIZE, color_of, head
from .words import columns_of

SAYS = {
    "banner", "scale", "about", "full", "first", "every", "ways", "dots", ("phases", "phase label level"),
    ("sites", "label width meters lesions treatments"),
}  # fmt: skip

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ("skin", "axon", "ganglion", "dorsal-horn", "brainstem", "cortex")


def cut(levels: list[str], number: int | str) -> str:
    """The drawing as an <svg> element with `levels` marked; `number` keeps the ids of several maps on a page
    apart."""
    for level in levels:
        if level not in LEVELS:
            raise ValueError(f"pathway: no level {level!r} ({', '.join(LEVELS)}){nearest(level, LEVELS)}")
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


def still(lab, state, run, view):
    """The output in each phase of the examination, or what each meter of the way shows; one bar each."""
    if "phases" in view:
        phases = {phase.name: phase for phase in lab.model.protocols[lab.settings["protocol"]]}
        shown = [(row["label"], next(iter(phases[row["phase"]].readouts))) for row in view["phases"]]
        rows = [(label, run.readouts[name], view["full"], 1, "", "projection") for label, name in shown]
    else:
        said = ("full", "digits", "unit", "role")
        meters = [(site["label"], meter) for site in view["sites"] for meter in site["meters"]]
        rows = [
            (f"{place}, {meter['label']}", run.readouts[meter["show"]], *(meter[word] for word in said))
            for place, meter in meters
        ]

    def paint(axes):
        for height, (label, value, full, digits, unit, role) in enumerate(rows):
            axes.barh(height, value / full, 0.32, color=color_of(role), linewidth=0)
            words = f"{label}: {value:.{digits}f} {unit}".replace("-", "−")
            say(axes, 0, height, words, xycoords=("axes fraction", "data"), xytext=(0, 14), fontsize=SIZE)
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.6, -0.9), xticks=[], yticks=[])
        axes.spines.left.set_visible(False)
        axes.spines.bottom.set_visible(False)
        head(axes, view.get("scale", view["about"]))

    yield 40 * len(rows), paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    marks = [mark for site in view["sites"] for mark in site["lesions"] + site["treatments"]]
    asked = [(symbol, "control", controls) for mark in marks for symbol in {**mark["values"], **mark.get("off", {})}]
    meters = [*view["ways"].values(), *(meter for site in view["sites"] for meter in site["meters"])]
    known = columns_of(lab) if "phases" in view else lab.readouts
    asked += [(meter["show"], "state, input or helper" if "phases" in view else "read-out", known) for meter in meters]
    phases = {phase.name for phases in lab.model.protocols.values() for phase in phases}
    return asked + [(row["phase"], "phase", phases) for row in view.get("phases", ())]
