"""Python and the reader's browser compute the same: every lab at its default, across its controls, and beyond."""

import json
import math
import random

import numpy as np
import pytest
from painlab.lab import load, names
from painlab.lab.code import lab_code
from published import here

IN_BROWSER = """([text, state, columns, kept]) => {
  if (window.text !== text) Object.assign(window, {text, code: compile(text)});
  const {code} = window;
  const run = start(code, code.request(state));
  while (!run.advance(1) && !run.legs.length);
  columns.forEach((c) => run.column(c)); // helpers that are asked for together are filled together
  while (!run.advance(50));
  const rows = run.t.length, every = Math.max(1, Math.ceil(rows / kept));
  const pick = (column) => Array.from({length: Math.ceil(column.length / every)}, (_, i) => column[i * every]);
  const table = Object.fromEntries(columns.map((c) => [c, pick(run.column(c))]));
  const known = (v) => (Array.isArray(v) || Number.isFinite(v) ? v : null);
  const readouts = Object.fromEntries(Object.entries(run.readouts).map(([k, v]) => [k, known(v)]));
  return JSON.stringify({error: run.error, rows, every, table, t: pick(run.t), spikes: Array.from(run.spikeTimes),
    readouts, said: code.sentence(state, run.readouts)});
}"""  # one string: Playwright needs a second for a table of numbers


def columns_of(made):
    if made.method == "chain":
        return [f"{made.membrane}@{f:g}" for f in made.sites]
    states = [q.symbol for q in made.states]
    return states + [line.name for line in made.helpers] + [q.symbol for q in made.inputs]


def states_to_try(lab):
    """The default, both ends of every control, every choice, and three random states."""
    draw, found = random.Random(lab.name), [lab.state()]
    for row in lab.described:
        ends = [v for _, v in row.choices] if row.choices else [row.low, row.high]
        found += [lab.state(**{row.symbol: v}) for v in ends]
    for _ in range(3):
        picked = {
            row.symbol: draw.choice([v for _, v in row.choices]) if row.choices else on_grid(row, draw)
            for row in lab.described
        }
        found.append(lab.state(**picked))
    return found


def at_the_points(lab, state):
    """A lab's run at a state, its rows where the page has them: if it takes adaptive steps, at their points."""
    if lab.model.method != "adaptive":
        return lab.run(**state)
    return lab.model.run(**lab.request(state), every=0)


def on_grid(row, draw):
    count = round((row.high - row.low) / row.step)
    return min(row.high, row.low + draw.randint(0, count) * row.step)


def at_a_knife_edge(lab, state, count):
    """Whether the spike count changes under a relative change of 1e-9 of a control."""
    for row in lab.described:
        for factor in (1 - 1e-9, 1 + 1e-9):
            value = state[row.symbol]
            if isinstance(value, float) and value:
                moved = min(row.high, max(row.low, value * factor))
                if len(lab.run(**{**state, row.symbol: moved}).spikes) != count:
                    return True
    return False


@pytest.mark.parametrize("name", names())
def test_a_lab_shows_in_the_browser_what_python_computes(name, page):
    lab = load(name)
    made, text = lab.model, lab_code(lab)
    spiking = bool(made.membrane) or made.method == "adaptive"
    edges, largest, states = 0, 0.0, states_to_try(lab)
    for state in states:
        python = at_the_points(lab, state)
        found = json.loads(page.evaluate(IN_BROWSER, [text, state, columns_of(made), 500]))
        assert found["error"] is None, (state, found["error"])
        assert found["rows"] == len(python.t), state
        assert found["t"] == pytest.approx(python.t[:: found["every"]].tolist(), rel=1e-12, abs=1e-12)
        times = python.spikes[:, 1] if made.method == "chain" else python.spikes
        if len(found["spikes"]) != len(times) and at_a_knife_edge(lab, state, len(python.spikes)):
            edges += 1
            continue
        assert len(found["spikes"]) == len(times), state
        tolerance = 1e-3 if made.time == "ms" else 1e-6
        assert found["spikes"] == pytest.approx(list(times), rel=0, abs=tolerance)
        for symbol in columns_of(made):
            column = python[symbol]
            span = float(np.ptp(column)) or max(1.0, float(np.max(np.abs(column))))
            error = np.max(np.abs(np.array(found["table"][symbol]) - column[:: found["every"]]))
            assert error <= (1e-6 if spiking else 1e-9) * span, f"{symbol} at {state}: {error:.2e} of {span:.3g}"
            largest = max(largest, error / span)
        for readout, value in python.readouts.items():
            there = found["readouts"].get(readout)
            if isinstance(value, list):
                assert there == [pytest.approx(v, rel=1e-6, abs=1e-9) for v in value], (readout, state)
            elif not math.isfinite(value):
                assert there is None, (readout, state)
            else:
                assert there == pytest.approx(value, rel=1e-6, abs=1e-9), (readout, state)
        assert found["said"] == lab.say(state, python.readouts)
    print(f"{name}: {edges} states at a knife edge")
    assert edges <= 2
    here.parity(lab.model_name, name, len(states), largest)


AFTER_ANOTHER = """([text, first, then]) => {
  const code = compile(text);
  const go = (state, earlier) => {
    const run = start(code, code.request(state), earlier);
    while (!run.advance(50));
    return run;
  };
  const earlier = go(first), found = go(then, earlier), fresh = go(then);
  const ends = (run) => run.legs.map((leg) => [leg.phase, leg.origin, ...leg.last]);
  const kept = found.legs.filter((leg) => earlier.legs.includes(leg)).map((leg) => leg.phase);
  return {kept, ends: [ends(found), ends(fresh)], readouts: [found.readouts, fresh.readouts]};
}"""


@pytest.mark.parametrize(
    "moved,kept",
    [
        ({"bn": 0.5}, ["rest", "baseline", "injury", "untreated"]),
        ({"gbp": 0.25}, ["rest", "baseline", "injury", "untreated"]),
        ({"spont": 2}, []),
    ],
)
def test_phases_that_a_move_leaves_as_they_were_are_not_run_anew_and_no_number_differs(page, moved, kept):
    lab = load("amplifier")
    found = page.evaluate(AFTER_ANOTHER, [lab_code(lab), lab.state(), lab.state(**moved)])
    assert found["kept"] == kept
    assert found["ends"][0] == found["ends"][1]
    assert found["readouts"][0] == pytest.approx(found["readouts"][1], rel=1e-12)  # sums over pieces of any size


AHEAD = """([text, state, symbol]) => {
  const code = compile(text), run = start(code, code.request(state));
  run.advance(0);
  const {t, y} = run.ahead(symbol);
  while (!run.advance(50));
  const times = run.t, column = run.column(symbol), near = 2 * (times[1] - times[0]);
  let checked = 0, worst = 0;
  for (let k = 0; k + 1 < t.length; k += 2) {
    for (let i = 0; i < times.length; i++) {
      if (times[i] < t[k] + near || times[i] > t[k + 1] - near) continue;
      const there = y[k] + ((y[k + 1] - y[k]) * (times[i] - t[k])) / (t[k + 1] - t[k]);
      worst = Math.max(worst, Math.abs(there - column[i]));
      checked += 1;
    }
  }
  return {worst, part: checked / times.length, end: t.at(-1) / times.at(-1)};
}"""


@pytest.mark.parametrize(
    "name,symbol,values",
    [("nociceptor", "I", {}), ("gate_switch", "fC", {"ramp": 1.0}), ("gate_switch", "fC", {}), ("heat", "T", {})],
)
def test_an_input_that_is_drawn_ahead_is_the_one_that_the_run_takes(page, name, symbol, values):
    lab = load(name)
    found = page.evaluate(AHEAD, [lab_code(lab), lab.state(**values), symbol])
    assert found["worst"] < 1e-9 and found["part"] > 0.9
    assert found["end"] == pytest.approx(1, abs=1e-3)
