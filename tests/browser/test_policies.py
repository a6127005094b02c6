"""Pages live where a host allows scripts of its own site only, and in a frame that may do nothing but run scripts."""

import contextlib
import re
from types import SimpleNamespace

import ipywidgets
import pytest
import serve
from conftest import ROOT
from coursebook import pages, widgets
from ipywidgets.embed import dependency_state
from painlab import lab
from playwright.sync_api import expect

POLICY = "script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self'"
PAGE = """<!doctype html><html lang=en data-content_root="./"><meta charset=utf-8>{files}<main>
<script type="application/vnd.jupyter.widget-view+json">{{"model_id": "{shown}"}}</script></main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script></html>"""
PAGES = {
    "index.html": "main a",
    "search.html?q=gate": "main li a",
    "book/index.html": ".painlab-emblem",
    "book/physiology/the-gate.html": ".painlab-sentence",
    "book/treatment/auditing-a-pain-blog.html": ".painlab-audit button",
    "book/reference/evidence.html": ".painlab-explorer select",
    "book/before-you-start.html": ".painlab-inventory-end",
    "labs/chloride.html": ".painlab-sentence",
    "teaching/the-gate-50.html": "button",
    "404.html": "main a",
}


class Strict(serve.Handler):
    """Sends the policy with each page."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture
def strict(request):
    """A function: the address at which a folder is served under the policy."""
    with contextlib.ExitStack() as opened:
        yield lambda folder: opened.enter_context(serve.served(folder, Strict))


def write_page(folder, shown, models):
    """Write page.html, which shows the model `shown` of {name: (kind, state)}, and its files, as the book does."""
    state = {"state": {name: {"model_name": kind, "state": values} for name, (kind, values) in models.items()}}
    state, styles, scripts = widgets.hoist(state, folder)
    for name in ("book.css", "host.js"):
        (folder / name).write_text(pages.joined(name), encoding="utf-8")
    files = "".join(f'<link rel=stylesheet href="{name}">' for name in ["book.css", *styles])
    files += "".join(f'<script defer src="{name}"></script>' for name in [*scripts, "host.js"])
    text = PAGE.format(files=files, shown=shown, state=widgets.embed(state))
    (folder / "page.html").write_text(text, encoding="utf-8")


@pytest.fixture
def one_lab(tmp_path):
    """A folder with a page that holds one lab and a page that frames it."""
    write_page(tmp_path, "gate", {"gate": ("AnyModel", lab("gate").get_state())})
    frame = '<!doctype html><iframe sandbox="allow-scripts" src="page.html" width=900 height=900></iframe>'
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    return tmp_path


def move(frame):
    """Move a control of the first lab by keys until its sentence changes (policies bind `wait_for_function` too)."""
    sentence = frame.locator(".painlab-sentence").first
    frame.locator("section.painlab-lab").first.scroll_into_view_if_needed()  # it computes once it is seen
    expect(sentence).to_have_text(re.compile(".{20}"), timeout=30_000)
    skip = frame.get_by_role("button", name=re.compile("^Skip")).first
    if skip.count():
        skip.click()
    before = sentence.text_content()
    slider = frame.locator(".painlab-control input[type=range]").first
    for _ in range(6):
        slider.press("ArrowRight")
    expect(sentence).not_to_have_text(before, timeout=30_000)


@pytest.mark.parametrize("name", ["page.html", "frame.html"])
def test_a_lab_moves_under_the_policy_and_in_a_frame_that_may_only_run_scripts(name, visit, strict, one_lab):
    page = visit(f"{strict(one_lab)}/{name}")
    move(page.frames[-1])


def test_standard_controls_are_drawn_move_their_values_and_what_is_linked_to_them(visit, strict, tmp_path):
    slider = ipywidgets.FloatSlider(value=2, min=0, max=5, step=0.5, readout_format=".1f", description="strength")
    typed = ipywidgets.BoundedFloatText(value=2, min=0, max=5, description="typed")
    listed = ipywidgets.Dropdown(options=["skin", "nerve", "cord"], description="place")
    copied = ipywidgets.RadioButtons(options=["skin", "nerve", "cord"], description="copy")
    ticked = ipywidgets.Checkbox(description="blocked")
    pressed = ipywidgets.ToggleButton(description="rub")
    controls = ipywidgets.VBox([slider, typed, listed, copied, ticked, pressed, ipywidgets.Label("below")])
    ipywidgets.jslink((slider, "value"), (typed, "value"))
    ipywidgets.jsdlink((listed, "index"), (copied, "index"))
    ipywidgets.jsdlink((ticked, "value"), (pressed, "value"))
    models = {name: (model["model_name"], model["state"]) for name, model in dependency_state([controls]).items()}
    write_page(tmp_path, controls.model_id, models)
    page = visit(f"{strict(tmp_path)}/page.html")
    page.get_by_label("strength").press("ArrowRight")
    expect(page.locator("output")).to_have_text("2.5")
    expect(page.get_by_label("typed")).to_have_value("2.5")
    page.get_by_label("typed").fill("9")
    page.get_by_label("typed").press("Enter")
    expect(page.locator("output")).to_have_text("5.0")  # the end of its range
    page.get_by_label("place").select_option("cord")
    expect(page.get_by_role("group", name="copy").get_by_label("cord")).to_be_checked()
    page.get_by_label("blocked").check()
    expect(page.get_by_role("button", name="rub")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("div.text")).to_have_text("below")


def test_a_lab_moves_as_a_file_and_its_curves_have_a_worker(visit, one_lab):
    page = visit((one_lab / "page.html").as_uri(), strict=False)
    move(page)
    assert page.workers


def test_curves_are_computed_in_a_worker_that_is_a_file_of_the_site(visit, strict, one_lab):
    page = visit(f"{strict(one_lab)}/page.html")
    move(page)
    assert page.workers and all(re.fullmatch(r"http://[^/]*/\w{16}\.js", worker.url) for worker in page.workers)


def test_labs_side_by_side_share_the_width(visit, strict, tmp_path):
    labs = {name: ("AnyModel", lab("gate", gIP=strength).get_state()) for name, strength in (("one", 1), ("two", 0.5))}
    write_page(tmp_path, "box", labs | {"box": ("HBoxModel", {"children": ["IPY_MODEL_one", "IPY_MODEL_two"]})})
    page = visit(f"{strict(tmp_path)}/page.html")
    sections = page.locator("section.painlab-lab")
    expect(sections).to_have_count(2)
    expect(page.locator("canvas:visible").nth(1)).to_be_visible()
    first, second = (box.bounding_box() for box in sections.all())
    assert first["width"] > 300 and abs(first["width"] - second["width"]) < 2
    assert second["x"] >= first["x"] + first["width"] - 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_book_lives_under_the_policy(name, visit, strict, site):
    page = visit(f"{strict(site)}/{name}")
    page.locator(PAGES[name]).first.wait_for(state="attached")
    if page.locator("script[type='application/vnd.jupyter.widget-state+json']").count():
        page.locator("html[data-widgets=live]").wait_for()
    assert page.locator("[role=alert]:visible").count() == 0
    if "sentence" in PAGES[name]:
        move(page)


@pytest.mark.parametrize("name", ["book/physiology/the-gate.html", "book/reference/kept.html"])
def test_a_page_of_the_book_lives_in_a_frame_that_may_only_run_scripts(name, visit, strict, site, tmp_path):
    frame = f'<!doctype html><iframe sandbox="allow-scripts" src="{strict(site)}/{name}" width=900 height=900></iframe>'
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    page, complaints = visit(f"{strict(tmp_path)}/frame.html", strict=False), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.reload()
    page.frame_locator("iframe").locator("button.theme").wait_for(state="attached")
    if "gate" in name:
        move(page.frames[-1])
    assert complaints == []


@pytest.mark.parametrize(
    "address, home",
    [("", "/"), ("https://pain.example/", "/"), ("https://someone.github.io/the-course/", "/the-course/")],
)
def test_the_page_for_a_wrong_address_leads_home_from_any_depth_without_a_script(address, home, site):
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl=address, book_repository=None))
    [(name, values, template)] = pages.other_pages(app)
    assert (name, values["home"], template) == ("404", home, "404.html")
    text = (site / "404.html").read_text(encoding="utf-8")
    assert "<script" not in text and re.findall(r'href="([^"]*)"', text.partition("<body>")[2])[0].startswith("/")


def test_the_policy_stands_on_the_page_for_those_who_publish_a_copy():
    text = (ROOT / "book/reference/make-it-yours.md").read_text(encoding="utf-8")
    assert f"`{POLICY}`" in text
