"""Run every notebook of the book in this environment, as many at a time as there are processors.

Prints the seconds that each took; an error in a cell is an error here."""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
STUCK = 600  # seconds after which a cell no longer counts as slow


def run(path):
    """Seconds that the notebook took. CellExecutionError or CellTimeoutError from its first bad cell."""
    began = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=STUCK, resources={"metadata": {"path": path.parent}}).execute()
    return time.monotonic() - began


def main():
    notebooks = sorted(path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
    if not notebooks:
        sys.exit("There is no notebook under book/.")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for path, seconds in zip(notebooks, pool.map(run, notebooks), strict=True):
            print(f"{seconds:5.0f} s  {path.relative_to(ROOT)}", flush=True)
    print(f"{len(notebooks)} notebooks ran.")


if __name__ == "__main__":
    main()
