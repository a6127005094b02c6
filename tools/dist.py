"""What readers take away, in _build/dist: the site, its notebooks and the kit for a class
as ZIP, the book as PDF and EPUB, the package, and their checksums.

tools/dist.py [TAG]     with a tag, such as v0.1.0: only if the project has that version

The same build gives the same bytes: files in order, with the time of the last commit.
"""

import hashlib
import re
import shutil
import sys
import tomllib
from pathlib import Path

import epub
import pdf
import plain_pages
import yaml
from archives import archive, committed, teaching, wheel
from painlab.page.words import speak

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"
DIST = ROOT / "_build/dist"


def main(tag=""):
    """Write all that readers take away, with SHA256SUMS; `tag` is that of the release, checked against the version."""
    check_tag(tag, version())
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    speak(config["sphinx"]["config"]["language"])
    name, stamp = short_title(config["title"]), committed()
    package = wheel(DIST, stamp)
    files = [
        archive(SITE, DIST / f"{name}.zip", stamp, name),
        archive(SITE / "notebooks", DIST / f"{name}-notebooks.zip", stamp, f"{name}-notebooks"),
        package,
        teaching(DIST / f"{name}-teaching.zip", package, stamp, f"{name}-teaching"),
        *books(name, config, stamp),
    ]
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (DIST / "SHA256SUMS").write_text(sums, encoding="utf-8")
    for file in files:
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.relative_to(ROOT)}")


def version():
    """The version of the project, which pyproject.toml has."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def check_tag(tag, own):
    """Stop where a tag names another version than the project has."""
    if tag and tag != f"v{own}":
        sys.exit(f"The tag is {tag!r}, but pyproject.toml says {own}: set it there and in CITATION.cff, or tag v{own}.")


def short_title(title):
    """The book's title as a file's name: 'The Amplified Signal' is 'the-amplified-signal'."""
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def books(name, config, stamp):
    """The built pages as EPUB and as PDF."""
    with plain_pages.tab_at(SITE) as (tab, address):
        yield epub.write(plain_pages.read(ROOT, tab, address, math=True), SITE, DIST / f"{name}.epub", config, stamp)
        yield pdf.write(plain_pages.read(ROOT, tab, address, math=False), tab, address, DIST / f"{name}.pdf", config)


if __name__ == "__main__":
    main(*sys.argv[1:])
