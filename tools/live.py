"""Open the notebooks in JupyterLab, at the welcome page. `serving` starts one for tests and measurements."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WELCOME = "book/teaching/welcome.ipynb"
COMMAND = [
    sys.executable,
    "-m",
    "jupyterlab",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]

# JavaScript: whether the kernel of the notebook in front has started and waits for work
IDLE = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.sessionContext?.session?.kernel?.status === "idle";
}"""


@contextlib.contextmanager
def serving(folder, settings):
    """A JupyterLab of a folder, without a browser and away from the user's own settings; gives its address.

    `settings` is an empty folder for the server's files. `window.jupyterapp` is there in its pages.
    """
    token = "local"
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", f"--IdentityProvider.token={token}"]
    options += [f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"]
    names = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
    environment = {**os.environ, **{name: str(settings / name.lower()) for name in names}}
    with open(settings / "log", "w", encoding="utf8") as log:
        process = subprocess.Popen([*COMMAND, *options], env=environment, stdout=log, stderr=log)
        try:
            yield f"{address(process, settings)}lab/tree/{{}}?token={token}&reset"
        finally:
            process.terminate()
            process.wait(20)


def address(process, settings):
    """Where a starting server listens, once it answers."""
    for _ in range(300):
        for file in settings.glob("jupyter_runtime_dir/jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                url = json.loads(file.read_text(encoding="utf-8"))["url"]
                urllib.request.urlopen(f"{url}api").close()
                return url
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start: {(settings / 'log').read_text(encoding='utf-8')[-2000:]}")


if __name__ == "__main__":
    first = f"--LabApp.default_url=/lab/tree/{WELCOME}"
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.run([*COMMAND, "--ServerApp.root_dir=.", first, *sys.argv[1:]], cwd=ROOT).returncode)
