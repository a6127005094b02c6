"""Reading on a phone and with a keyboard: a header that stays, an outline, cards in place of jumps."""

import re

import pytest
import test_stage
from conftest import LAID_OUT, WHOLE
from painlab.views.pathway import LEVELS

CHAPTER = "book/sensitization/injured-nerve.html"
LIVE = "() => document.documentElement.dataset.widgets === 'live'"
PHONE = {"width": 390, "height": 664, "touch": True, "still": True}


@pytest.fixture
def phone(visit):
    """A chapter on a phone."""
    page = visit(CHAPTER, **PHONE)
    page.wait_for_function(LIVE)
    return page


def test_the_header_stays_is_slim_and_says_where_one_is(phone):
    phone.locator("#false-signals").evaluate("node => node.scrollIntoView({behavior: 'instant'})")
    bar = phone.locator(".bar").bounding_box()
    assert bar["y"] == 0 and bar["height"] <= 56
    phone.wait_for_function("() => document.querySelector('.bar .here').textContent.includes('False signals')")


@pytest.mark.parametrize("width", [390, 1024])
def test_the_header_covers_nothing_of_a_lab_s_picture_that_stays(visit, width):
    page = visit("book/physiology/the-gate.html", width=width, height=664)
    page.wait_for_function(WHOLE)
    shares = page.evaluate(test_stage.HELD, page.locator("[data-lab=gate]").first.element_handle())
    assert shares and min(shares) > 0.99


@pytest.mark.parametrize("width", [390, 340])
@pytest.mark.parametrize("panel", ["contents", "outline"])
def test_contents_and_outline_open_and_close_by_touch(visit, axe, panel, width):
    page = visit(CHAPTER, **PHONE | {"width": width})
    page.wait_for_function(LIVE)
    page.locator(f".bar [popovertarget='{panel}']").tap()
    assert page.locator(f"#{panel}").is_visible()
    assert axe(page) == []
    page.locator(f"#{panel} .close").tap()
    assert page.locator(f"#{panel}").is_hidden()


def test_a_tap_in_the_outline_leads_to_the_section_and_closes_it(phone):
    phone.locator(".bar .here").tap()
    phone.locator("#outline").get_by_role("link", name=re.compile("False signals")).tap()
    assert phone.locator("#outline").is_hidden()
    assert phone.url.endswith("#false-signals")


def test_where_popovers_are_unknown_the_buttons_open_and_close_the_panels_all_the_same(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 664}, has_touch=True)
    page = context.new_page()
    page.add_init_script("""
      for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"]) delete HTMLElement.prototype[name];
      document.addEventListener("beforetoggle", (event) => event.preventDefault(), true);
    """)
    page.goto(f"{address}/{CHAPTER}")
    panel = page.locator("#contents")
    page.locator(".bar .open-contents").tap()
    assert panel.evaluate("node => node.classList.contains('open')")
    page.keyboard.press("Escape")
    assert not panel.evaluate("node => node.classList.contains('open')")
    context.close()


def test_a_tap_on_a_term_opens_its_text_and_escape_leads_back(phone, axe):
    term = phone.locator("#a-nerve-that-speaks-for-itself a:has(.std-term)").first
    term.tap()
    card = phone.get_by_role("dialog")
    card.wait_for()
    assert phone.url.endswith("injured-nerve.html")
    assert len(card.inner_text().split()) > 8
    assert card.get_by_role("link", name="In the glossary").is_visible()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 664
    assert axe(phone) == []
    phone.keyboard.press("Escape")
    assert card.count() == 0
    assert term.evaluate("node => node === document.activeElement")


def test_in_the_story_the_sources_of_a_paragraph_are_one_mark_that_opens_them_all(phone):
    paragraphs = phone.locator("section.level-1 > p:has(.sources)")
    assert paragraphs.count() > 0
    for paragraph in paragraphs.all():
        assert paragraph.locator(".sources").count() == 1
        assert paragraph.locator("a[href*='#cite-']:visible").count() == 0
        assert not re.search(r"\s[.,:;]", paragraph.inner_text())
    first = paragraphs.first
    keys = first.locator("a[href*='#cite-']").evaluate_all("all => all.map((one) => one.hash)")
    first.locator(".sources").tap()
    card = phone.get_by_role("dialog")
    card.wait_for()
    links = card.get_by_role("link", name="In the bibliography")
    assert links.evaluate_all("all => all.map((one) => one.hash)") == keys
    card.get_by_role("button", name="Close").tap()
    assert card.count() == 0


def test_with_a_key_a_citation_of_the_course_opens_a_card_and_with_control_the_page(visit):
    page = visit(CHAPTER, still=True)
    link = page.locator("section.level-2 p a[href*='#cite-']").first
    link.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    card.wait_for()
    assert re.search(r"\b(19|20)\d\d\b", card.inner_text())
    assert card.evaluate("node => node === document.activeElement")


def test_on_paper_the_citations_stand_in_the_text(visit):
    page = visit(CHAPTER, still=True)
    page.emulate_media(media="print")
    assert page.locator("section.level-1 .cited").first.is_visible()
    assert page.locator(".sources").first.is_hidden() and page.locator(".levels").is_hidden()


def test_without_a_script_a_term_is_a_link(visit):
    page = visit(CHAPTER, javascript=False)
    page.locator("a:has(.std-term)").first.click()
    assert "glossary.html#term-" in page.url


def test_every_target_of_the_header_the_levels_and_the_panels_is_44_pixels_high(phone):
    heights = phone.locator(".bar button, .levels span").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44


# --- to a lab by the keyboard ---


def focused(page):
    """The lab that holds what has the focus, and the text of that."""
    return page.evaluate(
        "() => [document.activeElement.closest('.painlab-lab')?.dataset.lab, document.activeElement.textContent]"
    )


@pytest.mark.parametrize(
    "chapter", ["book/sensitization/lost-inhibition.html", "book/reference/models/nociceptor.html"]
)
def test_from_skip_to_the_text_each_lab_of_a_page_is_at_most_12_tabs_away(visit, chapter):
    page = visit(chapter, still=True)
    page.wait_for_function(LIVE)
    labs = page.locator(".painlab-lab").evaluate_all("all => all.map((lab) => lab.dataset.lab)")
    links = page.locator("nav[aria-label='Labs on this page'] a")
    assert labs and links.count() == len(labs)
    for place, lab in enumerate(labs):
        page.locator(".skip[href='#text']").focus()
        page.keyboard.press("Enter")
        for _ in range(place + 1):
            page.keyboard.press("Tab")
        assert links.nth(place).evaluate("link => link === document.activeElement")
        assert links.nth(place).is_visible() and links.nth(place).bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page)[0] == lab and place + 2 <= 12


def test_no_page_has_more_labs_than_12_tabs_reach(site):
    for page in (site / "book").rglob("*.html"):
        text = page.read_text(encoding="utf8")
        listed = re.findall(r'<a href="#(lab-[^"]*)">Lab: ', text)
        assert len(listed) <= 11 and all(f'id="{anchor}"' in text for anchor in listed), page.name
        assert bool(listed) == ('"controls":' in text), page.name


def test_the_list_of_labs_leads_to_them_without_a_script_and_is_seen_only_with_the_keyboard(visit):
    page = visit(CHAPTER, javascript=False)
    links = page.locator("nav[aria-label='Labs on this page']")
    hidden = "node => getComputedStyle(node).clipPath"
    assert links.evaluate(hidden) == "inset(50%)"
    links.locator("a").first.focus()
    assert links.evaluate(hidden) == "none"
    page.keyboard.press("Enter")
    goal = page.locator(page.evaluate("() => location.hash"))
    assert goal.get_attribute("class") == "painlab-still" and 0 <= goal.bounding_box()["y"] < 200


# --- on paper ---

SHOWN = """() => [...document.querySelectorAll("article details.solution")]
  .filter((one) => one.getBoundingClientRect().height).map((one) => one.open && !!one.closest(".answers"))"""

PLACES = """() => [...document.querySelectorAll("details.solution")].map((one) => [
  one.id, one.previousElementSibling?.outerHTML, one.nextElementSibling?.outerHTML])"""


def test_on_paper_solutions_stand_at_the_end_and_come_back_to_their_places(visit):
    page = visit(CHAPTER, still=True)
    page.wait_for_function(LIVE)
    before = page.evaluate(PLACES)
    count = page.locator("details.solution").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert count and page.evaluate(SHOWN) == [True] * count
    answers = page.locator("article > .answers")
    assert answers.get_by_role("heading", name="Answers").is_visible()
    assert answers.evaluate("node => node === node.parentElement.lastElementChild")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".answers, details.solution[open]").count() == 0
    assert page.evaluate(PLACES) == before


def test_on_paper_no_answer_is_printed_where_no_script_runs(visit):
    page = visit(CHAPTER, javascript=False)
    page.emulate_media(media="print")
    folded = page.locator("details.solution, .painlab-still-quiz details")
    assert folded.count() > 3 and folded.filter(visible=True).count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_every_level_of_a_map_is_seen_and_the_marked_one_too(visit, width):
    page = visit("book/physiology/the-gate.html", width=width)
    widths = page.locator(".pathway .level").evaluate_all(
        "levels => levels.map((level) => [level.classList.contains('here'), level.getBoundingClientRect().width > 0])"
    )
    assert len(widths) == len(LEVELS) and [True, True] in widths
    assert all(seen for _, seen in widths)


FAR = """() => [...document.querySelectorAll("article > section > section")]
  .filter((section) => !section.firstElementChild.checkVisibility({contentVisibilityAuto: true})).length"""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_page_is_laid_out_where_it_is_seen_and_whole_when_there_is_time(visit, width):
    unmoved = visit("book/physiology/the-gate.html", width=width, javascript=False)
    assert unmoved.evaluate(FAR) > 10  # without a script, what is far stays so
    page = visit("book/physiology/the-gate.html", width=width)
    page.wait_for_function(WHOLE)
    assert page.evaluate(FAR) == 0
    height = "() => document.documentElement.scrollHeight"
    laid_out = page.evaluate(height)
    page.add_style_tag(content=LAID_OUT)
    assert page.evaluate(height) == laid_out
