"""The kit for a class in _build/teaching/class: notebooks with blanks, sheets to print, slides, the package.

`--keys` writes the teacher's own beside it, in _build/teaching/teacher: the instructor's copies, notes on the slides,
and the questions for a learning management system. Run by `make teaching`."""

import argparse
import shutil
from pathlib import Path

import archives
import lms
from coursebook.classroom import write_kit

ROOT = Path(__file__).resolve().parent.parent


def write(folder, keys):
    """The kit in an empty folder; the files that were written. Without `keys` the package has the labs alone."""
    stamp = archives.committed()
    package = archives.wheel(folder, stamp)
    if not keys:
        archives.without(package, archives.ANSWERS, stamp)
    packages = lms.write(folder / "lms") if keys else []
    return [*write_kit(folder, f"./{package.name}", keys), *packages]


def main():
    """Write the kit anew; with --keys also the teacher's, which has all answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", action="store_true", help="also the teacher's kit, which has all answers")
    keys, kits = parser.parse_args().keys, ROOT / "_build/teaching"
    shutil.rmtree(kits, ignore_errors=True)  # no copy with answers stays behind
    for name, told in {"class": "without answers", "teacher": "with all answers, for you alone"}.items():
        if name == "teacher" and not keys:
            print("KEYS=1 adds your own kit, with the answers.")
            continue
        if name == "teacher":
            print("The pictures of the instructor's copies take a minute or two.", flush=True)
        (kits / name).mkdir(parents=True)
        files = write(kits / name, name == "teacher")
        print(f"_build/teaching/{name}/index.html opens the kit {told}: {len(files)} files", flush=True)


if __name__ == "__main__":
    main()
