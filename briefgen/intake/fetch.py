"""Reading what is to be taken in: one web address, one file, or standard input.

An address is asked once, by GET, over http or https. What it leads on to is followed a few times; nothing that the page
names is asked. The body may have so many bytes, and all together may take so long.
"""

import asyncio
import sys
from pathlib import Path
from string import punctuation
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from briefgen import __version__
from briefgen.intake.extract import KINDS, Raw, kind_of
from briefgen.problems import Problem
from briefgen.values import Fault, web_address

MAX_BYTES: Final = 32 << 20
"""Bytes of what is read, unpacked."""
MAX_SECONDS: Final = 30.0
MAX_HOPS: Final = 5

_NONE: Final = 599
"""What tornado says where there was no answer."""

_MOVED: Final = frozenset((301, 302, 303, 307, 308))
_TYPES: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
}
_HINT = "save the page from your browser, and take it from the file"


def read_source(source: str, encoding: str = "") -> Raw:
    """What stands at an address, in a file, or (`-`) on standard input; raises `Problem` where it cannot be had."""
    if source == "-":
        data = _bounded(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
        return Raw(data, kind_of(data), encoding)
    if "://" in source:
        return asyncio.run(_fetch_in_time(source, encoding))
    return _read_file(Path(source), encoding)


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise Problem(f"{name} is larger than {MAX_BYTES >> 20} MiB", "take the part that is the article")
    return data


def _read_file(path: Path, encoding: str) -> Raw:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        endings = ", ".join(KINDS)
        raise Problem(f"{path}: nothing is known of files that end so", f"save it as one of {endings}")
    try:
        if not path.is_file():
            raise Problem(f"there is no file {path}", "name a file, a web address, or - for standard input")
        with path.open("rb") as stream:
            return Raw(_bounded(stream.read(MAX_BYTES + 1), str(path)), kind, encoding)
    except OSError as problem:
        raise Problem(f"{path} cannot be read: {problem.strerror}", "check its name and permissions") from None


# The web


class _Hop(NamedTuple):
    status: int
    type: str
    location: str
    data: bytes


async def _fetch_in_time(url: str, encoding: str) -> Raw:
    try:
        return await asyncio.wait_for(_fetch(url, encoding), MAX_SECONDS)
    except TimeoutError:
        raise Problem(f"{url} did not answer in {MAX_SECONDS:g} seconds", _HINT) from None
    except (OSError, ValueError, HTTPClientError) as problem:
        raise Problem(f"{url} cannot be read: {problem or type(problem).__name__}", _HINT) from None


async def _fetch(url: str, encoding: str) -> Raw:
    client = SimpleAsyncHTTPClient(force_instance=True, max_body_size=1 << 60)
    try:
        at = _asked(url)
        for _ in range(MAX_HOPS + 1):
            hop = await _get(client, at)
            if hop.status not in _MOVED or not hop.location:
                return _answered(url, at, hop, encoding)
            at = _asked(urljoin(at, hop.location))
        raise Problem(f"{url} leads on more than {MAX_HOPS} times", _HINT)
    finally:
        client.close()


def _asked(url: str) -> str:
    """An address that may be asked, without its fragment; in it no password, since it will be written down."""
    value = web_address(url)
    if isinstance(value, Fault):
        raise Problem(value.message, value.hint)
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.username is not None:
        raise Problem(f"the address of {host} has a name or a password in it", _HINT)
    if not host.isascii():
        host = host.encode("idna").decode()
        parts = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host)
    return quote(urlunsplit(parts._replace(fragment="")), safe=punctuation)


async def _get(client: SimpleAsyncHTTPClient, url: str) -> _Hop:
    pieces: list[bytes] = []
    too_large = asyncio.get_running_loop().create_future()

    def take(piece: bytes) -> None:
        if not too_large.done():
            pieces.append(piece)
            if sum(map(len, pieces)) > MAX_BYTES:
                too_large.set_result(None)

    request = HTTPRequest(
        url,
        headers={
            "User-Agent": f"briefgen/{__version__} (takes in one article)",
            "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown",
        },
        follow_redirects=False,
        connect_timeout=MAX_SECONDS + 1,  # the limit for all together comes first
        request_timeout=MAX_SECONDS + 1,
        streaming_callback=take,
    )
    answer = asyncio.ensure_future(client.fetch(request, raise_error=False))
    await asyncio.wait({answer, too_large}, return_when=asyncio.FIRST_COMPLETED)
    if too_large.done():
        answer.cancel()
        raise Problem(f"{url} is larger than {MAX_BYTES >> 20} MiB", _HINT)
    response = await answer
    if response.code == _NONE:
        raise response.error or ValueError("it does not answer")
    head = response.headers
    return _Hop(response.code, head.get("Content-Type", ""), head.get("Location", ""), b"".join(pieces))


def _answered(url: str, at: str, hop: _Hop, encoding: str) -> Raw:
    if not 200 <= hop.status < 300:
        raise Problem(f"{url} answers {hop.status}", _HINT)
    media, _, more = hop.type.partition(";")
    kind = _TYPES.get(media.strip().lower()) if media.strip() else kind_of(hop.data)
    if kind is None:
        raise Problem(f"{url} is {media.strip()}, which is no text", _HINT)
    named = next((value for part in more.split(";") if (value := _charset(part))), "")
    return Raw(hop.data, kind, encoding or named, at)


def _charset(parameter: str) -> str:
    name, _, value = parameter.partition("=")
    return value.strip().strip("\"'") if name.strip().lower() == "charset" else ""
