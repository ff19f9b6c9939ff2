"""Numbers in, numbers out in the same kind: a float, a list, or a NumPy array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def flat(*inputs: Any) -> tuple[list[list[float]], Callable[[list[float]], Any]]:
    """Inputs of one length (scalars stretched) as lists, and what makes an answer of the
    inputs' kind from a list."""
    if any(hasattr(x, "dtype") or hasattr(x, "to_numpy") for x in inputs):
        import numpy as np

        arrays = np.broadcast_arrays(*[np.asarray(x, dtype=float) for x in inputs])
        shape = arrays[0].shape
        lists = [a.ravel().tolist() for a in arrays]
        if shape == ():
            return lists, lambda found: found[0]
        return lists, lambda found: np.array(found, dtype=float).reshape(shape)
    if all(not hasattr(x, "__iter__") for x in inputs):
        return [[float(x)] for x in inputs], lambda found: found[0]
    listed = [[float(v) for v in x] if hasattr(x, "__iter__") else None for x in inputs]
    length = next(len(x) for x in listed if x is not None)
    if any(x is not None and len(x) != length for x in listed):
        raise ValueError("sequences of different lengths")
    return [
        [float(given)] * length if x is None else x for x, given in zip(listed, inputs)
    ], lambda found: found


def matrix(rows: list[list[float]]) -> Any:
    """A matrix: of NumPy where that is installed, else a list of rows."""
    try:
        import numpy as np
    except ImportError:
        return rows
    return np.array(rows, dtype=float)


def vector(values: list[float]) -> Any:
    """A vector: of NumPy where that is installed, else a list."""
    try:
        import numpy as np
    except ImportError:
        return values
    return np.array(values, dtype=float)
