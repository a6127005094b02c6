"""The front end's files: each loads alone; what pictures are made of, against independent sums; the loop of a run."""

import gzip
import json
import math
import random
import re
from http.server import SimpleHTTPRequestHandler

import numpy as np
import pytest
import serve
from mounted import LAB
from painlab.lab.widget import spec_of
from painlab.page.join import EXPORT, FRONTEND, IMPORT, beside, front_file, joined_modules, module_order

MODULES = sorted(path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js"))


class Modules(SimpleHTTPRequestHandler):
    """The folder of modules as they are, and those that are written when they are joined."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        if (FRONTEND / self.path[1:]).exists() and not self.path.startswith("/shared/"):
            return super().do_GET()
        body = front_file(self.path[1:]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def frontend():
    """Address of the folder of modules."""
    with serve.served(FRONTEND, Modules) as address:
        yield address


def test_every_file_loads_alone_as_a_module(browser, frontend):
    page = browser.new_page()
    for name in MODULES:
        page.goto(f"{frontend}/main.js")  # a new document, which has loaded none of the others
        assert page.evaluate("async (name) => typeof (await import(`./${name}`))", name) == "object", name
    page.close()


def test_a_file_takes_only_what_another_one_exports():
    given = {name: set(EXPORT.findall(front_file(name))) for name in {*MODULES, *module_order()}}
    for name in MODULES:
        for taken, other in IMPORT.findall(front_file(name)):
            names = {word.split(" as ")[0].strip() for word in taken.split(",")}
            assert names <= given[beside(name, other)], f"{name} takes from {other} what it does not export"


@pytest.mark.parametrize("path", sorted(FRONTEND.rglob("*.js")), ids=lambda path: path.stem)
def test_a_file_uses_all_that_it_imports(path):
    text = path.read_text(encoding="utf-8")
    for names in re.findall(r"^import \{([^}]*)\}", text, re.M):
        for name in filter(None, (each.strip().split(" as ")[-1] for each in names.split(","))):
            used = re.findall(rf"(?:(?<![\w$.])|(?<=\.\.\.)){name}(?![\w$])", text)
            assert len(used) > 1, f"{path.name}: {name}"


def test_the_state_of_a_lab_declares_all_that_others_hand_to_it():
    declared = front_file("lab/lab_state.js").partition("  return {\n    spec,")[2]
    for path in FRONTEND.rglob("*.js"):
        for name in re.findall(r"\blab\.(\w+) = ", path.read_text(encoding="utf-8")):
            assert re.search(rf"^    {name}(: |\(\))", declared, re.M), f"{path.name} gives it {name}"


def test_the_joined_front_end_stays_small():
    assert len(gzip.compress(joined_modules().encode(), 9)) < 99_000  # each lab of a notebook keeps it once
    assert json.dumps(spec_of(LAB))


# --- pictures ---


def test_ticks_are_round_evenly_spaced_and_inside(js):
    draw = random.Random(1)
    for _ in range(60):
        low = draw.uniform(-1, 1) * 10 ** draw.randint(-3, 4)
        high = low + draw.uniform(0.1, 1) * 10 ** draw.randint(-2, 4)
        found = js("views/scales.js", "ticks", low, high, 5)
        step = (found[-1] - found[0]) / (len(found) - 1)
        lead = step / 10 ** math.floor(math.log10(step) + 1e-9)
        assert min(abs(lead - x) for x in (1, 2, 5)) < 1e-6
        assert np.allclose(np.diff(found), step)
        assert low - 1e-9 * step <= found[0] and found[-1] <= high + 1e-9 * step + 1e-9 * abs(high)
        assert np.allclose(np.array(found) / step, np.round(np.array(found) / step), atol=1e-6)
        assert 3 <= len(found) <= 9


def test_ticks_of_an_empty_range_do_not_hang(js):
    assert js("views/scales.js", "ticks", 3, 3, 5) == [3]


def test_logarithmic_ticks_are_one_two_five(js):
    assert js("views/scales.js", "logTicks", 0.1, 30) == [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]


@pytest.mark.parametrize("span", [(-3.3, 8.1), (0, 52.95), (-65.2, -45.0), (0, 0), (7, 7), (-2, -2)])
def test_a_nice_range_holds_its_numbers_and_is_never_empty(span, js):
    low, high = js("views/scales.js", "niceRange", *span)
    assert low <= span[0] and span[1] <= high and low < high


def test_the_extent_of_columns_leaves_out_what_is_not_finite(page):
    asked = "extent([1, 2, Infinity], [NaN, -1, -Infinity, null])"
    assert page.evaluate(f"modules['views/scales.js'].{asked}") == [-1, 2]
    assert page.evaluate("modules['views/scales.js'].extent([NaN])[0]") == math.inf


def test_an_axis_grows_at_once_and_shrinks_only_when_the_picture_is_complete(js):
    assert js("views/scales.js", "steadyRange", [0, 10], [0, 37], False)[1] >= 37
    assert js("views/scales.js", "steadyRange", [0, 100], [0, 3], False) == [0, 100]
    assert js("views/scales.js", "steadyRange", [0, 100], [0, 60], True) == [0, 100]
    assert js("views/scales.js", "steadyRange", [0, 100], [0, 3], True)[1] < 10


def test_decimation_keeps_the_smallest_and_the_largest_value_of_every_pixel_column(js):
    rng = np.random.default_rng(2)
    n, columns = 20_000, 300
    t = np.sort(rng.uniform(0, 10, n))
    y = np.cumsum(rng.normal(size=n))
    y[5000:5010] += 300  # a spike narrower than a pixel
    line = js("views/scales.js", "decimate", t.tolist(), y.tolist(), 0, 10, columns)
    assert len(line["t"]) == len(line["y"]) <= 4 * columns
    assert line["t"] == sorted(line["t"])
    full, kept = (np.floor(np.array(x) * columns / 10).astype(int) for x in (t, line["t"]))
    for column in np.unique(full):
        ours, all_of_it = np.array(line["y"])[kept == column], y[full == column]
        assert ours.min() == all_of_it.min() and ours.max() == all_of_it.max()
        assert ours[0] == all_of_it[0] and ours[-1] == all_of_it[-1]


def test_decimation_leaves_few_points_as_they_are(js):
    t, y = [0, 0.5, 1, 7], [3, -1, 2, 5]
    assert js("views/scales.js", "decimate", t, y, 0, 10, 500) == {"t": t, "y": y}


def test_labels_move_apart_and_keep_their_order(js):
    draw = random.Random(3)
    for _ in range(30):
        wanted = [draw.uniform(0, 200) for _ in range(6)]
        placed = js("views/scales.js", "spread", wanted, 18, 0, 200)
        assert sorted(range(6), key=wanted.__getitem__) == sorted(range(6), key=placed.__getitem__)
        assert np.diff(sorted(placed)).min() >= 18 - 1e-9
        assert min(placed) >= -1e-9 and max(placed) <= 200 + 1e-9


def test_swept_values_are_even_or_even_in_the_logarithm(js):
    sweep = {"from": 0.1, "to": 80, "points": 41, "log": False}
    assert js("views/curve.js", "sweepValues", sweep) == pytest.approx(np.linspace(0.1, 80, 41))
    assert js("views/curve.js", "sweepValues", sweep | {"log": True}) == pytest.approx(np.geomspace(0.1, 80, 41))


def test_a_heap_of_dots_is_as_high_as_its_bin_is_full(js):
    values = np.random.default_rng(5).normal(5, 2, 300).round(3)
    dots = js("views/distribution.js", "stackDots", [*values.tolist(), math.nan], 0.5)
    counts = np.unique(np.floor(values / 0.5), return_counts=True)
    for at, count in zip(*counts, strict=True):
        assert sorted(d["level"] for d in dots if d["bin"] == (at + 0.5) * 0.5) == list(range(count))
    assert len(dots) == 301


def test_spikes_of_neighboring_compartments_join_into_lines(js):
    forth = [[k, 5 + 0.5 * k] for k in range(20)]
    times = [sorted([5 + 0.5 * k] + ([30 + 0.5 * (12 - k)] if k <= 12 else [])) for k in range(20)]
    lines = js("views/space_time.js", "joinSpikes", times, 1)
    assert len(lines) == 2 and forth in lines


def test_the_table_of_differences_takes_the_pinned_from_the_present(js):
    output = {"name": "a", "label": "output", "unit": "spikes", "digits": 2}
    peak = {"name": "b", "label": "peak", "unit": "", "digits": 0}
    pinned = [{"a": 8.76, "b": math.nan}]
    found = js("lab/compare.js", "differences", [output, peak], {"a": 1.98, "b": 10}, pinned)
    assert found == [["output (spikes)", "1.98", ["8.76", "−6.78"]], ["peak", "10", ["–", "–"]]]


def test_readouts_go_to_python_as_json_can_carry_them(js):
    found = js("lab/picture.js", "plainReadouts", {"a": math.nan, "b": [1, math.inf], "c": 2.5})
    assert found == {"a": None, "b": [1, None], "c": 2.5}


def test_a_newer_request_drops_the_older_run_and_only_a_complete_run_is_finished(browser, frontend):
    page = browser.new_page()
    page.goto(f"{frontend}/main.js")
    seen = page.evaluate(
        """async () => {
          const {makeLoop} = await import("./run/scheduler.js");
          const seen = {begun: 0, drawn: [], finished: []};
          const begin = () => {
            const run = {id: seen.begun++, spent: 0, done: false};
            run.advance = (ms) => {
              const end = performance.now() + ms;
              while (performance.now() < end);
              run.spent += ms;
              run.done = run.spent >= 100;
            };
            return run;
          };
          const draw = (run) => seen.drawn.push(run.id);
          const finish = (run) => seen.finished.push(run.id);
          const loop = makeLoop({begin, draw, finish});
          const wait = (ms) => new Promise((go) => setTimeout(go, ms));
          loop.request();
          await new Promise(requestAnimationFrame);
          loop.request();
          await wait(1000);
          loop.redraw(); // a pointer reads a value, a curve beside the picture has grown
          await wait(100);
          loop.stop();
          return seen;
        }"""
    )
    page.close()
    assert seen["begun"] == 2 and seen["finished"] == [1]
    assert seen["drawn"] == sorted(seen["drawn"])
