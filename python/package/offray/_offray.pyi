from collections.abc import Callable, Mapping, Sequence
from typing import Any

versions: dict[str, str]

class Table:
    def __init__(self, columns: Sequence[tuple[str, str, Any, list[bool] | None]]) -> None: ...
    def with_column(self, column: tuple[str, str, Any, list[bool] | None]) -> Table: ...
    def columns(self) -> list[tuple[str, str, Any, list[bool] | None]]: ...
    def __len__(self) -> int: ...

def from_stream(capsule: object) -> Table: ...
def call(
    args: Sequence[str],
    tables: Sequence[Table],
    inputs: Mapping[str, bytes],
    progress: Callable[[str, int, int], object] | None = None,
) -> tuple[str, str, bool]: ...
def fitted(
    args: Sequence[str], tables: Sequence[Table], inputs: Mapping[str, bytes]
) -> tuple[
    list[float], list[float], list[float], list[float], list[float],
    list[tuple[str, list[float]]], list[str], list[str | None],
]: ...
def losses(
    text: str,
    inputs: Sequence[str] | None,
    theta: Sequence[float],
    n: Sequence[float],
    d: Sequence[float],
    unique: Sequence[float],
    others: Sequence[Sequence[float]],
) -> list[float]: ...
