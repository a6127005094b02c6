"""QTI 2.1 and QTI 3.0: a content package for each set of questions, with a test, its items, and their feedback.

An item is written once, with the names of 2.1; those of 3.0 follow from them by the standard's own rule
(choiceInteraction is qti-choice-interaction). Each reason is a modalFeedback that its option, card or band calls.
"""

import re
import xml.etree.ElementTree as ET

from .items import LETTERS, Questions, bands, document, element, marked, points, unit_line

NAMESPACES = {"2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1", "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
PACKAGES = {
    "2.1": ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0", "xmlv2p1"),
    "3.0": ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0", "xmlv3p0"),
}
XHTML = {"p", "div", "strong", "em", "small"}


def files(questions: Questions, version: str) -> dict[str, bytes]:
    """The files of a package by name; `version` is 2.1 or 3.0."""
    names = [f"items/{item['id']}.xml" for item in questions.items]
    trees = [item_tree(item) for item in questions.items]
    contents = {name: document(named(tree, version)) for name, tree in zip(names, trees, strict=True)}
    contents["test.xml"] = document(named(test_tree(questions, names), version))
    return contents | {"imsmanifest.xml": document(manifest(questions, names, version))}


def named(tree: ET.Element, version: str) -> ET.Element:
    """The tree with the names and the namespace of a version."""
    if version == "3.0":
        for part in tree.iter():
            if part.tag == "modalFeedback":
                content = element("contentBody", *part, text=part.text)
                part[:], part.text = [content], None
        for part in tree.iter():
            part.tag = part.tag if part.tag in XHTML else f"qti-{hyphened(part.tag)}"
            part.attrib = {hyphened(name): value for name, value in part.attrib.items()}
    tree.set("xmlns", NAMESPACES[version])
    return tree


def hyphened(name: str) -> str:
    """A name of QTI 2.1 as QTI 3.0 writes it: `itemBody` → `item-body`."""
    return re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", name)


def test_tree(questions: Questions, names: list[str]) -> ET.Element:
    """The assessmentTest of a set, which refers to the files `names`, one for each item in order."""
    refs = (
        element("assessmentItemRef", identifier=item["id"], href=name)
        for item, name in zip(questions.items, names, strict=True)
    )
    section = element("assessmentSection", *refs, identifier="section", title=questions.title, visible="true")
    shown = element("itemSessionControl", showFeedback="true")
    part = element(
        "testPart", shown, section, identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    return element("assessmentTest", part, identifier=questions.name, title=questions.title)


def manifest(questions: Questions, names: list[str], version: str) -> ET.Element:
    """The imsmanifest of a package: its test and its items; `names` are the files of the items."""
    namespace, schema, schema_version, kind = PACKAGES[version]
    about = element("metadata", element("schema", text=schema), element("schemaversion", text=schema_version))
    ids = [f"item-{item['id']}" for item in questions.items]
    parts = [
        element("resource", element("file", href=name), identifier=id, type=f"imsqti_item_{kind}", href=name)
        for id, name in zip(ids, names, strict=True)
    ]
    needs = (element("dependency", identifierref=id) for id in ids)
    test = element(
        "resource", element("file", href="test.xml"), *needs,
        identifier="test", type=f"imsqti_test_{kind}", href="test.xml",
    )  # fmt: skip
    return element(
        "manifest", about, element("organizations"), element("resources", test, *parts),
        xmlns=namespace, identifier=f"manifest-{questions.name}",
    )  # fmt: skip


def item_tree(item: dict) -> ET.Element:
    """The assessmentItem of a question, with the names of QTI 2.1."""
    write = {"choice": options, "several": options, "number": number, "sort": sort}[item["kind"]]
    responses, interactions, processing, feedback = write(item)
    source = f"Source: {item['citation']}" if item.get("citation") else ""
    zero = element("defaultValue", element("value", text="0"))
    score = element(
        "outcomeDeclaration", zero, identifier="SCORE", cardinality="single", baseType="float",
        normalMaximum=points(item),
    )  # fmt: skip
    many = "multiple" if item["kind"] in ("several", "sort") else "single"
    called = element("outcomeDeclaration", identifier="FEEDBACK", cardinality=many, baseType="identifier")
    body = element("itemBody", marked(item["lead"]), marked(item["stem"]), *interactions, marked(source))
    return element(
        "assessmentItem", *responses, score, called, body, element("responseProcessing", *processing), *feedback,
        identifier=item["id"], title=item["name"], adaptive="false", timeDependent="false",
    )  # fmt: skip


def options(item: dict):
    """(declarations, body, processing, feedback) of a choice; of `several`, each wrong one takes a point away."""
    right = [letter for letter, option in zip(LETTERS, item["options"], strict=False) if option["right"]]
    wrong = [letter for letter in LETTERS[: len(item["options"])] if letter not in right]
    lost = -1 if item["kind"] == "several" else 0
    scores = dict.fromkeys(right, 1) | dict.fromkeys(wrong, lost)
    kind = "multiple" if item["kind"] == "several" else "single"
    declared = response("RESPONSE", kind, "identifier", right, scores)
    asked = choice("RESPONSE", item["options"], "", several=item["kind"] == "several")
    processing = [mapped(["RESPONSE"]), call(element("variable", identifier="RESPONSE"))]
    return [declared], [asked], processing, reasons(item["options"], "")


def choice(identifier: str, entries: list[dict], prefix: str, prompt: str = "", several: bool = False) -> ET.Element:
    """The interaction in which letters after `prefix` name the entries."""
    choices = []
    for letter, entry in zip(LETTERS, entries, strict=False):
        choices.append(marked(entry["text"], "simpleChoice"))
        choices[-1].set("identifier", prefix + letter)
    return element(
        "choiceInteraction", marked(prompt, "prompt"), *choices,
        responseIdentifier=identifier, shuffle="false", maxChoices=0 if several else 1,
    )  # fmt: skip


def number(item: dict):
    """(declarations, body, processing, feedback) of a number; the first band that holds it decides."""
    declared = response("RESPONSE", "single", "float", [str(item["answer"])], {})
    asked = marked(f"{unit_line(item)} ")
    asked.append(element("textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=12))
    branches, feedback = [], []
    for at, (low, high, reason) in enumerate(bands(item)):
        name = f"WRONG_{at}" if at else "RIGHT"
        ends = (limit("gte", low), limit("lte", high))
        one = element("baseValue", baseType="float", text="1")
        score = None if at else element("setOutcomeValue", one, identifier="SCORE")
        called = call(element("baseValue", baseType="identifier", text=name))
        branches.append(element("responseElseIf" if at else "responseIf", element("and", *ends), score, called))
        feedback.append(modal(name, reason))
    return [declared], [asked], [element("responseCondition", *branches)], feedback


def limit(operator: str, value) -> ET.Element:
    """The comparison of the response with a number; `operator` is gte or lte."""
    given, end = element("variable", identifier="RESPONSE"), element("baseValue", baseType="float", text=str(value))
    return element(operator, given, end)


def sort(item: dict):
    """Cards to classes as pairs; of a card with sentences also the choice of one. Every card's reason is shown."""
    classes = {name: f"CLASS_{at}" for at, name in enumerate(item["classes"], 1)}
    pairs = [f"CARD_{at} {classes[card['class']]}" for at, card in enumerate(item["cards"], 1)]
    responses = [response("RESPONSE", "multiple", "directedPair", pairs, dict.fromkeys(pairs, 1))]
    cards = [associable(f"CARD_{at}", card["text"], 1) for at, card in enumerate(item["cards"], 1)]
    goals = [associable(id, name, len(cards)) for name, id in classes.items()]
    sides = element("simpleMatchSet", *cards), element("simpleMatchSet", *goals)
    pairing = {"responseIdentifier": "RESPONSE", "shuffle": "false", "maxAssociations": len(cards)}
    interactions = [element("matchInteraction", *sides, **pairing)]
    feedback = [modal(f"CARD_{at}", f"{card['text']}: {card['reason']}") for at, card in enumerate(item["cards"], 1)]
    called = [element("baseValue", baseType="identifier", text=f"CARD_{at}") for at in range(1, len(cards) + 1)]
    for at, card in enumerate(item["cards"], 1):
        if "sentences" not in card:
            continue
        name, prefix = f"SENTENCE_{at}", f"CARD_{at}_"
        right = next(prefix + letter for letter, one in zip(LETTERS, card["sentences"], strict=False) if one["right"])
        responses.append(response(name, "single", "identifier", [right], {right: 1}))
        interactions.append(choice(name, card["sentences"], prefix, f"Which sentence shows it? {card['text']}"))
        feedback += reasons(card["sentences"], prefix)
        called.append(element("variable", identifier=name))
    names = [one.get("identifier") for one in responses]
    return responses, interactions, [mapped(names), call(element("multiple", *called))], feedback


def associable(identifier: str, text: str, most: int) -> ET.Element:
    """A card or a class that can be paired up to `most` times."""
    entry = marked(text, "simpleAssociableChoice")
    entry.set("identifier", identifier)
    entry.set("matchMax", str(most))
    return entry


def response(identifier: str, cardinality: str, kind: str, right: list[str], scores: dict) -> ET.Element:
    """The declaration of a response: its right values, and the points of each in `scores`."""
    entries = [element("mapEntry", mapKey=key, mappedValue=value) for key, value in scores.items()]
    return element(
        "responseDeclaration",
        element("correctResponse", *(element("value", text=value) for value in right)),
        element("mapping", *entries, lowerBound=0, defaultValue=0) if entries else None,
        identifier=identifier, cardinality=cardinality, baseType=kind,
    )  # fmt: skip


def mapped(names: list[str]) -> ET.Element:
    """The score: the sum of the points of the responses `names`."""
    gained = element("sum", *(element("mapResponse", identifier=name) for name in names))
    return element("setOutcomeValue", gained, identifier="SCORE")


def call(identifiers: ET.Element) -> ET.Element:
    """Choose which feedback is shown: that of these identifiers."""
    return element("setOutcomeValue", identifiers, identifier="FEEDBACK")


def reasons(entries: list[dict], prefix: str) -> list[ET.Element]:
    """The feedback of each entry, under its letter after `prefix`."""
    return [modal(prefix + letter, entry["reason"]) for letter, entry in zip(LETTERS, entries, strict=False)]


def modal(identifier: str, reason: str) -> ET.Element:
    """The feedback of that name: a reason, shown when FEEDBACK holds the name."""
    when = {"outcomeIdentifier": "FEEDBACK", "identifier": identifier, "showHide": "show"}
    return element("modalFeedback", marked(reason), **when)
