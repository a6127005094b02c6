"""The still of each lab in the state in which it opens, drawn once for all pages that show it."""

import functools
import os
import time
from pathlib import Path

from painlab.lab import load, names, of_model
from painlab.lab.still import STILLS, still_of
from painlab.lab.widget import LabWidget

from .processes import side_by_side

NOBODY = "0" * 32  # stands in a still for the identity of its widget
STEM = f"still-{NOBODY[:8]}"  # with what the ids in its picture begin


def still(name: str, identity: str, stem: str = "") -> str:
    """HTML of the still of the lab `name`, for the widget `identity`; the ids in its picture begin with `stem`."""
    return nobodys(name).replace(NOBODY, identity).replace(STEM, stem or f"still-{identity[:8]}")


@functools.cache
def nobodys(name: str) -> str:
    """HTML of the still of a lab, whose widget is nobody's."""
    widget = LabWidget(load(name))
    return widget.still_html().replace(widget.model_id, NOBODY).replace(f"still-{widget.model_id[:8]}", STEM)


def smallest(name: str, stem: str) -> str:
    """SVG of the first picture of the lab `name`: of traces, the membrane potential alone, else the last panel."""
    widget = LabWidget(load(name))
    specs = (widget.spec | {"views": [alone(widget.lab.model, view)], "scene": None} for view in widget.spec["views"])
    return next(filter(None, (still_of(spec, widget.state, stem)["pictures"] for spec in specs)))[0]


def alone(model, view):
    """A view with one panel."""
    panels = [panel for panel in view.get("panels", ()) if not panel.get("thin")]
    if not panels:
        return view
    panel = next((panel for panel in panels if model.membrane in panel["show"]), panels[-1])
    own = {"names": {symbol: words for symbol, words in view.get("names", {}).items() if symbol in panel["show"]}}
    return view | {"panels": [panel]} | (own if "names" in view else {})


def draw(name: str):
    """Draw what pages show of the lab `name`: its still and, where it is the first of its model, the smallest one."""
    nobodys(name)
    if of_model(load(name).model_name)[0] == name:
        smallest(name, STEM)


def draw_all(app, env, pages):
    """Draw the stills of all labs, as many at a time as there are processors; they are kept for all pages."""
    if app.builder.format == "html":
        side_by_side(draw, names())


def drop_others(begun, error):
    """Drop the stills that nothing has asked for since `begun`, seconds from 1970."""
    for file in Path(os.environ[STILLS]).glob("*"):
        if not error and file.stat().st_mtime < begun:
            file.unlink()


def setup(app):
    """Draw the stills before the first page is read, and keep those of this build."""
    begun = time.time()
    app.connect("env-before-read-docs", draw_all)
    app.connect("build-finished", lambda app, error: drop_others(begun, error))
