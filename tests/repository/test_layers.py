"""The six layers of painlab: each folder takes from those below it and from none above."""

import ast
import re
from pathlib import PurePosixPath

from painlab.page.join import FRONTEND, IMPORT, beside

LAYERS = [  # from the ground up, as CONTRIBUTING.md draws them
    {"page", "shared", "errors", "sources"},
    {"model"},
    {"run"},
    {"views"},
    {"lab", "questions", "evidence", "exchange", "emblem", "figures"},
    {"models", "labs", "figures/chapters"},
    {"main", "__init__"},
]
LATE = {  # what is found, or run, only when it is asked for
    ("model/model.py", "models"): "a model is found by its name",
    ("model/model.py", "run"): "`Model.run` is a shorter way to say `run(model)`",
    ("lab/lab.py", "labs"): "a lab is found by its name",
}


def layer(name):
    """The layer of a file, by its path below the package: 0 is the ground."""
    path = PurePosixPath(name).with_suffix("")
    places = {*map(str, path.parents), str(path)}
    return max((at for at, folders in enumerate(LAYERS) if folders & places), default=None)


def taken_by_scripts():
    """(file, file that it imports) of the front end."""
    for path in FRONTEND.rglob("*.js"):
        name = path.relative_to(FRONTEND).as_posix()
        for _, other in IMPORT.findall(path.read_text(encoding="utf-8")):
            yield name, beside(name, other)


def taken_by_modules():
    """(file, module or package that it imports) of the package's Python files."""
    for path in FRONTEND.rglob("*.py"):
        name = path.relative_to(FRONTEND)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                folder = name.parents[node.level - 1].as_posix()
                module = (node.module or "").replace(".", "/")
                taken = [module] if module else [each.name for each in node.names]
                yield from ((name.as_posix(), re.sub(r"^\./", "", f"{folder}/{each}")) for each in taken)


def test_each_folder_takes_from_those_below_it_and_from_none_above():
    above = {
        (name, other.split("/")[0]): f"{name} takes from {other}"
        for name, other in [*taken_by_scripts(), *taken_by_modules()]
        if layer(other) is not None and layer(other) > layer(name)
    }
    assert {pair: said for pair, said in above.items() if pair not in LATE} == {}
    assert set(LATE) == set(above), "what is excepted here must be taken"


def test_every_file_of_the_package_lies_in_a_layer():
    files = [path.relative_to(FRONTEND).as_posix() for ending in ("py", "js") for path in FRONTEND.rglob(f"*.{ending}")]
    assert len(files) > 200 and [name for name in files if layer(name) is None] == []
