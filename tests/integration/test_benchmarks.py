"""The benchmark runs: with five articles, once, and its times are nobody's business."""

import re
import subprocess
import sys

from tools.projects import ROOT

BUILDS = ("cold", "nothing changed", "one note changed", "one topic title changed", "one template changed")


def test_the_benchmark_fills_its_table() -> None:
    command = [sys.executable, ROOT / "tests" / "benchmarks" / "run.py", "-n", "5", "-r", "1", "--templates", "lean"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^\| 5 \| lean \| ([a-z ]+) \| [0-9.]+ \| [0-9.]+ \| [0-9]+ \| [0-9.]+ \|$", done.stdout, re.M)
    assert tuple(rows) == BUILDS
