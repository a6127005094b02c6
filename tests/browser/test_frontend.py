"""The front end in a browser: pure functions against independent computations, a lab as a reader meets it."""

import json
import math
import random
import re
from http.server import SimpleHTTPRequestHandler

import numpy as np
import pytest
import serve
from painlab.lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from painlab.lab.widget import spec_of
from painlab.models.gate import model as gate
from painlab.page.join import EXPORT, FRONTEND, IMPORT, beside, front_file, joined_modules, joined_styles, module_order
from playwright.sync_api import expect

REASON = "Touch excites the output cell as well."
LAB = Lab(
    gate,
    title="A small gate",
    question="What does touch do?",
    prediction="You add touch of 15 Hz. The output",
    options=(Option("falls", "Not yet at 15 Hz."), Option("rises", REASON, right=True)),
    misconception="The gate is a switch.",
    note="Nobody feels P.",
    controls=[
        Control("fA", "touch", 0, 80, 1),
        Control("fC", "noxious input", 0, 30, 1, value=22),
        Control("gIP", "gate strength", 0, 2.5, 0.05, level=2),
        Control("gEP", "excitation", 0.1, 2, 0.1, level=3, log=True),
        Control("K", "NMDA as", level=3, choices=(("coded", 2.0), ("halved", 1.0)), value=2.0),
    ],
    settings={"duration": 1.0},
    schedules={"fA": (1, (0.54, 0.80, "fA")), "fC": (1, (0.59, 0.80, "fC"))},
    readouts={"output": Readout("output", "integral", "P", 0.59, 0.89, "spikes")},
    sentence=("Touch at {fA} Hz: {output:.2f} output spikes.",),
    views=[
        {"kind": "traces", "panels": [{"show": {"fA": "touch", "fC": "nociceptive"}, "label": "input (Hz)"}]},
        {
            "kind": "curve",
            "sweep": "fA",
            "from": 0,
            "to": 80,
            "points": 9,
            "read": "output",
            "label": "output",
        },
    ],
    presets={"healthy": {}, "half a gate": {"gIP": 0.9}},
    move={"fA": 15},
    goals=[Goal("Which touch takes most of it away?", "output < 2", {"fA": 25}, "Touch at 25 Hz does.")],
    discoveries=[Discovery("Half a gate lets it through.", {"fA": 25, "gIP": 0.9})],
    card=Card(published="Equations.", ours="Input.", left_out="Much.", not_for="Dosing."),
)
CONTROL = {"symbol": "fA", "label": "touch", "unit": "Hz", "low": 0, "high": 80, "step": 1, "choices": None}
CHOICE = {"symbol": "K", "label": "NMDA as", "unit": "", "choices": [["coded", 2.0], ["halved", 1.0]]}
MODULES = sorted(path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js"))


class Modules(SimpleHTTPRequestHandler):
    """The folder of modules as they are, and those that are written when they are joined."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        if not self.path.startswith("/shared/") and self.path != "/views/kinds.js":
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


@pytest.fixture(scope="module")
def js(browser, frontend):
    """js("views/scales.js", "ticks", 0, 10, 5): a function of a module, called in the browser."""
    page = browser.new_page()
    page.goto(f"{frontend}/main.js")

    def call(module, name, *arguments):
        script = "async ([module, name, given]) => (await import(`./${module}`))[name](...given)"
        return page.evaluate(script, [module, name, list(arguments)])

    yield call
    page.close()


# --- pure functions ---------------------------------------------------------------------------------


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


READINGS = {
    "12": [12], " 0,9 ": [0.9], "−3.5": [-3.5], "– 3": [-3], "1e3": [1000], ".5": [0.5], ",5": [0.5], "+4": [4],
    "12,5": [12.5], "0,935": [0.935], "-0,935": [-0.935], "12,345": [12345, 12.345],
    "1,000": [1000, 1], "1.000": [1, 1000], "1.000,5": [1000.5], "1,000.5": [1000.5], "1,000,000": [1e6],
    "1.000.000": [1e6], "1 000": [1000],
    "1\u202f000,5": [1000.5], "1\u2009000": [1000], "1’000": [1000], "1'000.5": [1000.5],
    "１２": [12], "１２．５": [12.5], "٣٫٥": [3.5], "१२": [12],
    "\u200b7\ufeff": [7], "12 Hz": [12], "12Hz": [12], "12 hz": [12], "1,000 Hz": [1000, 1], "30 %": [], "12 ms": [],
    "abc": [], "": [], "1 2": [], "12px": [],
    "Infinity": [], "0x10": [], "1,00.5": [], "1.2.3": [], "--4": [], "10²": [],
    "Hz": [], "1,2,3": [],
}  # fmt: skip


@pytest.mark.parametrize("text", READINGS)
def test_a_typed_number_is_read_as_people_write_it_wherever_they_live(text, js):
    assert js("page/numbers.js", "numberReadings", text, "Hz") == pytest.approx(READINGS[text])


@pytest.mark.parametrize("text, unit, readings", [("30 %", "%", [30]), ("30 %", "", [0.3, 30]), ("5 µM", "μM", [5])])
def test_a_percent_sign_is_the_unit_or_hundredths(text, unit, readings, js):
    assert js("page/numbers.js", "numberReadings", text, unit) == readings


@pytest.mark.parametrize(
    "text, low, high, value, said",
    [("1,000", 20, 2000, 1000, "was read as 1000 people"), ("1,250", 0, 2, 1.25, "was read as 1.25 people"),
     ("1.000", 20, 2000, 1000, "was read as 1000 people"), ("12,5", 0, 20, 12.5, None),
     ("20.273", 0, 80, 20.273, None)],
)  # fmt: skip
def test_of_two_readings_a_lab_takes_the_one_in_its_range_and_says_so(text, low, high, value, said, js):
    control = {"label": "size", "low": low, "high": high, "unit": "people"}
    found = js("page/numbers.js", "acceptValue", control, text)
    assert found["value"] == value
    assert said in found["message"] if said else "message" not in found


def test_a_number_with_another_unit_is_refused_with_the_one_that_is_meant(js):
    assert "in Hz" in js("page/numbers.js", "acceptValue", CONTROL, "12 ms")["message"]


def test_the_keypad_has_a_minus_where_a_number_may_be_negative(js):
    assert js("page/numbers.js", "keypad", -1) == "text" and js("page/numbers.js", "keypad", 0) == "decimal"


@pytest.mark.parametrize(
    "value, accepted", [(25, 25), ("25", 25), (80, 80), (200, 80), (-1, 0), ("1e9", 80), (True, 1)]
)
def test_a_number_off_the_range_is_clamped_with_a_message(value, accepted, js):
    found = js("page/numbers.js", "acceptValue", CONTROL, value)
    assert found["value"] == accepted
    assert ("message" in found) == (accepted != float(value))
    if "message" in found:
        assert "touch goes from 0 to 80 Hz" in found["message"]


@pytest.mark.parametrize("value", [math.nan, math.inf, None, "nonsense", {}, "", "x" * 5000])
def test_what_is_no_number_is_refused_with_a_message(value, js):
    found = js("page/numbers.js", "acceptValue", CONTROL, value)
    assert "value" not in found
    assert found["message"].startswith("touch:") and len(found["message"]) < 120


def test_a_choice_is_taken_by_its_value_only(js):
    assert js("page/numbers.js", "acceptValue", CHOICE, 1) == {"value": 1}
    assert js("page/numbers.js", "acceptValue", CHOICE, "2") == {"value": 2}
    assert "there is 2, 1" in js("page/numbers.js", "acceptValue", CHOICE, 3)["message"]


@pytest.mark.parametrize(
    "value, digits, text",
    [(1.005, 2, "1.00"), (-0.001, 2, "0.00"), (-3.14159, 2, "−3.14"), (math.nan, 2, "–"), (7, 0, "7"),
     (12345.678, None, "12350"), (0.1 + 0.2, None, "0.3")],
)  # fmt: skip
def test_numbers_are_written_with_a_real_minus_and_no_negative_zero(value, digits, text, js):
    assert js("page/numbers.js", "formatNumber", value, digits) == text


def test_the_nearest_name_is_offered_and_a_far_one_is_not(js):
    names = ["fA", "fC", "gIP", "tauP"]
    assert js("page/numbers.js", "nearestName", "gPI", names) == "gIP"
    assert js("page/numbers.js", "nearestName", "tau_P", names) == "tauP"
    assert js("page/numbers.js", "nearestName", "temperature", names) is None


def test_a_logarithmic_slider_covers_its_range_and_finds_its_value_again(js):
    control = {"low": 0.1, "high": 3}
    for value in (0.1, 0.33, 1, 2.5, 3):
        place = js("page/numbers.js", "logPosition", control, value)
        assert place == pytest.approx(math.log(value / 0.1, 30))
        assert js("page/numbers.js", "logValue", control, place) == pytest.approx(value)


def random_state(draw):
    def value(row):
        return draw.choice(row.choices)[1] if row.choices else float(f"{draw.uniform(row.low, row.high):.6g}")

    return {row.symbol: value(row) for row in LAB.described if draw.random() < 0.6}


def test_a_permalink_leads_back_to_its_state_and_is_the_one_that_python_writes(js):
    spec, draw = spec_of(LAB), random.Random(4)
    for _ in range(25):
        state = LAB.state(**random_state(draw))
        link = js("lab/address.js", "formatLink", spec, state)
        assert link == LAB.link(state)
        for text in (link, link[1:], f"https://example.org/book/page.html{link}"):
            assert js("lab/address.js", "readLink", spec, text) == {"values": state, "messages": []}


def test_the_default_state_has_the_shortest_link(js):
    assert js("lab/address.js", "formatLink", spec_of(LAB), LAB.defaults) == f"#{LAB.name}/1"


@pytest.mark.parametrize("text", ["fA=9999", "fA=-3&gIP=0.9", "gEP=0.01", "K=2&fC=900"])
def test_a_link_off_the_range_opens_at_the_nearest_end_in_the_page_and_in_python_with_the_same_words(js, text):
    link = f"#{LAB.name}/1?{text}"
    found = js("lab/address.js", "readLink", spec_of(LAB), link)
    with pytest.warns(UserWarning) as said:
        assert LAB.read_link(link) == found["values"]
    assert [str(each.message) for each in said] == found["messages"]


@pytest.mark.parametrize(
    "text", ["", "#", "nonsense", "#section-3", "draft", "draft/", "draft/x?fA=3", "%%%", "#draft/1/2"]
)
def test_a_link_that_cannot_be_read_changes_nothing_and_says_so(text, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), text)
    assert "values" not in found and found["messages"][0]


def test_a_link_of_another_lab_or_version_is_called_so(js):
    spec = spec_of(LAB)
    assert "another lab" in js("lab/address.js", "readLink", spec, "#windup/1?fA=3")["messages"][0]
    assert "version 7" in js("lab/address.js", "readLink", spec, f"#{LAB.name}/7?fA=3")["messages"][0]


@pytest.mark.parametrize(
    "query, changed, message",
    [("fA=500", {"fA": 80}, "touch goes from"), ("fA=abc&gIP=0.9", {"gIP": 0.9}, "not a number"),
     ("gPI=1", {}, "“gPI” (is it “gIP”?)"), ("K=7", {}, "no choice"), ("fA=%E0%A4%A", {}, "not a number"),
     ("&&fA=3&", {"fA": 3}, None), ("fA", {}, "not a number"), ("__proto__=3", {}, "does not have")],
)  # fmt: skip
def test_a_link_with_a_bad_part_keeps_its_good_parts_and_says_what_was_bad(query, changed, message, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), f"#{LAB.name}/1?{query}")
    assert found["values"] == LAB.defaults | changed
    assert message in found["messages"][0] if message else found["messages"] == []


STATE = "gIP=0.9&fA=25"


@pytest.mark.parametrize(
    "text",
    [f"https://a.org/b.html#draft/1?{STATE}", f"#draft%2F1%3F{STATE}", "#draft/1?gIP%3D0.9%26fA%3D25",
     "#draft%252F1%253FgIP%253D0.9%2526fA%253D25", "https://a.org/b.html%23draft%2F1%3FgIP%3D0.9%26fA%3D25",
     "#draft/1?gIP=0.9&amp;fA=25", f"#draft/1?{STATE}.", f"#draft/1?{STATE})", f"(#draft/1?{STATE}),",
     f"#draft/1?{STATE}\u200b",
     f" <https://a.org/b.html#draft/1?{STATE}>", "#draft/1?gIP=0.9\n&fA=25", f"#draft/1?{STATE}”."],
)  # fmt: skip
def test_a_link_that_went_through_mail_or_chat_opens_its_state_in_the_page_and_in_python(text, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), text)
    assert found == {"values": LAB.defaults | {"gIP": 0.9, "fA": 25}, "messages": []}
    assert LAB.read_link(text) == found["values"]
    assert js("lab/address.js", "isLinkFor", spec_of(LAB), text)


def test_a_strangers_link_says_little_and_nothing_in_its_own_words(js):
    words = "call-this-number-now"
    query = "&".join(
        [f"{words}{n}=1" for n in range(20_000)] + [f"gIP={words}", f"K={words}", f"{'gIP' * 5000}=1", "fB=1"]
    )
    said = " ".join(js("lab/address.js", "readLink", spec_of(LAB), f"#draft/1?{query}")["messages"])
    assert words not in said and len(said) < 700
    assert "more of its parts" in said


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


# --- a lab, mounted ---------------------------------------------------------------------------------

MOUNT = """async ([text, spec, given]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const traits = {kind: "lab", name: spec.name, spec, readouts: {}, link: "", _esm: text};
  for (const {symbol, value} of spec.controls) traits[symbol] = value;
  Object.assign(traits, given);
  const listeners = new Map();
  globalThis.model = {
    traits, written: [],
    get: (name) => traits[name],
    set(name, value) {
      if (Object.is(traits[name], value)) return;
      traits[name] = value;
      model.written.push(name);
      for (const act of [...(listeners.get(`change:${name}`) ?? [])]) act();
    },
    save_changes() {},
    on: (event, act) => listeners.set(event, [...(listeners.get(event) ?? []), act]),
    off: (event, act) => listeners.set(event, (listeners.get(event) ?? []).filter((known) => known !== act)),
    listening: () => [...listeners.values()].flat().length,
  };
  globalThis.unmount = module.default.render({model, el: document.getElementById("here")});
}"""


def page_for_a_lab(folder, above=0):
    """The address of a page in `folder` into which MOUNT puts a lab; `above` are pixels before it."""
    file = folder / "lab.html"
    file.write_text(
        '<!doctype html><html lang="en" data-content_root="./"><meta charset="utf-8"><title>Lab</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>body{{background:var(--paper);color:var(--ink)}}{joined_styles()}</style>"
        f'<main><h1>A page</h1><div style="height:{above}px"></div><div id=here></div></main>',
        encoding="utf-8",
    )
    return file.as_uri()


@pytest.fixture
def mount(visit, tmp_path):
    """A function that opens a page with the small lab; `given` are traits, `above` are pixels before it."""

    def shown(given=None, above=0, fragment="", complete=True, **how):
        page = visit(page_for_a_lab(tmp_path, above) + fragment, **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(LAB), given or {}])
        if complete:
            page.wait_for_function("model.traits.readouts.output != null")
        return page

    return shown


def settle(page, **state):
    """Wait until the page shows the read-outs of a state; returns them."""
    expected = LAB.run(**state).readouts["output"]
    page.wait_for_function("(x) => Math.abs(model.traits.readouts.output - x) < 1e-6", arg=expected)
    return expected


def message(page):
    return page.inner_text(".painlab-message")


def test_a_lab_shows_what_python_computes_and_writes_only_what_it_may(mount):
    page = mount()
    expected = settle(page)
    assert page.inner_text(".painlab-readouts b") == f"{expected:.2f}"
    assert page.inner_text(".painlab-sentence") == LAB.say(LAB.defaults, {"output": expected})
    assert set(page.evaluate("model.written")) <= {"readouts", "link"}


def test_a_slider_moved_by_keyboard_reaches_the_model_the_link_and_the_address(mount):
    page = mount()
    page.locator("input[type=range]").nth(1).focus()  # the first reads the traces
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    settle(page, fA=15)
    page.wait_for_function("location.hash.length > 1")
    link = LAB.link(LAB.state(fA=15))
    assert page.evaluate("[model.get('fA'), model.get('link'), location.hash]") == [15, link, link]


def test_python_or_another_widget_moves_the_picture(mount):
    page = mount()
    page.evaluate("model.set('gIP', 0.9)")
    settle(page, gIP=0.9)
    expect(page.get_by_role("button", name="half a gate")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("location.hash") == ""  # only a reader's own hand changes the address


@pytest.mark.parametrize("value", ["NaN", "'text'", "null", "Infinity", "[1]"])
def test_nonsense_from_outside_is_refused_and_the_old_state_stays(value, mount):
    page = mount()
    page.evaluate(f"model.set('fA', {value})")
    assert page.evaluate("model.get('fA')") == LAB.defaults["fA"]
    assert "not a number" in message(page)
    assert page.locator("canvas").first.bounding_box()["height"] > 50


def test_a_number_typed_off_the_range_is_clamped_and_nonsense_is_put_back(mount):
    page = mount()
    box = page.locator(".painlab-number").first
    box.fill("200")
    box.press("Enter")
    assert (box.input_value(), page.evaluate("model.get('fA')")) == ("80", 80)
    assert "touch goes from 0 to 80 Hz" in message(page)
    box.fill("many")
    box.press("Enter")
    assert (box.input_value(), page.evaluate("model.get('fA')")) == ("80", 80)
    box.fill("12,5")
    box.press("Enter")
    assert page.evaluate("model.get('fA')") == 12.5 and message(page) == ""


def test_a_permalink_in_the_address_opens_its_state_and_a_later_one_follows(mount):
    page = mount(fragment=LAB.link(LAB.state(fA=25, gIP=0.9)))
    settle(page, fA=25, gIP=0.9)
    assert page.locator(".painlab-control", has_text="gate strength").is_visible()  # of level 2
    page.evaluate(f"location.hash = '{LAB.link(LAB.state(fA=30))}'")
    settle(page, fA=30)


@pytest.mark.parametrize("fragment", ["#draft/1?fA=9999", "#draft/9", "#draft/1?gPI=2", "#draft/1?fA=x", "#draft/?"])
def test_a_broken_permalink_shows_a_message_and_a_picture(fragment, mount):
    page = mount(fragment=fragment)
    assert message(page)
    assert 0 <= page.evaluate("model.get('fA')") <= 80
    assert page.inner_text(".painlab-sentence")


def test_nothing_tells_the_answer_before_the_reader_has_committed(mount):
    page = mount()
    assert REASON not in page.content() and "Touch at 25 Hz" not in page.content()
    assert not page.get_by_text("Nobody feels P.").is_visible()  # a caution may tell what comes out
    page.get_by_role("button", name="Commit").click()
    assert page.inner_text(".painlab-missing") == "Choose an answer first."
    page.get_by_label("falls").check()
    page.get_by_label("sure", exact=True).check()
    page.get_by_role("button", name="Commit").click()
    assert REASON not in page.content() and "set touch 15 Hz, and look" in page.inner_text(".painlab-next")
    page.get_by_role("button", name="Do it for me").click()
    page.wait_for_selector(".painlab-answers")
    answers = page.locator(".painlab-answers li").all_inner_texts()
    assert "your answer" in answers[0] and "right" in answers[1] and REASON in answers[1]
    assert "✓" in answers[1] and "✗" in answers[0]  # not by color alone
    assert page.get_by_text("Which touch takes most of it away?").is_visible()
    assert page.get_by_text("Nobody feels P.").is_visible()
    assert "Touch at 25 Hz" not in page.content()  # no result before a hand has made it


def test_the_prediction_can_be_skipped_and_a_goal_is_told_once_it_is_reached(mount):
    page = mount()
    page.get_by_role("button", name="Skip").click()
    assert REASON not in page.content()
    assert page.evaluate("document.activeElement.className").startswith(
        "painlab-asked"
    )  # a screen reader keeps its place
    page.get_by_role("button", name="Show me: Which touch").click()
    settle(page, fA=25)
    goal = page.locator(".painlab-goal").first
    assert "Touch at 25 Hz does." in goal.inner_text() and "✓" in goal.inner_text()
    assert goal.get_by_role("link").get_attribute("href") == "#draft/1?fA=25"
    assert page.get_by_text("Reached: Which touch").count() == 1  # for a screen reader
    page.get_by_text("States worth seeing").click()
    page.get_by_role("button", name="Show me: touch 25 Hz, gate strength 0.9").click()
    page.get_by_text("Half a gate lets it through.").first.wait_for()


def test_three_states_can_be_pinned_and_the_table_shows_the_differences(mount):
    page = mount()
    outputs = []
    for fA in (1, 15, 25):
        page.evaluate(f"model.set('fA', {fA})")
        outputs.append(settle(page, fA=fA))
        page.get_by_role("button", name="Pin this state").click()
    assert page.get_by_role("button", name="Pin this state").is_disabled()
    cells = page.locator(".painlab-table tbody td").all_inner_texts()
    now = outputs[-1]
    for cell, pinned in zip(cells[1:], outputs, strict=True):
        value, gap = (float(x.replace("−", "-")) for x in re.findall(r"[−\d.]+", cell))
        assert value == pytest.approx(pinned, abs=0.005) and gap == pytest.approx(now - pinned, abs=0.011)
    page.get_by_role("button", name="Load state B").click()
    settle(page, fA=15)
    page.get_by_role("button", name="Take off state A").click()
    assert not page.get_by_role("button", name="Pin this state").is_disabled()


def test_reset_marks_what_differs_and_brings_it_back(mount):
    page = mount({"fA": 25.0})
    row = page.locator(".painlab-control").first
    assert "changed; default 1 Hz" in row.inner_text()
    page.get_by_role("button", name="Reset touch to 1 Hz").click()
    assert "changed" not in row.inner_text()
    page.get_by_role("button", name="half a gate").click()
    page.get_by_role("button", name="Reset all").click()
    settle(page)
    assert page.evaluate("model.get('link')") == LAB.link(LAB.defaults)


def test_every_control_says_what_it_means_and_where_its_number_comes_from(mount):
    page = mount()
    page.get_by_text("About the controls").click()
    controls = page.locator(".painlab-about")
    expect(controls).to_have_count(len(LAB.described))
    for row, about in zip(LAB.described, controls.all(), strict=True):
        told = about.inner_text()
        assert row.label in told
        assert row.symbol in told and row.meaning in told
        assert ("our own choice" in told) == (row.source == "ours")


def test_the_python_line_reproduces_the_state(mount):
    page = mount({"fA": 25.0})
    page.get_by_text("In Python").click()
    line = page.inner_text("pre")
    from painlab import model, schedule

    run = eval(line, {"model": model, "schedule": schedule})
    inside = (run.t >= 0.59) & (run.t < 0.89)
    assert run["P"][inside].sum() * 1e-4 == pytest.approx(settle(page, fA=25), rel=1e-3)


def test_a_screen_reader_hears_the_sentence_once_a_drag_has_ended(mount):
    page = mount()
    page.evaluate(
        """() => {
          const live = document.querySelector("[aria-live]");
          globalThis.heard = [];
          new MutationObserver(() => heard.push(live.textContent)).observe(live, {childList: true});
        }"""
    )
    page.evaluate("for (let i = 2; i <= 25; i += 1) setTimeout(() => model.set('fA', i), 15 * i)")
    page.wait_for_function("heard.length > 0")
    assert page.evaluate("heard") == [LAB.say(LAB.state(fA=25), {"output": settle(page, fA=25)})]
    assert page.locator("canvas").first.get_attribute("aria-label").endswith(page.evaluate("heard[0]"))


def test_the_traces_can_be_read_by_keyboard(mount):
    page = mount()
    page.get_by_label("Read the values at a time").focus()
    for _ in range(7):
        page.keyboard.press("PageUp")
    told = page.get_by_label("Read the values at a time").get_attribute("aria-valuetext")
    assert re.fullmatch(r"at 0\.7 s: touch 1 Hz, noxious input 22 Hz", told)


def test_a_lab_out_of_view_computes_when_it_comes_into_view(mount):
    page = mount(above=5000, complete=False)
    page.wait_for_timeout(400)
    assert page.evaluate("model.traits.readouts") == {}
    page.locator(".painlab-lab").scroll_into_view_if_needed()
    settle(page)


def test_the_curve_is_computed_by_a_worker_made_of_the_joined_text(mount):
    page = mount()
    page.wait_for_selector("text:visible:text('updating')", state="detached")
    values = page.evaluate(
        """async ([text, code, states]) => {
          const start = "\\nmodules['run/scheduler.js'].answerSweeps(self);";
          const classic = text.replace(/export default \\{render\\};\\s*$/, "") + start;
          const worker = new Worker(URL.createObjectURL(new Blob([classic], {type: "text/javascript"})));
          const values = [];
          await new Promise((done, fail) => {
            worker.onerror = (event) => fail(new Error(event.message));
            worker.onmessage = ({data}) => {
              for (const [i, y] of data.points) values[i] = y;
              if (data.done) done();
            };
            worker.postMessage({id: 1, code, states, read: "output"});
          });
          worker.terminate();
          return values;
        }""",
        [joined_modules(), spec_of(LAB)["code"], [LAB.state(fA=x) for x in (0, 15, 25, 40)]],
    )
    assert values == pytest.approx([LAB.run(fA=x).readouts["output"] for x in (0, 15, 25, 40)], abs=1e-8)


def test_a_lab_taken_away_leaves_nothing_behind(mount):
    page = mount()
    page.evaluate("unmount()")
    assert page.evaluate("[model.listening(), document.getElementById('here').childElementCount]") == [0, 0]
    page.evaluate("model.set('fA', 40)")
    page.wait_for_timeout(200)
    assert "readouts" not in page.evaluate("model.written.slice(model.written.lastIndexOf('fA'))")


@pytest.mark.parametrize("width, dark", [(1180, False), (320, True)])
def test_a_lab_is_accessible_fits_and_has_targets_for_fingers(width, dark, mount, axe):
    page = mount(width=width, dark=dark)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Pin this state").click()
    page.get_by_role("button", name="all 5").click()
    for summary in page.locator("summary").all():
        summary.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, label, input:not([type=radio])")]
          .filter((node) => node.offsetParent && !node.matches(".painlab-label"))
          .filter((node) => Math.min(node.offsetWidth, node.offsetHeight) < 44)
          .map((node) => node.textContent)"""
    )
    assert small == []


def test_the_joined_front_end_stays_small():
    import gzip

    assert len(gzip.compress(joined_modules().encode(), 9)) < 98_000  # each lab of a notebook keeps it once
    assert json.dumps(spec_of(LAB))
