"""What the standards' schemas demand of the packages, as far as it concerns what is written here.

The schemas themselves are not here: who puts one into a project for the first time has to register with 1EdTech.
So their rules stand here in our words. All packages were compared with the schemas by hand; the page for instructors
says when and with which."""

import re
import zipfile

import pytest
from coursebook import lms
from lxml import etree

CC = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
QTI1 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")
KINDS = {  # of the cartridge's questions: how they are answered, how many labels they need
    "cc.multiple_choice.v0p1": ("response_lid", "Single", 3),
    "cc.multiple_response.v0p1": ("response_lid", "Multiple", 2),
    "cc.fib.v0p1": ("response_str", "Single", 0),
}


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """The folder into which everything was written once."""
    place = tmp_path_factory.mktemp("lms")
    lms.write(root, place, "The Amplified Signal", "https://example.org/book")
    return place


def trees(path, start):
    """The XML of a package's files whose names begin so."""
    packed = zipfile.ZipFile(path)
    return [etree.fromstring(packed.read(name)) for name in packed.namelist() if name.startswith(start)]


def identifiers(tree):
    return [one.get("identifier") for one in tree.iter() if one.get("identifier")]


def test_a_cartridge_has_one_hierarchy_of_titled_items_and_one_file_for_each_resource(folder):
    (manifest,) = trees(folder / "course.imscc", "imsmanifest")
    (shelf,) = manifest.findall(f"{CC}organizations/{CC}organization[@structure='rooted-hierarchy']/{CC}item")
    assert shelf.find(f"{CC}title") is None
    inner = [one for one in shelf.iter(f"{CC}item") if one is not shelf]
    assert inner and all(one[0].tag == f"{CC}title" for one in inner)
    assert all(one.find(f"{CC}item") is None for one in inner if one.get("identifierref"))
    for resource in manifest.iter(f"{CC}resource"):
        assert resource.get("type") in ("imswl_xmlv1p3", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment")
        assert [one.tag for one in resource] == [f"{CC}file"] and not resource.get("href")
    assert all(IDENTIFIER.fullmatch(name) for name in identifiers(manifest))


def test_each_question_of_the_cartridge_is_answered_and_scored_as_its_kind_demands(folder):
    for tree in trees(folder / "course.imscc", "questions/"):
        items = tree.findall(f"{QTI1}assessment/{QTI1}section/{QTI1}item")
        assert items and len({item.get("ident") for item in items}) == len(items)
        for item in items:
            (kind,) = item.findall(f"{QTI1}itemmetadata//{QTI1}fieldentry")
            tag, cardinality, least = KINDS[kind.text]
            (asked,) = item.findall(f"{QTI1}presentation/{QTI1}{tag}")
            labels = {one.get("ident") for one in asked.iter(f"{QTI1}response_label")}
            assert asked.get("rcardinality") == cardinality and len(labels) >= least, item.get("ident")
            compared = list(item.iter(f"{QTI1}varequal"))
            assert {one.get("respident") for one in compared} == {asked.get("ident")}
            assert {one.text for one in compared} == labels or not least
            (score,) = item.findall(f"{QTI1}resprocessing/{QTI1}outcomes/{QTI1}decvar")
            assert score.get("varname") == "SCORE" == item.find(f".//{QTI1}setvar").get("varname")
            reasons = [one.get("ident") for one in item.iter(f"{QTI1}itemfeedback")]
            assert {one.get("linkrefid") for one in item.iter(f"{QTI1}displayfeedback")} == set(reasons)
            assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_what_an_item_of_qti_names_is_declared_in_it(folder, version):
    dash = "-" if version == "3.0" else ""
    for path in sorted((folder / f"qti-{version}").glob("*.zip")):
        for item in trees(path, "items/"):
            names = identifiers(item)
            assert all(IDENTIFIER.fullmatch(name) for name in names)
            declared = {one.get("identifier") for one in item if "esponse" in one.tag and "eclaration" in one.tag}
            asked = {one.get(f"response{dash}identifier" if dash else "responseIdentifier") for one in item.iter()}
            assert declared == asked - {None}
            keys = [one.text for one in item.iter("{*}value", "{*}qti-value") if re.search("[A-Z]", one.text)]
            assert {name for key in keys for name in key.split()} <= set(names)
            reasons = [one.get("identifier") for one in item.iter("{*}modalFeedback", "{*}qti-modal-feedback")]
            assert reasons and len(set(reasons)) == len(reasons)
