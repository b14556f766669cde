"""S3-compatible storage. Needs the extra `s3` (obstore).

`.briefgen/record.json` in the bucket lists what is ours, with the SHA-256 of each file and the ETag that the storage
gave it. Before the first upload it is replaced by one that names the files of both editions, so that whatever a break
leaves is known as ours; the last step writes the final one.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from configparser import Error as ConfigError
from contextlib import contextmanager
from datetime import timedelta
from hashlib import md5
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from briefgen.journal import RECORD, parse_record
from briefgen.model import S3Target
from briefgen.problems import Problem
from briefgen.publishers.remote import (
    UNKNOWN,
    Changes,
    Edition,
    Surroundings,
    changes_between,
    is_fingerprinted,
    redacted,
    stage_of,
)

_AT_ONCE = 8
_RETRIES: Any = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}
_FOR_EVER = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=300"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml",
    ".gz": "application/gzip",
}
_GUESSED = MimeTypes(filenames=())
"""Python's own table, not the machine's: the same types everywhere."""

_TOKENS = (
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
"""What clouds and CI set where keys are lent for the length of a run; obstore follows these by itself."""


@contextmanager
def connect(to: S3Target, around: Surroundings) -> Iterator["Bucket"]:
    """Reaches the bucket and lists what is in it."""
    environment = around.environment
    keys = _keys(environment)
    settings: dict[str, Any] = {**keys, "region": to.region or environment.get("AWS_REGION") or "us-east-1"}
    endpoint = to.endpoint or environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    if endpoint:
        settings["endpoint"] = endpoint.rstrip("/")
    client: Any = {
        "connect_timeout": "10s",
        "timeout": "120s",
        "allow_http": settings.get("endpoint", "")[:5] == "http:",
    }
    # The prefix goes without its slash: the store puts one in.
    prefix = to.prefix.rstrip("/") or None
    with _telling(to, keys):
        store = S3Store(to.bucket, prefix=prefix, client_options=client, retry_config=_RETRIES, **settings)
        bucket = Bucket(store, to, keys)
    yield bucket


def _keys(environment: Mapping[str, str]) -> dict[str, str]:
    """From the environment, else from the file that the tools of AWS keep; nothing where they are lent."""
    names = ("access_key_id", "secret_access_key", "session_token")
    given = {name: environment[f"AWS_{name.upper()}"] for name in names if environment.get(f"AWS_{name.upper()}")}
    if {"access_key_id", "secret_access_key"} <= given.keys() or any(environment.get(name) for name in _TOKENS):
        return given if {"access_key_id", "secret_access_key"} <= given.keys() else {}
    home = Path(environment.get("HOME") or Path.home())
    path = Path(environment.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials")
    profile = environment.get("AWS_PROFILE") or "default"
    file = ConfigParser(interpolation=None)
    try:
        file.read(path, "utf-8")
    except (ConfigError, OSError, UnicodeDecodeError):
        raise Problem(f"{path} cannot be read as a file of credentials", "mend it, or set the environment") from None
    kept = {name: file[profile][f"aws_{name}"] for name in names if file.has_option(profile, f"aws_{name}")}
    if {"access_key_id", "secret_access_key"} <= kept.keys():
        return kept
    hint = f"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or put them into {path} under [{profile}]"
    raise Problem("there is no key for the storage", hint)


@contextmanager
def _telling(to: S3Target, keys: Mapping[str, str]) -> Iterator[None]:
    """Turns what the storage refuses into a sentence without keys in it."""
    try:
        yield
    except (BaseError, OSError) as problem:
        code, message = _reason(str(problem), keys)
        hint = {
            "NoSuchBucket": f"make the bucket `{to.bucket}` first, or correct its name in briefing.yaml",
            "AccessDenied": "give the key the rights to list, read, write and delete objects of the bucket",
            "InvalidAccessKeyId": "check AWS_ACCESS_KEY_ID, and that it belongs to this endpoint",
            "SignatureDoesNotMatch": "check AWS_SECRET_ACCESS_KEY and the region",
        }.get(code, "what is there is whole; run the command again, it goes on where it stopped")
        raise Problem(f"the storage failed: {message}", hint) from None


def _reason(text: str, keys: Mapping[str, str]) -> tuple[str, str]:
    code, message = (re.search(rf"<{name}>([^<]*)</{name}>", text) for name in ("Code", "Message"))
    words = f"{code[1]}: {message[1]}" if code and message else text.split("\n")[0]
    for value in keys.values():
        words = words.replace(value, "***")
    return (code[1] if code else ""), "".join(char if char.isprintable() else " " for char in redacted(words))[:300]


class Bucket:
    """A bucket, or the objects of one below a prefix, as they were when it was reached."""

    def __init__(self, store: S3Store, to: S3Target, keys: Mapping[str, str]) -> None:
        self.store, self.to, self.keys = store, to, keys
        self.there = {str(meta["path"]): meta["e_tag"] or "" for batch in obstore.list(store) for meta in batch}
        data = bytes(obstore.get(store, RECORD).bytes()) if RECORD in self.there else b""
        self.record = parse_record(data) or {}
        self.marks = _marks(data)

    def compare(self, edition: Edition) -> Changes:
        """By the record where the storage still has what we put there, else by the MD5 that most ETags are."""
        ours = {path: self._digest(path, edition) for path in self.record if path in self.there}
        foreign = [path for path in edition.files if path in self.there and path not in ours]
        same = {path: edition.files[path] for path in foreign if self._is_same(path, edition)}
        others = [path for path in foreign if path not in same]
        changes = changes_between(edition, edition.files, {**ours, **same}, ())
        stale = self.record != dict(edition.files) or any(self.marks.get(path) != self.there[path] for path in ours)
        return changes._replace(blocked=tuple(others), stale=stale)

    def _digest(self, path: str, edition: Edition) -> str:
        known = self.record[path]
        if self.marks.get(path) == self.there[path] and known != UNKNOWN:
            return known
        return edition.files[path] if path in edition.files and self._is_same(path, edition) else UNKNOWN

    def _is_same(self, path: str, edition: Edition) -> bool:
        return self.there[path].strip('"') == md5(edition.read(path), usedforsecurity=False).hexdigest()

    def publish(self, edition: Edition, changes: Changes) -> str:
        with _telling(self.to, self.keys):
            sent = changes.sent
            if sent or changes.removed:
                self._write_record({**dict.fromkeys((*self.record, *edition.files), UNKNOWN), **self._kept(changes)})
            for stage in sorted({stage_of(path) for path in sent}):
                self._send(edition, [path for path in sent if stage_of(path) == stage])
            if changes.removed:
                obstore.delete(self.store, list(changes.removed))
            self._write_record(edition.files)
        return ""

    def _kept(self, changes: Changes) -> dict[str, str]:
        """What stays as it is, by the record so far."""
        moving = {*changes.added, *changes.changed, *changes.removed}
        return {path: digest for path, digest in self.record.items() if path not in moving}

    def _send(self, edition: Edition, paths: Iterable[str]) -> None:
        def send(path: str) -> tuple[str, str]:
            put: Callable[..., Any] = obstore.put
            result = put(self.store, path, edition.read(path), attributes=attributes(path), use_multipart=False)
            return path, result["e_tag"] or ""

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                self.there.update(pool.map(send, paths))
            finally:
                pool.shutdown(cancel_futures=True)

    def _write_record(self, files: Mapping[str, str]) -> None:
        marks = {path: self.there[path] for path in files if path in self.there}
        text = json.dumps({"version": 1, "files": dict(files), "etags": marks}, ensure_ascii=False, sort_keys=True)
        put: Callable[..., Any] = obstore.put
        put(self.store, RECORD, text.encode(), attributes=attributes(RECORD), use_multipart=False)

    def addresses(self) -> tuple[str, ...]:
        return ()


def _marks(data: bytes) -> dict[str, str]:
    """The ETags of a record."""
    try:
        marks = json.loads(data)["etags"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {str(path): str(mark) for path, mark in marks.items()} if isinstance(marks, dict) else {}


def attributes(path: str) -> dict[str, str]:
    """The headers that an object is served with."""
    ending = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ".txt"
    kind = "application/atom+xml; charset=utf-8" if path.endswith("feed.xml") else _TYPES.get(ending)
    return {
        "Content-Type": kind or _GUESSED.guess_type(path)[0] or "application/octet-stream",
        "Cache-Control": _FOR_EVER if is_fingerprinted(path) else "no-cache" if path == RECORD else _SHORTLY,
    }
