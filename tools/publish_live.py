"""Push the live notebooks of the last build to the branch `live` of a remote, as one commit without a past.

tools/publish_live.py REMOTE

The work tree, the index and the branch of the clone stay as they are.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "_build/html/notebooks"
NOBODY = {f"GIT_{who}_{what}": "live" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def publish(remote, root=ROOT, folder=NOTEBOOKS):
    """Commit `folder` as it is, and make it the branch `live` of `remote`; the commit."""
    if not any(folder.rglob("*.ipynb")):
        sys.exit(f"No notebooks in {folder}: run `make book SERVE=0` first.")
    with tempfile.TemporaryDirectory() as place:
        own = {**os.environ, **NOBODY, "GIT_INDEX_FILE": f"{place}/index"}

        def git(*words):
            return subprocess.run(
                ["git", *words], cwd=root, env=own, check=True, stdout=subprocess.PIPE, text=True
            ).stdout

        git(f"--work-tree={folder}", "add", "--all", "--force", ".")
        commit = git("commit-tree", git("write-tree").strip(), "-m", "The live notebooks").strip()
        git("push", "--quiet", "--force", remote, f"{commit}:refs/heads/live")
    return commit


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1])
    publish(sys.argv[1])
