"""Every way to write a model wrong is refused: the error names the model, the line, the symbol and the remedy."""

import ast
import dataclasses

import pytest
from painlab.errors import ModelError
from painlab.model import Model, Phase, Train, model
from painlab.model import Quantity as Q
from painlab.model.language import linear_in, read_expression

GOOD = {
    "title": "A test cell",
    "source": "ours",
    "method": "rk4",
    "dt": 0.1,
    "duration": 10,
    "equations": (
        """
        gain(x, k) = k*x
        drive = gain(I, 2)
        dV/dt = (drive - V)/tau
        dw/dt = -w/tau
        on pulse: w += step
    """
    ),
    "inputs": [Q("I", 0, "nA", "current", "ours", (-1, 1))],
    "states": [Q("V", 0, "mV", "potential"), Q("w", 0, "", "trace")],
    "parameters": [Q("tau", 5, "ms", "time constant", "ours", (1, 10)), Q("step", 1, "", "jump", "ours")],
    "trains": {"pulse": Train(1, 2, 3)},
}


def cell(**changes):
    return Model(**{**GOOD, **changes})


def with_line(line):
    return {"equations": GOOD["equations"] + "\n        " + line}


def rows(kind, *more):
    return {kind: [*GOOD[kind], *more]}


WRONG = {
    "an unknown symbol": (with_line("extra = I + taw"), ["'taw'", "extra = I + taw", "did you mean 'tau'"]),
    "an unused parameter": (
        rows("parameters", Q("spare", 1, "", "x", "ours")),
        ["'spare'", "no line reads it"],
    ),
    "helpers in a circle": (with_line("a = b + tau\n b = a"), ["a → b → a", "define each other"]),
    "a helper defined twice": (with_line("drive = tau"), ["'drive = tau'", "a second time"]),
    "a derivative given twice": (with_line("dV/dt = tau"), ["'dV/dt = tau'", "a second time"]),
    "a symbol declared twice": (rows("parameters", Q("I", 1, "", "x", "ours")), ["'I' is declared twice"]),
    "a derivative without a state": (
        with_line("dq/dt = -tau"),
        ["no row for the state 'q'", "add it to states"],
    ),
    "a state without a line": (
        rows("states", Q("q", 0, "", "x")),
        ["'q' has no line", "make it a parameter"],
    ),
    "a helper that has a row too": (with_line("tau = 3"), ["defines 'tau'", "drop the row or rename"]),
    "a default outside its range": (
        {"parameters": [Q("tau", 50, "ms", "x", "ours", (1, 10)), GOOD["parameters"][1]]},
        ["'tau' = 50", "(1, 10)"],
    ),
    "a value that is no number": (
        {"parameters": [Q("tau", "five", "ms", "x", "ours"), GOOD["parameters"][1]]},
        ["'tau'", "'five'", "finite number"],
    ),
    "an unknown function": (with_line("extra = tahn(tau)"), ["'tahn'", "did you mean 'tanh'"]),
    "a wrong number of arguments": (with_line("extra = gain(tau)"), ["gain() 1 arguments", "takes 2"]),
    "a function that reads a symbol": (with_line("f(x) = x*tau\n extra = f(1)"), ["'tau'", "pass it as one"]),
    "an operator outside the language": (with_line("extra = tau // 2"), ["tau // 2", "+ - * / **"]),
    "a chained comparison": (
        with_line("extra = 0 < tau < 2"),
        ["chains a comparison", "two things at a time"],
    ),
    "a boolean word": (with_line("extra = tau and 1"), ["BoolOp", "does not have"]),
    "a negation": (with_line("extra = not tau"), ["'not' or '~'", "1 - (…)"]),
    "a text among numbers": (with_line("extra = tau + 'a'"), ["'a'", "not a number"]),
    "a call without a plain name": (with_line("extra = tau.real(1)"), ["extra = tau.real(1)", "plain name"]),
    "a line that is none": (with_line("tau plus 3"), ["'tau plus 3' is no line of a model"]),
    "an expression that cannot be read": (with_line("extra = tau +* 3"), ["cannot be read"]),
    "an open bracket": (with_line("extra = (tau + 3"), ["bracket", "not closed"]),
    "an event on what is no state": (with_line("on pulse: tau += 1"), ["'tau', which is no state"]),
    "an event of an unknown train": (with_line("on puls: w += 1"), ["'puls'", "did you mean 'pulse'"]),
    "a train that does nothing": (
        {"trains": {**GOOD["trains"], "idle": Train(1, 1, 1)}},
        ["'idle'", "says what the train"],
    ),
    "pulses of no input": (
        {"trains": {**GOOD["trains"], "J": Train(1, 1, 1, width=1, value=1)}},
        ["'J' have no input"],
    ),
    "a train that reads an unknown symbol": ({"trains": {"pulse": Train("tua", 1, 1)}}, ["'tua'"]),
    "a preset of an unknown symbol": (
        {"presets": {"sick": {"taU": 3}}},
        ["'sick' sets 'taU'", "did you mean 'tau'"],
    ),
    "a choice of an unknown symbol": (
        {"choices": {"place": {"here": {"tu": 3}}}},
        ["'tu'", "did you mean 'tau'"],
    ),
    "an unknown method": ({"method": "rk5"}, ["'rk5'", "did you mean 'rk4'"]),
    "no step": ({"dt": None}, ["needs 'dt'"]),
    "no duration": ({"duration": None}, ["needs 'duration'"]),
    "a membrane that is no state": ({"membrane": "U"}, ["'U' is no state"]),
    "a misspelled threshold": (
        {
            "membrane": "V",
            "threshold": "v_spik",
            "parameters": [*GOOD["parameters"], Q("v_spike", 1, "mV", "x", "ours")],
        },
        ["the threshold 'v_spik' has no row", "did you mean 'v_spike'"],
    ),
    "a row without its unit": (
        {"parameters": [Q("tau", 5, "time constant", "ours", (1, 10)), GOOD["parameters"][1]]},
        ["'tau'", "its source is (1, 10)", "unit ('' for none)"],
    ),
    "a row without its unit and its range": (
        {"parameters": [Q("tau", 5, "time constant of it", "Gerstner2014"), GOOD["parameters"][1]]},
        ["'tau'", "its unit is 'time constant of it'"],
    ),
    "a source that is not in the bibliography": (
        {"parameters": [Q("tau", 5, "ms", "x", "hodgkinhuxly1952", (1, 10)), GOOD["parameters"][1]]},
        ["the source of 'tau', 'hodgkinhuxly1952'", "did you mean 'hodgkinhuxley1952'"],
    ),
    "a model's own source that is not in the bibliography": (
        {"source": "xie2042"},
        ["its source, 'xie2042'", "did you mean"],
    ),
    "a range that is no pair": (
        {"parameters": [Q("tau", 5, "ms", "x", "ours", (1, 5, 10)), GOOD["parameters"][1]]},
        ["'tau'", "its range is (1, 5, 10)"],
    ),
    "a membrane without a threshold": ({"membrane": "V"}, ["'V_spike' has no row"]),
    "a symbol that is a word of JavaScript": (rows("parameters", Q("new", 1, "", "x", "ours")), ["'new'"]),
    "a symbol that is a word of Python": (rows("parameters", Q("lambda", 1, "", "x", "ours")), ["'lambda'"]),
    "a symbol that is a function": (rows("parameters", Q("exp", 1, "", "x", "ours")), ["'exp' is a word"]),
    "a symbol that run() takes": (rows("parameters", Q("seed", 1, "", "x", "ours")), ["'seed' is a word"]),
    "a symbol with a trailing underscore": (rows("parameters", Q("k_", 1, "", "x", "ours")), ["'k_'"]),
    "a start that reads an unknown symbol": (
        {"states": [Q("V", "tu*2", "mV", "x"), GOOD["states"][1]]},
        ["the start of 'V'", "'tu'"],
    ),
    "a curved line for the exponential method": (
        {
            "method": "exponential",
            "equations": GOOD["equations"].replace("(drive - V)/tau", "(drive - V*V)/tau"),
        },
        ["not linear in 'V'", "behind a helper"],
    ),
    "a chain without its coupling": (
        {
            "method": "chain",
            "equations": "dV/dt = axial - V/tau + I*step\n compartments = 10",
            "states": [GOOD["states"][0]],
            "trains": {},
        },
        ["needs a helper 'coupling"],
    ),
    "a chain whose step is of no order": (
        {
            "method": "chain",
            "order": 3,
            "equations": "dV/dt = axial - V/tau + I*step\n compartments = 10",
            "states": [GOOD["states"][0]],
            "trains": {},
        },
        ["of order 1 or 2, not 3", "leave it at 2"],
    ),
    "a chain whose coupling differs from place to place": (
        {
            "method": "chain",
            "equations": "dV/dt = axial - V/tau + I*step\n compartments = 10\n length = 5\n"
            " coupling = 1/width**2\n width = zone(1, 2, tau, 2)",
            "states": [GOOD["states"][0]],
            "trains": {},
        },
        ["'coupling' is one number", "'width = zone(1, 2, tau, 2)' differs from place to place, by 'zone'"],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_model_is_refused_for(case):
    changes, words = WRONG[case]
    with pytest.raises(ModelError) as error:
        cell(**changes)
    said = str(error.value)
    assert said.startswith("A test cell") or case == "a start that reads an unknown symbol"
    for word in words:
        assert word in said, said


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: cell(metod="rk4"), "Model 'A test cell': there is no 'metod'; did you mean 'method'?"),
        (lambda: Q("tau", 5, "ms", "x", souce="ours"), "Quantity 'tau': there is no 'souce'; did you mean 'source'?"),
        (lambda: Q("tau", 5), "Quantity 'tau': its 'unit' is missing"),
        (lambda: Q("tau", 5, "ms", "x", "ours", None, "", "", "", 3), "Quantity 'tau': 10 values for 9 words"),
        (lambda: Train(1, 2, cout=3), "Train: there is no 'cout'; did you mean 'count'?"),
        (lambda: Phase("rest", lenght=3), "Phase 'rest': there is no 'lenght'; did you mean 'length'?"),
    ],
)
def test_a_misspelled_or_missing_word_of_a_model_is_named_with_the_nearest(make, said):
    with pytest.raises(ModelError) as error:
        make()
    assert str(error.value).startswith(said)


def test_the_model_that_the_wrong_ones_start_from_is_good():
    assert len(cell().run().t) == 101


def test_a_column_that_a_run_does_not_have_is_named_with_the_nearest():
    with pytest.raises(ModelError, match="no 'driv'; did you mean 'drive'"):
        cell().run()["driv"]


def test_an_unknown_model_is_named_with_the_nearest():
    with pytest.raises(ModelError, match="no model 'gat'; did you mean 'gate'"):
        model("gat")


PHASES = {
    "a phase that follows none": (Phase("test", 1, after="rset"), "follows 'rset'; did you mean 'rest'"),
    "a phase that stands twice": (Phase("rest", 1), "'rest' stands twice"),
    "a phase that sets nothing": (Phase("test", 1, {"taw": 2}), "sets 'taw', .*did you mean 'tau'"),
    "a kind that there is not": (Phase("test", 1, readouts={"a": ("maen", "V", 1)}), "asks for 'maen'.*'mean'"),
    "a kind of the whole run": (Phase("test", 1, readouts={"a": ("average", "V", 1)}), "asks for 'average'"),
    "a symbol that there is not": (Phase("test", 1, readouts={"a": ("mean", "driv", 1)}), "'driv', .*'drive'"),
    "spikes of what has none": (Phase("test", 1, readouts={"a": ("count", "", 1)}), "name a membrane"),
    "a read-out of two parts": (Phase("test", 1, readouts={"a": ("mean", "V")}), "write .kind, symbol, last"),
    "a read-out of no time": (Phase("test", 1, readouts={"a": ("mean", "V", 0)}), "the last 0; give a positive"),
    "a read-out of a word": (Phase("test", 1, readouts={"a": ("mean", "V", "x")}), "the last 'x'; give a positive"),
}


@pytest.mark.parametrize("case", PHASES)
def test_a_protocol_is_refused_for(case):
    phase, words = PHASES[case]
    with pytest.raises(ModelError, match=words):
        cell(protocols={"exam": (Phase("rest", 1), phase)})


def test_a_method_that_goes_through_no_phases_has_no_protocol():
    with pytest.raises(ModelError, match="'map' goes through no protocol"):
        dataclasses.replace(model("expectation"), protocols={"exam": (Phase("rest", 1),)})


@pytest.mark.parametrize(
    ("text", "constant", "slope"),
    [
        ("a - b*X/c", "a", "-(b / c)"),
        ("X", None, "1.0"),
        ("-(X - a)/tau", "-(-a) / tau", "-1.0 / tau"),
        ("a*(b - X)", "a * b", "a * -1.0"),
        ("a + f(X)", "a + f(X)", None),
    ],
)
def test_a_line_is_split_into_what_stands_alone_and_what_multiplies_the_state(text, constant, slope):
    parts = linear_in("X", read_expression("t", text))
    scope = {"a": 1.7, "b": 0.3, "c": 2.9, "tau": 7.0, "X": 0.6, "f": lambda x: x**2}

    def value(tree):
        return (
            0.0 if tree is None else eval(compile(ast.fix_missing_locations(ast.Expression(tree)), "", "eval"), scope)
        )

    assert (parts[0] is None) == (constant is None)
    assert (parts[1] is None) == (slope is None)
    assert value(parts[0]) + value(parts[1]) * scope["X"] == pytest.approx(eval(text, scope), abs=1e-15)


@pytest.mark.parametrize("text", ["X*X", "a/X", "X**2", "(X + 1)*(X - 1)"])
def test_a_line_that_is_curved_in_the_state_is_not_split(text):
    assert linear_in("X", read_expression("t", text)) is None
