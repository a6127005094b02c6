"""What the book is made of: the pages that `_toc.yml` lists, those of the models, and a hash of sources."""

import functools
import hashlib
import re
from pathlib import Path

import yaml
from painlab.model import model

OUTSIDE = ("template.ipynb",)  # notebooks for authors only: no reader gets them as live ones
PARTS = ("physiology", "sensitization", "treatment")
MODELS = "book/reference/models"  # the list of models; beside it a folder with their pages, which are written from it
SOURCES = {".py", ".js", ".css", ".html", ".svg", ".json", ".csv", ".bib", ".ipynb", ".md", ".po"}
OF_NOTEBOOKS = ("widgets", "book/data", "book/references.bib", "locale")  # what changes the outputs of all of them


def pages(root: Path) -> list[str]:
    """Names of all pages of `root`/_toc.yml, in order, without their endings."""
    return [name for name, _ in entries(root)]


def entries(root: Path) -> list[tuple[str, int]]:
    """[(name, how deep it stands), …] of these pages; the first page and the chapters stand at 0."""
    return [*_entries(_tree((root / "_toc.yml").read_text(encoding="utf8")), 0, root)]


_tree = functools.lru_cache(1)(yaml.safe_load)


def models(root: Path) -> list[str]:
    """Names of the models as the page `MODELS` lists them, such as 'squid_axon'."""
    listed = re.findall(r"^```\{models\}\n(.*?)```", (root / f"{MODELS}.md").read_text(encoding="utf8"), re.S | re.M)
    return [name for names in listed for name in names.split()]


def page_of_model(name: str) -> str:
    """Name of a model's page, such as 'book/reference/models/squid-axon'."""
    return f"{MODELS}/{name.replace('_', '-')}"


def chapters(root: Path) -> list[str]:
    """Those of its pages that are chapters: notebooks of the three parts."""
    parts = re.compile(rf"book/({'|'.join(PARTS)})/(?!index)")
    return [name for name in pages(root) if parts.match(name) and (root / f"{name}.ipynb").exists()]


def write_model_pages(root: Path):
    """Write the source of each listed model's page, and remove others. `ModelError` for a name that is no model."""
    pages = {page_of_model(name): f"# {model(name).title}\n\n```{{model}} {name}\n```\n" for name in models(root)}
    folder = root / MODELS
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.md"):
        if f"{MODELS}/{old.stem}" not in pages:
            old.unlink()
    for page, text in pages.items():
        file = root / f"{page}.md"
        if not file.exists() or file.read_text(encoding="utf8") != text:
            file.write_text(text, encoding="utf8")


def _entries(node, depth, root):
    if isinstance(node, list):
        for child in node:
            yield from _entries(child, depth, root)
    elif isinstance(node, dict):
        if node.get("glob") == f"{MODELS}/*":
            yield from ((page_of_model(name), depth) for name in models(root))
        yield from ((re.sub(r"\.(md|ipynb)$", "", node[key]), depth) for key in ("root", "file") if key in node)
        for child in node.values():
            yield from _entries(child, depth + ("file" in node), root)


def fingerprint(*folders: Path) -> str:
    """Hash of the sources in folders, or of single files: their names and what is in them."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")) or [folder]:
            if file.suffix in SOURCES:
                digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
