"""Bell curves, thresholds and maps: what they draw, against whole runs; views in a lab, as a reader meets them."""

import re

import numpy as np
import pytest
from mounted import MOUNT, page_for_a_lab
from painlab.errors import ModelError
from painlab.lab import Lab, load, names
from painlab.lab.code import lab_code
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules
from playwright.sync_api import expect
from scipy.stats import norm

MAPS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "map"]
BELIEFS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "belief"]


# --- bell curves ---


@pytest.mark.parametrize("name,view", BELIEFS)
def test_the_middle_bell_curve_is_the_product_of_the_two_others(name, view):
    lab = load(name)
    for values in ({}, *(d.values for d in lab.discoveries)):
        run = lab.run(**values)
        for row in {0, len(run.t) - 1}:
            (m1, s1), (m2, s2), (m, s) = ((run[c["mean"]][row], run[c["sd"]][row]) for c in view["curves"])
            x = np.linspace(min(m1, m2) - 4 * max(s1, s2), max(m1, m2) + 4 * max(s1, s2), 200_001)
            log = norm.logpdf(x, m1, s1) + norm.logpdf(x, m2, s2)
            weight = np.exp(log - log.max())
            mean = np.sum(x * weight) / np.sum(weight)
            assert m == pytest.approx(mean, abs=1e-3)
            assert s == pytest.approx(np.sqrt(np.sum((x - mean) ** 2 * weight) / np.sum(weight)), rel=1e-3)


def test_a_bell_curve_is_a_normal_density(page):
    for x, mean, sd in ((30, 30, 2), (44, 60, 4.5), (0, 1, 0.5)):
        assert page.evaluate("a => bellHeight(...a)", [x, mean, sd]) == pytest.approx(norm.pdf(x, mean, sd), rel=1e-12)


# --- thresholds ---


@pytest.mark.parametrize(
    "width, printed", [(0.1, 65.19), (0.2, 32.68), (0.5, 13.28), (1, 6.92), (2, 3.86), (5, 2.352), (20, 2.241)]
)
def test_the_push_that_is_needed_is_the_published_threshold(width, printed):
    assert load("spike").find("needed", width=width) == pytest.approx(printed, rel=0.01)


def test_rheobase_and_chronaxie_of_the_squid_axon():
    lab = load("spike")
    assert lab.find("rheobase") == pytest.approx(2.241, rel=0.01)
    chronaxie = lab.find("chronaxie")
    assert lab.find("needed", width=chronaxie) == pytest.approx(2 * lab.find("rheobase"), rel=0.01)


@pytest.mark.parametrize("current, printed", [(6.3, 52.4), (7, 58.3), (10, 68.3), (15, 78.6), (20, 86.5), (50, 117.0)])
def test_steady_firing_under_a_long_push_is_the_published_rate(current, printed):
    assert load("spike").run(I=current, width=100).readouts["steady"] == pytest.approx(printed, abs=0.5)


@pytest.mark.parametrize(
    "values, printed",
    [
        ({}, 11.4),
        ({"g8": 0}, 11.6),
        ({"s7": -5.7}, 1.6),
        ({"cell": "DIV0", "g7": 3, "g8": 30, "g3": 0}, 16.0),
        ({"cell": "DIV0", "g7": 0, "g8": 30, "g3": 0}, 19.1),
    ],
)
def test_the_least_current_for_a_spike_is_the_published_rheobase(values, printed):
    assert load("nociceptor").find("rheobase", **values) == pytest.approx(printed, abs=0.3)


def test_a_threshold_that_nothing_reaches_is_no_number():
    assert np.isnan(load("nociceptor").find("rheobase", g7=0))


FIND = """([text, states, name]) => {
  const code = compile(text);
  return [...sweepPoints(code, states, name)].filter((x) => x).map(([, x]) => (Number.isFinite(x) ? x : null));
}"""


@pytest.mark.parametrize("name", [n for n in names() if load(n).thresholds])
def test_python_and_the_browser_find_the_same_thresholds(name, page):
    lab = load(name)
    states = [lab.state(), lab.state(**lab.discoveries[-1].values)]
    for threshold, row in lab.thresholds.items():
        found = page.evaluate(FIND, [lab_code(lab), states, threshold])
        expected = [lab.find(threshold, **state) for state in states]
        for shown, value in zip(found, expected, strict=True):
            assert shown is None if np.isnan(value) else shown == pytest.approx(value, abs=row.within)


# --- maps ---


@pytest.mark.parametrize("name,view", MAPS)
def test_a_place_of_a_map_is_a_whole_run_there_and_all_places_are_visited_once(name, view, page):
    lab = load(name)
    order = page.evaluate("a => mapOrder(...a)", [view["columns"], view["rows"]])
    assert sorted(map(tuple, order)) == [(i, j) for i in range(view["columns"]) for j in range(view["rows"])]
    assert order[0] == [0, 0] and order[1] == [4, 0]
    rows = {row.symbol: row for row in lab.described}
    x, y = rows[view["x"]], rows[view["y"]]
    draw = np.random.default_rng(3)
    picked = [order[k] for k in draw.choice(len(order), 12, replace=False)]
    states = [
        lab.state(
            **{
                x.symbol: x.low + i / (view["columns"] - 1) * (x.high - x.low),
                y.symbol: y.low + j / (view["rows"] - 1) * (y.high - y.low),
            }
        )
        for i, j in picked
    ]
    found = page.evaluate(FIND, [lab_code(lab), states, view["read"]])
    assert found == [lab.run(**state).readouts[view["read"]] for state in states]
    kinds = page.evaluate("([kinds, values]) => values.map((v) => kindOf(kinds, v))", [view["kinds"], [0, 1, 4, 5, 60]])
    assert kinds == [0, 1, 1, 2, 2]


# --- in a lab, as a reader meets them ---


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a lab in a page, its prediction skipped, everything shown."""

    def show(name, **how):
        page = visit(page_for_a_lab(tmp_path), **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(load(name)), {}])
        page.wait_for_selector(".painlab-sentence:not(.painlab-stale):text('.')", timeout=30_000)
        return page

    return show


# How many dark points the picture has in the column of the line of no difference, beside the words of each row.
CROSSED = """() => {
  const plot = document.querySelector(".painlab-plot:not([hidden])"), canvas = plot.querySelector("canvas");
  const scale = canvas.width / canvas.clientWidth, zero = [...plot.querySelectorAll("text")];
  const x = Number(zero.find((one) => one.textContent === "0").getAttribute("x"));
  return zero.filter((one) => one.textContent.includes("against")).map((one) => {
    const y = Number(one.getAttribute("y"));
    const {data} = canvas.getContext("2d").getImageData((x - 2) * scale, (y - 8) * scale, 4 * scale, 10 * scale);
    return data.filter((value, i) => i % 4 === 0 && value < 128 && data[i + 3] > 128).length;
  });
}"""


def test_on_a_phone_the_line_of_no_difference_goes_behind_the_words_of_its_rows(show):
    page = show("three_arms", width=390)
    page.wait_for_function("document.querySelector('.painlab-words text')")
    crossed = page.evaluate(CROSSED)
    assert len(crossed) == 3 and not any(crossed)


def all_shown(page):
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("group", name="How many controls").get_by_role("button").last.click()


def test_the_map_waits_for_the_reader_and_its_arrow_keys_move_both_controls(show):
    page = show("tipping_point")
    hand = page.get_by_role("application", name="Map of added sodium and added potassium")
    assert not hand.is_visible()  # of level 3, and an answer to the prediction
    page.get_by_role("button", name="map", exact=False).click()
    assert not hand.is_visible()
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("group", name="Pictures").get_by_role("button", name="map").click()
    hand.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("[model.get('gNa'), model.get('gK')]") == [2.1, 2.45]
    page.keyboard.press("Shift+ArrowUp")
    assert page.evaluate("model.get('gK')") == 2.7
    lab = load("tipping_point")
    count = int(lab.run(gNa=2.1, gK=2.7).readouts["count"])
    page.wait_for_selector(f"text=added potassium 2.7 mS/cm²: silent ({count})")
    box = hand.bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.75 * box["height"])
    assert page.evaluate("[model.get('gNa'), model.get('gK')]") == pytest.approx([3, 1], abs=0.051)
    page.wait_for_selector("text=goes on firing (")


def test_the_ball_and_the_plane_say_where_they_are_and_the_keyboard_moves_the_moment(show):
    page = show("gate_switch")
    all_shown(page)
    tab = page.get_by_role("group", name="Pictures").get_by_role("button")
    tab.filter(has_text="plane").first.click()
    page.wait_for_selector("text=Ring, not stable: 1.36 and 34.7", timeout=30_000)
    tab.filter(has_text="valleys").click()
    words = page.locator(".painlab-view-under .painlab-small").first
    expect(words).to_have_text(re.compile(r"^At 70\.4 s the ball is at 0\.00369 and rolls toward 0\.00369 \(quiet\)\."))
    moment = page.get_by_role("slider", name="Moment of the run").first
    moment.focus()
    page.keyboard.press("Home")
    assert moment.get_attribute("aria-valuetext") == "s 0"
    assert words.inner_text().startswith("At 0 s the ball is at 0 ")


def test_nothing_offers_to_move_where_the_reader_wants_no_motion(show):
    page = show("memory", still=True)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="valleys").click()
    assert page.get_by_role("button", name="Let it run").count() == 0
    assert page.get_by_role("slider", name="Moment of the run").first.is_visible()


def test_the_ball_runs_its_course_once_and_stops(show):
    page = show("memory")
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="valleys").click()
    page.get_by_role("button", name="Let it run").first.click()
    moment = page.get_by_role("slider", name="Moment of the run").first
    page.wait_for_function("(s) => Number(s.value) > 0 && Number(s.value) < 1000", arg=moment.element_handle())
    page.get_by_role("button", name="Let it run").first.wait_for(timeout=15_000)
    assert moment.input_value() == moment.get_attribute("max")


def test_thresholds_stand_among_the_readouts_once_they_are_found(show):
    page = show("spike")
    assert "rheobase" not in page.locator(".painlab-readouts").inner_text()  # it would tell the answer
    page.get_by_role("button", name="Skip").click()
    page.wait_for_function("model.traits.readouts.chronaxie != null", timeout=60_000)
    text = page.inner_text(".painlab-readouts")
    lab = load("spike")
    for name, row in lab.thresholds.items():
        assert f"{row.label} {lab.find(name):.2f}" in " ".join(text.split())


@pytest.mark.parametrize("name", ["tipping_point", "gate_switch", "memory", "expectation"])
@pytest.mark.parametrize("width, dark", [(1180, False), (320, True)])
def test_the_new_views_are_accessible_and_fit(name, width, dark, show, axe):
    page = show(name, width=width, dark=dark)
    all_shown(page)
    page.wait_for_timeout(800)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- what a lab may not ask for ---

AXIS = {"label": "x", "range": [0, 1]}
MAP = {"kind": "map", "columns": 3, "rows": 3, "kinds": [{"label": "x"}]}
NONSENSE = {
    "a plane of nothing": ({"kind": "plane", "x": {"of": "V", **AXIS}, "y": {"of": "P", **AXIS}}, "'V'"),
    "a plane upon an input": ({"kind": "plane", "x": {"of": "P", **AXIS}, "y": {"of": "fC", **AXIS}}, "'fC'"),
    "a landscape of a parameter": ({"kind": "well", "of": "gIP", "title": "x", **AXIS}, "'gIP'"),
    "a map of a quantity without a control": ({**MAP, "x": "trigger", "y": "gEP", "read": "end"}, "'gEP'"),
    "a curve of an unknown read-out": (
        {"kind": "curve", "sweep": "trigger", "from": 0, "to": 1, "points": 3, "label": "x", "read": "endd"},
        "did you mean 'end'",
    ),
    "a belief without a column": (
        {"kind": "belief", **AXIS, "curves": [{"mean": "P", "sd": "sd", "label": "x", "role": "ink"}]},
        "'sd'",
    ),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_a_lab_is_refused_for(case):
    view, words = NONSENSE[case]
    made = load("gate_switch")
    fields = {f: getattr(made, f) for f in made.__dataclass_fields__}
    with pytest.raises(ModelError, match="The gate as a switch: the view") as error:
        Lab(**{**fields, "views": [view]})
    assert words in str(error.value)


def test_an_unknown_threshold_is_refused_with_the_nearest_name():
    with pytest.raises(ModelError, match="no threshold 'reobase'; did you mean 'rheobase'"):
        load("spike").find("reobase")
