"""Every page and every lab in Chromium, Firefox and WebKit: alive, of the same numbers; links open at their lab.

`make test-engines` runs it; each page is opened once in each engine for all that is looked at.
"""

import io
import itertools
from urllib.parse import quote, unquote

import browser as programs
import pytest
import serve
import webdriver
from axe_playwright_python.base import AXE_SCRIPT
from painlab.lab import load
from test_labs_in_pages import EACH_LAB

pytestmark = pytest.mark.engines

# Stands first in every page. What an observer of sizes could not tell in one frame it tells in the next: no error.
WATCH = b"""<script>globalThis.complaints = []; {
  const complain = (what) => /^ResizeObserver loop/.test(what) || complaints.push(String(what));
  addEventListener("error", (e) => complain(e.message || e.target.src || e.target.href), true);
  addEventListener("unhandledrejection", (e) => complain(e.reason));
  const {error} = console;
  console.error = (...words) => { complain(words.join(" ")); error.apply(console, words); };
}</script>"""


class Watched(serve.Handler):
    """The built site, each page with its complaints in `complaints`; `/narrow?PAGE` shows a page 390 pixels wide."""

    def send_head(self):
        path, _, page = self.path.partition("?")
        if path == "/narrow":
            return self.html(
                f'<!doctype html><iframe src="/{unquote(page)}" width="390" height="800"></iframe>'.encode()
            )
        if not path.endswith(".html"):
            return super().send_head()
        with open(self.translate_path(path), "rb") as file:
            return self.html(file.read().replace(b"<head>", b"<head>" + WATCH, 1))

    def html(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@pytest.fixture(scope="module")
def watched(site):
    """Where the watched pages are served."""
    with serve.served(site, Watched) as address:
        yield address


@pytest.fixture(scope="module")
def engines(browser, tmp_path_factory):
    """{name: engine}, Chromium first."""
    for name in programs.OTHERS:
        if not programs.program(name):
            pytest.fail(f"No {name} found: run `make test-engines`, which installs one.")
    running = {"Chromium": webdriver.Chromium(browser)}
    try:
        running["Firefox"] = webdriver.Firefox(tmp_path_factory.mktemp("firefox"))
        running["WebKit"] = webdriver.Webkit(tmp_path_factory.mktemp("webkit"))
        yield running
    finally:
        for engine in running.values():
            engine.close()


# --- what is asked of a page ----------------------------------------------------------------------------------------

HELP = """
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (done, what) => {
    for (let times = 0; times < 600; times += 1) { const found = done(); if (found) return found; await pause(50); }
    throw new Error(`waited in vain for ${what}`);
  };
  const complete = async (lab) => {
    const sentence = lab.querySelector(".painlab-sentence");
    const whole = () => sentence.textContent.length > 10 && !sentence.classList.contains("painlab-stale");
    await pause(60);
    await until(whole, `the sentence of ${lab.dataset.lab}`);
    return sentence.textContent;
  };
"""
READY = f"""async () => {{ {HELP}
  const root = document.documentElement;
  const host = document.querySelector("script[src*='/host.js']");
  await until(() => !host || root.dataset.widgets === "live", "live widgets");
  const labs = [...document.querySelectorAll("section.painlab-lab")];
  for (const lab of labs) {{
    for (let node = lab; node; node = node.parentElement) if (node.localName === "details") node.open = true;
    [...lab.querySelectorAll("button")].find((button) => /^Skip/.test(button.textContent))?.click();
  }}
  return labs.length;
}}"""
REPORT = f"""async (at) => {{ {HELP}
  const lab = document.querySelectorAll("section.painlab-lab")[at];
  if (!lab.contains(document.activeElement?.closest("input"))) lab.scrollIntoView({{behavior: "instant"}});
  const said = await complete(lab);
  const painted = () => [...lab.querySelectorAll("canvas")].some((canvas) => {{
    if (!canvas.checkVisibility() || !canvas.width) return false;
    const {{data}} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) count += data[at] > 0;
    return count > 200;
  }}) || lab.querySelector(".painlab-map")?.getAttribute("aria-label").startsWith("Shown:");
  await until(painted, `a picture of ${{lab.dataset.lab}}`);
  const fields = [...lab.querySelectorAll(".painlab-rows input")];
  const values = fields.map((field) => field.value + (field.checked ? "+" : ""));
  return {{lab: lab.dataset.lab, said, values: values.join(" ")}};
}}"""
FOCUS = """([at, last]) => {
  const lab = document.querySelectorAll("section.painlab-lab")[at];
  const sliders = [...lab.querySelectorAll(".painlab-rows input[type=range]")].filter((s) => s.checkVisibility());
  const slider = last ? sliders.at(-1) : sliders[0];
  slider?.focus();
  return slider ? [slider.value, slider.value === slider.max ? "ArrowLeft" : "ArrowRight"] : null;
}"""
FOCUSED = "() => document.activeElement.value"
VIOLATIONS = """async (source) => {
  if (!globalThis.axe) (0, eval)(source);
  const {violations} = await axe.run({rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`));
}"""
LANDED = f"""async (name) => {{ {HELP}
  const view = document.querySelector("iframe[src^='/book']")?.contentWindow ?? globalThis;
  await until(() => view.document.documentElement?.dataset.widgets === "live", "live widgets");
  const lab = view.document.querySelector(`section.painlab-lab[data-lab="${{name}}"]`);
  const said = await complete(lab);
  let was = NaN, now = lab.getBoundingClientRect().top;
  while (was !== now) {{ was = now; await pause(400); now = lab.getBoundingClientRect().top; }}
  return {{top: now, said, width: view.innerWidth, complaints: view.complaints}};
}}"""


def seen(engine, address):
    """What a page shows: [report of a lab as it opens and after each of two moves by a key], and its complaints."""
    engine.open(address)
    reports = []
    for at in range(engine.script(READY)):
        reports.append(engine.script(REPORT, at))
        for last in (False, True):
            if not (found := engine.script(FOCUS, [at, last])):
                continue
            value, key = found
            engine.press(key)
            moved = engine.script(REPORT, at)
            if engine.script(FOCUSED) == value:
                moved["stood still"] = value
            reports.append(moved)
    return reports, engine.script("() => complaints")


def test_a_page_lives_in_every_engine_with_the_numbers_of_chromium(engines, watched, page_name):
    pages = {name: seen(engine, f"{watched}/{page_name}") for name, engine in engines.items()}
    faults = [f"{name}: {complaint}" for name, (_, complaints) in pages.items() for complaint in complaints]
    expected, _ = pages["Chromium"]
    faults += [f"stood still under a key: {report}" for report in expected if "stood still" in report]
    for name in ("Firefox", "WebKit"):
        for ours, theirs in itertools.zip_longest(expected, pages[name][0]):
            if ours != theirs:
                faults.append(f"Chromium: {ours}\n{name}: {theirs}")
        faults += [f"{name}: {violation}" for violation in engines[name].script(VIOLATIONS, AXE_SCRIPT)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name, lab_page", EACH_LAB)
def test_a_link_that_went_through_mail_opens_its_state_at_its_lab_in_every_engine(engines, watched, name, lab_page):
    made = load(name)
    values = made.discoveries[-1].values
    link = made.link(made.state(**values))
    encoded, ended = f"{lab_page}#{quote(link[1:], safe='')}", f"{lab_page}{link}."
    said = made.say(made.state(**values), made.run(**values).readouts)
    faults = []
    for engine_name, engine in engines.items():
        for address, narrow in [(encoded, False), (f"narrow?{quote(ended, safe='')}", True)]:
            engine.open(f"{watched}/{address}")
            landed = engine.script(LANDED, name)
            in_view = 0 <= landed["top"] <= 110 and (landed["width"] <= 390) == narrow
            if not (in_view and landed["said"].startswith(said) and landed["complaints"] == []):
                faults.append(f"{engine_name}: {address}: {landed}, expected: {said}")
    assert not faults, "\n".join(faults)
