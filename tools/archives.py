"""Archives whose bytes depend on nothing but what is in them and the time of the last commit."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from coursebook.classroom import write_kit
from coursebook.repository import git

ROOT = Path(__file__).resolve().parent.parent
OF_THE_BUILD = ".buildinfo"  # Sphinx's own note, a hash of settings with the folder's name among them
UNDATED = 315532800  # 1980, the first year of a ZIP
ANSWERS = tuple(
    f"painlab/book/{part}"
    for part in (
        *("data/quizzes/", "data/exercises/", "data/lessons/", "data/concept-inventory.json"),
        *("physiology/", "sensitization/", "treatment/"),
    )
)  # of the package: keys, plans, and the chapters with their solutions


def committed():
    """Seconds from 1970 to the last commit; UNDATED without git."""
    return int(git(ROOT, "log", "-1", "--format=%ct") or UNDATED)


def archive(folder, target, stamp, top):
    """A ZIP of `folder`, whose files lie in a folder `top`; the same files and stamp give the same bytes."""
    with zipfile.ZipFile(target, "w") as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != OF_THE_BUILD):
            put(packed, f"{top}/{file.relative_to(folder).as_posix()}", file.read_bytes(), stamp)
    return target


def put(packed, name, data, stamp, compression=zipfile.ZIP_DEFLATED):
    """Add a file to a ZIP, dated, for everyone to read."""
    entry = zipfile.ZipInfo(name, time.gmtime(max(stamp, UNDATED))[:6])
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, compression
    packed.writestr(entry, data)


def teaching(target, package, stamp, top):
    """A ZIP with what students of a class get, and the package; `make teaching KEYS=1` has the answers."""
    with tempfile.TemporaryDirectory() as place:
        without(Path(shutil.copy(package, place)), ANSWERS, stamp)
        write_kit(Path(place), f"./{package.name}", keys=False)
        return archive(Path(place), target, stamp, top)


def wheel(folder, stamp):
    """The package, built from the sources into `folder`."""
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(stamp)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, env=dated, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def without(wheel, parts, stamp):
    """Take the files out of a wheel whose names begin with one of `parts`, also out of its record."""
    with zipfile.ZipFile(wheel) as packed:
        kept = {name: packed.read(name) for name in packed.namelist() if not name.startswith(parts)}
    record = next(name for name in kept if name.endswith(".dist-info/RECORD"))
    lines = kept[record].decode("utf-8").splitlines(keepends=True)
    kept[record] = "".join(line for line in lines if not line.startswith(parts)).encode("utf-8")
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, data in kept.items():
            put(packed, name, data, stamp)
