"""What is written once and said in two languages: numbers, the fields of sentences, the nearest name."""

import math
import random

import pytest
from painlab.shared.nearest import nearest_name
from painlab.shared.numbers import format_number, format_quantity
from painlab.shared.sentence import filled


def everyday_and_odd_numbers():
    """Numbers of all sizes, those that people type, exact halves, and what is none."""
    draw = random.Random(7)
    found = [0.0, -0.0, 1e-7, 9.99999e-7, 1e-6, 1e-4, 1e11, math.inf, -math.inf, math.nan]
    found += [draw.uniform(-1, 1) * 10 ** draw.randint(-14, 11) for _ in range(1000)]
    found += [round(draw.uniform(-1, 1) * 10 ** draw.randint(-3, 5), draw.randint(0, 5)) for _ in range(1500)]
    return found + [draw.randint(-2000, 2000) / 2 ** draw.randint(0, 6) for _ in range(1000)]


def in_page(page, file, name, cases):
    """What a function of the page's front end gives for each of `cases`, a list of its arguments."""
    call = "([file, name, cases]) => cases.map((given) => modules[file][name](...given))"
    return page.evaluate(call, [file, name, cases])


@pytest.mark.parametrize("digits", [None, 0, 1, 2, 3])
def test_a_number_is_written_with_the_same_signs_in_both_languages(page, digits):
    cases = [[value, digits] for value in everyday_and_odd_numbers()]
    assert in_page(page, "shared/numbers.js", "formatNumber", cases) == [format_number(*case) for case in cases]


@pytest.mark.parametrize(
    "value, digits, text",
    [(1.005, 2, "1.00"), (0.125, 2, "0.13"), (-2.5, 0, "−3"), (-0.001, 2, "0.00"), (0.1 + 0.2, None, "0.3"),
     (12345.678, None, "12350"), (1234567, None, "1235000"), (0.0000123456, None, "0.00001235"),
     (-1.23456e-7, None, "−1.235e−7"), (1e30, None, "1e+30"), (math.inf, None, "–"), (-0.0, None, "0")],
)  # fmt: skip
def test_a_number_is_written_as_a_reader_reads_it(value, digits, text):
    assert format_number(value, digits) == text


def test_a_unit_stands_behind_a_space_but_for_percent_and_degrees(page):
    cases = [[3.5, "ms"], [3.5, "%"], [37, "°C"], [2, ""], [0.25, "mV", 1]]
    texts = ["3.5 ms", "3.5%", "37°C", "2", "0.3 mV"]
    assert [format_quantity(*case) for case in cases] == texts
    assert in_page(page, "shared/numbers.js", "formatQuantity", cases) == texts


def test_the_fields_of_a_sentence_are_filled_in_alike(page):
    values = {"k": 27.5, "long_name": -0.04, "word": "sham", "none_yet": math.nan, "many": 12345.678}
    text = "{k} and {k:.0f}: {long_name:.1f}, {long_name}; {word}, {none_yet:.2f}, {many}."
    said = "27.5 and 28: 0.0, −0.04; sham, none, 12350."
    assert filled(text, values, "none") == said
    assert in_page(page, "shared/sentence.js", "filled", [[text, values, "none"]]) == [said]


def test_the_nearest_name_is_the_same_in_both_languages(page):
    known = [
        "fA",
        "fC",
        "gIP",
        "gAP",
        "tauP",
        "diabetic neuropathy",
        "peripheral neuropathic pain",
        "memory",
        "tens",
        "b_none",
    ]
    meant = {"gPI": "gIP", "tau_P": "tauP", "FA": "fA", "memroy": "memory", "diabetic neuropaty": "diabetic neuropathy",
             "temperature": None, "nonsense": None, "x": None, "": None, "fB": "fC"}  # fmt: skip
    assert {name: nearest_name(name, known) for name in meant} == meant
    assert in_page(page, "shared/nearest.js", "nearestName", [[name, known] for name in meant]) == [*meant.values()]
