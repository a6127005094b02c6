"""Scenes: what moves a part, against the run's own numbers; in a browser, parts move as the state says."""

import json
import re

import numpy as np
import pytest
from painlab.errors import ModelError
from painlab.lab import load, names
from painlab.lab.widget import lab as widget_of
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules
from painlab.views.scene import RULES, check_scene, rules_of, scene_names, symbols_of
from scipy.integrate import trapezoid
from test_frontend import MOUNT, page_for_a_lab

DRAWN = [(name, view["drawing"]) for name in names() for view in load(name).views if view["kind"] == "scene"]
LABS = [name for name, _ in DRAWN]
each_scene = pytest.mark.parametrize("name", LABS)

READ = """([spec, state, ask]) => {
  const code = compile(spec.code), run = start(code, code.request(state));
  while (!run.advance(100));
  const reader = makeReader(code, run, state), scene = readScene(spec.scene), clock = clockOf(scene, reader);
  return (new Function("reader", "scene", "clock", "run", `return ${ask}`))(reader, scene, clock, run);
}"""


@pytest.fixture(scope="module")
def asked(page):
    """asked(lab name, JavaScript of reader, scene, clock and run, state): its value in the browser."""
    return lambda name, ask, **state: page.evaluate(READ, [spec_of(load(name)), load(name).state(**state), ask])


# --- what is pure -------------------------------------------------------------------------------------------


def test_a_quantity_is_a_sum_of_symbols_and_numbers(page):
    assert page.evaluate("readQuantity('V-E_inh')") == [[1, "V"], [-1, "E_inh"]]
    assert page.evaluate("readQuantity('V@0.05+300')") == [[1, "V@0.05"], [1, 300]]


def test_a_rule_has_a_quantity_points_and_words(page):
    rule = page.evaluate("readRule('P 0:-0.1 50:1 lead 0.1')")
    assert rule["points"] == [[0, -0.1], [50, 1]] and rule["of"] == [[1, "P"]] and rule["lead"] == [[1, 0.1]]


def test_a_value_moves_along_a_broken_line_and_stays_at_its_ends(page):
    points = [[1, 10], [3, 20], [4, 0]]
    for x in (-5, 1, 1.7, 3, 3.25, 4, 99):
        expected = np.interp(x, *np.transpose(points))
        assert page.evaluate("([p, x]) => onLine(p, x)", [points, x]) == pytest.approx(expected)


def test_events_of_a_rate_are_where_its_integral_passes_halves(page):
    t = np.linspace(0, 3, 3001)
    rate = 20 * t  # integral 10 t², so that the event number k comes at sqrt((k + 1/2)/10)
    events = page.evaluate("([t, y]) => eventsOfRate(t, y)", [t.tolist(), rate.tolist()])
    expected = np.sqrt((np.arange(90) + 0.5) / 10)
    assert events == pytest.approx(expected, abs=0.01)


def test_dots_stand_where_the_dashes_of_a_path_begin(page):
    made = page.evaluate("dashes([[10, 10], [35, 35], [90, 95]])")
    lengths = [float(x) for x in made["stroke-dasharray"].split()]
    begins = -float(made["stroke-dashoffset"]) + np.cumsum([0, *lengths])[:-1][::2]
    assert begins == pytest.approx([10, 35, 90], abs=0.05)
    assert lengths[4] == pytest.approx(5)
    nothing = page.evaluate("dashes([])")
    assert -float(nothing["stroke-dashoffset"]) > 100


@pytest.mark.parametrize(
    "speed, words", [(1, "real time"), (0.01, "100 times slower"), (0.1, "10 times slower"), (200, "200 times faster")]
)
def test_a_speed_is_said_in_words(page, speed, words):
    assert page.evaluate("speed => speedInWords(speed)", speed) == words
    assert page.evaluate("speed => niceSpeed(speed * 1.1)", speed) == speed


def test_a_tapped_rhythm_is_the_rate_of_its_last_four_gaps(page):
    assert page.evaluate("rateOfTaps([0])") is None
    assert page.evaluate("rateOfTaps([0, 500])") == 2
    taps = [0, 9000, 9800, 10600, 11300, 12000]
    assert page.evaluate("taps => rateOfTaps(taps)", taps) == pytest.approx(4 / 3)


def test_clicks_are_due_when_their_events_come_and_none_is_played_twice(page):
    events = [0.1, 0.2, 0.25, 0.4]
    first = page.evaluate("e => clicksDue(e, 0.05, 0.22, 0.05, 0.5)", events)
    assert first == pytest.approx([0.1, 0.3])
    second = page.evaluate("e => clicksDue(e, 0.22, 0.5, 0.15, 0.5)", events)
    assert second == pytest.approx([0.2, 0.5])


def test_clicks_that_would_melt_are_left_out(page):
    due = page.evaluate("clicksDue([...Array(1000).keys()].map((k) => k / 1000), -1, 1, 0, 1)")
    assert len(due) > 50 and np.diff(due).min() >= 0.008


# --- the drawings -------------------------------------------------------------------------------------------


def test_every_scene_belongs_to_a_lab():
    assert sorted(drawing for _, drawing in DRAWN) == scene_names()


@each_scene
def test_a_scene_is_small_says_what_it_shows_and_takes_its_colors_from_the_palette(name):
    text = spec_of(load(name))["scene"]
    assert len(text) <= 12_000
    assert 40 <= len(re.search(r"<title>(.*?)</title>", text)[1]) <= 110
    assert len(re.search(r"<desc>(.*?)</desc>", text)[1]) >= 120
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b|rgb|(?:fill|stroke)=|style=|<script|<image|href", text)
    assert [rule for rule, _ in rules_of(text) if rule in RULES]


@each_scene
def test_every_part_has_attributes_at_every_moment(name, asked):
    for preset in load(name).presets.values():
        bad = asked(
            name,
            """[0, 0.21, 0.5, 0.77, 1].flatMap((part) => scene.parts.flatMap((rules) => {
              const found = attributesOf(rules, reader, clock.from + part * (clock.to - clock.from));
              const text = Object.values(found).join(" ");
              const right = Object.keys(found).length && !/NaN|undefined|Infinity/.test(text);
              return right ? [] : [JSON.stringify([rules, found])];
            }))""",
            **preset,
        )
        assert bad == []


@each_scene
def test_the_telling_moment_lies_in_the_scene(name, asked):
    clock = asked(name, "clock")
    assert clock["from"] <= clock["still"] <= clock["to"] and clock["from"] < clock["to"]


@each_scene
def test_the_still_of_a_scene_is_what_a_browser_draws(name, asked):
    still = widget_of(name).still_html()
    text = asked(name, f"stillScene({json.dumps(spec_of(load(name))['scene'])}, reader, clock.still)")
    assert text.split(">", 1)[1] in still


def test_a_scene_that_reads_what_no_run_has_is_refused():
    lab = load("gate")
    assert symbols_of('<svg data-at="peak P"><g data-sway="fA every 3 by 2+gIP"/></svg>') == ["P", "fA", "gIP"]
    with pytest.raises(ModelError, match="no scene 'gaet'; did you mean 'gate'"):
        check_scene(lab, {"kind": "scene", "drawing": "gaet"})
    with pytest.raises(ModelError, match="knows no rule 'data-opacitty'; did you mean 'opacity'"):
        symbols_of('<svg><g data-opacitty="P 0:1"/></svg>')


# --- against the run's numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize("touch", [1, 15, 25])
def test_the_gate_sends_as_many_impulses_as_the_output_has_spikes(touch, asked):
    run = load("gate").run(fA=touch)
    spikes = trapezoid(run["P"], run.t)
    assert len(asked("gate", "reader.events('P')", fA=touch)) == pytest.approx(spikes, abs=0.51)


def test_the_hand_of_the_gate_rubs_as_fast_as_touch_fires(asked):
    strokes = """(() => {
      const total = (t) => reader.total("fA", t);
      return (total(0.79) - total(0.6)) / 0.19;
    })()"""
    for touch in (10, 40):
        assert asked("gate", strokes, fA=touch) == pytest.approx(touch, rel=0.01)


# --- in a browser -------------------------------------------------------------------------------------------

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
        page.locator(".painlab-scene").scroll_into_view_if_needed()
        return page

    return shown


def hold(page, part):
    """Stops the scene at a part of its course."""
    page.locator(".painlab-moves input[type=range]").evaluate(
        "(slider, part) => { slider.value = Math.round(1000 * part); slider.dispatchEvent(new Event('input')); }", part
    )


@each_scene
def test_the_parts_of_a_page_s_scene_are_where_its_run_says(name, mount, asked):
    page = mount(name)
    for part in (0.2, 0.55, 0.9):
        hold(page, part)
        moment = f"clock.from + {part} * (clock.to - clock.from)"
        wanted = asked(name, f"scene.parts.map((rules) => attributesOf(rules, reader, {moment}))")
        found = page.evaluate(
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


@each_scene
def test_a_scene_is_described_and_breaks_no_rule_of_accessibility(name, mount, axe):
    page = mount(name, still=True)
    page.wait_for_function("document.querySelector('.painlab-scene').getAttribute('aria-label')")
    label = page.locator(".painlab-scene").get_attribute("aria-label")
    assert label.startswith(re.search(r"<desc>(.*?)</desc>", spec_of(load(name))["scene"])[1])
    assert label.endswith(page.locator(".painlab-sentence").text_content())
    assert axe(page, each_look=True) == []
