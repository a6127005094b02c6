"""The book's Sphinx extension: math at build time, live widgets in static pages, citations in outputs,
layout, map, reading levels, exercises, first page, ways through, lessons, search, the live edition, packages for a
learning management system."""

import os
from pathlib import Path

from painlab.page.words import speak


def setup(app):
    """Set the language, then connect every part of the extension to `app`. Returns Sphinx's metadata."""
    speak(app.config.language, Path(app.srcdir) / "locale")
    from . import (
        cards,
        catalog,
        citations,
        claims,
        classroom,
        degrees,
        disclosure,
        embed,
        exercises,
        front,
        hub,
        inventory,
        katex,
        left_out,
        lessons,
        levels,
        live,
        lms,
        pages,
        parallel,
        paths,
        pathway,
        presenter,
        prose,
        search,
        slides,
        stills,
        terms,
    )

    # The kernels of the build inherit them: labs give their still frames, too, and outputs cite the bibliography.
    os.environ |= {"PAINLAB_STILLS": str(Path(app.srcdir) / "_build/stills"), "PAINLAB_BOOK": "1"}
    parts = (
        katex,
        catalog,
        inventory,
        claims,
        degrees,
        citations,
        disclosure,
        embed,
        exercises,
        pathway,
        prose,
        front,
        levels,
    )
    parts += (left_out, paths, lessons, presenter, slides, hub, stills)
    for part in (*parts, terms, cards, search, parallel, pages, live, classroom, lms):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
