from pathlib import Path

import pytest
from tools.projects import write_files
from tools.sitecheck import check_site

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""

# Further files of each small site, for links to lead to.
SITE = {
    "deadlines.html": f'{POLICY}<p id="row">',
    "articles/a b.html": f'{POLICY}<p id="한국">',
    "assets/site.css": "",
    "assets/logo.svg": "",
}

CLEAN = """
<link rel="stylesheet" href="assets/site.css">
<link rel="canonical" href="https://example.org/briefing/">
<script src="assets/site.css" defer></script><script type="application/ld+json">{"a": "<mark>"}</script>
<a href="deadlines.html?kind=deadline#row" data-x aria-describedby="here" id="here" lang="ko">x</a>
<a href="articles/a%20b.html#%ED%95%9C%EA%B5%AD" href="second">x</a> <a href="articles/../deadlines.html">x</a>
<a href="#here">x</a> <a href="https://example.org/other/?a=1&amp;b=2#c" rel="external">x</a>
<a href="webcal://example.org/briefing.ics">x</a>
<mark id="m1">a</mark><mark id="m2">b</mark>
<img src="assets/logo.svg" srcset="assets/logo.svg 1x, assets/logo.svg 2x" alt="">
<svg viewBox="0 0 1 1"><defs><linearGradient id="fade"></linearGradient></defs><rect fill="url(#fade)"/></svg>
<p>&lt;script&gt; onclick=""</p><!-- <style> --><label for="here">x</label>
"""

FAULTS = {
    '<a href="nowhere.html">': "missing-file",
    '<a href="Deadlines.html">': "missing-file",
    '<a href="../deadlines.html">': "missing-file",
    '<img src="assets/logo.png" alt="">': "missing-file",
    '<img src="assets/logo.svg" srcset="assets/logo.svg 1x, logo.svg 2x" alt="">': "missing-file",
    '<form action="search.html">': "missing-file",
    '<a href="#nowhere">': "missing-fragment",
    '<a href="#">': "missing-fragment",
    '<a href="deadlines.html#Row">': "missing-fragment",
    '<label for="nowhere">': "missing-id",
    '<p id="a"><p aria-labelledby="a b">': "missing-id",
    '<svg><rect fill="url(#nowhere)"/></svg>': "missing-id",
    '<p id="a"><p id="a">': "duplicate-id",
    "<mark>a<b><mark>b</mark></b></mark>": "nested-mark",
    '<a href="/deadlines.html">': "absolute-link",
    '<a href="//example.org/">': "absolute-link",
    '<a href="https://example.org/briefing/deadlines.html">': "absolute-link",
    '<a href="articles">': "directory-link",
    '<a href="articles/">': "directory-link",
    '<a href=".">': "directory-link",
    '<a href="./#row">': "directory-link",
    "<iframe>": "element",
    "<object>": "element",
    '<base target="x">': "element",
    '<meta http-equiv="default-style" content="x">': "element",
    "<svg><foreignObject/></svg>": "element",
    "<blink>": "element",
    "<p align=left>": "attribute",
    '<a srcdoc="x" href="#a" id="a">': "attribute",
    '<a href="javascript:alert(1)">': "url",
    '<a href="JavaScript&colon;alert(1)">': "url",
    '<a href="java&#9;script:alert(1)">': "url",
    '<a href=" deadlines.html">': "url",
    '<a href="\\\\example.org">': "url",
    '<a href="data:text/html,x">': "url",
    '<a href="file:///etc/hosts">': "url",
    '<a href="">': "url",
    '<img src="https://example.org/x.png" alt="">': "url",
    '<script src="https://example.org/x.js"></script>': "url",
    '<link rel="stylesheet" href="https://example.org/x.css">': "url",
    '<link rel="preload alternate" href="https://example.org/x">': "url",
    '<form action="https://example.org/">': "url",
    '<svg><use href="https://example.org/x.svg#a"/></svg>': "url",
    '<svg><rect fill="url(https://example.org/#a)"/></svg>': "url",
    "<style>p { color: red }</style>": "inline",
    '<p style="color: red">': "inline",
    "<script>alert(1)</script>": "inline",
    '<script type="module">alert(1)</script>': "inline",
    '<p onclick="alert(1)">': "inline",
    '<svg onload="alert(1)"></svg>': "inline",
    """<meta http-equiv="content-security-policy" content="default-src 'self'; style-src 'unsafe-inline'">""": "policy",
}


def codes(folder: Path, body: str) -> str:
    site = write_files(folder, {**SITE, "index.html": f"<!doctype html>{POLICY}\n{body}"})
    return " ".join(fault.code for fault in check_site(site, base_url="https://example.org/briefing/"))


def test_a_clean_site_has_no_faults(tmp_path: Path) -> None:
    assert codes(tmp_path, CLEAN) == ""


@pytest.mark.parametrize(("body", "expected"), FAULTS.items())
def test_each_fault_is_found(tmp_path: Path, body: str, expected: str) -> None:
    assert codes(tmp_path, body) == expected


def test_a_page_without_a_policy_is_a_fault(tmp_path: Path) -> None:
    write_files(tmp_path, {"index.html": "<!doctype html>"})
    assert [fault.code for fault in check_site(tmp_path)] == ["policy"]


def test_links_are_relative_to_their_page_and_faults_name_page_and_line(tmp_path: Path) -> None:
    page = f'{POLICY}\n<a href="../index.html">x</a>\n<a href="index.html">x</a>'
    write_files(tmp_path, {"index.html": POLICY, "topics/a.html": page})
    assert [str(fault) for fault in check_site(tmp_path)] == [
        "topics/a.html:3: missing-file: <a> 'index.html': there is no topics/index.html"
    ]
