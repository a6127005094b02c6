"""Class notebooks in a kernel, and in nbgrader: an assignment, refused while blank, taken when filled."""

import os
import re
import subprocess

import archives
import nbformat
import pytest
from conftest import python_with
from coursebook import classroom
from nbclient import NotebookClient
from painlab.questions.lesson import chapters

NBGRADER = "nbgrader==0.9.6"
ASSIGNMENT = "week-1"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """(what runs nbgrader, the folder of what it released): a course with every class notebook in one assignment."""
    folder = tmp_path_factory.mktemp("course")
    python = python_with(folder / "venv", NBGRADER, archives.wheel(folder / "package", archives.committed()))
    classroom.write_notebooks(folder / "source" / ASSIGNMENT, "painlab")
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = os.environ | {name: str(folder / name.lower()) for name in homes}
    environment["PATH"] = f"{python.parent}{os.pathsep}{environment['PATH']}"  # nbgrader calls alembic by its name

    def nbgrader(*words):
        command = [python, "-m", "nbgrader", *words, f"--CourseDirectory.root={folder}"]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)

    done = nbgrader("generate_assignment", ASSIGNMENT, "--create")
    assert done.returncode == 0, done.stderr
    return nbgrader, folder / "release" / ASSIGNMENT


def test_nbgrader_releases_every_class_notebook_with_its_blanks_locked_text_and_points(course):
    _, released = course
    assert sorted(path.stem for path in released.glob("*.ipynb")) == chapters()
    for path in released.glob("*.ipynb"):
        cells = nbformat.read(path, 4).cells
        kinds = [cell.metadata.nbgrader for cell in cells if "nbgrader" in cell.metadata]
        blanks = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
        assert sum(kind.get("points", 0) for kind in kinds) == classroom.POINTS * len(blanks) == 10
        assert all(cell.source == "YOUR ANSWER HERE" for cell in blanks)
        assert all(kind.locked and kind.checksum for kind in kinds if not kind.solution)


def test_nbgrader_finds_the_blanks_of_a_notebook_and_none_once_they_are_filled(course):
    nbgrader, released = course
    path = released / "the-gate.ipynb"
    found = nbgrader("validate", str(path)).stdout
    assert found.count("You did not provide a response") >= 5
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.source == "YOUR ANSWER HERE":
            cell.source = "Touch reaches the output cell twice."
    nbformat.write(notebook, path)
    assert re.search("Success", nbgrader("validate", str(path)).stdout)


@pytest.mark.parametrize("chapter", chapters())
def test_a_class_notebook_runs_through_in_a_kernel(chapter):
    notebook = classroom.class_notebook(chapter, "painlab")
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.startswith('lab("')]
    mime = "application/vnd.jupyter.widget-view+json"
    assert all(any(mime in output.get("data", {}) for output in cell.outputs) for cell in shown)
