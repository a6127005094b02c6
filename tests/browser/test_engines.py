"""Every page and every lab in Chromium, Firefox and WebKit: alive, of the same numbers; links open at their lab.

`make test-engines` runs it. All pages are served under the content policy that test_policies.py names, each is opened
once in each engine, and each lab is moved once, on the page that it belongs to.
"""

import io
from urllib.parse import quote, unquote

import browser as programs
import pytest
import serve
import webdriver
from axe_playwright_python.base import AXE_SCRIPT
from conftest import ROOT
from painlab.lab import load
from test_labs_in_pages import EACH_LAB
from test_policies import POLICY

pytestmark = pytest.mark.engines

LABS = {page: [name for name, own in EACH_LAB if own == page] for _, page in EACH_LAB}
ASKED = (ROOT / "tests/shared/asked.js").read_bytes()
ALSO = ("search.html", "book/index.html", "book/reference/evidence.html", "book/before-you-start.html")
ENLARGED = ("book/index.html", "book/physiology/the-gate.html", "book/treatment/the-amplifier.html")


class Watched(serve.Handler):
    """The built site under the policy, each page with `asked.js`; `/narrow?PAGE` shows a page 390 pixels wide."""

    def send_head(self):
        path, _, page = self.path.partition("?")
        if path in ("/asked.js", "/axe.js"):
            return self.sent("text/javascript", ASKED if path == "/asked.js" else AXE_SCRIPT.encode())
        head = b'<head><script src="/asked.js"></script>'
        if path == "/narrow":
            frame = f'<iframe src="/{unquote(page)}" width="390" height="800"></iframe>'
            return self.sent("text/html", b"<!doctype html>" + head + frame.encode())
        if not path.endswith(".html"):
            return super().send_head()
        with open(self.translate_path(path), "rb") as file:
            return self.sent("text/html", file.read().replace(b"<head>", head, 1))

    def sent(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
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


def moved(engine, name):
    """What a lab shows as it opens and after a key has moved its first slider; the slider's value if it stood still."""
    reports = [engine.ask("report", name)]
    if found := engine.ask("focus", name):
        value, key = found
        engine.press(key)
        reports.append(engine.ask("report", name))
        if engine.ask("focused") == value:
            reports.append(f"{name}: {key} leaves {value}")
    return reports


def test_a_page_lives_in_every_engine_under_the_policy_with_the_numbers_of_chromium(engines, watched, page_name):
    faults, seen = [], {}
    labs = LABS.get(page_name, [])
    for name, engine in engines.items():
        engine.open(f"{watched}/{page_name}")
        seen[name] = [engine.ask("ready"), *(report for lab in labs for report in moved(engine, lab))]
        faults += [f"{name}: {report}" for report in seen[name] if isinstance(report, str)]
        faults += [f"{name}: {complaint}" for complaint in engine.ask("complaints")]
        if name != "Chromium" and (labs or page_name in ALSO):
            faults += [f"{name}: {violation}" for violation in engine.ask("violations")]
        if seen[name] != seen["Chromium"]:
            faults.append(f"Chromium: {seen['Chromium']}\n{name}: {seen[name]}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name, lab_page", EACH_LAB)
def test_a_link_that_went_through_mail_opens_its_state_at_its_lab_in_every_engine(engines, watched, name, lab_page):
    """In one engine encoded and wide, in the next with a full stop and narrow, in turn from lab to lab."""
    lab = load(name)
    values = lab.discoveries[-1].values
    link = lab.link(lab.state(**values))
    encoded, ended = f"{lab_page}#{quote(link[1:], safe='')}", f"{lab_page}{link}."
    ways = [(encoded, False), (f"narrow?{quote(ended, safe='')}", True)]
    said = lab.say(lab.state(**values), lab.run(**values).readouts)
    faults = []
    for turn, (engine_name, engine) in enumerate(engines.items(), EACH_LAB.index((name, lab_page))):
        address, narrow = ways[turn % 2]
        engine.open(f"{watched}/{address}")
        landed = engine.ask("landed", name)
        in_view = 0 <= landed["top"] <= 110 and (landed["width"] <= 390) == narrow
        if not (in_view and landed["said"].startswith(said) and landed["complaints"] == []):
            faults.append(f"{engine_name}: {address}: {landed}, expected: {said}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("enlarged", ENLARGED)
def test_letters_of_twice_the_size_cut_nothing_in_firefox(engines, watched, enlarged):
    engine = engines["Firefox"]
    engine.open(f"{watched}/{enlarged}")
    engine.ask("ready")
    before = engine.ask("cut")["tall"]
    engine.enlarge_letters(2)
    try:
        found = engine.ask("cut")
        assert found["tall"] > 1.5 * before, "the letters are larger"
        assert (found["over"], found["short"]) == (0, [])
    finally:
        engine.enlarge_letters(1)
