"""The gate of the preview: which requests are answered. It is for the person at this machine, and for nobody else.

A page of another site may lead here, but read nothing; a foreign name that points here is no name of this server.
"""

import re
import socket
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError

RESERVED = "__briefgen__"
"""The folder, which no site can have, of what belongs to the preview alone."""

_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)


def refusal(request: HTTPServerRequest, names: Iterable[str], port: int, *, is_open: bool) -> tuple[int, str] | None:
    """Why a request is not answered, as a status and a reason; `None` if it is.

    `names` are the hosts that the preview is asked for by. One that `is_open` to the network takes addresses in numbers
    as well: a name could be made to point here by somebody else (DNS rebinding), a number cannot.
    """
    if request.method not in ("GET", "HEAD"):
        return 405, "only GET and HEAD"
    hosts = request.headers.get_list("Host")
    if len(hosts) != 1 or not _is_own_host(hosts[0], names, port, is_open):
        return 403, "this host is not served here"
    origins = request.headers.get_list("Origin")
    if origins and origins != [f"http://{hosts[0]}"]:
        return 403, "another origin may read nothing here"
    if not request.uri or not request.uri.startswith("/"):
        return 400, "not a path"
    site = request.headers.get("Sec-Fetch-Site", "none")
    led_here = (
        request.headers.get("Sec-Fetch-Mode") == "navigate" and request.headers.get("Sec-Fetch-Dest") == "document"
    )
    if site not in ("none", "same-origin") and (not led_here or request.path.startswith(f"/{RESERVED}/")):
        return 403, "another site may read nothing here"
    return None


def _is_own_host(host: str, names: Iterable[str], port: int, is_open: bool) -> bool:
    match = _HOST.fullmatch(host)
    if match is None or int(match[2] or 80) != port:
        return False
    name = match[1].lower()
    return name in names or (is_open and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def own_names(host: str) -> tuple[str, ...]:
    """The names by which a preview at this address may be asked for."""
    shown = f"[{host}]" if ":" in host else host.lower()
    if is_loopback(host):
        return tuple(dict.fromkeys((*_LOCAL, shown)))
    machine = socket.gethostname().lower()
    return tuple(dict.fromkeys((*_LOCAL, shown, machine, f"{machine}.local")))


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def decoded_path(path: str) -> str:
    """The path that a request names, decoded once; what is no plain path is refused."""
    try:
        text = unquote_to_bytes(path.removeprefix("/")).decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPError(400, reason="the path is not UTF-8") from None
    if any(ord(char) < 32 or char in "\\\x7f" for char in text):
        raise HTTPError(400, reason="the path has characters that no name has")
    if any(part.startswith(".") for part in text.split("/")):
        raise HTTPError(404, reason="no such file")
    return text
