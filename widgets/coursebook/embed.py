"""Each lab as a page of its own, `labs/<name>.html`: for a frame in somebody else's page.

It has no column of contents and no notice; it tells the page around it how high it is (assets/embed.js), opens the
state that its address names, works in a frame with `sandbox="allow-scripts"`, and shows its still without a script."""

import html
from pathlib import Path

from painlab.lab import load, names
from painlab.lab.widget import LabWidget
from painlab.page.words import language, t

from . import citations, stills, widgets
from .pages import HEAD

PAGE = """<!doctype html>
<html lang="{language}" data-content_root="../" data-lab="{name}">
<head>
{head}
<title>{title}</title>
{links}
</head>
<body class="embedded">
<main>
<h1 class="embedded-title">{title}</h1>
{still}
<noscript><p>{needs}</p></noscript>
</main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script>
</body>
</html>
"""


def write_pages(app, error):
    """Write the page of each lab into `labs/` of the built site."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "labs"
    folder.mkdir(exist_ok=True)
    for name in names():
        text = page_of(name, app.outdir, lambda key: citations.address(app, "index", key, "index"))
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def page_of(name, site, address, asks=True):
    """The HTML of a lab's page in the folder `site`; `address(key)` is where a source stands.

    Without `asks` it has no prediction, no goals, no states worth seeing, and no still: nothing tells what comes out
    but the lab itself."""
    lab = load(name)
    widget = LabWidget(lab)
    told = widget.get_state()
    del told["layout"]  # a widget that the page does not have, under a name that is chance
    state = {"state": {name: {"model_name": "AnyModel", "state": told}}}
    if asks:
        still = stills.still(name, name, f"still-{name}")
    else:
        view = widgets.embed({"model_id": name})
        still = f'<script type="application/vnd.jupyter.widget-view+json">{view}</script>'
        state["state"][name]["state"]["spec"] |= {"prediction": None, "goals": [], "discoveries": []}
    widgets.add_addresses(state, address)
    state, styles, scripts = widgets.hoist(state, Path(site) / "_static" / "widgets")
    files = ["book.css", *(f"widgets/{file}" for file in styles)]
    links = [f'<link rel="stylesheet" href="../_static/{file}">' for file in files]
    files = ["embed.js", *(f"widgets/{file}" for file in scripts), "host.js"]
    links += [f'<script defer src="../_static/{file}"></script>' for file in files]
    return PAGE.format(
        head=HEAD,
        language=language(),
        needs=t("A picture of the state in which the lab opens: to move it, the page needs JavaScript."),
        name=name,
        title=html.escape(lab.title),
        links="\n".join(links),
        still=still,
        state=widgets.embed(state),
    )


def setup(app):
    """Write the labs' pages at the end of the build."""
    app.connect("build-finished", write_pages, priority=400)  # before what no page names is taken away
