"""Measure a class on a JupyterHub on this machine: seconds from login to a live lab, memory for each user.

tools/hub.py [USERS]      (3 by default)

A fresh environment in a temporary folder gets Binder's packages, painlab, JupyterHub and nbgitpuller, from npm its
proxy. Every user logs in, in a browser of their own, by an nbgitpuller link to the notebooks of the last build, and
runs the whole notebook; nothing else of theirs is on. Needs `make book` and npm."""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

import archives
import browser
import live
import lock
from playwright.sync_api import sync_playwright
from publish_live import publish

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("jupyterhub==6.1.1", "nbgitpuller")
PROXY = "configurable-http-proxy@5.3.0"
NOTEBOOKS = {"class notebook": "class/the-gate.ipynb"}
GIB = 2**30
LIVE = """() => document.querySelector(".painlab-sentence")?.textContent.includes("output cell fires")
  && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === "idle" """
SETTINGS = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.ConfigurableHTTPProxy.auth_token = "local"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = ["{folder}/venv/bin/jupyterhub-singleuser"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
"""


def install(folder):
    """The packages of the hub in `folder`/venv and `folder`/node_modules."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    wanted = ["-r", ROOT / "binder/requirements.txt", archives.wheel(folder / "wheel", archives.committed()), *PACKAGES]
    pip = [lock.UV, "pip", "install", "--quiet", "--python", folder / "venv/bin/python", *wanted]
    subprocess.run(pip, check=True)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", PROXY], cwd=folder, check=True)


@contextlib.contextmanager
def serving(folder):
    """A JupyterHub that anybody enters; gives its address and its process."""
    port, hub, api = free_ports(3)
    proxy = folder / "node_modules/.bin/configurable-http-proxy"
    settings = folder / "jupyterhub_config.py"
    settings.write_text(SETTINGS.format(port=port, hub=hub, api=api, proxy=proxy, folder=folder), encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    own["PATH"] = f"{folder}/venv/bin{os.pathsep}{own['PATH']}"
    with open(folder / "log", "w", encoding="utf-8") as log:
        command = [folder / "venv/bin/jupyterhub", "-f", settings]
        process = subprocess.Popen(command, cwd=folder, env=own, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/hub/api", process, folder / "log")
            yield address, process
        finally:
            process.terminate()
            process.wait(30)


def free_ports(count):
    """`count` different ports that are free on the loopback address now."""
    with contextlib.ExitStack() as stack:
        there = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in there:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in there]


def wait_for(address, process, log):
    """Wait until an address answers. RuntimeError with the end of the log after a minute, or if the process ends."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(address).close()
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterHub did not start: {log.read_text(encoding='utf-8')[-2000:]}")


def link(repository, folder, notebook):
    """nbgitpuller's link, which fetches the branch `live` into `folder` and opens a notebook of it."""
    words = {"repo": repository, "branch": "live", "urlpath": f"lab/tree/{folder}/{notebook}", "targetPath": folder}
    return f"/hub/user-redirect/git-pull?{urlencode(words)}"


def enter(running, address, repository, name, notebook):
    """Log in as `name`, open the notebook, run it; (page, seconds to the notebook, seconds to a live lab)."""
    page = running.new_context(viewport={"width": 1400, "height": 4000}).new_page()
    page.set_default_timeout(180_000)
    page.goto(f"{address}/hub/login?next={quote(link(repository, 'live', notebook), safe='')}")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "class")
    begin = time.monotonic()
    page.locator("#login_submit").click(no_wait_after=True)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    opened = time.monotonic() - begin
    page.wait_for_function(live.IDLE)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(LIVE)
    return page, opened, time.monotonic() - begin


def memory(process):
    """{user name or 'hub': (PSS, RSS) in bytes}: what each server with its kernels holds, and all the rest."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
            parents[int(stat.parent.name)] = int(fields[1])
    held = {}
    for number in parents:
        line, owner = number, None
        while line in parents and line != process.pid:
            with contextlib.suppress(OSError):
                own = Path(f"/proc/{line}/environ").read_bytes().split(b"\0")
                owner = next((entry[16:].decode() for entry in own if entry.startswith(b"JUPYTERHUB_USER=")), owner)
            line = parents[line]
        if line != process.pid:
            continue
        with contextlib.suppress(OSError):
            rows = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8").splitlines()
            sizes = {row.split(":")[0]: int(row.split()[1]) * 1024 for row in rows if row.endswith("kB")}
            before = held.get(owner or "hub", (0, 0))
            held[owner or "hub"] = (before[0] + sizes["Pss"], before[1] + sizes["Rss"])
    return held


def measure(folder, users):
    """Print a row for each notebook."""
    repository = folder / "live.git"
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)
    publish(str(repository))
    print("| notebook | users at once | to the notebook | to a live lab | memory for each (PSS) | RSS | in 24 GiB |")
    print("|---|---|---|---|---|---|---|")
    for kind, notebook in NOTEBOOKS.items():
        with serving(folder) as (address, process), sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
            shutil.rmtree(folder / "homes", ignore_errors=True)
            came = [enter(running, address, f"file://{repository}", f"user{at}", notebook) for at in range(users)]
            held = memory(process)
            pss, rss = (statistics.mean(held[f"user{at}"][which] for at in range(users)) for which in (0, 1))
            room = int((24 * GIB - held["hub"][0]) / pss)
            opened, lives = ([round(each[which], 1) for each in came] for which in (1, 2))
            row = [kind, users, f"{opened} s", f"{lives} s", f"{pss / 2**20:.0f} MiB", f"{rss / 2**20:.0f} MiB", room]
            print(f"| {' | '.join(map(str, row))} |   hub and proxy: {held['hub'][0] / 2**20:.0f} MiB", flush=True)
            running.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        install(Path(place))
        measure(Path(place), int(sys.argv[1]) if sys.argv[1:] else 3)
