"""Every way to ask a run, a search or a schedule wrong is refused: the error says what, where, and the nearest name."""

import math

import pytest
from painlab import schedule
from painlab.errors import ModelError
from painlab.model import Phase, model
from test_language import cell

RUNS = {
    "an unknown quantity": ({"taw": 3}, ["'taw'", "did you mean 'tau'"]),
    "a value that is no number": ({"tau": float("nan")}, ["tau=nan", "finite number"]),
    "a word in place of a number": ({"tau": "fast"}, ["tau='fast'"]),
    "an unknown preset": ({"preset": "ill"}, ["no preset 'ill'"]),
    "an unknown protocol": ({"protocol": "exam"}, ["no protocol 'exam'"]),
    "an unknown kind of read-out": (
        {"readouts": {"a": ("maen", "V", 0, 1)}},
        ["'maen'", "did you mean 'mean'"],
    ),
    "a read-out of an unknown symbol": ({"readouts": {"a": ("value", "U", 0, 1)}}, ["no 'U' to read out"]),
    "a negative duration": ({"duration": -1}, ["duration=-1", "positive"]),
    "a duration without a step": ({"duration": 1e-9}, ["duration=1e-09 is no length", "dt=0.1"]),
    "a step that is longer than the run": ({"dt": 1e9}, ["duration=10", "dt=1000000000"]),
    "a step that is no number": ({"dt": float("nan")}, ["dt=nan is no time", "positive"]),
    "a step of nothing": ({"dt": 0}, ["dt=0 is no time"]),
    "a word as a duration": ({"duration": "x"}, ["duration='x' is no time"]),
    "a word as a seed": ({"seed": "x"}, ["seed='x' is no whole number"]),
    "a part of a row": ({"every": 1.5}, ["every=1.5 is no whole number from 0"]),
    "rows that go back": ({"every": -1}, ["every=-1 is no whole number from 0"]),
    "people in a cell": ({"people": 3}, ["method 'rk4' has no 'people'", "duration, dt, every, seed"]),
    "trials of a cell": ({"trials": 3}, ["method 'rk4' has no 'trials'"]),
    "nothing as a value": ({"tau": None}, ["tau=None is no finite number"]),
    "a list as a value": ({"tau": [1]}, ["tau=[1] is no finite number"]),
    "a list as a preset": ({"preset": [1]}, ["no preset '[1]'"]),
    "a list as a protocol": ({"protocol": ["exam"]}, ["no protocol"]),
    "read-outs that have no names": ({"readouts": 3}, ["readouts=3", "{name: (kind, symbol, from, to)}"]),
    "a read-out that is a number": ({"readouts": {"a": 3}}, ["'a' is 3", "(kind, symbol, from, to)"]),
    "a read-out of three parts": ({"readouts": {"a": ("mean", "V", 1)}}, ["'a' is ('mean', 'V', 1)"]),
    "a window from a word": ({"readouts": {"a": ("mean", "V", "x", 1)}}, ["'a' has 'x'", "finite"]),
    "an empty window": ({"readouts": {"a": ("max", "V", 0.5, 0.5)}}, ["'a' goes from 0.5 to 0.5", "after it begins"]),
    "a window that goes back": ({"readouts": {"a": ("max", "V", 0.8, 0.2)}}, ["'a' goes from 0.8 to 0.2"]),
    "spikes of what has none": ({"readouts": {"a": ("count", "", 0, 1)}}, ["'count'", "without a membrane"]),
    "places of what has none": ({"readouts": {"a": ("passed", "", 0.5, 0)}}, ["'passed'", "without a membrane"]),
    "a negative step": ({"dt": -1}, ["dt=-1", "positive"]),
    "a value that makes an equation meaningless": ({"tau": 0}, ["within its range"]),
}


@pytest.mark.parametrize("case", RUNS)
def test_a_run_is_refused_for(case):
    settings, words = RUNS[case]
    with pytest.raises(ModelError) as error:
        cell().run(**settings)
    for word in ["A test cell", *words]:
        assert word in str(error.value)


SPIKE, BET, AXON, TRIAL = (model(name) for name in ("spike", "expectation", "squid_axon", "trial"))
OTHERS = {
    "a train that is misspelled": (
        lambda: model("windup").run(duration=10, readouts={"a": ("counts", "voley", 0, 0)}),
        "counts after 'voley', which is no train; did you mean 'volley'",
    ),
    "places of a cell": (
        lambda: SPIKE.run(duration=1, readouts={"a": ("passed", "", 0.5, 0)}),
        "asks for 'passed' and so for places, which only a chain has",
    ),
    "a place beyond a chain": (
        lambda: AXON.run(duration=1, readouts={"a": ("speed", "", 0.25, 2)}),
        "'a' asks for the place 2; give a fraction",
    ),
    "a bare state of a chain": (
        lambda: AXON.run(duration=1, readouts={"a": ("mean", "V", 0, 1)}),
        "no 'V' to read out.*V@0.5",
    ),
    "spikes at a place of a cell": (lambda: SPIKE.run(duration=1).spikes_at(0.5), "no chain.*run.spikes"),
    "spikes beyond a chain": (lambda: AXON.run(duration=1).spikes_at(2), "2 is no fraction of its length"),
    "spikes before a chain": (lambda: AXON.run(duration=1).spikes_at(-1), "-1 is no fraction of its length"),
    "a grid that goes back": (lambda: AXON.run(dx=-1), "compartments are no chain.*positive dx"),
    "a grid that is too wide": (lambda: AXON.run(dx=1e9), "0 compartments are no chain"),
    "no trials": (lambda: BET.run(trials=0), "trials=0 is no whole number from 1 on"),
    "trials before the first": (lambda: BET.run(trials=-1), "trials=-1 is no whole number"),
    "a duration of trials": (lambda: BET.run(duration=3), "method 'map' has no 'duration'.*trials, seed"),
    "a step of trials": (lambda: BET.run(dt=3), "method 'map' has no 'dt'"),
    "a protocol of trials": (lambda: BET.run(protocol="exam"), "no protocol 'exam'; there are none"),
    "a window of trials": (
        lambda: BET.run(readouts={"a": ("mean", "P", 0, 1)}),
        "a time, which its method 'map' has not",
    ),
    "a schedule of trials": (lambda: BET.run(N=schedule(1, (0, 1, 2))), "has no time, so no schedule; give N"),
    "no people": (lambda: TRIAL.run(people=0), "people=0 is no whole number"),
    "fewer than no people": (lambda: TRIAL.run(people=-1), "people=-1 is no whole number"),
    "a protocol that lasts": (
        lambda: model("amplifier").run(protocol="examination", duration=5),
        "leave out 'duration'",
    ),
    "a protocol with a schedule": (
        lambda: model("amplifier").run(protocol="examination", T=schedule(0, (1, 2, 3))),
        "takes no schedule; give T as a number",
    ),
    "a protocol with a window": (
        lambda: model("amplifier").run(protocol="examination", readouts={"a": ("mean", "F_out", 0, 1)}),
        "'a' has a window.*reads out in its phases",
    ),
    "a search for a misspelled symbol": (lambda: SPIKE.find("II", 0, 200), "no 'II' to find; did you mean 'I'"),
    "a search from high to low": (lambda: SPIKE.find("I", 200, 0), "from 200 to 0; the first must be less"),
    "a search for what is given": (lambda: SPIKE.find("I", 0, 200, I=3), "I=3 is what is to be found"),
    "a search without an end": (lambda: SPIKE.find("I", 0, 200, tolerance=0), "tolerance=0 is no width"),
    "a search for spikes without a membrane": (lambda: model("gate").find("fA", 0, 9), "without a membrane"),
    "equilibria without a membrane": (lambda: model("gate").equilibria(), "without a membrane has no equilibria"),
    "equilibria of people": (lambda: TRIAL.equilibria(), "without a membrane has no equilibria"),
    "equilibria of a chain": (lambda: AXON.equilibria(), "a chain has no equilibria"),
    "equilibria from high to low": (lambda: SPIKE.equilibria(3, 1), "from 3 to 1; the first must be less"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_asking_a_model_is_refused_for(case):
    ask, words = OTHERS[case]
    with pytest.raises(ModelError, match=words):
        ask()


@pytest.mark.parametrize("pieces", [(1, 2), (1, 2, 3, 4, 5), (1, 2, math.nan), 3, "abc", ("a", 2, 3), None])
def test_a_piece_of_a_schedule_in_another_form_is_refused(pieces):
    with pytest.raises(ModelError, match="is no piece"):
        schedule(0, pieces)


@pytest.mark.parametrize("base", [None, "1", math.nan, [1]])
def test_a_schedule_whose_base_is_no_finite_number_is_refused(base):
    with pytest.raises(ModelError, match="is no finite number; give what holds outside"):
        schedule(base)


def test_a_piece_that_ends_before_it_begins_never_holds():
    assert schedule(1, (5, 2, 9)).at(3, 1.0, 0.0) == 1


def test_a_search_may_move_what_has_no_row_through_a_setting():
    found = SPIKE.find("amount", 0, 200, duration=20, tolerance=0.01, I=lambda amount: amount)
    assert found == SPIKE.find("I", 0, 200, duration=20, tolerance=0.01)


def test_a_phase_without_a_step_is_refused():
    with pytest.raises(ModelError, match="duration=0.01 is no length"):
        cell(protocols={"exam": (Phase("rest", 0.01),)}).run(protocol="exam")
