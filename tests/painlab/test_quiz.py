"""Quizzes: what every committed one must have, what the widget is, and what the errors say."""

import copy
import json
import re
import sys

import pytest
from painlab.questions.quiz import QUIZZES, QuizWidget, quiz, quizzes, read_quiz
from painlab.sources import BIBLIOGRAPHY

each_quiz = pytest.mark.parametrize("name", quizzes())

SAMPLE = {
    "title": "A sample",
    "items": [
        {
            "id": "one",
            "kind": "choice",
            "stem": "Which is *even*?",
            "source": "crodelle2019",
            "options": [
                {"text": "Three", "right": False, "reason": "Three is odd & prime."},
                {"text": "Four", "right": True, "reason": "Four is two twos."},
            ],
        },
        {
            "id": "two",
            "kind": "several",
            "stem": "Which are odd?",
            "options": [
                {"text": "Five", "right": True, "reason": "Five is odd."},
                {"text": "Six", "right": False, "reason": "Six is even."},
                {"text": "Seven", "right": True, "reason": "Seven is odd."},
            ],
        },
        {
            "id": "three",
            "kind": "number",
            "stem": "How many are two and two?",
            "answer": 4,
            "tolerance": 0.5,
            "unit": "apples",
            "reason": "Count them.",
            "wrong": [{"from": 22, "to": 22, "reason": "That sets them side by side."}],
        },
        {
            "id": "four",
            "kind": "sort",
            "stem": "Even or odd?",
            "classes": ["even", "odd"],
            "cards": [
                {"text": "Nine", "class": "odd", "reason": "Nine is three threes."},
                {"text": "Ten", "class": "even", "reason": "Ten is two fives."},
            ],
        },
        {
            "id": "five",
            "kind": "sort",
            "stem": "Prime or not?",
            "classes": ["prime", "composite"],
            "cards": [
                {
                    "text": "Eleven",
                    "class": "prime",
                    "reason": "Its divisors are one and eleven.",
                    "sentences": [
                        {"text": "It is an odd number", "right": False, "reason": "Fifteen is odd as well."},
                        {"text": "Nothing between divides it", "right": True, "reason": "That is what prime means."},
                    ],
                },
                {"text": "Twelve", "class": "composite", "reason": "Twelve is three fours."},
            ],
        },
    ],
}


@pytest.fixture
def read(tmp_path):
    """A function that writes a quiz to a file and reads it with the checks."""

    def written(spec):
        path = tmp_path / "sample.json"
        path.write_text(spec if isinstance(spec, str) else json.dumps(spec), encoding="utf-8")
        return read_quiz(path)

    return written


# -- every quiz of the book -----------------------------------------------------------------------------


@each_quiz
def test_a_quiz_of_the_book_is_valid(name):
    widget = quiz(name)
    assert repr(widget) == f"quiz({name!r}): {widget.spec['title']}, {len(widget.spec['items'])} items"


@each_quiz
def test_every_option_and_every_card_of_the_book_has_a_reason_and_every_source_its_entry(name):
    keys = set(re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY.read_text(encoding="utf-8"), re.MULTILINE))
    for item in json.loads((QUIZZES / f"{name}.json").read_text(encoding="utf-8"))["items"]:
        answered = item.get("options") or item.get("cards") or [item]
        answered = answered + [one for card in item.get("cards", []) for one in card.get("sentences", [])]
        assert all(len(entry["reason"].split()) >= 2 for entry in answered), item["id"]
        assert item.get("source") is None or item["source"] in keys


@each_quiz
def test_the_right_option_of_a_quiz_is_not_always_in_the_same_place(name):
    items = json.loads((QUIZZES / f"{name}.json").read_text(encoding="utf-8"))["items"]
    places = [[o["right"] for o in item["options"]].index(True) for item in items if item["kind"] == "choice"]
    assert len(places) < 3 or len(set(places)) > 1, f"{name}: the right option is always number {places[0] + 1}"


@each_quiz
def test_the_sentence_that_shows_a_card_is_not_always_in_the_same_place_nor_the_longest(name):
    items = json.loads((QUIZZES / f"{name}.json").read_text(encoding="utf-8"))["items"]
    asked = [card["sentences"] for item in items for card in item.get("cards", []) if "sentences" in card]
    right = [[one["right"] for one in sentences].index(True) for sentences in asked]
    longest = [max(range(len(one)), key=lambda i, one=one: len(one[i]["text"])) for one in asked]
    assert len(asked) < 3 or len(set(right)) > 1, f"{name}: the sentence is always number {right[0] + 1}"
    assert len(asked) < 3 or sum(map(int.__eq__, right, longest)) <= len(asked) / 2, f"{name}: mostly the longest"


# -- the widget -----------------------------------------------------------------------------------------


def test_the_widget_says_which_kind_it_is_and_carries_the_citations(read):
    widget = QuizWidget("sample", read(SAMPLE))
    assert widget.kind == "quiz"
    assert widget.spec["items"][0]["citation"] == "Crodelle et al. 2019"
    assert "citation" not in widget.spec["items"][1]
    assert "renderQuiz" in widget._esm and ".painlab-quiz" in widget._css


def test_the_output_is_a_widget_view_a_still_and_a_stable_line(read):
    widget = QuizWidget("sample", read(SAMPLE))
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == "quiz('sample'): A sample, 5 items"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert f'data-model-id="{widget.model_id}"' in data["text/html"]


def test_the_still_shows_all_questions_and_keeps_the_answers_folded(read):
    still = QuizWidget("sample", read(SAMPLE)).still_html()
    questions, answers = still.split("<details>")
    for words in [
        "Which is <em>even</em>?",
        "Four",
        "Seven",
        "in apples",
        "Sort into: even; odd.",
        "Nine",
        "Nothing between divides it",
    ]:
        assert words in questions
    for words in [
        "two twos",
        "Six is even",
        "4 apples",
        "side by side",
        "three threes",
        "odd &amp; prime",
        "prime means",
    ]:
        assert words in answers and words not in questions


def test_an_unknown_quiz_names_the_nearest_one(monkeypatch, tmp_path):
    monkeypatch.setattr(sys.modules["painlab.questions.quiz"], "QUIZZES", tmp_path)
    (tmp_path / "the-gate.json").write_text(json.dumps(SAMPLE))
    assert quiz("the-gate").spec["title"] == "A sample"
    with pytest.raises(ValueError, match="there is no quiz 'the-gat'; did you mean 'the-gate'?"):
        quiz("the-gat")
    with pytest.raises(ValueError, match="there is no quiz 'zzz'; there are the-gate"):
        quiz("zzz")


# -- errors ---------------------------------------------------------------------------------------------

CHOICE, SEVERAL, NUMBER, SORT, SENTENCES = 0, 1, 2, 3, 4
ERRORS = [
    # item, path of the change, new value (None: left out), what the error says
    (None, ["title"], "", "sample.json: the title is ''; write a sentence"),
    (None, ["items"], [], "sample.json: items needs a list of 1 or more"),
    (None, ["item"], [], "sample.json: there is no field 'item'; did you mean 'items'?"),
    (
        CHOICE,
        ["kind"],
        "chioce",
        r"sample.json, item 1 \(one\): the kind is 'chioce'; did you mean 'choice'\? There are choice, number",
    ),
    (CHOICE, ["stem"], None, "'stem' is missing; add it"),
    (CHOICE, ["stam"], "x", "there is no field 'stam'; did you mean 'stem'?"),
    (CHOICE, ["stem"], "A <b>bold</b> one", r"the stem holds HTML \('<b'\); only \*\*bold\*\*"),
    (CHOICE, ["stem"], "See {cite}`x`", r"the stem holds a role \('\{cite\}'\)"),
    (CHOICE, ["stem"], "See [here](there)", "the stem holds a link"),
    (CHOICE, ["stem"], "Is $x$ small?", "the stem holds code or math"),
    (CHOICE, ["confidence"], "yes", "confidence is 'yes'; write true or leave it out"),
    (
        CHOICE,
        ["source"],
        "crodele2019",
        "'crodele2019' is not in book/references.bib; did you mean 'crodelle2019'?",
    ),
    (CHOICE, ["options"], [], "options needs a list of 2 or more"),
    (CHOICE, ["options", 1, "reason"], None, r"item 1 \(one\), option 2: 'reason' is missing; add it"),
    (CHOICE, ["options", 1, "reason"], " ", "option 2: the reason is ' '; write a sentence"),
    (CHOICE, ["options", 1, "right"], "yes", "option 2: right is 'yes'; write true or false"),
    (CHOICE, ["options", 1, "right"], False, "0 options are right; a choice has exactly one"),
    (CHOICE, ["options", 0, "right"], True, "2 options are right; a choice has exactly one"),
    (CHOICE, ["options", 0, "text"], "Four", "'Four' stands twice among the options; keep one"),
    (SEVERAL, ["id"], "one", "the id 'one' is taken by an earlier item; give each its own"),
    (SEVERAL, ["options", 0, "right"], False, "1 of 3 options are right; 'several' needs two right ones"),
    (
        SEVERAL,
        ["options", 1, "right"],
        True,
        "3 of 3 options are right; 'several' needs two right ones and a wrong",
    ),
    (NUMBER, ["answer"], "4", "answer is '4'; write a number"),
    (NUMBER, ["tolerance"], -1, "the tolerance -1 is below 0"),
    (NUMBER, ["unit"], 5, "unit is 5; write a text"),
    (NUMBER, ["wrong", 0, "from"], 30, "wrong 1: from 30 is above to 22; swap them"),
    (
        NUMBER,
        ["wrong", 0, "from"],
        4.5,
        "wrong 1: 4.5 to 22 meets the right answer 4 ± 0.5; make it narrower",
    ),
    (SORT, ["classes"], ["even"], "classes needs a list of 2 or more"),
    (SORT, ["classes"], ["odd", "odd"], "'odd' stands twice among the classes"),
    (SORT, ["cards", 0, "class"], "od", "card 1: 'od' is not among the classes; did you mean 'odd'?"),
    (SORT, ["cards", 0, "text"], "Ten", "'Ten' stands twice among the cards"),
    (SENTENCES, ["cards", 0, "sentences"], [], "card 1: sentences needs a list of 2 or more"),
    (SENTENCES, ["cards", 0, "sentences", 0, "right"], True, "card 1: 2 sentences are right; exactly one shows"),
    (SENTENCES, ["cards", 0, "sentences", 1, "reason"], None, "card 1, sentence 2: 'reason' is missing; add it"),
    (SENTENCES, ["cards", 0, "sentence"], [], "card 1: there is no field 'sentence'; did you mean 'sentences'?"),
]


@pytest.mark.parametrize(("item", "path", "value", "message"), ERRORS, ids=[error[3][:50] for error in ERRORS])
def test_a_mistake_in_a_quiz_names_file_item_and_remedy(read, item, path, value, message):
    spec = copy.deepcopy(SAMPLE)
    place = spec if item is None else spec["items"][item]
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(ValueError, match=message) as caught:
        read(spec)
    assert str(caught.value).startswith("sample.json")


def test_broken_json_names_its_line(read):
    with pytest.raises(ValueError, match="sample.json, line 2: no valid JSON"):
        read('{"title": "A sample",\n "items": [}')
