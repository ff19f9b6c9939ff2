"""Keyword arguments as the words of a command.

A number given as a float is the decimal that Python prints for it (0.34 is 34/100), as if
it had been typed; data are another matter (see _tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ._errors import InputError


def number(value: Any, what: str = "value") -> str:
    """A number as a word."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, bool):
        raise InputError(f"{what}={value}: a number is wanted")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (int, Decimal, str, Fraction)):
        return str(value)
    raise InputError(f"{what}={value!r}: a number is wanted")


def _text(value: Any, what: str) -> str:
    return value if isinstance(value, str) else number(value, what)


def _pair(key: str, value: str) -> str:
    pair = f"{key}={value}"
    if "," in pair or '"' in pair:
        return '"' + pair.replace('"', '""') + '"'
    return pair


def _many(value: Any) -> list[Any]:
    if isinstance(value, (str, int, float, Decimal, Fraction)) or not isinstance(value, Iterable):
        return [value]
    if hasattr(value, "tolist"):
        value = value.tolist()
        return value if isinstance(value, list) else [value]
    return list(value)


def as_pairs(value: Any, what: str) -> str:
    """{"E": 1.82} as E=1.82."""
    if isinstance(value, Mapping):
        return ",".join(_pair(str(k), _text(v, what)) for k, v in value.items())
    return as_list(value, what)


def as_columns(value: Any, what: str) -> str:
    """Columns by role; N, D and L are n, d and loss."""
    if isinstance(value, Mapping):
        roles = {"N": "n", "D": "d", "L": "loss"}
        return as_pairs({roles.get(k, k): v for k, v in value.items()}, what)
    return as_pairs(value, what)


def as_ranges(value: Any, what: str) -> str:
    """{"E": (0, 5)} as E=0:5; None leaves an end open."""
    if not isinstance(value, Mapping):
        return as_list(value, what)

    def end(x: Any) -> str:
        return "" if x is None else number(x, what)

    def one(name: str, ends: Any) -> str:
        if isinstance(ends, str):
            return f"{name}={ends}"
        try:
            low, high = ends
        except (TypeError, ValueError):
            raise InputError(f"{what}: the range of {name} is a pair, as in (0, 5)") from None
        return f"{name}={end(low)}:{end(high)}"

    return ",".join(one(str(k), v) for k, v in value.items())


def as_list(value: Any, what: str) -> str:
    """[1e23, 1e24] as 1e23,1e24."""
    return ",".join(_text(v, what) for v in _many(value))


#: How the value of an option becomes words, where it is not one text or number.
KINDS: dict[str, Any] = {
    "columns": as_columns,
    "fix": as_pairs,
    "params": as_pairs,
    "start": as_pairs,
    "tie": as_pairs,
    "units": as_pairs,
    "count_in": as_pairs,
    "bounds": as_ranges,
    "box": as_ranges,
    "budget": as_list,
    "target_loss": as_list,
    "inference_tokens": as_list,
    "published": as_list,
    "best_per": as_list,
    "last_per": as_list,
    "only": as_list,
    "tpp": as_list,
    "beta": as_list,
    "kappa": as_list,
    "compute": as_list,
    "ray_tolerance": as_list,
    "target_tpp": as_list,
}

#: Options that are given again for every value.
REPEATED = frozenset({"let", "where", "group", "at", "points", "points_where"})


def words(options: Mapping[str, Any]) -> list[str]:
    """Options as words, in the order given; None and False are left out."""
    out: list[str] = []
    for key, value in options.items():
        name = "--" + key.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            out.append(name)
        elif key in REPEATED:
            given = value.items() if isinstance(value, Mapping) else None
            each = [f"{k}={v}" for k, v in given] if given else _many(value)
            out.extend(f"{name}={_text(one, key)}" for one in each)
        elif key in KINDS:
            out.append(f"{name}={KINDS[key](value, key)}")
        elif isinstance(value, Mapping):
            out.append(f"{name}={as_pairs(value, key)}")
        elif isinstance(value, (list, tuple)):
            out.append(f"{name}={as_list(value, key)}")
        else:
            out.append(f"{name}={_text(value, key)}")
    return out
