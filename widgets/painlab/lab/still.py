"""The still frame of a lab: its pictures and its sentence, for print and for readers without JavaScript.

The lab's own views draw it (`still.js`), on paper (`paper.js`), in the JavaScript engine that also sets the formulas.
"""

import functools
import hashlib
import html
import json
import os
import re
from pathlib import Path

from ..page import v8
from ..page.join import front_file, rooms
from ..page.palette import LIGHT

CSS = (
    ".painlab-still svg{display:block;width:100%;height:auto}"
    ".painlab-still text{paint-order:stroke;stroke:var(--paper,#fffdf8)}"
)
STAGE = "globalThis.performance = {now: () => 0};"  # what the front end asks of a browser as it is loaded
ROLE = re.compile(r"var\(--(\w+)\)")
# Set while the book is built, so that a page shows each lab without a script, too; a live notebook has no use for that.
# A folder, where what one of the build's processes has drawn is found by the others, and by the next build.
STILLS = "PAINLAB_STILLS"
STEM = "painlab-stem"  # stands in what is kept for that with which ids begin


@functools.cache
def program():
    """The front end, as far as stills need it."""
    given = "Object.assign(globalThis, {modules}, modules['lab/still.js']);"
    return f"{STAGE}(function () {{{rooms('lab/still.js')}\n{given}}})()"


def still_of(spec, state, stem):
    """{"pictures": SVG of each view, "scene": SVG or "", "sentence"} of a lab at `state`; ids begin with `stem`."""
    drawn = kept("stillOf", spec, state)
    return drawn | {"pictures": [themed(picture).replace(STEM, stem) for picture in drawn["pictures"]]}


def forest_of(spec, state, stem):
    """SVG of the forest of the evidence table, whose controls stand at `state`; ids begin with `stem`."""
    return themed(kept("forestOf", spec, state)).replace(STEM, stem)


def kept(name, spec, state):
    """What a function of `still.js` gives, drawn, or as it was kept in the folder that `STILLS` names."""
    if STILLS not in os.environ:
        return drawn(name, spec, state)
    asked = json.dumps([rooms("lab/still.js"), name, spec, state])
    file = Path(os.environ[STILLS]) / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(drawn(name, spec, state)), encoding="utf-8")
        unfinished.replace(file)
    file.touch()  # still of use
    return json.loads(file.read_text(encoding="utf-8"))


def drawn(name, spec, state):
    """What a function of `still.js` gives."""
    return v8.call(program(), name, spec, state, STEM)


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
