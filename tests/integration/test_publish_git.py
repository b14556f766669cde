"""Publishing to a branch, against a bare repository."""

import os
import subprocess
import tarfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from tools.projects import write_files
from tools.publishing import FIRST, FOREIGN, NEXT, build, compare, publish

from briefgen.model import GitTarget
from briefgen.problems import Problem
from briefgen.publishers.remote import Surroundings

SHIM = """\
#!/bin/sh
# The real git, which breaks at one call: before it does anything, or (with `after`) once it has done it.
echo x >> "$SHIM_COUNT"
if [ "$(wc -l < "$SHIM_COUNT")" -eq "$SHIM_AT" ]; then
    [ "$SHIM_WHEN" = after ] && "$REAL_GIT" "$@" > /dev/null
    echo "fatal: the remote end hung up" >&2
    exit 128
fi
exec "$REAL_GIT" "$@"
"""


class Pages:
    """A bare repository, a project beside it that knows it as `origin`, and the branch `pages` in it."""

    to = GitTarget("origin", "pages")

    def __init__(self, folder: Path) -> None:
        self.bare, self.project, self.site = folder / "pages.git", folder / "project", folder / "project" / "site"
        self.environment = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
        self.around = Surroundings(self.project, (self.project / "content",), self.environment)
        write_files(self.project, {"content/briefing.yaml": "title: x\n"})
        self.git(folder, "init", "--quiet", "--bare", str(self.bare))
        self.git(self.project, "init", "--quiet", "--initial-branch=main")
        self.git(self.project, "add", "content")
        self.commit(self.project, "sources")
        self.git(self.project, "remote", "add", "origin", str(self.bare))

    def git(self, folder: Path, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=folder, env=self.environment, capture_output=True, check=True)
        return done.stdout.decode()

    def commit(self, folder: Path, message: str) -> None:
        self.git(folder, "-c", "user.name=me", "-c", "user.email=me@example.org", "commit", "-q", "-m", message)

    def put_foreign(self, files: dict[str, bytes], folder: str = "clone") -> None:
        clone = self.project.parent / folder
        self.git(self.project.parent, "clone", "--quiet", str(self.bare), folder)
        branches = self.git(clone, "branch", "--all")
        self.git(clone, "checkout", "--quiet", *(["pages"] if "origin/pages" in branches else ["--orphan", "pages"]))
        write_files(clone, files)
        self.git(clone, "add", "--all")
        self.commit(clone, "by hand")
        self.git(clone, "push", "--quiet", "origin", "pages")

    def tree(self) -> dict[str, bytes]:
        packed = subprocess.run(["git", "archive", "pages"], cwd=self.bare, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            files = {entry.name: archive.extractfile(entry) for entry in archive if entry.isfile()}
            shown = {name: file.read() for name, file in files.items() if file}
        return {path: data for path, data in shown.items() if path not in (".briefgen/record.json", ".nojekyll")}

    def commits(self) -> list[str]:
        return self.git(self.bare, "log", "--format=%s", "pages").splitlines()


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


def test_the_first_publication_makes_the_branch(pages: Pages) -> None:
    changes = publish(pages.to, build(pages.site, FIRST), pages.around)
    assert (len(changes.added), changes.changed, changes.removed) == (len(FIRST), (), ())
    assert pages.tree() == FIRST
    assert ".nojekyll" in pages.git(pages.bare, "ls-tree", "--name-only", "pages")
    source = pages.git(pages.project, "rev-parse", "HEAD").strip()
    message = pages.git(pages.bare, "log", "--format=%B", "pages")
    assert f"Built from commit {source}.\n" in message


def test_changes_travel_and_history_and_foreign_files_stay(pages: Pages) -> None:
    pages.put_foreign(FOREIGN)
    publish(pages.to, build(pages.site, FIRST), pages.around)
    first = pages.git(pages.bare, "rev-parse", "pages").strip()
    changes = publish(pages.to, build(pages.site, NEXT), pages.around)
    assert changes.added == ("assets/style.abcdef0123.css", "topics/new.html")
    assert changes.changed == ("index.html", "topics/index.html")
    assert changes.removed == ("assets/style.0123456789.css", "topics/old.html")
    assert pages.tree() == {**NEXT, **FOREIGN}
    assert len(pages.commits()) == 3
    assert pages.git(pages.bare, "rev-parse", "pages~1").strip() == first


def test_nothing_changed_makes_no_commit(pages: Pages) -> None:
    edition = build(pages.site, FIRST)
    publish(pages.to, edition, pages.around)
    before = pages.git(pages.bare, "rev-parse", "pages")
    assert publish(pages.to, edition, pages.around).is_nothing
    assert pages.git(pages.bare, "rev-parse", "pages") == before


def test_a_dry_run_changes_nothing(pages: Pages) -> None:
    changes = compare(pages.to, build(pages.site, FIRST), pages.around)
    assert changes.size == sum(map(len, FIRST.values()))
    assert pages.git(pages.bare, "branch", "--list") == ""


def test_the_project_is_not_touched(pages: Pages) -> None:
    edition = build(pages.site, FIRST)
    index = (pages.project / ".git/index").read_bytes()
    publish(pages.to, edition, pages.around)
    assert (pages.project / ".git/index").read_bytes() == index
    assert pages.git(pages.project, "branch", "--format=%(refname)") == "refs/heads/main\n"
    assert pages.git(pages.project, "status", "--porcelain", "--", "content") == ""


def test_from_a_shallow_clone_as_in_ci(pages: Pages) -> None:
    pages.git(pages.project, "push", "--quiet", "origin", "main")
    pages.put_foreign(FOREIGN)
    publish(pages.to, build(pages.site, FIRST), pages.around)
    shallow = pages.project.parent / "shallow"
    pages.git(pages.project.parent, "clone", "-q", "--depth=1", "--branch=main", f"file://{pages.bare}", "shallow")
    around = pages.around._replace(project=shallow, sources=(shallow / "content",))
    publish(pages.to, build(shallow / "site", NEXT), around)
    assert pages.tree() == {**NEXT, **FOREIGN}
    assert len(pages.commits()) == 3


def test_a_page_changed_by_hand_is_mended(pages: Pages) -> None:
    edition = build(pages.site, FIRST)
    publish(pages.to, edition, pages.around)
    pages.put_foreign({"index.html": b"vandalised"})
    assert publish(pages.to, edition, pages.around).changed == ("index.html",)
    assert pages.tree() == FIRST


@pytest.mark.parametrize("path", ["index.html", "topics", "assets/map.png/x"])
def test_foreign_files_in_the_way_are_refused(pages: Pages, path: str) -> None:
    pages.put_foreign({path: b"somebody else's"})
    with pytest.raises(Problem, match="stand in the way"):
        publish(pages.to, build(pages.site, FIRST), pages.around)
    assert pages.tree() == {path: b"somebody else's"}


def test_a_mass_deletion_needs_a_word(pages: Pages) -> None:
    publish(pages.to, build(pages.site, FIRST), pages.around)
    small = build(pages.site, {"index.html": b"all that is left"})
    with pytest.raises(Problem, match="7 of the 8 published files would be deleted"):
        publish(pages.to, small, pages.around)
    assert pages.tree() == FIRST
    publish(pages.to, small, pages.around, yes=True)
    assert pages.tree() == {"index.html": b"all that is left"}


def test_somebody_elses_push_is_never_overwritten(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(pages.to, build(pages.site, FIRST), pages.around)
    hook = pages.project / ".git/hooks/pre-push"
    clone = pages.project.parent / "racer"
    pages.git(pages.project.parent, "clone", "--quiet", "--branch", "pages", str(pages.bare), "racer")
    write_files(clone, {"theirs.txt": b"theirs"})
    pages.git(clone, "add", "theirs.txt")
    pages.commit(clone, "theirs")
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ngit -C {clone} push --quiet origin pages\n")
    hook.chmod(0o755)
    edition = build(pages.site, NEXT)
    with pytest.raises(Problem, match="somebody else pushed"):
        publish(pages.to, edition, pages.around)
    hook.unlink()
    assert pages.commits()[0] == "theirs"
    publish(pages.to, edition, pages.around)
    assert pages.tree() == {**NEXT, "theirs.txt": b"theirs"}


def test_a_break_anywhere_then_again(pages: Pages, tmp_path: Path) -> None:
    """Every call of git fails once, before it did anything or after it had done it."""
    real = next(f"{folder}/git" for folder in os.environ["PATH"].split(":") if Path(folder, "git").exists())
    shim = write_files(tmp_path / "shim", {"git": SHIM}) / "git"
    shim.chmod(0o755)
    pages.put_foreign(FOREIGN)
    editions = [FIRST, NEXT]
    publish(pages.to, build(pages.site, FIRST), pages.around)
    broken = 0
    for at in range(1, 40):
        for when in ("before", "after") if at > 9 else ("before",):
            files = editions[(at + (when == "after")) % 2]
            edition = build(pages.site, files)
            counted = tmp_path / "count"
            counted.write_text("")
            environment = {
                **pages.environment,
                "PATH": f"{shim.parent}:{os.environ['PATH']}",
                "REAL_GIT": real,
                "SHIM_AT": str(at),
                "SHIM_WHEN": when,
                "SHIM_COUNT": str(counted),
            }
            try:
                publish(pages.to, edition, pages.around._replace(environment=environment))
            except Problem:
                broken += 1
                assert pages.tree() in ({**FIRST, **FOREIGN}, {**NEXT, **FOREIGN})
            publish(pages.to, edition, pages.around)
            assert pages.tree() == {**files, **FOREIGN}, (at, when)
        if len(counted.read_text().splitlines()) < at:
            break
    assert broken >= 12


def test_a_branch_that_holds_the_sources_is_refused(pages: Pages) -> None:
    pages.git(pages.project, "push", "--quiet", "origin", "main")
    with pytest.raises(Problem, match="holds the sources"):
        publish(GitTarget("origin", "main"), build(pages.site, FIRST), pages.around)


def test_a_project_without_a_repository_needs_an_address(tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    bare_project = write_files(tmp_path / "elsewhere", {"content/briefing.yaml": "title: x\n"})
    around = pages.around._replace(project=bare_project, sources=(bare_project / "content",))
    edition = build(bare_project / "site", FIRST)
    environment = {**pages.environment, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    around = around._replace(environment=environment)
    with pytest.raises(Problem, match="in no git repository"):
        publish(pages.to, edition, around)
    publish(GitTarget(str(pages.bare), "pages"), edition, around)
    assert pages.tree() == FIRST
    assert publish(GitTarget("../pages.git", "pages"), edition, around).is_nothing


@pytest.mark.parametrize(
    ("remote", "said"),
    [("upstream", "no remote `upstream`"), ("../nowhere.git", "cannot be read"), ("./x.git", "cannot be read")],
)
def test_what_is_missing_is_said(pages: Pages, remote: str, said: str) -> None:
    with pytest.raises(Problem, match=said) as told:
        publish(GitTarget(remote, "pages"), build(pages.site, FIRST), pages.around)
    assert told.value.hint


def test_no_password_is_said(pages: Pages) -> None:
    pages.git(pages.project, "remote", "set-url", "origin", "http://me:secret@127.0.0.1:9/site.git")
    with pytest.raises(Problem) as told:
        publish(pages.to, build(pages.site, FIRST), pages.around)
    assert "secret" not in told.value.message + told.value.hint


def test_a_refusal_of_the_host_is_passed_on(pages: Pages) -> None:
    write_files(pages.bare, {"hooks/pre-receive": "#!/bin/sh\necho 'the branch is protected' >&2\nexit 1\n"})
    (pages.bare / "hooks/pre-receive").chmod(0o755)
    with pytest.raises(Problem, match=r"git push failed: .*(protected|declined)"):
        publish(pages.to, build(pages.site, FIRST), pages.around)


def test_5000_unchanged_files_take_less_than_two_seconds(pages: Pages) -> None:
    edition = build(pages.site, {f"articles/a{number}.html": b"%d" % number * 4000 for number in range(5000)})
    publish(pages.to, edition, pages.around)
    started = time.perf_counter()
    assert publish(pages.to, edition, pages.around).unchanged == 5000
    assert time.perf_counter() - started < 2
