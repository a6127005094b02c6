"""The packages for a learning management system hold what the questions' files hold, as readers of others find it."""

import json
import re
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import moodle_xml_parser.parser as moodle
import pytest
from coursebook import lms
from lxml import etree
from onyx2moodle.parser import parse_item
from qti_convert import convert_qti3_to_qti21, upgrade_qti2_to_qti3

SITE = "https://example.org/book"
QTI3 = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
CC = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
QTI1 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """The folder into which everything was written once."""
    place = tmp_path_factory.mktemp("lms")
    lms.write(root, place, "The Amplified Signal", SITE)
    return place


@pytest.fixture(scope="module")
def sources(root):
    """{name of the set: its items}, as the files of the book have them."""
    data = root / "book/data"
    found = {path.stem: path for path in (data / "quizzes").glob("*.json")}
    found |= {f"{path.stem}-exercises": path for path in (data / "exercises").glob("*.json")}
    found["concept-inventory"] = data / "concept-inventory.json"
    return {name: json.loads(path.read_text(encoding="utf-8"))["items"] for name, path in found.items()}


@pytest.fixture(scope="module")
def items(sources):
    """Pairs (set, item) of every item of the book."""
    return [(name, {"kind": "choice"} | item) for name, found in sources.items() for item in found]


def words(markup):
    """What a reader sees of HTML or of **marked** text, so that the two can be compared."""
    text = re.sub(r"<[^>]+>", "", markup).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(text.replace("*", "").split())


def content(tree):
    """Name, attributes, texts and children of an XML element, to compare."""
    return tree.tag, dict(tree.attrib), tree.text, tree.tail, [content(child) for child in tree]


def opened(folder, version, name, item, place):
    """The QTI 2.1 item as onyx2moodle reads it."""
    path = place / f"{name}-{item['id']}.xml"
    path.write_bytes(zipfile.ZipFile(folder / f"qti-{version}/{name}.zip").read(f"items/{item['id']}.xml"))
    return parse_item(path)


def test_every_set_of_questions_has_a_package_in_both_versions_with_just_its_items(folder, sources):
    for version in ("2.1", "3.0"):
        assert {path.stem for path in (folder / f"qti-{version}").glob("*.zip")} == set(sources)
        for name, found in sources.items():
            names = zipfile.ZipFile(folder / f"qti-{version}/{name}.zip").namelist()
            assert {f"items/{item['id']}.xml" for item in found} == {one for one in names if one.startswith("items/")}


def test_what_a_manifest_names_is_in_its_package_and_nothing_else(folder):
    for path in [*folder.glob("qti-*/*.zip"), folder / "course.imscc"]:
        packed = zipfile.ZipFile(path)
        tree = etree.fromstring(packed.read("imsmanifest.xml"))
        assert {file.get("href") for file in tree.iterfind(".//{*}file")} == set(packed.namelist()) - {
            "imsmanifest.xml"
        }
        ids = [one.get("identifier") for one in tree.iter() if one.get("identifier")]
        assert len(ids) == len(set(ids)), path
        for one in tree.iter():
            assert one.get("identifierref", ids[0]) in ids


def test_a_test_asks_its_items_in_the_order_of_the_quiz(folder, sources):
    for name, found in sources.items():
        test = etree.fromstring(zipfile.ZipFile(folder / f"qti-3.0/{name}.zip").read("test.xml"))
        refs = [one.get("href") for one in test.iter(f"{QTI3}qti-assessment-item-ref")]
        assert refs == [f"items/{item['id']}.xml" for item in found]


def test_an_exercise_names_its_chapter_as_the_chapter_does(folder, root):
    for path in root.glob("book/data/exercises/*.json"):
        (notebook,) = root.glob(f"book/*/{path.stem}.ipynb")
        title = json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]["source"][0].strip("# \n")
        packed = zipfile.ZipFile(folder / f"qti-2.1/{path.stem}-exercises.zip")
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            tree = etree.fromstring(packed.read(f"items/{item['id']}.xml"))
            assert f"of the chapter {title}." in "".join(tree.find("{*}itemBody/{*}p").itertext())


def test_onyx2moodle_reads_the_options_the_right_ones_and_a_reason_for_each_from_qti_2_1(folder, items, tmp_path):
    for name, item in items:
        if item["kind"] not in ("choice", "several"):
            continue
        found = opened(folder, "2.1", name, item, tmp_path)
        asked, declared = found.interactions[0], found.response_decls["RESPONSE"]
        assert [words(choice.html) for choice in asked.choices] == [words(one["text"]) for one in item["options"]]
        right = [words(choice.html) for choice in asked.choices if choice.identifier in declared.correct_values]
        assert right == [words(one["text"]) for one in item["options"] if one["right"]]
        assert declared.cardinality == {"choice": "single", "several": "multiple"}[item["kind"]]
        reasons = {one.identifier: words(one.html) for one in found.feedback}
        assert [reasons[one.identifier] for one in asked.choices] == [words(one["reason"]) for one in item["options"]]


def test_onyx2moodle_reads_the_cards_their_classes_sentences_and_reasons_from_qti_2_1(folder, items, tmp_path):
    for name, item in items:
        if item["kind"] != "sort":
            continue
        found = opened(folder, "2.1", name, item, tmp_path)
        match, *sentences = found.interactions
        cards = {one.identifier: words(one.html) for one in match.match_sources}
        classes = {one.identifier: words(one.html) for one in match.match_targets}
        pairs = [value.split() for value in found.response_decls["RESPONSE"].correct_values]
        right = [(words(card["text"]), words(card["class"])) for card in item["cards"]]
        assert [(cards[card], classes[goal]) for card, goal in pairs] == right
        reasons = {one.identifier: words(one.html) for one in found.feedback}
        for (card, _), one in zip(pairs, item["cards"], strict=True):
            assert reasons[card] == words(f"{one['text']}: {one['reason']}")
        with_sentences = [card for card in item["cards"] if "sentences" in card]
        for asked, card in zip(sentences, with_sentences, strict=True):
            got = [(words(choice.html), reasons[choice.identifier]) for choice in asked.choices]
            assert got == [(words(one["text"]), words(one["reason"])) for one in card["sentences"]]
            (key,) = found.response_decls[asked.response_identifier].correct_values
            right = next(words(one["text"]) for one in card["sentences"] if one["right"])
            assert next(words(choice.html) for choice in asked.choices if choice.identifier == key) == right


def test_a_number_has_the_band_of_the_right_answer_and_each_typical_wrong_one_with_its_reason(folder, items, tmp_path):
    for name, item in items:
        if item["kind"] != "number":
            continue
        found = opened(folder, "2.1", name, item, tmp_path)
        answer, tolerance = Decimal(str(item["answer"])), Decimal(str(item["tolerance"]))
        bands = [(answer - tolerance, answer + tolerance, item["reason"])]
        bands += [(Decimal(str(one["from"])), Decimal(str(one["to"])), one["reason"]) for one in item["wrong"]]
        reasons = {one.identifier: words(one.html) for one in found.feedback}
        got = []
        tree = etree.fromstring(found.raw_xml)
        for branch in tree.find(".//{*}responseCondition"):
            low, high = (Decimal(one.text) for one in branch.findall("{*}and/*/{*}baseValue"))
            got.append(
                (low, high, reasons[branch.find("{*}setOutcomeValue[@identifier='FEEDBACK']/{*}baseValue").text])
            )
            scored = branch.find("{*}setOutcomeValue[@identifier='SCORE']") is not None
            assert scored == (len(got) == 1)
        assert got == [(low, high, words(reason)) for low, high, reason in bands]


def test_qti_3_0_is_what_citos_converter_makes_of_qti_2_1(folder):
    for path in sorted((folder / "qti-2.1").glob("*.zip")):
        old, new = zipfile.ZipFile(path), zipfile.ZipFile(folder / "qti-3.0" / path.name)
        for name in set(old.namelist()) - {"imsmanifest.xml"}:
            theirs = etree.fromstring(upgrade_qti2_to_qti3(old.read(name).decode()).encode())
            theirs.attrib.pop("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
            assert content(theirs) == content(etree.fromstring(new.read(name)))
            assert not convert_qti3_to_qti21(new.read(name).decode()).warnings


def test_a_reader_of_moodle_xml_finds_every_choice_with_options_shares_and_reasons(folder, items):
    found = moodle.parse_file(folder / "moodle.xml")["multichoice"]
    asked = {words(one.text_pre_parse): one for one in found}
    choices = [item for _, item in items if item["kind"] in ("choice", "several")]
    assert len(found) == len(choices)
    for item in choices:
        one = next(question for text, question in asked.items() if words(item["stem"]) in text)
        assert one.single == (item["kind"] == "choice")
        got = [(words(option.answer), option.score_fraction > 0, words(option.feedback)) for option in one.options]
        assert got == [(words(each["text"]), each["right"], words(each["reason"])) for each in item["options"]]
        assert sum(option.score_fraction for option in one.options if option.score_fraction > 0) == pytest.approx(100)


def test_a_reader_of_moodle_xml_finds_every_card_with_its_classes_and_reasons(folder, items):
    found = moodle.parse_file(folder / "moodle.xml")["cloze"]
    sorts = [item for _, item in items if item["kind"] == "sort"]
    assert len(found) == len(sorts)
    for item in sorts:
        one = next(question for question in found if words(item["stem"]) in words(question.text_pre_parse))
        lists = []
        for card in item["cards"]:
            lists.append([(words(name), name == card["class"], words(card["reason"])) for name in item["classes"]])
            if "sentences" in card:
                lists.append(
                    [(words(each["text"]), each["right"], words(each["reason"])) for each in card["sentences"]]
                )
        got = [
            [(words(option.answer.split("V:", 1)[-1].lstrip("=")), option.score == 100 or "V:=" in option.answer)
             + (words(option.feedback),) for option in gap.options]
            for gap in one.gaps
        ]  # fmt: skip
        assert got == lists


def test_moodles_numbers_are_right_within_the_tolerance_and_explained_in_each_band(folder, items):
    tree = ET.parse(folder / "moodle.xml")
    found = {one.findtext("idnumber"): one for one in tree.iterfind("question[@type='numerical']")}
    numbers = {f"{name}/{item['id']}": item for name, item in items if item["kind"] == "number"}
    assert set(found) == set(numbers)
    for key, item in numbers.items():
        first, *rest = found[key].findall("answer")
        assert Decimal(first.findtext("text")) == Decimal(str(item["answer"]))
        assert Decimal(first.findtext("tolerance")) == Decimal(str(item["tolerance"]))
        assert [one.get("fraction") for one in (first, *rest)] == ["100"] + ["0"] * len(item["wrong"])
        for one, wrong in zip(rest, item["wrong"], strict=True):
            middle, half = Decimal(one.findtext("text")), Decimal(one.findtext("tolerance"))
            assert (middle - half, middle + half) == (Decimal(str(wrong["from"])), Decimal(str(wrong["to"])))
            assert words(one.findtext("feedback/text")) == words(wrong["reason"])
        assert words(first.findtext("feedback/text")) == words(item["reason"])


def test_the_cartridge_has_every_question_with_its_reasons_and_what_scores(folder, sources):
    packed = zipfile.ZipFile(folder / "course.imscc")
    for name, found in sources.items():
        tree = etree.fromstring(packed.read(f"questions/{name}.xml"))
        asked = {one.get("ident"): one for one in tree.iter(f"{QTI1}item")}
        for item in found:
            kind = item.get("kind", "choice")
            if kind == "sort":
                for at, card in enumerate(item["cards"], 1):
                    classes = [(text, text == card["class"], card["reason"]) for text in item["classes"]]
                    check_choice(asked[f"{item['id']}-{at}"], card["text"], classes)
                    if "sentences" in card:
                        rows = [(one["text"], one["right"], one["reason"]) for one in card["sentences"]]
                        check_choice(asked[f"{item['id']}-{at}-sentence"], card["text"], rows)
            elif kind == "number":
                check_number(asked[item["id"]], item)
            else:
                rows = [(one["text"], one["right"], one["reason"]) for one in item["options"]]
                check_choice(asked[item["id"]], item["stem"], rows)


def check_choice(one, stem, rows):
    assert words(stem) in words(one.findtext(f"{QTI1}presentation/{QTI1}material/{QTI1}mattext"))
    labels = {label.get("ident"): words("".join(label.itertext())) for label in one.iter(f"{QTI1}response_label")}
    reasons = {each.get("ident"): words("".join(each.itertext())) for each in one.iter(f"{QTI1}itemfeedback")}
    scored = next(each for each in one.iter(f"{QTI1}respcondition") if each.find(f"{QTI1}setvar") is not None)
    wrong = {each.text for each in scored.iterfind(f".//{QTI1}not/{QTI1}varequal")}
    right = {each.text for each in scored.iter(f"{QTI1}varequal")} - wrong
    got = [(text, key in right, reasons[key]) for key, text in labels.items()]
    assert got == [(words(text), is_right, words(reason)) for text, is_right, reason in rows]


def check_number(one, item):
    reasons = {each.get("ident"): words("".join(each.itertext())) for each in one.iter(f"{QTI1}itemfeedback")}
    answer, tolerance = Decimal(str(item["answer"])), Decimal(str(item["tolerance"]))
    bands = [(answer - tolerance, answer + tolerance, item["reason"])]
    bands += [(Decimal(str(each["from"])), Decimal(str(each["to"])), each["reason"]) for each in item["wrong"]]
    texts = {}
    for shown in one.iter(f"{QTI1}displayfeedback"):
        value = shown.getparent().find(f"{QTI1}conditionvar/{QTI1}varequal")
        texts.setdefault(shown.get("linkrefid"), []).append(Decimal(value.text))
    for at, ((name, values), (low, high, reason)) in enumerate(zip(texts.items(), bands, strict=True)):
        first = [value for value in (low, *values) if not any(a <= value <= b for a, b, _ in bands[:at])]
        assert min(values) == min(first) and all(low <= value <= high and value in first for value in values)
        assert reasons[name] == words(reason)
    scored = [each for each in one.iter(f"{QTI1}respcondition") if each.find(f"{QTI1}setvar") is not None]
    accepted = {Decimal(value.text) for each in scored for value in each.iter(f"{QTI1}varequal")}
    assert answer in accepted


def test_the_cartridge_leads_to_every_chapter_and_every_lab_in_it(folder, root):
    packed = zipfile.ZipFile(folder / "course.imscc")
    goals = [
        etree.fromstring(packed.read(name)).find("{*}url").get("href") for name in packed.namelist() if "links/" in name
    ]
    for path in root.glob("book/[pst][hre][yne]*/*.ipynb"):
        if path.parent.name == "teaching" or path.name.startswith("."):
            continue
        chapter = path.relative_to(root).with_suffix("").as_posix()
        assert f"{SITE}/{chapter}.html" in goals
        for lab in re.findall(r'\blab\(\\?"(\w+)', path.read_text(encoding="utf-8")):
            assert f"{SITE}/labs/{lab}.html" in goals


def test_without_an_address_the_cartridge_has_no_links_and_all_questions(folder, root, tmp_path):
    lms.write(root, tmp_path, "The Amplified Signal")
    packed, whole = (zipfile.ZipFile(place / "course.imscc") for place in (tmp_path, folder))
    assert set(packed.namelist()) == {name for name in whole.namelist() if "links/" not in name}


def test_the_same_questions_give_the_same_bytes(folder, root, tmp_path):
    lms.write(root, tmp_path, "The Amplified Signal", SITE)
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(folder)).read_bytes()
