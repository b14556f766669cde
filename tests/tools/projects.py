"""Projects on disk, and the command run on them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRA_BRIEFINGS = "BRIEFGEN_EXTRA_BRIEFINGS"
"""Environment variable: further content folders to hold the same tests against, separated like the entries of PATH."""

# What would change the command's answer from one machine to the next.
_FOREIGN = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "PYTHONPATH", "TZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the command: the folder it ran in, its exit code and what it said."""

    folder: Path
    code: int
    out: str
    err: str

    @property
    def site(self) -> Path:
        return self.folder / "site"


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files, named by POSIX paths relative to the folder; text as UTF-8, its newlines as they are."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run_briefgen(
    folder: Path, *arguments: str, cache: Path, environment: Mapping[str, str] | None = None, seconds: float = 120
) -> Run:
    """Runs `briefgen` with `folder` as its working folder and `cache` as the user's cache folder."""
    inherited = {k: v for k, v in os.environ.items() if k not in _FOREIGN and not k.startswith("BRIEFGEN_")}
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        env={**inherited, "XDG_CACHE_HOME": str(cache), **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    return Run(folder=folder, code=done.returncode, out=done.stdout, err=done.stderr)


def briefings() -> tuple[Path, ...]:
    """The content folders that whole-site tests are held against: the demo, then those of BRIEFGEN_EXTRA_BRIEFINGS."""
    extra = os.environ.get(EXTRA_BRIEFINGS, "").split(os.pathsep)
    return (ROOT / "content", *(Path(folder).resolve() for folder in extra if folder))


def html_files(site: Path) -> tuple[Path, ...]:
    return tuple(sorted(site.rglob("*.html")))
