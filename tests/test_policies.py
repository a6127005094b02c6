"""A lab lives where a host allows scripts of its own site only, in a frame that may only run scripts, and as a file."""

import functools
import http.server
import shutil
from pathlib import Path
from threading import Thread

import pytest
import serve
from coursebook import widgets
from painlab import lab

HOST = Path(__file__).resolve().parent.parent / "book/assets/host.js"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self'"
PAGE = """<!doctype html><html lang=en data-content_root="./"><meta charset=utf-8>{files}<main>
<script type="application/vnd.jupyter.widget-view+json">{{"model_id": "gate"}}</script></main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script></html>"""


class StrictHandler(serve.Handler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture
def places(tmp_path):
    """{how: address} of a page with one lab."""
    state = {"state": {"gate": {"model_name": "AnyModel", "state": lab("gate").get_state()}}}
    state, styles, scripts = widgets.hoist(state, tmp_path)
    shutil.copy(HOST, tmp_path / "host.js")
    files = "".join(f'<link rel=stylesheet href="{name}">' for name in styles)
    files += "".join(f'<script defer src="{name}"></script>' for name in [*scripts, "host.js"])
    (tmp_path / "page.html").write_text(PAGE.format(files=files, state=widgets.embed(state)), encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        '<iframe sandbox="allow-scripts" src="page.html" width=900 height=900></iframe>'
    )
    handler = functools.partial(StrictHandler, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    file = (tmp_path / "page.html").as_uri()
    yield {"policy": f"{address}/page.html", "file": file, "sandbox": file.replace("page", "frame")}
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("how", ["policy", "file"])
def test_a_lab_moves_without_a_complaint(how, browser, places):
    page, complaints = browser.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(places[how])
    frame = page.frames[-1]
    frame.wait_for_function("document.querySelector('.painlab-sentence')?.textContent.length > 20")
    frame.get_by_role("button", name="Skip").first.click()
    before = frame.locator(".painlab-sentence").inner_text()
    frame.locator(".painlab-control input[type=range]").first.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    moved = "(text) => document.querySelector('.painlab-sentence').textContent !== text"
    frame.wait_for_function(moved, arg=before)
    page.close()
    assert complaints == []
