"""Where the book's source is published: asked in one place, for the launch buttons."""

import re
import subprocess

FORMS = re.compile(r"^(?:https?://(?:[^@/]*@)?|git@|ssh://(?:git@)?)?github\.com[:/]([\w.-]+)/([\w.-]+?)(?:\.git)?/?$")


def address(setting=None, root="."):
    """The GitHub repository as "owner/name", or None where there is none.

    `setting` (an address or "owner/name") wins over the git remote `origin` of the folder `root`.
    """
    if setting:
        found = parse(setting) or (setting if re.fullmatch(r"[\w.-]+/[\w.-]+", setting) else None)
        if not found:
            raise ValueError(
                f"repository {setting!r} is not a GitHub address; write it as https://github.com/owner/name"
            )
        return found
    try:
        asked = subprocess.run(["git", "remote", "get-url", "origin"], cwd=root, capture_output=True, text=True)
    except OSError:
        return None
    return parse(asked.stdout.strip())


def parse(url):
    """ "owner/name" of a GitHub address in its https or ssh form, else None."""
    found = FORMS.match(url)
    return f"{found[1]}/{found[2]}" if found else None
