"""What one word of content may mean: ids, dates, zones, addresses, languages. A parser gives a value or a `Fault`."""

import re
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from briefgen.edtf import Edtf, EdtfFault, parse_edtf
from briefgen.zones import Zone, ZoneFault, parse_zone

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)\Z")
_DURATION = re.compile(r"P(?:([0-9]{1,3})W|(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?)?)\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


class Fault(NamedTuple):
    code: str
    message: str
    hint: str


def identifier(text: str) -> str | Fault:
    """An id, as it stands: it is right or refused, never normalised."""
    if len(text) > 100:
        return Fault("invalid-id", f"an id has at most 100 characters, this one has {len(text)}", "shorten it")
    if not _ID.match(text):
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        hint = f"write `{better}`" if better else "choose a name such as `second-round`"
        return Fault(
            "invalid-id", f"`{text}` is not an id: small letters a-z, digits and single hyphens between them", hint
        )
    if _RESERVED.match(text):
        return Fault(
            "reserved-id",
            f"`{text}` cannot be an id: file systems or the site reserve the name",
            f"write `{text}-1`, or choose another name",
        )
    return text


def edtf_date(text: str) -> Edtf | Fault:
    value = parse_edtf(text.strip())
    return Fault("invalid-date", value.message, value.hint) if isinstance(value, EdtfFault) else value


def publication_date(text: str) -> Edtf | Fault:
    value = edtf_date(text)
    if isinstance(value, Edtf) and value.is_interval:
        return Fault("published-interval", "`{name}` is one date, not an interval", "give the day it appeared")
    return value


def calendar_day(text: str) -> date | Fault:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            day = date.fromisoformat(text)
            if 1000 <= day.year <= 9998:
                return day
    except ValueError as problem:
        return Fault("invalid-date", f"`{text}` is not a day of the calendar: {problem}", "write YYYY-MM-DD")
    return Fault("invalid-date", f"`{{name}}` is a day, and `{text}` is none", "write YYYY-MM-DD")


def duration(text: str) -> timedelta | Fault:
    """An ISO 8601 duration of weeks, or of days, hours and minutes: those whose length needs no calendar (RFC 5545)."""
    found = _DURATION.match(text)
    if found and text[-1] not in "PT":
        weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return Fault(
        "invalid-duration", f"`{text}` is not a duration of weeks, days, hours or minutes", "write P7D, P1D or PT2H"
    )


def time_zone(text: str) -> Zone | Fault:
    value = parse_zone(text)
    if isinstance(value, ZoneFault):
        hint = f"did you mean {' or '.join(f'`{c}`' for c in value.candidates)}?" if value.candidates else ""
        return Fault("invalid-timezone", value.message, hint or "write an IANA name such as `Asia/Seoul`")
    return value


def web_address(text: str) -> str | Fault:
    """An http or https address, as it stands."""
    wanted = "write the whole address, with https:// and the host"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return Fault("invalid-url", f"`{text}` is not a web address", wanted)
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s<>\"\\^`{}|\x00-\x20]", text):
        return Fault("invalid-url", f"`{text}` is not an http or https address", wanted)
    return text


def base_address(text: str) -> str | Fault:
    value = web_address(text)
    if isinstance(value, str):
        parts = urlsplit(value)
        if parts.query or parts.fragment or "?" in text or "#" in text:
            return Fault("invalid-url", "`{name}` has a query or a fragment", "end it with the folder of the site")
        return value if value.endswith("/") else value + "/"
    return value


def language_tag(text: str) -> str | Fault:
    if _LANGUAGE.match(text):
        return text
    return Fault("invalid-language", f"`{text}` is not a language tag (BCP 47)", "write `en`, `ko` or `pt-BR`")


def sha256_hex(text: str) -> str | Fault:
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return text
    return Fault("invalid-hash", "`{name}` is 64 small hexadecimal digits", "leave it out, or copy the right one")
