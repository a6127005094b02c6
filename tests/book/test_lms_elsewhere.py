"""Packages of others beside ours, each installed for its test into a Python of its own.

botstash opens the Common Cartridge and reads every question of it aloud, with its options; which of them are right it
does not say (test_lms_open_edx.py does). moodle-tools writes Moodle's questions for a number, and ours are the same:
no package is known that reads them."""

import json
import subprocess
import xml.etree.ElementTree as ET

import pytest
from conftest import python_with
from coursebook import lms
from coursebook.lms.items import all_questions, bands
from painlab.questions.quiz import inline
from test_lms_open_edx import words

READER, WRITER = "botstash==0.6.0", "moodle-tools==1.1.0"
READ = """
import json, pathlib, sys, tempfile, zipfile
from botstash.extractors.qti import extract_qti
from botstash.ingester.imscc import extract_imscc

cartridge = pathlib.Path(sys.argv[1])
shelf = {record.source_file: (record.title, record.extracted_text) for record in extract_imscc(cartridge)}
with tempfile.TemporaryDirectory() as folder:
    zipfile.ZipFile(cartridge).extractall(folder)
    paths = {name: pathlib.Path(folder, name) for name in shelf if "questions/" in name}
    asked = {name: extract_qti(path, include_answers=True) for name, path in paths.items()}
print(json.dumps([shelf, asked]))
"""
WRITE = """
import json, sys
from jinja2 import Environment, PackageLoader, select_autoescape
from loguru import logger
from moodle_tools.questions.numerical import NumericalQuestion

logger.remove()
env = Environment(loader=PackageLoader("moodle_tools.questions"), autoescape=select_autoescape())
plain = {"markdown": False, "table_styling": False}
asked = {number: NumericalQuestion(**question, **plain) for number, question in json.load(sys.stdin).items()}
print(json.dumps({number: question.to_xml(env) for number, question in asked.items()}))
"""


@pytest.fixture(scope="module")
def place(root, tmp_path_factory):
    """The folder into which everything was written once."""
    folder = tmp_path_factory.mktemp("lms")
    lms.write(root, folder, "The Amplified Signal", "https://example.org/book")
    return folder


def told_by(python, script, *arguments, given=""):
    """What a script prints in another Python, read as JSON."""
    told = subprocess.run([python, "-c", script, *arguments], input=given, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr[-2000:]
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def read(place, tmp_path_factory):
    """({file: (title, questions)}, {file: its questions with the options A, B, … of each}), as botstash says."""
    python = python_with(tmp_path_factory.mktemp("reader") / "python", READER)
    return told_by(python, READ, place / "course.imscc")


@pytest.mark.slow
def test_botstash_finds_every_set_of_the_cartridge_under_its_title(read):
    shelf, _ = read
    titles = {name: title for name, (title, _) in shelf.items()}
    assert titles == {f"questions/{one.name}.xml": one.title for one in all_questions()}


@pytest.mark.slow
def test_botstash_reads_every_question_of_the_cartridge_with_its_options_in_order(read):
    _, asked = read
    for questions in all_questions():
        told = words(asked[f"questions/{questions.name}.xml"])
        for stem, options in (part for item in questions.items for part in parts(item)):
            lettered = "".join(
                f"{letter}.{words(inline(text))}" for letter, text in zip("ABCDEFGH", options, strict=False)
            )
            assert words(inline(stem)) in told and lettered in told, (questions.name, stem)


@pytest.mark.slow
def test_moodle_tools_writes_the_same_answers_tolerances_and_reasons_for_every_number(place, tmp_path):
    items = {
        f"{one.name}/{item['id']}": item for one in all_questions() for item in one.items if item["kind"] == "number"
    }
    asked = {
        number: {"title": number, "question": item["stem"], "answers": answers(item)} for number, item in items.items()
    }
    theirs = told_by(python_with(tmp_path / "python", WRITER), WRITE, given=json.dumps(asked))
    ours = {
        one.findtext("idnumber"): one for one in ET.parse(place / "moodle.xml").iterfind("question[@type='numerical']")
    }
    assert len(items) > 20 and set(ours) == set(theirs)
    for number, question in ours.items():
        assert marked(question) == marked(ET.fromstring(theirs[number])), number


def answers(item):
    """The answers of a number as moodle-tools takes them: the right one first."""
    return [
        {"answer": float((low + high) / 2), "tolerance": float((high - low) / 2), "points": 0 if at else 100}
        | {"feedback": inline(reason)}
        for at, (low, high, reason) in enumerate(bands(item))
    ]


def marked(question):
    """(share, value, tolerance, reason) of each answer to a question of Moodle for a number."""
    return [
        (
            float(one.get("fraction")), float(one.findtext("text")), float(one.findtext("tolerance")),
            words(one.findtext("feedback/text")),
        )
        for one in question.findall("answer")
    ]  # fmt: skip


def parts(item):
    """(what is asked, its options) of each question that an item becomes; a number has no options."""
    if item["kind"] == "sort":
        for card in item["cards"]:
            yield card["text"], item["classes"]
            if "sentences" in card:
                yield card["text"], [one["text"] for one in card["sentences"]]
    else:
        yield item["stem"], [one["text"] for one in item.get("options", [])]
