"""Records as JSON and back."""

import json
from pathlib import Path

import pytest
from tools.projects import ROOT

from briefgen.articleshelf import ArticleShelf
from briefgen.cachefolder import CacheFolder
from briefgen.decode import ArticleJob, load_article
from briefgen.diagnostics import Diagnostic, Label, Severity, error
from briefgen.layout import ArticleFiles, plan_layout
from briefgen.model import Article
from briefgen.packing import packer, unpacker
from briefgen.project import read_snapshot
from briefgen.source import Span

CONTENTS = [ROOT / "content", *sorted((ROOT / "tests" / "cases" / "faults").glob("base*"))]


def jobs(content: Path) -> list[ArticleJob]:
    files = read_snapshot(content).files
    articles = plan_layout(tuple(files)).value.articles
    return [ArticleJob(key, paths, files[paths.yaml], files[paths.text]) for key, paths in articles.items()]


@pytest.mark.parametrize("content", CONTENTS, ids=lambda path: path.name)
def test_articles_come_back_as_they_were(content: Path) -> None:
    for job in jobs(content):
        article = load_article(job).value
        packed = json.loads(json.dumps(packer(Article | None)(article)))
        assert unpacker(Article | None)(packed) == article


def test_faults_come_back_as_they_were() -> None:
    fault = error("wrong-type", Span("a.yaml", 1, 2), "words", hint="more", secondary=[Label(span=Span("b", 3, 4))])
    again = unpacker(tuple[Diagnostic, ...])(json.loads(json.dumps(packer(tuple[Diagnostic, ...])((fault,)))))
    assert again == (fault,)
    assert again[0].severity is Severity.ERROR


def test_an_article_with_faults_comes_back_with_them(tmp_path: Path) -> None:
    paths = ArticleFiles("articles/a.yaml", "articles/a.txt")
    job = ArticleJob("a", paths, b'titel: "\\ud800"\nannotations: [{quote: nowhere}]\n', b"Some words.\n")
    cache = CacheFolder(tmp_path / "cache")
    for _ in range(2):
        shelf = ArticleShelf(cache, "me")
        assert list(shelf.map(load_article, [job])) == [load_article(job)]
        shelf.keep()
    assert shelf.reused == 1
    other = ArticleShelf(cache, "somebody else")
    assert list(other.map(load_article, [job])) == [load_article(job)]
    assert other.reused == 0
