"""The scripts behind make, and the address of the repository."""

import subprocess
import sys
import tomllib
import urllib.request
from dataclasses import replace

import archives
import browser
import build
import check_site
import environment
import pytest
import serve
import simulators
from conftest import ROOT
from coursebook import repository
from coursebook.repository import Repository
from painlab.lab import load


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/owner/a-book",
        "https://github.com/owner/a-book.git",
        "https://someone:token@github.com/owner/a-book.git",
        "git@github.com:owner/a-book.git",
        "ssh://git@github.com/owner/a-book",
    ],
)
def test_every_form_of_an_address_is_read(url):
    assert repository.parse(url) == Repository("github.com", "owner/a-book")


@pytest.mark.parametrize("url", ["", "/srv/a-book", "file:///srv/a/book", "owner", "https://github.com/owner"])
def test_what_is_no_address_of_a_repository_is_none(url):
    assert repository.parse(url) is None


@pytest.mark.parametrize(
    ("url", "binder", "colab", "releases", "site"),
    [
        (
            "https://github.com/owner/a-book",
            "https://mybinder.org/v2/gh/owner/a-book",
            "https://colab.research.google.com/github/owner/a-book/blob",
            "https://github.com/owner/a-book/releases",
            "https://owner.github.io/a-book/",
        ),
        (
            "git@gitlab.com:group/sub/a-book.git",
            "https://mybinder.org/v2/gl/group%2Fsub%2Fa-book",
            "",
            "https://gitlab.com/group/sub/a-book/-/releases",
            "https://group.gitlab.io/sub/a-book/",
        ),
        (
            "https://codeberg.org/owner/a-book.git",
            "https://mybinder.org/v2/git/https%3A%2F%2Fcodeberg.org%2Fowner%2Fa-book",
            "",
            "https://codeberg.org/owner/a-book/releases",
            "https://owner.codeberg.page/a-book/",
        ),
    ],
)
def test_each_host_has_the_links_that_work_there_and_no_other(url, binder, colab, releases, site):
    found = repository.parse(url)
    assert (found.binder, found.colab, found.releases, found.site) == (binder, colab, releases, site)


def clone(folder, origin="git@github.com:owner/a-book.git"):
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    if origin:
        subprocess.run(["git", "remote", "add", "origin", origin], cwd=folder, check=True)


def test_the_remote_named_origin_is_asked_and_a_setting_wins(tmp_path):
    assert repository.address(root=tmp_path) is None
    clone(tmp_path)
    assert str(repository.address(root=tmp_path)) == "https://github.com/owner/a-book"
    assert str(repository.address("other/book", tmp_path)) == "https://github.com/other/book"
    assert str(repository.address("https://gitlab.com/other/book", tmp_path)) == "https://gitlab.com/other/book"


def test_without_a_remote_the_book_is_published_nowhere(tmp_path):
    clone(tmp_path, origin="")
    assert repository.address(root=tmp_path) is None


def test_a_book_that_lies_in_another_repository_has_no_links_into_that_one(tmp_path):
    clone(tmp_path)
    inner = tmp_path / "materials/book"
    inner.mkdir(parents=True)
    assert repository.address(root=inner) is None
    assert str(repository.address("owner/a-book", inner)) == "https://github.com/owner/a-book"


def test_a_setting_that_is_no_address_says_which_and_how_to_write_it():
    with pytest.raises(ValueError, match="_config.yml is 'not an address'.*https://github.com/owner/name"):
        repository.address("not an address")


@pytest.fixture
def tiny(tmp_path):
    """A root with one page, its source and what was built from it."""
    site = tmp_path / "_build/html/book"
    site.mkdir(parents=True)
    (tmp_path / "book").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    (tmp_path / "book/index.md").write_text("# The *gate*\n\n```{code-cell}\n:tags: [x]\nlab('gate')\n```\n")
    state = '{"state": {"a1": {"state": {"kind": "lab"}}}}'
    (site / "index.html").write_text(
        '<h1>The <em>gate</em><a class="headerlink" href="#x">#</a></h1><div data-model-id="a1"></div>'
        f'<script type="application/vnd.jupyter.widget-state+json">{state}</script>'
    )
    return tmp_path


def test_a_book_that_was_built_as_written_has_no_problems(tiny):
    assert check_site.problems(tiny) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("_toc.yml", "index\n", "index\nchapters:\n- file: book/lost\n", "book/lost: in _toc"),
        ("book/index.md", "*gate*", "door", "title is 'The door' in the source and 'The gate' in the page"),
        ("book/index.md", "lab('gate')", "lab('gate')\nlab('gate')", "source makes 2 labs, the page has 1"),
        ("_build/html/book/index.html", 'data-model-id="a1"', "", "source makes 1 labs, the page has 0"),
    ],
)
def test_what_differs_between_source_and_page_is_said(tiny, file, old, new, said):
    path = tiny / file
    path.write_text(path.read_text().replace(old, new))
    assert any(said in problem for problem in check_site.problems(tiny))


def test_a_page_that_is_not_in_the_contents_is_a_problem(tiny):
    (tiny / "_build/html/book/old.html").write_text("")
    assert check_site.problems(tiny) == ["book/old: built, but not in _toc.yml"]


def test_pages_are_served_compressed_and_missing_ones_are_missing(tmp_path):
    (tmp_path / "index.html").write_text("a page " * 1000)
    with serve.served(tmp_path) as base:
        with urllib.request.urlopen(urllib.request.Request(base, headers={"Accept-Encoding": "gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert len(answer.read()) < 200
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{base}/nothing.html")


READ = [
    *("book/a.md", "book/b.py", "widgets/a.py", "tools/a.py", "locale/de/LC_MESSAGES/painlab.po", "_config.yml"),
    *("_toc.yml", "uv.lock", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"),
]


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A folder in place of the project, with one file of each kind that a build reads."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    for name in READ:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    return tmp_path


@pytest.mark.parametrize("name", READ)
def test_a_build_begins_anew_when_any_file_that_it_reads_has_changed(sources, name):
    before = build.fingerprints()
    assert build.fingerprints() == before
    (sources / name).write_text("after")
    assert build.fingerprints() != before


def test_a_build_begins_anew_when_there_is_a_browser_to_print_the_leaflet_and_not_for_what_it_writes(
    sources, monkeypatch
):
    monkeypatch.setattr(build.browser, "find", lambda: None)
    before = build.fingerprints()
    (sources / "locale/de/LC_MESSAGES/painlab.mo").write_text("compiled")
    assert build.fingerprints() == before
    monkeypatch.setattr(build.browser, "find", lambda: "/usr/bin/chromium")
    assert build.fingerprints()[0] != before[0]


def test_a_build_knows_all_files_of_the_wheel_that_lie_in_no_folder():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {project["readme"], *project["license-files"]} < set(build.OF_THE_WHEEL)


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1", "eight", ""])
def test_what_is_no_port_is_refused_in_a_sentence(port):
    with pytest.raises(SystemExit, match=rf"PORT='{port}' is no port: give a number from 1 to 65535"):
        serve.port_of(port)
    assert serve.port_of("8000") == 8000


def test_where_the_last_ports_are_taken_it_is_said_and_none_beyond_them_is_tried(monkeypatch):
    def taken(folder, port):
        assert port <= 65535
        raise OSError

    monkeypatch.setattr(serve, "server", taken)
    with pytest.raises(SystemExit, match="No free port from 65500 to 65535"):
        serve.main(65500)


def test_without_git_a_commit_has_no_date(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert archives.committed() == archives.UNDATED


def test_translate_asks_for_a_language_where_make_names_none():
    done = subprocess.run([sys.executable, ROOT / "tools/translate.py", ""], capture_output=True, text=True)
    assert done.returncode and "Name a language" in done.stderr


@pytest.mark.parametrize(
    ("user", "asks", "begin"),
    [(0, True, ["env"]), (1000, False, ["sudo", "-n", "env"]), (1000, True, None)],
    ids=["root", "sudo without a password", "sudo with one"],
)
def test_browsers_are_installed_as_root_or_by_a_sudo_that_asks_for_no_password(monkeypatch, user, asks, begin):
    calls = []

    def run(command, **how):
        calls.append(command)
        return subprocess.CompletedProcess(command, int(command == ["sudo", "-n", "true"] and asks))

    monkeypatch.delenv("FIREFOX", raising=False)
    monkeypatch.setattr(browser.os, "geteuid", lambda: user)
    monkeypatch.setattr(browser.shutil, "which", lambda name: name if name in ("apt-get", "sudo") else None)
    monkeypatch.setattr(browser.subprocess, "run", run)
    with pytest.raises(SystemExit, match="need firefox here"):
        browser.install_others()
    monkeypatch.setattr(browser, "find", lambda: None)
    browser.install()
    installs = [call for call in calls if "install" in call and "apt-get" in call]
    packages = ["firefox-esr", "chromium-headless-shell", "chromium"]
    words = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y"]
    assert installs == ([[*begin, *words, package] for package in packages] if begin else [])


def test_what_a_spike_does_is_done_in_lsoda_as_the_model_says():
    lab = load("windup")
    equations = lab.model.equations.replace("on spike: z += 1", "on spike: z += 2")
    changed = replace(lab, model=replace(lab.model, equations=equations))
    _, (count, _), _ = simulators.by_lsoda(changed)
    assert equations != lab.model.equations and abs(count - len(changed.run().spikes)) <= 2


def test_a_python_that_is_not_tested_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr("sys.version_info", (3, 99, 0))
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"Python 3.99 is newer than any that this book is tested with"):
        environment.tested_python()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('lab("gate")', 1),
        ('gate = lab("gate")\ngate', 1),
        ('gate = lab("gate")', 0),
        ('HBox([lab("gate"), lab("windup")])', 2),
        ('spikes = [lab("gate", fA=touch).run() for touch in range(3)]', 0),
        ('gate = lab("gate")\ngate.link', 0),
        ('lab("gate").run()', 0),
    ],
)
def test_a_lab_counts_where_a_cell_shows_it(code, shown):
    assert check_site.lab_calls(code) == shown


def test_git_refuses_a_notebook_when_the_program_of_its_filter_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    environment.strip_outputs_on_commit()
    (tmp_path / ".gitattributes").write_text("*.ipynb filter=nbstripout\n")
    (tmp_path / "a.ipynb").write_text("{}")
    added = subprocess.run([*git, "add", "a.ipynb"], cwd=tmp_path, capture_output=True, text=True)
    assert added.returncode and "a.ipynb" in added.stderr
    assert not subprocess.run([*git, "ls-files"], cwd=tmp_path, capture_output=True).stdout
