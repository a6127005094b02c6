"""Kernels that begin as forks of one process, which has imported what every notebook of the book imports.

What a kernel of its own imports takes a second or two of a processor before its first cell has run. Each fork has a
namespace, a folder and an environment of its own; what they share is that the modules are there already.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


@contextlib.contextmanager
def prepared():
    """While this lasts, Jupyter's `python3` is forked from a prepared process; without forks (Windows) it is not.

    RuntimeError where that process does not start.
    """
    if not hasattr(os, "fork"):
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        door, pipe = f"{folder}/socket", subprocess.PIPE
        command = [sys.executable, HERE / "prepare.py", door]
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=folder, start_new_session=True)
        if not process.stdout.readline():
            raise RuntimeError(f"{HERE / 'prepare.py'}, from which kernels are forked, did not start: see above")
        paths = [str(HERE.parent), *filter(None, [os.environ.get("JUPYTER_PATH")])]
        own = {"JUPYTER_PATH": os.pathsep.join(paths), "PREPARED_KERNELS": door}  # the second for start.py
        before = {name: os.environ.pop(name, None) for name in own}
        os.environ |= own
        try:
            yield
        finally:
            process.communicate()  # closes its input, at which it ends
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
