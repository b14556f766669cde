"""How long builds take: `python tests/benchmarks/run.py [-n 100 1000] [-r 3] [--templates own|lean]`. See README.md.

Prints a Markdown table: medians of wall and CPU seconds, the peak memory of the whole process tree, and the wall time
in relation to the cold build of the same rounds.
"""

import argparse
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate import name, write

HERE = Path(__file__).resolve().parent
LEAN = HERE / "templates"
BUILT_IN = HERE.parents[1] / "templates"
PAGE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 0.05
"""Seconds between two looks at the memory of a process tree."""


class Cost(NamedTuple):
    """What one command took: seconds, seconds of all its processes, megabytes of all of them together at the most."""

    wall: float
    cpu: float
    memory: float


class Project(NamedTuple):
    """A generated briefing in a folder of its own, and how it is built."""

    folder: Path
    articles: int
    command: tuple[str, ...]

    @property
    def site(self) -> Path:
        return self.folder / "site"


# Measuring


def measure(project: Project) -> Cost:
    """Builds the site; a build that fails ends the benchmark with what it said."""
    os.sync()
    environment = {**os.environ, "XDG_CACHE_HOME": str(project.folder / "cache-of-the-user")}
    with (project.folder / "said").open("w+b") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            project.command, cwd=project.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        over = threading.Event()
        seen = [0]
        watcher = threading.Thread(target=watch, args=(process.pid, over, seen), daemon=True)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watcher.join()
        if process.returncode:
            said.seek(0)
            sys.exit(f"the build failed:\n{said.read().decode()}")
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(wall, used.ru_utime + used.ru_stime, max(seen[0], largest) / 1e6)


def watch(root: int, over: threading.Event, seen: list[int]) -> None:
    """Keeps the most memory that a process and all below it had at one time, in bytes; nothing without /proc."""
    while not over.wait(PAUSE):
        seen[0] = max(seen[0], sum(map(memory_of, tree_of(root))))


def tree_of(root: int) -> list[int]:
    """A process and all that descend from it."""
    found = [root]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def memory_of(process: int) -> int:
    """What a process has in memory, in bytes; pages that several share count in parts."""
    try:
        shared = re.search(r"^Pss:\s+([0-9]+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(shared[1]) * 1024 if shared else 0


SETTLING = 2.5
"""Seconds after which the time stamp of a file tells every change of it."""


# What is measured


def forget(project: Project) -> None:
    """Away with the site and every cache: the next build is cold."""
    for path in (project.site, project.folder / ".briefgen-cache", project.folder / "cache-of-the-user"):
        shutil.rmtree(path, ignore_errors=True)


def change_nothing(project: Project, mark: str) -> None:
    """The command is given again."""


def change_note(project: Project, mark: str) -> None:
    """The first note of an article in the middle."""
    path = next((project.folder / "content").rglob(f"{name(project.articles // 2)}.yaml"))
    text = path.read_text("utf-8")
    changed = re.sub(r"(    note: Marked [^\n]*\n)?    kind:", f"    note: Marked {mark}.\n    kind:", text, count=1)
    path.write_text(changed, "utf-8")


def change_topic(project: Project, mark: str) -> None:
    """The title of a topic in the middle."""
    path = project.folder / "content" / "topics.yaml"
    text = path.read_text("utf-8")
    middle = text.count("  title: ") // 2
    changed = re.sub(rf"(?<=^topic-{middle}:\n  title: Topic {middle} of ).*", mark, text, count=1, flags=re.MULTILINE)
    path.write_text(changed, "utf-8")


def change_template(project: Project, mark: str) -> None:
    """The frame of every page."""
    path = project.folder / "templates" / "base.html"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(<!-- [^\n]* -->\n)?</body>", f"<!-- {mark} -->\n</body>", text), "utf-8")


Change = Callable[[Project, str], None]

CHANGES: tuple[tuple[str, Change], ...] = (
    ("nothing changed", change_nothing),
    ("one note changed", change_note),
    ("one topic title changed", change_topic),
    ("one template changed", change_template),
)


def has_mark(project: Project, mark: str) -> bool:
    """Whether a change is on the pages of the article and of the topic in the middle, or on one of them."""
    content = (project.folder / "content" / "topics.yaml").read_text("utf-8")
    pages = (
        project.site / "articles" / f"{name(project.articles // 2)}.html",
        project.site / "topics" / f"topic-{content.count('  title: ') // 2}.html",
    )
    return any(mark in page.read_text("utf-8") for page in pages)


def one_round(project: Project, number: int) -> dict[str, Cost]:
    """A cold build, then one after each change."""
    forget(project)
    costs = {"cold": measure(project)}
    for step, (what, change) in enumerate(CHANGES):
        mark = f"change {number}-{step}"
        change(project, mark)
        costs[what] = measure(project)
        if change is not change_nothing and not has_mark(project, mark):
            sys.exit(f"{what}: the change is not on the page")
    return costs


def prepare(articles: int, folder: Path, templates: str, options: argparse.Namespace) -> Project:
    """Writes the briefing, with templates of its own."""
    write(articles, folder)
    own = folder / "templates"
    if templates == "lean":
        shutil.copytree(LEAN, own)
    else:
        own.mkdir()
        shutil.copy(BUILT_IN / "base.html", own)
    # A template that was written to a moment ago may be written to again without a trace: so no build relies on it.
    time.sleep(SETTLING)
    jobs = ("--jobs", str(options.jobs)) if options.jobs else ()
    program = (options.program,) if options.program else (sys.executable, "-m", "briefgen")
    return Project(folder, articles, (*program, "build", "--quiet", *jobs))


# The table


def table(found: dict[tuple[int, str], list[dict[str, Cost]]]) -> str:
    """Medians, as a Markdown table. The last column is the median of each round's ratio to its own cold build."""
    lines = [
        "| articles | templates | build | wall s | CPU s | peak MB | to cold |",
        "|---:|---|---|---:|---:|---:|---:|",
    ]
    for (articles, templates), rounds in found.items():
        for what in rounds[0]:
            costs = [costs[what] for costs in rounds]
            wall, cpu, memory = (statistics.median(part) for part in zip(*costs, strict=True))
            ratio = statistics.median(costs[what].wall / costs["cold"].wall for costs in rounds)
            lines.append(f"| {articles} | {templates} | {what} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {ratio:.3f} |")
    return "\n".join(lines)


def growth(found: dict[tuple[int, str], list[dict[str, Cost]]]) -> list[str]:
    """How cold builds grow from each number of articles to the next: 1.00 is linear."""
    said = []
    colds = {key: statistics.median(costs["cold"].wall for costs in rounds) for key, rounds in found.items()}
    for templates in dict.fromkeys(templates for _, templates in found):
        sizes = sorted(articles for articles, other in found if other == templates)
        for less, more in pairwise(sizes):
            exponent = math.log(colds[more, templates] / colds[less, templates]) / math.log(more / less)
            said.append(f"{templates}, {less} to {more} articles: exponent {exponent:.2f}")
    return said


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--articles", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("-r", "--rounds", type=int, default=3)
    parser.add_argument("--templates", nargs="+", choices=("own", "lean"), default=["own", "lean"])
    parser.add_argument("--jobs", type=int, default=0, help="as for `briefgen build`")
    parser.add_argument("--program", default="", help="the briefgen to measure [default: that of this Python]")
    return parser.parse_args()


def main() -> None:
    options = asked()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    found: dict[tuple[int, str], list[dict[str, Cost]]] = {}
    for articles in sorted(set(options.articles)):
        with tempfile.TemporaryDirectory(prefix="briefgen-benchmark-") as folder:
            projects = {t: prepare(articles, Path(folder) / t, t, options) for t in dict.fromkeys(options.templates)}
            for number in range(options.rounds):
                for templates, project in projects.items():
                    found.setdefault((articles, templates), []).append(one_round(project, number))
                    print(f"{articles} articles, {templates}: round {number + 1}", file=sys.stderr, flush=True)
    print(table(found))
    print(*("", *growth(found)), sep="\n")


if __name__ == "__main__":
    main()
