"""Labs in a real JupyterLab, with Python on the other side."""

import re
import shutil

import live
import nbformat
import pytest
from conftest import ROOT
from painlab import evidence

CELLS = [
    "from painlab import lab\ngate = lab('gate')\ngate",
    "gate.fA = 25",
    "print('Python sees', gate.fA)",
    "from painlab import explorer\ntable = explorer('table')\ntable",
    "table.condition = 'diabetic neuropathy'",
    "print('the table shows', table.family)",
    "from painlab import inventory\ninventory('before')",
    "from ipywidgets import HBox\nHBox([lab('gate'), lab('gate', fA=25)])",
]


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """Address of a JupyterLab of a folder with one notebook, `try.ipynb`, and the welcome notebook."""
    folder, settings = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("settings")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    nbformat.write(notebook, folder / "try.ipynb")
    shutil.copy(ROOT / "book" / live.WELCOME, folder)
    with live.serving(folder, settings) as address:
        yield address


@pytest.fixture
def notebook(visit, jupyterlab):
    """A function that opens a notebook and waits for its kernel."""

    def open_notebook(name):
        # not strict: JupyterLab logs what it misses; tall: what is out of sight is not in its page
        page = visit(jupyterlab.format(name), height=3000, strict=False)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(live.IDLE, timeout=60_000)
        return page

    return open_notebook


SAYS_SOMETHING_ELSE = "before => document.querySelector('.painlab-sentence').textContent !== before"


RUN_CELL = """index => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
    return window.jupyterapp.commands.execute("notebook:run-cell");
}"""


def test_a_slider_moves_python_and_python_moves_the_picture(notebook):
    page = notebook("try.ipynb")
    page.evaluate(RUN_CELL, 0)
    lab = page.locator(".painlab-lab")
    sentence = lab.locator(".painlab-sentence")
    slider = lab.get_by_role("slider", name=re.compile(r"\btouch\b")).first
    slider.scroll_into_view_if_needed(timeout=60_000)
    page.wait_for_function(SAYS_SOMETHING_ELSE, arg="")
    before = sentence.text_content()

    page.evaluate(RUN_CELL, 1)  # gate.fA = 25
    page.wait_for_function(SAYS_SOMETHING_ELSE, arg=before)
    assert float(slider.input_value()) == 25

    slider.fill("40")
    page.wait_for_timeout(500)  # the lab tells Python when the hand rests
    page.evaluate(RUN_CELL, 2)
    page.wait_for_selector("text=Python sees 40")


def test_a_filter_of_the_evidence_moves_python_and_python_moves_the_filter(notebook):
    page = notebook("try.ipynb")
    page.evaluate(RUN_CELL, 3)
    box = page.get_by_role("combobox", name="kind of pain")
    box.wait_for(timeout=60_000)
    page.evaluate(RUN_CELL, 4)  # table.condition = 'diabetic neuropathy'
    chosen = "rows => document.querySelector('.painlab-explorer tbody').rows.length === rows"
    page.wait_for_function(chosen, arg=len(evidence(condition="diabetic neuropathy").rows), timeout=60_000)
    page.get_by_role("combobox", name="kind of treatment").select_option(label="acupuncture")
    page.wait_for_timeout(500)
    page.evaluate(RUN_CELL, 5)
    page.wait_for_selector("text=the table shows acupuncture")


def test_the_twelve_questions_can_be_answered_in_a_notebook(notebook):
    page = notebook("try.ipynb")
    page.evaluate(RUN_CELL, 6)
    page.wait_for_selector(".painlab-inventory", timeout=60_000)
    for name in ("D", "guessing"):
        page.evaluate(
            """name => document.querySelectorAll(".painlab-inventory .painlab-quiz-item").forEach((item) =>
              (item.querySelector(`input[value="${name}"]`) ?? item.querySelectorAll("input")[3]).click())""",
            name,
        )
    page.get_by_role("button", name="Finish", exact=True).click()
    assert page.locator(".painlab-inventory-end").is_visible()


def test_the_welcome_notebook_runs_from_top_to_bottom(notebook):
    page = notebook("welcome.ipynb")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(".painlab-lab", timeout=60_000)
    page.wait_for_function(live.IDLE, timeout=60_000)
    errors = ".jp-OutputArea [data-mime-type$='stderr'], .jp-OutputArea [data-mime-type$='error']"
    assert page.locator(errors).all_text_contents() == []


def test_a_dark_theme_of_jupyterlab_reaches_the_lab(notebook):
    page = notebook("try.ipynb")
    page.evaluate(RUN_CELL, 0)
    page.wait_for_selector(".painlab-lab", timeout=60_000)
    paper = "() => getComputedStyle(document.querySelector('.painlab-lab')).getPropertyValue('--paper')"
    light = page.evaluate(paper)
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
    assert page.evaluate(paper) != light


IN_THE_HAND = """() => {
  const frame = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect();
  const box = (query) => document.querySelector(query).getBoundingClientRect();
  const stage = [".painlab-picture", ".painlab-hands", ".painlab-sentence"].map(box);
  const hands = ".painlab-steps button, .painlab-hands :is(button, input, select)";
  const shares = [...document.querySelectorAll(hands)].filter((node) => node.checkVisibility()).map((node) => {
    node.scrollIntoView({block: "end", behavior: "instant"});
    const {top, bottom, height} = box(".painlab-picture");
    return (Math.min(frame.bottom, bottom) - Math.max(frame.top, top)) / height;
  });
  const high = Math.max(...stage.map(({bottom}) => bottom)) - Math.min(...stage.map(({top}) => top));
  return [Math.round(frame.height), high, Math.min(...shares)];
}"""


def test_the_stage_is_on_one_screen_and_its_picture_stays_while_the_hand_moves(notebook):
    page = notebook("try.ipynb")
    page.set_viewport_size({"width": 1532, "height": 741})  # leaves 1,100 × 620 for an output
    page.evaluate(RUN_CELL, 0)
    page.locator(".painlab-lab").wait_for(timeout=60_000)
    page.wait_for_function(SAYS_SOMETHING_ELSE, arg="")
    room, high, share = page.evaluate(IN_THE_HAND)
    assert high <= 620 <= room + 5
    assert share > 0.99


def test_two_labs_of_one_name_stand_side_by_side_with_names_and_pictures_of_their_own(notebook):
    page = notebook("try.ipynb")
    page.evaluate(RUN_CELL, 0)
    page.evaluate(RUN_CELL, 7)
    labs = page.locator(".widget-hbox .painlab-lab")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".widget-hbox .painlab-sentence")]
          .filter(({textContent}) => textContent.length > 10).length === 2""",
        timeout=60_000,
    )
    assert len(set(labs.evaluate_all("labs => labs.map((lab) => lab.getAttribute('aria-label'))"))) == 2
    assert min(labs.evaluate_all("labs => labs.map((lab) => lab.clientWidth)")) >= 300
    sentences = labs.locator(".painlab-sentence").all_text_contents()
    assert "no touch" in sentences[0] and "touch of 25 Hz" in sentences[1]


# --- keys -------------------------------------------------------------------------------------------------------------

KEYS = ("a", "b", "x", "v", "m", "j", "d", "d", "0", "0", "ArrowDown", "ArrowRight", "ArrowRight")
CELLS_OF = """() => {
  const {content} = window.jupyterapp.shell.currentWidget;
  return [content.activeCellIndex, content.mode, ...content.widgets.map(({model}) => model.type)];
}"""


def test_no_key_pressed_in_a_widget_reaches_the_notebook(notebook):
    page = notebook("try.ipynb")
    for index in (0, 3, 6):
        page.evaluate(RUN_CELL, index)
    page.wait_for_selector(".painlab-inventory", timeout=60_000)
    page.wait_for_selector(".painlab-lab:not(.painlab-explorer)", timeout=60_000)
    kinds = {}
    for field in page.locator(
        ":is(.painlab-lab, .painlab-inventory, .painlab-quiz) :is(input, button, select, summary, a, [tabindex])"
    ).element_handles():  # the nodes themselves, as others may still come before them
        if field.is_visible():
            kind = field.evaluate(
                "node => [node.closest('section').className, node.localName, node.type ?? '', node.className].join(' ')"
            )
            kinds.setdefault(kind, field)
    assert len(kinds) >= 8
    for kind, field in kinds.items():
        field.focus()
        before = page.evaluate(CELLS_OF)
        value = field.evaluate("node => node.value")
        for key in KEYS:
            page.keyboard.press(key)
        assert page.evaluate(CELLS_OF) == before, kind
        assert page.locator(".jp-Dialog").count() == 0, kind
        if "range" in kind:
            assert field.evaluate("node => node.value") != value, f"{kind}: the arrows move nothing"
