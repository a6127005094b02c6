"""Print the leaflet of the built book as a PDF beside the pages; without a Chromium, take the link to it away."""

import re
import subprocess
import sys
from pathlib import Path

import browser

SITE = Path(__file__).resolve().parent.parent / "_build/html"


DATE = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")


def undated(file: Path) -> Path:
    """Blank the dates of a PDF that Chromium printed: the same page gives the same bytes, and no place in it moves."""
    file.write_bytes(DATE.sub(lambda date: b" " * len(date[0]), file.read_bytes()))
    return file


def write(site=SITE):
    """Write _downloads/leaflet.pdf; returns its path, or None where there is no Chromium."""
    page, file = site / "book/leaflet.html", site / "_downloads/leaflet.pdf"
    chromium = browser.find()
    if not chromium:
        text = page.read_text(encoding="utf8")
        page.write_text(re.sub(r" *<a href=\"[^\"]*leaflet\.pdf\".*?</a>", "", text), encoding="utf8")
        return None
    command = [
        chromium,
        "--headless",
        *browser.FLAGS,
        "--no-pdf-header-footer",
        f"--print-to-pdf={file}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return undated(file)


if __name__ == "__main__":
    print(write() or sys.exit("No Chromium found: the leaflet can be printed from its page."))
