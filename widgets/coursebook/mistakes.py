"""What is wrong in the sources of the pages, with file, line and the nearest right name, before anything is built."""

import json
import re
from pathlib import Path

from painlab.errors import nearest, shortened
from painlab.sources import citations

from .contents import PARTS, chapters, pages

GLOSSARY = "book/reference/glossary.md"
ROLE = re.compile(r"\{(cite(?::[a-z]+)?|term)\}`([^`]+)`")


def mistakes(root: Path) -> list[str]:
    """A sentence for each wrong entry of _toc.yml, broken notebook, unknown source and unknown term."""
    problems = [*missing_pages(root), *left_alone(root)]
    if problems:
        return problems
    terms = glossary_terms((root / GLOSSARY).read_text(encoding="utf-8"))
    for name in pages(root):
        path = next(file for file in files_of(root, name) if file.exists())
        try:
            texts = texts_of(path)
        except ValueError as error:
            problems.append(f"{path.relative_to(root)}: {error}")
            continue
        for where, text in texts:
            problems += [f"{path.relative_to(root)}, {where}{said}" for said in wrong_names(text, terms)]
    return problems


def files_of(root, name):
    """The two files that may be the source of a page: notebook, Markdown."""
    return root / f"{name}.ipynb", root / f"{name}.md"


def missing_pages(root):
    """A sentence for each page of _toc.yml that is not there."""
    lines = (root / "_toc.yml").read_text(encoding="utf-8").splitlines()
    sources = [path for path in (root / "book").rglob("*") if path.suffix in (".md", ".ipynb")]
    there = [path.relative_to(root).with_suffix("").as_posix() for path in sources]
    for name in pages(root):
        if not any(file.exists() for file in files_of(root, name)):
            entry = re.compile(rf"\b{re.escape(name)}(\.\w+)?\s*$")
            line = next(number for number, text in enumerate(lines, 1) if entry.search(text))
            remedy = nearest(name, there) or "; write it, or take the line out"
            yield f"_toc.yml, line {line}: there is no page '{name}'{remedy}"


def left_alone(root):
    """A sentence for each page of _toc.yml that serves chapters of which _toc.yml has none."""
    lines = (root / "_toc.yml").read_text(encoding="utf-8").splitlines()
    names, there = pages(root), {path.stem for part in PARTS for path in (root / "book" / part).glob("*.ipynb")}
    kept = {name.rpartition("/")[2] for name in chapters(root)}
    for number, text in enumerate(lines, 1):
        name = next((name for name in names if re.search(rf"\b{re.escape(name)}(\.\w+)?\s*$", text)), "")
        folder, _, last = name.removeprefix("book/").rpartition("/")
        if folder == "teaching" and last in there - kept:
            yield f"_toc.yml, line {number}: the notes on '{last}' are there and the chapter is not; take both out"
        if folder in PARTS and last == "index" and sum(page.startswith(f"book/{folder}/") for page in names) == 1:
            yield f"_toc.yml, line {number}: the part '{name}' has no chapter left; take it out, too"


def texts_of(path):
    """[(where a text begins, text)] of a page: of a notebook its Markdown cells. ValueError for what is no notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return [("line ", text)]
    try:
        cells = json.loads(text)["cells"]
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: this is no JSON ({error.msg})") from None
    except (KeyError, TypeError):
        raise ValueError("this is no notebook: it has no 'cells'") from None
    told = [
        (number, "".join(cell["source"])) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "markdown"
    ]
    return [(f"cell {number}, line ", source) for number, source in told]


def glossary_terms(text):
    """The terms of the glossary, in small letters, as links find them."""
    block = re.search(r"```\{glossary\}\n(.*?)```", text, re.S)[1]
    return {line.strip().lower() for line in block.splitlines() if line.strip() and not line.startswith(" ")}


def wrong_names(text, terms):
    """'<line>: sentence' for each source and term of a text that does not exist."""
    for number, line in enumerate(text.splitlines(), 1):
        for role, content in ROLE.findall(line):
            if role == "term":
                name = re.sub(r"^.*<(.*)>$", r"\1", content).strip()
                if name.lower() not in terms:
                    yield f"{number}: the glossary has no term '{shortened(name)}'{nearest(name, terms)}"
                continue
            for key in (part.strip() for part in content.split(",")):
                if key not in citations():
                    yield f"{number}: book/references.bib has no entry '{shortened(key)}'{nearest(key, citations())}"
