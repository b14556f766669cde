"""Records as JSON and back, by their declared types: what is kept between two runs is data, and cannot be code.

`packer(T)` and `unpacker(T)` give functions for values of a type: strings, numbers, booleans, dates, enumerations,
tuples, mappings with string keys, unions, named tuples and dataclasses of such. Fields that have their default value
are left out. EDTF dates and time zones are written as their texts.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from briefgen.edtf import Edtf, parse_edtf
from briefgen.zones import Zone, parse_zone

Code = Callable[[Any], Any]

_PLAIN = (str, int, float, bool, type(None))


@cache
def packer(kind: Any) -> Code:
    """What makes JSON of a value of that type."""
    return _code(kind, packs=True)


@cache
def unpacker(kind: Any) -> Code:
    """What makes a value of that type of its JSON. Raises all kinds of errors for other JSON."""
    return _code(kind, packs=False)


def _code(kind: Any, *, packs: bool) -> Code:
    inner = packer if packs else unpacker
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _same
    if kind in _AS_TEXT:
        return _AS_TEXT[kind][0 if packs else 1]
    if origin in (Union, types.UnionType):
        return _union(arguments, packs=packs)
    if origin is tuple and arguments[-1] is Ellipsis:
        return _many(inner(arguments[0]), list if packs else tuple)
    if origin is tuple:
        return _fixed([inner(argument) for argument in arguments], list if packs else tuple)
    if origin is Mapping:
        return _mapping(inner(arguments[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _value if packs else kind
    return (_record_packer if packs else _record_unpacker)(kind)


def _same(value: Any) -> Any:
    return value


def _value(value: Any) -> Any:
    return value.value


def _many(inner: Code, made: Code) -> Code:
    return made if inner is _same else lambda values: made(map(inner, values))


def _fixed(inner: list[Code], made: Code) -> Code:
    return lambda values: made(code(value) for code, value in zip(inner, values, strict=True))


def _mapping(inner: Code) -> Code:
    return lambda values: {key: inner(value) for key, value in values.items()}


def _union(kinds: tuple[Any, ...], *, packs: bool) -> Code:
    """A type or nothing; or strings and kinds of records, of which a number tells which."""
    records = [kind for kind in kinds if kind not in _PLAIN]
    if not records:
        return _same
    if len(records) == 1 and type(None) in kinds:
        return _optional(packer(records[0]) if packs else unpacker(records[0]))
    if packs:
        codes = {kind: (number, packer(kind)) for number, kind in enumerate(records)}

        def pack(value: Any) -> Any:
            number, code = codes.get(type(value), (-1, _same))
            return value if number < 0 else [number, code(value)]

        return pack
    readers = [unpacker(kind) for kind in records]
    return lambda value: readers[value[0]](value[1]) if type(value) is list else value


def _optional(inner: Code) -> Code:
    return lambda value: None if value is None else inner(value)


def _layout(kind: Any) -> list[tuple[str, Any, Any]]:
    """Name, type and default of each field of a record."""
    hints = get_type_hints(kind)
    if is_dataclass(kind):
        return [(each.name, hints[each.name], each.default) for each in fields(kind)]
    defaults = kind._field_defaults
    return [(name, hints[name], defaults.get(name, MISSING)) for name in kind._fields]


class _Field(NamedTuple):
    number: int
    name: str
    default: Any
    code: Code


def _split(kind: Any, make: Callable[[Any], Code]) -> tuple[list[_Field], list[_Field]]:
    """The fields without a default, and the others."""
    every = [_Field(n, name, default, make(of)) for n, (name, of, default) in enumerate(_layout(kind))]
    return [one for one in every if one.default is MISSING], [one for one in every if one.default is not MISSING]


def _record_packer(kind: Any) -> Code:
    """A list of the fields without a default, and behind them, by their numbers, of those with another value."""
    # Made when it is first used: a record may hold records of its own kind.
    split = cache(partial(_split, kind, packer))

    def pack(record: Any) -> list[Any]:
        always, others = split()
        made = [code(getattr(record, name)) for _, name, _, code in always]
        for number, name, default, code in others:
            value = getattr(record, name)
            if value is not default and value != default:
                made += (number, code(value))
        return made

    return pack


def _record_unpacker(kind: Any) -> Code:
    reader = cache(partial(_reader, kind))
    return lambda values: reader()(values)


def _reader(kind: Any) -> Code:
    always, others = _split(kind, unpacker)
    if not others and not is_dataclass(kind) and all(one.code is _same for one in always):
        make: Code = kind._make
        return make
    first = [one.name for one in always]
    coded = [(one.name, one.code) for one in always if one.code is not _same]
    by_number = {one.number: (one.name, one.code) for one in others}
    count = len(first)

    def unpack(values: list[Any]) -> Any:
        made = dict(zip(first, values, strict=False))
        for name, code in coded:
            made[name] = code(made[name])
        for at in range(count, len(values), 2):
            name, code = by_number[values[at]]
            made[name] = code(values[at + 1])
        return kind(**made)

    return unpack


def _text(value: Any) -> str:
    text: str = value.text
    return text


def _name(value: Any) -> str:
    name: str = value.name
    return name


@cache
def _edtf(text: str) -> Edtf:
    found = parse_edtf(text)
    if not isinstance(found, Edtf):
        raise TypeError(text)
    return found


@cache
def _zone(name: str) -> Zone:
    found = parse_zone(name)
    if not isinstance(found, Zone):
        raise TypeError(name)
    return found


_AS_TEXT: Mapping[Any, tuple[Code, Code]] = {
    Edtf: (_text, _edtf),
    Zone: (_name, _zone),
    date: (date.isoformat, date.fromisoformat),
}
