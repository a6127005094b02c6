"""What stands in Python and in JavaScript by hand: one file, the random numbers, and what each language alone has."""

import inspect
import re
from importlib import import_module

import pytest
from painlab.page.join import FRONTEND, front_file

TWINS = {"run/chance": "whole numbers of 32 bits, which each language has its own words for; numpy draws many at once"}
NAMED_ALIKE = {  # of one thing, two sides
    "lab/lab": "in Python what a lab asks, checked as it is read; in the page how it is shown",
    "lab/still": "in Python a still as HTML; there what is drawn in it, by the views",
    "page/words": "Python writes the table of a language's texts, the page looks one up",
}
ALONE_IN_THE_PAGE = {
    "run/arrays.js": "typed arrays; in Python `Kernel` has them, since Numba takes others than plain Python",
    "run/columns.js": "columns that grow while they are drawn; in Python they are made at once, by numpy",
    "run/scheduler.js": "when to compute and when to draw",
    "run/state.js": "what the text of a compiled lab says; in Python `Lab` asks its expressions themselves",
    "run/sweep.js": "runs at many states, in slices; in Python who wants them runs one after the other",
    "run/slices.js": "a run in slices of time, which may take over legs of another; in Python `run` ends with the run",
}
IN_PARTS = {"views", "questions", "evidence", "emblem"}  # a widget or a view in the page; in Python its data, its words
SPOKEN = re.compile(r"^export (?:function\*?|class) (\w+)(?:\((.*)\))? \{$", re.M)
METHOD = re.compile(r"^  (?:get )?(\w+)\(([^)]*)\) \{$", re.M)


def snake(name):
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def arguments(text):
    """Names of a JavaScript function's arguments, in Python's way of writing them."""
    return [snake(name) for name in re.findall(r"(\w+)(?= = |[,}\s]|$)", re.sub(r" = [^,]*", "", text or ""))]


def test_no_file_of_the_engine_or_of_a_lab_is_written_twice_but_the_random_numbers():
    scripts = [path.relative_to(FRONTEND) for path in FRONTEND.rglob("*.js")]
    pairs = {path.with_suffix("").as_posix() for path in scripts if (FRONTEND / path).with_suffix(".py").exists()}
    assert {name for name in pairs if name.split("/")[0] not in IN_PARTS} == {*TWINS, *NAMED_ALIKE}


@pytest.mark.parametrize("name", TWINS)
def test_what_a_page_s_file_gives_has_its_twin_in_python_with_the_same_arguments(name):
    python = import_module("painlab." + name.replace("/", "."))
    given = SPOKEN.findall(front_file(f"{name}.js"))
    assert {snake(word) for word, _ in given} == {
        word for word in vars(python) if inspect.isfunction(vars(python)[word])
    }
    for word, taken in given:
        assert arguments(taken) == list(inspect.signature(getattr(python, snake(word))).parameters), word


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


def test_every_file_of_a_run_in_the_page_has_a_twin_or_says_why_not():
    there = {path.relative_to(FRONTEND).as_posix() for path in FRONTEND.glob("run/*.js")}
    assert there - {f"{name}.js" for name in TWINS} == set(ALONE_IN_THE_PAGE)


def test_what_is_shared_is_written_in_python_alone():
    assert not list(FRONTEND.glob("shared/*.js"))
