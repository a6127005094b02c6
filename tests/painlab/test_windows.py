"""What is read of a window of a run: of every step, of the kept rows, of a chain's sites, and of no step at all."""

import dataclasses
import math

import numpy as np
import pytest
from painlab import schedule
from painlab.lab.code import model_code
from painlab.model import model
from test_run import leaky


def test_read_outs_come_from_every_step_however_few_rows_are_kept():
    wanted = {"top": ("max", "x", 2, 5), "area": ("integral", "x", 0, 10), "end": ("value", "x", 0, 4)}
    full = leaky().run(I=schedule(0, (2, 4, 3)), readouts=wanted)
    thin = leaky().run(I=schedule(0, (2, 4, 3)), readouts=wanted, every=50)
    assert thin.readouts == full.readouts
    assert full.readouts["top"] == full["x"][21:51].max()
    assert full.readouts["area"] == pytest.approx(np.sum(full["x"][1:]) * 0.1, rel=1e-12)
    assert full.readouts["end"] == full["x"][40]


def test_a_helper_is_read_out_at_the_time_that_is_asked_for():
    windows = {"helper": ("value", "w", 30, 30), "state": ("value", "rho", 30, 30)}
    made = model("memory").run(duration=60, readouts=windows)
    rho, b = made.readouts["state"], made.values["b"]
    assert made.readouts["helper"] == pytest.approx(1 + rho * (b - 1), rel=1e-12)
    assert made.readouts["state"] == pytest.approx(np.interp(30, made.t, made["rho"]), rel=1e-6)


IN_PAGE = """([text, request]) => {
  const run = start(compile(text), request);
  while (!run.advance(50));
  return [run.error, Object.fromEntries(Object.entries(run.readouts).map(([k, v]) => [k, Number.isNaN(v) ? null : v]))];
}"""


def in_page(page, made, readouts, **more):
    """(error, read-outs) of the page's run of a model."""
    values = {quantity.symbol: quantity.value for quantity in made.settable}
    asked = [[name, *ask] for name, ask in readouts.items()]
    code = model_code(made) + "return {meta, kernel, expressions};"
    return page.evaluate(IN_PAGE, [code, {"values": values, "readouts": asked, **more}])


NO_STEP = {
    f"{kind} {symbol}": (kind, symbol, 5, 5.04) for kind in ("mean", "max", "min", "integral") for symbol in "xI"
}


@pytest.mark.parametrize("method", ["adaptive", "rk4", "exponential"])
def test_a_window_of_no_step_has_no_number_by_any_method_and_in_the_page(method, page):
    made = leaky(method)
    windows = NO_STEP | {"mean of one": ("mean", "x", 5, 5.06), "value": ("value", "x", 5, 5.04)}
    found = made.run(readouts=windows).readouts
    assert {name for name, number in found.items() if math.isnan(number)} == set(NO_STEP)
    assert found["value"] == pytest.approx(math.exp(-2.5), rel=1e-5)
    error, there = in_page(page, made, windows, duration=10)
    assert error is None and {name for name, number in there.items() if number is None} == set(NO_STEP)


def test_a_window_that_does_not_end_after_it_begins_has_no_number_in_the_page(page):
    spike, kinds = model("spike"), ("max", "mean", "count", "rate")
    for method in ("adaptive", "rk4"):
        made = dataclasses.replace(spike, method=method)
        windows = {f"{kind} {a}": (kind, "V", a, 1) for kind in kinds for a in (1, 2)}
        error, there = in_page(page, made, windows, duration=3)
        assert error is None and set(there.values()) == {None}


def test_a_window_of_a_chain_is_of_the_rows_that_are_kept_at_its_site(page):
    axon = model("squid_axon")
    kinds = ("mean", "max", "min", "value")
    windows = {f"{kind} {site:g}": (kind, f"V@{site:g}", 0.5, 1.5) for kind in kinds for site in axon.sites}
    run = axon.run(duration=2, readouts=windows, push=80)
    first, last = round(0.5 / run.dt), round(1.5 / run.dt)
    for site in axon.sites:
        rows = run[f"V@{site:g}"][first : last + 1]
        expected = [np.mean(rows), rows.max(), rows.min(), rows[-1]]
        assert [run.readouts[f"{kind} {site:g}"] for kind in kinds] == pytest.approx(expected, rel=1e-12)
    _, same = in_page(page, axon, windows, duration=2)
    assert same == pytest.approx(axon.run(duration=2, readouts=windows).readouts, rel=1e-9)


def test_a_bare_state_of_a_chain_is_refused_by_the_page_too(page):
    error, _ = in_page(page, model("squid_axon"), {"a": ("mean", "V", 0, 1)}, duration=1)
    assert error == "The squid axon as a cable: a run has no 'V'"


def test_a_window_with_no_kept_row_has_no_number_of_a_helper_and_one_of_a_state():
    windows = {"helper": ("mean", "ICaL", 1, 2), "state": ("mean", "V", 1, 2)}
    found = model("plateau").run(duration=10, every=10**6, readouts=windows).readouts
    assert math.isnan(found["helper"]) and math.isfinite(found["state"])


def test_a_schedule_without_pieces_is_a_column_at_the_points_too():
    run = model("gate").run(duration=0.1, fA=schedule(5), every=0)
    assert np.all(run["fA"] == 5) and len(run["fA"]) == len(run.t) and len(run["I"]) == len(run.t)


def test_the_points_are_more_than_the_steps_where_these_are_long():
    run = model("gate").run(every=0)
    steps = run.legs[0].segments.count
    assert steps < len(run.t) <= 9 * steps
    assert set(run.legs[0].segments.table[:, :2].sum(axis=1)) <= set(run.t)
