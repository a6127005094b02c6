"""Common Cartridge 1.3: one file for the whole course, chapter by chapter: links to page and labs, quiz, exercises.

Its questions are those of QTI 1.2 in the cartridge's profile, which knows choices and short texts. So each card to sort
is a choice of its own, and a number is a text among those within the tolerance, at the number of decimals asked for.
"""

import xml.etree.ElementTree as ET
from decimal import Decimal

from painlab.questions.quiz import inline

from .items import LETTERS, Chapter, Questions, bands, document, element, plain, unit_line

CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p3"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
MANY = 2000  # texts that a band may hold; more are written with one decimal less


def files(title: str, chapters: list[Chapter], sets: list[Questions], labs: dict[str, str], site: str):
    """The files of the cartridge by name.

    `labs` has the title of each lab. `site` is the address of the published book; '' leaves the links out."""
    contents, resources, modules = {}, [], []
    by_name = {questions.name: questions for questions in sets}
    used = {name for chapter in chapters for name in chapter.sets}
    rest = [name for name in by_name if name not in used]
    for at, chapter in enumerate([*chapters, Chapter("", "Before and after the course", [], rest)], 1):
        rows = []
        if site and chapter.page:
            links = {f"{site}/book/{chapter.page}.html": chapter.title}
            links |= {f"{site}/labs/{name}.html": f"Lab: {labs[name]}" for name in chapter.labs}
            for number, (address, text) in enumerate(links.items(), 1):
                rows.append((f"link-{at}-{number}", text))
                contents[f"links/{at}-{number}.xml"] = document(link(text, address))
                resources.append((f"link-{at}-{number}", "imswl_xmlv1p3", f"links/{at}-{number}.xml"))
        for name in chapter.sets:
            rows.append((f"set-{name}", by_name[name].title))
            contents[f"questions/{name}.xml"] = document(assessment(by_name[name]))
            resources.append((f"set-{name}", ASSESSMENT, f"questions/{name}.xml"))
        modules.append(module(f"module-{at}", chapter.title, rows))
    return contents | {"imsmanifest.xml": document(manifest(title, modules, resources))}


def module(identifier: str, title: str, rows: list[tuple[str, str]]) -> ET.Element:
    """A folder of the cartridge's table of contents, with an item for each (id, title) of `rows`."""
    items = (
        element("item", element("title", text=text), identifier=f"{identifier}-{id}", identifierref=id)
        for id, text in rows
    )
    return element("item", element("title", text=title), *items, identifier=identifier)


def manifest(title: str, modules: list[ET.Element], resources: list[tuple[str, str, str]]) -> ET.Element:
    """The root of imsmanifest.xml: title, modules, and each resource (identifier, type, file) once."""
    name = element("lomimscc:title", element("lomimscc:string", text=title))
    about = element(
        "metadata",
        element("schema", text="IMS Common Cartridge"),
        element("schemaversion", text="1.3.0"),
        element("lomimscc:lom", element("lomimscc:general", name)),
    )
    shelf = element("item", *modules, identifier="modules")
    organization = element("organization", shelf, identifier="course", structure="rooted-hierarchy")
    files = (
        element("resource", element("file", href=href), identifier=identifier, type=kind)
        for identifier, kind, href in dict.fromkeys(resources)
    )
    root = element("manifest", about, element("organizations", organization), element("resources", *files))
    root.attrib = {"xmlns": f"{CARTRIDGE}/imscp_v1p1", "xmlns:lomimscc": LOM, "identifier": "manifest"}
    return root


def link(title: str, address: str) -> ET.Element:
    """A web link as the profile has it, to open in a window of its own."""
    goal = element("url", href=address, target="_blank")
    return element("webLink", element("title", text=title), goal, xmlns=f"{CARTRIDGE}/imswl_v1p3")


# --- questions --------------------------------------------------------------------------------------------------------


def assessment(questions: Questions) -> ET.Element:
    """The set as an exam of the profile."""
    fields = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "cc_maxattempts": "unlimited"}
    section = element("section", *(one for item in questions.items for one in parts(item)), ident="root_section")
    whole = element("assessment", metadata(fields), section, ident=questions.name, title=questions.title)
    return element("questestinterop", whole, xmlns=QTI)


def metadata(fields: dict) -> ET.Element:
    """The qtimetadata with a row for each field."""
    rows = (
        element("qtimetadatafield", element("fieldlabel", text=label), element("fieldentry", text=entry))
        for label, entry in fields.items()
    )
    return element("qtimetadata", *rows)


def parts(item: dict) -> list[ET.Element]:
    """The questions of the profile that an item becomes."""
    lead = f"<p>{inline(item['lead'])}</p>" if item["lead"] else ""
    stem = f"{lead}<p>{inline(item['stem'])}</p>"
    if item["kind"] == "number":
        return [number(item, f"{stem}<p>{inline(unit_line(item))}</p>")]
    if item["kind"] != "sort":
        return [choice(item["id"], item["name"], stem, item["options"], item["kind"] == "several")]
    questions = []
    for at, card in enumerate(item["cards"], 1):
        text = f"{stem}<p>{inline(card['text'])}</p>"
        classes = [{"text": name, "right": name == card["class"], "reason": card["reason"]} for name in item["classes"]]
        questions.append(choice(f"{item['id']}-{at}", plain(card["text"]), text, classes))
        if "sentences" in card:
            text += "<p>Which sentence shows it?</p>"
            questions.append(choice(f"{item['id']}-{at}-sentence", plain(card["text"]), text, card["sentences"]))
    return questions


def choice(identifier: str, title: str, text: str, entries: list[dict], several: bool = False) -> ET.Element:
    """A question with options, of which one is right, or `several`; each option's reason is its feedback."""
    letters = LETTERS[: len(entries)]
    labels = (
        element("response_label", material(inline(entry["text"])), ident=letter)
        for letter, entry in zip(letters, entries, strict=True)
    )
    asked = element(
        "response_lid", element("render_choice", *labels),
        ident="response", rcardinality="Multiple" if several else "Single",
    )  # fmt: skip
    right = [letter for letter, entry in zip(letters, entries, strict=True) if entry["right"]]
    case = {letter: equal(letter, case="Yes") for letter in letters}  # Moodle and Chamilo count no others of several
    chosen = [case[letter] if letter in right else element("not", case[letter]) for letter in letters]
    test = element("and", *chosen) if several else equal(right[0])
    rest = letters if several else [letter for letter in letters if letter not in right]
    conditions = [condition(test, right, scores=True, last=True)]
    conditions += [condition(equal(letter), [letter]) for letter in rest]
    feedback = dict(zip(letters, (entry["reason"] for entry in entries), strict=True))
    kind = "cc.multiple_response.v0p1" if several else "cc.multiple_choice.v0p1"
    return question(identifier, title, kind, text, asked, conditions, feedback)


def number(item: dict, text: str) -> ET.Element:
    """A question with a box for a number; right and typical wrong values are told apart as texts."""
    asked = element("response_str", element("render_fib", prompt="Box"), ident="response", rcardinality="Single")
    conditions, feedback, told = [], {}, set()
    for at, (low, high, reason) in enumerate(bands(item)):
        name = f"wrong-{at}" if at else "right"
        values = [value for value in texts(item, low, high) if value not in told]  # of two bands that touch the first
        told.update(values)
        feedback[name] = reason
        conditions += [  # one for each text: readers of 1.1 know no `or`
            condition(equal(value), [name], scores=not at, last=not at and value == values[-1]) for value in values
        ]
    return question(item["id"], item["name"], "cc.fib.v0p1", text, asked, conditions, feedback)


def texts(item: dict, low: Decimal, high: Decimal) -> list[str]:
    """The numbers from `low` to `high` as people type them, with the decimals that the item has."""
    ends = [end for pair in bands(item) for end in pair[:2]] + [Decimal(str(item["answer"]))]
    places = max(0, *(-end.normalize().as_tuple().exponent for end in ends))
    while (high - low).scaleb(places) > MANY:
        places -= 1
    step = Decimal(1).scaleb(-places)
    answers, value = {}, low
    while value <= high:
        answers |= dict.fromkeys((f"{value.normalize() + 0:f}", f"{value.quantize(step):f}"))
        value += step
    return list(answers)


def question(identifier, title, kind, text, asked, conditions, feedback) -> ET.Element:
    """An item. Its right answer stands first among the conditions and ends them: Open edX takes all up to there."""
    score = element("decvar", maxvalue=100, minvalue=0, varname="SCORE", vartype="Decimal")
    reasons = (
        element("itemfeedback", element("flow_mat", material(inline(reason))), ident=name)
        for name, reason in feedback.items()
    )
    return element(
        "item",
        element("itemmetadata", metadata({"cc_profile": kind})),
        element("presentation", material(text), asked),
        element("resprocessing", element("outcomes", score), *conditions),
        *reasons,
        ident=identifier,
        title=title,
    )


def condition(test: ET.Element, names: list[str], scores: bool = False, last: bool = False) -> ET.Element:
    """Where `test` holds: the score if it `scores`, the feedback of these names, nothing after it if it is `last`."""
    given = element("setvar", action="Set", varname="SCORE", text="100") if scores else None
    shown = (element("displayfeedback", feedbacktype="Response", linkrefid=name) for name in names)
    onward = {"continue": "No" if last else "Yes"}
    return element("respcondition", element("conditionvar", test), given, *shown, **onward)


def equal(value: str, **more: str) -> ET.Element:
    """The test whether the response is `value`; `more` are further attributes."""
    return element("varequal", respident="response", text=value, **more)


def material(text: str) -> ET.Element:
    """HTML as the profile holds text."""
    return element("material", element("mattext", texttype="text/html", text=text))
