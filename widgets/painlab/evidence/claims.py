"""The claims of the blog post and what the course says of them, read from their one home, book/data/claims.json.

The auditor asks for them, the page `reference/claims` prints them, the chapter's figure counts them. The file is
{"shelf": {source: what it is, in a few words}, "sections": [{"title": …, "claims": […]}]}; a claim has the fields of
FIELDS. In a `reason`, (@key) cites. Texts may hold *italic*; nothing else is marked up.
"""

import functools
import re
from pathlib import Path

from ..errors import nearest
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
    "claim": "what the post says, in our words",
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
CITED = re.compile(r"\((@\w+(?:, @\w+)*)\)")


@functools.cache
def claims() -> tuple[dict, ...]:
    """All claims of the post, in order; each with the `section` of the page in which it stands."""
    return read_claims(CLAIMS)


def by_verdict() -> dict[str, tuple[int, ...]]:
    """{verdict: numbers of the claims that have it}."""
    return {name: tuple(c["number"] for c in claims() if c["verdict"] == name) for name in VERDICTS}


def count_words(text: str) -> int:
    """Words of a text: what stands between spaces and holds a letter or a digit. `auditWords` is its twin."""
    return sum(bool(re.search(r"[^\W_]", word)) for word in text.split())


def length_range(count: int) -> tuple[int, int]:
    """The numbers of words that are within a fifth of `count`, or one word off."""
    return min(count - 1, -(-count * 4 // 5)), max(count + 1, count * 6 // 5)


def read_claims(path: Path) -> tuple[dict, ...]:
    """The checked claims of a file. ValueError names the file, the claim and its field, and says what to do."""
    content = read_json(path)
    rows = known_rows()
    for key in content["shelf"]:
        cite(key, f"{path.name}, shelf")
    read = []
    for section in content["sections"]:
        for claim in section["claims"]:
            where = f"{path.name}, claim {claim.get('number', len(read) + 1)}"
            if claim.get("number") != len(read) + 1:
                raise ValueError(f"{where}: claim {len(read) + 1} belongs here; keep the numbers of the course's list")
            check_claim(claim, where, rows)
            made = {"core": False, "sentence": True, "nuance": "", "evidence": [], "beside": {}} | claim
            read.append(made | {"section": section["title"]})
    return tuple(claim | {"shelf": shelf(claim, read, content["shelf"], rows)} for claim in read)


def known_rows() -> dict[str, dict]:
    """{name:measure of every row of the evidence table that was checked: the row}."""
    return {f"{row['name']}:{row['measure']}": row for row in described(evidence())}


def check_claim(claim: dict, where: str, rows: dict):
    for name, value in claim.items():
        if name not in FIELDS:
            raise ValueError(f"{where}: there is no field '{name}'{nearest(name, FIELDS) or f'; it takes {FIELDS}'}")
        if isinstance(value, str) and not value.strip():
            raise ValueError(f"{where}, field '{name}': empty; write {FIELDS[name]}, or leave the field out")
        if isinstance(value, str) and (found := re.search(r"</?[a-z!]|\{[a-z:]+\}|\]\(|[$`]", value)):
            raise ValueError(f"{where}, field '{name}': {found[0]!r} is marked up; only *italic* is")
    needed = [*REQUIRED]
    if claim.get("core"):
        needed += [*OF_A_CORE_CLAIM, *(["rewrite"] if claim.get("sentence", True) else [])]
    if not claim.get("sources"):
        needed.append("basis")
    for name in needed:
        if name not in claim:
            raise ValueError(f"{where}, field '{name}': missing; add {FIELDS[name]}")
    for name, words in (("type", TYPES), ("verdict", VERDICTS)):
        if claim[name] not in words:
            remedy = nearest(claim[name], words) or f"; use one of {', '.join(words)}"
            raise ValueError(f"{where}, field '{name}': unknown word {claim[name]!r}{remedy}")
    for name in ("evidence", "beside"):
        for key in claim.get(name, ()):
            if ":" in key or name == "evidence":
                if key not in rows:
                    remedy = nearest(key, rows) or "; take a name and a measure of the evidence table"
                    raise ValueError(f"{where}, field '{name}': no checked row '{key}'{remedy}")
            else:
                cite(key, f"{where}, field '{name}'")
    for key in claim["sources"]:
        cite(key, f"{where}, field 'sources'")
    for key in keys_in(claim.get("reason", "")):
        if key not in claim["sources"]:
            raise ValueError(f"{where}, field 'reason': '{key}' is cited and is not among the sources; add it there")
    if both := set(claim.get("beside", ())) & {*claim["sources"], *claim.get("evidence", ())}:
        raise ValueError(f"{where}, field 'beside': '{min(both)}' bears on the claim, too; keep it in one place")
    for name in claim["chapters"]:
        chapter_title(name, f"{where}, field 'chapters'")
    if "rewrite" in claim:
        low, high = length_range(count_words(claim["claim"]))
        if not low <= (found := count_words(claim["rewrite"])) <= high:
            raise ValueError(f"{where}, field 'rewrite': {found} words; the claim's length asks for {low} to {high}")


def keys_in(text: str) -> list[str]:
    """The keys that a text cites as (@key, @key)."""
    return re.findall(r"@(\w+)", "".join(CITED.findall(text)))


def shelf(claim: dict, every: list[dict], said: dict, rows: dict) -> list[dict]:
    """What the auditor offers for a claim, in the order of the alphabet: what bears on it and what does not.

    A row of the evidence table stands for its source. A claim with nothing `beside` it gets two sources of others.
    """
    shown = {rows[key]["source"] for key in claim["evidence"]}
    entries = [(key, True, "") for key in [*claim["evidence"], *(k for k in claim["sources"] if k not in shown)]]
    entries += [(key, False, why) for key, why in (claim["beside"] or of_others(claim, every)).items()]
    made = []
    for key, bears, why in entries:
        if row := rows.get(key):
            source, result = row["source"], row["result"]
            against = "" if row["control"] == "none" else f", against {row['cells'][2]}"
            text = f"Evidence table: {row['treatment']}, {row['condition']}{against}; {row['outcome']}"
        else:
            text, source, result = said.get(key) or title(key), key, ""
        made.append({
            "text": text, "citation": cite(source, f"claim {claim['number']}"), "source": source, "bears": bears,
            "reason": why, "result": result,
        })  # fmt: skip
    return sorted(made, key=lambda entry: entry["text"].casefold())


def of_others(claim: dict, every: list[dict]) -> dict[str, str]:
    """{source: where the course uses it} of two claims from far away in the list, neither of them the claim's own."""
    found = {}
    for step in (12, 23, *range(1, len(every))):
        other = every[(claim["number"] - 1 + step) % len(every)]
        key = next((key for key in other["sources"] if key not in claim["sources"] and key not in found), None)
        if key and len(found) < 2:
            found[key] = f"The course uses it for claim {other['number']}."
    return found
