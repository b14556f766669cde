"""What hosts look for: forwarding pages, `_redirects`, `_headers`, `robots.txt`, compressed copies; workflows."""

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml
from tools.projects import ROOT

from briefgen.artifacts import Artifact
from briefgen.build import compile_site
from briefgen.console import render_gitlab, source_files
from briefgen.decode import Snapshot
from briefgen.diagnostics import error
from briefgen.exporters.hosting import POLICY, compressed_copies, gzipped
from briefgen.project import read_templates
from briefgen.request import Request
from briefgen.source import Span
from briefgen.workflows import HOSTS, plan_workflow

CONTENT = {
    "briefing.yaml": b"""
title: Dues
base_url: https://example.org/dues/
redirects: {"topic:old": "topic:dues", "actor:a": "actor:b"}
""",
    "topics.yaml": b'dues: {title: "Dues & <fees>"}\n',
    "actors.yaml": b"b: {name: The port}\n",
}


def site(content: dict[str, bytes]) -> dict[str, bytes]:
    result = compile_site(Request(snapshot=Snapshot(files=content), templates=read_templates(None, Path()), now=0))
    assert not [fault for fault in result.diagnostics if fault.severity.value == "error"]
    return {artifact.path: artifact.content for artifact in result.artifacts}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site(CONTENT)


def test_a_page_forwards(files: dict[str, bytes]) -> None:
    page = files["topics/old.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../topics/dues.html">' in page
    assert '<link rel="canonical" href="https://example.org/dues/topics/dues.html">' in page
    assert '<a href="../topics/dues.html">Dues &amp; &lt;fees&gt;</a>' in page
    assert f'content="{POLICY}"' in page
    assert "The port" in files["actors/a.html"].decode()


def test_redirects_for_hosts(files: dict[str, bytes]) -> None:
    assert files["_redirects"].decode().splitlines() == [
        "/topics/old.html /topics/dues.html 301",
        "/topics/old /topics/dues.html 301",
        "/actors/a.html /actors/b.html 301",
        "/actors/a /actors/b.html 301",
    ]
    assert "_redirects" not in site({"briefing.yaml": b"title: x"})


def test_headers(files: dict[str, bytes]) -> None:
    lines = files["_headers"].decode().splitlines()
    assert lines[:2] == ["/*", f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'"]
    sheet = next(path for path in files if path.endswith(".css"))
    assert lines[lines.index(f"/{sheet}") + 1] == "  Cache-Control: public, max-age=31536000, immutable"
    assert len([line for line in lines if not line.startswith(" ")]) <= 100


def test_one_policy_holds_for_every_page(files: dict[str, bytes]) -> None:
    pages = [data.decode() for path, data in files.items() if path.endswith(".html")]
    assert len(pages) > 10
    policies = {re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1] for page in pages}  # type: ignore[index]
    assert policies == {POLICY}
    assert POLICY in (ROOT / "docs/publishing/nginx.md").read_text("utf-8")


def test_robots(files: dict[str, bytes]) -> None:
    lines = files["robots.txt"].decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert ("Sitemap: https://example.org/dues/sitemap.xml" in lines) == ("sitemap.xml" in files)
    assert site({"briefing.yaml": b"title: x"})["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_compressed_copies() -> None:
    text = b"the same words again " * 200
    made = dict(artifact[:2] for artifact in compressed_copies([Artifact("a.html", text), Artifact("b.png", text)]))
    assert list(made) == ["a.html.gz"]
    assert gzip.decompress(made["a.html.gz"]) == text
    assert gzipped(text) == gzipped(text)
    assert list(compressed_copies([Artifact("small.html", b"x")])) == []


def test_compressed_copies_on_request() -> None:
    files = site({"briefing.yaml": b"title: x\nprecompress: true\n"})
    assert gzip.decompress(files["index.html.gz"]) == files["index.html"]


# Workflows


@pytest.mark.parametrize("host", HOSTS)
def test_workflows_are_yaml(host: str) -> None:
    ((path, text),) = plan_workflow(host, "0.1.0").items()
    assert yaml.safe_load(text)
    assert "briefgen==0.1.0" in text and "$$" not in text
    assert path in (".github/workflows/briefing.yml", ".gitlab-ci.yml")


def test_the_workflow_of_github_runs_commands_that_there_are() -> None:
    flow = yaml.safe_load(plan_workflow("github", "0.1.0")[".github/workflows/briefing.yml"])
    steps = [step.get("run", "") for job in flow["jobs"].values() for step in job["steps"]]
    assert [step for step in steps if step.startswith("briefgen")] == [
        "briefgen check --format github",
        "briefgen build --format github",
        "briefgen publish",
    ]


def test_the_hook_runs_a_check() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["entry"], hook["pass_filenames"]) == ("briefgen check", False)


def test_faults_for_gitlab() -> None:
    fault = error("unknown-key", Span("topics.yaml", 3, 6), "`x` is no key", hint="take it out")
    sources = source_files({"topics.yaml": b"a:\n  b: 1\n"}, [fault])
    (entry,) = json.loads(render_gitlab([fault], sources, folder="content"))
    assert entry["location"] == {"path": "content/topics.yaml", "lines": {"begin": 2}}
    assert (entry["check_name"], entry["severity"]) == ("unknown-key", "major")
    assert entry["description"] == "`x` is no key (take it out)"
    assert len(entry["fingerprint"]) == 64
