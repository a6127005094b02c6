"""The claims of the post: what the file must hold, what its errors say, and that the page is written from it."""

import copy
import json
import re

import pytest
from conftest import ROOT
from coursebook.claims import balance, entry
from painlab import audit
from painlab.evidence.audit import still_html
from painlab.evidence.claims import (
    CLAIMS,
    TYPES,
    VERDICTS,
    by_verdict,
    claims,
    count_words,
    keys_in,
    known_rows,
    length_range,
    read_claims,
)
from painlab.sources import citations
from test_prose import DOSE

each = pytest.mark.parametrize("claim", claims(), ids=lambda claim: str(claim["number"]))
CORE = (5, 7, 9, 10, 15, 19, 24, 35)  # teaching plan, section 4.3
CONTENT = json.loads(CLAIMS.read_text(encoding="utf-8"))


def test_claims_are_numbered_without_a_gap_and_eight_of_them_are_the_core():
    assert [claim["number"] for claim in claims()] == list(range(1, len(claims()) + 1))
    assert tuple(claim["number"] for claim in claims() if claim["core"]) == CORE


@each
def test_every_source_row_and_chapter_of_a_claim_exists(claim):
    assert set(claim["sources"]) <= citations().keys()
    assert {key for key in claim["beside"] if ":" not in key} <= citations().keys()
    assert {*claim["evidence"], *(key for key in claim["beside"] if ":" in key)} <= known_rows().keys()
    assert all((ROOT / f"book/{name}.ipynb").exists() for name in claim["chapters"])
    assert claim["type"] in TYPES and claim["verdict"] in VERDICTS and claim["chapters"]


@each
def test_the_shelf_of_a_claim_has_what_bears_on_it_and_two_that_do_not_in_an_order_that_tells_nothing(claim):
    shelf = claim["shelf"]
    assert {entry["source"] for entry in shelf if entry["bears"]} == set(claim["sources"])
    assert sum(not entry["bears"] for entry in shelf) == 2
    assert all(entry["reason"] for entry in shelf if not entry["bears"])
    assert [entry["text"] for entry in shelf] == sorted((entry["text"] for entry in shelf), key=str.casefold)
    assert not any(re.search(r"[{}$\\]|--", entry["text"]) for entry in shelf)


@each
def test_a_rewrite_is_as_long_as_its_claim_and_quotes_are_few(claim):
    if claim["core"] and claim["sentence"]:
        low, high = length_range(count_words(claim["claim"]))
        assert low <= count_words(claim["rewrite"]) <= high
    assert count_words(claim["claim"]) <= 12


@each
def test_a_claim_stands_beside_the_posts_words_and_keeps_their_hedges(claim):
    """What has no sentence in the post has no words of it, and a reader can see which is which."""
    assert bool(claim["words"]) == claim["sentence"]
    for hedge in ("can", "may", "often", "not always", "thought to", "can help to"):
        if re.search(rf"\b{hedge}\b", claim["words"]):
            assert re.search(rf"\b{hedge}\b", claim["claim"]), f"claim {claim['number']} drops '{hedge}'"


@each
def test_a_verdict_has_its_reason_and_an_entry_prints_the_words(claim):
    """Where no source bears on it, what does is said instead."""
    assert claim.get("reason") or claim.get("basis") or claim["number"] == 1
    assert not claim["words"] or f"“{claim['words']}”" in entry(claim)


def test_the_balance_on_the_page_is_counted():
    said = balance(by_verdict())
    assert sum(map(int, re.findall(r"\d+ (?=[a-z])(?!entries)", said))) == len(claims())
    assert f"of {len(claims())} entries" in said


def test_a_fifth_is_a_fifth_and_one_word_is_always_allowed():
    assert length_range(10) == (8, 12) and length_range(11) == (9, 13) and length_range(3) == (2, 4)
    assert count_words("Needles stimulate nerves – perhaps; 3 times.") == 6


def test_nothing_among_the_claims_reads_like_a_dose_or_names_a_person():
    text = CLAIMS.read_text(encoding="utf-8")
    assert not DOSE.search(text)
    assert not re.search(r"\b(the author|acupuncturist|https?:|www\.)", text)


def test_what_is_right_is_said_first():
    """Of the claims of the first group on the page none is wrong: fairness begins with what holds."""
    first = CONTENT["sections"][0]["claims"]
    assert {claim["verdict"] for claim in first} <= {"supported", "oversimplified"}


# -- the page ----------------------------------------------------------------------------------------------------------


def test_the_page_is_written_from_the_file_and_repeats_no_claim():
    page = (ROOT / "book/reference/claims.md").read_text(encoding="utf-8")
    assert page.count("```{claims}") == 1
    assert not [claim for claim in claims() if claim["correction"] in page or claim["claim"] in page]


@each
def test_an_entry_of_the_page_says_verdict_correction_sources_and_chapters(claim):
    said = entry(claim)
    assert f": **{claim['verdict'].capitalize()}**{claim['nuance']}." in said
    assert claim["correction"] in said and claim.get("basis", "") in said
    assert set(re.findall(r"\{cite:p\}`([^`]*)`", said)) >= (
        {",".join(claim["sources"])} if claim["sources"] else set()
    )
    assert all(f"{{doc}}`/book/{name}`" in said for name in claim["chapters"])
    assert "@" not in said


def test_every_claim_has_a_place_of_its_own_on_the_built_page(site):
    page = (site / "book/reference/claims.html").read_text(encoding="utf-8")
    for claim in claims():
        assert f'id="claim-{claim["number"]}"' in page


# -- the widget --------------------------------------------------------------------------------------------------------


def test_the_widget_carries_all_claims_and_where_they_are_taught():
    widget = audit()
    assert repr(widget) == f"audit(): {len(claims())} claims, 8 to begin with"
    assert [claim["number"] for claim in widget.spec["claims"]] == [claim["number"] for claim in claims()]
    five = widget.spec["claims"][4]
    assert (five["words"], five["range"]) == (11, (9, 13))
    assert five["chapters"][0] == ["What is pain?", "book/physiology/what-is-pain.html"]
    assert "(Jensen et al. 2011)" in five["reason"] and "@" not in five["reason"]
    assert widget.spec["verdicts"] == list(by_verdict())


def test_without_a_script_the_claims_and_a_link_are_there_and_nothing_of_the_audit():
    still = still_html(audit())
    for claim in claims():
        assert (f'claims.html#claim-{claim["number"]}"' in still) == claim["core"]
        assert claim["correction"] not in still and claim.get("rewrite", "·") not in still
        assert claim.get("reason", "·")[:40] not in still
    assert not re.search("wrong|oversimplified|unsupported", still)


# -- errors ------------------------------------------------------------------------------------------------------------


def change(number, fields):
    """The file's content with the fields of a claim changed; None takes one away."""
    content = copy.deepcopy(CONTENT)
    claim = next(c for section in content["sections"] for c in section["claims"] if c["number"] == number)
    for name, value in fields.items():
        if value is None:
            del claim[name]
        else:
            claim[name] = value
    return content


@pytest.mark.parametrize(
    ("number", "fields", "said"),
    [
        (5, {"type": "definitoin"}, "claim 5, field 'type': unknown word 'definitoin'; did you mean 'definition'?"),
        (5, {"verdict": "false"}, "claim 5, field 'verdict': unknown word 'false'"),
        (7, {"verdit": "wrong"}, "claim 7: there is no field 'verdit'; did you mean 'verdict'?"),
        (9, {"correction": None}, "claim 9, field 'correction': missing; add a sentence that holds"),
        (9, {"correction": " "}, "claim 9, field 'correction': empty; write a sentence that holds"),
        (10, {"rewrite": None}, "claim 10, field 'rewrite': missing; add the claim again"),
        (10, {"rewrite": "It is a mechanism that one can only ever infer in a living person."}, "asks for 4 to 6"),
        (15, {"sources": ["haroutounian2014"]}, "claim 15, field 'sources': the source 'haroutounian2014' is not in"),
        (15, {"sources": ["andersen2022"]}, "field 'reason': 'haroutounian2014afferent' is cited and is not among"),
        (15, {"evidence": ["acupuncture-ju2017:MDD"]}, "claim 15, field 'evidence': no checked row"),
        (15, {"evidence": ["snris-soliman2025:NNT"]}, "claim 15, field 'evidence': no checked row"),
        (19, {"beside": {"vlassakov2011": "No."}}, "field 'beside': 'vlassakov2011' bears on the claim, too"),
        (24, {"chapters": ["treatment/acupunture"]}, "there is no chapter 'treatment/acupunture'; did you mean"),
        (30, {"basis": None}, "claim 30, field 'basis': missing; add what bears on it where no source does"),
        (
            35,
            {"reason": "See {cite:p}`baumler2021`."},
            "claim 35, field 'reason': '{cite:p}' is marked up; only *italic*",
        ),
        (35, {"number": 36}, "claim 36: there is no claim 35, or two of one number"),
        (
            26,
            {"claim": "Acupuncture reduces pain"},
            "claim 26, field 'claim': the post's 'can help to' is dropped; keep it",
        ),
        (4, {"claim": "Local treatments fail"}, "claim 4, field 'claim': the post's 'not always' is dropped"),
        (13, {"words": None}, "claim 13, field 'words': missing; add the post's own words"),
        (8, {"words": "long " * 20}, "claim 8, field 'words': 20 words; quote 14 at most"),
    ],
)
def test_broken_data_is_refused_with_claim_field_and_remedy(tmp_path, number, fields, said):
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(change(number, fields)), encoding="utf-8")
    with pytest.raises(ValueError) as error:
        read_claims(path)
    assert str(error.value).startswith("claims.json, claim ") and said in str(error.value)


def test_a_file_that_is_no_json_is_refused_with_its_line(tmp_path):
    path = tmp_path / "claims.json"
    path.write_text('{"shelf": {},\n "sections": [,]}', encoding="utf-8")
    with pytest.raises(ValueError, match="claims.json, line 2: no valid JSON"):
        read_claims(path)


def test_the_keys_of_a_reason_are_read_from_its_parentheses():
    assert keys_in("So it is (@one2011, @two2012), and not (as said) otherwise (@three).") == [
        "one2011",
        "two2012",
        "three",
    ]
