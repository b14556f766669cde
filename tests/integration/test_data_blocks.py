"""The data that pages bear for search engines is seen as data by a browser, and the pages' policy has no complaint."""

import json
from pathlib import Path

from playwright.sync_api import Browser
from tools.projects import html_files

WATCH = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective))"
BLOCKS = "Array.from(document.querySelectorAll('script[type=\"application/ld+json\"]'), block => block.textContent)"
RUN = "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s) }"


def test_no_policy_is_violated_by_data(chromium: Browser, demo_site: Path) -> None:
    with chromium.new_context() as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        kinds = set()
        for path in html_files(demo_site):
            page.goto(path.as_uri(), wait_until="load")
            for block in page.evaluate(BLOCKS):
                found = json.loads(block)
                kinds |= {found["@type"], found.get("mainEntity", {}).get("@type")}
            assert page.evaluate("refused") == [], path
        assert kinds >= {"WebSite", "WebPage", "NewsArticle", "Event", "DefinedTerm"}
        page.evaluate(RUN)
        page.wait_for_function("refused.length")
        assert page.evaluate("[refused[0], typeof ran]") == ["script-src-elem", "undefined"], "the watch sees nothing"
