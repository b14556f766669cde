"""briefgen's own files: where they are, and whether they are the same as before."""

import sys
from pathlib import Path

from briefgen import __version__
from briefgen.stamps import digest_of, survey

PACKAGE = Path(__file__).resolve().parent


def built_in_templates() -> Path:
    """The templates that come with briefgen: in the package, or beside it in a checkout."""
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"


def fingerprint(*libraries: Path) -> str:
    """Differs whenever the program could build differently: its code, its templates, Python, the libraries beside it.

    `libraries` are folders that packages are installed in: each installation there leaves its time on the folder.
    """
    code = {path: stamp for path, stamp in survey(PACKAGE).stamps.items() if not path.endswith(".pyc")}
    templates = survey(built_in_templates()).stamps
    return digest_of((__version__, sys.version, code, templates, [folder.stat().st_mtime_ns for folder in libraries]))
