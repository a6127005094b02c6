"""Open the live edition in JupyterLab, at the welcome page. `serving` starts one for tests and measurements.

tools/live.py              the notebooks of the last build, in _build/live; what you changed there stays
tools/live.py --write      only write them there, and run what no build has run: for Binder
tools/live.py --sources    the sources of the chapters, for authors
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from coursebook import live
from coursebook.kernels import prepared

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build/live"
WELCOME = "teaching/welcome.ipynb"
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
def serving(folder, settings, command=COMMAND, page="lab/tree"):
    """A JupyterLab of a folder, without a browser and away from the user's own settings; gives its address.

    `settings` is an empty folder for the server's files. `window.jupyterapp` is there in its pages. Another `command`
    starts another program, whose pages of notebooks stand under `page`.
    """
    token = "local"
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", f"--IdentityProvider.token={token}"]
    options += [f"--ServerApp.root_dir={folder}"]
    options += [f"--{app}.expose_app_in_browser=True" for app in ("LabApp", "JupyterNotebookApp")]
    names = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
    environment = {**os.environ, "JUPYTER_PATH": "", **{name: str(settings / name.lower()) for name in names}}
    with open(settings / "log", "w", encoding="utf8") as log:
        process = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)
        try:
            yield f"{address(process, settings)}{page}/{{}}?token={token}&reset"
        finally:
            process.terminate()
            process.wait(20)


def address(process, settings):
    """Where a starting server listens, once it answers."""
    for _ in range(1200):
        for file in settings.glob("jupyter_runtime_dir/jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                url = json.loads(file.read_text(encoding="utf-8"))["url"]
                urllib.request.urlopen(f"{url}api").close()
                return url
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start: {(settings / 'log').read_text(encoding='utf-8')[-2000:]}")


def write():
    """Write the live edition as Binder needs it: in a place of its own, run now."""
    with prepared():
        written = live.write(ROOT, FOLDER, "painlab")
    for path in written:
        if markup := live.raw_markup(path):
            sys.exit(f"{path.name}: this would stand there as raw text: {', '.join(markup[:5])}")
    print(f"The live edition is in {FOLDER.relative_to(ROOT)}.")


def lay_out(built, folder):
    """Copy the notebooks of the last build into `folder`; one that was changed there is kept, and said so."""
    record = folder / ".written.json"
    before = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    now = {}
    for source in sorted(path for path in built.rglob("*") if path.is_file()):
        name = source.relative_to(built).as_posix()
        target, now[name] = folder / name, digest(source)
        if target.exists() and digest(target) not in (before.get(name), now[name]):
            print(f"{name}: kept as you changed it; to have it anew, delete {target}")
            now[name] = before.get(name, "")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    record.write_text(json.dumps(now, indent=1), encoding="utf-8")


def digest(path):
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(options):
    """Open JupyterLab and exit with its code. --sources: on the book's own notebooks; --write: for Binder."""
    if "--write" in options:
        return write()
    first, folder = WELCOME, FOLDER
    if "--sources" in options:
        options.remove("--sources")
        first, folder = f"book/{WELCOME}", ROOT
    else:
        lay_out(ROOT / "_build/html/notebooks", FOLDER)
    command = [*COMMAND, f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{first}", *options]
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.run(command, cwd=folder).returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
