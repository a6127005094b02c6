"""What the device keeps: nothing unasked, all of it erasable, to a file and back, and two tabs that do not fight."""

import json
import re

import pytest
from conftest import ROOT, WHOLE

GATE = "book/physiology/the-gate.html"
SCRIPT = (ROOT / "book/assets/kept.js").read_text(encoding="utf8")
ALL_KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
NOTHING = '[{},{},""]'
RECORD = "() => JSON.parse(localStorage.getItem('course-kept'))"
ONE = {"stem": "Why?", "page": "index.html", "right": False, "sure": "sure", "box": 0}
ANSWERED = ONE | {"due": "2026-01-02", "day": "2026-01-01"}
BROKEN = {
    "version": 1,
    "place": {"page": None},
    "read": {"book/index": "2026-01-01", "book/leaflet": None},
    "goals": {"gate/louder": 3, "gate/softer": "2026-01-01"},
    "predictions": ["x", None, {"lab": "gate"}],
    "answers": {"q/1": ANSWERED, "q/2": None, "q/3": ONE, "q/4": ANSWERED | {"box": 9}, "q/5": ANSWERED | {"due": 7}},
}


def answer(page, right=False, sure="sure"):
    """Answer the first question of the page's quiz, a choice."""
    page.wait_for_function(WHOLE)
    item = page.locator(".painlab-quiz-item:has(input[type=radio])").first
    options = item.locator(".painlab-quiz-option input")
    options.first.check(force=True)
    if item.get_by_label(sure, exact=True).count():
        item.get_by_label(sure, exact=True).check(force=True)
    item.get_by_role("button", name="Check").click()
    return item


def keep(page):
    page.locator(".foot").get_by_role("button", name="Keep my place and my answers here").click()


OPENED = [
    "index.html",
    GATE,
    f"{GATE}?path=ten.2",
    "search.html?q=gate",
    "book/reference/kept.html",
    "book/leaflet.html",
]


@pytest.mark.parametrize("path", OPENED)
def test_nothing_is_kept_before_one_asks(visit, path):
    page = visit(path)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    for level in page.locator(".levels input").all():
        level.check(force=True)
    page.evaluate(
        """() => document.dispatchEvent(new CustomEvent("painlab:goal", {detail: {lab: "gate", goal: "louder"}}))"""
    )
    if path == GATE:
        answer(page)
    assert page.evaluate(ALL_KEPT) == NOTHING


def test_once_asked_it_keeps_place_reading_answers_goals_predictions_and_level(visit):
    page = visit(GATE, still=True)
    keep(page)
    answer(page)
    page.evaluate("""() => {
      document.dispatchEvent(new CustomEvent("painlab:goal", {detail: {lab: "gate", goal: "louder"}}));
      const detail = {lab: "gate", right: false, sure: "sure"};
      document.dispatchEvent(new CustomEvent("painlab:prediction", {detail}));
    }""")
    page.locator(".levels input[value='2']").check(force=True)
    # The page keeps the reader's line in place while the level unfolds: read on until the end stays in sight.
    page.wait_for_function("""() => {
      document.querySelector(".turn").scrollIntoView();
      return JSON.parse(localStorage.getItem("course-kept")).read["book/physiology/the-gate"];
    }""")
    record = page.evaluate(RECORD)
    assert record["level"] == 2 and record["place"]["page"].startswith(GATE)
    assert list(record["goals"]) == ["gate/louder"] and len(record["predictions"]) == 1
    ((key, one),) = record["answers"].items()
    assert key.startswith("the-gate/") and one["page"].startswith(f"{GATE}#quiz-the-gate-")
    page.goto(page.url.replace("physiology/the-gate", "physiology/nociceptors"))
    assert page.locator("#contents a.read").count() == 1
    assert page.locator(".levels input[value='2']").is_checked()


def test_one_button_erases_all_that_the_book_ever_keeps(visit):
    page = visit(GATE)
    keep(page)
    page.evaluate(
        "() => ['mode', 'painlab-inventory', 'painlab-sound'].forEach((key) => localStorage.setItem(key, 'x'))"
    )
    page.goto(re.sub(r"book/.*", "book/reference/kept.html", page.url))
    page.get_by_role("button", name="Erase all of it").click()
    assert page.evaluate(ALL_KEPT) == NOTHING
    assert "Nothing is kept" in page.locator("#kept").inner_text()


def test_the_key_of_everything_that_a_script_keeps_is_known_to_the_eraser():
    sources = [
        *(ROOT / "book/assets").glob("*.js"),
        *(ROOT / "widgets/painlab").rglob("*.js"),
        *(ROOT / "widgets/coursebook/templates").iterdir(),
    ]
    known = set(re.findall(r'"([\w-]+)"', re.search(r"const OWN = \[KEY, (.*?)\]", SCRIPT)[1])) | {"course-kept"}
    used = set()
    for file in sources:
        text = file.read_text(encoding="utf8")
        constants = dict(re.findall(r'const (\w+) = "([\w-]+)";', text))
        for name in re.findall(r"localStorage\.setItem\(([^,]+),", text):
            used.add(constants.get(name, name.strip('"')))
        assert "sessionStorage" not in text and "document.cookie" not in text and "indexedDB" not in text
    assert used <= known


@pytest.fixture
def record(visit):
    """A page with the record's script, and the functions that tests call in it."""
    return visit("book/reference/kept.html")


def test_a_question_for_tomorrow_comes_tomorrow_where_the_clock_goes_back_tonight(visit):
    page = visit("book/reference/kept.html", timezone_id="Europe/Berlin")
    page.clock.set_fixed_time("2026-10-25T00:10:00+02:00")  # a day of 25 hours begins
    assert page.evaluate("[courseKept.today(), courseKept.today(1)]") == ["2026-10-25", "2026-10-26"]


def test_two_tabs_do_not_overwrite_each_other(visit):
    one = visit(GATE)
    keep(one)
    other = one.context.new_page()
    other.goto(one.url.replace("physiology/the-gate", "physiology/nociceptors"))
    other.evaluate("courseKept.change((record) => { record.goals['a/b'] = '2026-01-01'; })")
    one.evaluate("courseKept.change((record) => { record.goals['c/d'] = '2026-01-02'; })")
    assert set(other.evaluate("courseKept.get().goals")) == {"a/b", "c/d"}
    other.evaluate("courseKept.change((record) => { record.read['book/physiology/no-pain-center'] = '2026-01-02'; })")
    one.bring_to_front()
    one.wait_for_selector("#contents a.read[href*=no-pain-center]", state="attached")  # told by the storage event


def test_a_file_takes_everything_to_another_device_and_joins_what_is_there(visit, tmp_path):
    page = visit(GATE)
    keep(page)
    answer(page)
    page.goto(re.sub(r"book/.*", "book/reference/kept.html", page.url))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "kept.json"
    download.value.save_as(file)
    assert len(json.loads(file.read_text())["answers"]) == 1
    other = visit("book/reference/kept.html")
    other.get_by_role("button", name="Keep my place").first.click()
    other.evaluate("courseKept.change((record) => { record.goals['x/y'] = '2026-01-01'; })")
    other.locator("#kept input[type=file]").set_input_files(file)
    other.wait_for_function("() => Object.keys(courseKept.get().answers).length === 1")
    assert other.evaluate("Object.keys(courseKept.get().goals)") == ["x/y"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", '{"version": 1}'),
        '{"version": 1, "read": [], "goals": {}, "answers": {}, "predictions": []}',
        '{"version": 1, "read": {}, "goals": {}, "answers": {"a": null}, "predictions": []}',
        json.dumps(BROKEN),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_and_changes_nothing(record, tmp_path, text):
    file = tmp_path / "other.json"
    file.write_text(text)
    record.locator("#kept input[type=file]").set_input_files(file)
    record.wait_for_function(
        "() => document.querySelector('#kept [role=status]').textContent.includes('was not loaded')"
    )
    assert record.evaluate(ALL_KEPT) == NOTHING


def test_a_file_with_a_broken_entry_is_refused_by_the_name_of_the_entry(record):
    said = record.evaluate(
        """(broken) => { try { courseKept.load(JSON.stringify(broken)); } catch (error) { return error.message; } }""",
        BROKEN | {"read": {}, "goals": {}, "predictions": []},
    )
    assert "“q/2” under “answers”" in said and "take that entry out" in said


def test_a_broken_entry_that_is_kept_already_breaks_no_page_and_costs_no_other_entry(visit):
    page = visit("book/reference/kept.html")
    page.evaluate("(broken) => localStorage.setItem('course-kept', JSON.stringify(broken))", BROKEN)
    page.reload()
    assert page.locator(".review li").count() == 1
    assert page.locator("#contents .continue").is_hidden()
    kept = page.evaluate("courseKept.get()")
    assert kept == {
        "version": 1,
        "read": {"book/index": "2026-01-01"},
        "goals": {"gate/softer": "2026-01-01"},
        "predictions": [{"lab": "gate"}],
        "answers": {"q/1": ANSWERED},
    }
    page.get_by_role("button", name="Erase all of it").click()
    assert page.evaluate(ALL_KEPT) == NOTHING


def test_intervals_grow_with_each_right_answer_and_a_wrong_one_begins_anew(record):
    boxes = record.evaluate("""() => {
      const record = {answers: {}}, seen = [];
      for (const right of [true, true, true, true, true, false, true]) {
        courseKept.answered(record, {key: "q/1", stem: "?", page: "p", right, sure: "fairly sure"});
        const {due, day} = record.answers["q/1"];
        seen.push(Math.round((new Date(due) - new Date(day)) / 864e5));
      }
      return seen;
    }""")
    assert boxes == [3, 7, 21, 60, 60, 1, 3]


def test_what_one_was_sure_of_and_got_wrong_comes_first_and_at_once(record):
    due = record.evaluate("""() => courseKept.due({answers: {
      "a/1": {right: true, sure: "sure", due: "2020-01-01"}, "a/2": {right: false, sure: "guessing", due: "2020-01-01"},
      "a/3": {right: false, sure: "sure", due: "2099-01-01"}, "a/4": {right: true, sure: "sure", due: "2099-01-01"},
    }}).map(([key]) => key)""")
    assert due == ["a/3", "a/2", "a/1"]


def test_a_question_to_ask_again_leads_back_to_itself(visit):
    page = visit(GATE)
    keep(page)
    item = answer(page)
    name = item.get_attribute("id")
    wrong = (
        "(record) => Object.values(record.answers).forEach((one) => Object.assign(one, {right: false, sure: 'sure'}))"
    )
    page.evaluate(f"courseKept.change({wrong})")
    page.goto(re.sub(r"book/.*", "book/reference/kept.html", page.url))
    page.locator(".review a").click()
    page.wait_for_function("name => document.getElementById(name)?.getBoundingClientRect().top < 200", arg=name)


@pytest.mark.parametrize("fault", ["getItem() { throw new Error('off'); }", "setItem() { throw new Error('full'); }"])
def test_a_device_that_keeps_nothing_says_so_once_and_everything_else_works(browser, address, fault):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    name = fault.split("(")[0]
    page.add_init_script(f"Storage.prototype.{name} = {{{fault}}}.{name};")
    page.goto(f"{address}/{GATE}")
    keep(page)
    said = page.locator(".foot .keep").inner_text()
    assert len(re.findall(r"This browser", said)) == 1
    answer(page)
    assert page.locator(".painlab-quiz-reason").count() > 0
    assert errors == []
    context.close()


@pytest.mark.parametrize("path", ["book/reference/kept.html", GATE])
def test_axe_finds_nothing_where_something_is_kept(visit, axe, path):
    page = visit(path, still=True)
    page.evaluate("courseKept.begin()")
    one = "{key: 'q/1', stem: 'Why?', page: 'index.html', right: false, sure: 'sure'}"
    page.evaluate(f"courseKept.change((record) => courseKept.answered(record, {one}))")
    assert axe(page, each_look=True) == []


def test_a_chapter_whose_end_was_seen_before_one_asked_counts_as_read(visit):
    page = visit(GATE)
    page.wait_for_function(WHOLE)
    page.locator(".turn").scroll_into_view_if_needed()
    keep(page)
    page.wait_for_function("() => JSON.parse(localStorage.getItem('course-kept')).read['book/physiology/the-gate']")
    assert page.locator("#contents a[aria-current].read").count() == 1
