"""The Nu HTML checker (npm package `vnu-jar`, run with Java)."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

_BATCH = 500
"""Files per run: starting Java costs a second, and a command line may be no longer than the system allows."""


def html_errors(jar: Path, files: Iterable[Path]) -> tuple[str, ...]:
    """The checker's errors in these files, as `FILE:LINE: message`; its warnings and remarks are left out."""
    paths = [str(path) for path in files]
    batches = (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))
    return tuple(line for batch in batches for line in _check(jar, batch))


def _check(jar: Path, files: list[str]) -> list[str]:
    done = subprocess.run(
        ["java", "-jar", str(jar), "--no-langdetect", "--format", "json", "--exit-zero-always", "--stdout", *files],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=True,
    )
    found = [message for message in json.loads(done.stdout)["messages"] if message["type"] != "info"]
    return [
        f"{unquote(urlsplit(m.get('url', '')).path)}:{m.get('lastLine', 0)}: {m['message']} {m.get('extract', '')!r}"
        for m in found
    ]
