"""Lighthouse (npm package `lighthouse`): what it thinks of a page, read over HTTP on a simulated slow telephone."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

CATEGORIES = ("accessibility", "best-practices", "performance")


class Report(NamedTuple):
    """Scores of 100 by category, and what was found wanting, with its weight in words."""

    scores: Mapping[str, int]
    wanting: tuple[str, ...]


def lighthouse(program: Path, browser: str, address: str) -> Report:
    """Asks Lighthouse about a page. Chromium talks to nobody but the page's server."""
    flags = (
        "--headless=new --no-sandbox --disable-background-networking --disable-dev-shm-usage --disable-component-update"
    )
    done = subprocess.run(
        [
            *("node", str(program), address, "--quiet", "--output=json", "--output-path=stdout"),
            *(f"--only-categories={','.join(CATEGORIES)}", "--disable-full-page-screenshot"),
            f"--chrome-flags={flags}",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    audits = report["audits"].values()
    return Report(
        {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES},
        tuple(
            f"{audit['id']}: {audit.get('displayValue') or audit['title']}"
            for audit in audits
            if audit["scoreDisplayMode"] in ("binary", "numeric", "metricSavings") and (audit["score"] or 0) < 0.9
        ),
    )
