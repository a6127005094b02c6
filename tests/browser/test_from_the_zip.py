"""A person with only the ZIP, unpacked in a folder, and no network: reads, moves, answers, presents and prints."""

import io
import re
import zipfile

import archives
import pypdf
import pytest
from painlab.lab import load
from playwright.sync_api import expect
from test_policies import move

GATE = "book/physiology/the-gate.html"
SHOWN = "canvas => canvas.toDataURL()"


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The folder of the site's ZIP, unpacked below one with a space and a letter that is not ASCII in its name."""
    folder = tmp_path_factory.mktemp("disk") / "Mis cursos, año 1"
    packed = archives.archive(site, folder.parent / "book.zip", archives.committed(), "book")
    zipfile.ZipFile(packed).extractall(folder)
    return folder / "book"


@pytest.fixture(params=[(1280, 800, False), (390, 844, True)], ids=["laptop", "phone"])
def reader(request, visit, unpacked):
    """The first page, from the disk, on a laptop and on a phone, which may ask for nothing outside of the folder."""
    width, height, touch = request.param
    page = visit((unpacked / "index.html").as_uri(), width=width, height=height, touch=touch)
    outside, own = [], (unpacked.as_uri(), "data:", "blob:", "about:")
    page.context.on("request", lambda asked: asked.url.startswith(own) or outside.append(asked.url))
    yield page
    over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    assert not outside


def open_page(reader, unpacked, name):
    """Open a page of the unpacked book; gives the reader again."""
    reader.goto(f"{unpacked.as_uri()}/{name}")
    return reader


def test_the_brush_of_the_first_page_is_felt_and_its_doors_lead_into_the_book(reader):
    said = reader.get_by_role("status").first
    before = said.inner_text()
    reader.get_by_role("slider").first.press("Home")
    expect(said).not_to_have_text(before)
    reader.get_by_role("link", name="I study").click()
    expect(reader.locator("h1")).to_contain_text("Reading paths")
    reader.locator("article a[href*='physiology/']").first.click()
    expect(reader.locator("h1")).to_have_count(1)
    assert "/physiology/" in reader.url


def test_a_lab_of_a_chapter_is_moved_and_draws_another_picture(reader, unpacked):
    page = open_page(reader, unpacked, GATE)
    page.locator("section.painlab-lab").first.scroll_into_view_if_needed()
    expect(page.locator(".painlab-sentence").first).to_have_text(re.compile(".{20}"), timeout=30_000)
    picture = page.locator("section.painlab-lab canvas:visible").first
    before = picture.evaluate(SHOWN)
    move(page)
    assert picture.evaluate(SHOWN) != before


def test_a_question_is_answered_and_every_option_gets_its_reason(reader, unpacked):
    page = open_page(reader, unpacked, GATE)
    asked = page.locator(".painlab-quiz-item", has=page.get_by_role("radio")).first
    asked.scroll_into_view_if_needed()
    options = asked.get_by_role("radio")
    asked.locator("label:visible").first.click()
    asked.get_by_role("button").first.click()
    expect(asked.locator(".painlab-quiz-reason")).to_have_count(options.count())


def test_the_search_finds_a_sentence_and_leads_to_it(reader, unpacked):
    page = open_page(reader, unpacked, "search.html?q=wind-up")
    first = page.locator("#search-results li a").first
    first.click()
    expect(page.locator("article h1")).to_have_count(1)
    assert "search.html" not in page.url


def test_the_evidence_table_is_filtered(reader, unpacked):
    page = open_page(reader, unpacked, "book/reference/evidence.html")
    left = page.get_by_text(re.compile(r"The filters leave \d+ of \d+ rows"))
    before = left.first.inner_text()
    page.locator(".painlab-explorer select").first.select_option(index=2)
    expect(left.first).not_to_have_text(before)


@pytest.mark.parametrize("kind", ["", "-slides"])
def test_a_lesson_is_presented_step_by_step_with_its_lab_alive(reader, unpacked, kind):
    page = open_page(reader, unpacked, f"teaching/the-gate-50{kind}.html")
    frame = page.frame_locator("section.present iframe" if kind else "iframe").first
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        if page.locator("section.present iframe" if kind else "iframe:visible").count():
            break
    move(frame)


def test_a_chapter_is_printed_with_each_labs_picture_and_sentence(reader, unpacked):
    page = open_page(reader, unpacked, GATE)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(print_background=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    lab = load("gate")
    state = lab.state(**lab.opens)
    assert lab.say(state, lab.run(**state).readouts) in text
