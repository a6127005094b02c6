"""The quiz in a real browser: it keeps its answers until asked, and anyone can work it."""

import copy
import json
import re

import pytest
from conftest import mount_widget
from painlab.questions.quiz import QuizWidget, read_quiz
from test_quiz import SAMPLE

ITEMS = ["choice", "several", "number", "sort", "sentences"]
REASONS = {
    "choice": ["Three is odd & prime.", "Four is two twos."],
    "several": ["Five is odd.", "Six is even.", "Seven is odd."],
    "number": ["Count them.", "That sets them side by side."],
    "sort": ["Nine is three threes.", "Ten is two fives."],
    "sentences": [
        "Its divisors are one and eleven.",
        "Fifteen is odd as well.",
        "That is what prime means.",
        "Twelve is three fours.",
    ],
}


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a page with the quiz `spec` and returns it; keywords as for `visit`."""

    def shown(spec=SAMPLE, **how):
        path = tmp_path / "sample.json"
        path.write_text(json.dumps(spec), encoding="utf-8")
        widget = QuizWidget("sample", read_quiz(path))
        return mount_widget(widget, tmp_path / "quiz.html", lambda url: visit(url, **how), how.get("dark"))

    return shown


def item(page, kind):
    return page.locator(".painlab-quiz-item").nth(ITEMS.index(kind))


def answer(page, kind, right, press="click"):
    """Answer an item by mouse (`click`) or by finger (`tap`)."""
    here = item(page, kind)
    if kind == "number":
        here.get_by_role("textbox").fill("4" if right else "22")
    else:
        for group, words in {
            "choice": [(here, "Four" if right else "Three")],
            "several": [(here, "Five"), (here, "Seven" if right else "Six")],
            "sort": [
                (here.get_by_role("group", name="Nine"), "odd"),
                (here.get_by_role("group", name="Ten"), "even" if right else "odd"),
            ],
            "sentences": [
                (here.get_by_role("group", name="Eleven"), "prime"),
                (
                    here.get_by_role("group", name="Eleven"),
                    f"{'Nothing between divides it' if right else 'It is an odd number'}",
                ),
                (here.get_by_role("group", name="Twelve"), "composite"),
            ],
        }[kind]:
            getattr(group.get_by_label(words, exact=True), press)()
    getattr(here.get_by_role("button"), press)()
    return here


# -- nothing leaks -----------------------------------------------------------------------------------------


def test_the_first_view_is_the_same_whatever_the_answers_are(show):
    other = copy.deepcopy(SAMPLE)
    choice, several, number, sort, sentences = other["items"]
    choice["options"][0]["right"], choice["options"][1]["right"] = True, False
    several["options"][0]["right"], several["options"][1]["right"] = False, True
    number |= {"answer": 7, "tolerance": 1, "reason": "Another.", "wrong": []}
    sort["cards"][0]["class"], sort["cards"][1]["class"] = "even", "odd"
    sentences["cards"][0]["class"], sentences["cards"][1]["class"] = "composite", "prime"
    because = sentences["cards"][0]["sentences"]
    because[0]["right"], because[1]["right"] = True, False
    for one in choice["options"] + several["options"] + sort["cards"] + sentences["cards"] + because:
        one["reason"] = "Another."
    assert show(SAMPLE).inner_html("#here") == show(other).inner_html("#here")


def test_no_reason_is_in_the_document_before_the_answer(show):
    page = show()
    html = page.inner_html("#here")
    for reason in sum(REASONS.values(), []):
        assert reason.split()[-1] not in re.sub(r"Which are odd\?|Even or odd\?", "", html)


# -- answering ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("press", ["click", "tap"])
@pytest.mark.parametrize("kind", ITEMS)
def test_after_a_right_answer_every_option_has_its_reason(show, kind, press):
    here = answer(show(touch=press == "tap"), kind, right=True, press=press)
    assert here.get_by_role("status").inner_text().startswith("Right")
    shown = here.locator(".painlab-quiz-reason").all_inner_texts()
    assert len(shown) == len(REASONS[kind])
    for reason in REASONS[kind]:  # cards lie in the order of their places
        assert sum(reason in text for text in shown) == 1


@pytest.mark.parametrize(
    ("kind", "verdict", "marks"),
    [
        ("choice", "Not this one.", ["✗Not this one.", "✓This is the one."]),
        (
            "several",
            "1 of 3 options marked rightly.",
            ["✓Right.", "✗Not this one.", "✓This belongs here too."],
        ),
        ("number", "22 apples is not it.", ["✓4 apples.", "✗22:"]),
        ("sort", "1 of 2 cards where they belong.", ["✓Right.", "✗Belongs to “even”."]),
        (
            "sentences",
            "2 of 2 cards where they belong, 0 of 1 sentences that show it.",
            ["✓Right.", "✗Not this one.", "✓This is the one.", "✓Right."],
        ),
    ],
)
def test_after_a_wrong_answer_the_reasons_say_what_was_right(show, kind, verdict, marks):
    here = answer(show(), kind, right=False)
    assert verdict in here.get_by_role("status").inner_text()
    shown = here.locator(".painlab-quiz-reason").all_inner_texts()
    for text, mark, reason in zip(shown, marks, REASONS[kind], strict=True):
        assert text.replace("\n", "").startswith(mark)
        assert reason in text


@pytest.mark.parametrize("kind", ITEMS)
def test_answering_again_starts_from_a_clean_item_and_a_right_answer_then_counts(show, kind):
    page = show()
    before = item(page, kind).inner_html()
    here = answer(page, kind, right=False)
    here.get_by_role("button", name="Answer again").click()
    assert here.inner_html() == before
    assert here.locator("input").first.evaluate("node => node === document.activeElement")
    answer(page, kind, right=True)
    assert f"{ITEMS.index(kind) + 1} right, not at once" in page.locator(".painlab-quiz-standing").inner_text()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("choice", "Choose an option first."),
        ("several", "Mark at least one option first."),
        ("number", "Write a number first, such as 12.5."),
        ("sort", "2 cards still need a place."),
        ("sentences", "2 cards still need a place."),
    ],
)
def test_an_empty_answer_is_asked_for_and_not_judged(show, kind, message):
    page = show()
    here = item(page, kind)
    here.get_by_role("button").click()
    assert here.get_by_role("status").inner_text() == message
    assert here.locator("input").first.evaluate("node => node === document.activeElement")
    assert here.locator(".painlab-quiz-reason").count() == 0
    assert page.locator(".painlab-quiz-standing").is_hidden()


def test_a_half_sorted_item_leads_to_the_first_open_card(show):
    page = show()
    here = item(page, "sort")
    here.get_by_role("group", name="Nine").get_by_label("odd").check()
    here.get_by_role("button").click()
    assert here.get_by_role("status").inner_text() == "1 card still needs a place."
    first_of_ten = here.get_by_role("group", name="Ten").get_by_role("radio").first
    assert first_of_ten.evaluate("node => node === document.activeElement")


def test_a_card_in_its_place_without_a_sentence_leads_to_its_sentences(show):
    page = show()
    here = item(page, "sentences")
    here.get_by_role("group", name="Eleven").get_by_label("prime").check()
    here.get_by_role("group", name="Twelve").get_by_label("composite").check()
    here.get_by_role("button").click()
    assert here.get_by_role("status").inner_text() == "1 card still needs a sentence."
    first = here.get_by_role("group", name="Which sentence shows it?").get_by_role("radio").first
    assert first.evaluate("node => node === document.activeElement")


def test_the_whole_quiz_can_be_worked_with_the_keyboard_alone(show):
    page = show()
    press = page.keyboard.press
    for key in ["Tab", "Space", "ArrowDown", "Tab", "Enter"]:  # choice: the second option
        press(key)
    assert page.evaluate("document.activeElement.textContent") == "Answer again"
    for key in ["Tab", "Space", "Tab", "Tab", "Space", "Tab", "Enter"]:  # several: the first and the third
        press(key)
    press("Tab")
    page.keyboard.type("4")
    press("Enter")  # number
    for key in ["Tab", "Tab", "Space", "ArrowRight", "Tab", "Space", "Tab", "Tab", "Enter"]:  # sort: odd, even
        press(key)
    for key in ["Tab", "Space", "Tab", "Space", "ArrowDown", "Tab", "Space", "ArrowRight", "Tab", "Enter"]:
        press(key)  # sentences: prime, the second sentence, composite
    said = page.locator(".painlab-quiz-standing").inner_text()
    assert said == "Your answers: 1 right · 2 right · 3 right · 4 right · 5 right"


def test_how_sure_the_reader_was_is_optional_and_shows_at_the_end(show):
    spec = copy.deepcopy(SAMPLE)
    for one in spec["items"]:
        one["confidence"] = True
    page = show(spec)
    item(page, "choice").get_by_label("sure", exact=True).check()
    answer(page, "choice", right=False)
    item(page, "number").get_by_label("guessing").check()
    answer(page, "number", right=True)
    answer(page, "sort", right=True)
    said = page.locator(".painlab-quiz-standing").inner_text()
    assert said == "Your answers: 1 not yet, though sure · 2 open · 3 right, by a guess · 4 right · 5 open"


def test_the_source_of_an_item_is_named_only_after_the_answer(show):
    page = show()
    assert "Crodelle" not in page.inner_html("#here")
    assert "Source: Crodelle et al. 2019." in answer(page, "choice", right=True).get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        (" 4,5 ", 4.5),
        ("1,500", 1500),
        ("1,234.5", 1234.5),
        ("−3", -3),
        ("30 %", 30),
        (".5", 0.5),
        ("1e3", 1000),
        ("0,935", 0.935),
        ("1,000", 1000),
        ("1,234", 1.234),
        ("1.000,5", 1000.5),
        ("１２", 12),
    ],
)
def test_a_number_is_read_as_people_write_it(show, text, value):
    spec = {"title": "A sample", "items": [copy.deepcopy(SAMPLE["items"][2])]}
    spec["items"][0] |= {"answer": value, "tolerance": 0, "wrong": [], "unit": "%" if "%" in text else "apples"}
    page = show(spec)
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button").click()
    said = page.get_by_role("status").inner_text()
    plain = text in ("4", "−3", ".5", "1e3")
    assert said == "Right." if plain else said.startswith(f"Right. Your answer was read as {value:g}")


@pytest.mark.parametrize("text", ["", "four", "4 pears", "1.2.3", "--4"])
def test_what_is_no_number_is_asked_for_again(show, text):
    page = show()
    item(page, "number").get_by_role("textbox").fill(text)
    item(page, "number").get_by_role("button").click()
    assert item(page, "number").get_by_role("status").inner_text() == "Write a number first, such as 12.5."


@pytest.mark.parametrize(("text", "right"), [("3.5", True), ("4.5", True), ("3.49", False), ("4.51", False)])
def test_the_tolerance_of_a_number_includes_its_ends(show, text, right):
    page = show()
    item(page, "number").get_by_role("textbox").fill(text)
    item(page, "number").get_by_role("button").click()
    assert item(page, "number").get_by_role("status").inner_text().startswith("Right") == right


# -- cards that are moved ------------------------------------------------------------------------------------


def middle(node):
    box = node.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pile(page, place):
    return item(page, "sort").locator(f".painlab-sort-bin[data-place='{place}'] legend").all_inner_texts()


def test_a_card_is_dragged_to_its_place_and_to_another_one(show):
    page = show()
    item(page, "sort").scroll_into_view_if_needed()
    for place in ("odd", "even"):
        x, y = middle(item(page, "sort").get_by_role("group", name="Nine").locator(".painlab-grip"))
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y + 5)
        page.mouse.move(*middle(item(page, "sort").locator(f".painlab-sort-bin[data-place='{place}']")))
        page.mouse.up()
        assert pile(page, place) == ["Nine"]
        assert item(page, "sort").get_by_role("group", name="Nine").get_by_label(place, exact=True).is_checked()


def test_a_card_that_is_dropped_beside_every_place_goes_back(show):
    page = show()
    item(page, "sort").scroll_into_view_if_needed()
    x, y = middle(item(page, "sort").get_by_role("group", name="Nine").locator(".painlab-grip"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 3)
    page.mouse.move(2, 2)
    page.mouse.up()
    assert pile(page, "odd") == pile(page, "even") == []
    assert item(page, "sort").locator(".painlab-sort-tray legend").all_inner_texts() == ["Nine", "Ten"]


def test_a_finger_drags_a_card_by_its_grip(show):
    page = show(touch=True)
    session = page.context.new_cdp_session(page)
    item(page, "sort").scroll_into_view_if_needed()
    from_here = middle(item(page, "sort").get_by_role("group", name="Nine").locator(".painlab-grip"))
    to_there = middle(item(page, "sort").locator(".painlab-sort-bin[data-place='odd']"))
    for kind, points in [
        ("touchStart", [from_here]),
        ("touchMove", [to_there]),
        ("touchMove", [to_there]),
        ("touchEnd", []),
    ]:
        touches = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
    assert pile(page, "odd") == ["Nine"]


def test_the_choice_on_a_card_moves_it_and_the_focus_goes_with_it(show):
    page = show()
    radio = item(page, "sort").get_by_role("group", name="Ten").get_by_label("even", exact=True)
    radio.focus()
    page.keyboard.press("Space")
    assert pile(page, "even") == ["Ten"]
    assert radio.evaluate("node => node === document.activeElement")
    page.keyboard.press("ArrowRight")
    assert pile(page, "odd") == ["Ten"]


def test_nine_cards_lie_open_at_a_time_and_the_next_one_follows(show):
    spec = {"title": "A sample", "items": [copy.deepcopy(SAMPLE["items"][3])]}
    spec["items"][0]["cards"] = [
        {"text": f"Card {number}", "class": "even", "reason": "It is so."} for number in range(1, 12)
    ]
    page = show(spec)
    shown = page.locator(".painlab-sort-tray fieldset:visible")
    assert shown.count() == 9 and page.get_by_text("2 more cards wait.").is_visible()
    shown.first.get_by_label("even", exact=True).check()
    assert shown.count() == 9 and page.get_by_text("1 more card waits.").is_visible()


def test_on_a_narrow_screen_one_card_lies_open_at_a_time(show):
    page = show({"title": "A sample", "items": [copy.deepcopy(SAMPLE["items"][3])]}, width=390)
    shown = page.locator(".painlab-sort-tray legend:visible")
    assert shown.all_inner_texts() == ["Nine"] and page.get_by_text("1 more card waits.").is_visible()
    page.get_by_role("group", name="Nine").get_by_label("odd", exact=True).check()
    assert shown.all_inner_texts() == ["Ten"]


# -- for everyone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1180, 320])
def test_axe_finds_nothing_before_and_after_the_answers(show, axe, dark, width):
    spec = copy.deepcopy(SAMPLE)
    spec["items"][0]["confidence"] = True
    page = show(spec, dark=dark, width=width)
    assert axe(page) == []
    for kind in ITEMS:
        answer(page, kind, right=False)
    assert axe(page) == []


def test_every_target_is_44_pixels_high_and_nothing_leaves_a_narrow_page(show):
    spec = copy.deepcopy(SAMPLE)
    spec["items"][0]["confidence"] = True
    page = show(spec, width=320)
    heights = page.locator("#here :is(button, label):visible").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_item_is_a_named_group_with_a_live_region(show):
    page = show()
    for kind, stem in zip(
        ITEMS,
        ["Which is even?", "Which are odd?", "How many are two and two?", "Even or odd?", "Prime or not?"],
        strict=True,
    ):
        assert item(page, kind).get_by_role("group", name=stem, exact=True).count() == 1
        assert item(page, kind).get_by_role("status").count() == 1


def test_print_shows_the_questions_and_no_answers_even_when_they_were_opened(show):
    page = show()
    answer(page, "choice", right=True)
    page.emulate_media(media="print")
    assert page.get_by_text("Which is even?").is_visible() and page.get_by_text("Three", exact=True).is_visible()
    assert page.get_by_text("Four is two twos.").is_hidden()
    assert page.get_by_role("button").count() == 0


def test_the_quiz_takes_itself_away_when_it_is_unmounted(show):
    page = show()
    page.evaluate("unmount()")
    assert page.inner_html("#here") == ""
