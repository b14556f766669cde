import pytest

from briefgen.routes import absolute_root, clashes, href, page_path, path_fault, root_of


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("topic", "topics/x.html"),
        ("actor", "actors/x.html"),
        ("event", "events/x.html"),
        ("article", "articles/x.html"),
        ("page", "pages/x.html"),
    ],
)
def test_page_path(kind: str, path: str) -> None:
    assert page_path(kind, "x") == path
    assert root_of(path) == "../"


@pytest.mark.parametrize(("path", "root"), [("index.html", ""), ("topics/x.html", "../"), ("a/b/c.html", "../../")])
def test_root(path: str, root: str) -> None:
    assert root_of(path) == root


@pytest.mark.parametrize(
    ("base_url", "root"),
    [("", ""), ("https://example.org", "/"), ("https://example.org/", "/"), ("https://example.org/a/b/", "/a/b/")],
)
def test_absolute_root(base_url: str, root: str) -> None:
    assert absolute_root(base_url) == root


@pytest.mark.parametrize(
    ("path", "fragment", "address"),
    [
        ("topics/x.html", "", "../topics/x.html"),
        ("topics/x.html", "a-b", "../topics/x.html#a-b"),
        ("assets/two words.png", "", "../assets/two%20words.png"),
        ("assets/a+b (1).png", "", "../assets/a%2Bb%20%281%29.png"),
        ("assets/표.png", "", "../assets/%ED%91%9C.png"),
    ],
)
def test_href(path: str, fragment: str, address: str) -> None:
    assert href("../", path, fragment) == address


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "assets/style.0123456789.css",
        "assets/two words, (1) a+b=c@d.png",
        "assets/표.png",
        "assets/caf\u00e9.png",
        "assets/_x/-y".replace("/-", "/_"),
        "assets/console.txt",
        "a/" + "x" * 240,
    ],
)
def test_sound_paths(path: str) -> None:
    assert path_fault(path) == ""


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("", "safe"),
        ("/etc/passwd", "safe"),
        ("a//b", "safe"),
        ("a/", "safe"),
        ("../x", "safe"),
        ("a/../x", "safe"),
        ("./x", "safe"),
        (".git/config", "safe"),
        ("a/.hidden", "safe"),
        ("-rf", "safe"),
        (" x", "safe"),
        ("x ", "safe"),
        ("x.", "safe"),
        ("x./y", "safe"),
        ("a\\b", "safe"),
        ("a:b", "safe"),
        ("a?b", "safe"),
        ("a#b", "safe"),
        ("a%20b", "safe"),
        ("a*b", "safe"),
        ('a"b', "safe"),
        ("a<b>", "safe"),
        ("a|b", "safe"),
        ("a\nb", "safe"),
        ("a\n", "safe"),
        ("a\x00b", "safe"),
        ("a\u202eb", "safe"),
        ("a\u200bb", "safe"),
        ("con", "reserved"),
        ("assets/NUL.txt", "reserved"),
        ("assets/aux.tar.gz", "reserved"),
        ("Com1/x", "reserved"),
        ("cafe\u0301.png", "NFC"),
        ("x" * 241, "240 bytes"),
        ("표" * 81, "240 bytes"),
        ("/".join(["x" * 100] * 5), "400 bytes"),
    ],
)
def test_unsafe_paths(path: str, why: str) -> None:
    assert why in path_fault(path)


def test_clashes() -> None:
    paths = ["a/x.png", "a/X.PNG", "b/stra\u00dfe", "b/STRASSE", "caf\u00e9", "cafe\u0301", "a/y.png"]
    assert clashes(paths) == [("a/x.png", "a/X.PNG"), ("b/stra\u00dfe", "b/STRASSE"), ("caf\u00e9", "cafe\u0301")]
