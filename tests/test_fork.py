"""Somebody's own copy: another title, address and color, and nine of the chapters. It builds strictly, and its pages
pass their tests.

The copy is what git has of this clone, in a folder of its own; it is built and tested there, with this environment.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from coursebook import contents
from coursebook.mistakes import mistakes

TITLE, SITE, REPOSITORY = "Nerves Out Loud", "https://nerves.example.org/", "https://gitlab.com/somebody/nerves"
COLOR = "#0a4f8a"  # of touch, in light pages
KEPT = (
    "physiology/what-is-pain", "physiology/nociceptors", "physiology/the-gate", "physiology/no-pain-center",
    "sensitization/peripheral-sensitization", "sensitization/central-sensitization", "sensitization/lost-inhibition",
    "sensitization/neuropathic-pain", "sensitization/injured-nerve",
)  # fmt: skip
CHAPTERS = {name.rpartition("/")[2] for name in contents.chapters(ROOT)}
AWAY = CHAPTERS - {name.rpartition("/")[2] for name in KEPT}
# The tests that the copy has to pass: those that range over its pages, chapters, lessons and labs.
OF_PAGES = ("tests/test_mistakes.py", "tests/test_lessons.py", "tests/test_pages.py", "tests/test_labs_in_pages.py")
CHOSEN = "mistake or lesson or term or week or link_inside or without_a_script or labs_of_a_page_are_alive"

pytestmark = pytest.mark.slow


def change(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path.name} says no {old!r} any more"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def without_chapters(toc):
    """_toc.yml with nine chapters: the lines of the others are out, those of their notes, and the third part's own."""
    for line in toc.splitlines():
        chapter = re.search(r"book/((?:physiology|sensitization|treatment)/[\w-]+)$", line)
        notes = re.search(r"book/teaching/([\w-]+)$", line)
        if chapter and (ROOT / f"book/{chapter[1]}.ipynb").exists() and chapter[1] not in KEPT:
            continue
        if notes and notes[1] in CHAPTERS and not any(name.endswith(f"/{notes[1]}") for name in KEPT):
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
    kept = without_chapters((folder / "_toc.yml").read_text(encoding="utf-8"))
    lines = [line for line in kept if "book/treatment/index" not in line]
    lines = [line for at, line in enumerate(lines) if not line.endswith("sections:") or deeper(lines, at)]
    (folder / "_toc.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
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


@pytest.fixture(scope="module")
def pages(fork):
    """{name: HTML} of the copy's pages, those for frames and for the room among them."""
    site = fork / "_build/html"
    found = (path for path in site.rglob("*.html") if "_static" not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_the_copy_has_its_nine_chapters_and_nothing_leads_to_the_others(fork, pages):
    assert sorted(contents.chapters(fork)) == sorted(f"book/{name}" for name in KEPT)
    assert {name for name in pages if re.match(r"book/(physiology|sensitization|treatment)/", name)} == {
        *(f"book/{name}.html" for name in KEPT),
        *(f"book/{part}.html" for part in ("physiology/index", "sensitization/index")),
        "book/sensitization/amplifiers-on-one-map.html",
    }
    away = re.compile(rf"(?:href|src)=\"[^\"#]*(?:{'|'.join(AWAY)}|treatment/index)\\.html")
    assert not {name: found for name, text in pages.items() if (found := away.findall(text))}
    names = {path.stem for path in (fork / "_build/html/notebooks").rglob("*.ipynb")}
    assert not names & AWAY
    ways = (fork / "_build/html/_static/paths.js").read_text(encoding="utf-8")
    assert not [name for name in AWAY if f"/{name}.html" in ways]


def test_a_list_of_chapters_has_no_entry_for_one_that_is_left_out(pages):
    listed = re.findall(r"<dt>(.*?)</dt>", pages["book/physiology/index.html"], re.S)
    assert len(listed) == sum(name.startswith("physiology/") for name in KEPT)
    assert all("<a " in entry for entry in listed)


def test_name_address_and_color_of_the_copy_are_everywhere(fork, pages):
    for name in contents.pages(fork):
        text = pages[f"{name}.html"]
        assert f'<meta property="og:site_name" content="{TITLE}">' in text, name
        assert f'property="og:image" content="{SITE}_static/' in text, name
        assert "Amplified Signal" not in re.sub(r"<[^>]+>", "", text), name
    foot = pages["book/physiology/the-gate.html"]
    assert "Somebody else" in foot and "mybinder.org/v2/gl/somebody%2Fnerves" in foot
    cells = json.loads((fork / "_build/html/notebooks/physiology/the-gate.ipynb").read_text(encoding="utf-8"))["cells"]
    assert f"%pip install -q {SITE}notebooks/painlab-" in "".join(cells[1]["source"])
    assert f"--touch:{COLOR}" in (fork / "_build/html/_static/book.css").read_text(encoding="utf-8")
    manifest = json.loads((fork / "_build/html/book.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == TITLE


def test_the_copy_passes_the_tests_of_its_pages(fork):
    done = run(fork, "-m", "pytest", "-q", *OF_PAGES, "-k", CHOSEN, "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 100


def test_notes_without_their_chapter_and_a_misspelled_chapter_are_refused(fork, tmp_path):
    book = tmp_path / "book"
    shutil.copytree(fork / "book", book)
    toc = (fork / "_toc.yml").read_text(encoding="utf-8")
    (tmp_path / "_toc.yml").write_text(toc.replace("book/physiology/the-gate\n", "book/physiology/the-gat\n"))
    assert "did you mean 'book/physiology/the-gate'" in " ".join(mistakes(tmp_path))
    lines = [line for line in toc.splitlines() if not line.endswith("book/physiology/the-gate")]
    (tmp_path / "_toc.yml").write_text("\n".join(lines) + "\n")
    assert "the notes on 'the-gate' are there and the chapter is not" in " ".join(mistakes(tmp_path))
