"""Packages that only some commands need: imported when called for, and missed with the line that installs them."""

from importlib import import_module
from typing import Any

from briefgen.problems import Problem


def extra_package(name: str, extra: str) -> Any:
    """The package of an extra (`web`, `pdf`); raises `Problem` where it cannot be had."""
    try:
        return import_module(name)
    except ModuleNotFoundError as problem:
        hint = f"install it with briefgen: pip install 'briefgen[{extra}]'"
        raise Problem(f"the Python package {problem.name} is not there", hint) from None
    except OSError as problem:
        # A package whose library of the system is missing, such as Pango.
        hint = f"install what it needs of the system, see docs/brief.md; then pip install 'briefgen[{extra}]'"
        raise Problem(f"the Python package {name} does not work here: {problem}".splitlines()[0], hint) from None
