"""Find a Chromium for the tests, or install one; `--engines`: a Firefox and a WebKit too, for `make test-engines`."""

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
OTHERS = {  # engine: (programs that it may be, what more it needs, Debian's packages)
    "firefox": (["firefox-esr", "firefox"], [], ["firefox-esr"]),
    "webkit": (["WebKitWebDriver"], ["Xvfb"], ["webkit2gtk-driver", "xvfb"]),
}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
]


def find():
    """Path of a Chromium: $CHROMIUM, an installed one, Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            sys.exit(f"CHROMIUM={named} is not a program that runs; correct it or unset it.")
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright  # of the tests: a book can be built without it
    except ModuleNotFoundError:
        return None
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def install():
    """Try Playwright's own browser for a minute, then the system's package manager."""
    print("No Chromium found; trying Playwright's own.", flush=True)
    try:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=60)
    except subprocess.TimeoutExpired:
        pass
    for name in ("chromium-headless-shell", "chromium"):
        if not find():
            install_packages(name)


def install_packages(*names):
    """Install packages of Debian or Ubuntu: as root, or by a sudo that asks for no password; elsewhere do nothing."""
    sudo = ["sudo", "-n"] if os.geteuid() else []
    if not all(map(shutil.which, ["apt-get", *sudo[:1]])):
        return
    if subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return
    print(f"Installing {' '.join(names)} with apt-get.", flush=True)
    for words in (["update", "-q"], ["install", "-q", "-y", *names]):
        subprocess.run([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words])


def program(engine):
    """Path of Firefox or of WebKit's driver: $FIREFOX, $WEBKIT, an installed one; None where it is not whole."""
    names, needs, _ = OTHERS[engine]
    if named := os.environ.get(engine.upper()):
        if not shutil.which(named):
            sys.exit(f"{engine.upper()}={named} is not a program that runs; correct it or unset it.")
        names = [named]
    path = next(filter(None, map(shutil.which, names)), None)
    return path if all(map(shutil.which, needs)) else None


def install_others():
    """Install what is missing of Firefox and WebKit, or end with a sentence."""
    for engine, (_, _, packages) in OTHERS.items():
        if not program(engine):
            install_packages(*packages)
        if not program(engine):
            sys.exit(
                f"The tests need {engine} here, which was not found and could not be installed. Install it with\n"
                f"    sudo apt-get install {' '.join(packages)}\n"
                f"(or your system's like), or name it: make test-engines {engine.upper()}=/path/to/it"
            )
        print(f"{engine}: {program(engine)}", flush=True)


def main():
    """Find or install a Chromium and print its path; with --engines also the other two. Exits where none can be had."""
    if not find():
        install()
    path = find()
    if not path:
        sys.exit(
            "The tests need a Chromium, and none was found or could be installed. Install it with\n"
            "    sudo apt-get install chromium\n"
            "(or your system's like), or name one: make test CHROMIUM=/path/to/chrome"
        )
    print(f"Browser: {path}", flush=True)
    if "--engines" in sys.argv[1:]:
        install_others()


if __name__ == "__main__":
    main()
