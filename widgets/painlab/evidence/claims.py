"""The claims of the blog post and what the course says of them, read from their one home, book/data/claims.json.

The auditor asks for them, the page `reference/claims` prints them, the chapter's figure counts them. The file is
{"shelf": {source: what it is, in a few words}, "sections": [{"title": …, "claims": […]}]}; a claim has the fields of
FIELDS. In a `reason`, (@key) cites. Texts may hold *italic*; nothing else is marked up.
"""

import functools
import re
from pathlib import Path

from ..errors import refuse
from ..page.words import t
from ..sources import BOOK, chapter_title, cite, read_json, title
from .explorer import described
from .table import evidence

CLAIMS = BOOK / "data" / "claims.json"

TYPES = (
    "definition", "count", "mechanism", "cause", "effect of a treatment", "comparison", "evidence or argument",
    "omission",
)  # fmt: skip
# The first three lie on one line; the others do not.
VERDICTS = ("supported", "oversimplified", "wrong", "unsupported", "omission or argument")
FIELDS = {
    "number": "its number, counted from 1",
    "core": "true for the claims to begin with",
    "claim": "what the post says, in our words, with its hedges",
    "words": "the post's own words, a few",
    "sentence": "false where the post has no such sentence, so that there is no length to keep",
    "type": f"one of {', '.join(TYPES)}",
    "verdict": f"one of {', '.join(VERDICTS)}",
    "nuance": "what follows the verdict, with its comma or colon",
    "correction": "a sentence that holds",
    "rewrite": "the claim again so that it holds, about as long as the claim",
    "type_reason": "why it is of this type",
    "reason": "why it has this verdict, with its sources as (@key)",
    "sources": "keys of references.bib that bear on it",
    "basis": "what bears on it where no source does",
    "evidence": "rows of the evidence table that bear on it, as name:measure",
    "beside": "{source or row that does not bear on it: why}",
    "chapters": "the chapters that teach it, as part/name",
}
REQUIRED = ("number", "claim", "type", "verdict", "correction", "sources", "chapters")
OF_A_CORE_CLAIM = ("type_reason", "reason", "beside")
HEDGES = ("can help to", "not always", "thought to", "many of", "often", "can", "may")
MOST_QUOTED = 14  # words
CITED = re.compile(r"\((@\w+(?:, @\w+)*)\)")


@functools.cache
def claims() -> tuple[dict, ...]:
    """All claims of the post, in order; each with the `section` of the page in which it stands."""
    return read_claims(CLAIMS)


def by_verdict() -> dict[str, tuple[int, ...]]:
    """{verdict: numbers of the claims that have it}."""
    return {name: tuple(claim["number"] for claim in claims() if claim["verdict"] == name) for name in VERDICTS}


def count_words(text: str) -> int:
    """Words of a text: what stands between spaces and holds a letter or a digit. `auditWords` is its twin."""
    return sum(bool(re.search(r"[^\W_]", word)) for word in text.split())


def length_range(count: int) -> tuple[int, int]:
    """The numbers of words that are within a fifth of `count`, or one word off."""
    return min(count - 1, -(-count * 4 // 5)), max(count + 1, count * 6 // 5)


def read_claims(path: Path) -> tuple[dict, ...]:
    """The checked claims of a file, by number. ValueError names the file, the claim and its field, and the remedy."""
    content = read_json(path)
    rows = known_rows()
    for key in content["shelf"]:
        cite(key, f"{path.name}, shelf")
    read = []
    for section in content["sections"]:
        for claim in section["claims"]:
            check_claim(claim, f"{path.name}, claim {claim.get('number', 'without a number')}", rows)
            optional = {"core": False, "sentence": True, "nuance": "", "words": "", "evidence": [], "beside": {}}
            read.append(optional | claim | {"section": section["title"]})
    read.sort(key=lambda claim: claim["number"])
    for expected, claim in enumerate(read, start=1):
        if claim["number"] != expected:
            where = f"{path.name}, claim {claim['number']}"
            raise ValueError(
                f"{where}: there is no claim {expected}, or two of one number; number a new claim {len(read)}"
            )
    return tuple(claim | {"shelf": shelf(claim, read, content["shelf"], rows)} for claim in read)


def known_rows() -> dict[str, dict]:
    """{name:measure of every row of the evidence table that was checked: the row}."""
    return {f"{row['name']}:{row['measure']}": row for row in described(evidence())}


def check_claim(claim: dict, where: str, rows: dict):
    """All checks of one claim; `rows` are the checked rows of the evidence table. ValueError names `where`."""
    check_texts(claim, where)
    check_needed(claim, where)
    check_vocabulary(claim, where)
    check_hedges(claim, where)
    check_sources(claim, where, rows)
    check_length(claim, where)


def check_texts(claim: dict, where: str):
    """ValueError for an unknown field, an empty text, or markup other than *italic*."""
    for name, value in claim.items():
        if name not in FIELDS:
            refuse(where, f"there is no field '{name}'", name, FIELDS)
        if isinstance(value, str) and not value.strip():
            raise ValueError(f"{where}, field '{name}': empty; write {FIELDS[name]}, or leave the field out")
        if isinstance(value, str) and (markup := re.search(r"</?[a-z!]|\{[a-z:]+\}|\]\(|[$`]", value)):
            raise ValueError(f"{where}, field '{name}': {markup[0]!r} is marked up; only *italic* is")


def check_needed(claim: dict, where: str):
    """ValueError for a field that is missing; a sentence, a core claim and a claim without sources need more."""
    needed = [*REQUIRED]
    if claim.get("sentence", True):
        needed += ["words", *(["rewrite"] if claim.get("core") else [])]
    if claim.get("core"):
        needed += OF_A_CORE_CLAIM
    if not claim.get("sources"):
        needed.append("basis")
    for name in needed:
        if name not in claim:
            raise ValueError(f"{where}, field '{name}': missing; add {FIELDS[name]}")


def check_vocabulary(claim: dict, where: str):
    """ValueError for a type or verdict that is none of the known words, with the nearest one."""
    for name, words in (("type", TYPES), ("verdict", VERDICTS)):
        if claim[name] not in words:
            refuse(f"{where}, field '{name}'", f"unknown word {claim[name]!r}", claim[name], words)


def check_hedges(claim: dict, where: str):
    """A hedge of the post's words is in ours, too, and the quotation is short."""
    words = claim.get("words", "")
    if (length := count_words(words)) > MOST_QUOTED:
        raise ValueError(f"{where}, field 'words': {length} words; quote {MOST_QUOTED} at most")
    for hedge in HEDGES:
        pattern = rf"\b{hedge}\b"
        if re.search(pattern, words, re.I) and not re.search(pattern, claim["claim"], re.I):
            raise ValueError(f"{where}, field 'claim': the post's '{hedge}' is dropped; keep it")


def check_sources(claim: dict, where: str, rows: dict):
    """ValueError for a row, source or chapter that does not exist, and for one that is named in two places."""
    for name in ("evidence", "beside"):
        for key in claim.get(name, ()):
            if ":" not in key and name == "beside":
                cite(key, f"{where}, field '{name}'")
            elif key not in rows:
                remedy = "; take a name and a measure of the evidence table"
                refuse(f"{where}, field '{name}'", f"no checked row '{key}'", key, rows, remedy)
    for key in claim["sources"]:
        cite(key, f"{where}, field 'sources'")
    for key in keys_in(claim.get("reason", "")):
        if key not in claim["sources"]:
            raise ValueError(f"{where}, field 'reason': '{key}' is cited and is not among the sources; add it there")
    if both := set(claim.get("beside", ())) & {*claim["sources"], *claim.get("evidence", ())}:
        raise ValueError(f"{where}, field 'beside': '{min(both)}' bears on the claim, too; keep it in one place")
    for name in claim["chapters"]:
        chapter_title(name, f"{where}, field 'chapters'")


def check_length(claim: dict, where: str):
    """ValueError for a rewrite whose number of words is out of the range that goes with the claim's."""
    if "rewrite" in claim:
        low, high = length_range(count_words(claim["claim"]))
        if not low <= (length := count_words(claim["rewrite"])) <= high:
            raise ValueError(f"{where}, field 'rewrite': {length} words; the claim's length asks for {low} to {high}")


def keys_in(text: str) -> list[str]:
    """The keys that a text cites as (@key, @key)."""
    return re.findall(r"@(\w+)", "".join(CITED.findall(text)))


def shelf(claim: dict, every: list[dict], said: dict, rows: dict) -> list[dict]:
    """What the auditor offers for a claim, in the order of the alphabet: what bears on it and what does not.

    A row of the evidence table stands for its source. A claim with nothing `beside` it gets two sources of others.
    """
    shown = {rows[key]["source"] for key in claim["evidence"]}
    entries = [(key, True, "") for key in [*claim["evidence"], *(key for key in claim["sources"] if key not in shown)]]
    entries += [(key, False, why) for key, why in (claim["beside"] or of_others(claim, every)).items()]
    offers = []
    for key, bears, why in entries:
        if row := rows.get(key):
            source, result = row["source"], row["result"]
            compared = f"{t(row['treatment'])}, {t(row['condition'])}"
            if row["control"] != "none":
                compared = t("{treatment}, against {control}", treatment=compared, control=t(row["cells"][2]))
            text = t("Evidence table: {compared}; {outcome}", compared=compared, outcome=t(row["outcome"]))
        else:
            text, source, result = said.get(key) or title(key), key, ""
        offers.append({
            "text": text, "citation": cite(source, f"claim {claim['number']}"), "source": source, "bears": bears,
            "reason": why, "result": result,
        })  # fmt: skip
    return sorted(offers, key=lambda entry: entry["text"].casefold())


def of_others(claim: dict, every: list[dict]) -> dict[str, str]:
    """{source: where the course uses it} of two claims from far away in the list, neither of them the claim's own."""
    beside = {}
    for step in (12, 23, *range(1, len(every))):
        other = every[(claim["number"] - 1 + step) % len(every)]
        key = next((key for key in other["sources"] if key not in claim["sources"] and key not in beside), None)
        if key and len(beside) < 2:
            beside[key] = f"The course uses it for claim {other['number']}."
    return beside
