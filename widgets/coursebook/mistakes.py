"""What is wrong in the sources of the pages, with file, line and the nearest right name, before anything is built."""

import json
import re
from pathlib import Path

from painlab.errors import nearest, shortened
from painlab.sources import citations

from .contents import pages

GLOSSARY = "book/reference/glossary.md"
ROLE = re.compile(r"\{(cite(?::[a-z]+)?|term)\}`([^`]+)`")


def mistakes(root: Path) -> list[str]:
    """A sentence for each entry of _toc.yml without a page, broken notebook, unknown source and unknown term."""
    found = list(missing_pages(root))
    if found:
        return found
    terms = glossary_terms((root / GLOSSARY).read_text(encoding="utf-8"))
    for name in pages(root):
        path = next(file for file in files_of(root, name) if file.exists())
        try:
            texts = texts_of(path)
        except ValueError as error:
            found.append(f"{path.relative_to(root)}: {error}")
            continue
        for where, text in texts:
            found += [f"{path.relative_to(root)}, {where}{said}" for said in wrong_names(text, terms)]
    return found


def files_of(root, name):
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
    told = [(n, "".join(cell["source"])) for n, cell in enumerate(cells, 1) if cell["cell_type"] == "markdown"]
    return [(f"cell {n}, line ", source) for n, source in told]


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
