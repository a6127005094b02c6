"""Scenes in a page: parts move as the state says, sound and hand do what they are asked, everybody has them."""

import re

import pytest
from mounted import MOUNT, page_for_a_lab
from painlab.lab import load
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules
from painlab.shared.scene_rules import RULES
from scenes import LABS, ask_scene

each_scene = pytest.mark.parametrize("name", LABS)

HEARD = """() => {
globalThis.cards = 0;
const Card = globalThis.AudioContext;
globalThis.clicks = [];
globalThis.AudioContext = class extends Card {
  constructor() { super(); cards += 1; }
  createOscillator() {
    const tone = super.createOscillator(), begin = tone.start.bind(tone);
    tone.start = (when) => { clicks.push(when); begin(when); };
    return tone;
  }
};
}"""


@pytest.fixture
def mount(visit, tmp_path):
    """A function that opens a page with a lab that has a scene and waits until the scene is drawn."""

    def shown(name, given=None, **how):
        page = visit(page_for_a_lab(tmp_path), **how)
        page.evaluate(HEARD)
        page.evaluate(MOUNT, [joined_modules(), spec_of(load(name)), given or {}])
        page.wait_for_function("model.traits.readouts[Object.keys(model.traits.readouts)[0]] != null")
        drawing = page.locator(".painlab-scene")
        if not drawing.is_visible():  # where there is no room for it beside the picture, it is chosen by its tab
            page.get_by_role("group", name="Pictures").get_by_role("button", name="drawing").click()
        drawing.scroll_into_view_if_needed()
        return page

    return shown


def hold(page, part):
    """Stops the scene at a part of its course."""
    page.locator(".painlab-moves input[type=range]").evaluate(
        "(slider, part) => { slider.value = Math.round(1000 * part); slider.dispatchEvent(new Event('input')); }", part
    )


@each_scene
def test_the_parts_of_a_page_s_scene_are_where_its_run_says(name, mount, page):
    shown = mount(name)
    for part in (0.2, 0.55, 0.9):
        hold(shown, part)
        wanted = ask_scene(
            page, name, f"scene.parts.map((rules) => attributesOf(rules, reader, momentAt(clock, {part})))"
        )
        found = shown.evaluate(
            """(names) => [...document.querySelectorAll(names)].map((node) => Object.fromEntries(
              [...node.attributes].map(({name, value}) => [name, value]).concat([["text", node.textContent]])))""",
            ",".join(f".painlab-scene [data-{rule}]" for rule in RULES),
        )
        for attributes, given in zip(found, wanted, strict=True):
            for attribute, value in given.items():
                assert attributes[attribute].endswith(value), (part, attributes)


def test_a_scene_goes_by_itself_rests_when_asked_and_shows_its_moment_where_motion_is_not_wanted(mount):
    page = mount("gate", {"fA": 25})
    slider = page.locator(".painlab-moves input[type=range]")
    first = slider.evaluate("slider => slider.value")
    page.wait_for_function("was => document.querySelector('.painlab-moves input').value !== was", arg=first)
    page.get_by_role("button", name="Pause").click()
    held = slider.evaluate("slider => slider.value")
    page.wait_for_timeout(200)
    assert slider.evaluate("slider => slider.value") == held
    calm = mount("gate", {"fA": 25}, still=True)
    calm.wait_for_timeout(300)
    clock = (0.65 - 0.4) / (1 - 0.4)
    assert int(calm.get_by_label("Moment of the drawing").input_value()) == pytest.approx(1000 * clock, abs=2)
    assert calm.get_by_role("button", name="Pause").count() == 0


def test_sound_is_off_until_asked_has_one_switch_for_the_page_and_is_kept_only_if_asked(mount):
    page = mount("gate", {"fA": 1})
    page.wait_for_timeout(300)
    assert page.evaluate("[cards, clicks.length]") == [0, 0]
    page.get_by_role("button", name="Sound").click()
    page.wait_for_function("clicks.length > 3")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("clicks.every((when, i) => !i || when - clicks[i - 1] >= 0.0079)")
    page.get_by_label("on in all pages").check()
    assert page.evaluate("Object.entries(localStorage)") == [["painlab-sound", "on"]]
    page.get_by_role("button", name="Sound").click()
    assert page.evaluate("localStorage.length") == 0


def test_the_reader_s_own_rhythm_becomes_the_train(mount):
    page = mount("windup")
    page.evaluate("""() => {
      globalThis.taps = [];
      document.querySelector(".painlab-tap").addEventListener("click", (event) => taps.push(event.timeStamp));
    }""")
    button = page.locator(".painlab-tap")
    for gap in (0, 450, 450, 450):
        page.wait_for_timeout(gap)
        button.press("Enter")
    taps = page.evaluate("taps")
    rate = 1000 * (len(taps) - 1) / (taps[-1] - taps[0])
    assert len(taps) == 4
    page.wait_for_function("rate => Math.abs(model.traits.frequency - rate) < 0.006", arg=min(3, rate))
    words = f"Tapped: one every {1 / rate:.1f} s"
    assert button.text_content() == words


def test_touch_follows_the_hand_that_rubs_the_drawing(mount):
    page = mount("gate")
    page.evaluate("""() => {
      globalThis.moves = [];
      const drawing = document.querySelector(".painlab-scene");
      drawing.addEventListener("pointermove", (event) => { if (event.buttons) moves.push(event.timeStamp); });
    }""")
    box = page.locator(".painlab-scene").bounding_box()
    x, y = box["x"] + 60, box["y"] + 140
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(8):
        page.mouse.move(x + 40 * (k % 2), y)
        page.wait_for_timeout(90)
    page.mouse.up()
    moves = page.evaluate("moves")[-7:]  # each of them was a turn; the last is not known to be one
    turns = moves[:-1][-5:]
    strokes = (len(turns) - 1) / (turns[-1] - turns[0]) * 1000 / 2
    page.wait_for_function("wanted => Math.abs(model.traits.fA - wanted) < 0.02", arg=8 * strokes)
    touched = page.evaluate("model.traits.fA")
    page.mouse.move(x + 90, y)
    assert page.evaluate("model.traits.fA") == touched  # a hand that only passes rubs nothing


def test_a_scene_has_words_before_its_first_run(page):
    spec = spec_of(load("gate"))
    label = page.evaluate(
        """(spec) => {
          const {node} = makeSceneView({}, {spec, code: compile(spec.code)});
          return node.querySelector("svg").getAttribute("aria-label");
        }""",
        spec,
    )
    assert label == re.search(r"<desc>(.*?)</desc>", spec["scene"])[1]


@each_scene
def test_on_a_phone_a_scene_and_what_moves_it_are_whole_and_its_sound_is_at_hand(name, mount):
    page = mount(name, width=390, height=664)
    cut = page.evaluate(
        """() => {
          const {bottom} = document.querySelector(".painlab-picture").getBoundingClientRect();
          const parts = document.querySelectorAll(".painlab-body :is(svg, figcaption, .painlab-moves > *)");
          const cut = (node) => node.checkVisibility() && node.getBoundingClientRect().bottom > bottom + 1;
          return [...parts].filter(cut).length;
        }"""
    )
    assert cut == 0
    sounds = 'data-sound="' in spec_of(load(name))["scene"]
    assert page.locator(".painlab-picture .painlab-sound").count() == 0
    assert page.locator(".painlab-sound:visible").count() == sounds


@each_scene
def test_a_scene_is_described_and_breaks_no_rule_of_accessibility(name, mount, axe):
    page = mount(name, still=True)
    page.wait_for_function("document.querySelector('.painlab-sentence').textContent")
    label = page.locator(".painlab-scene").get_attribute("aria-label")
    assert label.startswith(re.search(r"<desc>(.*?)</desc>", spec_of(load(name))["scene"])[1])
    assert label.endswith(page.locator(".painlab-sentence").text_content())
    assert axe(page, each_look=True) == []
