"""Somebody's own copy: another title, address and color, and nine of the chapters. It builds strictly, and its pages
pass their tests.
"""

import json
import re
import shutil

import copies
import pytest
from copies import CHAPTERS, change, copied, keep, run
from coursebook import contents
from coursebook.mistakes import mistakes

TITLE, SITE, REPOSITORY = "Nerves Out Loud", "https://nerves.example.org/", "https://gitlab.com/somebody/nerves"
COLOR = "#0a4f8a"  # of touch, in light pages
KEPT = (
    "physiology/what-is-pain", "physiology/nociceptors", "physiology/the-gate", "physiology/no-pain-center",
    "sensitization/peripheral-sensitization", "sensitization/central-sensitization", "sensitization/lost-inhibition",
    "sensitization/neuropathic-pain", "sensitization/injured-nerve",
)  # fmt: skip
AWAY = CHAPTERS - {name.rpartition("/")[2] for name in KEPT}
# The tests that the copy has to pass: those that range over its pages, chapters, lessons and labs.
OF_PAGES = (
    "tests/book/test_mistakes.py", "tests/book/test_lessons.py",
    "tests/browser/test_pages.py", "tests/browser/test_labs_in_pages.py",
)  # fmt: skip
CHOSEN = "mistake or lesson or term or week or link_inside or without_a_script or labs_of_a_page_are_alive"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """The folder of the copy, built."""
    folder = copied(tmp_path_factory.mktemp("fork") / "nerves")
    change(
        folder / "_config.yml",
        ("title: The Amplified Signal", f"title: {TITLE}"),
        ("author: The Amplified Signal contributors", "author: Somebody else"),
        ('url: ""', f"url: {REPOSITORY}"),
        ("    language: en", f"    language: en\n    html_baseurl: {SITE}"),
    )
    change(folder / "book/index.md", ("# The Amplified Signal", f"# {TITLE}"))
    change(folder / "widgets/painlab/page/palette.py", ('"touch": "#075c9e"', f'"touch": "{COLOR}"'))
    keep(folder, KEPT)
    done = run(folder, "tools/build.py")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder


@pytest.fixture(scope="module")
def pages(fork):
    """{name: HTML} of the copy's pages."""
    return copies.pages(fork)


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
    assert f"{TITLE}, a free course on nerve pain" in pages["book/leaflet.html"]
    foot = pages["book/physiology/the-gate.html"]
    assert "Somebody else" in foot and "mybinder.org/v2/gl/somebody%2Fnerves" in foot
    cells = json.loads((fork / "_build/html/notebooks/physiology/the-gate.ipynb").read_text(encoding="utf-8"))["cells"]
    assert f"%pip install -q {SITE}notebooks/painlab-" in "".join(cells[1]["source"])
    assert f"--touch:{COLOR}" in (fork / "_build/html/_static/book.css").read_text(encoding="utf-8")
    manifest = json.loads((fork / "_build/html/book.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == TITLE


def test_a_page_that_has_changed_is_built_anew_by_itself_and_strictly(fork):
    page, built = fork / "book/before-you-start.md", fork / "_build/html"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne sentence more, with $x = 2$ in it.\n", encoding="utf-8")
    done = run(fork, "tools/build.py")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "One sentence more" in (built / "book/before-you-start.html").read_text(encoding="utf-8")
    index = (built / "_static/search-index.js").read_text(encoding="utf-8")
    assert "One sentence more" in index and "book/physiology/the-gate.html" in index


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
