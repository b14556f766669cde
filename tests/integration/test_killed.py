"""A build that is killed at any moment, with all its processes at work: no file is torn, and the next one mends."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tools.projects import ROOT, Run

Command = Callable[..., Run]
MOMENTS = int(os.environ.get("BRIEFGEN_KILLS", "8"))
DAYS = ("2025-07-08", "2025-07-10")


def digests(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_killed_at_random_moments(tmp_path: Path, briefgen: Command) -> None:
    chance = random.Random(6)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    whole, seconds = {}, 0.0
    for day in DAYS:
        begun = time.monotonic()
        assert briefgen(tmp_path, "build", "--as-of", day, "--output", day, "--no-cache").code == 0
        seconds = time.monotonic() - begun
        whole[day] = digests(tmp_path / day)
    assert briefgen(tmp_path, "build", "--as-of", DAYS[0]).code == 0
    for number in range(MOMENTS):
        day = DAYS[(number + 1) % 2]
        call = [sys.executable, "-m", "briefgen", "build", "--as-of", day, "--jobs", "3"]
        building = subprocess.Popen(call, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.1) * seconds)
        building.send_signal(signal.SIGKILL)
        building.wait()
        for path, digest in digests(tmp_path / "site").items():
            if not path.startswith(".briefgen/"):
                assert digest in [files.get(path) for files in whole.values()], f"{path} is torn"
        run = briefgen(tmp_path, "build", "--as-of", day)
        assert run.code == 0, run.err
        assert digests(tmp_path / "site") == whole[day]
        assert sorted(path.name for path in (tmp_path / "site" / ".briefgen").iterdir()) == ["record.json"]
