"""Do addresses still answer? Opens connections only when it is asked to, like `intake.fetch` for one address.

An address is asked by HEAD, and by GET where a server does not answer that as it should. Only http and https are
spoken, also where an answer leads on.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from tornado.httpclient import HTTPClientError, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from briefgen import __version__

AT_ONCE: Final = 8
"""So many addresses are asked at the same time."""

_HOPS: Final = 10
_MOVED: Final = frozenset((301, 302, 303, 307, 308))
_KEEPS_MOVED: Final = frozenset((301, 308))
_NONE: Final = 599
"""What tornado says where there was no answer."""

_EMPTY: Final = 416
"""Of an empty page there is no first byte."""

_UNSURE: Final = frozenset((401, 403, 405, 406, 408, 425, 429, 451, 500, 501, 502, 503, 504, 999))
"""Answers that say more about the one who asks, or about the day, than about the page."""


class Fate(StrEnum):
    """What became of an address."""

    FINE = "fine"
    MOVED = "moved"
    UNSURE = "unsure"
    GONE = "gone"


class Answer(NamedTuple):
    """What an address answered: its last status (0 for none) and what that means in words; `to` is where it moved."""

    url: str
    fate: Fate
    status: int
    words: str
    to: str = ""


class _Hop(NamedTuple):
    status: int
    location: str


def ask(urls: Iterable[str], seconds: float, tell: Callable[[str], None] = lambda _: None) -> tuple[Answer, ...]:
    """The answers of addresses, in their order. Each may take `seconds`, all its hops together."""
    return asyncio.run(_ask_all(tuple(urls), seconds, tell))


async def _ask_all(urls: tuple[str, ...], seconds: float, tell: Callable[[str], None]) -> tuple[Answer, ...]:
    gate = asyncio.Semaphore(AT_ONCE)
    client = SimpleAsyncHTTPClient(force_instance=True, max_clients=AT_ONCE, max_body_size=1 << 60)

    async def one(url: str) -> Answer:
        async with gate:
            tell(url)
            try:
                return await asyncio.wait_for(_follow(client, url, seconds), seconds)
            except TimeoutError:
                return Answer(url, Fate.UNSURE, 0, f"no answer in {seconds:g} seconds")
            except (OSError, ValueError, HTTPClientError) as problem:
                return Answer(url, Fate.GONE, 0, str(problem) or type(problem).__name__)

    try:
        return tuple(await asyncio.gather(*map(one, urls)))
    finally:
        client.close()


async def _follow(client: SimpleAsyncHTTPClient, url: str, seconds: float) -> Answer:
    """Where an address leads to, hop by hop. It has moved if every hop on the way there is meant to last."""
    at, lasting = url, True
    for _ in range(_HOPS):
        hop = await _hop(client, at, seconds)
        if hop.status not in _MOVED or not hop.location:
            return _judge(url, hop.status, at if lasting else url)
        lasting = lasting and hop.status in _KEEPS_MOVED
        at = urljoin(at, hop.location)
        if urlsplit(at).scheme not in ("http", "https"):
            return Answer(url, Fate.GONE, hop.status, f"it leads to {at}, which is no web address")
    return Answer(url, Fate.GONE, 0, f"it leads on more than {_HOPS} times")


def _judge(url: str, status: int, at: str) -> Answer:
    if status in _UNSURE:
        return Answer(url, Fate.UNSURE, status, f"it answers {status}")
    if not 200 <= status < 300 and status != _EMPTY:
        return Answer(url, Fate.GONE, status, f"it answers {status}")
    if at != url:
        return Answer(url, Fate.MOVED, status, f"it moved to {at}", at)
    return Answer(url, Fate.FINE, status, "")


async def _hop(client: SimpleAsyncHTTPClient, url: str, seconds: float) -> _Hop:
    """The status and the way on of one address; of GET only the first byte is asked for."""
    with suppress(HTTPClientError, OSError):
        head = await _request(client, url, "HEAD", seconds)
        if head.status < 400:
            return head
    return await _request(client, url, "GET", seconds)


async def _request(client: SimpleAsyncHTTPClient, url: str, method: str, seconds: float) -> _Hop:
    request = HTTPRequest(
        url,
        method=method,
        headers={"User-Agent": f"briefgen/{__version__} (checks links)", "Accept": "*/*", "Range": "bytes=0-0"},
        follow_redirects=False,
        decompress_response=False,
        connect_timeout=seconds + 1,  # the limit for all hops together comes first
        request_timeout=seconds + 1,
        streaming_callback=lambda _: None,  # bodies are let go
    )
    response: HTTPResponse = await client.fetch(request, raise_error=False)
    if response.code == _NONE:
        raise response.error or ValueError("it does not answer")
    return _Hop(response.code, response.headers.get("Location", ""))
