import pytest

from briefgen.artifacts import Artifact, check_paths
from briefgen.source import Span


def test_sound_paths_pass() -> None:
    assert check_paths([Artifact("index.html", b""), Artifact("assets/a.png", b"", "assets/a.png")]) == ()


@pytest.mark.parametrize(
    ("artifacts", "place", "says"),
    [
        ([Artifact("assets/a:b", b"", "assets/a:b")], "assets/a:b", "under this name"),
        ([Artifact("assets/x?.png", b"")], "assets/x?.png", "under this name"),
        ([Artifact("assets/a", b"", "assets/a"), Artifact("assets/A", b"")], "assets/a", "one file on some systems"),
        ([Artifact("assets/a", b""), Artifact("assets/A", b"", "assets/A")], "assets/A", "one file on some systems"),
        ([Artifact("assets/a", b""), Artifact("assets/a", b"", "assets/a")], "assets/a", "two files of the site"),
    ],
)
def test_faults(artifacts: list[Artifact], place: str, says: str) -> None:
    (fault,) = check_paths(artifacts)
    assert (fault.code, fault.primary.span) == ("unsafe-name", Span(place, 0, 0))
    assert says in fault.message
    assert fault.hint
