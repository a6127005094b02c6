"""The concept inventory: its twelve items, what each round carries, the sheet, the files, and files of answers."""

import copy
import csv
import io
import json
import re
from types import SimpleNamespace

import pytest
from conftest import ROOT
from coursebook import catalog
from painlab.questions.inventory import (
    FILE,
    LETTERS,
    SURE,
    InventoryWidget,
    inventory,
    items_csv,
    items_json,
    key_html,
    read_inventory,
    sheet_html,
)
from painlab.questions.responses import item_rows, read_answers, report

ITEMS = read_inventory()["items"]
KEY = "CADBCADBBDAC"  # of the teaching plan
WRITTEN = json.loads(FILE.read_text(encoding="utf-8"))


# -- the items ---------------------------------------------------------------------------------------------------------


def test_there_are_twelve_items_with_the_key_of_the_plan_and_each_letter_is_right_three_times():
    assert "".join(item["key"] for item in ITEMS) == KEY
    assert [KEY.count(letter) for letter in LETTERS] == [3, 3, 3, 3]


def test_whoever_always_takes_the_longest_option_does_no_better_than_by_guessing():
    longest = [max(range(4), key=lambda at, item=item: len(item["options"][at]["text"])) for item in ITEMS]
    assert sum(LETTERS[at] == item["key"] for at, item in zip(longest, ITEMS, strict=True)) <= 3


def test_every_option_has_a_reason_and_no_reason_names_a_row_of_a_fact_sheet():
    for item in ITEMS:
        assert all(len(option["reason"].split()) >= 3 for option in item["options"]), item["id"]
    assert not re.search(r"\b[PT]\d{1,3}\b", FILE.read_text(encoding="utf-8"))


def test_a_reason_that_states_a_measured_share_stands_beside_a_source():
    village = next(item for item in ITEMS if "75 of 100" in item["stem"])
    ill, positive_if_ill, positive_if_well = 0.08, 0.75, 0.24
    true, false = ill * positive_if_ill, (1 - ill) * positive_if_well
    assert (round(100 * true), round(100 * false)) == (6, 22)
    assert true / (true + false) == pytest.approx(1 / 5, abs=0.02)
    assert village["sources"] == ["timmerman2017dn4"]


def test_the_three_arms_are_subtracted_rightly():
    needles = next(item for item in ITEMS if item["id"] == "needles")
    real, pretend, none = (float(n) for n in re.findall(r"\d(?:\.\d)?", needles["stem"]))
    assert f"{real - none:g} points better than nothing and {real - pretend:g}" in needles["options"][0]["text"]


# -- what a round carries ----------------------------------------------------------------------------------------------


def test_the_first_round_carries_no_answer_and_no_reason():
    widget = inventory("before")
    assert repr(widget) == "inventory('before'): Twelve questions, 12 items"
    carried = json.dumps(widget.spec, ensure_ascii=False)
    assert '"right"' not in carried and '"reason"' not in carried and '"key"' not in carried
    assert not [o["reason"] for item in ITEMS for o in item["options"] if o["reason"] in carried]
    assert [set(item) for item in widget.spec["items"]] == [{"id", "stem", "note", "options"}] * 12


def test_a_page_carries_its_own_round_and_not_what_another_page_made_before():
    env, second = SimpleNamespace(docname="book/before-you-start"), InventoryWidget("after", "")
    env.nb_metadata = {env.docname: {}}
    catalog.carry(env, [InventoryWidget("before", "")])
    carried = json.dumps(env.nb_metadata)
    assert ITEMS[0]["stem"] in carried and second.model_id not in carried
    assert not [item["id"] for item in ITEMS if item["options"][0]["reason"] in carried]


def test_the_second_round_has_the_same_questions_their_reasons_and_links_to_the_chapters():
    first, second = inventory("before").spec["items"], InventoryWidget("after", "../").spec["items"]
    for before, after in zip(first, second, strict=True):
        assert (before["id"], before["stem"]) == (after["id"], after["stem"])
        assert [option["text"] for option in before["options"]] == [option["text"] for option in after["options"]]
    assert second[0]["address"] == "../physiology/what-is-pain.html" and second[0]["chapter"] == "What is pain?"
    assert inventory("after").spec["items"][0]["address"] is None


@pytest.mark.parametrize("round", ["before", "after"])
def test_without_a_script_and_on_paper_the_questions_stand_without_answers(round):
    still = inventory(round).still_html()
    for item in ITEMS:
        assert item["options"][3]["text"] in still
        assert not [option["reason"] for option in item["options"] if option["reason"] in still]
    assert "Right." not in still and "Key" not in still


def test_an_unknown_round_names_the_nearest_one():
    with pytest.raises(ValueError, match="there is no round 'befor'; did you mean 'before'?"):
        inventory("befor")


# -- what instructors take ---------------------------------------------------------------------------------------------


def test_the_sheet_has_a_box_for_each_confidence_and_the_key_has_every_reason():
    sheet, key = sheet_html(), key_html("../")
    assert sheet.count("☐") == 12 * len(SURE) and "☐ fairly sure" in sheet
    assert key.count("<strong>Right.</strong>") == 12
    for item in ITEMS:
        assert item["outcome"] in key and f'href="../{item["chapter"]}.html"' in key
        assert not [option["reason"] for option in item["options"] if option["reason"] in sheet]


def test_the_files_hold_what_the_source_holds():
    rows = list(csv.DictReader(io.StringIO(items_csv())))
    assert "".join(row["key"] for row in rows) == KEY
    for row, item in zip(rows, WRITTEN["items"], strict=True):
        assert [row[letter] for letter in LETTERS] == [option["text"] for option in item["options"]]
        assert row["reason C"] == item["options"][2]["reason"] and row["misconception"] == item["misconception"]
    assert [item["id"] for item in json.loads(items_json())["items"]] == [item["id"] for item in WRITTEN["items"]]


def test_no_page_copies_an_item_by_hand():
    for path in [*(ROOT / "book").glob("*.md"), *(ROOT / "book/teaching").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        assert not [item["id"] for item in ITEMS if item["stem"] in text], path


# -- errors of the file ------------------------------------------------------------------------------------------------


def refused(change, tmp_path):
    """The error of the file after `change` has been at a copy of its content."""
    spec = copy.deepcopy(WRITTEN)
    change(spec["items"])
    path = tmp_path / "items.json"
    path.write_text(json.dumps(spec), encoding="utf-8")
    with pytest.raises(ValueError) as error:
        read_inventory(path)
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda items: items[1].pop("outcome"), "items.json, item 2 (feet): 'outcome' is missing; add it"),
        (lambda items: items[1].update(stam="x"), "item 2 (feet): there is no field 'stam'; did you mean 'stem'?"),
        (lambda items: items[1].update(id="scan"), "item 2 (scan): the id 'scan' is taken by an earlier item"),
        (lambda items: items[0]["options"].pop(0), "item 1 (scan): 3 options; every item has 4, ABCD"),
        (lambda items: items[0]["options"][0].update(right=True), "item 1 (scan): 2 options are right"),
        (lambda items: items[0]["options"][0].update(reason=" "), "option 1: the reason is ' '; write a sentence"),
        (lambda items: items[0].update(sources=["raja2020definitio"]), "did you mean 'raja2020definition'?"),
        (lambda items: items[0].update(chapter="physiology/what-is-pian"), "did you mean 'physiology/what-is-pain'?"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place_and_remedy(change, says, tmp_path):
    assert says in refused(change, tmp_path)


def test_a_file_that_is_no_json_is_refused_with_its_line(tmp_path):
    path = tmp_path / "items.json"
    path.write_text('{\n"title": "x",,\n}')
    with pytest.raises(ValueError, match="items.json, line 2: no valid JSON"):
        read_inventory(path)


# -- files of answers --------------------------------------------------------------------------------------------------


def rows_of(letters, sure="sure", round="after"):
    return [f"{item['id']},{letter},{sure},{round}," for item, letter in zip(ITEMS, letters, strict=True)]


def saved(path, *rows):
    path.write_text("\n".join(["item,answer,confidence,round,date", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_file_with_both_rounds_is_read_also_after_a_spreadsheet(tmp_path):
    rows = [*rows_of("A" * 12, "guessing", "before"), *rows_of(KEY)]
    found = read_answers(saved(tmp_path / "one.csv", *rows))
    assert found["before"]["scan"] == ("A", "guessing") and found["after"]["scan"] == ("C", "sure")
    text = (tmp_path / "one.csv").read_text().replace(",", ";").replace("\n", "\r\n")
    (tmp_path / "two.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_answers(tmp_path / "two.csv") == found


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_file_as_a_spreadsheet_leaves_it_is_read(sign, tmp_path):
    rows = rows_of(KEY)
    found = read_answers(saved(tmp_path / "one.csv", *rows))
    spaced = [f" {row.replace(',', ' , ')} " for row in rows]
    left = [*spaced[:3], ",,,,", "   ", "", " , , , , ", *spaced[3:], ",,,,", ""]
    text = (saved(tmp_path / "two.csv", *left)).read_text().replace(",", sign).replace("\n", "\r\n")
    (tmp_path / "two.csv").write_bytes(text.encode("utf-8-sig"))
    assert read_answers(tmp_path / "two.csv") == found


def test_a_report_takes_one_file_or_several_and_says_what_it_cannot_take(tmp_path):
    one = saved(tmp_path / "one.csv", *rows_of(KEY))
    assert report(one) == report(str(one)) == report([one])
    with pytest.raises(TypeError, match="7 is no file and no list of files; give Path"):
        report(7)


def test_items_are_counted_and_unused_options_named(tmp_path):
    files = [saved(tmp_path / f"{n}.csv", *rows_of(KEY)) for n in range(3)]
    files.append(saved(tmp_path / "wrong.csv", *rows_of("A" * 12)))
    first = item_rows(files)[0]
    assert first["people"] == 4 and first["right"] == 0.75 and first["sure_and_wrong"] == 1
    assert first["counts"] == {"A": 1, "B": 0, "C": 3, "D": 0} and first["unused"] == ["B", "D"]


def test_an_item_is_marked_only_when_fifty_people_have_answered(tmp_path):
    files = [saved(tmp_path / f"{n}.csv", *rows_of(KEY if n < 5 else "A" * 12)) for n in range(50)]
    few = report(files[:49])
    assert "Too few to judge an item: wait for 50." in few and "right" not in few.split("\n", 1)[1]
    lines = report(files).split("\n")
    assert "fewer than 20% right; nobody chose B, D" in lines[1]
    assert "over 90% right; nobody chose B, C, D" in lines[2]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows.pop(), "a.csv: the round after lacks mice"),
        (lambda rows: rows.append(rows[0]), "a.csv: line 14 answers “scan” a second time in the round after"),
        (
            lambda rows: rows.__setitem__(2, "defintion,A,sure,after,"),
            "line 4 has “defintion” as item; is it “definition”?",
        ),
        (lambda rows: rows.__setitem__(0, "scan,E,sure,after,"), "line 2 has “E” as answer; known are A, B, C, D"),
        (lambda rows: rows.__setitem__(0, "scan,AB,sure,after,"), "line 2 has “AB” as answer; is it “"),
        (
            lambda rows: rows.__setitem__(0, "scan,A,certain,after,"),
            "line 2 has “certain” as confidence; known are sure",
        ),
        (lambda rows: rows.clear(), "a.csv: there are no answers in it"),
    ],
)
def test_a_file_of_answers_with_a_mistake_is_refused_with_its_place(change, says, tmp_path):
    rows = rows_of(KEY)
    change(rows)
    with pytest.raises(ValueError, match=re.escape(says)):
        read_answers(saved(tmp_path / "a.csv", *rows))


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("name,mark\nx,1\n")
    with pytest.raises(
        ValueError, match="a.csv: there is no column “item”; a file saved here begins with the line item,answer"
    ):
        read_answers(tmp_path / "a.csv")
    with pytest.raises(ValueError, match="none of 1 files holds answers of round 'before'"):
        item_rows([saved(tmp_path / "b.csv", *rows_of(KEY))], round="before")
