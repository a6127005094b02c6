"""Serve the built book on the loopback address, compressed as a web host would: `serve.py [port]`."""

import contextlib
import functools
import gzip
import http.server
import io
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"
PLAIN = {".woff2", ".png", ".jpg", ".zip"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, gzip where the reader's browser takes it, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *message):
        """Say nothing: a reader's every request is no news."""

    def send_head(self):
        """Send the headers and return the body as a file, compressed where browser and kind allow it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if not path.is_file() or path.suffix in PLAIN or not takes_gzip:
            return super().send_head()
        body = compressed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        return io.BytesIO(body)


@functools.cache
def compressed(path, _changed):
    """The gzipped bytes of a file."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def server(folder, port=0, handler=Handler):
    """A server of a folder on 127.0.0.1; port 0 takes any free one."""
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))


@contextlib.contextmanager
def served(folder, handler=Handler):
    """The address at which a folder is served by a thread, http://127.0.0.1:<port>, until the block ends."""
    running = server(folder, handler=handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()


def main(port):
    """Serve on `port`, or on the next of a hundred that is free, until Ctrl-C. Exits where none is."""
    last = min(port + 99, 65535)
    for candidate in range(port, last + 1):
        try:
            running = server(SITE, candidate)
        except OSError:
            continue
        if candidate != port:
            print(f"Port {port} is taken, so the book is served on the next free one.")
        print(f"The book is on http://127.0.0.1:{candidate} (stop with Ctrl-C)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
        return
    sys.exit(f"No free port from {port} to {last}; choose another one: make book PORT=9000")


def port_of(text):
    """The port that a text names. Exits where it names none."""
    if not text.isdecimal() or not 0 < int(text) <= 65535:
        sys.exit(f"PORT={text!r} is no port: give a number from 1 to 65535, such as make book PORT=9000")
    return int(text)


if __name__ == "__main__":
    main(port_of(sys.argv[1]) if len(sys.argv) > 1 else 8000)
