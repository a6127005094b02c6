"""The still of each lab in the state in which it opens, drawn once for all pages that show it."""

import os

from painlab.lab import load, names
from painlab.lab.widget import LabWidget
from painlab.views.still import engine
from sphinx.util.parallel import ParallelTasks, parallel_available

NOBODY = "0" * 32  # stands in a still for the identity of its widget
STEM = f"still-{NOBODY[:8]}"  # with what the ids in its picture begin
DRAWN: dict[str, str] = {}


def still(name: str, identity: str, stem: str = "") -> str:
    """HTML of the still of the lab `name`, for the widget `identity`; the ids in its picture begin with `stem`."""
    if name not in DRAWN:
        DRAWN[name] = drawn(name)
    return DRAWN[name].replace(NOBODY, identity).replace(STEM, stem or f"still-{identity[:8]}")


def drawn(name: str) -> str:
    """HTML of the still of a lab, whose widget is nobody's."""
    widget = LabWidget(load(name))
    return widget.still_html().replace(widget.model_id, NOBODY).replace(f"still-{widget.model_id[:8]}", STEM)


def draw_all(app, env, pages):
    """Draw the stills of all labs, as many at a time as there are processors."""
    if app.builder.format != "html" or not parallel_available:
        return
    engine()  # each of the processes takes it along
    tasks = ParallelTasks(os.cpu_count() or 1)
    for name in names():
        tasks.add_task(drawn, name, DRAWN.__setitem__)
    tasks.join()


def setup(app):
    """Draw the stills before the first page is read."""
    app.connect("env-before-read-docs", draw_all)
