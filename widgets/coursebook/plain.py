"""A chapter's MyST as plain Markdown, which JupyterLab, Notebook, VS Code, Colab and GitHub show without an extension.

    plain(text, Chapter(...))

Citations become 'Todd 2022' with the address behind it, terms carry their explanation, exercises the number that the
page prints, admonitions are quotations, solutions open. A map becomes a cell of its own (live.py). A role or directive
that is not known here is an error, so that none is left as raw text."""

import html
import re
from dataclasses import dataclass, field

from painlab.errors import nearest
from painlab.sources import address, cite

FENCE = re.compile(r"^(:{3,}|`{3,})\{([\w:-]+)\}[ ]*(.*)$")
OPTION = re.compile(r"^:([\w-]+):[ ]*(.*)$")
ROLE = re.compile(r"\{([\w:]+)\}`([^`]+)`")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^()\s]+)\)")
DEFINED = re.compile(r"^(.+)\n:[ ]+(.*(?:\n[ ]+.*)*)", re.M)
EXERCISE = re.compile(r"^:{3,}\{exercise\}[ ]*(.*)\n(?::.*\n)*?:label:[ ]*(\S+)", re.M)


@dataclass
class Chapter:
    """What the conversion of one notebook needs: its place, terms, where links lead, its exercises and drawings."""

    name: str  # such as 'physiology/the-gate'
    terms: dict[str, str]
    link: callable  # target of a link of the book → target in the live edition, or None where there is none
    exercises: dict[str, int] = field(default_factory=dict)


def glossary_terms(text: str) -> dict[str, str]:
    """{term in lower case: its explanation in plain words} of the glossary's Markdown."""
    body = re.search(r"^```\{glossary\}\n(.*?)^```", text, re.M | re.S)[1]
    terms = {}
    for entry in re.split(r"\n\n+", body.strip()):
        names, words = [], []
        for line in entry.splitlines():
            (words if line.startswith("  ") else names).append(line.strip())
        explanation = re.sub(r"[*_`]|\{\w+(?::\w)?\}", "", " ".join(words))
        terms |= {name.lower(): explanation for name in names}
    return terms


def number_exercises(texts: list[str]) -> dict[str, int]:
    """{label: number} of a chapter's exercises, from 1, as its page prints them."""
    labels = [label for text in texts for _, label in EXERCISE.findall(text)]
    return {label: number for number, label in enumerate(labels, 1)}


def plain(text: str, chapter: Chapter) -> str:
    """The plain Markdown of one cell. ValueError names a role or directive that is not known, and the nearest one."""
    return _blocks(text.split("\n"), chapter).strip("\n")


def _blocks(lines: list[str], chapter: Chapter) -> str:
    done, at = [], 0
    while at < len(lines):
        opening = FENCE.match(lines[at])
        if not opening:
            end = next((place for place in range(at, len(lines)) if FENCE.match(lines[place])), len(lines))
            done.append(_inline("\n".join(lines[at:end]), chapter))
            at = end
            continue
        fence, name, title = opening.groups()
        end = _end(lines, at, fence, chapter)
        options, body = _options(lines[at + 1 : end])
        if name not in DIRECTIVES:
            raise ValueError(f"{chapter.name}: no plain form of the directive '{name}'{nearest(name, DIRECTIVES)}")
        done.append(DIRECTIVES[name](title, options, body, chapter))
        at = end + 1
    return "\n".join(done)


def _end(lines: list[str], at: int, fence: str, chapter: Chapter) -> int:
    for place in range(at + 1, len(lines)):
        if lines[place].rstrip() == fence:
            return place
    raise ValueError(f"{chapter.name}: '{lines[at]}' is never closed")


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    options = {}
    while lines and (option := OPTION.match(lines[0])):
        options[option[1]] = option[2]
        lines = lines[1:]
    return options, lines


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def _folded(title: str, text: str) -> str:
    """What opens on a click; the empty lines let the Markdown inside be read as such."""
    return f"<details><summary>{html.escape(title)}</summary>\n\n{text.strip()}\n\n</details>\n"


def admonition(title, options, body, chapter):
    """A quoted block under its title in bold; a dropdown is folded."""
    text = _blocks(body, chapter)
    if "dropdown" in options.get("class", "").split():
        return _folded(_bare(_inline(title, chapter)), text)
    return _quoted(f"**{_inline(title, chapter)}**\n\n{text}")


def exercise(title, options, body, chapter):
    """A quoted block under the exercise's number and title."""
    number = chapter.exercises[options["label"]]
    return _quoted(f"**Exercise {number}. {_inline(title, chapter)}**\n\n{_blocks(body, chapter)}")


def solution(title, options, body, chapter):
    """A folded block under the number of its exercise."""
    return _folded(f"Solution to exercise {chapter.exercises[title.strip()]}", _blocks(body, chapter))


DIRECTIVES = {
    "admonition": admonition, "margin": admonition, "exercise": exercise, "solution": solution,
}  # fmt: skip


def _inline(text: str, chapter: Chapter) -> str:
    parts = re.split(r"(^```.*?^```$|(?<![`}])`[^`\n]+`)", text, flags=re.M | re.S)  # code stays as it is
    for place in range(0, len(parts), 2):
        part = re.sub(r"^\{\.[^}\n]*\}\n", "", parts[place], flags=re.M)
        part = re.sub(r"(\]|\))\{\.[\w -]+\}", r"\1", part)
        part = DEFINED.sub(lambda row: f"**{row[1].strip()}.** {' '.join(row[2].split())}\n", part)
        part = LINK.sub(lambda link: _link(link, chapter), part)
        parts[place] = part
    return ROLE.sub(lambda role: _role(role, chapter), "".join(parts))


def _link(link, chapter: Chapter) -> str:
    words, target = link[1], link[2]
    if re.match(r"[a-z]+:", target):
        return link[0]
    goal = chapter.link(chapter.name, target)
    return f"[{words}]({goal})" if goal else f"*{words}*"


def _role(role, chapter: Chapter) -> str:
    name, text = role.groups()
    if name not in ROLES:
        raise ValueError(f"{chapter.name}: no plain form of the role '{name}'{nearest(name, ROLES)}")
    return ROLES[name](text, chapter)


def _citations(text: str, chapter: Chapter) -> list[str]:
    return [f"[{cite(key, chapter.name)}]({address(key)})" for key in re.split(r"\s*,\s*", text.strip())]


def _split(text: str) -> tuple[str, str]:
    """The words and the goal of 'words <goal>'; both are the same where there is no goal."""
    pair = re.fullmatch(r"(.*?)\s*<(.*)>", text.strip(), re.S)
    return (pair[1], pair[2]) if pair else (text.strip(), text.strip())


def _term(text: str, chapter: Chapter) -> str:
    words, goal = _split(text)
    key = " ".join(goal.lower().split())
    if key not in chapter.terms:
        raise ValueError(f"{chapter.name}: no term '{goal}' in the glossary{nearest(goal, chapter.terms)}")
    return f'<abbr title="{html.escape(chapter.terms[key])}">{words}</abbr>'


ROLES = {
    "cite:p": lambda text, chapter: f"({'; '.join(_citations(text, chapter))})",
    "cite:t": lambda text, chapter: ", ".join(_citations(text, chapter)),
    "term": _term,
    "ref": lambda text, chapter: _split(text)[0],
}


def _bare(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|<[^>]+>|[*_`]", lambda mark: mark[1] or "", text)
