"""Where the book's source is published: asked in one place, for the launch links of the pages."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

FORM = re.compile(
    r"(?:https?://(?:[^@/]*@)?|ssh://(?:[\w.-]+@)?|[\w.-]+@)(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+/|[:/])"
    r"(?P<path>[\w.-]+(?:/[\w.-]+)*/[\w.-]+?)(?:\.git)?/?"
)
SHORT = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True)
class Repository:
    """A published repository, such as Repository("github.com", "owner/name")."""

    host: str
    path: str

    def __str__(self):
        return f"https://{self.host}/{self.path}"

    @property
    def binder(self) -> str:
        """Where mybinder.org opens it, without the branch."""
        short = {"github.com": f"gh/{self.path}", "gitlab.com": f"gl/{quote(self.path, safe='')}"}
        return f"https://mybinder.org/v2/{short.get(self.host) or 'git/' + quote(str(self), safe='')}"

    @property
    def colab(self) -> str:
        """Where Colab opens it, without the branch; '' for hosts from which Colab opens nothing."""
        on_github = self.host == "github.com"
        return f"https://colab.research.google.com/github/{self.path}/blob" if on_github else ""

    @property
    def site(self) -> str:
        """Where the host publishes the built pages; '' for hosts of which that is not known."""
        pages = {"github.com": "github.io", "gitlab.com": "gitlab.io", "codeberg.org": "codeberg.page"}
        owner, _, name = self.path.partition("/")
        return f"https://{owner}.{pages[self.host]}/{name}/" if self.host in pages else ""

    @property
    def releases(self) -> str:
        """The page from which a release's files are taken."""
        return f"{self}/-/releases" if "gitlab" in self.host else f"{self}/releases"


def address(setting="", root=".") -> Repository | None:
    """The repository of the book, or None where it is published nowhere.

    `setting` (an address; for GitHub "owner/name" will do) wins over the git remote `origin` of the folder `root`. A
    remote counts only where `root` is the top of its clone: another repository, in which the book lies as a folder,
    has other paths, and links into it would lead nowhere.
    """
    if setting:
        repository = parse(setting) or (Repository("github.com", setting) if SHORT.fullmatch(setting) else None)
        if not repository:
            raise ValueError(
                f"repository: url in _config.yml is {setting!r}, which is no address of a repository; "
                "write it as https://github.com/owner/name (GitLab, Codeberg and others likewise), or leave it empty"
            )
        return repository
    top = git(root, "rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != Path(root).resolve():
        return None
    return parse(git(root, "remote", "get-url", "origin"))


def git(root, *words) -> str:
    """What git answers in `root`; '' where it does not."""
    try:
        return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def parse(url: str) -> Repository | None:
    """The repository of an address in its https or ssh form, else None."""
    match = FORM.fullmatch(url)
    return Repository(match["host"], match["path"]) if match else None
