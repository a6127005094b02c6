"""Run every notebook of the book in this environment; an error in a cell is an error here."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent


def main():
    notebooks = sorted(path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
    if not notebooks:
        sys.exit("There is no notebook under book/.")
    for path in notebooks:
        print(f"Running {path.relative_to(ROOT)}", flush=True)
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    print(f"{len(notebooks)} notebooks ran.")


if __name__ == "__main__":
    main()
