"""Chromium, Firefox and WebKit behind one small face: open an address, ask the page something, press a key.

Chromium is driven by Playwright; Firefox by Marionette, which it speaks itself, and WebKit by its own WebDriver.
Both take the commands of https://www.w3.org/TR/webdriver2/, so that no package is needed for them.
"""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import browser

MINUTE = 60
NAMED_KEYS = {"ArrowLeft": "\ue012", "ArrowRight": "\ue014"}
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,
    "network.proxy.http": "127.0.0.1",  # nothing but the loopback address is reached
    "network.proxy.http_port": 9,
    "network.proxy.share_proxy_settings": True,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.type": 1,
    "toolkit.telemetry.enabled": False,
}
# A function of asked.js is called; what it awaits becomes the answer, an error becomes `refused`.
AWAITED = """const [name, argument, done] = arguments;
asked[name](argument).then(
  (value) => done({value}),
  (error) => done({refused: `${error}`}),
);"""


def free_port():
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(done, what, seconds=MINUTE):
    """What `done()` returns as soon as it is true; an error after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := done():
            return result
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not within {seconds} s")


class Chromium:
    """The Chromium of all other tests."""

    def __init__(self, running):
        self.page = running.new_page(viewport={"width": 1280, "height": 800})

    def open(self, address):
        self.page.goto("about:blank")
        self.page.goto(address)

    def ask(self, name, argument=None):
        return self.page.evaluate("([name, argument]) => asked[name](argument)", [name, argument])

    def press(self, key):
        self.page.keyboard.press(key)

    def close(self):
        self.page.close()


class Driven:
    """What Firefox and WebKit share: the W3C's commands, sent by `command(name of Marionette, path, what)`."""

    def open(self, address):
        # From the page to the same page with another fragment would be no load.
        self.command("WebDriver:Navigate", "url", {"url": "about:blank"})
        self.command("WebDriver:Navigate", "url", {"url": address})

    def ask(self, name, argument=None):
        asked = {"script": AWAITED, "args": [name, argument]}
        answer = self.command("WebDriver:ExecuteAsyncScript", "execute/async", asked)
        if "refused" in answer:
            raise RuntimeError(answer["refused"])
        return answer.get("value")

    def press(self, key):
        strokes = [{"type": kind, "value": NAMED_KEYS[key]} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.command("WebDriver:PerformActions", "actions", {"actions": [keyboard]})

    def begin(self, width=1280, height=900):
        self.command("WebDriver:SetTimeouts", "timeouts", {"script": 1000 * MINUTE, "pageLoad": 1000 * MINUTE})
        self.command("WebDriver:SetWindowRect", "window/rect", {"x": 0, "y": 0, "width": width, "height": height})


class Firefox(Driven):
    """A Firefox without windows, with a profile of its own in `folder`."""

    def __init__(self, folder):
        port = free_port()
        profile = folder / "firefox"
        profile.mkdir()
        lines = {**PREFERENCES, "marionette.port": port}.items()
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines), encoding="utf8"
        )
        command = [
            browser.program("firefox"),
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(profile),
        ]
        self.program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = until(lambda: connected(port), "Firefox listens")
        self.waiting, self.count = b"", 0
        self.receive()
        self.command("WebDriver:NewSession", None, {})
        self.begin()

    def command(self, name, _path, what):
        self.count += 1
        text = json.dumps([0, self.count, name, what]).encode()
        self.socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, answer = self.receive()
        if error:
            raise RuntimeError(f"Firefox: {name}: {error['error']}: {error['message']}")
        return answer["value"] if set(answer or ()) == {"value"} else answer

    def enlarge_letters(self, times):
        """As by a reader who enlarges only the text."""
        self.command("Marionette:SetContext", None, {"value": "chrome"})
        code = f"gBrowser.selectedBrowser.textZoom = {times};"
        self.command("WebDriver:ExecuteScript", None, {"script": code, "args": []})
        self.command("Marionette:SetContext", None, {"value": "content"})

    def receive(self):
        """The next message: its length, a colon, JSON."""
        while b":" not in self.waiting:
            self.waiting += self.more()
        length, _, self.waiting = self.waiting.partition(b":")
        while len(self.waiting) < int(length):
            self.waiting += self.more()
        text, self.waiting = self.waiting[: int(length)], self.waiting[int(length) :]
        return json.loads(text)

    def more(self):
        if not (received := self.socket.recv(1 << 16)):
            raise ConnectionError("Firefox has ended")
        return received

    def close(self):
        self.socket.close()
        end(self.program)


class Webkit(Driven):
    """A WebKitGTK, by its own driver, on a display that nobody sees."""

    def __init__(self, folder):
        self.programs = []
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
        self.start(screen, pass_fds=[writing])
        os.close(writing)
        with open(reading, encoding="ascii") as lines:
            display = lines.readline().strip()  # the whole line: it ends where nobody reads it to its end
        port = free_port()
        own = {"DISPLAY": f":{display}", "HOME": str(folder), "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.start([browser.program("webkit"), f"--port={port}"], env={**os.environ, **own})
        self.address = f"http://127.0.0.1:{port}/session"
        self.address += "/" + until(self.session, "WebKit begins a session")
        self.begin()

    def start(self, command, **how):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.programs.append(subprocess.Popen(command, **quiet, **how))

    def session(self):
        """The name of a new session, or None while the driver does not listen yet."""
        try:
            return self.command(None, "", {"capabilities": {}})["sessionId"]
        except urllib.error.URLError:
            return None

    def command(self, _name, path, what):
        address = f"{self.address}/{path}".rstrip("/")
        asked = urllib.request.Request(address, json.dumps(what).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=2 * MINUTE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"WebKit: {path}: {refused.read().decode()}") from None

    def close(self):
        asked = urllib.request.Request(self.address, method="DELETE")
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=10).close()
        except OSError:
            pass  # its driver is ended next
        for program in reversed(self.programs):
            end(program)


def connected(port):
    """A connection to a port of the loopback address, or None."""
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    except OSError:
        return None
    connection.settimeout(2 * MINUTE)
    return connection


def end(program):
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
