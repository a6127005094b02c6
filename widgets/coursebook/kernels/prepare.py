"""The process that kernels are forked from: `prepare.py SOCKET`, which listens there.

It ends with its standard input. Each fork is asked for by a `start.py`, which Jupyter takes for the kernel: the fork
has its folder, its environment and its standard streams, hears of its interrupts, and ends when it does.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
import threading
import warnings

os.environ |= {  # what is read as modules are imported
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as a kernel sets it
    "JPY_PARENT_PID": str(os.getpid()),  # a kernel ends with its parent
}

import ipykernel.debugger  # noqa: E402, F401
import painlab  # noqa: E402, F401
from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from painlab.page.join import rooms  # noqa: E402

with contextlib.suppress(ImportError):  # Binder has none
    from numba.core.registry import cpu_target

    cpu_target.target_context.refresh()  # what Numba loads at its first function, compiled or kept


def main():
    """Fork a kernel for each `start.py` that asks."""
    rooms()  # the front end, which every lab brings along: joined once
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a fork
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        door.listen()
        print("ready", flush=True)
        while door in select.select([door, 0], [], [])[0]:
            line, _ = door.accept()
            if fork() == 0:
                door.close()
                return be_kernel(line)
            line.close()


def fork():
    """`os.fork`, which warns of other threads: those of linear algebra, which know of forks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def be_kernel(line):
    """Be the kernel that is asked for on a socket, until it ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    text, streams, *_ = socket.recv_fds(line, 1 << 16, 3)
    while not text.endswith(b"\n"):
        text += line.recv(1 << 16)
    wanted = json.loads(text)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    line.send(str(os.getpid()).encode())
    threading.Thread(target=end_with, args=[line], daemon=True).start()
    IPKernelApp.launch_instance(["-f", wanted["file"], "--log-level=ERROR"])
    line.send(b"0")


def end_with(line):
    """End this process as soon as the other end of a socket is closed."""
    line.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main()
