"""How long build and tests take, and what is downloaded and installed, for `bench.py`."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"


def of_builds():
    """`make book`, in a copy of the sources."""
    with temporary() as copy:
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        answer = subprocess.run(listed, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        for name in filter(None, answer.stdout.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        build = [sys.executable, "tools/build.py"]
        own = {"PYTHONPATH": str(copy / "widgets")}  # else it would build with the code of this clone
        took = f"{seconds_of(build, copy, own):.0f}; {seconds_of(build, copy, own):.1f} s"
    yield "`make book`, packages installed: cold cache; no change", took, "≤ 90; ≤ 10 s", ""


def of_tests():
    """`make test` and the slow tests."""
    minutes = seconds_of(["make", "test"], ROOT) / 60
    yield "`make test`, packages installed", f"{minutes:.1f} min", "≤ 6 min", ""
    minutes = seconds_of(["make", "test-slow"], ROOT) / 60
    yield "the slow tests, which `make test` leaves out", f"{minutes:.1f} min", "", ""


def of_sizes():
    """What is downloaded and installed."""
    with temporary() as folder:
        site = Path(shutil.make_archive(str(folder / "site"), "zip", SITE)).stat().st_size / 1e6
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", "--no-local", str(ROOT), str(clone)], check=True)
        yield "whole site, zipped; a clone", f"{site:.1f}; {size_of(clone):.1f} MB", "≤ 40; ≤ 50 MB", ""

        print("Installing Binder's set", flush=True)
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        pip = [folder / "venv/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", ROOT / "binder/requirements.txt"], check=True)
        yield "Binder's environment, installed", f"{size_of(folder / 'venv'):.0f} MB", "≤ 450 MB", ""


def seconds_of(command, folder, environment=None):
    """How long a command takes; its failure ends the measurement."""
    print(f"Running {' '.join(command)}", flush=True)
    start = time.perf_counter()
    environment = os.environ | (environment or {})
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{done.stdout[-5000:]}\n{' '.join(command)} failed, so there is nothing to measure.")
    return time.perf_counter() - start


def size_of(folder):
    """Megabytes of all files of a folder."""
    return sum(path.lstat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6


@contextlib.contextmanager
def temporary():
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
