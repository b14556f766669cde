"""Writing a site: whose files are touched, and what is left when something goes wrong at any step."""

import errno
import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from tools.projects import write_files

from briefgen import output
from briefgen.artifacts import Artifact
from briefgen.journal import is_inside, read_record
from briefgen.output import WritePlan, apply_plan, check_target, open_site, plan_writes
from briefgen.problems import Problem

OLD = {
    "index.html": b"old index",
    "assets/style.1.css": b"old style",
    "assets/data": b"a file that will be a folder",
    "assets/maps/one.png": b"in a folder that will be a file",
    "topics/gone.html": b"gone",
    "topics/stays.html": b"stays",
}
NEW = {
    "index.html": b"new index",
    "assets/style.2.css": b"new style",
    "assets/data/dues.csv": b"now in a folder",
    "assets/maps": b"now a file",
    "topics/stays.html": b"stays",
    "topics/new.html": b"new",
}


def build(site: Path, files: dict[str, bytes]) -> WritePlan:
    with open_site(site):
        plan = plan_writes(site, [Artifact(path, content) for path, content in files.items()])
        apply_plan(site, plan)
    return plan


def tree(site: Path) -> dict[str, bytes]:
    """Every file but the record, by its path."""
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    return {path: content for path, content in found.items() if path != ".briefgen/record.json"}


def record(site: Path, files: dict[str, str]) -> None:
    write_files(site, {".briefgen/record.json": json.dumps({"version": 1, "files": files})})


def sha(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


# Whose files


def test_new_site(site: Path) -> None:
    plan = build(site, OLD)
    assert tree(site) == OLD
    assert (len(plan.write), plan.delete, plan.unchanged) == (len(OLD), (), 0)


def test_nothing_to_do_touches_nothing(site: Path) -> None:
    build(site, OLD)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    plan = build(site, OLD)
    assert (plan.write, plan.delete, plan.unchanged) == ((), (), len(OLD))
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_files_become_folders_and_folders_files(site: Path) -> None:
    build(site, OLD)
    plan = build(site, NEW)
    assert tree(site) == NEW
    assert set(plan.clear) == {"assets/data", "assets/maps/one.png"}
    build(site, OLD)
    assert tree(site) == OLD


def test_empty_folders_go(site: Path) -> None:
    build(site, {"a/b/c.html": b"1", "index.html": b"2"})
    build(site, {"index.html": b"2"})
    assert not (site / "a").exists()


def test_foreign_file_in_the_way(site: Path) -> None:
    write_files(site, {"index.html": "mine", "notes.txt": "mine too"})
    with pytest.raises(Problem, match=r"did not write.*index\.html"):
        build(site, OLD)
    assert tree(site) == {"index.html": b"mine", "notes.txt": b"mine too"}


@pytest.mark.parametrize("wanted", ["taken", "taken/deeper/x.html"])
def test_what_is_not_a_file_is_in_the_way(site: Path, wanted: str) -> None:
    build(site, {"index.html": b"1"})
    os.mkfifo(site / "taken")  # reading it would hang
    with pytest.raises(Problem, match="did not write"):
        build(site, {"index.html": b"2", wanted: b"3"})
    assert (site / "index.html").read_bytes() == b"1"


def test_a_folder_is_in_the_way(site: Path) -> None:
    write_files(site, {"topics.html/mine.txt": "mine"})
    with pytest.raises(Problem, match="did not write"):
        build(site, {"topics.html": b"1"})


def test_a_folder_with_a_foreign_file_is_not_cleared(site: Path) -> None:
    build(site, OLD)
    write_files(site, {"assets/maps/mine.png": "mine"})
    with pytest.raises(Problem, match="assets/maps"):
        build(site, NEW)
    assert tree(site) == {**OLD, "assets/maps/mine.png": b"mine"}


def test_identical_foreign_file_is_adopted(site: Path) -> None:
    write_files(site, {"index.html": OLD["index.html"]})
    assert build(site, OLD).unchanged == 1
    build(site, {"other.html": b"1"})
    assert not (site / "index.html").exists()


def test_changed_own_file_is_restored_while_it_is_wanted(site: Path) -> None:
    build(site, OLD)
    write_files(site, {"index.html": "changed by hand"})
    (site / "topics/stays.html").unlink()
    build(site, OLD)
    assert tree(site) == OLD


def test_changed_own_file_stays_when_it_is_not_wanted(site: Path) -> None:
    build(site, OLD)
    write_files(site, {"topics/gone.html": "changed by hand"})
    plan = build(site, NEW)
    assert plan.kept == ("topics/gone.html",)
    assert tree(site) == {**NEW, "topics/gone.html": b"changed by hand"}
    assert "topics/gone.html" not in read_record(site)


def test_foreign_and_hidden_files_stay(site: Path) -> None:
    mine = {".gitignore": b"*", "CNAME": b"example.org", ".git/config": b"x", "topics/mine.html": b"mine"}
    write_files(site, mine)
    build(site, OLD)
    build(site, {"index.html": b"1"})
    assert tree(site) == {**mine, "index.html": b"1"}


def test_lost_record_deletes_nothing(site: Path) -> None:
    build(site, OLD)
    (site / ".briefgen/record.json").unlink()
    build(site, {path: OLD[path] for path in ("index.html", "topics/stays.html")})
    assert tree(site) == OLD


def test_record_is_the_same_for_the_same_files(site: Path, tmp_path: Path) -> None:
    build(site, OLD)
    build(site, NEW)
    other = tmp_path / "other"
    build(other, dict(reversed(NEW.items())))
    assert (site / ".briefgen/record.json").read_bytes() == (other / ".briefgen/record.json").read_bytes()
    assert sorted(path.name for path in (site / ".briefgen").iterdir()) == ["record.json"]


def test_other_letter_case_on_a_file_system_without(site: Path) -> None:
    build(site, {"assets/Dues.csv": b"1"})
    os.link(site / "assets/Dues.csv", site / "assets/dues.csv")  # such a file system shows one file under both names
    build(site, {"assets/dues.csv": b"1"})
    assert (site / "assets/dues.csv").read_bytes() == b"1"


# Links, and records made to do harm


def test_linked_parent_is_in_the_way(site: Path, tmp_path: Path) -> None:
    build(site, OLD)
    outside = write_files(tmp_path / "outside", {"stays.html": OLD["topics/stays.html"], "gone.html": "gone"})
    for path in (site / "topics").iterdir():
        path.unlink()
    (site / "topics").rmdir()
    (site / "topics").symlink_to(outside)
    with pytest.raises(Problem, match="did not write"):
        build(site, NEW)
    build(site, {"index.html": b"1"})
    assert tree(outside) == {"stays.html": b"stays", "gone.html": b"gone"}


def test_linked_file_is_in_the_way(site: Path, tmp_path: Path) -> None:
    build(site, OLD)
    outside = write_files(tmp_path / "outside", {"victim": "mine"})
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(outside / "victim")
    with pytest.raises(Problem, match="did not write"):
        build(site, NEW)
    assert tree(outside) == {"victim": b"mine"}


PATHS_THAT_LEAD_OUT = ["../victim", "/etc/passwd", "a/../../victim", ".briefgen/record.json", ".git/config", "", "a//b"]


@pytest.mark.parametrize("path", [*PATHS_THAT_LEAD_OUT, "a\\..\\b", "nul", "\ud800", 3, None])
def test_is_not_inside(path: object) -> None:
    assert not is_inside(path)


@pytest.mark.parametrize("path", PATHS_THAT_LEAD_OUT)
def test_record_that_leads_out_is_not_trusted(site: Path, tmp_path: Path, path: str) -> None:
    write_files(tmp_path, {"victim": "mine"})
    record(site, {path: sha(b"mine"), "index.html": sha(b"mine")})
    write_files(site, {"index.html": "mine"})
    assert read_record(site) == {}
    with pytest.raises(Problem):
        build(site, OLD)
    assert (tmp_path / "victim").read_bytes() == (site / "index.html").read_bytes() == b"mine"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}', '{"files": {"a": "foreign"}}', "[" * 100_000])
def test_damaged_record_counts_for_nothing(site: Path, text: str) -> None:
    write_files(site, {".briefgen/record.json": text, "a/x": "mine"})
    assert read_record(site) == {}
    build(site, OLD)
    assert tree(site) == {**OLD, "a/x": b"mine"}


@pytest.mark.parametrize("name", [".briefgen", ".briefgen/record.json"])
def test_linked_own_folder_is_refused(site: Path, tmp_path: Path, name: str) -> None:
    outside = write_files(tmp_path / "outside", {"record.json": "{}"})
    (site / name).parent.mkdir(parents=True)
    (site / name).symlink_to(outside if name == ".briefgen" else outside / "record.json")
    with pytest.raises(Problem, match="is a link"):
        build(site, OLD)
    assert tree(outside) == {"record.json": b"{}"}


@pytest.mark.parametrize("name", ["staged", "journal.new", "journal.json", "staged/record.new"])
def test_links_among_own_files_go_and_are_not_followed(site: Path, tmp_path: Path, name: str) -> None:
    outside = write_files(tmp_path / "outside", {"0": "mine"})
    (site / ".briefgen" / name).parent.mkdir(parents=True)
    (site / ".briefgen" / name).symlink_to(outside if name == "staged" else outside / "0")
    build(site, OLD)
    assert tree(outside) == {"0": b"mine"}
    assert tree(site) == OLD


def journal(site: Path, *, clear: object = (), moves: object = (), delete: object = ()) -> None:
    text = json.dumps({"clear": clear, "moves": moves, "delete": delete})
    staged = {"index.html": sha(b"evil"), "notes.html": sha(b"evil"), "linked/x.html": sha(b"evil")}
    write_files(
        site,
        {
            ".briefgen/journal.json": text,
            ".briefgen/staged/0": "evil",
            ".briefgen/staged/record.json": json.dumps({"files": staged}),
        },
    )


@pytest.mark.parametrize(
    "parts",
    [
        *({"moves": [[0, path]]} for path in PATHS_THAT_LEAD_OUT),
        *({"delete": [path]} for path in PATHS_THAT_LEAD_OUT),
        *({"clear": [path]} for path in PATHS_THAT_LEAD_OUT),
        {"moves": [["../../../victim", "index.html"]]},
        {"moves": [[True, "index.html"]]},
        {"moves": [[0, "notes.html"]]},
        {"moves": [[0, "linked/x.html"]]},
        {"moves": [[1, "unknown.html"]]},
        {"delete": ["notes.html"]},
        {"clear": ["notes.html", "linked/victim"]},
        {"delete": ["linked/victim"]},
        {"delete": 3},
        {"moves": [3]},
    ],
    ids=str,
)
def test_journal_made_to_do_harm(site: Path, tmp_path: Path, parts: dict[str, object]) -> None:
    outside = write_files(tmp_path / "outside", {"victim": "mine"})
    write_files(tmp_path, {"victim": "mine"})
    write_files(site, {"notes.html": "mine"})
    (site / "linked").symlink_to(outside)
    journal(site, **parts)
    (site / ".briefgen/staged/1").symlink_to(outside / "victim")
    with open_site(site):
        pass
    assert tree(outside) == {"victim": b"mine"}
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert tree(site) == {"notes.html": b"mine"}
    assert "notes.html" not in read_record(site)


# Killed, or out of room, at every step


class Killed(BaseException):
    """What comes after it is not done any more, as after a signal 9."""


Trouble = Callable[[], BaseException]


class Saboteur:
    """Lets that many changes to files happen, then none: each raises, and a file being opened is left torn."""

    watching: "Saboteur | None" = None

    def __init__(self, steps: int, trouble: Trouble, *, only_room: bool = False) -> None:
        self.steps, self.trouble, self.only_room, self.struck = steps, trouble, only_room, False

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        takes_room = writes or event == "os.mkdir"
        if not (takes_room if self.only_room else takes_room or event in ("os.rename", "os.remove", "os.rmdir")):
            return
        if self.steps > 0:
            self.steps -= 1
            return
        if writes and not self.struck:
            Saboteur.watching = None
            Path(str(arguments[0])).write_bytes(b"torn")
            Saboteur.watching = self
        self.struck = True
        raise self.trouble()


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if Saboteur.watching is not None:
        Saboteur.watching.see(event, arguments)


sys.addaudithook(_audit)  # it cannot be taken away again; without a saboteur it does nothing


@contextmanager
def sabotage(steps: int, trouble: Trouble, *, only_room: bool = False) -> Iterator[Saboteur]:
    saboteur = Saboteur.watching = Saboteur(steps, trouble, only_room=only_room)
    try:
        yield saboteur
    finally:
        Saboteur.watching = None


MINE = {"notes.txt": b"mine", "assets/mine.png": b"mine"}


def torn(site: Path) -> dict[str, bytes]:
    """Files of the site that are neither the old ones, nor the new ones, nor somebody else's."""
    known = (OLD, NEW, MINE)
    found = {path: content for path, content in tree(site).items() if not path.startswith(".briefgen/")}
    return {path: content for path, content in found.items() if content not in [files.get(path) for files in known]}


@pytest.mark.parametrize("after", [NEW, OLD, {**NEW, "index.html": b"newer"}], ids=["same", "back", "newer"])
def test_killed_at_every_step(tmp_path: Path, after: dict[str, bytes]) -> None:
    for steps in range(200):
        site = tmp_path / str(steps)
        write_files(site, MINE)
        build(site, OLD)
        try:
            with sabotage(steps, Killed):
                build(site, NEW)
        except Killed:
            assert torn(site) == {}
            with open_site(site):
                state = {path: content for path, content in tree(site).items() if path not in MINE}
                assert state in (OLD, NEW)
                assert sorted(path.name for path in (site / ".briefgen").iterdir()) == ["record.json"]
                assert read_record(site) == {path: sha(content) for path, content in state.items()}
            build(site, after)
            assert tree(site) == {**after, **MINE}
        else:
            assert steps > 20, "there are more steps than that"
            return
    pytest.fail("the build has no end")


def test_killed_while_recovering(tmp_path: Path) -> None:
    """However often it is killed on the way, in the end the site is whole."""
    site = tmp_path / "site"
    build(site, OLD)
    for steps in (14, 0, 1, 2, 3, 2, 1, 5):
        try:
            with sabotage(steps, Killed):
                build(site, NEW)
        except Killed:
            assert torn(site) == {}
    build(site, NEW)
    assert tree(site) == NEW


def test_somebody_was_there_between_kill_and_recovery(tmp_path: Path) -> None:
    for steps in range(200):
        site = tmp_path / str(steps)
        build(site, OLD)
        try:
            with sabotage(steps, Killed):
                build(site, NEW)
        except Killed:
            if not (site / "topics/new.html").exists():
                write_files(site, {"topics/new.html": "mine"})
                with pytest.raises(Problem, match=r"topics/new\.html"):
                    build(site, NEW)
                assert (site / "topics/new.html").read_bytes() == b"mine"
                (site / "topics/new.html").unlink()
            build(site, NEW)
            assert tree(site) == NEW
        else:
            return


def no_room() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only() -> OSError:
    return OSError(errno.EROFS, os.strerror(errno.EROFS))


def folders(site: Path) -> set[Path]:
    return {path for path in site.rglob("*") if path.is_dir()}


def test_disk_full_at_every_step(tmp_path: Path) -> None:
    """Whatever takes room comes first, so a full disk leaves the old site, and nothing beside it.

    But for a folder where a file was: that is begun, and finished by the next build.
    """
    begun = 0
    for steps in range(100):
        site = tmp_path / str(steps)
        build(site, OLD)
        before = tree(site), folders(site), read_record(site)
        with sabotage(steps, no_room, only_room=True):
            if not _fails(site, "No space left on device", "run the command again"):
                break
        if (site / ".briefgen/journal.json").exists():
            assert torn(site) == {}
            begun += 1
        else:
            assert (tree(site), folders(site), read_record(site)) == before
        build(site, NEW)
        assert tree(site) == NEW
    assert (steps > 6, begun) == (True, 1)


def _fails(site: Path, *words: str) -> bool:
    """Whether a build of the new site ends with a problem that says so."""
    try:
        build(site, NEW)
    except Problem as problem:
        assert all(word in f"{problem.message}; {problem.hint}" for word in words), problem
        return True
    return False


def test_read_only_from_any_step_on(tmp_path: Path) -> None:
    for steps in range(200):
        site = tmp_path / str(steps)
        build(site, OLD)
        with sabotage(steps, read_only):
            if not _fails(site, "Read-only file system", "run the command again"):
                break
        assert torn(site) == {}
        build(site, NEW)
        assert tree(site) == NEW
    assert steps > 20


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    with sabotage(0, read_only), pytest.raises(Problem, match=r"cannot be used: Read-only file system"):
        build(tmp_path / "deep" / "site", OLD)


# Targets


def test_target_is_beside_the_sources(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    check_target(tmp_path / "site", [tmp_path / "content"])
    (tmp_path / "site").mkdir()
    check_target(tmp_path / "site", [tmp_path / "content"])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("content", "lie in one another"),
        ("content/site", "lie in one another"),
        ("content/../content/a/b", "lie in one another"),
        ("", "lie in one another"),
        ("linked-project/content", "lie in one another"),
        ("link", "is a link"),
        ("dangling", "is a link"),
        ("file", "is not a folder"),
        ("../users/me", "home folder"),
        ("../users", "home folder"),
        ("/", "home folder"),
    ],
)
def test_absurd_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str) -> None:
    project = write_files(tmp_path / "project", {"content/briefing.yaml": "title: x\n", "file": "", "other/x": ""})
    (tmp_path / "users" / "me").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "users" / "me"))
    (project / "link").symlink_to(project / "other")
    (project / "dangling").symlink_to(project / "nowhere")
    (project / "linked-project").symlink_to(project)
    with pytest.raises(Problem, match=says):
        check_target(project / name, [project / "content"])


# Two at once


def test_waits_for_another_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.mkdir()
    monkeypatch.setattr(output, "_PATIENCE", 0.1)
    handle = os.open(site, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Problem, match="another build"):
        build(site, OLD)
    os.close(handle)
    build(site, OLD)
    assert tree(site) == OLD
