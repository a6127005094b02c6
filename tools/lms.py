"""The questions of the course for a learning management system, in _build/lms.

tools/lms.py [ADDRESS]     with the address of the published book the cartridge has links to its chapters and labs
"""

import sys
from pathlib import Path

import yaml
from coursebook import lms

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build/lms"


def write(folder, site=""):
    """All packages in a folder; the files that were written."""
    title = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    return lms.write(ROOT, folder, title, site)


def main(site=""):
    """Write the packages, and say how many files; `site` is the address of the published book, for links."""
    written = write(FOLDER, site)
    print(f"{len(written)} files in {FOLDER.relative_to(ROOT)}; the answers are in them.")
    if not site:
        print("The cartridge has no links: give the address of the published book, make lms SITE=https://…")


if __name__ == "__main__":
    main(*sys.argv[1:])
