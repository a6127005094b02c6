"""The concept inventory in a real browser: nothing shown too early, nothing kept unasked, two rounds side by side."""

import pytest
from conftest import mount_widget
from painlab.questions.inventory import InventoryWidget, read_inventory
from painlab.questions.responses import read_answers
from painlab.shared.answers import SURE

ITEMS = read_inventory()["items"]
KEY = "".join(item["key"] for item in ITEMS)
REASONS = [option["reason"] for item in ITEMS for option in item["options"]]


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a page with a round, in the browser of `page` if one is given."""

    def shown(round="before", page=None, **how):
        widget = InventoryWidget(round, "")

        def opened(url):
            if not page:
                return visit(url, **how)
            page.goto(url)
            return page

        return mount_widget(widget, tmp_path / f"{round}.html", opened, how.get("dark"))

    return shown


def answer(page, letters=KEY, sure=("sure",)):
    """Answer every item and finish; `sure` is repeated."""
    page.evaluate(
        """([letters, sure]) => document.querySelectorAll(".painlab-quiz-item").forEach((item, at) => {
          item.querySelectorAll(".painlab-quiz-option input")["ABCD".indexOf(letters[at])].click();
          item.querySelector(`input[value="${sure[at % sure.length]}"]`).click();
        })""",
        [letters, list(sure)],
    )
    page.get_by_role("button", name="Finish").click()


def press(page, name):
    page.get_by_role("button", name=name).click()


def kept(page):
    return page.evaluate("localStorage.getItem('painlab-inventory')")


def read_answers_of(text):
    """The rounds that a kept text holds."""
    return {line.split(",")[3] for line in text.strip().split("\n")[1:]}


def status(page):
    return " ".join(page.get_by_role("status").all_inner_texts()).strip()


def rows(page):
    """The table of results: a list of cells for each item."""
    return [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]


# -- nothing too early -------------------------------------------------------------------------------------------------


def test_the_first_round_never_shows_an_answer_not_even_at_its_end(show):
    page = show("before")
    for _ in range(2):
        html = page.inner_html("#here")
        assert not [reason for reason in REASONS if reason in html]
        assert "✓" not in html and "✗" not in html and "right:" not in html
        if page.get_by_role("button", name="Finish").is_visible():
            answer(page, "A" * 12)
    assert "Which answers are right is not shown now." in page.inner_text("#here")


def test_before_its_end_the_second_round_shows_no_more_than_the_first(show):
    first = show("before")
    questions = first.locator(".painlab-quiz-items").inner_html()
    second = show("after", first)
    assert second.locator(".painlab-quiz-items").inner_html() == questions
    assert not [reason for reason in REASONS if reason in second.inner_html("#here")]


def test_an_item_that_is_open_or_has_no_confidence_is_asked_for(show):
    page = show("after")
    press(page, "Finish")
    assert status(page) == "Still open, in the answer or in how sure you are: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12."
    first = page.locator(".painlab-quiz-option input").first
    assert first.evaluate("node => node === document.activeElement")
    first.check()
    press(page, "Finish")
    focused = page.evaluate("[document.activeElement.value, document.activeElement.closest('li').id]")
    assert focused == ["sure", page.locator(".painlab-quiz-item").first.get_attribute("id")]
    assert page.locator(".painlab-quiz-reason").count() == 0


def test_after_the_second_round_every_option_has_its_reason_and_every_item_its_chapter(show):
    page = show("after")
    answer(page, "A" * 12)
    shown = page.locator(".painlab-quiz-reason").all_inner_texts()
    assert len(shown) == len(REASONS) and all(r in s for r, s in zip(REASONS, shown, strict=True))
    links = page.locator(".painlab-inventory-note a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert links == [f"{item['chapter']}.html" for item in ITEMS]
    assert page.evaluate("document.activeElement.className") == "painlab-inventory-end"
    assert "never how one person compares with another" in page.inner_text("#here")


# -- kept only if asked ------------------------------------------------------------------------------------------------


def test_nothing_is_kept_unless_the_reader_asks(show):
    page = show("before")
    answer(page)
    assert kept(page) is None
    assert page.evaluate("[document.cookie, sessionStorage.length, localStorage.length]") == ["", 0, 0]
    page = show("after", page)
    answer(page)
    assert kept(page) is None and len(rows(page)[0]) == 2  # now, chapter


def test_kept_answers_stand_beside_the_new_ones_after_a_reload_and_can_be_forgotten(show):
    page = show("before")
    answer(page, "A" * 12, sure=("sure", "guessing"))
    assert page.get_by_role("button", name="Forget them").count() == 0
    press(page, "Keep my answers")
    assert status(page).startswith("Kept on this device")
    page = show("after", page)
    assert "Your first answers are here." in page.inner_text("#here")
    answer(page)
    found = rows(page)
    assert found[0][:2] == ["A, sure: not right", "C, sure: right"]
    assert found[1][:2] == ["A, guessing: right", "A, sure: right"]
    assert "Right: 3 of 12 before, 12 of 12 now." in page.inner_text("#here")
    note = page.locator(".painlab-inventory-note").first.inner_text()
    assert "You were sure of something else before, and changed your mind." in note
    press(page, "Forget them")
    assert kept(page) is None and len(rows(page)[0]) == 2
    assert status(page) == "Forgotten. Nothing is kept on this device."


def test_both_rounds_can_be_kept_and_are_shown_only_when_the_reader_says_so(show):
    page = show("before")
    answer(page, "A" * 12)
    press(page, "Keep my answers")
    page = show("after", page)
    answer(page, KEY, sure=SURE)
    press(page, "Keep both rounds")
    page = show("after", page)
    assert not [reason for reason in REASONS if reason in page.inner_html("#here")]
    press(page, "Show the rounds that I kept")
    assert rows(page)[2][:2] == ["A, sure: not right", "D, guessing: right"]


@pytest.mark.parametrize("first", ["before", "after"])
def test_two_tabs_keep_a_round_each_and_lose_none(show, first):
    tabs = {"before": show("before")}
    tabs["after"] = show("after", tabs["before"].context.new_page())
    for name, tab in tabs.items():
        answer(tab, "A" * 12 if name == "before" else KEY)
    for name in (first, "after" if first == "before" else "before", first):
        press(tabs[name], "Keep")
    kept_rounds = read_answers_of(kept(tabs["before"]))
    assert kept_rounds == {"before", "after"}


def test_the_first_round_kept_in_another_tab_stands_beside_the_second_at_once(show):
    first = show("before")
    second = show("after", first.context.new_page())
    answer(second)
    answer(first, "A" * 12)
    press(first, "Keep my answers")
    second.wait_for_function("() => document.querySelectorAll('thead th').length === 4")
    press(first, "Forget them")
    second.wait_for_function("() => document.querySelectorAll('thead th').length === 3")


def test_a_firm_wrong_answer_is_named_with_its_number(show):
    page = show("after")
    answer(page, "B" + KEY[1:], sure=("sure", "fairly sure"))
    text = page.inner_text("#here")
    assert "Sure, and not right: question 1. Begin there." in text
    assert "You were sure. This is the idea to read again first" in text
    press(page, "Answer again")
    assert (
        page.locator(".painlab-quiz-reason, .painlab-inventory-note, table").count() == 0
        or not page.locator("table").is_visible()
    )
    assert page.locator(".painlab-quiz-reason").count() == 0


# -- files -------------------------------------------------------------------------------------------------------------


def saved(page, path):
    with page.expect_download() as waiting:
        press(page, "Save as a file")
    waiting.value.save_as(path)
    return path


def test_a_saved_file_has_a_row_for_each_item_no_name_and_a_date_only_if_asked(show, tmp_path):
    page = show("before")
    answer(page, KEY, sure=SURE)
    lines = saved(page, tmp_path / "one.csv").read_text().splitlines()
    assert lines[:3] == ["item,answer,confidence,round,date", "scan,C,sure,before,", "feet,A,fairly sure,before,"]
    assert len(lines) == 13 and all(line.endswith("before,") for line in lines[1:])
    assert read_answers(tmp_path / "one.csv")["before"]["mice"] == ("C", "guessing")
    page.get_by_label("write today's date").check()
    today = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    assert all(line.endswith(today) for line in saved(page, tmp_path / "two.csv").read_text().splitlines()[1:])
    assert kept(page) is None


def test_a_file_can_be_loaded_before_or_after_the_second_round(show, tmp_path):
    page = show("before")
    answer(page, "A" * 12)
    file = saved(page, tmp_path / "mine.csv")
    for early in (True, False):
        page = show("after", page)
        if not early:
            answer(page)
        page.locator("input[type=file]").first.set_input_files(file)
        page.get_by_text("The first answers of mine.csv are loaded.").wait_for()
        if early:
            answer(page)
        assert rows(page)[0][:2] == ["A, sure: not right", "C, sure: right"]
    assert kept(page) is None
    both = saved(page, tmp_path / "both.csv")
    assert set(read_answers(both)) == {"before", "after"}


GOOD = "\n".join(["item,answer,confidence,round,date", *(f"{item['id']},A,sure,before," for item in ITEMS)])
BROKEN = {
    "name,mark\nx,1\n": "there is no column “item”",
    GOOD.replace("scan,A", "scan,E"): "line 2 has “E” as answer; known are A, B, C, D",
    GOOD.replace("scan,A", "scan,"): "line 2 has “” as answer",
    GOOD.replace("feet", "foot"): "line 3 has “foot” as item; known are scan, feet",
    GOOD.replace("scan,A,sure", "scan,A,certain"): "line 2 has “certain” as confidence",
    GOOD.replace("feet,", "scan,"): "line 3 answers “scan” a second time",
    "\n".join(GOOD.split("\n")[:5]): "the round before lacks cord, volunteers",
    GOOD.replace("before", "after"): "it holds no answers of the first round",
    GOOD.split("\n")[0]: "there are no answers in it",
}


def test_a_broken_file_is_refused_with_a_message_and_changes_nothing(show, tmp_path):
    page = show("after")
    for number, (text, says) in enumerate(BROKEN.items()):
        file = tmp_path / f"bad-{number}.csv"
        file.write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text(f"{file.name} was not loaded").wait_for()
        assert says in status(page)
    answer(page)
    assert len(rows(page)[0]) == 2


def test_a_file_from_a_spreadsheet_with_semicolons_is_read(show, tmp_path):
    page = show("after")
    lines = ["item;answer;confidence;round;date", *(f'"{item["id"]}";A;sure;before;' for item in ITEMS)]
    (tmp_path / "mine.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.csv")
    page.get_by_text("are loaded").wait_for()


def test_what_was_kept_and_cannot_be_read_is_said_and_can_be_forgotten(show):
    page = show("after")
    page.evaluate("localStorage.setItem('painlab-inventory', 'something else')")
    page = show("after", page)
    assert "What is kept on this device cannot be read: there is no column “item”" in page.inner_text("#here")
    press(page, "Forget them")
    assert kept(page) is None


# -- for everyone ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "dark"), [(1180, False), (320, True)])
def test_axe_finds_nothing_in_either_round_and_nothing_leaves_a_narrow_page(show, axe, width, dark):
    page = show("before", width=width, dark=dark, still=True)
    assert axe(page) == []
    answer(page, "A" * 12, sure=SURE)
    press(page, "Keep my answers")
    assert axe(page) == []
    page = show("after", page)
    answer(page, KEY, sure=SURE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator("#here :is(button, label):visible").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44


def test_the_round_can_be_worked_with_the_keyboard_alone(show):
    page = show("after")
    page.get_by_role("button", name="Load a file").focus()
    for _ in ITEMS:
        for key in ["Tab", "Space", "ArrowDown", "Tab", "Space"]:  # the second option; sure
            page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert [cells[0][:7] for cells in rows(page)] == ["B, sure"] * 12


def test_it_takes_itself_away_when_it_is_unmounted(show):
    page = show("after")
    page.evaluate("unmount()")
    assert page.inner_html("#here") == ""
