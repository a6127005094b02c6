"""What every page is made of: the files it loads, the layout's variables, and when it must be built again.

A page loads exactly the style sheets and scripts named here; those of the theme and of other extensions stay
out. That keeps pages small, quiet, and free of requests to other servers."""

import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from painlab.page.join import FRONTEND, bare_script, bare_style, front_file
from painlab.page.palette import palette_css
from painlab.page.words import scripts_in, spoken, t, texts_of
from sphinx.errors import ConfigError
from sphinx.util import logging

from . import citations, levels, widgets
from .contents import OF_NOTEBOOKS, OUTSIDE, fingerprint
from .repository import address
from .sidebar import contents, moved

HERE = Path(__file__).parent
BOOK = Path(__file__).resolve().parents[2] / "book"
ASSETS = BOOK / "assets"
HEAD = """<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="darkreader-lock">
<meta name="robots" content="noindex">"""  # of a page that stands outside of the book's contents
SERVED = (
    *("embed.js", "present.css", "search.js", "slides.js", "slides.css", "class.js"),
    *("favicon.svg", "theme.js", "vendor"),
)
JOINED = {  # what is several files in the sources, and one request in a page
    "book.js": (
        *("elements.js", "offline.js", "kept.js", "book.js", "panels.js"),
        *("level.js", "path.js", "cards.js", "notes.js"),
    ),
    "host.js": ("elements.js", "controls.js", "host.js"),
    "present.js": ("elements.js", "present.js"),
    "book.css": ("page.css", "prose.css", "ways.css", "parts.css", "print.css"),
}
WRITTEN = (*JOINED, "cards.js", "emblem.png", "paths.js", "search-index.js")
KEPT = {*SERVED, *WRITTEN, "katex", "reveal", "pygments.css", "widgets"}

log = logging.getLogger(__name__)


def choose_cache(app, config):
    """Let edits count, or jupyter-cache would go on shipping the labs of yesterday.

    A change in the package, the book's data or its language runs the notebooks again, a change in the book's own
    machinery writes the pages again.
    """
    root = Path(app.srcdir)
    sources = fingerprint(*(root / name for name in OF_NOTEBOOKS))
    config.nb_execution_cache_path = str(Path(app.outdir).parent / f".jupyter_cache-{config.language}-{sources}")
    config.project = config.html_title  # what _config.yml calls the title
    config.myst_substitutions = {"title": config.project}
    config.book_machinery = fingerprint(ASSETS, HERE)
    config.templates_path.insert(0, str(Path(__file__).parent / "templates"))


def write_assets(app):
    """Copy what the pages load to _static; the style sheet begins with the colors of painlab's palette."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    for name in SERVED:
        source, target = ASSETS / name, static / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("katex.min.js"))
        elif source.suffix == ".js":
            target.write_text(in_words(source.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            shutil.copy(source, target)
    for name in JOINED:
        text = style_sheet() if name == "book.css" else in_words(joined(name))
        (static / name).write_text(text, encoding="utf-8")


def joined(name: str) -> str:
    """What pages load under a name: a file of the assets, or those of JOINED, without what only speaks to authors."""
    bare = bare_style if name.endswith(".css") else bare_script
    return "\n".join(bare((ASSETS / part).read_text(encoding="utf-8")) for part in JOINED.get(name, (name,)))


def style_sheet() -> str:
    """The book's style sheet, behind the palette's colors and the look of the map."""
    return palette_css() + bare_style(front_file("views/pathway.css")) + joined("book.css")


def in_words(script: str) -> str:
    """A script of the pages with the function by which it says its words; as it is where it says none."""
    if not texts_of(script):
        return script
    words = spoken(FRONTEND / "page/words.js", scripts_in(ASSETS))
    words = re.sub(r"^ *(//|/\*\*).*\n|^export ", "", words, flags=re.M)
    return script.replace('"use strict";\n', f'"use strict";\nvar t = (() => {{\n{words}return t;\n}})();\n', 1)


def leave_out_sidebars(app, page, template, context, doctree):
    """Give the theme no sidebar to fill: the layout has its own."""
    context["sidebars"] = []


def describe(app, page, template, context, doctree):
    """Set the layout's variables."""
    text = context.get("body", "")
    styles, scripts = ["book.css"], ["book.js"]
    if 'class="katex' in text:
        styles.append("vendor/katex/katex.min.css")
    if 'id="class-links"' in text:
        scripts.append("class.js")
    if 'class="highlight' in text:
        styles.append("pygments.css")
    state = widget_state(app, page)
    lost = set(re.findall(r'data-model-id="([^"]+)"', text)) - set(state["state"] if state else ())
    if lost:
        log.warning("%d labs show a picture, but the notebook kept no state of them", len(lost), location=page)
    labs = []
    if state:
        text, labs = widgets.name_labs(text, state)
        for sentence in widgets.unknown_models(state):
            log.warning("%s", sentence, location=page)
        state, more_styles, more_scripts = widgets.hoist(state, Path(app.outdir) / "_static" / "widgets")
        state, text = widgets.placed(state, text, page)
        widgets.add_addresses(state, lambda key: citations.address(app, "index", key, page))
        styles += [f"widgets/{name}" for name in more_styles]
        scripts += [f"widgets/{name}" for name in more_scripts] + ["host.js"]
    source = app.env.doc2path(page, base=False) if page in app.env.found_docs else ""
    # docutils marks up bibliographies with a role that no current standard allows on a <div>
    context["body"] = levels.name_dots(plain_body(text.replace('role="doc-biblioentry"', 'role="listitem"')))
    context["toc"] = levels.name_dots(context.get("toc", ""))
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
    context.update(
        t=t,
        contents=contents(app.builder, page, context.get("parents", ())),
        styles=styles,
        scripts=scripts,
        widget_state=widgets.embed(state) if state else "",
        labs=labs,
        summary=summary(doctree),
        live_notebook=live_name(source),
        repository=app.config.book_repository,
        picture=f"{published(app)}_static/emblem.png",
    )


def published(app) -> str:
    """The address at which the site stands, for what other sites read of it; "" where it is not known."""
    repository = app.config.book_repository
    return app.config.html_baseurl or (repository.site if repository else "")


VIEWPORT = re.compile(r'<meta[^>]*name="viewport"[^>]*>')  # docutils' own, beside the layout's
ROW_HEADER = re.compile(r'<th (class="stub[ "])')
THEBE = re.compile(r'<script type="text/x-thebe-config">.*?</script>|<script>kernelName = .*?</script>', re.S)


def plain_body(text: str) -> str:
    """A page's body without what nothing on it uses, and with formulas and code that no translator changes."""
    text = THEBE.sub("", text)
    text = text.replace('<span class="katex">', '<span class="katex" translate="no">')
    text = ROW_HEADER.sub(r'<th scope="row" \1', text)
    return re.sub(r"<(pre|code)(?=[ >])(?![^>]*translate=)", r'<\1 translate="no"', text)


def name_rows(app, doctree, page):
    """The first cell of a row names it, if each has something: docutils writes a "stub" column as headers."""
    for group in doctree.findall(nodes.tgroup):
        rows = [row for body in group.findall(nodes.tbody) for row in body.findall(nodes.row)]
        if all(row[0].astext().strip() for row in rows):
            next(group.findall(nodes.colspec))["stub"] = 1


def say_pictures(app, doctree, page):
    """What the picture of a cell says to those who do not see it, in the reader's language."""
    for picture in doctree.findall(nodes.image):
        if "alt" in picture:
            picture["alt"] = t(picture["alt"])


def live_name(source: str) -> str:
    """Where the live edition has the notebook of a page, such as 'physiology/the-gate.ipynb'; '' where it has none."""
    name = source.removeprefix("book/")
    return name if source.endswith(".ipynb") and Path(source).name not in OUTSIDE else ""


def widget_state(app, page) -> dict | None:
    """The state of the page's widgets as myst-nb saved it, or None."""
    _, attributes = NbMetadataCollector.get_js_files(app.env, page).get("ipywidgets_state", (None, {}))
    return json.loads(attributes["body"]) if attributes else None


def summary(doctree) -> str:
    """The first sentences of a page, for search engines and previews."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        words = paragraph.astext().split()
        if len(words) > 5:
            text = " ".join(words)
            return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + " …"
    return ""


def find_repository(app, config):
    """Note where the book is published: `repository: url` of _config.yml, else the git remote."""
    try:
        config.book_repository = address(config.html_theme_options.get("repository_url"), app.srcdir)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def other_pages(app):
    """The page that a server shows, at any depth, for an address that does not exist."""
    yield "404", {"home": urlsplit(published(app)).path or "/"}, "404.html"


def write_front_page(app, error):
    """Put the landing page at the root of the site too, so that its address needs no redirect.

    The empty `.nojekyll` lets GitHub Pages serve folders that begin with `_` when a site is published from a branch.
    """
    if error or app.builder.format != "html":
        return
    root = app.config.root_doc
    page = (Path(app.outdir) / f"{root}.html").read_text(encoding="utf-8")
    (Path(app.outdir) / "index.html").write_text(move(page, posixpath.dirname(root)), encoding="utf-8")
    (Path(app.outdir) / ".nojekyll").touch()


def move(page: str, folder: str) -> str:
    """The HTML of a page as if it had moved from `folder` up to the root."""
    return re.sub(r'data-content_root="[^"]*"', 'data-content_root="./"', moved(page, folder, ""), count=1)


def tidy(app, error):
    """Drop from _static what no page loads, and the caches of earlier sources."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for unused in [*static.iterdir(), *(static / "vendor").iterdir()]:
        if unused.name not in KEPT:
            shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    text = "".join(page.read_text(encoding="utf-8") for page in Path(app.outdir).rglob("*.html"))
    named = set(re.findall(r"_static/widgets/([\w.]+)", text))
    for file in (static / "widgets").glob("*"):
        if file.name not in named:
            file.unlink()
    current = Path(app.config.nb_execution_cache_path)
    for old in current.parent.glob(".jupyter_cache-*"):
        if old != current:
            shutil.rmtree(old)


def setup(app):
    """Register the settings of the book, and connect what pages are made of to the steps of a build."""
    app.add_config_value("book_machinery", "", "html")
    app.add_config_value("book_repository", None, "html")
    app.connect("config-inited", choose_cache)
    app.connect("config-inited", find_repository)
    app.connect("builder-inited", write_assets)
    app.connect("doctree-resolved", name_rows)
    app.connect("doctree-resolved", say_pictures)
    app.connect("html-page-context", leave_out_sidebars, priority=100)  # before the theme looks
    app.connect("html-page-context", describe, priority=900)
    app.connect("html-collect-pages", other_pages)
    app.connect("build-finished", write_front_page, priority=900)
    app.connect("build-finished", tidy, priority=900)
