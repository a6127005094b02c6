"""Numbers as people type them, and links to a state of a lab: what a page makes of them, and Python."""

import math
import random
import warnings

import pytest
from mounted import LAB
from painlab.lab.widget import spec_of

CONTROL = {"symbol": "fA", "label": "touch", "unit": "Hz", "low": 0, "high": 80, "step": 1, "choices": None}
CHOICE = {"symbol": "K", "label": "NMDA as", "unit": "", "choices": [["coded", 2.0], ["halved", 1.0]]}


# --- numbers ---

READINGS = {
    "12": [12], " 0,9 ": [0.9], "−3.5": [-3.5], "– 3": [-3], "1e3": [1000], ".5": [0.5], ",5": [0.5], "+4": [4],
    "12,5": [12.5], "0,935": [0.935], "-0,935": [-0.935], "12,345": [12345, 12.345],
    "1,000": [1000, 1], "1.000": [1, 1000], "1.000,5": [1000.5], "1,000.5": [1000.5], "1,000,000": [1e6],
    "1.000.000": [1e6], "1 000": [1000],
    "1\u202f000,5": [1000.5], "1\u2009000": [1000], "1’000": [1000], "1'000.5": [1000.5],
    "１２": [12], "１２．５": [12.5], "٣٫٥": [3.5], "१२": [12],
    "\u200b7\ufeff": [7], "12 Hz": [12], "12Hz": [12], "12 hz": [12], "1,000 Hz": [1000, 1], "30 %": [], "12 ms": [],
    "abc": [], "": [], "1 2": [], "12px": [],
    "Infinity": [], "0x10": [], "1,00.5": [], "1.2.3": [], "--4": [], "10²": [],
    "Hz": [], "1,2,3": [],
}  # fmt: skip


@pytest.mark.parametrize("text", READINGS)
def test_a_typed_number_is_read_as_people_write_it_wherever_they_live(text, js):
    assert js("page/numbers.js", "numberReadings", text, "Hz") == pytest.approx(READINGS[text])


@pytest.mark.parametrize("text, unit, readings", [("30 %", "%", [30]), ("30 %", "", [0.3, 30]), ("5 µM", "μM", [5])])
def test_a_percent_sign_is_the_unit_or_hundredths(text, unit, readings, js):
    assert js("page/numbers.js", "numberReadings", text, unit) == readings


@pytest.mark.parametrize(
    "text, low, high, value, said",
    [("1,000", 20, 2000, 1000, "was read as 1000 people"), ("1,250", 0, 2, 1.25, "was read as 1.25 people"),
     ("1.000", 20, 2000, 1000, "was read as 1000 people"), ("12,5", 0, 20, 12.5, None),
     ("20.273", 0, 80, 20.273, None)],
)  # fmt: skip
def test_of_two_readings_a_lab_takes_the_one_in_its_range_and_says_so(text, low, high, value, said, js):
    control = {"label": "size", "low": low, "high": high, "unit": "people"}
    found = js("page/numbers.js", "acceptValue", control, text)
    assert found["value"] == value
    assert said in found["message"] if said else "message" not in found


def test_a_number_with_another_unit_is_refused_with_the_one_that_is_meant(js):
    assert "in Hz" in js("page/numbers.js", "acceptValue", CONTROL, "12 ms")["message"]


def test_the_keypad_has_a_minus_where_a_number_may_be_negative(js):
    assert js("page/numbers.js", "keypad", -1) == "text" and js("page/numbers.js", "keypad", 0) == "decimal"


@pytest.mark.parametrize(
    "value, accepted", [(25, 25), ("25", 25), (80, 80), (200, 80), (-1, 0), ("1e9", 80), (True, 1)]
)
def test_a_number_off_the_range_is_clamped_with_a_message(value, accepted, js):
    found = js("page/numbers.js", "acceptValue", CONTROL, value)
    assert found["value"] == accepted
    assert ("message" in found) == (accepted != float(value))
    if "message" in found:
        assert "touch goes from 0 to 80 Hz" in found["message"]


@pytest.mark.parametrize("value", [math.nan, math.inf, None, "nonsense", {}, "", "x" * 5000])
def test_what_is_no_number_is_refused_with_a_message(value, js):
    found = js("page/numbers.js", "acceptValue", CONTROL, value)
    assert "value" not in found
    assert found["message"].startswith("touch:") and len(found["message"]) < 120


def test_a_choice_is_taken_by_its_value_only(js):
    assert js("page/numbers.js", "acceptValue", CHOICE, 1) == {"value": 1}
    assert js("page/numbers.js", "acceptValue", CHOICE, "2") == {"value": 2}
    assert "there is 2, 1" in js("page/numbers.js", "acceptValue", CHOICE, 3)["message"]


@pytest.mark.parametrize(
    "value, digits, text",
    [(1.005, 2, "1.00"), (-0.001, 2, "0.00"), (-3.14159, 2, "−3.14"), (math.nan, 2, "–"), (7, 0, "7"),
     (12345.678, None, "12350"), (0.1 + 0.2, None, "0.3")],
)  # fmt: skip
def test_numbers_are_written_with_a_real_minus_and_no_negative_zero(value, digits, text, js):
    assert js("shared/numbers.js", "formatNumber", value, digits) == text


def test_the_nearest_name_is_offered_and_a_far_one_is_not(js):
    names = ["fA", "fC", "gIP", "tauP"]
    assert js("shared/nearest.js", "nearestName", "gPI", names) == "gIP"
    assert js("shared/nearest.js", "nearestName", "tau_P", names) == "tauP"
    assert js("shared/nearest.js", "nearestName", "temperature", names) is None


def test_a_logarithmic_slider_covers_its_range_and_finds_its_value_again(js):
    control = {"low": 0.1, "high": 3}
    for value in (0.1, 0.33, 1, 2.5, 3):
        place = js("page/numbers.js", "logPosition", control, value)
        assert place == pytest.approx(math.log(value / 0.1, 30))
        assert js("page/numbers.js", "logValue", control, place) == pytest.approx(value)


# --- links ---


def random_state(draw):
    def value(row):
        return draw.choice(row.choices)[1] if row.choices else float(f"{draw.uniform(row.low, row.high):.6g}")

    return {row.symbol: value(row) for row in LAB.described if draw.random() < 0.6}


def test_a_permalink_leads_back_to_its_state_and_is_the_one_that_python_writes(js):
    spec, draw = spec_of(LAB), random.Random(4)
    for _ in range(25):
        state = LAB.state(**random_state(draw))
        link = js("lab/address.js", "formatLink", spec, state)
        assert link == LAB.link(state)
        for text in (link, link[1:], f"https://example.org/book/page.html{link}"):
            assert js("lab/address.js", "readLink", spec, text) == {"values": state, "messages": []}


def test_the_default_state_has_the_shortest_link(js):
    assert js("lab/address.js", "formatLink", spec_of(LAB), LAB.defaults) == f"#{LAB.name}/1"


@pytest.mark.parametrize("text", ["fA=9999", "fA=-3&gIP=0.9", "gEP=0.01", "K=2&fC=900"])
def test_a_link_off_the_range_opens_at_the_nearest_end_in_the_page_and_in_python_with_the_same_words(js, text):
    link = f"#{LAB.name}/1?{text}"
    found = js("lab/address.js", "readLink", spec_of(LAB), link)
    with pytest.warns(UserWarning) as said:
        assert LAB.read_link(link) == found["values"]
    assert [str(each.message) for each in said] == found["messages"]


@pytest.mark.parametrize(
    "text", ["", "#", "nonsense", "#section-3", "draft", "draft/", "draft/x?fA=3", "%%%", "#draft/1/2"]
)
def test_a_link_that_cannot_be_read_changes_nothing_and_says_so(text, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), text)
    assert "values" not in found and found["messages"][0]


def test_a_link_of_another_lab_or_version_is_called_so(js):
    spec = spec_of(LAB)
    assert "another lab" in js("lab/address.js", "readLink", spec, "#windup/1?fA=3")["messages"][0]
    assert "version 7" in js("lab/address.js", "readLink", spec, f"#{LAB.name}/7?fA=3")["messages"][0]


@pytest.mark.parametrize(
    "query, changed, message",
    [("fA=500", {"fA": 80}, "touch goes from"), ("fA=abc&gIP=0.9", {"gIP": 0.9}, "not a number"),
     ("gPI=1", {}, "“gPI” (is it “gIP”?)"), ("K=7", {}, "no choice"), ("fA=%E0%A4%A", {}, "not a number"),
     ("&&fA=3&", {"fA": 3}, None), ("fA", {}, "not a number"), ("__proto__=3", {}, "does not have")],
)  # fmt: skip
def test_a_link_with_a_bad_part_keeps_its_good_parts_and_says_what_was_bad(query, changed, message, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), f"#{LAB.name}/1?{query}")
    assert found["values"] == LAB.defaults | changed
    assert message in found["messages"][0] if message else found["messages"] == []


@pytest.mark.parametrize(
    "query, changed",
    [("gIP=0x1", {}), ("gIP=1_0", {}), ("gIP=0,9", {}), ("gIP=1e999", {}), ("gIP=1%0A", {}), ("gIP=NaN", {}),
     ("gIP=%D9%A1", {}), ("gIP=", {}), ("gIP=%2B.5e0", {"gIP": 0.5}), ("gIP=1.", {"gIP": 1}), ("K=1.0", {"K": 1}),
     ("K=7", {}), ("K=coded", {}), ("gPI=1&fA=3", {"fA": 3})],
)  # fmt: skip
def test_what_is_a_number_and_what_becomes_of_an_unknown_name_are_the_same_in_the_page_and_in_python(
    query, changed, js
):
    link = f"#{LAB.name}/1?{query}"
    found = js("lab/address.js", "readLink", spec_of(LAB), link)
    assert found["values"] == LAB.defaults | changed
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert LAB.read_link(link) == found["values"]
    assert len(said) == len(found["messages"])
    if "gPI" in query:
        assert str(said[0].message) == found["messages"][0]


STATE = "gIP=0.9&fA=25"


@pytest.mark.parametrize(
    "text",
    [f"https://a.org/b.html#draft/1?{STATE}", f"#draft%2F1%3F{STATE}", "#draft/1?gIP%3D0.9%26fA%3D25",
     "#draft%252F1%253FgIP%253D0.9%2526fA%253D25", "https://a.org/b.html%23draft%2F1%3FgIP%3D0.9%26fA%3D25",
     "#draft/1?gIP=0.9&amp;fA=25", f"#draft/1?{STATE}.", f"#draft/1?{STATE})", f"(#draft/1?{STATE}),",
     f"#draft/1?{STATE}\u200b",
     f" <https://a.org/b.html#draft/1?{STATE}>", "#draft/1?gIP=0.9\n&fA=25", f"#draft/1?{STATE}”."],
)  # fmt: skip
def test_a_link_that_went_through_mail_or_chat_opens_its_state_in_the_page_and_in_python(text, js):
    found = js("lab/address.js", "readLink", spec_of(LAB), text)
    assert found == {"values": LAB.defaults | {"gIP": 0.9, "fA": 25}, "messages": []}
    assert LAB.read_link(text) == found["values"]
    assert js("lab/address.js", "isLinkFor", spec_of(LAB), text)


def test_a_strangers_link_says_little_and_nothing_in_its_own_words(js):
    words = "call-this-number-now"
    query = "&".join(
        [f"{words}{n}=1" for n in range(20_000)] + [f"gIP={words}", f"K={words}", f"{'gIP' * 5000}=1", "fB=1"]
    )
    said = " ".join(js("lab/address.js", "readLink", spec_of(LAB), f"#draft/1?{query}")["messages"])
    assert words not in said and len(said) < 700
    assert "more of its parts" in said
