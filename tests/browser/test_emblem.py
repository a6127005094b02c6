"""The emblem: what its slider does is a run of the model, and anyone can work it."""

import pytest
from conftest import mount_widget
from painlab import emblem
from painlab.emblem.emblem import SHARES, impulses, reversal
from painlab.model.model import model
from playwright.sync_api import expect


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a page with the emblem; keywords as for `visit`."""
    return lambda **how: mount_widget(
        emblem(), tmp_path / "emblem.html", lambda url: visit(url, **how), how.get("dark")
    )


def move(page, share):
    page.get_by_role("slider").evaluate(
        "(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }", 100 * share
    )


@pytest.mark.parametrize("share", SHARES)
def test_the_slider_is_the_weight_of_inhibition_in_the_models_own_equation(share):
    run = model("amplifier").run(E_GABA=reversal(share), duration=0.1)
    assert run["chi"][-1] == pytest.approx(share, abs=1e-9)


def test_the_less_inhibition_the_more_impulses_for_the_same_brush():
    found = [impulses(share) for share in SHARES]
    assert found == sorted(found)
    assert found[0] < 0.05 and found[-1] > 15  # from silence to what one can count


@pytest.mark.parametrize("share", SHARES)
def test_the_page_says_what_python_computes(show, share):
    page = show()
    move(page, share)
    said, rate = page.get_by_role("status").inner_text(), impulses(share)
    if rate < 0.05:
        assert "stays silent" in said
    elif rate < 1:
        assert "less than one impulse a second" in said
    else:
        assert f"sends {round(rate)} impulse" in said


def test_the_first_touch_of_the_slider_changes_picture_and_words(show):
    page = show()
    before = page.get_by_role("status").inner_text(), page.locator(".loud").inner_html()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    assert page.get_by_role("status").inner_text() != before[0]
    assert page.locator(".loud").inner_html() != before[1]
    page.wait_for_function("() => document.querySelectorAll('.impulse.projection').length > 2")


def test_every_impulse_is_heard_when_the_sound_is_on(show):
    page = show()
    page.evaluate("""() => {
      globalThis.heard = 0;
      const begin = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) { globalThis.heard += 1; return begin.apply(this, when); };
    }""")
    move(page, 0)
    assert page.evaluate("heard") == 0
    page.get_by_role("button", name="Sound: off").click()
    page.wait_for_function("() => heard > 3")
    page.get_by_role("button", name="Sound: on").click()
    expect(page.get_by_role("button", name="Sound: off")).to_have_attribute("aria-pressed", "false")


def test_with_reduced_motion_nothing_moves_and_the_words_do(show):
    page = show(still=True)
    move(page, 0)
    page.wait_for_timeout(300)
    assert page.locator(".impulse").count() == 0
    assert "No inhibition is left" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_emblem_and_it_fits_a_narrow_page(show, axe, dark):
    page = show(dark=dark, width=320)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("#here :is(button, input[type=range])").evaluate_all(
        "all => all.map(one => one.offsetHeight)"
    )
    assert min(heights) >= 44


def test_without_a_script_the_emblem_says_what_the_slider_would_show():
    still = emblem().still_html()
    assert "<svg" in still and f"none: {impulses(0.0):.1f} a second" in still
