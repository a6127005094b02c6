"""Compare the built pages with their sources: all of _toc.yml and no other, with their titles and labs."""

import ast
import html
import json
import re
import sys
from pathlib import Path

from coursebook.contents import pages
from painlab.lab import of_model
from painlab.page.words import t

ROOT = Path(__file__).resolve().parent.parent

MADE_BY_BUILD = {"labs", "teaching"}  # folders of pages for frames and for the room
MADE_BY_SPHINX = {"index", "genindex", "search", "404"}
STATE = re.compile(r'<script[^>]*type="application/vnd.jupyter.widget-state\+json"[^>]*>(.*?)</script>', re.S)


def problems(root=ROOT):
    """Sentences about what is wrong with `root`/_build/html; an empty list when all is well."""
    site = root / "_build/html"
    names = pages(root)
    paths = [path.relative_to(site) for path in site.rglob("*.html") if "_static" not in path.parts]
    built = {path.with_suffix("").as_posix() for path in paths if path.parts[0] not in MADE_BY_BUILD} - MADE_BY_SPHINX
    sentences = [f"{name}: in _toc.yml, but was not built" for name in names if name not in built]
    sentences += [f"{name}: built, but not in _toc.yml" for name in sorted(built - set(names))]
    for name in names:
        if name in built:
            source = next(path for path in (root / f"{name}.ipynb", root / f"{name}.md") if path.exists())
            sentences += compare(name, source, (site / f"{name}.html").read_text(encoding="utf8"))
    return sentences


def compare(name, source, page):
    """What differs between a source file and its built page."""
    text, code = read(source)
    title, shown = heading(text), page_title(page)
    if title != shown:
        yield f"{name}: the title is {title!r} in the source and {shown!r} in the page"
    asked, given = lab_calls(code), labs_in(page)
    if asked != given:
        yield f"{name}: the source makes {asked} labs, the page has {given}"


def read(source):
    """(Markdown text, code) of a notebook or of a MyST Markdown file, where `{model}` stands for the model's labs."""
    text = source.read_text(encoding="utf8")
    if source.suffix == ".md":
        code = re.findall(r"^```\{code-cell\}[^\n]*\n(?:(?::|---)[^\n]*\n)*(.*?)^```", text, re.S | re.M)
        models = re.findall(r"^```\{model\} (\w+)", text, re.M)
        return text, "\n".join([*code, *(f"lab({lab!r})" for name in models for lab in of_model(name))])
    cells = json.loads(text)["cells"]
    joined = {kind: [] for kind in ("markdown", "code", "raw")}
    for cell in cells:
        joined[cell["cell_type"]].append("".join(cell["source"]))
    return "\n".join(joined["markdown"]), "\n".join(joined["code"])


def heading(text):
    """The first heading of a Markdown text, without its marks, in the language of the book."""
    title = re.search(r"^# +(.+)$", text, re.M)
    return re.sub(r"[*`]", "", t(title[1].strip())) if title else ""


def page_title(page):
    """The first heading of a page, as text."""
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    if not title:
        return ""
    without_link = re.sub(r'<a class="headerlink".*?</a>', "", title[1], flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", "", without_link)).strip()
    return text.translate(str.maketrans("‘’“”", "''\"\""))  # as they are typed in the source


def lab_calls(code):
    """How many labs the code shows: a statement that is `lab(...)`, holds one, or is the name that one was given."""
    tree, named = ast.parse(code), set()
    shown = 0
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and is_lab(statement.value):
            named |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
        elif isinstance(statement, ast.Expr):
            value = statement.value
            used = {id(node.value) for node in ast.walk(value) if isinstance(node, ast.Attribute)}  # run, and not shown
            shown += isinstance(value, ast.Name) and value.id in named
            shown += sum(is_lab(node) and id(node) not in used for node in ast.walk(value))
    return shown


def is_lab(node):
    """Is a node of a syntax tree the call `lab(…)`?"""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lab"


def allowed(labs):
    """Bytes that a chapter with so many labs may take, packed, with all that its page fetches."""
    return 250_000 + 35_000 * max(0, labs - 3)


def labs_in(page):
    """How many labs a page carries: models of that kind in its state that have a place to be drawn."""
    states = [json.loads(match[1])["state"] for match in STATE.finditer(page)]
    models = {name: model for state in states for name, model in state.items()}
    outside = STATE.sub("", page) + "".join(str(model["state"].get("children", "")) for model in models.values())
    return sum(model["state"].get("kind") == "lab" and name in outside for name, model in models.items())


if __name__ == "__main__":
    sentences = problems()
    sys.exit("\n".join(sentences) if sentences else None)
