"""Finding Chromium, and asking axe about a page.

Run as a script it prints the program that the tests would use, or exits with 1: `.ci/test` decides by it whether a
browser has to be installed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGUMENTS = (
    "--no-sandbox",  # as root, as in containers, Chromium does not start with it
    "--disable-dev-shm-usage",  # containers give /dev/shm 64 MB, too little for it
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def _candidates(playwright: Playwright) -> Iterator[str]:
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        path = which(name) if name else None
        if path:
            yield path
    yield playwright.chromium.executable_path


def _works(program: str) -> bool:
    """Ubuntu's packages are stubs that only name a snap; and a snap cannot read pages in temporary folders."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "snap" not in answer.stdout


def find_browser(playwright: Playwright) -> str | None:
    """The first of $CHROMIUM, the usual names and Playwright's own that answers; None if none does."""
    return next(filter(_works, _candidates(playwright)), None)


def launch(playwright: Playwright, program: str) -> Browser:
    return playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))


def axe_violations(page: Page, axe: Path) -> tuple[str, ...]:
    """What axe finds wrong on the page, one line per rule: its name, what it asks for, and where.

    The source is evaluated, not added as an element: the pages' Content-Security-Policy refuses foreign scripts.
    """
    page.evaluate(axe.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(result => result.violations)",
        list(AXE_TAGS),
    )
    return tuple(
        f"{rule['id']}: {rule['help']}: " + ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"])
        for rule in found
    )


def main() -> int:
    with sync_playwright() as playwright:
        program = find_browser(playwright)
    print(program or "no usable Chromium found")
    return 0 if program else 1


if __name__ == "__main__":
    sys.exit(main())
