"""Every lab: its discoveries keep their promises, its links survive, and bad values are refused in words."""

import math
import re

import pytest
import traitlets
from painlab import lab
from painlab.errors import ModelError
from painlab.lab import Card, Control, Discovery, Goal, Guess, Lab, Option, Readout, Threshold, load, names
from painlab.model import Quantity as Q
from painlab.model import model
from painlab.page.join import front_file, module_order
from painlab.views import words

WORDS = ("pain signal", "false signal", "pain center", "pain fiber", "mg/", "failed treatment", "sufferer")


@pytest.mark.parametrize("name", names())
def test_every_discovery_of_a_lab_keeps_its_promise(name):
    made = load(name)
    assert len(made.discoveries) >= 3, f"{name} has {len(made.discoveries)} discoveries; it needs three"
    for discovery in made.discoveries:
        found = made.run(**discovery.values).readouts
        found |= {name: made.find(name, **discovery.values) for name in discovery.expect if name in made.thresholds}
        assert discovery.expect, f"{name}: '{discovery.text}' promises no number"
        for readout, value in discovery.expect.items():
            row = (made.readouts | made.thresholds).get(readout)
            digits = row.digits if row else 2
            whole = getattr(row, "kind", "").startswith("count")  # a promise of one spike is not kept by none
            near = (
                pytest.approx(value, rel=0, abs=0.5)
                if whole
                else pytest.approx(value, rel=discovery.tolerance, abs=10.0**-digits)
            )
            assert found[readout] == near, f"{name}: '{discovery.text}': {readout} is {found[readout]}"


@pytest.mark.parametrize("name", names())
def test_a_link_leads_back_to_its_state(name):
    made = load(name)
    states = [made.state(), *(made.state(**d.values) for d in made.discoveries)]
    states += [made.state(**{row.symbol: row.low}) for row in made.described if not row.choices]
    for state in states:
        assert made.read_link(made.link(state)) == pytest.approx(state)
    assert made.link(made.state()) == f"#{name}/1"


@pytest.mark.parametrize("name", names())
def test_a_lab_says_everything_that_a_reader_needs(name):
    made = load(name)
    assert sum(row.level == 1 for row in made.described) <= 3, "at most three controls at first"
    assert made.question.endswith("?")
    assert len(made.options) >= 3 or made.guess
    assert made.task.endswith((".", "?"))
    assert all(option.reason for option in made.options)
    assert made.misconception and made.note and made.title
    for part in (made.card.published, made.card.ours, made.card.left_out, made.card.not_for):
        assert len(part) > 20, "the model card needs a sentence for each part"
    assert made.presets and next(iter(made.presets.values())) == {}
    for view in made.views:
        assert view["kind"] in words.kinds()
    said = made.say(made.state(), made.run().readouts)
    assert len(said) > 20 and "{" not in said and said.endswith(".")
    text = " ".join([made.question, made.prediction, made.note, made.misconception, *(o.reason for o in made.options)])
    for word in WORDS:
        assert word not in text.replace(made.misconception, "").lower(), word


@pytest.mark.parametrize("name", [name for name in names() if load(name).options])
def test_the_right_option_is_not_told_by_a_second_part_or_by_its_length(name):
    right = next(option.text for option in load(name).options if option.right)
    others = [option.text for option in load(name).options if not option.right]
    second = re.compile(r"[;:,]| and ")
    assert not second.search(right) or any(second.search(other) for other in others), right
    assert len(right) <= 1.5 * max(map(len, others)), right


@pytest.mark.parametrize("name", names())
def test_the_first_look_counts_whole_spikes_and_people_and_says_nothing_of_odds(name):
    made = load(name)
    first = [row for row in made.readouts.values() if row.shown and row.level == 1]
    said = made.say(made.state(**made.opens), made.run(**made.opens).readouts)
    assert not re.search(r"\d\.\d+ (spikes|times|people|of them|of the others)", said), said
    assert all(row.digits == 0 for row in first if row.kind in ("count", "integral") and "spikes" in row.label)
    labels = [row.label for row in [*first, *made.described] if row.level == 1]
    for text in (made.title, made.question, made.task, made.prediction, said, *labels):
        assert not re.search(r"\bodds\b", text), text


def test_the_first_control_of_the_lab_on_one_report_is_the_one_that_its_prediction_moves():
    made = load("expectation_static")
    assert made.described[0].symbol in made.move and "trial" not in made.prediction


@pytest.mark.parametrize("name, told", [("memory", "by itself"), ("afterdischarge", "what ends the firing")])
def test_words_of_a_lab_do_not_answer_its_prediction_before_it_is_made(name, told):
    made = load(name)
    said = made.say(made.state(), made.run().readouts)
    assert told not in f"{said} {made.prediction}".lower()
    moved = {row.label for row in made.described if row.symbol in made.move}
    assert not any(label in made.task for label in moved | {"drug", "sodium inside"}), made.task


@pytest.mark.parametrize("name", names())
def test_every_control_has_a_unit_or_none_a_meaning_and_a_source(name):
    from painlab.sources import citations

    for row in load(name).described:
        assert row.meaning and row.label
        assert row.source == "ours" or row.source in citations(), f"{row.symbol}: '{row.source}'"
        if not row.choices:
            assert row.low <= row.value <= row.high


def test_a_widget_has_a_trait_for_each_control_that_can_be_set_and_observed():
    w = lab("gate")
    seen = []
    w.observe(lambda change: seen.append(change.new), "fA")
    w.fA = 25
    assert seen == [25.0]
    assert w.trait_metadata("fA", "sync")
    assert w.link == "#gate/1?fA=25"


def test_setting_a_link_moves_the_controls():
    w = lab("gate")
    w.link = "#gate/1?fA=15&gIP=0.9"
    assert (w.fA, w.gIP) == (15.0, 0.9)


def test_a_widget_computes_in_python_what_the_page_shows():
    w = lab("gate", fA=25)
    assert w.run().readouts == load("gate").run(fA=25).readouts


def test_the_text_of_a_widget_is_stable_and_names_what_differs():
    assert repr(lab("gate")) == "lab('gate')"
    assert repr(lab("gate", fA=25)) == "lab('gate', fA=25.0)"


WRONG = {
    "an unknown lab": (lambda: lab("gat"), ["no lab 'gat'", "did you mean 'gate'"]),
    "an unknown control": (lambda: lab("gate", gPI=1), ["'gPI'", "did you mean 'gIP'"]),
    "an unknown attribute": (lambda: setattr(lab("gate"), "gPI", 1), ["'gPI'", "did you mean 'gIP'"]),
    "a value off the range": (lambda: setattr(lab("gate"), "fA", 500), ["fA=500", "off its range", "80"]),
    "no number": (lambda: setattr(lab("gate"), "fA", math.nan), ["fA=nan", "finite number"]),
    "a word": (lambda: setattr(lab("gate"), "fA", "much"), ["fA='much'"]),
    "another lab's link": (lambda: setattr(lab("gate"), "link", "#windup/1"), ["'#windup/1'", "#gate/1"]),
    "a later version's link": (lambda: setattr(lab("gate"), "link", "#gate/9?fA=2"), ["'#gate/9?fA=2'"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_widget_refuses(case):
    act, parts = WRONG[case]
    with pytest.raises((ModelError, traitlets.TraitError)) as error:
        act()
    for word in parts:
        assert word in str(error.value)


@pytest.mark.parametrize(
    "link, said",
    [
        ("#gate/1?fB=2&fA=3", "The link names “fB” (is it “fC”?), which this lab does not have."),
        ("#gate/1?unheard=2&fA=3", "The link names “unheard”, which this lab does not have."),
        ("#gate/1?gIP=2x&fA=3", "“2x” is not a number. Nothing was changed."),
    ],
)
def test_what_of_a_link_cannot_be_used_is_left_out_with_a_warning_that_names_it(link, said):
    w = lab("gate")
    with pytest.warns(UserWarning) as warned:
        w.link = link
    assert said in str(warned[0].message)
    assert w.link == "#gate/1?fA=3"


def test_a_link_that_was_taken_away_is_put_back():
    w = lab("gate", fA=25)
    w.link = ""
    assert w.link == "#gate/1?fA=25"


def a_lab(**changes):
    gate = model("gate")
    good = {
        "model": gate,
        "title": "A test lab",
        "question": "What?",
        "prediction": "It",
        "options": (Option("a", "b", right=True), Option("c", "d")),
        "misconception": "m",
        "note": "n",
        "controls": [Control("fA", "touch", 0, 10, 1)],
        "readouts": {"top": Readout("top", "max", "P", 0, 1)},
        "sentence": ("{top}.",),
        "views": [],
        "card": Card("a", "b", "c", "d"),
    }
    return Lab(**{**good, **changes})


PEOPLE = {"kind": "people", "total": 100, "groups": []}
TRACE = {"kind": "traces", "panels": [{"show": {"P": "projection"}, "label": "output (Hz)"}]}
CURVE = {"kind": "curve", "sweep": "fA", "from": 0, "to": 9, "points": 3, "read": "top", "label": "top"}
LABS_WRONG = {
    "an unknown kind of view": ({"views": [{"kind": "trace"}]}, ["no view 'trace'", "did you mean 'traces'"]),
    "a misspelled word of a view": ({"views": [{**TRACE, "windw": [0, 1]}]}, ["'windw'", "did you mean 'window'"]),
    "a misspelled word inside a view": (
        {"views": [{"kind": "traces", "panels": [{"show": {"P": "projection"}, "lable": "x"}]}]},
        ["'traces' says 'lable'", "did you mean 'label'"],
    ),
    "a trace of an unknown symbol": (
        {"views": [{"kind": "traces", "panels": [{"show": {"Pp": "projection"}, "label": "x"}]}]},
        ["asks for 'Pp'", "did you mean 'P'"],
    ),
    "a trace in an unknown role": (
        {"views": [{"kind": "traces", "panels": [{"show": {"P": "projekt"}, "label": "x"}]}]},
        ["no role 'projekt'", "did you mean 'projection'"],
    ),
    "a name of a symbol that is not shown": ({"views": [{**TRACE, "names": {"Q": "x"}}]}, ["'Q'", "shown symbol"]),
    "a level that does not exist": ({"views": [{**TRACE, "level": 7}]}, ["asks for '7'", "no level"]),
    "an overlay for a control that is not there": (
        {
            "views": [
                {
                    "kind": "people",
                    "total": 10,
                    "label": "x",
                    "groups": [{"read": "top", "label": "x", "only_when": {"fa": 1}}],
                }
            ]
        },
        ["asks for 'fa'", "did you mean 'fA'"],
    ),
    "an unknown field of the sentence": ({"sentence": ("{topp:.2f}.",)}, ["'{topp:.2f}'", "did you mean 'top'"]),
    "a field in a clause that is seldom said": (
        {"sentence": ([("fA > 9", "{tp}"), (True, "x.")],)},
        ["'{tp}'", "did you mean 'top'"],
    ),
    "a field that is none": ({"sentence": ("{top:2f}.",)}, ["'{top:2f}'", "write {name}"]),
    "an unknown promise of a discovery": (
        {"discoveries": [Discovery("At 3 it rises.", {"fA": 3}, {"tp": 1})]},
        ["the discovery 'At 3 it rises.' promises 'tp'", "did you mean 'top'"],
    ),
    "a preset off the range": (
        {"presets": {"default": {}, "too strong": {"fA": 16}}},
        ["in the preset 'too strong'", "fA=16 is off its range"],
    ),
    "a discovery of an unknown control": (
        {"discoveries": [Discovery("At 3 it rises.", {"fa": 3})]},
        ["in the discovery 'At 3 it rises.'", "did you mean 'fA'"],
    ),
    "a goal off the range": (
        {"goals": [Goal("How far?", "top > 1", {"fA": 11}, "There.")]},
        ["in the goal 'How far?'", "fA=11 is off its range"],
    ),
    "an option without a reason": (
        {"options": (Option("a", "b", right=True), Option("c", " "))},
        ["the option 'c' has no reason"],
    ),
    "a control beyond the model's range": ({"controls": [Control("fA", "x", 0, 1e6, 1)]}, ["'fA'", "plausible range"]),
    "a control of nothing": ({"controls": [Control("fB", "x", 0, 1, 1)]}, ["'fB'", "did you mean 'f"]),
    "a control named like a widget's own": (
        {"controls": [Control(Q("layout", 0, "", "x", "ours"), "x", 0, 1, 1)]},
        ["'layout'", "rename"],
    ),
    "two controls of one quantity": (
        {"controls": [Control("fA", "x", 0, 1, 1)] * 2},
        ["two controls move 'fA'"],
    ),
    "a control that goes backward": ({"controls": [Control("fA", "x", 5, 1, 1)]}, ["goes from 5 to 1"]),
    "a default off the control's range": (
        {"controls": [Control("fA", "x", 5, 9, 1)]},
        ["fA=1", "off its range"],
    ),
    "no right option": ({"options": (Option("a", "b"),)}, ["exactly one right option"]),
    "an expression of an unknown symbol": ({"derived": {"x": "fB*2"}}, ["'fB'", "did you mean 'f"]),
    "an unknown read-out": ({"readouts": {"a": Readout("a", "maximum", "P")}}, ["'maximum'"]),
    "people of no read-out": (
        {"views": [PEOPLE | {"groups": [{"read": "tip", "label": "x"}]}]},
        ["'tip'", "did you mean 'top'"],
    ),
    "a mark that cannot be drawn": (
        {"views": [PEOPLE | {"groups": [{"read": "top", "label": "x", "mark": "rings"}]}]},
        ["'rings'", "did you mean 'ring'"],
    ),
    "a role without a color": (
        {"views": [PEOPLE | {"groups": [{"read": "top", "label": "x", "role": "tuch"}]}]},
        ["'tuch'", "did you mean 'touch'"],
    ),
    "more people than can be seen": ({"views": [PEOPLE | {"total": 2000}]}, ["2000 people", "1 to 200"]),
    "a view that is no row": ({"views": ("traces",)}, ["the view 'traces' is no row", "'kind'"]),
    "a row of a view that is none": (
        {"views": [{"kind": "traces", "panels": ["P"]}]},
        ["'traces' has 'P' in place of a row with", "show"],
    ),
    "a row of a view without its word": (
        {"views": [{"kind": "traces", "panels": [{"label": "x"}]}]},
        ["'traces' needs 'show'"],
    ),
    "a panel that shows no roles": ({"views": [{"kind": "traces", "panels": [{"show": "P"}]}]}, ["shows 'P'"]),
    "a curve that goes backward": ({"views": [CURVE | {"from": 9, "to": 1}]}, ["'curve' goes from 9 to 1"]),
    "a logarithmic curve from nothing": ({"views": [CURVE | {"log": True}]}, ["goes from 0 to 9", "above 0"]),
    "a curve of one point": ({"views": [CURVE | {"points": 1}]}, ["1 points", "from 2 on"]),
    "a control without a step": ({"controls": [Control("fA", "x", 0, 1, 0)]}, ["'fA' moves in steps of 0"]),
    "a logarithmic control from nothing": (
        {"controls": [Control("fA", "x", 0, 10, 1, log=True)]},
        ["'fA' is logarithmic and begins at 0"],
    ),
    "a value of nothing": ({"values": {"fX": 1}}, ["values: there is no 'fX'", "did you mean 'f"]),
    "a value that is no number": ({"values": {"fC": "much"}}, ["values: fC='much' is no finite number"]),
    "a setting that no run has": ({"settings": {"duratoin": 3}}, ["'duratoin'", "did you mean 'duration'"]),
    "a protocol that the model has not": ({"settings": {"protocol": "exam"}}, ["has no protocol 'exam'"]),
    "a schedule of nothing": ({"schedules": {"fX": (0, (1, 2, 3))}}, ["schedules: there is no 'fX'", "did you mean"]),
    "a piece of a schedule without a value": ({"schedules": {"fC": (0, (1, 2))}}, ["fC has the piece (1, 2)"]),
    "a derived number of a read-out": ({"derived": {"x": "top*2"}}, ["'top' in 'top*2' is no quantity"]),
    "a misspelled report": (
        {"report": "trial_readoutz"},
        ["no report 'trial_readoutz'", "did you mean 'trial_readouts'"],
    ),
    "a read-out of an unknown symbol": (
        {"readouts": {"top": Readout("top", "max", "Q")}},
        ["'top' asks for max of 'Q', which its run has not"],
    ),
    "a read-out along what is no fiber": (
        {"readouts": {"top": Readout("top", "passed", "", 0.5)}},
        ["'top' asks for 'passed' along", "no fiber"],
    ),
    "a read-out of a report that is not made": (
        {"readouts": {"top": Readout("top", "report", "top")}},
        ["'top' asks for a report"],
    ),
    "a threshold of an unknown read-out": (
        {"thresholds": {"least": Threshold("x", "fA", 0, 5, "tip")}},
        ["'least' reads 'tip'", "did you mean 'top'"],
    ),
    "a threshold that goes backward": (
        {"thresholds": {"least": Threshold("x", "fA", 5, 0, "top")}},
        ["'least' goes from 5 to 0"],
    ),
    "a threshold whose search would not end": (
        {"thresholds": {"least": Threshold("x", "fA", 0, 5, "top", within=0)}},
        ["'least' is sought within 0"],
    ),
    "a first view that is not there": ({"views": [TRACE], "primary": 99}, ["primary=99", "there are 1"]),
    "a guess that goes backward": ({"options": (), "guess": Guess("top", 9, 1, 1, 1, "x")}, ["guess goes from 9 to 1"]),
    "a guess without a step": ({"options": (), "guess": Guess("top", 1, 9, 0, 1, "x")}, ["the guess moves in steps"]),
    "a guess in a view that is not there": (
        {"options": (), "guess": Guess("top", 1, 9, 1, 1, "x", view="curvee", at=(1,))},
        ["drawn in 'curvee'"],
    ),
}


@pytest.mark.parametrize("case", LABS_WRONG)
def test_a_lab_is_refused_for(case):
    changes, parts = LABS_WRONG[case]
    with pytest.raises(ModelError) as error:
        a_lab(**changes)
    for word in ["A test lab", *parts]:
        assert word in str(error.value)


@pytest.mark.parametrize("word", ["state", "still_html", "lab", "link", "run", "observe"])
def test_no_control_can_have_the_name_of_what_every_widget_has(word):
    with pytest.raises(ModelError, match=f"a control cannot be named '{word}'"):
        a_lab(controls=[Control(Q(word, 0, "", "x", "ours"), "x", 0, 1, 1)])


def test_the_front_end_is_joined_so_that_each_file_follows_what_it_imports():
    order = module_order()
    assert order[-1] == "main.js"
    assert order.index("run/chance.js") < order.index("run/slices.js") < order.index("lab/lab.js")


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: a_lab(crad=3), "Lab 'A test lab': there is no 'crad'; did you mean 'card'?"),
        (lambda: Option("It rises."), "Option 'It rises.': its 'reason' is missing"),
        (lambda: Control("fA", "touch", hgih=3), "Control 'fA': there is no 'hgih'; did you mean 'high'?"),
        (lambda: Readout("top", knd="max"), "Readout 'top': there is no 'knd'; did you mean 'kind'?"),
    ],
)
def test_a_misspelled_or_missing_word_of_a_lab_is_named_with_the_nearest(make, said):
    with pytest.raises(ModelError) as error:
        make()
    assert str(error.value).startswith(said)


def test_a_lab_checks_exactly_the_views_that_the_page_can_draw():
    table = re.search(r"const VIEWS = \{(.*?)\};", front_file("views/kinds.js"), re.S)[1]
    assert re.findall(r"(\w+): make", table) == list(words.kinds())


@pytest.mark.parametrize("kind", list(words.kinds()))
def test_every_word_of_a_view_is_one_that_its_file_reads_or_explains(kind):
    text = front_file(f"views/{kind}.js")
    for word in words.kinds()[kind].SAYS:
        for name in map(words.bare, [word] if isinstance(word, str) else [word[0], *word[1].split()]):
            assert re.search(rf"\b{name}\b", text), f"views/{kind}.js has no word '{name}'"


NEEDED = sorted(
    (kind, name)
    for kind, module in words.kinds().items()
    for name in (each if isinstance(each, str) else each[0] for each in module.SAYS)
    if name != words.bare(name)
)


@pytest.mark.parametrize("kind, word", NEEDED)
def test_a_view_without_a_word_that_it_needs_is_refused(kind, word):
    made, view = next((load(n), v) for n in names() for v in load(n).views if v["kind"] == kind)
    left = {name: said for name, said in view.items() if name != words.bare(word)}
    fields = {name: getattr(made, name) for name in made.__dataclass_fields__}
    with pytest.raises(ModelError, match=f"the view '{kind}' needs '{words.bare(word)}'; add it"):
        Lab(**{**fields, "views": [left]})


@pytest.mark.parametrize("value", [None, [1], {}, "much", True + 0j])
def test_what_is_no_number_is_refused_by_a_widget_with_the_range(value):
    gate = lab("gate")
    with pytest.raises(ModelError, match="gIP=.* is no finite number; give one from 0 to 2.5"):
        gate.gIP = value
    assert gate.gIP == load("gate").defaults["gIP"]


def test_a_whole_address_can_be_given_to_a_widget_and_a_refused_one_leaves_the_old_link():
    gate = lab("gate")
    gate.link = "https://example.org/book/physiology/the-gate.html#gate%2F1%3FgIP%3D0.9."
    assert gate.gIP == 0.9 and gate.link == "#gate/1?gIP=0.9"
    with pytest.raises(ModelError, match="no link of this lab"):
        gate.link = "https://example.org/#windup/1"
    assert gate.gIP == 0.9 and gate.link == "#gate/1?gIP=0.9"
