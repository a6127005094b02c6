"""The still frame of a lab: its pictures and its sentence, for print and for readers without JavaScript.

The lab's own views draw it (`still.js`), on paper (`paper.js`), in the JavaScript engine that also sets the formulas.
"""

import functools
import html
import re

from ..page.join import front_file, rooms
from ..page.palette import LIGHT

CSS = (
    ".painlab-still svg{display:block;width:100%;height:auto}"
    ".painlab-still text{paint-order:stroke;stroke:var(--paper,#fffdf8)}"
)
STAGE = "globalThis.performance = {now: () => 0};"  # what the front end asks of a browser as it is loaded
ROLE = re.compile(r"var\(--(\w+)\)")


@functools.cache
def engine():
    """The front end in the JavaScript engine that also sets the book's formulas."""
    import dukpy  # only while a book is built

    text = rooms("views/still.js")
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(f"{STAGE}(function () {{{text}\nObject.assign(globalThis, {{modules}}, modules['views/still.js']);}})(); 0")
    return interpreter


def still_of(spec, state, stem):
    """{"pictures": SVG of each view, "scene": SVG or "", "sentence"} of a lab at `state`; ids begin with `stem`."""
    drawn = engine().evaljs("stillOf(dukpy.spec, dukpy.state, dukpy.stem)", spec=spec, state=state, stem=stem)
    return drawn | {"pictures": [themed(picture) for picture in drawn["pictures"]]}


def forest_of(spec, state, stem):
    """SVG of the forest of the evidence table, whose controls stand at `state`; ids begin with `stem`."""
    return themed(engine().evaljs("forestOf(dukpy.spec, dukpy.state, dukpy.stem)", spec=spec, state=state, stem=stem))


def themed(svg):
    """An SVG whose colors follow the theme, and are the light ones where there is none."""
    return ROLE.sub(lambda role: f"var(--{role[1]},{LIGHT[role[1]]})", svg)


def still_html(widget) -> str:
    """What a page shows of a LabWidget without its front end: title, question, pictures, sentence, note."""
    lab = widget.lab
    still = still_of(widget.spec, widget.state, f"still-{widget.model_id[:8]}")
    title, question, note, sentence = (
        html.escape(text, quote=False) for text in (ended(lab.title), lab.question, lab.note, still["sentence"])
    )
    return (
        f'<div class="painlab-still" data-model-id="{widget.model_id}"><style>{CSS}</style>'
        f"<p><strong>{title}</strong> {question}</p>"
        f"{scene_html(widget.spec['scene'], still['scene'])}{''.join(still['pictures'])}"
        f"<p>{sentence}</p><p><small>{note}</small></p></div>"
    )


def scene_html(scene, drawing):
    """A lab's scene at its telling moment, with the line under it; empty where a lab has none."""
    if not scene:
        return ""
    about = html.escape(re.search(r"<desc>(.*?)</desc>", scene, re.S)[1])
    drawing = drawing.replace("<svg ", f'<svg class="painlab-scene" role="img" aria-label="{about}" ', 1)
    title = re.search(r"<title>(.*?)</title>", scene, re.S)[1]
    style = re.sub(r"\s+", " ", "".join(re.findall(r"^\.painlab-scene.*\n", front_file("views/scene.css"), re.M)))
    return (
        f"<style>{style}.painlab-still .painlab-scene{{max-width:420px}}</style>{drawing}<p><small>{title}</small></p>"
    )


def ended(title: str) -> str:
    """A title with a mark at its end."""
    return title if title.endswith(("?", "!", ".")) else f"{title}."
