"""Make .venv/ hold what a command needs: `python3 tools/environment.py book test`.

Runs before anything is installed, on whatever Python is there: standard library only, so
that it can say what is wrong with the Python itself.
"""

import os
import shutil
import subprocess
import sys

UV = "uv==0.13.9"
TESTED = [(3, 11), (3, 12), (3, 13)]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv", "bin")
FILTER = ".venv/bin/python tools/strip.py"
REMEDY = (
    "Check the network, or the proxy in HTTPS_PROXY, and run the same command again; "
    "what was already downloaded is kept."
)


def main(groups):
    """Make .venv/ and bring it to the named dependency groups of pyproject.toml."""
    make_venv()
    install_uv()
    sync(groups)
    strip_outputs_on_commit()


def make_venv():
    """A .venv/ with a tested Python; one that is there and works is kept."""
    if version(in_venv("python")) in TESTED:
        return
    python = tested_python()
    missing = subprocess.run([python, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL).returncode
    if missing:
        name = "{}.{}".format(*version(python))
        sys.exit(
            f"Python {name} has no venv module here. Install it (on Debian and Ubuntu: "
            f"apt install python{name}-venv) and run the same command again."
        )
    print("Making .venv/ with Python {}.{}".format(*version(python)), flush=True)
    subprocess.run([python, "-m", "venv", "--clear", os.path.join(ROOT, ".venv")], check=True)


def tested_python():
    """This Python if it is a tested one, else another one on the path, else an end with a sentence."""
    if sys.version_info[:2] in TESTED:
        return sys.executable
    names = [f"{major}.{minor}" for major, minor in TESTED]
    for name in reversed(names):
        path = shutil.which(f"python{name}")
        if path and version(path) in TESTED:
            return path
    age = "newer than any that" if sys.version_info[:2] > TESTED[-1] else "older than"
    major, minor = sys.version_info[:2]
    sys.exit(
        f"Python {major}.{minor} is {age} this book is tested with ({', '.join(names)}), and none of "
        "these was found. Install one, or name it: make PYTHON=/path/to/python3.13 ..."
    )


def version(python):
    """(major, minor) of an interpreter, or None if it is not there or does not run."""
    try:
        answer = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in answer.stdout.split())


def install_uv():
    """The pinned uv, installed into .venv/ with pip."""
    asked = UV.replace("==", " ")
    try:
        there = subprocess.run([in_venv("uv"), "--version"], stdout=subprocess.PIPE).stdout.decode()
    except OSError:
        there = ""
    if there.startswith(asked):
        return
    print(f"Installing {asked}", flush=True)
    python = in_venv("python")
    if subprocess.run([python, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([python, "-m", "ensurepip"], stdout=subprocess.DEVNULL, check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
    if subprocess.run(pip).returncode:
        sys.exit(
            f"Could not install {asked}: the Python package index was not reached, or does not have it "
            f"(see above). {REMEDY}"
        )


def sync(groups):
    """The locked packages of these dependency groups, and painlab itself, editable."""
    ours = {"UV_PROJECT_ENVIRONMENT": os.path.join(ROOT, ".venv"), "UV_PYTHON_DOWNLOADS": "never"}
    environment = {**os.environ, **ours}
    environment.pop("VIRTUAL_ENV", None)
    command = [in_venv("uv"), "sync", "--quiet", "--frozen", "--inexact", "--no-default-groups"]
    for group in groups:
        command += ["--group", group]
    if not os.path.exists(os.path.join(ROOT, ".venv", "share")):
        print("Installing the packages of uv.lock (about 1 GB for all groups)", flush=True)
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        sys.exit(
            "Could not install the packages of uv.lock: the Python package index was not reached, "
            f"or a package does not fit this machine (see above). {REMEDY}"
        )


def strip_outputs_on_commit():
    """The git filter that .gitattributes names; it lives in the clone's own settings.

    It is `required`: where its program is gone git adds no notebook, instead of one with its outputs.
    """
    if not os.path.exists(os.path.join(ROOT, ".git")) or not os.path.exists(in_venv("nbstripout")):
        return
    for key, value in [("clean", FILTER), ("smudge", "cat"), ("required", "true")]:
        subprocess.run(["git", "config", "filter.nbstripout." + key, value], cwd=ROOT, check=True)


def in_venv(name):
    """The path of a command of the environment."""
    return os.path.join(FOLDER, name)


if __name__ == "__main__":
    main(sys.argv[1:])
