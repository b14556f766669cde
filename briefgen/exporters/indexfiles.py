"""The files of a search index in a fixed order. Pagefind writes filters in the order of a hash table, which differs
from run to run; so do the names of those files, which are made from what they hold.

The format is CBOR (RFC 8949) behind a signature, compressed with gzip. Only what has no order of its own is put into
one: the values of a filter, the list of filters, the list of sortings. Whatever is of another form is left as it is.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.exporters.hosting import gzipped

SIGNATURE = b"pagefind_dcd"

KEPT = (".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta")
NEEDED = ("pagefind.js", "pagefind-entry.json")
"""What a page needs that brings its own form and list of results; pagefind's own would be half a megabyte more."""


def in_fixed_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index, by path, that are needed: the same for the same index."""
    try:
        return _in_fixed_order(files)
    except (ValueError, TypeError, KeyError, IndexError, zlib.error):
        # Another form than that of pagefind 1.5: it works as it is, only not twice the same.
        return {path: data for path, data in files.items() if _is_needed(path)}


def _is_needed(path: str) -> bool:
    return path.endswith(KEPT) or path in NEEDED or path.startswith("wasm.")


def _in_fixed_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    renamed: dict[str, str] = {}
    for path, data in files.items():
        if path.endswith(".pf_filter"):
            name = _stem(path)
            sorted_data = _packed(_sorted_filter(_unpacked(data)))
            renamed[name] = f"{name.partition('_')[0]}_{_fingerprint(sorted_data)}"
            made[f"filter/{renamed[name]}.pf_filter"] = sorted_data
        elif _is_needed(path):
            made[path] = data
    entry = json.loads(made["pagefind-entry.json"])
    for language, about in entry["languages"].items():
        old = about["hash"]
        data = _packed(_sorted_meta(_unpacked(made.pop(f"pagefind.{old}.pf_meta")), renamed))
        about["hash"] = f"{language}_{_fingerprint(data)}"
        made[f"pagefind.{about['hash']}.pf_meta"] = data
    wanted = {f"wasm.{about['wasm'] or 'unknown'}.pagefind" for about in entry["languages"].values()}
    made["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return {path: made[path] for path in sorted(made) if not path.startswith("wasm.") or path in wanted}


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def _sorted_filter(value: Any) -> Any:
    """`[name, [[value, [pages]]]]`"""
    name, values = value
    return [name, sorted(values)]


def _sorted_meta(value: Any, renamed: Mapping[str, str]) -> Any:
    """`[version, pages, chunks, [[filter, file]], [[sorting, pages]], …]`"""
    version, pages, chunks, filters, sorts, *rest = value
    named = sorted([name, renamed[file]] for name, file in filters)
    return [version, pages, chunks, named, sorted(sorts), *rest]


def _unpacked(data: bytes) -> Any:
    plain = zlib.decompress(data, wbits=31)
    if not plain.startswith(SIGNATURE):
        raise ValueError("a file of the search index has another form than expected")
    value, end = _decoded(plain, len(SIGNATURE))
    if end != len(plain):
        raise ValueError("a file of the search index is longer than it says")
    return value


def _packed(value: Any) -> bytes:
    return gzipped(SIGNATURE + b"".join(_encoded(value)))


# Of CBOR what such files have: whole numbers, texts, lists.


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    major, short = data[at] >> 5, data[at] & 31
    at += 1
    number = short
    if 24 <= short <= 27:
        size = 1 << (short - 24)
        number = int.from_bytes(data[at : at + size], "big")
        at += size
    elif short > 27:
        raise ValueError("a file of the search index has another form than expected")
    match major:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 3:
            return data[at : at + number].decode(), at + number
        case 4:
            items = []
            for _ in range(number):
                item, at = _decoded(data, at)
                items.append(item)
            return items, at
    raise ValueError("a file of the search index has another form than expected")


def _encoded(value: Any) -> Iterable[bytes]:
    if isinstance(value, int):
        yield _head(0, value) if value >= 0 else _head(1, -1 - value)
    elif isinstance(value, str):
        data = value.encode()
        yield _head(3, len(data))
        yield data
    else:
        yield _head(4, len(value))
        for item in value:
            yield from _encoded(item)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | 23 + size.bit_length()]) + number.to_bytes(size, "big")
