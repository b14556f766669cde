from pathlib import Path

from tools.sitecheck import check_site


def test_every_link_leads_somewhere_and_nothing_foreign_stands_on_a_page(any_site: Path) -> None:
    assert any_site.joinpath("index.html").is_file()
    assert list(map(str, check_site(any_site))) == []
