"""What a run means: steps, schedules, events, methods, rest, protocols; compared with SciPy and with closed forms."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from painlab import schedule
from painlab.errors import ModelError
from painlab.lab import load
from painlab.lab.code import lab_code
from painlab.model import Model, Phase, Train, model, names
from painlab.model import Quantity as Q
from painlab.run.chance import uniform
from painlab.run.kernel import KEPT_STEPS, Kernel, compiled, is_kept
from painlab.run.run import Run, completed, start_state
from painlab.run.values import settle_values
from painlab.shared.schedule import step_of
from painlab.shared.start import freely
from scipy import stats
from scipy.integrate import solve_ivp


def leaky(method="rk4", **more):
    """One leaky state with an input: its solution is known in closed form."""
    return Model(
        **{
            "title": "A leak",
            "source": "ours",
            "method": method,
            "dt": 0.1,
            "duration": 10,
            "equations": "dx/dt = (I - x)/tau",
            "inputs": [Q("I", 0, "", "input", "ours")],
            "states": [Q("x", 1, "", "state")],
            "parameters": [Q("tau", 2, "ms", "time constant", "ours")],
            **more,
        }
    )


def test_runge_kutta_follows_the_closed_form_to_its_fourth_order():
    errors = [abs(leaky().run(dt=dt)["x"][-1] - math.exp(-5)) for dt in (0.4, 0.2)]
    assert errors[1] < 1e-6
    assert 14 < errors[0] / errors[1] < 20


def test_the_exponential_step_is_exact_for_a_linear_equation_at_any_step():
    for dt in (0.1, 1.0, 5.0):
        made = leaky("exponential").run(dt=dt, I=3)
        assert made["x"][-1] == pytest.approx(3 - 2 * math.exp(-5), abs=1e-13)


def test_what_was_compiled_before_is_used_sooner_and_gives_the_same_bits(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def fresh():
        return leaky(equations="dx/dt = (I - x)/tau + 0*x")  # a text that no other test compiles

    is_kept.cache_clear()
    assert not Kernel(fresh(), KEPT_STEPS + 1).fast
    plain = fresh().run(dt=0.005)  # twice as many steps
    fresh().run(dt=0.0001)
    is_kept.cache_clear()
    assert Kernel(fresh(), KEPT_STEPS + 1).fast and not Kernel(fresh(), KEPT_STEPS).fast
    assert fresh().run(dt=0.005)["x"].tolist() == plain["x"].tolist()


def test_a_scheduled_input_holds_from_its_first_step_to_before_its_last():
    made = leaky().run(I=schedule(1, (2.0, 4.0, 5), (6.0, 8.0, 0, 4)), dt=0.5)
    expected = [1.0] * 4 + [5.0] * 4 + [1.0] * 4 + [0.0, 1.0, 2.0, 3.0] + [1.0] * 5
    assert made["I"].tolist() == expected


def test_a_run_with_a_ramp_agrees_with_scipy_within_the_error_of_a_held_input():
    made = leaky().run(I=schedule(0, (2.0, 8.0, 0, 6)), dt=0.001)

    def slope(t, x):
        return ((t - 2.0 if 2.0 <= t < 8.0 else 0.0) - x) / 2.0

    exact = solve_ivp(slope, (0, 10), [1.0], rtol=1e-10, atol=1e-12, max_step=0.01).y[0, -1]
    assert made["x"][-1] == pytest.approx(exact, abs=1e-3)


def test_an_event_acts_at_the_start_of_its_step():
    made = leaky(
        equations="dx/dt = (I - x)/tau\n on kick: x += 2",
        trains={"kick": Train(2.04, 3, 2, offsets=(0.0, 0.5))},
    ).run(dt=0.1)
    x = made["x"]
    jumps = [k for k in range(1, len(x)) if x[k] > x[k - 1]]
    assert jumps == [21, 26, 51, 56]  # steps 20, 25, 50, 55: floor(t/dt + 0.5)


@pytest.mark.parametrize("time", [0.3, 0.35, 0.7, 1.1])
def test_a_time_becomes_a_step_number_by_rounding_half_up(time):
    assert step_of(time, 0.1) == math.floor(time / 0.1 + 0.5)


def test_thinning_keeps_every_nth_row_and_changes_nothing_else():
    full, thin = leaky().run(), leaky().run(every=7)
    assert np.array_equal(thin["x"], full["x"][::7])
    assert np.array_equal(thin.t, full.t[::7])


def plane_cell(**more):
    """FitzHugh's cell: two states without a unit, whose rest may lie above 0."""
    return Model(
        **{
            "title": "A cell in a plane",
            "source": "ours",
            "method": "rk4",
            "dt": 0.01,
            "duration": 100,
            "membrane": "v",
            "equations": "dv/dt = c*(v - v**3/3 + w + I)\n dw/dt = -(v - a + b*w)/c",
            "inputs": [Q("I", 0, "", "input", "ours")],
            "states": [Q("v", "rest", "", "voltage", range=(-3, 3)), Q("w", "rest", "", "recovery")],
            "parameters": [
                Q("a", 0.7, "", "where recovery rests", "ours"),
                Q("b", 0.8, "", "how recovery falls", "ours"),
                Q("c", 3, "", "how much quicker v is", "ours"),
                Q("V_spike", 0, "", "spike threshold", "ours"),
            ],
            **more,
        }
    )


def test_a_model_without_millivolts_starts_at_its_rest_wherever_that_lies():
    cell = plane_cell()
    made = cell.run()
    v, w = made["v"][0], made["w"][0]
    assert (
        v > 0 and v - v**3 / 3 + w == pytest.approx(0, abs=1e-12) and v - 0.7 + 0.8 * w == pytest.approx(0, abs=1e-12)
    )
    assert made["v"][-1] == pytest.approx(v, abs=1e-9) and not made.notes
    firing = cell.run(a=0.2)
    assert "fires by itself" in firing.notes[0] and len(firing.spikes) > 1 and abs(firing["v"][0]) < 3


@pytest.mark.parametrize(
    "change,words",
    [
        ({"states": [Q("v", "rest", "", "voltage"), Q("w", "rest", "", "recovery")]}, "give it a range"),
        ({"membrane": None}, "name it in 'membrane'"),
        ({"states": [Q("v", "rest", "", "voltage", range=(3, -3)), Q("w", "rest", "", "recovery")]}, "is empty"),
    ],
)
def test_a_start_at_rest_says_along_which_state_and_where_rest_is_looked_for(change, words):
    with pytest.raises(ModelError, match=words):
        plane_cell(**change)


def test_a_run_that_leaves_the_numbers_names_the_state_the_time_and_the_last_values(page):
    from painlab.lab.code import model_code

    cell = plane_cell()
    with pytest.raises(ModelError, match=r"v is none at \d+ ms \(the row before has v = -?\d.*, w = ") as said:
        cell.run(I=500, dt=1.0, duration=5)
    values = {q.symbol: q.value for q in cell.settable} | {"I": 500}
    there = page.evaluate(
        "([text, values]) => { const run = start(compile(text), {values, dt: 1, duration: 5});"
        " while (!run.advance(50)); return run.error; }",
        [model_code(cell) + "return {meta, kernel, expressions};", values],
    )
    assert there.split(" (")[0] == str(said.value).split(" (")[0]


def test_a_spike_is_found_within_its_step():
    cell = leaky(
        equations="dx/dt = I",
        parameters=[Q("V_spike", 0.5, "", "threshold", "ours")],
        states=[Q("x", 0, "", "ramp")],
        membrane="x",
    )
    assert cell.run(I=0.2, dt=0.4).spikes == pytest.approx([2.5], abs=1e-12)


def test_compiled_and_plain_python_give_the_same_bits():
    for name, settings in (
        ("spike", {"I": 10, "duration": 20}),
        ("gate", {"fC": 22, "fA": 10, "duration": 0.3}),
    ):
        made = dataclasses.replace(model(name), method="rk4")
        rows = []
        for fast in (True, False):
            kernel = compiled(made.python, fast)
            values, _, _ = settle_values(made, None, {k: v for k, v in settings.items() if k != "duration"})
            start = start_state(made, values)
            n, width = 2000, len(made.states)
            make = np.array if fast else list
            out = make([0.0] * (width * (n + 2)))
            sums = make([-math.inf] * width + [math.inf] * width + [0.0] * width)
            p = make([values[q.symbol] for q in made.settable])
            kernel["advance"](make(start), p, n, made.dt, 0, 1, out, 1, make([0.0] * (n + 1)), sums)
            rows.append([*map(float, out), *map(float, sums)])
        assert rows[0] == rows[1]


def test_rest_is_the_equilibrium_that_a_long_run_reaches():
    spike = model("spike")
    values, _, _ = settle_values(spike, None, {})
    p = [values[q.symbol] for q in spike.settable]
    start = compiled(spike.python, False)["scan_point"](
        p, len(spike.states), [q.symbol for q in spike.states].index(spike.membrane), -70.0
    )
    y = completed(freely(Run(spike, values, {}), start, p))
    found = spike.run(duration=1)
    for at, q in enumerate(spike.states):
        assert found[q.symbol][0] == pytest.approx(y[at], rel=1e-8)


def test_a_cell_without_a_stable_rest_starts_from_the_end_of_its_long_run_and_says_so():
    made = model("spike").run(duration=50, E_L=-20)
    assert "fires by itself" in made.notes[0]
    assert len(made.spikes) > 1


# [spike times of each state, how often a rest was searched for] of runs of the nociceptor, one after the other
SEARCHES = """([text, states]) => {
  const code = compile(text), {rest} = code.kernel;
  let searches = 0;
  code.kernel.rest = (...given) => { searches += 1; return rest(...given); };
  const spikes = states.map((state) => {
    const run = start(code, code.request(state));
    while (!run.advance(50));
    return [...run.spikeTimes];
  });
  return [spikes, searches];
}"""


def test_a_rest_is_searched_for_once_as_long_as_nothing_moves_it(page):
    nociceptor = load("nociceptor")
    states = [nociceptor.state(**values) for values in ({"I": 20}, {"I": 60}, {"g7": 10}, {"I": 20})]
    starts, spikes = [], []
    for state in states:
        run = nociceptor.run(**state)
        starts.append(run.kept["state"])
        spikes.append(list(run.spikes))
    assert starts[0] is starts[1] and starts[2] is not starts[1] and starts[3] == starts[0]
    assert spikes[3] == spikes[0] != spikes[1]
    in_page, searches = page.evaluate(SEARCHES, [lab_code(nociceptor), states])
    assert searches == 3
    assert [len(times) for times in in_page] == [len(times) for times in spikes] and in_page[3] == in_page[0]


def test_hodgkin_huxley_agrees_with_scipy():
    spike = model("spike")
    made = spike.run(I=schedule(0, (5, 60, 10)), duration=60)
    kernel = compiled(spike.python, False)
    base = [float(q.value) for q in spike.settable]

    def slope(t, y):
        p, d = list(base), [0.0] * 4
        p[0] = 10.0 if t >= 5 else 0.0
        kernel["rhs"](list(y), p, d)
        return d

    start = [made[q.symbol][0] for q in spike.states]
    before = solve_ivp(slope, (0, 5), start, method="LSODA", rtol=1e-10, atol=1e-12)
    after = solve_ivp(slope, (5.0, 60), before.y[:, -1], method="LSODA", rtol=1e-10, atol=1e-12, t_eval=[20, 33, 60])
    for t, v in zip(after.t, after.y[0], strict=True):
        assert made["V"][step_of(t, spike.dt)] == pytest.approx(v, abs=2e-3)


def test_noise_has_the_standard_deviation_and_the_memory_that_it_was_given():
    noisy = leaky(
        equations="dx/dt = (I + xi - x)/tau",
        inputs=[Q("I", 0, "", "input", "ours"), Q("xi", 0, "", "noise", "ours")],
        parameters=[
            Q("tau", 2, "ms", "time constant", "ours"),
            Q("sigma", 1.5, "", "standard deviation of the noise", "ours"),
            Q("tau_xi", 5, "ms", "its time constant", "ours"),
        ],
        noise={"xi": ("sigma", "tau_xi")},
    )
    made = noisy.run(duration=2000, seed=3)["x"][500:]
    # The stationary variance of a leak driven by Ornstein–Uhlenbeck noise: sigma^2 tau_xi/(tau + tau_xi).
    assert np.std(made) == pytest.approx(1.5 * math.sqrt(5 / 7), rel=0.08)
    again = noisy.run(duration=2000, seed=3)["x"][500:]
    assert np.array_equal(made, again)


def test_the_phases_of_a_protocol_branch_from_the_phase_that_they_name():
    exam = (
        Phase("rest", 2),
        Phase("push", 3, {"I": 4}, {"after_push": ("mean", "x", 0.1)}),
        Phase("release", 5, {}, {"released": ("mean", "x", 0.1)}),
        Phase("hold", 5, {"I": "2*level"}, {"held": ("mean", "x", 0.1)}, after="push", treated=True),
    )
    made = leaky(
        equations="dx/dt = (I - x)*(1 + cure)/tau",
        parameters=[
            Q("tau", 2, "ms", "time constant", "ours"),
            Q("level", 2, "", "level of the hold", "ours"),
            Q("cure", 0, "", "speeds it up", "ours", group="treatment"),
        ],
        protocols={"exam": exam},
    ).run(protocol="exam", cure=1)
    pushed = 4 + (math.exp(-1) - 4) * math.exp(-1.5)
    assert made.readouts["after_push"] == pytest.approx(pushed, abs=1e-6)
    assert made.readouts["released"] == pytest.approx(pushed * math.exp(-2.5), abs=1e-6)
    assert made.readouts["held"] == pytest.approx(4 + (pushed - 4) * math.exp(-5), abs=1e-6)


def test_a_passive_chain_decays_along_its_length_as_the_cable_equation_says():
    cable = Model(
        title="A passive cable",
        source="ours",
        method="chain",
        dt=0.05,
        duration=200,
        membrane="V",
        sites=(0.0, 0.25, 0.5),
        equations="""
            compartments = 1000*length/dx
            coupling = 10000000*diameter/(4*R_a*dx**2)
            dV/dt = axial + at(0)*I - g*V
        """,
        inputs=[Q("I", 1, "uA/cm^2", "current at one end", "ours")],
        states=[Q("V", 0, "mV", "potential")],
        parameters=[
            Q("length", 10, "mm", "length", "ours"),
            Q("dx", 25, "um", "compartment", "ours"),
            Q("diameter", 0.8, "um", "diameter", "ours"),
            Q("R_a", 100, "ohm*cm", "axial resistance", "ours"),
            Q("g", 0.5, "mS/cm^2", "leak", "ours"),
            Q("V_spike", 1e6, "mV", "threshold", "ours"),
        ],
    )
    made = cable.run()
    constant = math.sqrt(0.8e-4 / (4 * 100 * 0.5e-3)) * 10  # length constant in mm
    positions = [(math.floor(f * 400) + 0.5) * 0.025 for f in cable.sites]
    far = [made[f"V@{f:g}"][-1] for f in cable.sites]
    for x, v in zip(positions[1:], far[1:], strict=True):
        assert math.log(far[0] / v) == pytest.approx((x - positions[0]) / constant, rel=0.005)


def test_uniform_numbers_are_uniform_and_independent_of_each_other():
    index = np.arange(20_000)
    first, second, other = (uniform(s, index, d) for s, d in ((1, 0), (1, 1), (2, 0)))
    assert stats.kstest(first, "uniform").pvalue > 0.01
    for a, b in itertools.combinations((first, second, other), 2):
        assert abs(np.corrcoef(a, b)[0, 1]) < 0.03
    assert abs(np.corrcoef(first[:-1], first[1:])[0, 1]) < 0.03
    assert 0 < first.min() and first.max() < 1


def normals():
    """A model whose helpers are the normal functions, so that its compiled text holds them."""
    return Model(
        title="Normal",
        source="ours",
        method="population",
        equations="p = normal_cdf(x)\n d = normal_pdf(x)\n y = z",
        parameters=[Q("x", 0, "", "argument", "ours")],
        draws=[Q("z", 0, "", "standard normal", "ours")],
    )


def test_the_normal_functions_agree_with_scipy():
    made = compiled(normals().python, False)
    for x in np.linspace(-9, 9, 181):
        assert made["normal_cdf"](x) == pytest.approx(stats.norm.cdf(x), rel=1e-12, abs=1e-16)
        assert made["normal_pdf"](x) == pytest.approx(stats.norm.pdf(x), rel=1e-14)
    for u in [1e-12, 1e-6, 0.01, 0.2, 0.5, 0.77, 0.999, 1 - 1e-9]:
        assert made["normal_quantile"](u) == pytest.approx(stats.norm.ppf(u), rel=1e-12, abs=1e-14)


def test_a_population_is_drawn_from_the_normal_distribution():
    drawn = normals().run(people=4000, seed=5)["z"]
    assert stats.kstest(drawn, "norm").pvalue > 0.01


def test_a_rule_that_nobody_meets_is_an_error_and_not_an_endless_search():
    strict = Model(
        title="Nobody",
        source="ours",
        method="population",
        equations="y = z\n where y > 40 + c",
        parameters=[Q("c", 0, "", "entry", "ours")],
        draws=[Q("z", 0, "", "standard normal", "ours")],
    )
    with pytest.raises(ModelError, match="easier to meet"):
        strict.run(people=2)


@pytest.mark.parametrize("name", names())
def test_units_parse_and_sums_of_symbols_have_one_dimension(name):
    import ast

    import pint

    registry = pint.UnitRegistry()
    made = model(name)
    units = {}
    for q in made.quantities:
        text = {"of 10": "", "points": "", "spikes": "", "people": "", "SD": ""}.get(q.unit, q.unit)
        units[q.symbol] = registry.parse_units(text.replace("%", "percent")) if text else registry.dimensionless
    for line in made.lines:
        for node in ast.walk(line.expression):
            pair = (getattr(node, "left", None), getattr(node, "right", None))
            adds = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
            compares = isinstance(node, ast.Compare)
            if compares:
                pair = (node.left, node.comparators[0])
            if (adds or compares) and all(isinstance(x, ast.Name) and x.id in units for x in pair):
                a, b = (units[x.id] for x in pair)
                assert a.dimensionality == b.dimensionality, (
                    f"{name}: '{line.text}' joins {pair[0].id} and {pair[1].id}"
                )
