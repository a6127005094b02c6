"""The kit for a class in _build/teaching: notebooks with blanks, sheets to print, the package; `--keys` adds the
instructor's copies. Run by `make teaching`."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from coursebook.classroom import write_kit

ROOT = Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", action="store_true", help="with the instructor's copies, which have all answers")
    keys, folder = parser.parse_args().keys, ROOT / "_build/teaching"
    shutil.rmtree(folder, ignore_errors=True)  # no copy with answers stays behind
    folder.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    files = write_kit(folder, f"./{next(folder.glob('*.whl')).name}", keys)
    print(f"{folder.relative_to(ROOT)}: {len(files)} files, {'with' if keys else 'without'} keys")


if __name__ == "__main__":
    main()
