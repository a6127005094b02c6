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
SOCKET = "PREPARED_KERNELS"  # environment variable: where the process listens


@contextlib.contextmanager
def prepared():
    """While this lasts, Jupyter's `python3` is forked from a prepared process; without forks (Windows) it is not."""
    if not hasattr(os, "fork"):
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        own = {SOCKET: f"{folder}/socket"}
        command, pipe = [sys.executable, HERE / "prepare.py"], subprocess.PIPE
        process = subprocess.Popen(
            command, env=os.environ | own, stdin=pipe, stdout=pipe, cwd=folder, start_new_session=True
        )
        process.stdout.readline()  # it listens, or has ended, and then the first kernel says that nobody does
        own["JUPYTER_PATH"] = os.pathsep.join([str(HERE.parent), *filter(None, [os.environ.get("JUPYTER_PATH")])])
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
