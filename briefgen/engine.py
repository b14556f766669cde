"""briefgen's own files: where they are, and whether they are the same as before."""

import sys
from hashlib import blake2b
from pathlib import Path

from briefgen import __version__
from briefgen.stamps import digest_of

PACKAGE = Path(__file__).resolve().parent


def built_in_templates() -> Path:
    """The templates that come with briefgen: in the package, or beside it in a checkout."""
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"


def fingerprint(libraries: Path) -> str:
    """Differs whenever the program could build differently: its code, its templates, Python, the packages beside it.

    `libraries` is the folder that packages are installed in, each with a folder that is named for its version.
    """
    own = [path for folder in (PACKAGE, built_in_templates()) for path in sorted(folder.rglob("*")) if path.is_file()]
    code = [path.read_bytes() for path in own if path.suffix != ".pyc"]
    packages = sorted(path.name for path in libraries.glob("*.dist-info"))
    return digest_of((__version__, sys.version, packages, [blake2b(data).digest() for data in code]))
