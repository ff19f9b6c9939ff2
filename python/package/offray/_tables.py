"""Tables of runs from Python: paths, data frames, dicts, arrays.

Doubles are the exact binary numbers that they are; strings and Decimals are the decimals
that they write.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ._errors import InputError
from ._offray import Table, from_stream

#: What tables in memory are called in the words of a command.
NAME = "table"

Column = tuple[str, str, Any, "list[bool] | None"]


class Data:
    """Where runs come from: paths, or a table in memory."""

    __slots__ = ("paths", "table")

    def __init__(self, paths: list[str], table: Table | None) -> None:
        self.paths = paths
        self.table = table

    @property
    def words(self) -> list[str]:
        """The words that mean it."""
        return [NAME] if self.table is not None else self.paths

    @property
    def tables(self) -> list[Table]:
        """The table, where it is in memory."""
        return [] if self.table is None else [self.table]

    def __reduce__(self) -> tuple[Any, ...]:
        return Data, (self.paths, self.table)


def read(data: Any, d: Any = None, loss: Any = None, weights: Any = None) -> Data:
    """The runs that somebody means."""
    if isinstance(data, Data):
        return data
    if d is not None or loss is not None:
        if d is None or loss is None:
            raise InputError("arrays are given as fit(N, D, L): one is missing")
        given = {"n_params": data, "n_tokens": d, "loss": loss}
        if weights is not None and not isinstance(weights, str):
            given["weight"] = weights
        return Data([], of_columns(given))
    if isinstance(data, (str, os.PathLike)):
        paths = [os.fspath(data)]
    elif isinstance(data, Sequence) and data and all(
        isinstance(one, (str, os.PathLike)) for one in data
    ):
        paths = [os.fspath(one) for one in data]
    else:
        table = in_memory(data)
        if weights is not None and not isinstance(weights, str):
            table = table.with_column(column("weight", weights))
        return Data([], table)
    if weights is not None and not isinstance(weights, str):
        raise InputError("weights: of a file, the name of a column is wanted")
    if any(not isinstance(path, str) for path in paths):
        raise InputError("a path is text: decode bytes with os.fsdecode")
    # What begins with a dash is no option.
    return Data([os.path.join(".", p) if p.startswith("-") and p != "-" else p for p in paths], None)


def in_memory(data: Any) -> Table:
    """A table from a data frame, a dict of columns, or a list of records."""
    if isinstance(data, Table):
        return data
    if isinstance(data, Mapping):
        return of_columns(data)
    if hasattr(data, "__arrow_c_stream__"):
        try:
            return from_stream(data.__arrow_c_stream__())
        except ImportError:
            # pandas without pyarrow: column by column, below.
            pass
    if hasattr(data, "columns") and hasattr(data, "__getitem__"):
        return of_columns({str(name): data[name] for name in data.columns})
    if isinstance(data, Sequence) and data and all(isinstance(row, Mapping) for row in data):
        names = list(dict.fromkeys(key for row in data for key in row))
        return of_columns({name: [row.get(name) for row in data] for name in names})
    kind = type(data).__name__
    raise InputError(
        f"no table: {kind}; give a path, a data frame, a dict of columns, or arrays N, D, L"
    )


def of_columns(columns: Mapping[str, Any]) -> Table:
    """A table from columns by name."""
    return Table([column(str(name), cells) for name, cells in columns.items()])


def column(name: str, cells: Any) -> Column:
    """One column, exactly."""
    for method in ("to_numpy", "__array__"):
        if hasattr(cells, method) and not hasattr(cells, "dtype"):
            cells = getattr(cells, method)()
    if hasattr(cells, "dtype"):
        found = _typed(name, cells)
        if found is not None:
            return found
        cells = cells.tolist()
    if isinstance(cells, array) and cells.typecode in "fd":
        return (name, "f8", array("d", cells).tobytes(), None)
    if isinstance(cells, (str, bytes)) or not hasattr(cells, "__iter__"):
        raise InputError(f"column '{name}': a sequence of cells is wanted")
    return _of_cells(name, list(cells))


def _typed(name: str, cells: Any) -> Column | None:
    """A NumPy array, or a column of pandas, by its type; None where its cells are objects."""
    if not hasattr(cells, "tobytes"):
        cells = cells.to_numpy()
    if cells.ndim != 1:
        raise InputError(f"column '{name}': one dimension is wanted, not {cells.ndim}")
    kind, size = cells.dtype.kind, cells.dtype.itemsize
    if kind == "f" and size <= 8:
        target = "f4" if size == 4 else "f8"
    elif kind in "iu":
        target = f"{kind}8"
    elif kind == "b":
        return (name, "other", ("bool", len(cells)), None)
    elif kind in "OUT":
        return None
    else:
        return (name, "other", (str(cells.dtype), len(cells)), None)
    return (name, target, cells.astype(f"={target}").tobytes(), None)


def _of_cells(name: str, cells: list[Any]) -> Column:
    """Cells that are Python's objects."""
    cells = [c.item() if hasattr(c, "item") and not isinstance(c, str) else c for c in cells]
    empty = [c is None or type(c).__name__ in ("NAType", "NaTType") for c in cells]
    missing = empty if any(empty) else None
    present = [c for c, e in zip(cells, empty) if not e]
    if all(type(c) is float for c in present):
        filled = [0.0 if e else c for c, e in zip(cells, empty)]
        return (name, "f8", array("d", filled).tobytes(), missing)
    if all(type(c) is int and -(2**63) <= c < 2**63 for c in present):
        filled = [0 if e else c for c, e in zip(cells, empty)]
        return (name, "i8", array("q", filled).tobytes(), missing)
    for at, cell in enumerate(cells):
        if isinstance(cell, bool) or not (empty[at] or isinstance(cell, (str, int, float, Decimal))):
            kind = type(cell).__name__
            raise InputError(
                f"table, row {at + 1}, column '{name}': a number or a text is wanted, not {kind}"
            )
    return (name, "text", ["" if e else _decimal(c) for c, e in zip(cells, empty)], missing)


def _decimal(cell: Any) -> str:
    """What a cell is, as a decimal: of a double all of its digits."""
    if isinstance(cell, float):
        return str(Decimal(cell)) if abs(cell) < float("inf") else repr(cell)
    return str(cell)


assert array("q").itemsize == 8 and sys.byteorder in ("little", "big")
