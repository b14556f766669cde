import os
import socket
from pathlib import Path

import pytest
from tools.projects import write_files

from briefgen.problems import Problem
from briefgen.project import built_in_templates, read_snapshot, read_templates

CONTENT = {"briefing.yaml": b"title: x\n", "articles/2025/a.txt": b"\xff\xfe", "assets/x.png": b"\x89PNG"}


def test_every_file_as_bytes_in_order(tmp_path: Path) -> None:
    write_files(tmp_path, dict(reversed(CONTENT.items())))
    snapshot = read_snapshot(tmp_path)
    assert dict(snapshot.files) == CONTENT
    assert list(snapshot.files) == ["articles/2025/a.txt", "assets/x.png", "briefing.yaml"]
    assert snapshot.refused == ()


def test_hidden_files_and_backups_are_passed_over(tmp_path: Path) -> None:
    write_files(tmp_path, {**CONTENT, ".git/x": "", "a/.b/c": "", "x.yaml~": "", "#x#": "", ".x.swp": "", "x.tmp": ""})
    (tmp_path / ".link").symlink_to("/etc")
    assert dict(read_snapshot(tmp_path).files) == CONTENT


def test_what_is_no_file_is_refused_by_name_unread(tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", CONTENT)
    outside = write_files(tmp_path / "outside", {"secret.txt": "secret"})
    (content / "articles/b.txt").symlink_to(outside / "secret.txt")
    (content / "articles/linked").symlink_to(outside)
    (content / "dangling.yaml").symlink_to("nowhere")
    os.mkfifo(content / "pipe.yaml")
    listener = socket.socket(socket.AF_UNIX)
    os.chdir(content)  # a socket's path is short
    listener.bind("socket.yaml")
    Path(os.fsdecode(b"caf\xe9.yaml")).write_bytes(b"")
    snapshot = read_snapshot(content)
    listener.close()
    assert dict(snapshot.files) == CONTENT
    assert dict(snapshot.refused) == {
        "articles/b.txt": "a link",
        "articles/linked": "a link",
        "dangling.yaml": "a link",
        "pipe.yaml": "a pipe",
        "socket.yaml": "a socket",
        "caf\\udce9.yaml": "a file whose name is not UTF-8",
    }


@pytest.fixture(autouse=True)
def back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_missing_content_folder(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"file": ""})
    with pytest.raises(Problem, match="there is no content folder") as problem:
        read_snapshot(tmp_path / name)
    assert "--content" in problem.value.hint


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    write_files(tmp_path / "content", CONTENT)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Problem, match=r"a\.txt cannot be read: Permission denied"):
        read_snapshot(tmp_path / "content")


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Problem, match="cannot be read: Permission denied"):
        read_snapshot(tmp_path)


def test_own_templates_take_the_place_of_built_in_ones(tmp_path: Path) -> None:
    content = tmp_path / "content"
    own = write_files(
        tmp_path / "templates",
        {
            "pages/home.html": "\ufeffmine\r\nline two\r\n",
            "macros/mine.html": "new",
            "assets/css/mine.css": "a {}\r\n",
            "assets/logo.png": b"\r\n",
            "locale/fr.po": 'msgid ""\n',
            "locale/ko.po": "# mine\n",
            "README.md": "no template",
            ".hidden.html": "",
        },
    )
    built_in, mixed = read_templates(None, content), read_templates(own, content)
    assert set(mixed.sources) == {*built_in.sources, "macros/mine.html"}
    assert mixed.sources["pages/home.html"].text == "mine\nline two\n"
    assert mixed.sources["pages/home.html"].path == "../templates/pages/home.html"
    assert mixed.sources["base.html"].text == built_in.sources["base.html"].text
    assert mixed.files["assets/css/mine.css"] == b"a {}\n"
    assert mixed.files["assets/logo.png"] == b"\r\n"
    assert set(mixed.catalogues) - set(built_in.catalogues) == {"fr"}
    assert mixed.catalogues["ko"][0].path == "../templates/locale/ko.po"
    assert mixed.catalogues["ko"][1:] == built_in.catalogues["ko"]
    assert mixed.by_path["../templates/locale/fr.po"].text == 'msgid ""\n'


def test_built_in_templates_are_there() -> None:
    assert (built_in_templates() / "base.html").is_file()


def test_built_in_templates_may_be_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    for path in built_in_templates().iterdir():
        (linked / path.name).symlink_to(path)
    plain = read_templates(None, tmp_path)
    monkeypatch.setattr("briefgen.project.built_in_templates", lambda: linked)
    assert set(read_templates(None, tmp_path).sources) == set(plain.sources)


@pytest.mark.parametrize(
    ("files", "link", "says"),
    [
        ({}, "", "there is no templates folder"),
        ({"pages/home.html": b"caf\xe9"}, "", r"home\.html is not UTF-8 \(byte 3\)"),
        ({"x.html": ""}, "base.html", r"base\.html is a link"),
    ],
)
def test_troubles_with_own_templates(tmp_path: Path, files: dict[str, str | bytes], link: str, says: str) -> None:
    own = write_files(tmp_path / "templates", files)
    if link:
        (own / link).symlink_to("x.html")
    with pytest.raises(Problem, match=says):
        read_templates(own, tmp_path / "content")
