"""A made-up language: every text of the interface, of each lab, quiz and exercise that a reader sees is said in it.

In it all vowels have accents. A word without one, where a reader can see it, was not translated.
"""

import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from conftest import ROOT, mount_widget
from painlab.lab.code import model_code
from painlab.page import join, words
from painlab.page.join import FRONTEND, joined_modules, joined_styles
from test_run import plane_cell
from test_stage import DRAWN, WRITES

ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
FILLED = re.compile(r"(\{[^{}]*\}|<[^>]*>)")
SCRIPTS = [*sorted(FRONTEND.rglob("*.js")), *sorted((ROOT / "book/assets").glob("*.js"))]
CODE = re.compile(r"[{}\[\]=#]|\.\w|painlab-|system-ui")  # selectors, styles, markup
SEEN = """() => {
  const found = [];
  const outside = "code, pre, script, style, .katex, option[value=''], [data-source]";
  const kinds = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walk = document.createTreeWalker(document.getElementById("here"), kinds);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const holder = node.nodeType === 3 ? node.parentElement : node;
    if (holder.closest(outside)) continue;
    if (node.nodeType === 3) found.push(node.data);
    else for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) {
      if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
  }
  return found;
}"""
SCRIPT = """
import json, sys
sys.path.insert(0, "tools")
from painlab.page import words
words.speak("xx", __import__("pathlib").Path(sys.argv[1]))
from painlab.evidence.audit import audit
from painlab.lab.lab import load, names
from painlab.lab.widget import LabWidget
from painlab.page.join import joined_modules
from painlab.questions import exercise, inventory, quiz
made = {"labs": {}, "esm": joined_modules(), "words": {}}
for name in names():
    widget = LabWidget(load(name))
    made["labs"][name] = {"spec": widget.spec, "state": widget.state, "link": widget.link}
made["words"] = {f"quiz {name}": ["quiz", quiz.quiz(name).spec] for name in quiz.quizzes()}
made["words"]["inventory"] = ["inventory", inventory.inventory("after").spec]
made["words"]["audit"] = ["audit", audit().spec]
print(json.dumps(made))
"""


def pseudo(text):
    """A text in the made-up language: what is filled in stays."""
    parts = FILLED.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    return "".join(parts)


def plain_words(texts, allowed):
    """Words of at least three letters, with a vowel, none of which has an accent; `allowed` stand as they are."""
    left = set()
    for text in texts:
        for word in re.findall(r"[^\W\d_]{3,}", re.sub(r"#\S+", "", text)):
            if word.isascii() and word.lower() not in allowed and re.search("[aeiouy]", word.lower()[1:]):
                left.add(word)
    return left


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """What a page gets of every lab, quiz and the rest in the made-up language, computed in a process of its own."""
    folder = tmp_path_factory.mktemp("locale")
    place = folder / "xx" / "LC_MESSAGES"
    place.mkdir(parents=True)
    listing = "import sys, json; sys.path.insert(0, 'tools'); import translate; print(json.dumps(translate.texts()))"
    texts = json.loads(run("-c", listing))
    with (place / "painlab.po").open("w", encoding="utf-8") as file:
        file.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n')
        for text in texts:
            file.write(f"msgid {json.dumps(text, ensure_ascii=False)}\n")
            file.write(f"msgstr {json.dumps(pseudo(text), ensure_ascii=False)}\n\n")
    return json.loads(run("-c", SCRIPT, str(folder))) | {"folder": folder}


def run(*command):
    environment = {name: value for name, value in os.environ.items() if name != words.LANGUAGE}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def names_of(spec):
    """What stays as it is: names of people in citations, symbols, units."""
    found = json.dumps(spec, ensure_ascii=False)
    cited = re.findall(r'"citations?": \[?"([^\]]*?)"|"source": "([^"]*)"|\(([A-Z][^()]*\d{4}[^()]*)\)', found)
    symbols = re.findall(r'"symbol": "([^"]*)"', found)
    units = [unit for row in re.findall(r'"unit": "([^"]*)"', found) for unit in row.split()]
    quoted = re.findall(r'"quote": "([^"]*)"', found)  # the post's own words
    every = " ".join(["".join(each) for each in cited] + symbols + units + quoted)
    return {word.lower() for word in re.findall(r"[^\W\d_]+", every)} | {"ours", "trial"}


def test_a_text_is_looked_up_whole_and_keeps_what_is_filled_in():
    script = "t`a ${x ? t`few` : `b${y}`} of ${f({z: 1})}.` + t`It\\`s`"
    assert words.texts_of(script) == ["a {0} of {1}.", "few", "It`s"]
    assert pseudo("at {0:.1f} ms <b>of</b> it") == "át {0:.1f} ms <b>óf</b> ít"


COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.S)
TEXT = re.compile(r"(?<![\w$.])t`")
LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`')
NOT_READ = ("a run has no", "no '' to read out", "value min max step")  # errors for authors, names of attributes


def said_outside(script):
    """Literals of a script with three words in a row that are not said by t`…`, their holes left out."""
    script = COMMENT.sub("", script)
    for found in reversed([*TEXT.finditer(script)]):  # those inside of others first
        script = script[: found.start()] + "0" + script[words.after_template(script, found.end()) :]
    found = ["".join(re.split(r"\$\{[^{}]*\}|<[^>]*>", one or other)) for one, other in LITERAL.findall(script)]
    return [text for text in found if re.search(r"(?:\b[A-Za-z]+ ){2}[a-z]+\b", text) and not CODE.search(text)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_says_a_sentence_outside_of_what_is_translated(path):
    said = said_outside(path.read_text(encoding="utf-8"))
    assert not [text for text in said if not any(known in text for known in NOT_READ)]


def test_english_needs_no_catalog_and_is_what_the_scripts_say():
    assert words.catalog() is None
    assert words.t("{n} minutes", n=5) == "5 minutes"
    assert "const WORDS = null;" in joined_modules()
    assert sum(len(words.texts_of(path.read_text(encoding="utf-8"))) for path in FRONTEND.rglob("*.js")) > 400


def test_what_a_run_refuses_is_said_in_the_readers_language_with_its_values_in_it(monkeypatch, page):
    monkeypatch.setattr(words, "catalog", lambda: SimpleNamespace(gettext=pseudo))
    cell = plane_cell()
    values = {quantity.symbol: quantity.value for quantity in cell.settable} | {"I": 500}
    told = page.evaluate(
        "([rooms, text, values]) => { const {start} = Function(`${rooms} return modules['run/slices.js'];`)(),"
        " run = start(Function(text)(), {values, dt: 1, duration: 5}); while (!run.advance(50)); return run.error; }",
        [join.rooms.__wrapped__("run/slices.js"), model_code(cell) + "return {meta, kernel, expressions};", values],
    )
    assert re.match(rf"{cell.title}: thé rún léft thé númbérs: v ís nóné át \d+ ms \(thé rów béfóré hás v = -?\d", told)


@pytest.mark.slow
def test_no_lab_shows_a_word_of_another_language(spoken, visit, tmp_path):
    left = {}
    for name, told in spoken["labs"].items():
        file = tmp_path / f"{name}.html"
        file.write_text(f"<!doctype html><style>{joined_styles()}</style><div id=here></div>", encoding="utf-8")
        page = visit(file.as_uri())
        state = told["state"] | {"link": told["link"], "name": name}
        page.evaluate(WRITES, [spoken["esm"], "lab", told["spec"], state])
        page.wait_for_function(DRAWN, timeout=60_000)
        page.evaluate("() => document.querySelectorAll('#here details').forEach((part) => (part.open = true))")
        page.wait_for_timeout(100)
        if found := plain_words(page.evaluate(SEEN), names_of(told["spec"])):
            left[name] = sorted(found)
        page.close()
    assert not left, json.dumps(left, ensure_ascii=False)


@pytest.mark.slow
def test_no_quiz_inventory_or_audit_shows_a_word_of_another_language(spoken, visit, tmp_path):
    left = {}
    for name, (kind, spec) in spoken["words"].items():
        widget = SimpleNamespace(_esm=spoken["esm"], _css="", kind=kind, spec=spec)
        page = mount_widget(widget, tmp_path / "page.html", visit)
        if found := plain_words(page.evaluate(SEEN), names_of(spec)):
            left[name] = sorted(found)
        page.close()
    assert not left, json.dumps(left, ensure_ascii=False)
