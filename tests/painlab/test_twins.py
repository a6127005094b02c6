"""What stands in Python and in JavaScript by hand: the names of both, and what their functions take."""

import inspect
import re
from importlib import import_module

import pytest
from painlab.page.join import FRONTEND, front_file

TWINS = sorted(
    path.relative_to(FRONTEND).with_suffix("").as_posix()
    for path in [*FRONTEND.glob("run/*.js"), FRONTEND / "lab/permalink.js"]
    if path.with_suffix(".py").exists()
)
ONLY_IN_THE_PAGE = {  # what the language asks for, or what only a page does
    "lab/permalink.js defaultValues": "in Python `Lab.defaults`",
    "lab/permalink.js changedControls": "a control of the page",
    "lab/permalink.js isLinkFor": "a page's fragment goes to one of many labs",
}
ALONE_IN_THE_PAGE = {
    "run/arrays.js": "typed arrays; in Python `Kernel` has them, since Numba takes others than plain Python",
    "run/columns.js": "columns that grow while they are drawn; in Python they are made at once, by numpy",
    "run/scheduler.js": "when to compute and when to draw",
    "run/slices.js": "a run in slices of time, which may take over legs of another; in Python `run` ends with the run",
}
SPOKEN = re.compile(r"^export (?:function\*?|class) (\w+)(?:\((.*)\))? \{$", re.M)
METHOD = re.compile(r"^  (?:get )?(\w+)\(([^)]*)\) \{$", re.M)


def snake(name):
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def arguments(text):
    """Names of a JavaScript function's arguments, in Python's way of writing them; {a, b} of one count as its own."""
    return [snake(name) for name in re.findall(r"(\w+)(?= = |[,}\s]|$)", re.sub(r" = [^,]*", "", text or ""))]


def in_one_order(here, there):
    both = set(here) & set(there)
    return [name for name in here if name in both] == [name for name in there if name in both]


@pytest.mark.parametrize("name", TWINS)
def test_what_a_page_s_file_gives_has_its_twin_in_python_with_arguments_in_the_same_order(name):
    python = import_module("painlab." + name.replace("/", "."))
    for word, taken in SPOKEN.findall(front_file(f"{name}.js")):
        if f"{name}.js {word}" in ONLY_IN_THE_PAGE:
            assert not hasattr(python, snake(word))
            continue
        twin = getattr(python, word if word[0].isupper() else snake(word), None)
        assert twin is not None and twin.__module__ == python.__name__, f"{name}.js: {word} has no twin in {name}.py"
        if not inspect.isclass(twin):
            assert in_one_order(arguments(taken), list(inspect.signature(twin).parameters)), (name, word)


def test_a_run_is_asked_the_same_in_both_languages():
    from painlab.run.run import Run

    text = front_file("run/slices.js")
    methods = dict(METHOD.findall(text[text.index("export class Run") :]))
    asked = {name: member for name, member in vars(Run).items() if inspect.isfunction(member) and name[0] != "_"}
    for name, member in asked.items():
        camel = re.sub("_(.)", lambda letter: letter[1].upper(), name)
        assert camel in methods, f"slices.js: no {camel}"
        assert arguments(methods[camel]) == list(inspect.signature(member).parameters)[1:], name


def test_arrays_are_asked_of_a_kernel_the_same_in_both_languages():
    from painlab.run.kernel import Kernel

    text = front_file("run/arrays.js")
    body = text[text.index("  return {\n") + len("  return {\n") : text.index("  };")]
    given = {snake(name) for name in re.findall(r"(?:^ *|, )(\w+)(?=[:,])", body, re.M)}
    here = {name for name, member in vars(Kernel).items() if inspect.isfunction(member) and name[0] != "_"}
    assert given == here - {"adaptive"}  # which counts its steps


def test_every_exception_is_still_one():
    for each in ONLY_IN_THE_PAGE:
        file, word = each.split()
        assert word in dict(SPOKEN.findall(front_file(file))), each


def test_every_file_of_a_run_in_the_page_has_a_twin_or_says_why_not():
    there = {path.relative_to(FRONTEND).as_posix() for path in FRONTEND.glob("run/*.js")}
    assert there - {f"{name}.js" for name in TWINS} == set(ALONE_IN_THE_PAGE)


def test_what_is_shared_is_written_in_python_alone():
    assert not list(FRONTEND.glob("shared/*.js"))
