"""Publishing by rsync, against a server of ssh on this machine."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import without
from tools.projects import write_files
from tools.publishing import FIRST, FOREIGN, NEXT, build, compare, publish, tree

from briefgen.model import RsyncTarget
from briefgen.problems import Problem
from briefgen.publishers.remote import Surroundings

CUT = f"""\
#!{sys.executable}
# ssh whose connection number $CUT_AT breaks after $CUT_BYTES bytes.
import os, subprocess, sys, threading
with open(os.environ["CUT_COUNT"], "a+") as count:
    count.write("x")
    count.seek(0)
    number = len(count.read())
call = ["ssh", "-F", os.environ["SSH_CONFIG"], *sys.argv[1:]]
if number != int(os.environ["CUT_AT"]):
    os.execvp("ssh", call)
ssh = subprocess.Popen(call, stdin=subprocess.PIPE, bufsize=0)

def forward(left):
    while left and (data := os.read(0, left)):
        ssh.stdin.write(data)
        left -= len(data)
    ssh.stdin.close() if left else ssh.kill()

threading.Thread(target=forward, args=[int(os.environ["CUT_BYTES"])], daemon=True).start()
code = ssh.wait()
os._exit(255 if code < 0 else code)
"""


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A server at a free port for a key made for it; gives the settings of ssh that lead there as `there`."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    for tool, found in (("sshd", program), ("rsync", shutil.which("rsync")), ("ssh", shutil.which("ssh"))):
        if not found:
            without(tool)
    folder = tmp_path_factory.mktemp("sshd")
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    write_files(
        folder,
        {
            "sshd_config": f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder}/host\nStrictModes no\nUsePAM no\n"
            f"AuthorizedKeysFile {folder}/user.pub\nPermitRootLogin yes\nPidFile none\nMaxStartups 50\n",
            "known_hosts": f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}",
            "config": f"Host there\n  HostName 127.0.0.1\n  Port {port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {folder}/user\n  IdentitiesOnly yes\n  UserKnownHostsFile {folder}/known_hosts\n"
            "  BatchMode yes\n",
        },
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([str(program), "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL)
    try:
        _await_port(port, server)
        yield folder / "config"
    finally:
        server.terminate()
        server.wait()


def _await_port(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        if server.poll() is not None:
            without("an sshd that starts")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    without("an sshd that answers")


class Server:
    """A project and a folder on the server, with foreign files in it."""

    def __init__(self, folder: Path, config: Path) -> None:
        self.www, self.project, self.site = folder / "www", folder / "project", folder / "project" / "site"
        ssh = write_files(folder / "bin", {"ssh": f'#!/bin/sh\nexec {shutil.which("ssh")} -F {config} "$@"\n'}) / "ssh"
        ssh.chmod(0o755)
        self.config = config
        self.environment = {**os.environ, "PATH": f"{ssh.parent}:{os.environ['PATH']}"}
        self.environment.pop("RSYNC_RSH", None)
        self.around = Surroundings(folder / "project", (), self.environment)
        self.to = RsyncTarget("there", str(self.www))
        write_files(self.project, {"content/briefing.yaml": "title: x\n"})
        write_files(self.www, FOREIGN)


@pytest.fixture
def server(sshd: Path, tmp_path: Path) -> Server:
    return Server(tmp_path, sshd)


def test_first_then_changed_then_nothing(server: Server) -> None:
    edition = build(server.site, FIRST)
    assert len(publish(server.to, edition, server.around).added) == len(FIRST)
    assert tree(server.www) == {**FIRST, **FOREIGN}
    assert (server.www / "topics/stays.html").stat().st_mode & 0o777 == 0o644
    edition = build(server.site, NEXT)
    changes = compare(server.to, edition, server.around)
    assert tree(server.www) == {**FIRST, **FOREIGN}
    kept = {path: (server.www / path).stat().st_mtime_ns for path in ("topics/stays.html", "assets/map.png")}
    assert publish(server.to, edition, server.around) == changes
    assert changes.changed == ("index.html", "topics/index.html")
    assert changes.removed == ("assets/style.0123456789.css", "topics/old.html")
    assert tree(server.www) == {**NEXT, **FOREIGN}
    assert {path: (server.www / path).stat().st_mtime_ns for path in kept} == kept
    assert publish(server.to, edition, server.around).is_nothing


def test_emptied_folders_go_and_others_stay(server: Server) -> None:
    publish(server.to, build(server.site, {**FIRST, "a/b/c.html": b"x", "d/e/f.html": b"y"}), server.around)
    write_files(server.www, {"d/e/mine.txt": b"mine"})
    publish(server.to, build(server.site, FIRST), server.around)
    assert not (server.www / "a").exists()
    assert tree(server.www) == {**FIRST, **FOREIGN, "d/e/mine.txt": b"mine"}


def test_a_file_becomes_a_folder_and_back(server: Server) -> None:
    publish(server.to, build(server.site, {**FIRST, "assets/data": b"a file"}), server.around)
    publish(server.to, build(server.site, {**FIRST, "assets/data/x.csv": b"in a folder"}), server.around)
    publish(server.to, build(server.site, {**FIRST, "assets/data": b"a file"}), server.around)
    assert tree(server.www) == {**FIRST, **FOREIGN, "assets/data": b"a file"}


@pytest.mark.parametrize("path", ["index.html", "topics/stays.html", "articles", "articles/x.html/y"])
def test_foreign_files_in_the_way_are_refused(server: Server, path: str) -> None:
    foreign = {**FOREIGN, path: b"somebody else's"}
    write_files(server.www, foreign)
    with pytest.raises(Problem, match="stand in the way"):
        publish(server.to, build(server.site, {**FIRST, "articles/x.html": b"x"}), server.around)
    assert tree(server.www) == foreign


def test_a_mass_deletion_needs_a_word(server: Server) -> None:
    publish(server.to, build(server.site, FIRST), server.around)
    small = build(server.site, {"index.html": b"left"})
    with pytest.raises(Problem, match="7 of the 8"):
        publish(server.to, small, server.around)
    publish(server.to, small, server.around, yes=True)
    assert tree(server.www) == {**FOREIGN, "index.html": b"left"}


def test_a_connection_that_breaks_anywhere_then_again(server: Server, tmp_path: Path) -> None:
    """Each connection of a publication breaks once, at its start or after some bytes."""
    shim = write_files(tmp_path / "shim", {"cut": CUT}) / "cut"
    shim.chmod(0o755)
    publish(server.to, build(server.site, FIRST), server.around)
    counted = tmp_path / "count"
    broken = 0
    for at in (1, 3, 4, 5, 6, 7):
        files = NEXT if at % 2 else FIRST
        edition = build(server.site, files)
        counted.write_text("")
        environment = {
            **server.environment,
            "RSYNC_RSH": str(shim),
            "SSH_CONFIG": str(server.config),
            "CUT_AT": str(at),
            "CUT_BYTES": str(90 * (at % 3)),
            "CUT_COUNT": str(counted),
        }
        try:
            publish(server.to, edition, server.around._replace(environment=environment))
        except Problem:
            broken += 1
        now = tree(server.www)
        assert all(now[path] == data for path, data in FOREIGN.items())
        assert all(data in (FIRST.get(path), NEXT.get(path), FOREIGN.get(path)) for path, data in now.items())
        publish(server.to, edition, server.around)
        assert tree(server.www) == {**files, **FOREIGN}, at
    assert broken >= 5


def test_what_arrived_before_a_break_is_known_as_ours(server: Server, tmp_path: Path) -> None:
    """A new page arrives, the connection breaks, and the page is gone from the next edition: it must go there too."""
    shim = write_files(tmp_path / "shim", {"cut": CUT}) / "cut"
    shim.chmod(0o755)
    publish(server.to, build(server.site, FIRST), server.around)
    left = set()
    for at in (3, 4, 5, 6):
        environment = {
            **server.environment,
            "RSYNC_RSH": str(shim),
            "SSH_CONFIG": str(server.config),
            "CUT_AT": str(at),
            "CUT_BYTES": "0",
            "CUT_COUNT": str(tmp_path / f"count{at}"),
        }
        try:
            publish(server.to, build(server.site, NEXT), server.around._replace(environment=environment))
        except Problem:
            left.add((server.www / "topics/new.html").exists())
        publish(server.to, build(server.site, FIRST), server.around)
        assert tree(server.www) == {**FIRST, **FOREIGN}
    assert left == {True, False}


@pytest.mark.parametrize(
    ("host", "path", "said"),
    [("there", "/nowhere/at/all", "there is no folder"), ("nowhere.invalid", "/srv", "cannot be reached")],
)
def test_what_is_missing_is_said(server: Server, host: str, path: str, said: str) -> None:
    with pytest.raises(Problem, match=said) as told:
        publish(RsyncTarget(host, path), build(server.site, FIRST), server.around)
    assert told.value.hint
