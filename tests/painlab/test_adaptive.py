"""Adaptive steps, against SciPy's Radau at a far finer tolerance, in convergence, and in the browser."""

import ast
import itertools
import json

import numpy as np
import pytest
from painlab import run as runs
from painlab import schedule
from painlab.lab import load
from painlab.lab import names as lab_names
from painlab.lab.code import lab_code
from painlab.model import Quantity as Q
from painlab.model import model, names, rodas
from painlab.run.meta import cell_of
from painlab.shared.adaptive import LIMITS, ROOTS, lattice
from painlab.shared.clock import HEAD
from scipy.integrate import solve_ivp

ADAPTIVE = [name for name in names() if model(name).method == "adaptive"]
LABS = [name for name in lab_names() if load(name).model.method == "adaptive"]
FINE = {"method": "Radau", "rtol": 1e-10, "atol": 1e-13}


def by_radau(run):
    """(states at the end of each leg, spike times) of an adaptive run, by SciPy from edge to edge of its plan."""
    made, ends, spikes = run.model, [], []
    functions = runs.compiled(made.python, False)
    at, threshold, _, acting = cell_of(made)
    for leg in run.legs:
        edges, places, table, act_edges, kinds = leg.segments.plan
        y, p = np.array(leg.segments.start), [leg.values[q.symbol] for q in made.settable]
        for k, (first, last) in enumerate(itertools.pairwise(edges)):
            for edge, kind in zip(act_edges, kinds, strict=True):
                if edge == k:
                    acted = y.tolist()
                    functions["happen"](kind, acted, p)
                    y = np.array(acted)

            def right(t, y, k=k, p=p, moving=(places, table, edges)):
                functions["set_inputs"](p, *moving, k, t)
                slopes = [0.0] * len(y)
                functions["rhs"](y.tolist(), p, slopes)
                return slopes

            def crossing(t, y, p=p):
                return y[at] - p[threshold]

            crossing.direction, crossing.terminal = 1, acting
            while first < last:
                found = solve_ivp(right, (first, last), y, events=crossing if at >= 0 else None, **FINE)
                first, y = found.t[-1], found.y[:, -1]
                if at >= 0:
                    spikes += list(found.t_events[0])
                if found.status == 1:
                    acted = y.tolist()
                    acted[at] = max(acted[at], p[threshold] + 1e-12)
                    functions["spiked"](acted, p)
                    y = np.array(acted)
        ends.append(y)
    return ends, spikes


# Runs that a fine reference takes in seconds, most of them default states of labs: (lab, state, spike times within ms).
CASES = [
    ("gate", {}, 0),
    ("gate_switch", {}, 0),
    pytest.param("gate_switch", {"ramp": 1.0}, 0, marks=pytest.mark.slow),
    pytest.param("amplifier", {}, 0, marks=pytest.mark.slow),
    ("spike", {}, 1e-4),
    ("tipping_point", {}, 1e-4),
    ("memory", {}, 0),
]


@pytest.mark.parametrize("name,state,within", CASES)
def test_a_run_ends_where_radau_ends_at_a_tolerance_ten_thousand_times_finer(name, state, within):
    run = load(name).run(**state)
    ends, spikes = by_radau(run)
    for leg, end in zip(run.legs, ends, strict=True):
        size = np.max(np.abs(leg.segments.table[:, HEAD : HEAD + len(end)]), axis=0)
        assert np.all(np.abs(leg.segments.end - end) <= 2e-5 * size + 1e-12), np.abs(leg.segments.end - end) / size
    assert run.spikes == pytest.approx(spikes, abs=within or 1e-9)


def decay(tolerance=1e-6, **more):
    """Two states that go to 0 at rates 1 and 1,000 and feed each other, on a ramp: stiff, and known in closed form."""
    return model("spike").__class__(
        **{
            "title": "Two rates",
            "source": "ours",
            "method": "adaptive",
            "dt": 0.01,
            "duration": 5,
            "tolerance": tolerance,
            "equations": "dx/dt = a*(I - x)\n dy/dt = x - y",
            "inputs": [Q("I", 0, "", "input", "ours")],
            "states": [Q("x", 1, "", "quick"), Q("y", 2, "", "slow")],
            "parameters": [Q("a", 1000, "", "rate", "ours")],
            **more,
        }
    )


def exact(t, a=1000.0):
    """y of `decay` at a time with the input I = t (a ramp from 0): by variation of constants."""
    # x = t - 1/a + (1 + 1/a) e^{-a t};  y' = x - y, y(0) = 2
    k = 1 + 1 / a
    return t - 1 - 1 / a + k / (1 - a) * np.exp(-a * t) + (3 + 1 / a - k / (1 - a)) * np.exp(-t)


def test_the_error_falls_with_the_tolerance_and_the_interpolation_is_as_good_as_the_steps():
    times, errors = np.array([0.003, 0.5, 1.234, 4.99]), []
    for tolerance in (1e-4, 1e-6, 1e-8):
        run = decay(tolerance).run(I=schedule(0, (0, 6, 0, 6)))
        errors.append(np.max(np.abs(run.legs[0].segments.states_at(times)[:, 1] - exact(times))))
    assert errors[0] < 1e-3 and errors[1] < 1e-5 and errors[2] < 1e-7
    assert errors[1] < errors[0] / 10 and errors[2] < errors[1] / 10


def test_a_step_of_rodas5p_is_of_order_five_and_its_interpolation_of_order_four():
    """One step for x' = x - x**2 from 0.3, whose solution is the logistic curve: the error falls as h**6 and h**5."""
    states = [Q("x", 0.3, "", "logistic"), Q("y", 0, "", "none")]
    logistic = decay(equations="dx/dt = x - x**2 + 0*a*I\n dy/dt = 0*x", states=states)
    functions, sizes = runs.compiled(logistic.python, False), logistic.adaptive[1]
    ends, middles = [], []
    for h in (0.4, 0.2):
        c, j, l = ([0.0] * size for size in sizes)  # noqa: E741
        w, y, p = [[0.0] * 2 for _ in range(16)], [0.3, 0.0], [0.0, 1000.0]
        functions["prepare"](p, c)
        functions["step"](y, p, c, j, l, w, [], [], [0.0, 1.0], 0, 0.0, h, True)
        at = [w[9][0], functions["dense"](y[0], w[9][0], w[12][0], w[13][0], w[14][0], 0.6)]
        ends.append(abs(at[0] - 1 / (1 + 7 / 3 * np.exp(-h))))
        middles.append(abs(at[1] - 1 / (1 + 7 / 3 * np.exp(-0.6 * h))))
    assert 45 < ends[0] / ends[1] < 90 and 22 < middles[0] / middles[1] < 70


def test_the_table_of_rodas5p_is_consistent():
    nodes = [sum(row) for row in rodas.A[1:6]]
    assert len(nodes) == 5 and rodas.A[6][:5] == rodas.A[5] and rodas.A[7][:6] == rodas.A[6]
    assert rodas.D[0] == rodas.GAMMA


def test_the_steps_are_of_lengths_from_the_lattice():
    assert ROOTS == tuple(2 ** (k / 4) for k in range(4))
    assert LIMITS == tuple((0.8 / 2 ** (j / 4)) ** 5 for j in range(9, -10, -1))
    for level in (-40, -7, -1, 0, 1, 5, 130):
        assert lattice(0.02, level) == pytest.approx(0.02 * 2 ** (level / 4), rel=1e-15)
    run = load("gate").run()
    table, edges = run.legs[0].segments.table, np.array(run.legs[0].segments.plan[0])
    inner = ~np.isclose(table[:, 0] + table[:, 1], edges[table[:, 2].astype(int) + 1])
    levels = 4 * np.log2(table[inner, 1] / run.legs[0].dt)
    assert len(levels) > 50 and np.allclose(levels, np.round(levels), atol=1e-9)


@pytest.mark.parametrize("name", ADAPTIVE)
def test_the_jacobian_that_is_written_is_the_derivative_of_the_slopes(name):
    made, draw = model(name), np.random.default_rng(5)
    functions, (constants, entries, _) = runs.compiled(made.python, False), made.adaptive[1]
    text = ast.parse(made.python)
    assert {"prepare", "slopes", "jacobian", "factor", "solve"} <= {n.name for n in text.body if hasattr(n, "name")}
    start = load(name).run() if name in LABS else made.run()
    p = [start.values[q.symbol] for q in made.settable]
    for _ in range(20):
        rows = start.legs[0].segments.table
        row = rows[draw.integers(len(rows))]
        y = list(row[HEAD : HEAD + len(made.states)] * draw.uniform(0.9, 1.1, len(made.states)))
        c, j, factors = [0.0] * constants, [0.0] * entries, [0.0] * made.adaptive[1][2]
        functions["prepare"](p, c)
        c[-1] = 1.0
        functions["jacobian"](y, p, c, j)
        functions["factor"](j, 3.7, factors)
        right = list(draw.normal(size=len(y)))
        solution = list(right)
        functions["solve"](factors, solution)
        matrix = 3.7 * np.eye(len(y)) - np.array(functions["differences"](functions["rhs"], y, p))
        size = np.abs(matrix) @ np.abs(solution) + np.abs(right)
        assert np.all(np.abs(matrix @ solution - right) <= 1e-5 * np.max(size))


STEPS = """([text, state]) => {
  const code = compile(text), run = start(code, code.request(state));
  while (!run.advance(50));
  return JSON.stringify([run.error, run.legs.map(({segments: s}) => Array.from(s.table.subarray(0, s.count * s.width))
    .filter((_, i) => i % s.width < 3))]);
}"""


@pytest.mark.parametrize("name", ["gate", "gate_switch", "amplifier", "memory", "tipping_point", "windup"])
def test_page_and_python_take_the_same_steps(name, page):
    lab = load(name)
    error, legs = json.loads(page.evaluate(STEPS, [lab_code(lab), lab.state()]))
    ours = lab.run().legs
    assert error is None and len(legs) == len(ours)
    for there, leg in zip(legs, ours, strict=True):
        here = leg.segments.table[:, :HEAD]
        assert np.array(there).reshape(-1, HEAD) == pytest.approx(here, rel=1e-9, abs=1e-12)


def test_a_run_with_noise_takes_the_fixed_step_for_which_the_noise_is_held():
    quiet, noisy = (model("tipping_point").run(duration=20, sigma=sigma) for sigma in (0.0, 1.0))
    assert quiet.legs[0].segments is not None and noisy.legs[0].segments is None
    assert np.std(noisy["V"]) > 0.1 > np.std(quiet["V"])


def test_rows_at_the_points_are_those_of_the_interpolation_and_have_jumps_twice():
    run = model("memory").run(pulses=3, rest=1, every=0)
    twice = np.flatnonzero(np.diff(run.t) == 0)
    assert len(twice) == 3 and np.all(np.diff(run.t) >= 0)
    assert np.all(run["c"][twice + 1] - run["c"][twice] == run.values["Cpre"])
    even = model("memory").run(pulses=3, rest=1)
    assert np.interp(run.t[-1], even.t, even["rho"]) == pytest.approx(run["rho"][-1], rel=1e-9)
