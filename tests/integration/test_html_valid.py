from collections.abc import Callable, Iterable
from pathlib import Path

from tools.projects import html_files

Vnu = Callable[[Iterable[Path]], tuple[str, ...]]


def test_every_page_is_valid_html(any_site: Path, vnu: Vnu) -> None:
    pages = html_files(any_site)
    assert pages
    assert vnu(pages) == ()


def test_the_checker_finds_faults(tmp_path: Path, vnu: Vnu) -> None:
    page = tmp_path / "a page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a>", encoding="utf-8")
    assert [error.startswith(f"{page}:1: ") for error in vnu([page])] == [True]
