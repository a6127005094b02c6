"""Phase planes, maps, landscapes, bell curves and thresholds: what they draw, against SciPy and whole runs."""

import json
import re

import numpy as np
import pytest
from painlab.errors import ModelError
from painlab.lab import Lab, load, names
from painlab.lab.code import lab_code
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules
from painlab.run import compiled, completed
from painlab.shared.flow import CELLS, PARTS, landscape_of, plane_of
from painlab.shared.phase import flow_at
from playwright.sync_api import expect
from published import agrees, agrees_all
from scipy.integrate import quad
from scipy.optimize import brentq, root
from scipy.stats import norm
from test_frontend import MOUNT, page_for_a_lab
from test_parity_of_labs import at_the_points

PLANES = [(n, v) for n in names() for v in load(n).views if v["kind"] == "plane"]
WELLS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "well"]
MAPS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "map"]
BELIEFS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "belief"]

BROWSER = """([text, state, view, kind]) => {
  const code = compile(text);
  const run = start(code, code.request(state));
  while (!run.advance(50));
  const at = typeof view.at === "string" ? code.scope(state)[view.at] : view.at;
  const row = at === undefined ? run.t.length - 1 : Math.min(run.t.length - 1, firstIndexAt(run.t, at));
  const axes = kind === "well" ? [view.of] : [view.x.of, view.y.of];
  const flow = flowAt(run, row, axes, view.hold ?? []);
  if (kind === "well") return {row, ...landscapeOf(flow, ...view.range, PARTS)};
  const work = planeOf(flow, view.x.range, view.y.range, CELLS);
  for (;;) {
    const {value, done} = work.next();
    if (done) return {row, ...value};
  }
}"""


@pytest.fixture(scope="module")
def drawn(page):
    """drawn(lab name, view, state): (run in Python, row, what the browser draws), computed once."""
    known = {}

    def drawn(name, view, **values):
        key = json.dumps([name, view, values])
        if key not in known:
            lab = load(name)
            found = page.evaluate(BROWSER, [lab_code(lab), lab.state(**values), view, view["kind"]])
            known[key] = at_the_points(lab, lab.state(**values)), found["row"], found
        return known[key]

    return drawn


def settled(run, row, axes, hold):
    """SciPy's own flow: a function of a place → (slopes of all states that move, their values there)."""
    model = run.model
    symbols = [q.symbol for q in model.states]
    rhs = compiled(model.python, False)["rhs"]
    p = [float(run[q.symbol][row]) if q.symbol in run.schedules else run.values[q.symbol] for q in model.settable]
    whole = np.array([float(run[s][row]) for s in symbols])

    def slopes(y):
        d = [0.0] * len(y)
        rhs([float(v) for v in y], p, d)
        return np.array(d)

    free = [k for k, s in enumerate(symbols) if s not in axes and s not in hold]

    def at(place):
        y = whole.copy()
        for axis, value in zip(axes, place, strict=True):
            y[symbols.index(axis)] = value

        def others(part):
            there = y.copy()
            there[free] = part
            return slopes(there)[free]

        if free:
            found = root(others, y[free], tol=1e-13)
            y[free] = found.x
        return slopes(y), y

    return at, symbols, slopes, whole


def planes_of_states():
    found = [(n, v) for n, v in PLANES if v["x"]["of"] in {q.symbol for q in load(n).model.states}]
    return found + [("tipping_point", v) for n, v in found if n == "tipping_point"]


STATES = [{}] * (len(planes_of_states()) - 1) + [{"gNa": 2.5, "gK": 2.0}]


@pytest.mark.parametrize("case", range(len(STATES)))
def test_the_crossings_of_the_nullclines_are_the_equilibria_that_scipy_finds(case, drawn):
    (name, view), values = planes_of_states()[case], STATES[case]
    run, row, found = drawn(name, view, **values)
    axes = [view["x"]["of"], view["y"]["of"]]
    _, symbols, slopes, whole = settled(run, row, axes, view.get("hold", ()))
    free = [k for k, s in enumerate(symbols) if s not in view.get("hold", ())]
    places = [symbols.index(axis) for axis in axes]
    size = [v[1] - v[0] for v in (view["x"]["range"], view["y"]["range"])]

    def right(part):
        y = whole.copy()
        y[free] = part
        return slopes(y)[free]

    draw, exact = np.random.default_rng(1), []
    at, *_ = settled(run, row, axes, view.get("hold", ()))
    for _ in range(60):
        start = at([draw.uniform(*view["x"]["range"]), draw.uniform(*view["y"]["range"])])[1][free]
        solved = root(right, start, tol=1e-13)
        if not solved.success:
            continue
        y = whole.copy()
        y[free] = solved.x
        place = y[places]
        inside = all(
            low <= v <= high for v, (low, high) in zip(place, (view["x"]["range"], view["y"]["range"]), strict=True)
        )
        if inside and not any(np.all(np.abs(place - other) < 1e-5 * np.array(size)) for other, _ in exact):
            h = 1e-6
            jacobian = np.array(
                [(right(solved.x + h * e) - right(solved.x - h * e)) / (2 * h) for e in np.eye(len(free))]
            ).T
            exact.append((place, bool(np.all(np.linalg.eigvals(jacobian).real < 0))))
    assert exact
    exact = sorted(exact, key=lambda pair: pair[0][0])
    assert len(found["points"]) == len(exact), (found["points"], exact)
    for shown, (place, stable) in zip(found["points"], exact, strict=True):
        assert np.allclose(shown["at"], place, rtol=0, atol=1e-6 * np.array(size))
        assert shown["stable"] == stable
        near = [
            min(np.hypot(*((np.array(p) - place) / size)) for line in lines for p in line) for lines in found["lines"]
        ]
        assert max(near) < 0.03, "both lines pass through it"


@pytest.mark.parametrize("name,view", planes_of_states()[:-1])
def test_on_a_nullcline_the_state_of_its_axis_stands_still(name, view, drawn):
    run, row, found = drawn(name, view)
    axes = [view["x"]["of"], view["y"]["of"]]
    at, symbols, *_ = settled(run, row, axes, view.get("hold", ()))
    for k, lines in enumerate(found["lines"]):
        points = [point for line in lines for point in line]
        assert len(points) > 20
        size = (view["x"]["range"], view["y"]["range"])[k]
        for x, y in points[:: max(1, len(points) // 25)]:
            here = at([x, y])[0][symbols.index(axes[k])]
            step = 1e-6 * (size[1] - size[0])
            nearby = [at([x + step * a, y + step * b])[0][symbols.index(axes[k])] for a in (-1, 1) for b in (-1, 1)]
            assert min(nearby) <= 0 <= max(nearby) or abs(here) < 1e-9, (axes[k], x, y, here)


@pytest.mark.parametrize("name,view", planes_of_states()[:-1])
def test_python_and_the_browser_draw_the_same_plane(name, view, drawn):
    run, row, found = drawn(name, view)
    flow = flow_at(run, row, (view["x"]["of"], view["y"]["of"]), view.get("hold", ()))
    drawn = completed(plane_of(flow, view["x"]["range"], view["y"]["range"], CELLS))
    assert [p["stable"] for p in found["points"]] == [p["stable"] for p in drawn["points"]]
    for shown, point in zip(found["points"], drawn["points"], strict=True):
        assert shown["at"] == pytest.approx(point["at"], rel=1e-6, abs=1e-9)
    for shown, lines in zip(found["lines"], drawn["lines"], strict=True):
        assert [len(line) for line in shown] == [len(line) for line in lines]
        for one, other in zip(shown, lines, strict=True):
            assert np.array(one) == pytest.approx(np.array(other), rel=1e-6, abs=1e-9)


def test_the_gate_has_three_equilibria_and_a_window_between_two_folds(drawn):
    (view, loop) = [v for n, v in PLANES if n == "gate_switch"]
    _, _, found = drawn("gate_switch", view)
    agrees_all([p["at"][1] for p in found["points"]], "3.07 34.70 49.95")
    assert [p["stable"] for p in found["points"]] == [True, False, True]
    agrees(found["points"][2]["at"][0], "3.66")
    _, _, found = drawn("gate_switch", loop)  # at each input, where the circuit would come to rest
    (line,) = found["lines"][1]
    fC = np.array(line)[:, 0]
    turns = [fC[k] for k in range(1, len(fC) - 1) if (fC[k] - fC[k - 1]) * (fC[k + 1] - fC[k]) < 0]
    agrees_all(sorted([min(turns), max(turns)]), "10.518 18.702", tolerance=0.1)


def test_on_the_slow_ramp_the_output_jumps_at_19_2_and_falls_back_at_9_5():
    run = load("gate_switch").run(ramp=1.0)
    up, down = run.t < 60, run.t >= 60
    agrees(run["fC"][up][np.argmax(run["P"][up] > 25)], "19.21", tolerance=0.05)
    agrees(run["fC"][down][np.argmax(run["P"][down] < 25)], "9.47", tolerance=0.05)


# --- landscapes ---


@pytest.mark.parametrize("name,view", WELLS)
def test_the_valleys_of_a_landscape_are_the_states_that_last(name, view, drawn):
    run, row, found = drawn(name, view)
    at, symbols, *_ = settled(run, row, [view["of"]], view.get("hold", ()))
    k = symbols.index(view["of"])

    def drift(x):
        return at([x])[0][k]

    xs = np.linspace(*view["range"], 401)
    slopes = [drift(x) for x in xs]
    pairs = [(a, b, s) for a, b, s, r in zip(xs, xs[1:], slopes, slopes[1:], strict=False) if s * r < 0]
    exact = [(brentq(drift, a, b, xtol=1e-13), s > 0) for a, b, s in pairs]
    assert [f["stable"] for f in found["floors"]] == [stable for _, stable in exact]
    assert [f["at"] for f in found["floors"]] == pytest.approx([x for x, _ in exact], abs=1e-8)
    heights = np.array(found["heights"])
    for floor, stable in exact:
        beside = np.argmin(np.abs(np.array(found["xs"]) - floor))
        around = heights[max(0, beside - 4) : beside + 5]
        if stable:
            assert heights[beside] == pytest.approx(around.min(), abs=1e-3 * np.ptp(heights))
    for a, b in ((0.2, 0.5), (0.4, 0.9)):
        low, high = (view["range"][0] + part * (view["range"][1] - view["range"][0]) for part in (a, b))
        rise = np.interp(high, found["xs"], heights) - np.interp(low, found["xs"], heights)
        assert rise == pytest.approx(-quad(drift, low, high, limit=200)[0], abs=2e-3 * np.ptp(heights))
    python = landscape_of(flow_at(run, row, (view["of"],), view.get("hold", ())), *view["range"], PARTS)
    assert python["heights"] == pytest.approx(heights, rel=1e-6, abs=1e-9 * np.ptp(heights))


def test_the_synapse_lies_in_one_of_two_valleys_with_a_ridge_half_way(drawn):
    (view,) = [v for n, v in WELLS if n == "memory"]
    for values, valley in (({"pulses": 40}, 0), ({"pulses": 60}, 1)):
        run, row, found = drawn("memory", view, **values)
        assert [f["at"] for f in found["floors"]] == pytest.approx([0, 0.5, 1], abs=1e-9)
        assert (run["rho"][row] > 0.5) == bool(valley)


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

NONSENSE = {
    "a plane of nothing": ({"kind": "plane", "x": {"of": "V"}, "y": {"of": "P"}}, "'V'"),
    "a plane upon an input": ({"kind": "plane", "x": {"of": "P"}, "y": {"of": "fC"}}, "'fC'"),
    "a landscape of a parameter": ({"kind": "well", "of": "gIP"}, "'gIP'"),
    "a map of a quantity without a control": ({"kind": "map", "x": "trigger", "y": "gEP", "read": "end"}, "'gEP'"),
    "a curve of an unknown read-out": ({"kind": "curve", "sweep": "trigger", "read": "endd"}, "did you mean 'end'"),
    "a belief without a column": (
        {"kind": "belief", "curves": [{"mean": "P", "sd": "sd"}]},
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
