"""What `briefing.yaml` says of publishing: the targets, and the ids that records once had."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.diagnostics import Diagnostic
from briefgen.model import FolderTarget, GitTarget, Ref, Renaming, RsyncTarget, S3Target, Target
from briefgen.shapes import ID_PATTERN, Entry, Field, Parsed, Reading, Schema, Struct, Whole, scalar_text
from briefgen.source import Span
from briefgen.values import Fault, identifier, web_address
from briefgen.yamltree import Mapping as Node
from briefgen.yamltree import Node as AnyNode
from briefgen.yamltree import Scalar, is_null

_HOST = re.compile(r"([A-Za-z0-9._][A-Za-z0-9._-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-fA-F:.]+\])\Z")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}\Z")
_REGION = re.compile(r"[A-Za-z0-9-]{1,40}\Z")
_PREFIX = re.compile(r"[\w!.*'()-]+(/[\w!.*'()-]+)*/?\Z")
_SECRET = re.compile(r"[a-z+]+://[^/@\s]*:[^/@\s]*@|https?://[^/@\s]*@", re.IGNORECASE)
_HAS_SECRET = "has a password or a token in it"
_NO_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[/.-]|/\.|\.lock(/|$)|[/.]$")

_KINDS = ("topic", "actor", "event", "article", "page")
_OLD_PATTERN = f"^({'|'.join(_KINDS)}):{ID_PATTERN[1:]}"


@dataclass(frozen=True)
class Address(Parsed[str]):
    """An address without a password. One with a password is reported without its line, which a log might keep."""

    def read(self, node: AnyNode, reading: Reading, name: str) -> str | None:
        if isinstance(node, Scalar) and _SECRET.match(node.value):
            line = reading.source.text.count("\n", 0, node.span.start) + 1
            message = f"`{name}` in line {line} {_HAS_SECRET}"
            hint = "leave it out, and renew it: git has credential helpers, ssh has keys, CI has secrets"
            reading.fault("invalid-target", Span(node.span.path, 0, 0), message, hint)
            return None
        return Parsed.read(self, node, reading, name)


def git_remote(text: str) -> str | Fault:
    """The name of a remote or an address, and nothing that git would take for an option."""
    if text.startswith("-") or "::" in text or re.search(r"[\x00-\x20\x7f]", text):
        return Fault("invalid-target", f"`{text}` is neither a remote nor an address", "write `origin`, or an address")
    return text


def git_branch(text: str) -> str | Fault:
    """A branch by the rules of `git check-ref-format`."""
    if _NO_BRANCH.search(text) or text in ("@", "HEAD"):
        return Fault("invalid-target", f"`{text}` cannot be a branch", "write a name such as `gh-pages`")
    return text


def bucket_name(text: str) -> str | Fault:
    if _BUCKET.match(text):
        return text
    return Fault("invalid-target", f"`{text}` cannot be a bucket", "write its name alone, without s3://")


def key_prefix(text: str) -> str | Fault:
    """What the keys begin with; ends with a slash."""
    if _PREFIX.match(text) and not {".", ".."} & set(text.split("/")):
        return text.rstrip("/") + "/"
    return Fault("invalid-target", f"`{text}` cannot be a prefix", "write folders, as in `briefings/tariffs/`")


def region(text: str) -> str | Fault:
    if _REGION.match(text):
        return text
    return Fault("invalid-target", f"`{text}` cannot be a region", "write one such as `eu-central-1`, or `auto`")


def ssh_host(text: str) -> str | Fault:
    if _HOST.match(text):
        return text
    return Fault("invalid-target", f"`{text}` is not a host", "write `user@example.org`, or a name from ssh's settings")


def remote_folder(text: str) -> str | Fault:
    """A folder of another machine, of its own: not the home folder, and not the root."""
    if text.rstrip("/") in ("", ".", "..", "~") or text.startswith("-") or ".." in text.split("/"):
        return Fault("invalid-target", f"`{text}` is no folder of its own", "write the site's folder, as /srv/www/site")
    if re.search(r"[\x00-\x1f\x7f]", text):
        return Fault("invalid-target", "`{name}` has a control character in it", "write the path of a folder")
    return text


def local_folder(text: str) -> str | Fault:
    if "\0" in text:
        return Fault("invalid-target", "`{name}` has a control character in it", "write the path of a folder")
    return text


GIT: Mapping[str, Field] = {
    "remote": Field(Address(git_remote), True, "a remote of the project's repository, or an address"),
    "branch": Field(Parsed(git_branch), doc="gh-pages if left out"),
}
S3: Mapping[str, Field] = {
    "bucket": Field(Parsed(bucket_name), True, "the bucket, which must be there"),
    "prefix": Field(Parsed(key_prefix), doc="a folder in it; the whole bucket if left out"),
    "endpoint": Field(Address(web_address), doc="address of the storage; that of AWS if left out"),
    "region": Field(Parsed(region), doc="AWS_REGION, else us-east-1, if left out"),
}
RSYNC: Mapping[str, Field] = {
    "host": Field(Parsed(ssh_host), True, "USER@HOST, or a name from ssh's settings"),
    "path": Field(Parsed(remote_folder), True, "the folder there, which must be there"),
    "port": Field(Whole(1, 65535), doc="that of ssh's settings if left out"),
}
FOLDER: Mapping[str, Field] = {
    "path": Field(Parsed(local_folder), True, "the folder, which must be there; from the project's folder on"),
}
TARGET: Mapping[str, Field] = {
    "git": Field(Struct(GIT, "a git target", GitTarget), doc="a branch of a repository"),
    "s3": Field(Struct(S3, "an S3 target", S3Target), doc="a bucket of an S3-compatible storage"),
    "rsync": Field(Struct(RSYNC, "an rsync target", RsyncTarget), doc="a folder on a host with ssh"),
    "folder": Field(Struct(FOLDER, "a folder target", FolderTarget), doc="a local or mounted folder"),
    "url": Field(Address(web_address, {"type": ["string", "null"], "pattern": "^https?://"}), doc="where it is read"),
    "delete_limit": Field(Whole(0, 100), doc="per cent of the files there that may go without --yes; 50 if left out"),
}
_TO = ("git", "s3", "rsync", "folder")


def decode_targets(entries: Iterable[Entry], reading: Reading) -> tuple[Target, ...]:
    """The targets of a briefing; one that does not say what it is, or says it twice, is reported and left out."""
    targets = []
    for entry in entries:
        values, at = entry.fields
        named = [kind for kind in _TO if kind in at]
        if len(named) != 1:
            message = f"the target has {' and '.join(f'`{kind}`' for kind in named) or 'no place to publish to'}"
            hint = f"give it exactly one of {', '.join(f'`{kind}`' for kind in _TO)}"
            reading.fault("invalid-target", at[named[1]] if named else entry.span, message, hint)
        elif named[0] in values:
            rest = {key: value for key, value in values.items() if key not in _TO}
            targets.append(Target(id=entry.id, span=entry.span, at=at, to=values[named[0]], **rest))
    _keep_secrets(reading)
    return tuple(targets)


def _keep_secrets(reading: Reading) -> None:
    """Takes out the other faults on a line with a password, since each would be shown with its line."""
    text = reading.source.text
    if not any(fault.message.endswith(_HAS_SECRET) for fault in reading.diagnostics):
        return

    def is_safe(fault: Diagnostic) -> bool:
        at = fault.primary.span.start
        line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]
        return not _SECRET.search(line)

    reading.diagnostics[:] = [fault for fault in reading.diagnostics if is_safe(fault) or not fault.primary.span.start]


@dataclass(frozen=True)
class Renamings:
    """A mapping from KIND:OLD to KIND:ID."""

    def read(self, node: AnyNode, reading: Reading, name: str) -> tuple[Renaming, ...] | None:
        if not isinstance(node, Node):
            reading.fault("wrong-type", node.span, f"`{name}` maps old ids to new ones", "write `topic:old: topic:new`")
            return None
        renamings = []
        for key, value in node.entries:
            old = _split(key.value)
            if isinstance(old, Fault):
                reading.fault(old.code, key.span, old.message, old.hint)
            if is_null(value):
                hint = f"write `{key.value}: KIND:ID`"
                reading.fault("wrong-type", key.span, f"`{key.value}` leads nowhere", hint)
                continue
            text = scalar_text(value, reading, key.value, "the record that stands for it now")
            new = None if text is None else _split(text)
            if isinstance(new, Fault):
                reading.fault(new.code, value.span, new.message, new.hint)
            elif new and not isinstance(old, Fault):
                renamings.append(Renaming(*old, Ref(*new, "", value.span), key.span))
        return tuple(renamings)

    def schema(self) -> Schema:
        return {
            "type": ["object", "null"],
            "propertyNames": {"pattern": _OLD_PATTERN},
            "additionalProperties": {"type": "string", "pattern": _OLD_PATTERN},
        }


def _split(text: str) -> tuple[str, str] | Fault:
    kind, colon, key = text.partition(":")
    if kind not in _KINDS or not colon:
        return Fault("reference-form", f"`{text}` names no record", f"write KIND:ID; the kinds are {', '.join(_KINDS)}")
    fault = identifier(key)
    return fault if isinstance(fault, Fault) else (kind, key)
