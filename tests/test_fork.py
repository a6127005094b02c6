"""Somebody's own copy: another title, address and color, and nine of the chapters. It builds strictly, and its pages
pass their tests.

The copy is what git has of this clone, in a folder of its own; it is built and tested there, with this environment.
"""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

TITLE, SITE, REPOSITORY = "Nerves Out Loud", "https://nerves.example.org/", "https://gitlab.com/somebody/nerves"
COLOR = "#0a4f8a"  # of touch, in light pages
KEPT = (
    "physiology/what-is-pain", "physiology/nociceptors", "physiology/the-gate", "physiology/no-pain-center",
    "sensitization/peripheral-sensitization", "sensitization/central-sensitization", "sensitization/lost-inhibition",
    "sensitization/neuropathic-pain", "sensitization/injured-nerve",
)  # fmt: skip
GONE = "the-amplifier"  # one of those of the third part, of which nothing is left
# The tests that open pages: each of them ranges over the pages, chapters and lessons that the copy has.
OF_PAGES = ("test_pages.py", "test_mistakes.py", "test_labs_in_pages.py", "test_lessons.py")

pytestmark = pytest.mark.slow


def change(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path.name} says no {old!r} any more"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def lines_without(toc):
    """_toc.yml with nine chapters: the lines of the others are out, those of their notes, and the third part's own."""
    for line in toc.splitlines():
        chapter = re.search(r"book/((?:physiology|sensitization|treatment)/[\w-]+)$", line)
        notes = re.search(r"book/teaching/([\w-]+)$", line)
        if chapter and (ROOT / f"book/{chapter[1]}.ipynb").exists() and chapter[1] not in KEPT:
            continue
        if notes and f"/{notes[1]}" in str(sorted(ROOT.glob("book/[pst]*/*.ipynb"))):
            stem_kept = any(name.endswith(f"/{notes[1]}") for name in KEPT)
            if not stem_kept and not (ROOT / f"book/teaching/{notes[1]}.ipynb").exists():
                continue
        yield line


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """The folder of the copy, built."""
    folder = tmp_path_factory.mktemp("fork") / "nerves"
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    change(
        folder / "_config.yml",
        ("title: The Amplified Signal", f"title: {TITLE}"),
        ("author: The Amplified Signal contributors", "author: Somebody else"),
        ('url: ""', f"url: {REPOSITORY}"),
        ("    language: en", f"    language: en\n    html_baseurl: {SITE}"),
    )
    change(folder / "book/index.md", ("# The Amplified Signal", f"# {TITLE}"))
    change(folder / "widgets/painlab/page/palette.py", ('"touch": "#075c9e"', f'"touch": "{COLOR}"'))
    toc = (folder / "_toc.yml").read_text(encoding="utf-8")
    part = [line for line in lines_without(toc) if "book/treatment/index" not in line]
    while (
        at := next((i for i, line in enumerate(part) if line.endswith("sections:") and not deeper(part, i)), -1)
    ) > 0:
        del part[at]
    (folder / "_toc.yml").write_text("\n".join(part) + "\n", encoding="utf-8")
    done = run(folder, "tools/build.py")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder


def deeper(lines, at):
    """Whether the line after `at` is indented more."""
    indent = [len(line) - len(line.lstrip()) for line in lines[at : at + 2]]
    return len(indent) == 2 and indent[1] > indent[0]


def run(folder, *command):
    path = os.pathsep.join(str(folder / name) for name in ("widgets", "tools"))
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run([sys.executable, *command], cwd=folder, env=env, capture_output=True, text=True)
