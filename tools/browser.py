"""Find a Chromium for the tests, or install one."""

import os
import shutil
import subprocess
import sys

NAMES = [
    "chromium-headless-shell",  # the same Chromium without its windows: the tests take about half as long
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def find():
    """Path of a Chromium: $CHROMIUM, an installed one, Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            sys.exit(f"CHROMIUM={named} is not a program that runs; correct it or unset it.")
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    try:
        from playwright.sync_api import sync_playwright  # of the tests: a book can be built without it
    except ModuleNotFoundError:
        return None
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def install():
    """Try Playwright's own browser for a minute, then, for root, the system's package manager."""
    print("No Chromium found; trying Playwright's own.", flush=True)
    try:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=60)
    except subprocess.TimeoutExpired:
        pass
    if not find() and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("That did not work; installing the system's chromium.", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=environment)
        for name in ("chromium-headless-shell", "chromium"):
            if not find():
                subprocess.run(["apt-get", "install", "-q", "-y", name], env=environment)


def main():
    if not find():
        install()
    found = find()
    if not found:
        sys.exit(
            "The tests need a Chromium, and none was found or could be installed. Install it with\n"
            "    sudo apt-get install chromium\n"
            "(or your system's like), or name one: make test CHROMIUM=/path/to/chrome"
        )
    print(f"Browser: {found}", flush=True)


if __name__ == "__main__":
    main()
