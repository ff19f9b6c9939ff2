"""What every answer can do: be read, printed, compared, pickled, kept."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from ._call import Ask, warn

R = TypeVar("R", bound="Result")


class Interval(NamedTuple):
    """An interval in doubles."""

    lo: float
    hi: float


class Enclosure(NamedTuple):
    """A number of many digits between its ends: the value rounded to nearest, the ends
    outwards."""

    value: Decimal
    lo: Decimal
    hi: Decimal

    @property
    def mpf(self) -> Any:
        """The value as mpmath has it, at mpmath's working precision."""
        import mpmath

        return mpmath.mpf(str(self.value))


class Finding(NamedTuple):
    """Something to know: what it is called, how grave it is, and the sentence."""

    code: str
    severity: str
    text: str


class Params(Mapping[str, float]):
    """Numbers by the name of their parameter; the order is the law's."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return "{" + ", ".join(f"{k}: {v:.6g}" for k, v in self._values.items()) + "}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._values == dict(other)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Params, (self._values,)


def number(text: Any) -> float:
    """A decimal string, an infinity or null as a double."""
    return float("nan") if text is None else float(text)


class Result:
    """An answer: what the command prints with --json, and ways to read it. Frozen."""

    __slots__ = ("_ask", "_cache", "_findings", "_json", "_text")

    _ask: Ask | None
    _cache: dict[str, Any]
    _findings: bool
    _json: str
    _text: str

    def __init__(self, ask: Ask | None, answer: tuple[str, str, bool]) -> None:
        set_ = object.__setattr__
        set_(self, "_ask", ask)
        set_(self, "_json", answer[0])
        set_(self, "_text", answer[1])
        set_(self, "_findings", answer[2])
        set_(self, "_cache", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} is an answer, and is not changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} is an answer, and is not changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._ask, (self._json, self._text, self._findings))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._json == other._json)

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._json))

    def to_json(self) -> str:
        """One JSON object, byte by byte what the command prints with --json."""
        return str(self._json)

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict, anew for every call; numbers of many digits are strings."""
        found: dict[str, Any] = json.loads(self._json)
        return found

    @property
    def _dict(self) -> dict[str, Any]:
        if "dict" not in self._cache:
            self._cache["dict"] = self.to_dict()
        found: dict[str, Any] = self._cache["dict"]
        return found

    def __getitem__(self, key: str) -> Any:
        return self._dict[key]

    def summary(self) -> str:
        """The page that the command prints."""
        text = self._text
        if not text and self._ask is not None:
            if "text" not in self._cache:
                self._cache["text"] = self._ask.run(json=False)[1]
            text = self._cache["text"]
        return str(text or self._json)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<offray.{type(self).__name__} {self._dict.get('schema', '')}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.summary())}</pre>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the JSON to a file; offray.load reads it."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self._json)

    def _frame(self, rows: list[dict[str, Any]]) -> Any:
        """Rows as a data frame of pandas."""
        try:
            import pandas
        except ImportError:
            raise ImportError("to_frame makes a data frame of pandas: pip install pandas") from None
        return pandas.DataFrame(rows)

    @property
    def has_findings(self) -> bool:
        """Whether the command would end with exit status 1."""
        return bool(self._findings)


def warn_of(findings: list[Finding]) -> None:
    """Warns of those findings that are warnings or worse."""
    for finding in findings:
        if finding.severity != "info":
            warn(finding.code, finding.text)


def table_html(header: list[str], rows: list[list[str]]) -> str:
    """A table as HTML."""
    cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in header)
    lines = [f"<tr>{cells}</tr>"]
    for row in rows:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "<table>" + "".join(lines) + "</table>"
