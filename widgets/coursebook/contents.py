"""What `_toc.yml` lists."""

import re
from pathlib import Path

import yaml


def pages(root: Path) -> list[str]:
    """Names of all pages of `root`/_toc.yml, in order, without their endings."""
    return _names(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf8")))


def _names(node) -> list[str]:
    if isinstance(node, list):
        return [name for child in node for name in _names(child)]
    if not isinstance(node, dict):
        return []
    own = [re.sub(r"\.(md|ipynb)$", "", node[key]) for key in ("root", "file") if key in node]
    return own + [name for child in node.values() for name in _names(child)]
