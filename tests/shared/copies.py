"""Somebody's own copy of the book: what git has of this clone in a folder of its own, with some of its chapters, built
and tested there with this environment."""

import os
import re
import shutil
import subprocess
import sys

from conftest import ROOT
from coursebook import contents

CHAPTERS = {name.rpartition("/")[2] for name in contents.chapters(ROOT)}


def copied(folder):
    """`folder` with the files that git has of this clone."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def change(path, *pairs):
    """Replace each first text of `pairs` in a file by the second."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path.name} says no {old!r} any more"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def keep(folder, kept):
    """Leave all chapters out of a copy but `kept`, such as 'physiology/the-gate', with their notes and empty parts."""
    toc = folder / "_toc.yml"
    lines = list(_without(toc.read_text(encoding="utf-8"), kept))
    empty = {"physiology", "sensitization", "treatment"} - {name.partition("/")[0] for name in kept}
    lines = [line for line in lines if not any(f"book/{part}/" in line for part in empty)]
    lines = [line for at, line in enumerate(lines) if not line.endswith("sections:") or _deeper(lines, at)]
    toc.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _without(toc, kept):
    for line in toc.splitlines():
        chapter = re.search(r"book/((?:physiology|sensitization|treatment)/[\w-]+)$", line)
        notes = re.search(r"book/teaching/([\w-]+)$", line)
        if chapter and (ROOT / f"book/{chapter[1]}.ipynb").exists() and chapter[1] not in kept:
            continue
        if notes and notes[1] in CHAPTERS and not any(name.endswith(f"/{notes[1]}") for name in kept):
            continue
        yield line


def _deeper(lines, at):
    """Whether the line after `at` is indented more."""
    indent = [len(line) - len(line.lstrip()) for line in lines[at : at + 2]]
    return len(indent) == 2 and indent[1] > indent[0]


def run(folder, *command):
    """Run Python in a copy, with the copy's own packages and tools."""
    path = os.pathsep.join(str(folder / name) for name in ("widgets", "tools"))
    env = {name: value for name, value in os.environ.items() if name != "PAINLAB_LANGUAGE"} | {"PYTHONPATH": path}
    return subprocess.run([sys.executable, *command], cwd=folder, env=env, capture_output=True, text=True)


def pages(folder):
    """{name: HTML} of a built copy's pages, those for frames and for the room among them."""
    site = folder / "_build/html"
    paths = (path for path in site.rglob("*.html") if "_static" not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in paths}
