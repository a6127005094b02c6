"""Write uv.lock from pyproject.toml, and from uv.lock what Binder installs."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv/bin/uv"
EXPORT = ["export", "--quiet", "--frozen", "--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"]
BINDER = {  # file: the groups of pyproject.toml, what they are for
    "requirements.txt": (["--no-default-groups", "--group", "binder"], "what a notebook needs to run"),
    "write.txt": (["--only-group", "binder-write"], "what writes the live edition; `postBuild` takes it off again"),
}


def uv(*arguments):
    """Output of the project's own uv."""
    ours = {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv")}
    done = subprocess.run([UV, *arguments], cwd=ROOT, env={**os.environ, **ours}, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"uv {' '.join(arguments)} failed (see above)")
    return done.stdout


def pins(file):
    """Text of a file of binder/: the locked versions of its groups."""
    groups, purpose = BINDER[file]
    return f"# Written by `make lock` from uv.lock: {purpose}.\n" + uv(*EXPORT, *groups)


if __name__ == "__main__":
    uv("lock")
    for name in BINDER:
        (ROOT / "binder" / name).write_text(pins(name), encoding="utf8")
