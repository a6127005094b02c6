"""What must hold for the repository as a whole: notebooks, sizes, style, lock, what Binder installs."""

import ast
import os
import pkgutil
import re
import subprocess
import sys

import lock
import nbformat
import pytest
import strip
import tree_sitter_javascript
from conftest import DEAR, ROOT
from painlab.views.words import kinds
from tree_sitter import Language, Parser

CHAPTERS = sorted(path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
each_notebook = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))


def files():
    """All files that are or could be committed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        pytest.fail(f"This test asks git which files belong to the project: {answer.stderr}")
    paths = [ROOT / name for name in answer.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts():
    """(name, text) of every file that is text, but for the lock and the licenses."""
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        data = path.read_bytes()
        if b"\0" not in data and name != "uv.lock" and "/vendor/" not in name:
            yield name, data.decode("utf8")


def run(*command):
    """What a command prints, and whether it ends well."""
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


@each_notebook
def test_notebooks_are_stripped_as_they_are_committed(path):
    text = path.read_text(encoding="utf8")
    remedy = f"To strip it: .venv/bin/python tools/strip.py {path.relative_to(ROOT)}"
    assert text == strip.stripped(text), remedy


def test_what_is_committed_keeps_the_outputs_that_nbval_compares(tmp_path):
    cells = [nbformat.v4.new_code_cell("6 * 7", metadata={"tags": tags}) for tags in ([], ["keep_output"])]
    for cell in cells:
        cell.execution_count = 5
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "41"}, execution_count=5)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    path = tmp_path / "wrong.ipynb"
    path.write_text(strip.stripped(nbformat.writes(notebook)))
    bare, kept = nbformat.read(path, as_version=4).cells
    assert (bare.outputs, bare.execution_count) == ([], None)
    assert kept.outputs[0].data == {"text/plain": "41"}
    code, said = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", str(path))
    assert code == 1 and "1 failed, 1 passed" in said, said


@each_notebook
def test_only_cells_that_keep_their_output_have_one_and_each_of_them_has(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            keeps = "keep_output" in cell.metadata.get("tags", [])
            assert bool(cell.outputs) == keeps, f"{path.name}: {cell.source!r}"


@each_notebook
def test_kept_outputs_are_small_plain_text_without_addresses(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            assert set(output.get("data", {})) <= {"text/plain"}, f"{path.name}: {cell.source!r}"
            text = output.get("text", "") or output.data["text/plain"]
            assert len(text) < 1000 and "0x" not in text, f"{path.name}: {cell.source!r}"


@each_notebook
def test_notebooks_name_the_ordinary_kernel_and_skip_no_check(path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.kernelspec.display_name == "Python 3 (ipykernel)"
    for cell in notebook.cells:
        assert not {"nbval-skip", "raises-exception"} & set(cell.metadata.get("tags", [])), cell.source
        assert "NBVAL" not in cell.source, f"{path.name}: use the tag nbval-ignore-output: {cell.source!r}"


def test_pages_have_hyphenated_names():
    for path in files():
        if path.suffix in {".md", ".ipynb"} and path.is_relative_to(ROOT / "book") and "vendor" not in path.parts:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem), path


def test_no_file_is_larger_than_one_and_a_half_megabytes():
    assert [path for path in files() if path.stat().st_size > 1.5e6] == []


def test_code_is_clean_and_formatted():
    assert run(sys.executable, "-m", "ruff", "check", ".") == (0, "All checks passed!\n")
    code, said = run(sys.executable, "-m", "ruff", "format", "--check", ".")
    assert code == 0, said


def test_the_lock_is_what_pyproject_asks_for():
    code, said = run(lock.UV, "lock", "--check", "--offline")
    assert code == 0, f"{said}\nRun `make lock`."


def test_the_lock_names_the_public_package_index_only():
    text = (ROOT / "uv.lock").read_text()
    assert set(re.findall(r'registry = "(.*?)"', text)) == {"https://pypi.org/simple"}
    assert {url.split("/")[2] for url in re.findall(r'url = "(.*?)"', text)} == {"files.pythonhosted.org"}


def test_binder_installs_what_the_lock_says_and_no_book_builder():
    for name in lock.BINDER:
        pinned = (ROOT / "binder" / name).read_text()
        assert pinned == lock.pins(name), "Run `make lock`."
        assert all("==" in line for line in pinned.splitlines() if not line.startswith("#"))
        for absent in ("numba", "jupyter-book", "sphinx", "playwright"):
            assert f"\n{absent}==" not in pinned


def test_binder_keeps_no_package_that_only_writes_its_notebooks():
    texts = [(ROOT / "binder" / name).read_text(encoding="utf-8") for name in lock.BINDER]
    kept, gone = (set(re.findall(r"^(\S+)==", text, re.M)) for text in texts)
    assert gone == {"mini-racer", "resvg-py"} and not kept & gone


ONLY_BINDER = """
import importlib.metadata, sys
def plain(name):
    return name.replace("_", "-").replace(".", "-").lower()

lines = [*open("binder/requirements.txt"), *open("binder/write.txt")]
pinned = {plain(line.split("==")[0]) for line in lines} | {"painlab", "pip"}
packages = importlib.metadata.packages_distributions()
owners = {package: {plain(name) for name in names} for package, names in packages.items()}

class Absent:
    def find_spec(name, path=None, target=None):
        owned = owners.get(name, pinned)
        if not owned & pinned:
            raise ModuleNotFoundError(f"{name} of {owned} is not in a list of binder/")

sys.meta_path.insert(0, Absent)
sys.path.insert(0, "tools")
import live
"""


def test_binder_imports_the_live_edition_with_what_it_installs():
    code, said = run(sys.executable, "-c", ONLY_BINDER)
    assert code == 0, said


def test_the_ci_script_can_be_run():
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    for name, text in texts():
        found = re.search(r"(?<![\w.:/)\]}-])/(?:root|work|home/\w+|Users/\w+)/[\w.]+", text)
        assert not found, f"{name}: {found[0]}"


IMPORTED = re.compile(r"from (painlab[\w.]*) import ([\w, ]+)")
DOTTED = re.compile(r"(?<![\w.:/@-])(painlab(?:\.[a-zA-Z_]\w*)+)\b(?<!\.po)")  # not the catalog painlab.po


def test_every_name_of_the_package_that_a_page_or_a_guide_writes_is_there():
    seen = 0
    for name, text in texts():
        if name.endswith((".md", ".ipynb")) and name.startswith(
            ("book/", "README", "CHANGELOG", "CONTRIBUTING", "paper")
        ):
            imported = [
                f"{module}.{one.strip()}" for module, names in IMPORTED.findall(text) for one in names.split(",")
            ]
            for dotted in [*imported, *DOTTED.findall(text)]:
                seen += 1
                assert is_there(dotted), f"{name}: there is no {dotted}"
    assert seen > 50


def is_there(dotted):
    """Is a dotted name a module, or something in one?"""
    try:
        pkgutil.resolve_name(dotted)
    except (ImportError, AttributeError):
        return False
    return True


def test_the_readme_quotes_the_benchmark_or_says_that_there_is_none():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    if (ROOT / "bench.md").exists():
        measured = (ROOT / "bench.md").read_text(encoding="utf8").split("\n\n", 1)[1].strip()
        assert measured in readme, "bench.md and its quotation in README.md differ: run `make bench`."
    else:
        assert "Not measured yet" in readme


def test_the_map_of_the_code_names_every_file_and_no_other():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
    told, folder = set(), ""
    for line in text.splitlines():
        if begins := re.match(r"\| in `(.+)/` \|", line):
            folder = begins[1]
        elif row := re.match(r"\| `([\w./]+)` \|", line):
            told.add(f"{folder}/{row[1]}")
    one_a_file = ("models/", "labs/", "figures/chapters/", "vendor/", "__init__.py")
    there = [path.relative_to(ROOT).as_posix() for path in files() if path.suffix in {".py", ".js", ".css"}]
    kinds_of_views = {f"widgets/painlab/views/{kind}.{ending}" for kind in kinds() for ending in ("py", "js")}
    there = {name for name in there if not name.startswith("tests/") and not any(part in name for part in one_a_file)}
    assert told == there - kinds_of_views


FUNCTIONS = {
    "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
    "arrow_function", "method_definition",
}  # fmt: skip
BRANCHES = {
    "if_statement", "for_statement", "for_in_statement", "while_statement", "do_statement", "switch_case",
    "catch_clause", "ternary_expression", "&&", "||", "??",
}  # fmt: skip


def complexities(node, own=None):
    """(line, complexity) of each function below a node: 1 and its branches, but for those of functions in it."""
    if node.type in FUNCTIONS:
        own = [node.start_point[0] + 1, 1]
        yield own
    elif own and node.type in BRANCHES:
        own[1] += 1
    for child in node.children:
        yield from complexities(child, own)


def functions(node):
    """The functions with a name that are written below a node."""
    if node.type == "function_declaration":
        yield node
    for child in node.children:
        yield from functions(child)


def test_no_function_of_the_front_end_has_a_complexity_above_15():
    parser = Parser(Language(tree_sitter_javascript.language()))
    for name, text in our_modules().items():
        if name.endswith(".js"):
            tree = parser.parse(text.encode())
            assert not tree.root_node.has_error, f"{name} could not be read"
            counted = list(complexities(tree.root_node))
            above = [f"line {line} has {count}" for line, count in counted if count > 15]
            assert above == [], f"{name}: {', '.join(above)}; give a part of it a name of its own"


VAGUE = {"made", "found"}


def names_of_python(text):
    """Everything that a module names: variables, arguments, attributes, functions."""
    for node in ast.walk(ast.parse(text)):
        yield from (getattr(node, field, None) for field in ("id", "arg", "attr", "name"))


def names_of_javascript(node):
    """Everything that is named below a node: variables, arguments, properties, functions."""
    if node.type.endswith(("identifier", "identifier_pattern")):
        yield node.text.decode()
    for child in node.children:
        yield from names_of_javascript(child)


def test_no_name_is_made_or_found_since_a_noun_says_what_a_value_is():
    parser = Parser(Language(tree_sitter_javascript.language()))
    for name, text in our_modules().items():
        if re.search(r"\b(made|found)\b", text):
            script = name.endswith(".js")
            names = names_of_javascript(parser.parse(text.encode()).root_node) if script else names_of_python(text)
            assert VAGUE.isdisjoint(names), f"{name}: say what it is that was made or found"


MOST_LINES = 300
# A text that a reader sees stands on one line, as its translation does, and alone on it where it is long.
ONE_TEXT = re.compile(r"""^ *(?:const \w+ = |return |[?:+] |\[)?t?([\"`]).*\1[^\"`]*(?:"")?[^\"`]*$""")


def our_modules(*endings):
    kinds = {path for path in files() if path.suffix in (endings or (".py", ".js"))}
    names = {path.relative_to(ROOT).as_posix(): path for path in kinds}
    ours = {name: path for name, path in names.items() if name.split("/")[0] in ("widgets", "tools", "book")}
    return {name: path.read_text(encoding="utf8") for name, path in ours.items() if "/vendor/" not in name}


def test_no_module_and_no_style_sheet_is_longer_than_300_lines():
    ours = our_modules(".py", ".js", ".css")
    longer = {name for name, text in ours.items() if len(text.splitlines()) > MOST_LINES}
    assert not longer, "split by what it speaks of, under the names of the field"


def test_no_file_of_tests_is_longer_than_450_lines():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    assert lengths and not [path for path, count in lengths.items() if count > 450], "split by what it asks"


def test_no_line_of_javascript_or_of_the_looks_of_the_book_is_longer_than_120_characters_but_one_text():
    for name, text in our_modules(".js", ".css").items():
        if name.endswith(".js") or not name.startswith("widgets/"):
            for number, line in enumerate(text.splitlines(), 1):
                assert len(line) <= 120 or ONE_TEXT.match(line), f"{name}:{number}: {len(line)} characters"


def test_no_function_of_the_pages_stands_in_two_files():
    parser, seen = Parser(Language(tree_sitter_javascript.language())), {}
    for name, text in our_modules(".js").items():
        if name.startswith("book/assets/"):
            for function in functions(parser.parse(text.encode()).root_node):
                said = " ".join(function.text.decode().split()).removeprefix("function ").partition("(")[2]
                assert seen.setdefault(said, name) == name, f"{name} and {seen[said]}: {said[:60]}"


def test_each_file_whose_dear_beginning_is_made_once_is_there_and_has_one_for_its_whole_module():
    for name in DEAR:
        assert re.search(r'fixture\(scope="(module|session)"\)', (ROOT / "tests" / name).read_text(encoding="utf-8")), (
            name
        )
