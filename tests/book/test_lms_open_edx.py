"""The Common Cartridge in a reader that is not ours: Open edX's converter, which makes a course of it.

The converter (AGPL-3.0) is no part of the project, and no package index has it: git fetches it for this test into a
temporary folder. So the test runs by hand, `.venv/bin/python -m pytest -m by_hand`, where git reaches GitHub;
test_lms_elsewhere.py opens the cartridge everywhere."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import lock
import pytest
from coursebook import lms
from coursebook.lms.items import all_questions, bands
from painlab.questions.quiz import inline

CONVERTER, RELEASE = "https://github.com/openedx/cc2olx", "0.4.0"
CC = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"


@pytest.fixture(scope="module")
def cartridge(root, tmp_path_factory):
    """The path of the cartridge, with links."""
    place = tmp_path_factory.mktemp("lms")
    lms.write(root, place, "The Amplified Signal", "https://example.org/book")
    return place / "course.imscc"


@pytest.fixture(scope="module")
def course(cartridge, tmp_path_factory):
    """The course of Open edX that the converter makes of the cartridge."""
    place = tmp_path_factory.mktemp("open-edx")
    clone = ["git", "clone", "--quiet", "--depth", "1", "--branch", RELEASE, CONVERTER, place / "converter"]
    fetched = subprocess.run(clone, capture_output=True, text=True, env=os.environ | {"GIT_TERMINAL_PROMPT": "0"})
    if fetched.returncode:
        pytest.fail(f"git does not reach {CONVERTER}: {fetched.stderr.strip()[-200:]}")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "python"], check=True)
    python, needs = place / "python/bin/python", place / "converter/requirements/base.txt"
    subprocess.run([lock.UV, "pip", "install", "--quiet", "--python", python, "-r", needs], check=True)
    convert = [python, "-m", "cc2olx.main", "-i", cartridge, "-r", "folder", "-o", place / "course"]
    subprocess.run(convert, check=True, capture_output=True, cwd=place / "converter/src")
    return ET.parse(place / "course/course-course.xml").getroot()


@pytest.mark.by_hand
def test_open_edx_finds_every_chapter_and_link_of_the_cartridge(cartridge, course):
    manifest = ET.fromstring(zipfile.ZipFile(cartridge).read("imsmanifest.xml"))
    titles = [one.findtext(f"{CC}title") for one in manifest.findall(f".//{CC}organization/{CC}item/{CC}item")]
    assert len(titles) > 20 and [one.get("display_name") for one in course.iter("chapter")] == titles
    packed = zipfile.ZipFile(cartridge)
    links = [ET.fromstring(packed.read(name)) for name in packed.namelist() if name.startswith("links/")]
    addresses = {one.find("{*}url").get("href") for one in links}
    shown = "".join("".join(one.itertext()) + ET.tostring(one, "unicode") for one in course.iter("html"))
    assert len(addresses) > 50 and {address for address in addresses if address in shown} == addresses


@pytest.mark.by_hand
def test_open_edx_takes_the_right_answers_of_every_question_of_the_cartridge_and_no_others(course):
    asked = [
        (words(" ".join(problem.itertext())), options_of(problem) or typed_of(problem))
        for problem in course.iter("problem")
    ]
    expected = [one for questions in all_questions() for item in questions.items for one in parts(item)]
    assert len(asked) == len(expected)
    for stem, is_right in expected:
        found = [answers for text, answers in asked if words(inline(stem)) in text]
        assert any(is_right(answers) for answers in found), (stem, found)


def parts(item):
    """(what is asked, whether answers are the right ones) of each question that an item becomes."""
    if item["kind"] == "number":
        low, high, _ = bands(item)[0]
        yield item["stem"], lambda typed: set(typed) and all(low <= Decimal(one) <= high for one in typed)
    elif item["kind"] == "sort":
        for card in item["cards"]:
            yield card["text"], options((name, name == card["class"]) for name in item["classes"])
            if "sentences" in card:
                yield card["text"], options((one["text"], one["right"]) for one in card["sentences"])
    else:
        yield item["stem"], options((one["text"], one["right"]) for one in item["options"])


def options(pairs):
    right = [(words(inline(text)), is_right) for text, is_right in pairs]
    return lambda got: got == right


def options_of(problem):
    return [(words("".join(one.itertext())), one.get("correct") == "true") for one in problem.iter("choice")]


def typed_of(problem):
    return [one.get("answer") for tag in ("stringresponse", "additional_answer") for one in problem.iter(tag)]


def words(text):
    """What a reader sees of a text, to compare."""
    plain = re.sub(r"<[^>]+>", "", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "".join(plain.split())
