"""What readers take away, in _build/dist: the site and its notebooks as ZIP, the package, and their checksums.

tools/dist.py [TAG]     with a tag, such as v0.1.0: only if the project has that version

The same build gives the same bytes: files in order, with the time of the last commit.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"
DIST = ROOT / "_build/dist"
UNDATED = 315532800  # 1980, the first year of a ZIP


def main(tag=""):
    check_tag(tag, version())
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    name, stamp = short_title(), committed()
    files = [
        archive(SITE, DIST / f"{name}.zip", stamp, name),
        archive(SITE / "notebooks", DIST / f"{name}-notebooks.zip", stamp, f"{name}-notebooks"),
        wheel(stamp),
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


def short_title():
    """The book's title as a file's name: 'The Amplified Signal' is 'the-amplified-signal'."""
    title = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def committed():
    """Seconds from 1970 to the last commit; UNDATED without git."""
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return int(asked.stdout.strip() or UNDATED)


def archive(folder, target, stamp, top):
    """A ZIP of `folder`, whose files lie in a folder `top`; the same files and stamp give the same bytes."""
    with zipfile.ZipFile(target, "w") as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            put(packed, f"{top}/{file.relative_to(folder).as_posix()}", file.read_bytes(), stamp)
    return target


def put(packed, name, data, stamp, compression=zipfile.ZIP_DEFLATED):
    """Add a file to a ZIP, dated, for everyone to read."""
    entry = zipfile.ZipInfo(name, time.gmtime(max(stamp, UNDATED))[:6])
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, compression
    packed.writestr(entry, data)


def wheel(stamp):
    """The package, built from the sources."""
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(stamp)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST]
    subprocess.run(command, cwd=ROOT, env=dated, check=True, stdout=subprocess.DEVNULL)
    return next(DIST.glob("*.whl"))


if __name__ == "__main__":
    main(*sys.argv[1:])
