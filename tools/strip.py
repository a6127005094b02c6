"""What git commits of a notebook: no outputs, but in cells tagged keep_output.

Git's filter for *.ipynb (see .gitattributes), from standard input to standard output; with file names it
rewrites the files. This is nbstripout, and one thing more: a kept cell keeps an execution count, always 1,
because nbval compares the output of no cell that looks as if it had never run.
"""

import sys
from pathlib import Path

import nbformat
from nbstripout import strip_output

EXTRA = """
    metadata.widgets cell.metadata.execution cell.metadata.collapsed metadata.language_info.version
    metadata.language_info.codemirror_mode metadata.language_info.file_extension metadata.language_info.mimetype
    metadata.language_info.nbconvert_exporter metadata.language_info.pygments_lexer
"""  # of the language its name is enough: the rest differs from program to program


def stripped(text):
    """The text of a notebook as it is committed."""
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    strip_output(notebook, keep_output=False, keep_count=False, keep_id=True, extra_keys=EXTRA.split())
    for cell in notebook.cells:
        if cell.get("outputs"):
            cell.execution_count = 1
    return nbformat.writes(notebook) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(stripped(path.read_text(encoding="utf8")), encoding="utf8")
    if not sys.argv[1:]:
        sys.stdin.reconfigure(encoding="utf8")
        sys.stdout.reconfigure(encoding="utf8", newline="\n")
        sys.stdout.write(stripped(sys.stdin.read()))
