"""The kit for a class in _build/teaching: notebooks with blanks, sheets to print, slides, the package.

`--keys` adds the instructor's copies and the notes on the slides. Run by `make teaching`."""

import argparse
import shutil
from pathlib import Path

import archives
from coursebook.classroom import write_kit

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = tuple(
    f"painlab/book/{part}"
    for part in (
        *("data/quizzes/", "data/exercises/", "data/lessons/", "data/concept-inventory.json"),
        *("physiology/", "sensitization/", "treatment/"),
    )
)  # of the package: keys, plans, and the chapters with their solutions


def write(folder, keys):
    """The kit in an empty folder; the files that were written. Without `keys` the package has the labs alone."""
    stamp = archives.committed()
    package = archives.wheel(folder, stamp)
    if not keys:
        archives.without(package, ANSWERS, stamp)
    return write_kit(folder, f"./{package.name}", keys)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", action="store_true", help="with the instructor's copies, which have all answers")
    keys, folder = parser.parse_args().keys, ROOT / "_build/teaching"
    shutil.rmtree(folder, ignore_errors=True)  # no copy with answers stays behind
    folder.mkdir(parents=True)
    if keys:
        print("With keys: the pictures of the instructor's copies take a minute or two.", flush=True)
    files = write(folder, keys)
    told = "with keys, for you alone" if keys else "without keys; KEYS=1 adds your own copies"
    print(f"{folder.relative_to(ROOT)}/index.html opens it: {len(files)} files, {told}")


if __name__ == "__main__":
    main()
