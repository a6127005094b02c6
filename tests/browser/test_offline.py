"""The book without a network: nothing stays unasked; once asked all of it does, to read and to move; a new one takes
the place of the old; it can be removed; and it installs."""

import json
import re
import shutil

import offline
import pytest
import serve
import yaml
from conftest import ROOT

STORED = """async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: (await caches.keys()).length, local: localStorage.length, cookies: document.cookie,
})"""
NOTHING = {"workers": 0, "caches": 0, "local": 0, "cookies": ""}
KEPT = "book/reference/kept.html"
GATE = "book/physiology/the-gate.html"
CSP = "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'; style-src 'self' 'unsafe-inline'"


@pytest.fixture(scope="module")
def copied(site, tmp_path_factory):
    """A copy of the site, whose files a test may change: a folder and where it is served, below a name."""
    folder = tmp_path_factory.mktemp("host")
    left_out = shutil.ignore_patterns(*offline.LEFT_OUT)
    shutil.copytree(site, folder / "signal", ignore=left_out)
    with serve.served(folder) as address:
        yield folder / "signal", f"{address}/signal"


@pytest.fixture
def reader(browser, copied):
    """A browser of its own at the copied site."""
    context = browser.new_context(base_url=f"{copied[1]}/")
    yield context
    context.close()


def keep(page):
    page.get_by_role("button", name="Keep this book on this device").click()
    page.get_by_role("button", name="Remove the book").wait_for(timeout=120_000)
    assert "Done." in page.locator("#offline").inner_text()


def until(page, body):
    """Wait until the body of an asynchronous function returns true."""
    asked = f"(async () => {{ {body} }})()"
    page.evaluate(f"async () => {{ while (!await {asked}) await new Promise((again) => setTimeout(again, 200)); }}")


def test_before_one_asks_no_worker_runs_and_nothing_is_stored(reader):
    page = reader.new_page()
    for name in ("index.html", GATE, KEPT, "labs/gate.html"):
        page.goto(name, wait_until="networkidle")
        assert page.evaluate(STORED) == NOTHING, name


def test_once_asked_a_chapter_never_opened_is_read_and_its_lab_moves_without_a_network(reader, copied):
    page = reader.new_page()
    page.goto(KEPT)
    megabytes = json.loads((copied[0] / "kept-files.js").read_text().split(" = ")[1].rstrip(";\n"))["bytes"] / 1e6
    assert f"({-int(-megabytes // 1)} MB)" in page.get_by_role("button", name="Keep this book").inner_text()
    keep(page)
    reader.set_offline(True)
    page.goto(f"{GATE}?path=ten.2")
    slider = page.get_by_role("slider", name=re.compile("^touch")).first
    slider.scroll_into_view_if_needed()
    described = page.locator(".painlab-lab").first
    before = described.inner_text()
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    page.wait_for_function(
        "(before) => document.querySelector('.painlab-lab').innerText !== before", arg=before, timeout=30_000
    )
    for name in ("./", "search.html?q=gate", "labs/gate.html", "teaching/the-gate-50.html"):
        if name.startswith("teaching") and not (copied[0] / name).exists():
            continue
        assert page.goto(name).ok, name
    page.goto("index.html")
    page.locator("#contents a[href$='treatment/reading-evidence.html']").evaluate("(link) => link.click()")
    page.wait_for_url("**/reading-evidence.html")
    assert page.locator("h1").count() == 1
    page.goto(KEPT)
    page.get_by_text("The book is on this device").wait_for()
    assert page.get_by_role("button", name="Remove the book from this device").is_enabled()


def test_a_new_version_takes_the_place_of_the_old_one_and_what_is_removed_is_gone(reader, copied):
    folder, _ = copied
    page = reader.new_page()
    page.goto(KEPT)
    keep(page)
    (first,) = page.evaluate("caches.keys()")
    leaflet = folder / "book/leaflet.html"
    text = leaflet.read_text(encoding="utf-8")
    leaflet.write_text(text.replace("</h1>", " in a new edition</h1>", 1), encoding="utf-8")
    offline.write(folder)
    page.goto("index.html")  # with a network the browser looks for another worker
    until(page, f"const [one, other] = await caches.keys(); return one !== {json.dumps(first)} && !other;")
    reader.set_offline(True)
    page.goto("book/leaflet.html")
    assert "in a new edition" in page.locator("h1").inner_text()
    reader.set_offline(False)
    page.goto(KEPT)
    page.get_by_role("button", name="Remove the book from this device").click()
    page.get_by_text("Removed.").wait_for()
    assert page.evaluate(STORED) == NOTHING
    page.goto(GATE)
    assert page.evaluate(STORED) == NOTHING
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_where_a_file_cannot_be_had_nothing_of_it_stays_and_one_is_told(reader, copied):
    folder, _ = copied
    hidden = folder / "book/leaflet.html"
    hidden.rename(folder / "elsewhere")
    try:
        page = reader.new_page()
        page.goto(KEPT)
        page.get_by_role("button", name="Keep this book").click()
        page.get_by_text("It was not kept").wait_for(timeout=60_000)
        until(page, "return !(await navigator.serviceWorker.getRegistrations()).length;")
        assert page.evaluate(STORED) == NOTHING
    finally:
        (folder / "elsewhere").rename(hidden)


def test_it_works_where_a_host_allows_only_programs_of_its_own(reader):
    reader.route("**/*", lambda route: allow_own(route))
    page = reader.new_page()
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.goto(KEPT)
    keep(page)
    assert not complaints


def allow_own(route):
    got = route.fetch()
    route.fulfill(response=got, headers={**got.headers, "Content-Security-Policy": CSP})


def test_a_book_opened_from_a_disk_says_that_it_is_there_and_offers_nothing(visit):
    page = visit(KEPT, scheme="file")
    assert "from a disk" in page.locator("#offline").inner_text()
    assert not page.locator("#offline button").count() and not page.locator("link[rel=manifest]").count()


def test_a_browser_finds_nothing_wrong_with_the_manifest_and_its_icons_have_the_sizes_they_name(reader, copied):
    page = reader.new_page()
    page.goto("index.html")
    session = reader.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["url"] and not found["errors"]
    manifest = json.loads(found["data"])
    assert manifest["name"] == yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    for icon in manifest["icons"]:
        data = (copied[0] / icon["src"]).read_bytes()
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and icon["sizes"] == f"{width}x{height}"
