"""From saving a file to the changed pixels in a browser: `python tests/benchmarks/latency.py [ARTICLES ...]`.

A preview of a generated briefing is shown in Chromium on the page of an article, and a note on that page is edited
again and again. All times are taken from one clock. Prints the median of each part in milliseconds:

notice   the system's event, and the pause that ends a burst
rebuild  reading what changed, and planning the site
ask      the event, and making and fetching the page
show     from the change of the page at hand to the next frame
"""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from generate import name, write  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from tools.browser import find_browser, launch  # noqa: E402
from tools.preview import Serving, serving  # noqa: E402

BARS = {100: 80, 1_000: 120, 10_000: 250}
ROUNDS = 15
WARMING = 3
WATCH = """() => {
    let last = '';
    new MutationObserver(() => {
        const mark = (document.body.textContent.match(/saving [0-9]+ of the benchmark/) || [''])[0];
        if (mark && mark !== last) {
            last = mark;
            const changed = performance.timeOrigin + performance.now();
            requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => console.log('seen', JSON.stringify({
                    mark, changed, painted: performance.timeOrigin + performance.now(),
                }));
                channel.port2.postMessage('');
            });
        }
    }).observe(document, { childList: true, subtree: true, characterData: true });
}"""
PARTS = ("notice", "rebuild", "ask", "show", "all")


def measure(articles: int, folder: Path) -> dict[str, float]:
    """Medians of all parts, in milliseconds."""
    write(articles, folder)
    begun = time.time()
    with serving(folder, cache=folder / "cache") as served, sync_playwright() as playwright:
        print(f"{articles} articles: first page after {time.time() - begun:.2f} s", flush=True)
        program = find_browser(playwright)
        assert program, "there is no Chromium"
        browser = launch(playwright, program)
        page = browser.new_page()
        page.add_init_script(f"({WATCH})()")
        key = name(articles // 2)
        path = next((folder / "content").rglob(f"{key}.yaml"))
        text = path.read_text("utf-8")
        page.goto(f"{served.address}articles/{key}.html")
        page.wait_for_function("() => window.briefgenPreview && briefgenPreview.state()")
        found = [one_round(page, served, path, text, number) for number in range(ROUNDS + WARMING)]
        browser.close()
    return {part: statistics.median(times[part] for times in found[WARMING:]) for part in PARTS}


def one_round(page: Page, served: Serving, path: Path, text: str, number: int) -> dict[str, float]:
    mark = f"saving {number} of the benchmark"
    said = len(served.said)
    with page.expect_console_message(lambda message: mark in message.text, timeout=60_000) as heard:
        path.write_text(text.replace("    kind:", f"    note: This is {mark}.\n    kind:", 1), "utf-8")
        saved = time.time() * 1000
    seen = {key: float(value) for key, value in re.findall(r'"(changed|painted)":([0-9.]+)', heard.value.text)}
    served.wait_for(lambda: len(served.said) > said)
    page.wait_for_timeout(1500)
    rebuilt = re.search(r"seen after ([0-9.]+) ms, rebuilt in ([0-9.]+) ms", "".join(served.said[said:]))
    assert rebuilt, served.said[said:]
    notice, rebuild = float(rebuilt[1]), float(rebuilt[2])
    return {
        "notice": notice,
        "rebuild": rebuild,
        "ask": seen["changed"] - saved - notice - rebuild,
        "show": seen["painted"] - seen["changed"],
        "all": seen["painted"] - saved,
    }


def main() -> None:
    for articles in [int(size) for size in sys.argv[1:]] or [100, 1_000]:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(articles, Path(folder))
        bar = BARS.get(articles, 0)
        print("  ".join(f"{part} {found[part]:.0f}" for part in PARTS), f"(bar {bar})" if bar else "", flush=True)


if __name__ == "__main__":
    main()
