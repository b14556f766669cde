"""A branch of a git repository, as GitHub, GitLab and Codeberg Pages serve it.

Made with git's own plumbing: a temporary index takes the branch's tree with our files in it, and one commit on top of
the branch is pushed, never by force. Neither the files, nor the index, nor the branches of the project are touched;
only objects are added to its store. What is not in our record on the branch (`CNAME` …) stays as it is.
"""

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from briefgen.journal import RECORD, parse_record, record_text
from briefgen.model import GitTarget
from briefgen.problems import Problem
from briefgen.publishers.remote import Changes, Edition, Surroundings, changes_between, redacted, said

_NO_JEKYLL = ".nojekyll"
"""Without it GitHub leaves out what begins with an underscore or a dot."""

_LOCAL = re.compile(r"GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR)\Z")
_ADDRESS = re.compile(r"[/:\\]|^\.")


class Git(NamedTuple):
    """git, run for one repository."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, told: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        """What git prints; `Problem` if it fails."""
        done = self.attempt(*arguments, told=told, more=more)
        if done.returncode:
            verb = next(word for word in arguments if not word.startswith("-"))
            raise Problem(f"git {verb} failed: {said(done.stderr)}", "run the command again once that is mended")
        return done.stdout

    def attempt(
        self, *arguments: str, told: bytes = b"", more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        quiet = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotePath=false")
        try:
            return subprocess.run(
                ["git", *quiet, *arguments],
                cwd=self.folder,
                env={**self.environment, **(more or {})},
                input=told,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise Problem("the program git is not there", "install it: https://git-scm.com/downloads") from None


@contextmanager
def connect(to: GitTarget, around: Surroundings) -> Iterator["Branch"]:
    """Finds the branch and fetches it; a branch that is not there yet will be made."""
    environment = {key: value for key, value in around.environment.items() if not _LOCAL.match(key)}
    git = Git(around.project, {**environment, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"})
    with tempfile.TemporaryDirectory(prefix="briefgen-") as scratch:
        found = git.attempt("rev-parse", "--absolute-git-dir")
        if not found.returncode:
            folder = os.fsdecode(found.stdout.rstrip(b"\n"))
        elif b"dubious ownership" in found.stderr:
            raise Problem(f"git refuses the project's repository: {said(found.stderr)}", "see: git help config")
        elif _ADDRESS.search(to.remote):
            folder = f"{scratch}/repository"
            git.run("init", "--quiet", "--bare", folder)
        else:
            hint = "run `git init` and `git remote add`, or give the address of a repository as `remote`"
            raise Problem(f"the project is in no git repository, so it knows no `{to.remote}`", hint)
        git = git._replace(environment={**git.environment, "GIT_DIR": folder})
        source = "" if found.returncode else _source(git, around)
        yield Branch(git, to, _fetch(git, to), Path(scratch), source)


def _source(git: Git, around: Surroundings) -> str:
    """The commit that the site was built from, in words; nothing if the project has none yet."""
    head = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.returncode:
        return ""
    plain = git._replace(environment={key: value for key, value in git.environment.items() if key != "GIT_DIR"})
    paths = [str(path.resolve()) for path in around.sources if path.exists()]
    status = plain.attempt("--no-optional-locks", "status", "--porcelain", "--", *paths)
    return head.stdout.decode().strip() + (" and changes that are not committed" if status.stdout.strip() else "")


def _fetch(git: Git, to: GitTarget) -> str:
    """The commit that the branch is at, which is here then; nothing if there is no such branch."""
    if not _ADDRESS.search(to.remote) and git.attempt("remote", "get-url", to.remote).returncode:
        known = git.run("remote").decode().split()
        hint = f"its remotes: {', '.join(known)}" if known else f"add it: git remote add {to.remote} ADDRESS"
        raise Problem(f"the repository has no remote `{to.remote}`", hint)
    listed = git.attempt("ls-remote", "--", to.remote, f"refs/heads/{to.branch}")
    if listed.returncode:
        hint = f"check the address and your rights there: git ls-remote {redacted(to.remote)}"
        raise Problem(f"the repository {redacted(to.remote)} cannot be read: {said(listed.stderr)}", hint)
    tip = listed.stdout.split(b"\t")[0].decode()
    if tip:
        is_shallow = git.run("rev-parse", "--is-shallow-repository").strip() == b"true"
        depth = ("--depth=1",) if is_shallow else ()
        quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        git.run("fetch", *quiet, *depth, "--", to.remote, f"refs/heads/{to.branch}")
        if git.attempt("cat-file", "-e", f"{tip}^{{commit}}").returncode:
            raise Problem(f"the branch {to.branch} moved while it was read", "run the command again")
    return tip


class Branch:
    """A branch as it was found: `tip` is its commit, nothing if it is to be made."""

    def __init__(self, git: Git, to: GitTarget, tip: str, scratch: Path, source: str) -> None:
        self.git, self.to, self.tip, self.scratch, self.source = git, to, tip, scratch, source
        self.tree = dict(self._tree())
        record = self.tree.get(RECORD)
        self.record = (parse_record(git.run("cat-file", "blob", record)) or {}) if record else {}
        self._refuse_sources()

    def _tree(self) -> Iterator[tuple[str, str]]:
        """Path and object of everything on the branch."""
        if self.tip:
            for entry in self.git.run("ls-tree", "-r", "-z", "--full-tree", self.tip).split(b"\0")[:-1]:
                facts, _, path = entry.partition(b"\t")
                yield os.fsdecode(path), facts.split(b" ")[2].decode()

    def _refuse_sources(self) -> None:
        """The branch that the project is written on would take the site in among the sources."""
        is_ancestor = ("merge-base", "--is-ancestor", self.tip, "HEAD")
        if self.tip and self.source and not self.record and not self.git.attempt(*is_ancestor).returncode:
            hint = "name a branch of its own in `publish:` of briefing.yaml, such as gh-pages"
            raise Problem(f"the branch {self.to.branch} holds the sources of the project", hint)

    def compare(self, edition: Edition) -> Changes:
        """By the objects: a file that somebody changed on the branch is seen, too."""
        kind = self.git.run("rev-parse", "--show-object-format").decode().strip()
        wanted = {path: _object(edition.read(path), kind) for path in edition.files}
        same = {path for path, mark in wanted.items() if self.tree.get(path) == mark}
        ours = {path: self.tree[path] for path in self.tree if path in self.record or path in same}
        foreign = [path for path in self.tree if path not in ours]
        changes = changes_between(edition, wanted, ours, foreign)
        return changes._replace(stale=self.record != dict(edition.files) or _NO_JEKYLL not in self.tree)

    def publish(self, edition: Edition, changes: Changes) -> str:
        """Commits and pushes; gives the commit."""
        index = {"GIT_INDEX_FILE": str(self.scratch / "index")}
        self.git.run("read-tree", self.tip or "--empty", more=index)
        self.git.run("update-index", "-z", "--index-info", told=self._entries(edition, changes), more=index)
        tree = self.git.run("write-tree", more=index).decode().strip()
        parent = ("-p", self.tip) if self.tip else ()
        told = self._message().encode()
        commit = self.git.run("commit-tree", tree, *parent, told=told, more=self._identity()).decode().strip()
        self._push(commit)
        return f"commit {commit[:10]}"

    def _entries(self, edition: Edition, changes: Changes) -> bytes:
        """Lines for the index: deletions first, since a file may make room for a folder."""
        names = [*changes.sent, RECORD, *([] if _NO_JEKYLL in self.tree else [_NO_JEKYLL])]
        others = {RECORD: record_text(edition.files).encode(), _NO_JEKYLL: b""}
        staged = self.scratch / "staged"
        staged.mkdir()
        for number, name in enumerate(names):
            (staged / str(number)).write_bytes(others[name] if name in others else edition.read(name))
        paths = "".join(f"{staged / str(number)}\n" for number in range(len(names))).encode()
        objects = self.git.run("hash-object", "-w", "--no-filters", "--stdin-paths", told=paths).decode().split()
        gone = "".join(f"0 {'0' * len(objects[0])}\t{path}\0" for path in changes.removed)
        return (gone + "".join(f"100644 {mark}\t{name}\0" for mark, name in zip(objects, names, strict=True))).encode()

    def _message(self) -> str:
        if not self.source:
            return "Publish the site\n"
        return f"Publish {self.source[:10]}\n\nBuilt from commit {self.source}.\n"

    def _identity(self) -> dict[str, str]:
        """Who commits: as git is set up; a machine that nobody set up, as in CI, is called after the program."""
        if not self.git.attempt("var", "GIT_COMMITTER_IDENT").returncode:
            return {}
        names = {f"GIT_{role}_NAME": "briefgen" for role in ("AUTHOR", "COMMITTER")}
        return {**names, **{f"GIT_{role}_EMAIL": "briefgen@localhost" for role in ("AUTHOR", "COMMITTER")}}

    def _push(self, commit: str) -> None:
        refs = f"{commit}:refs/heads/{self.to.branch}"
        done = self.git.attempt("push", "--quiet", "--no-recurse-submodules", "--", self.to.remote, refs)
        if not done.returncode:
            return
        if b"fetch first" in done.stderr or b"non-fast-forward" in done.stderr or b"cannot lock ref" in done.stderr:
            raise Problem(f"somebody else pushed to {self.to.branch} meanwhile", "run the command again")
        hint = "nothing was changed there; check that you may push, then run the command again"
        raise Problem(f"git push failed: {said(done.stderr)}", hint)

    def addresses(self) -> tuple[str, ...]:
        """Those of GitHub and Codeberg, or of the domain that a file on the branch names."""
        found = self.git.attempt("remote", "get-url", self.to.remote)
        address = self.to.remote if found.returncode else found.stdout.decode().strip()
        for name in ("CNAME", ".domains"):
            if name in self.tree:
                text = self.git.run("cat-file", "blob", self.tree[name]).decode("utf-8", "replace")
                return tuple(f"https://{host}/" for host in text.split())
        return pages_addresses(address)


def _object(data: bytes, kind: str) -> str:
    """The name that git gives a file with this content (`git hash-object`)."""
    return hashlib.new(kind, b"blob %d\0" % len(data) + data).hexdigest()


def pages_addresses(remote: str) -> tuple[str, ...]:
    """Where the pages of a repository are served, by its address; nothing for hosts that do not tell.

    https://docs.github.com/pages/getting-started-with-github-pages/what-is-github-pages, https://docs.codeberg.org/codeberg-pages/
    """
    found = re.match(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)", remote)
    parts = urlsplit(remote)
    host, path = (found[1], found[2]) if found else (parts.hostname or "", parts.path)
    owner, _, name = path.strip("/").removesuffix(".git").partition("/")
    pages = {"github.com": ("github.io", f"{owner}.github.io"), "codeberg.org": ("codeberg.page", "pages")}.get(host)
    if not pages or not name:
        return ()
    root = f"https://{owner.lower()}.{pages[0]}/"
    return (root if name.lower() == pages[1].lower() else f"{root}{name}/",)
