"""Scenes: what moves a part, against the run's own numbers."""

import functools
import json
import re

import numpy as np
import pytest
from painlab.errors import ModelError
from painlab.lab import load
from painlab.lab.widget import spec_of
from painlab.views.scene import RULES, check, rules_of, scene_names, symbols_of
from scenes import DRAWN, LABS, ask_scene
from scipy.integrate import trapezoid
from test_stills import frame

each_scene = pytest.mark.parametrize("name", LABS)


@pytest.fixture(scope="module")
def asked(page):
    """asked(lab name, JavaScript of reader, scene, clock and run, state): its value in the browser."""
    return functools.partial(ask_scene, page)


# --- what is pure -------------------------------------------------------------------------------------------


def test_a_quantity_is_a_sum_of_symbols_and_numbers(page):
    assert page.evaluate("readQuantity('V-E_inh')") == [[1, "V"], [-1, "E_inh"]]
    assert page.evaluate("readQuantity('V@0.05+300')") == [[1, "V@0.05"], [1, 300]]
    assert page.evaluate("readQuantity('100-79*distance')") == [[1, 100], [-79, "distance"]]


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


def test_a_hand_turns_where_it_was_farthest(page):
    points = [[0, 0], [10, 20], [20, 40], [30, 38], [40, 10], [50, -5], [60, 3], [70, 30], [80, 28]]
    assert page.evaluate("points => turnsOf(points)", points) == [20, 50]
    assert page.evaluate("turnsOf([[0, 0], [10, 3], [20, 0], [30, 3]])") == []


def test_clicks_are_due_when_their_events_come_and_none_is_played_twice(page):
    events = [0.1, 0.2, 0.25, 0.4]
    first = page.evaluate("e => clicksDue(e, 0.05, 0.22, 0.05, 0.5)", events)
    assert first == pytest.approx([0.1, 0.3])
    second = page.evaluate("e => clicksDue(e, 0.22, 0.5, 0.15, 0.5)", events)
    assert second == pytest.approx([0.2, 0.5])


def test_clicks_that_would_melt_are_left_out(page):
    due = page.evaluate("clicksDue([...Array(1000).keys()].map((k) => k / 1000), -1, 1, 0, 1)")
    assert len(due) > 50 and np.diff(due).min() >= 0.008


def test_a_scene_that_goes_faster_later_gives_each_part_its_time(page):
    clock = {"from": 0.5, "to": 1202, "then": 2, "speed": 1, "later": 200}
    length = 1.5 + 1200 / 200
    for part in (0, 0.1, 0.2, 0.5, 1):
        passed = part * length
        expected = 0.5 + passed if passed < 1.5 else 2 + 200 * (passed - 1.5)
        assert page.evaluate("([c, p]) => momentAt(c, p)", [clock, part]) == pytest.approx(expected)
        assert page.evaluate("([c, p]) => partAt(c, momentAt(c, p))", [clock, part]) == pytest.approx(part)


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
    assert 1 <= len([rule for rule, _ in rules_of(text) if rule in RULES]) <= 60  # all of them in every frame


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
    text = asked(name, f"stillScene({json.dumps(spec_of(load(name))['scene'])}, reader, clock.still)")
    assert text.split(">", 1)[1] in frame(name)[1]


def test_a_scene_that_reads_what_no_run_has_is_refused():
    lab = load("gate")
    assert symbols_of('<svg data-at="peak P"><g data-sway="fA every 3 by 2+gIP"/></svg>') == ["P", "fA", "gIP"]
    with pytest.raises(ModelError, match="no scene 'gaet'; did you mean 'gate'"):
        check(lab, {"kind": "scene", "drawing": "gaet"})
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


def part(name, rule, said):
    """JavaScript: the attributes, at momentAt(clock, …), of the part of a scene whose rule is written so."""
    rules = [text for found, text in rules_of(spec_of(load(name))["scene"]) if found in RULES]
    assert said in rules, f"{name} has no part with data-{rule}={said!r}"
    return f"(t) => attributesOf([[{json.dumps(rule)}, readRule({json.dumps(said)})]], reader, t)"


@pytest.mark.parametrize("frequency", [0.33, 1, 2])
def test_wind_up_counts_the_spikes_of_each_volley_as_the_run_does(frequency, asked):
    lab = load("windup")
    counts = lab.run(frequency=frequency).counts("volley")
    shown = part("windup", "text", "spikes since volley digits 0")
    times = [500 + 1000 * (k + 1) / frequency - 1 for k in range(len(counts))]
    found = asked("windup", f"{json.dumps(times)}.map({shown}).map(({{text}}) => Number(text))", frequency=frequency)
    assert found == list(counts)


def test_the_vessel_of_wind_up_is_as_full_as_the_slow_conductance(asked):
    run = load("windup").run()
    tall = part("windup", "tall", "gS 0:0 2.4:1")
    for t in (900, 4800, 15200):
        wanted = run["gS"][np.searchsorted(run.t, t)] / 2.4
        found = asked("windup", f"({tall})({t}).transform")
        assert float(re.search(r"scale\(1 (.*)\)", found)[1]) == pytest.approx(wanted, abs=0.006)


@pytest.mark.parametrize("distance", [0.5, 1.0])
def test_the_second_volley_arrives_when_the_body_s_own_time_has_passed(distance, asked):
    lab = load("two_pains")
    second = lab.run(distance=distance).readouts["second"]
    dot = part("two_pains", "leaving", "0 takes second from 100-79*distance")
    place = f"-({dot})(t)['stroke-dashoffset']"
    start = 100 - 79 * distance
    for share in (0, 0.5, 1):
        found = asked("two_pains", f"((t) => {place})({share * second})", distance=distance)
        assert found == pytest.approx(start + share * (100 - start), abs=0.01)
    gone = asked("two_pains", f"((t) => {place})({second + 1})", distance=distance)
    assert gone > 100


@pytest.mark.parametrize("battery, sign", [(-73, 1), (-50, -1)])
def test_the_arrow_at_the_door_turns_where_inhibition_reverses(battery, sign, asked):
    turn = part("chloride", "turn", "El-E_inh -3:-180 0:-90 3:0")
    found = asked("chloride", f"({turn})(1000).transform", E_GABA=battery, gi=0.1)
    assert found == ("rotate(0)" if sign > 0 else "rotate(-180)")


def test_the_ball_lies_where_the_synapse_s_strength_is(asked):
    lab = load("memory")
    for state in ({"pulses": 40}, {}):
        run = lab.run(**state)
        ball = part("memory", "move-x", "rho 0:0 1:188")
        found = asked("memory", f"({ball})(run.t[run.t.length - 1]).transform", **state)
        x = float(re.search(r"translate\((.*) 0\)", found)[1])
        assert x / 188 == pytest.approx(run.readouts["later"], abs=0.002)


def test_the_bright_stretch_of_the_fiber_reaches_the_cord_when_the_spike_does_and_stops_at_a_block(asked):
    front = part("c_fiber", "front", "for 1.2")
    run = load("c_fiber").run()
    fired = run.spikes[np.argsort(run.spikes[:, 1])]  # (place, time)
    head = f"((t) => {{ const a = ({front})(t); return -a['stroke-dashoffset'] + parseFloat(a['stroke-dasharray']); }})"
    for share in (0.3, 0.6, 0.95):
        when = share * run.readouts["time"]
        place = fired[fired[:, 1] <= when, 0].max()
        assert asked("c_fiber", f"{head}({when})") == pytest.approx(10 * place, abs=1)
    blocked = f"Math.max(...[...Array(45).keys()].map({head}).filter((x) => x <= 100))"
    zone = 10 * load("c_fiber").state()["zone_from"]
    assert asked("c_fiber", blocked, rho=0.05) == pytest.approx(zone, abs=12)


@pytest.mark.parametrize("eps", [4, 16])
def test_what_is_felt_hangs_on_the_cord_from_expected_to_input(eps, asked):
    ring = [part("expectation", "move-x", "gamma 0:244 1:0"), part("expectation", "move-y", "P 0:0 100:-120")]
    values = asked(
        "expectation",
        f"[1, 7].map((t) => [reader.value(readQuantity('E'), t), ...[{', '.join(ring)}].map((at) => at(t).transform)])",
        eps=eps,
    )
    for expected, across, down in values:
        x = float(re.search(r"translate\((.*?) ", across)[1]) / 244
        y = -float(re.search(r" (.*)\)", down)[1]) / 1.2
        assert y == pytest.approx(expected + x * (60 - expected), abs=0.3)


def test_a_trial_of_the_drawing_is_a_whole_one(asked):
    run = load("expectation").run()
    shown = asked("expectation", "['t', 'E', 'P'].map((name) => reader.value(readQuantity(name), 3.9))")
    assert shown == pytest.approx([3, run["E"][2], run["P"][2]])
