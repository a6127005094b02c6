"""Phase planes and landscapes: what they draw, against SciPy."""

import json

import numpy as np
import pytest
from painlab.lab import load, names
from painlab.lab.code import lab_code
from painlab.run import compiled, completed
from painlab.shared.flow import CELLS, PARTS, landscape_of, plane_of
from painlab.shared.phase import flow_at
from published import agrees, agrees_all
from scipy.integrate import quad
from scipy.optimize import brentq, root
from test_parity_of_labs import at_the_points

PLANES = [(n, v) for n in names() for v in load(n).views if v["kind"] == "plane"]
WELLS = [(n, v) for n in names() for v in load(n).views if v["kind"] == "well"]

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
