"""Build the book strictly into _build/html and check the result; with nothing changed, do nothing."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import browser
import check_site
import leaflet
import offline
import yaml
from coursebook import repository
from coursebook.contents import MODELS, write_model_pages
from coursebook.mistakes import mistakes
from painlab.page.words import speak
from painlab.sources import left_out

ROOT = Path(__file__).resolve().parent.parent

SITE = ROOT / "_build/html"
BEFORE = ROOT / "_build/html-before"  # the site of the last good build, while the next one is made
STAMP = ROOT / "_build/sources"
FOLDERS = ["book", "widgets", "tools", "locale"]
OF_THE_WHEEL = ["pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"]  # which the site offers
FILES = ["_config.yml", "_toc.yml", "uv.lock", *OF_THE_WHEEL]
WRITTEN = {"__pycache__", ".ipynb_checkpoints"}


def main():
    """Build and check what has changed; exits with the mistakes of the sources before anything is built."""
    sources = fingerprints()
    before = STAMP.read_text(encoding="utf8").split() if STAMP.exists() and SITE.exists() else []
    if before == sources:
        print("Nothing has changed since the last build of _build/html.")
        check()
    else:
        write_model_pages(ROOT)
        if wrong := mistakes(ROOT):
            sys.exit("The book was not built, and _build/html is what it was:\n" + "\n".join(wrong))
        if away := sorted(left_out()):
            print(f"Not in _toc.yml, and so not in the book: {', '.join(away)}.", flush=True)
        STAMP.unlink(missing_ok=True)
        with old_site_kept():
            build(everything=before[:1] != sources[:1])
            check()
    STAMP.write_text("\n".join(sources), encoding="utf8")
    count = sum("_static" not in page.parts for page in SITE.rglob("*.html"))
    print(f"{count} pages in {SITE.relative_to(ROOT)}, as _toc.yml and the notebooks say.", flush=True)


def check():
    """End with a sentence for each page that differs from its source, said in the language of the book."""
    speak(yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf8"))["sphinx"]["config"]["language"])
    if problems := check_site.problems(ROOT):
        sys.exit("The built pages differ from their sources:\n" + "\n".join(problems))


@contextlib.contextmanager
def old_site_kept():
    """What fails, or is interrupted, leaves the site as it was before."""
    if SITE.exists() and not BEFORE.exists():  # else a build was killed, and the good site still lies there
        shutil.copytree(SITE, BEFORE)
    try:
        yield
    except BaseException:
        if BEFORE.exists():
            shutil.rmtree(SITE, ignore_errors=True)
            BEFORE.rename(SITE)
        raise
    shutil.rmtree(BEFORE, ignore_errors=True)


def fingerprints():
    """Two hashes: of all that every page depends on (page names included), and of the pages' own text.

    Whether there is a Chromium counts too: without one the leaflet's page has no link to its PDF.
    """
    outside = [sys.version, str(repository.address(root=ROOT)), bool(browser.find())]
    common, pages = hashlib.sha256(repr(outside).encode()), hashlib.sha256()
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in sorted([*paths, *(ROOT / name for name in FILES)]):
        written = ROOT / MODELS in path.parents or not WRITTEN.isdisjoint(path.parts) or path.suffix == ".mo"
        if written or not path.exists():
            continue
        common.update(str(path.relative_to(ROOT)).encode())
        is_page = path.suffix in {".ipynb", ".md"}
        (pages if is_page else common).update(path.read_bytes())
    return [common.hexdigest(), pages.hexdigest()]


def build(everything):
    """Run Jupyter Book; when more than the text of pages has changed, make every page anew."""
    if everything:
        shutil.rmtree(SITE, ignore_errors=True)
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
    command += ["-n", "-W", "--keep-going"] + ["--all"] * everything
    quiet = {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    if subprocess.run(command, cwd=ROOT, env=quiet).returncode:
        sys.exit("The book was not built: see the warnings above; each one stops the build.")
    leaflet.write()
    offline.write()


if __name__ == "__main__":
    main()
