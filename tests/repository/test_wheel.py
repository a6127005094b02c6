"""The wheel: installed in a fresh environment, outside any clone, all public names work in a kernel."""

import json
import os
import subprocess
import sys

import lock
import nbformat
import painlab
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from painlab.lab import names as labs
from painlab.model import names as models
from painlab.questions.exercise import EXERCISES
from painlab.questions.quiz import quizzes

# One cell for each public name; what is not there raises and fails the test.
CELLS = {
    "lab": f"[lab(name).run() for name in ('gate', 'windup')]\n[lab(name) for name in {labs()}]",
    "model": f"model('gate').run(fA=schedule(1, (0.5, 0.7, 25)), duration=1.0)\n[model(name) for name in {models()}]",
    "schedule": "schedule(1, (0, 1, 25))",
    "equations": f"[equations(name) for name in {models()}]",
    "parameters": f"[parameters(name)._repr_html_() for name in {models()}]",
    "figure": "figure('the-gate/laminae')",
    "quiz": f"[quiz(name) for name in {quizzes()}]",
    "evidence": "evidence(treatment='Pregabalin')._repr_html_()",
    "explorer": "explorer()",
    "audit": "audit()",
    "emblem": "emblem()",
    "inventory": "inventory('before')",
    "pathway": "pathway('skin')",
}
NOT_THE_CLONE = """
import pathlib, sys, painlab
home = pathlib.Path(painlab.__file__).resolve()
assert pathlib.Path(sys.prefix).resolve() in home.parents, home
"""


def run(*command, **how):
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("painlab-*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """A Python with the wheel, what it needs, and a kernel, in the versions of the lock."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    interpreter = folder / "bin/python"
    pinned = ROOT / "binder/requirements.txt"
    install = [lock.UV, "pip", "install", "--quiet", "--python", interpreter, "--constraint", pinned]
    run(*install, wheel, "ipykernel", cwd=folder)
    return interpreter


def test_every_public_name_is_tried():
    assert set(CELLS) | {"exercise"} == set(painlab.__all__)


def test_an_installed_wheel_serves_every_public_name_in_a_kernel(python, tmp_path, monkeypatch):
    kernel = {"argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "wheel"}
    spec = tmp_path / "data/kernels/wheel/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps(kernel | {"language": "python"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "data"))
    for name in ("PYTHONPATH", "PAINLAB_STILLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    sources = [NOT_THE_CLONE, "from painlab import *", *CELLS.values(), exercises()]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(
        notebook, timeout=120, kernel_name="wheel", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    texts = [out.data["text/plain"] for cell in notebook.cells for out in cell.outputs if "data" in out]
    assert any("lab('gate')" in text for text in texts), texts
    assert os.fspath(ROOT) not in json.dumps(notebook)


def exercises():
    """A cell that makes every answer field of the book."""
    fields = [
        (path.stem, item["id"])
        for path in sorted(EXERCISES.glob("*.json"))
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]
    ]
    return f"[exercise(*field) for field in {fields}]"
