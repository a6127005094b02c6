"""Write uv.lock from pyproject.toml, and binder/requirements.txt from uv.lock."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv/bin/uv"
EXPORT = ["export", "--quiet", "--frozen", "--no-default-groups", "--group", "binder"]
EXPORT += ["--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"]


def uv(*arguments):
    """Output of the project's own uv."""
    ours = {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv")}
    done = subprocess.run([UV, *arguments], cwd=ROOT, env={**os.environ, **ours}, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"uv {' '.join(arguments)} failed (see above)")
    return done.stdout


def requirements():
    """What Binder installs: the locked run-time set."""
    return "# Written by `make lock` from uv.lock: what a notebook needs to run, and nothing else.\n" + uv(*EXPORT)


if __name__ == "__main__":
    uv("lock")
    (ROOT / "binder/requirements.txt").write_text(requirements(), encoding="utf8")
