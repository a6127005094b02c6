"""The catalog: a page for every model, rows that the tests stand behind, and files that run alone."""

import functools
import json
import math
import re
import subprocess
import sys

import pytest
import serve
from conftest import ROOT
from coursebook import contents
from coursebook.catalog import docstring
from coursebook.contents import write_model_pages
from painlab.lab import load, of_model
from painlab.lab.alone import javascript_file, python_file
from painlab.model import names
from painlab.sources import left_out
from published import REPRODUCED, still_there

each_model = pytest.mark.parametrize("name", names())


def test_every_model_is_in_the_list_once():
    assert sorted(contents.models(ROOT)) == names(), f"{contents.MODELS}.md lists each model once"


def test_the_contents_of_a_built_page_have_the_models_as_their_list_has_them(site):
    linked = re.findall(r'href="([\w/.-]*models/[\w-]+)\.html"', (site / f"{contents.MODELS}.html").read_text("utf8"))
    inside = [f"book/reference/{link}" for link in linked if link.startswith("models/")]
    assert list(dict.fromkeys(inside)) == [contents.page_of_model(name) for name in contents.models(ROOT)]


def test_no_page_of_a_model_counts_as_left_out_and_links_to_one_live(site):
    assert [page for page in left_out() if page.startswith("reference/models/")] == []
    assert 'href="book/reference/models/amplifier.html"' in (site / "index.html").read_text(encoding="utf8")


def test_pages_of_models_are_written_from_their_list_and_an_old_one_goes(tmp_path):
    folder = tmp_path / contents.MODELS
    folder.mkdir(parents=True)
    (folder / "gone.md").write_text("# Gone\n", encoding="utf8")
    folder.with_suffix(".md").write_text("```{models}\nsquid_axon\ngate\n```\n", encoding="utf8")
    write_model_pages(tmp_path)
    assert sorted(file.name for file in folder.iterdir()) == ["gate.md", "squid-axon.md"]
    assert (folder / "gate.md").read_text(encoding="utf8") == "# The gate\n\n```{model} gate\n```\n"


def test_a_misspelled_model_in_the_list_is_refused_with_the_nearest_name(tmp_path):
    (tmp_path / contents.MODELS).parent.mkdir(parents=True)
    (tmp_path / f"{contents.MODELS}.md").write_text("```{models}\ngatte\n```\n", encoding="utf8")
    with pytest.raises(ValueError, match="did you mean 'gate'"):
        write_model_pages(tmp_path)


@each_model
def test_a_model_has_a_lab_and_a_first_sentence(name):
    assert of_model(name), f"{name}: no lab stands on it; its page would have nothing to show"
    assert docstring(name)[0].endswith("."), f"{name}: its docstring begins with a sentence"


def test_every_recorded_number_belongs_to_a_test_that_is_still_there():
    table = json.loads(REPRODUCED.read_text(encoding="utf8"))
    assert set(table) <= set(names())
    gone = [row["test"] for made in table.values() for row in made["rows"] if not still_there(row)]
    assert gone == [], f"take their rows out of {REPRODUCED.name}, or record any test anew"


@functools.cache
def expected(name):
    """(lab, its read-outs) of a model, computed once."""
    lab = load(of_model(name)[0])
    return lab, lab.run().readouts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("alone")


def same(found, wanted):
    """Two read-outs, but for what rounding may do; a read-out that is not there is NaN in both."""
    return found == pytest.approx(wanted, rel=1e-6, abs=1e-9, nan_ok=True)


@each_model
def test_the_python_file_runs_alone_and_prints_what_the_lab_reads_out(name, folder):
    lab, readouts = expected(name)
    file = folder / f"{name}.py"
    file.write_text(python_file(lab), encoding="utf8")
    done = subprocess.run([sys.executable, "-P", "-s", file], capture_output=True, text=True, cwd=folder, env={})
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf8")
    assert "painlab" not in text and "numpy" not in text, "it needs nothing but Python"
    found = {m[1]: float(m[2]) for m in re.finditer(r"^(\w+) = (\S+) ", done.stdout, re.M)}
    assert list(found) == list(lab.readouts)
    for readout, value in found.items():
        assert same(value, readouts.get(readout, math.nan)), readout


@each_model
def test_the_javascript_file_is_a_module_that_runs_alone_and_reads_out_what_the_lab_does(name, browser, folder):
    lab, readouts = expected(name)
    (folder / f"{name}.js").write_text(javascript_file(lab), encoding="utf8")
    page = browser.new_page()
    with serve.served(folder) as address:
        page.goto(f"{address}/")
        ran = page.evaluate(IMPORTED, f"{address}/{name}.js")
    page.close()
    assert list(ran["asked"]) == list(lab.readouts)
    for readout in lab.readouts:
        found = ran["readouts"].get(readout)
        assert same(math.nan if found is None else found, readouts.get(readout, math.nan)), readout
    assert ran["rows"] > 0 and "there is no control" in ran["refused"]


IMPORTED = """async (address) => {
  const {run, READOUTS} = await import(address);
  const {t, readouts} = run();
  let refused = "";
  try { run({nobody: 1}); } catch (error) { refused = error.message; }
  return {asked: READOUTS.map(([name]) => name), readouts, rows: t.length, refused};
}"""
