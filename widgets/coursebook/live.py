"""The live edition: each notebook of the book as one that needs no extension, with its pictures before it is run.

    write(root, folder, install)

writes `folder`/<part>/<chapter>.ipynb: plain Markdown (plain.py), code folded away, the outputs of the last run with
stills as pictures, and a first cell that installs painlab where it is missing."""

import base64
import functools
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from painlab.lab.still import STILLS
from painlab.page.palette import LIGHT
from painlab.page.words import language
from painlab.sources import address, left_out
from painlab.views.pathway import pathway

from .contents import OF_NOTEBOOKS, OUTSIDE, fingerprint, pages
from .plain import Chapter, glossary_terms, number_exercises, plain
from .processes import begun, beside_pages

STUCK = 600  # seconds after which a cell no longer counts as slow
SVG = re.compile(r"<svg\b.*?</svg>", re.S)
MAP = re.compile(r"^:{3,}\{pathway\}[ ]*([^\n]*)\n(.*?)^:{3,}[ ]*$", re.M | re.S)  # levels, caption
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in JupyterLab and Notebook; in Colab
FONTS = {"sans": "sans-serif", "serif": "serif", "mono": "monospace"}
EDGE = 0.025  # of a picture's width
WIDTH = 1280  # pixels of a picture, twice what it takes on a page
FIRST = """# @title Run this cell first: it fetches the labs where they are missing. Then run all cells.
try:
    import painlab
except ImportError:
    %pip install -q {install}
    import painlab
    print("The labs are installed. Where none appears, reload this page and run all cells again.")"""


def write(root: Path, folder: Path, install: str, site: str = "") -> list[Path]:
    """Write the live edition of the book in `root` into `folder`; the files that were written: see `begin`."""
    return [each.result() for each in begin(root, folder, install, site)]


def begin(root: Path, folder: Path, install: str, site: str = "") -> list:
    """Begin to write it, in processes that let others go first; a future for each file.

    `install` is what pip installs, an address or a wheel's path; `site` the address of the published book, '' if none.
    Outputs are those of the book's last build; what no build has run is run now. What is there and would be the same
    is left; what no chapter makes is taken away.
    """
    terms = glossary_terms((root / "book/reference/glossary.md").read_text(encoding="utf-8"))
    names = [path.relative_to(root / "book").with_suffix("").as_posix() for path in sources(root)]
    chapters = [Chapter(name, terms, functools.partial(goal, names=names, site=site)) for name in names]
    for old in folder.rglob("*.ipynb"):
        if old.relative_to(folder).with_suffix("").as_posix() not in names:
            old.unlink()
    return begun(functools.partial(write_one, root, folder, install), chapters)


def write_one(root: Path, folder: Path, install: str, chapter: Chapter) -> Path:
    """Write the live notebook of a chapter and return its path; what was made from the same sources stays."""
    path, source = folder / f"{chapter.name}.ipynb", root / f"book/{chapter.name}.ipynb"
    read = [root / name for name in ("book/reference/glossary.md", *OF_NOTEBOOKS)]
    key = f"{fingerprint(source, *read)}{language()}{install}"
    if path.exists() and json.loads(path.read_text(encoding="utf-8"))["metadata"].get("made_from") == key:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = live(root, chapter, install)
    notebook.metadata["made_from"] = key
    nbformat.write(notebook, path)
    return path


def sources(root: Path) -> list[Path]:
    """The notebooks of the book that readers get."""
    there = (root / f"{name}.ipynb" for name in pages(root))
    return sorted(path for path in there if path.exists() and path.name not in OUTSIDE)


def goal(page: str, target: str, names: list[str], site: str) -> str | None:
    """Where a link of the page `page` leads: to a live notebook, to the published book, or nowhere."""
    file, _, fragment = target.partition("#")
    if not file:
        return f"#{fragment}"
    name = os.path.normpath(f"{Path(page).parent.as_posix()}/{re.sub(r'[.](ipynb|md|html)$', '', file)}")
    if name in names:
        return os.path.relpath(f"{name}.ipynb", Path(page).parent.as_posix())
    if not site or name in left_out():
        return None
    return f"{site.rstrip('/')}/book/{name}.html{'#' * bool(fragment)}{fragment}"


def live(root: Path, chapter: Chapter, install: str):
    """The live notebook of a chapter."""
    source = root / f"book/{chapter.name}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    chapter.exercises = number_exercises([cell.source for cell in notebook.cells])
    title, *cells = [fresh for cell in notebook.cells for fresh in live_cells(cell, chapter)]
    first = nbformat.v4.new_code_cell(FIRST.format(install=install), id="install", metadata={"cellView": "form"})
    fresh = nbformat.v4.new_notebook(cells=[title, first, *cells])
    fresh.metadata = {"kernelspec": dict(notebook.metadata.kernelspec), "language_info": {"name": "python"}}
    outputs = outputs_of_build(root, notebook) or outputs_of_run(fresh, source.parent, root)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = list(map_outputs(outputs.get(cell.id, cell.outputs))), None
    return fresh


def live_cells(cell, chapter: Chapter):
    """The cells that one becomes: none where nothing is left of it, more where it holds maps of the pathway.

    A map is the output of a cell of its own, since Colab and GitHub show no picture that is attached to words.
    """
    if cell.cell_type == "code":
        yield nbformat.v4.new_code_cell(cell.source, id=cell.id, metadata={} if "\n" in cell.source else dict(FOLDED))
        return
    before, *maps = MAP.split(cell.source)
    yield from words_cell(before, cell.id, chapter)
    for at, (levels, caption, after) in enumerate(zip(maps[::3], maps[1::3], maps[2::3], strict=True), 1):
        drawing = pathway(*levels.split())
        shown = nbformat.v4.new_output("display_data", drawing._repr_mimebundle_())
        yield nbformat.v4.new_code_cell(
            f"painlab.{drawing!r}", id=f"{cell.id}-map-{at}", metadata=dict(FOLDED), outputs=[shown]
        )
        said = f"*{caption.strip()}*" if caption.strip() else ""
        yield from words_cell(f"{said}\n\n{after}", f"{cell.id}-{at}", chapter)


def words_cell(text: str, name: str, chapter: Chapter):
    """A Markdown cell with the id `name`, if anything is said in it."""
    if said := plain(text, chapter):
        yield nbformat.v4.new_markdown_cell(said, id=name)


def outputs_of_build(root: Path, notebook) -> dict[str, list]:
    """{cell id: outputs} from the book's last build; empty where it has not run just these cells."""
    for folder in (root / "_build").glob(".jupyter_cache-*"):
        from jupyter_cache import get_cache  # where a book was built, and only there

        try:
            run = get_cache(folder).merge_match_into_notebook(notebook)[1]
        except KeyError:
            continue
        return {cell.id: cell.get("outputs", []) for cell in run.cells}
    return {}


def outputs_of_run(notebook, folder: Path, root: Path) -> dict[str, list]:
    """{cell id: outputs} of a run in a fresh kernel in `folder`. CellExecutionError from the first bad cell."""
    client = NotebookClient(notebook, timeout=STUCK, resources={"metadata": {"path": folder}})
    client.execute(env={**os.environ, STILLS: str(root / "_build/stills")})
    return {cell.id: cell.get("outputs", []) for cell in notebook.cells}


def map_outputs(outputs):
    """Outputs that every host shows: pictures as PNG, tables and words as HTML or text, no widget without a kernel."""
    for output in whole_streams(outputs):
        data = output.get("data", {})
        if "text/html" not in data or not SVG.search(data["text/html"]):
            kept = {
                kind: value for kind, value in data.items() if not kind.startswith("application/vnd.jupyter.widget")
            }
            if not data:
                yield output
            elif kept:
                yield display({kind: alone(value) for kind, value in kept.items()})
            continue
        for part in parts(data["text/html"]):
            yield display(part)


def whole_streams(outputs):
    """The outputs with each print-out in one piece: in how many a kernel sends it is chance."""
    whole = []
    for output in outputs:
        if whole and output.output_type == "stream" and whole[-1].get("name") == output.name:
            whole[-1] = {**whole[-1], "text": whole[-1]["text"] + output.text}
        else:
            whole.append(output)
    return [nbformat.from_dict(output) for output in whole]


def display(data: dict):
    """A display_data output with `data` by MIME type; a PNG is shown at half its pixels."""
    sizes = {"image/png": {"width": WIDTH // 2}} if "image/png" in data else {}
    return nbformat.v4.new_output("display_data", data, metadata=sizes)


def parts(text: str):
    """The pieces of an output in HTML: words, and each drawing as a picture with its description."""
    styles = "".join(re.findall(r"<style>.*?</style>", text, re.S))
    text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    text = re.sub(r"<svg\b[^>]*class=\"[^\"]*narrow.*?</svg>", "", text, flags=re.S)  # the drawing for phones
    at = 0
    for drawing in SVG.finditer(text):
        yield from words(text[at : drawing.start()])
        label = re.search(r'aria-label="([^"]*)"|<desc[^>]*>(.*?)</desc>', drawing[0], re.S)
        yield {
            "image/png": coded(png(drawing[0], styles)),
            "text/plain": html.unescape(label[1] or label[2]) if label else "",
        }
        at = drawing.end()
    yield from words(text[at:])


def words(text: str):
    """The text of an output as HTML and as plain words, if it has any."""
    bare = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()
    if bare:
        balanced = re.sub(r"</?(?:div|figure|figcaption)\b[^>]*>", "", text).strip()
        yield {"text/html": alone(balanced), "text/plain": html.unescape(bare)}


def alone(value):
    """An output that has no bibliography and no widget beside it: citations lead to the work itself."""
    if not isinstance(value, str):
        return value
    value = re.sub(r' data-model-id="\w+"', "", value)  # another one in each run
    return re.sub(r"(href=[\"'])cite:([^\"']+)", lambda link: link[1] + html.escape(address(link[2]) or "#"), value)


def png(svg: str, styles: str = "") -> bytes:
    """A drawing in the light colors of the palette, as PNG; `styles` are <style> elements that it needs."""
    import resvg_py

    svg = re.sub(r"(<svg\b[^>]*>)", lambda tag: with_edge(tag[1]) + styles, svg, count=1)
    for role, color in LIGHT.items():
        svg = re.sub(rf"var\(--{role}(?:,[^)]*)?\)", color, svg)
    for role, family in FONTS.items():
        svg = re.sub(rf"var\(--{role}(?:,[^)]*)?\)", family, svg)
    if "xmlns=" not in svg[:400]:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, background=LIGHT["paper"]))


def with_edge(tag: str) -> str:
    """An <svg> tag whose view is wider on all sides, since words may stand beyond it: a page shows these too."""
    x, y, width, height = map(float, re.search(r'viewBox="([^"]*)"', tag)[1].split())
    edge = EDGE * width
    view = (x - edge, y - edge, width + 2 * edge, height + 2 * edge)
    return re.sub(r'viewBox="[^"]*"', f'viewBox="{" ".join(f"{number:.6g}" for number in view)}"', tag)


def coded(data: bytes) -> str:
    """Base64, as a notebook holds pictures."""
    return base64.b64encode(data).decode("ascii")


def raw_markup(path: Path) -> list[str]:
    """What a live notebook holds that no host renders: roles, fences, raw citation keys, widgets without a kernel."""
    markup = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            markup += re.findall(r"\{[\w:]+\}`[^`]*`|^:{3,}.*|^`{3,}\{.*|^\{\.\w+.*|\]\(cite:[^)]*\)", text, re.M)
        markup += re.findall(r"application/vnd\.jupyter\.widget[\w.+-]*|href=[\"']cite:[^\"']+", json.dumps(cell))
    return markup


def begin_wheel(app, env, names):
    """Begin to build the package into the site's folder of notebooks."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "notebooks"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.whl"):
            old.unlink()
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        app.wheel = subprocess.Popen(command, cwd=app.srcdir)


def begin_in_site(app) -> list:
    """Begin to lay the live edition into the site, from where a page's foot offers it."""
    if app.wheel.wait():
        raise RuntimeError("hatchling did not build the package, which the live edition installs: see above")
    root, folder = Path(app.srcdir), Path(app.outdir) / "notebooks"
    return begin(root, folder, install_from(app, folder), (app.config.html_baseurl or "").rstrip("/"))


def install_from(app, folder: Path) -> str:
    """What pip installs, from a notebook in a subfolder of `folder`, where the wheel lies."""
    wheel = next(folder.glob("*.whl")).name
    site, repository = (app.config.html_baseurl or "").rstrip("/"), app.config.book_repository
    git = f"git+{repository}" if repository else f"../{wheel}"
    return f"{site}/notebooks/{wheel}" if site else git


def setup(app):
    """Write the live edition into the site as soon as the notebooks have run, beside the pages."""
    app.connect("env-before-read-docs", begin_wheel, priority=100)
    beside_pages(app, begin_in_site)
