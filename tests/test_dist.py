"""What readers take away: the same build gives the same bytes, and what comes out of an archive is what went in."""

import hashlib
import zipfile

import dist
import pytest


@pytest.fixture
def folder(tmp_path):
    """A few files in folders, as a site has."""
    place = tmp_path / "site"
    for name in ("b.html", "_static/a.css", "a.html", ".nojekyll"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name * 50)
    return place


def test_the_same_files_give_the_same_bytes_whenever_they_were_written(folder, tmp_path):
    first = dist.archive(folder, tmp_path / "one.zip", 1_790_000_000, "book")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.write_text(path.read_text())
            path.chmod(0o600)
    second = dist.archive(folder, tmp_path / "two.zip", 1_790_000_000, "book")
    assert first.read_bytes() == second.read_bytes()


def test_what_comes_out_of_an_archive_is_what_went_in_with_the_commits_time(folder, tmp_path):
    packed = zipfile.ZipFile(dist.archive(folder, tmp_path / "one.zip", 1_790_000_000, "book"))
    assert packed.testzip() is None
    assert packed.namelist() == ["book/.nojekyll", "book/_static/a.css", "book/a.html", "book/b.html"]
    assert packed.read("book/a.html") == (folder / "a.html").read_bytes()
    assert {entry.date_time for entry in packed.infolist()} == {(2026, 9, 21, 14, 13, 20)}


def test_the_wheel_of_a_commit_has_the_same_bytes_each_time(tmp_path, monkeypatch):
    sums = set()
    for name in ("one", "two"):
        monkeypatch.setattr(dist, "DIST", tmp_path / name)
        sums.add(hashlib.sha256(dist.wheel(dist.committed()).read_bytes()).hexdigest())
    assert len(sums) == 1


def test_a_tag_of_another_version_is_refused_with_both_and_the_remedy():
    dist.check_tag("", "0.1.0")
    dist.check_tag("v0.1.0", "0.1.0")
    with pytest.raises(SystemExit, match=r"'v0.2.0', but pyproject.toml says 0.1.0: set it there and in CITATION"):
        dist.check_tag("v0.2.0", "0.1.0")


def test_the_name_of_the_files_is_the_books_title():
    assert dist.short_title() == "the-amplified-signal"
