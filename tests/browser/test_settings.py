"""What readers set on their own device: colors, direction, translation, screens; a page carries nothing dead."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
from matplotlib.image import imread

ARITY = {"msub": 2, "msup": 2, "mfrac": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mroot": 2}


@pytest.fixture(scope="module")
def pages(site):
    """{name: text} of the built pages of the book."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.glob("book/**/*.html")}


def live(page):
    page.wait_for_function("document.documentElement.dataset.widgets === 'live'")


@pytest.mark.parametrize("dark", [False, True])
def test_in_forced_colors_a_meter_is_as_full_as_its_number_and_a_number_can_be_seen_to_be_typed(visit, dark):
    page = visit("book/reference/models/amplifier.html", forced_colors="active", dark=dark)
    live(page)
    lab = page.locator("section.painlab-lab").first
    lab.scroll_into_view_if_needed()
    bar = lab.locator(".painlab-bar:visible").first
    page.wait_for_function("node => node.style.getPropertyValue('--part')", arg=bar.element_handle())
    for part in (0, 0.3, 1):
        bar.evaluate("(node, part) => node.style.setProperty('--part', part)", part)
        picture = imread(io.BytesIO(bar.screenshot()))[:, :, :3].mean(axis=2)
        row = picture[picture.shape[0] // 2, 2:-2]
        assert ((row > 0.5) if dark else (row < 0.5)).mean() == pytest.approx(part, abs=0.05)
    for number in lab.locator(".painlab-number").all():
        assert number.evaluate("node => getComputedStyle(node).borderBottomStyle") == "solid"


def test_in_forced_colors_a_kept_mode_gives_way_to_the_colors_of_the_system(visit):
    page = visit("book/physiology/the-gate.html", forced_colors="active", dark=True)
    page.evaluate("localStorage.setItem('mode', 'light')")
    page.reload()
    page.locator("html[data-theme=dark][data-mode=light]").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_turned_right_to_left_scrolls_no_further_and_its_pictures_stay_as_they_are(visit, width):
    page = visit("book/physiology/the-gate.html", width=width)
    live(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    drawn = page.locator("figure svg, .painlab-lab canvas, .painlab-words, .painlab-slide, .painlab-number")
    assert set(drawn.evaluate_all("all => all.map((node) => getComputedStyle(node).direction)")) == {"ltr"}


def test_a_picture_is_drawn_anew_for_a_screen_of_another_pixel_ratio(visit):
    page = visit("book/physiology/the-gate.html")
    live(page)
    canvas = page.locator(".painlab-lab canvas:visible").first
    canvas.scroll_into_view_if_needed()
    sized = "node => node.width === Math.round(node.getBoundingClientRect().width)"
    page.wait_for_function(sized, arg=canvas.element_handle())
    before = canvas.evaluate("node => node.width")
    line = page.context.new_cdp_session(page)
    for more in range(20):  # a busy Chromium may draw in the new ratio only when the window changes, too
        size = {"width": 1280, "height": 900 + more, "deviceScaleFactor": 2, "mobile": False}
        line.send("Emulation.setDeviceMetricsOverride", size)
        page.wait_for_timeout(200)
        if canvas.evaluate("node => node.width") != before:
            break
    assert canvas.evaluate("node => node.width") == 2 * before


def test_code_is_selected_where_a_page_may_not_write_to_the_clipboard(visit):
    page = visit("book/reference/models/gate.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    button = page.locator("button.copy").first
    button.click()
    page.get_by_role("button", name="Selected: press Ctrl+C").wait_for()
    code = button.locator("xpath=..").locator("pre").text_content()
    assert page.evaluate("getSelection().toString()").strip() == code.strip()


def test_a_lab_is_set_in_the_letters_of_the_page(visit):
    page = visit("book/physiology/the-gate.html")
    live(page)
    families = page.locator("article section > p:not([class]), .painlab-sentence").evaluate_all(
        "all => all.map((node) => getComputedStyle(node).fontFamily)"
    )
    assert len(families) > 5 and len(set(families)) == 1


def test_every_formula_is_valid_mathml_for_those_who_listen(pages):
    seen = 0
    for name, text in pages.items():
        for formula in re.findall(r"<math.*?</math>", text, re.S):
            tree = ElementTree.fromstring(formula.replace("&nbsp;", " "))
            for node in tree.iter():
                tag = node.tag.rpartition("}")[2]
                assert len(node) == ARITY.get(tag, len(node)), f"{name}: <{tag}> in {''.join(tree.itertext())}"
                seen += tag in ARITY
    assert seen > 500


def test_a_page_leaves_its_colors_to_itself_and_its_formulas_and_code_untranslated(pages):
    for name, text in pages.items():
        assert text.count('name="viewport"') == 1, name
        assert 'name="darkreader-lock"' in text and '<meta name="color-scheme" content="light dark">' in text, name
        assert "thebe" not in text and "kernelName" not in text, name
        assert not re.search(r'<span class="katex">|<(pre|code)(?=[ >])(?![^>]*translate="no")', text), name
