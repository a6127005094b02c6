"""What the book is made of: the pages that `_toc.yml` lists, and a hash of sources."""

import hashlib
import re
from pathlib import Path

import yaml

OUTSIDE = ("template.ipynb",)  # notebooks for authors only: no reader gets them as live ones
PARTS = ("physiology", "sensitization", "treatment")
SOURCES = {".py", ".js", ".css", ".html", ".svg", ".json", ".csv", ".bib", ".ipynb", ".md"}


def pages(root: Path) -> list[str]:
    """Names of all pages of `root`/_toc.yml, in order, without their endings."""
    return _names(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf8")))


def chapters(root: Path) -> list[str]:
    """Those of its pages that are chapters: notebooks of the three parts."""
    parts = re.compile(rf"book/({'|'.join(PARTS)})/(?!index)")
    return [name for name in pages(root) if parts.match(name) and (root / f"{name}.ipynb").exists()]


def _names(node) -> list[str]:
    if isinstance(node, list):
        return [name for child in node for name in _names(child)]
    if not isinstance(node, dict):
        return []
    own = [re.sub(r"\.(md|ipynb)$", "", node[key]) for key in ("root", "file") if key in node]
    return own + [name for child in node.values() for name in _names(child)]


def fingerprint(*folders: Path) -> str:
    """Hash of the sources in folders, or of single files: their names and what is in them."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")) or [folder]:
            if file.suffix in SOURCES:
                digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
