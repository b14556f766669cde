"""The kinds of targets. A new one is a type in `model`, its keys in `targets`, a module and a line here."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import import_module

from briefgen.model import FolderTarget, GitTarget, RsyncTarget, S3Target, Target
from briefgen.problems import Problem
from briefgen.publishers.remote import Connect, Remote, Surroundings

MODULES: Mapping[type, str] = {
    GitTarget: "briefgen.publishers.git",
    S3Target: "briefgen.publishers.s3",
    RsyncTarget: "briefgen.publishers.rsync",
    FolderTarget: "briefgen.publishers.folder",
}
"""Imported when called for, so that nobody pays for a target of another kind, or needs what only that one needs."""


def connect(target: Target, around: Surroundings) -> AbstractContextManager[Remote]:
    """Reaches a target; raises `Problem` where that fails."""
    try:
        module = import_module(MODULES[type(target.to)])
    except ModuleNotFoundError as problem:
        hint = "install briefgen with what this target needs: pip install 'briefgen[s3]'"
        raise Problem(f"the Python package {problem.name} is not there", hint) from None
    reach: Connect = module.connect
    return reach(target.to, around)


def describe(target: Target) -> str:
    """A target in a few words, for a terminal."""
    to = target.to
    match to:
        case GitTarget():
            return f"{target.id} (git: {to.remote}, branch {to.branch})"
        case S3Target():
            return f"{target.id} (s3: {to.bucket}{f'/{to.prefix}' if to.prefix else ''})"
        case RsyncTarget():
            return f"{target.id} (rsync: {to.host}:{to.path})"
        case FolderTarget():
            return f"{target.id} (folder: {to.path})"
