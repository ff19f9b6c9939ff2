"""`curve_fit` with the signature of scipy.optimize, for power laws, without a starting guess."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ._api import fit as _fit
from ._errors import InputError
from ._fit import Fit


class _Term:
    """A formula that is written down as a Python function computes with it."""

    __array_priority__ = 1000.0

    def __init__(self, text: str) -> None:
        self.text = text

    @staticmethod
    def of(value: Any) -> str:
        if isinstance(value, _Term):
            return value.text
        if isinstance(value, (int, float, np.integer, np.floating)):
            return f"({float(value)!r})"
        raise InputError(f"a formula cannot hold a {type(value).__name__}: write it with numbers")

    def _two(self, sign: str, other: Any) -> _Term:
        return _Term(f"({self.text} {sign} {_Term.of(other)})")

    def _owt(self, sign: str, other: Any) -> _Term:
        return _Term(f"({_Term.of(other)} {sign} {self.text})")

    def __add__(self, other: Any) -> _Term:
        return self._two("+", other)

    def __radd__(self, other: Any) -> _Term:
        return self._owt("+", other)

    def __sub__(self, other: Any) -> _Term:
        return self._two("-", other)

    def __rsub__(self, other: Any) -> _Term:
        return self._owt("-", other)

    def __mul__(self, other: Any) -> _Term:
        return self._two("*", other)

    def __rmul__(self, other: Any) -> _Term:
        return self._owt("*", other)

    def __truediv__(self, other: Any) -> _Term:
        return self._two("/", other)

    def __rtruediv__(self, other: Any) -> _Term:
        return self._owt("/", other)

    def __pow__(self, other: Any) -> _Term:
        return self._two("^", other)

    def __rpow__(self, other: Any) -> _Term:
        return self._owt("^", other)

    def __neg__(self) -> _Term:
        return _Term(f"(-{self.text})")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> _Term:
        signs = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/",
                 "power": "^", "float_power": "^"}
        names = {"exp": "exp", "log": "log", "log2": "log2", "log10": "log10", "sqrt": "sqrt",
                 "absolute": "abs", "minimum": "min", "maximum": "max", "tanh": "tanh"}
        name = ufunc.__name__
        if method != "__call__" or options:
            raise InputError(f"numpy.{name} is no part of a formula")
        texts = [_Term.of(x) for x in inputs]
        if name in signs:
            return _Term(f"({texts[0]} {signs[name]} {texts[1]})")
        if name == "negative":
            return _Term(f"(-{texts[0]})")
        if name in names:
            return _Term(f"{names[name]}({', '.join(texts)})")
        raise InputError(f"numpy.{name} is no part of a formula")

    def __bool__(self) -> bool:
        raise InputError("a formula has no if: write numpy.minimum or numpy.maximum")

    def _compared(self, other: Any) -> bool:
        return bool(self)

    __lt__ = __le__ = __gt__ = __ge__ = _compared


def formula_of(f: Callable[..., Any], inputs: int) -> tuple[str, list[str], list[str]]:
    """The formula that f(x, *parameters) computes, its inputs and its parameters."""
    names = list(inspect.signature(f).parameters)
    if len(names) < 2:
        raise InputError("f is called as f(x, parameter, …): it has no parameters by name")
    own = names[1:]
    sizes = ["x"] if inputs == 1 else [f"x{i + 1}" for i in range(inputs)]
    clash = [name for name in own if name in sizes]
    if clash:
        sizes = [f"{size}_in" for size in sizes]
    terms = [_Term(name) for name in sizes]
    x: Any = terms[0] if inputs == 1 else tuple(terms)
    answer = f(x, *[_Term(name) for name in own])
    if not isinstance(answer, _Term):
        raise InputError("f does not compute with what it is given: it has to be a formula of x")
    return f"L({', '.join(sizes)}) = {answer.text}", sizes, own


def curve_fit(
    f: Callable[..., Any] | str,
    xdata: Any,
    ydata: Any,
    p0: Any = None,
    sigma: Any = None,
    absolute_sigma: bool = False,
    check_finite: bool | None = None,
    bounds: Any = None,
    *,
    objective: str = "sse",
    seed: int | None = None,
    full_output: bool = False,
) -> Any:
    """Parameters of f and their covariance, as scipy.optimize.curve_fit returns them.

    f           a Python function f(x, parameter, …) of arithmetic and numpy's exp, log, sqrt,
                minimum, …, or a formula ("E + A*x^-alpha"; then parameters are in its order)
    xdata       one array, or several rows for a function of several inputs (f gets them as a tuple)
    p0          not needed: the search is global. What is given is not used
    sigma       standard deviations of y; weights are 1/sigma²
    bounds      (lower, upper), each one number or one a parameter
    objective   sse as in SciPy, or log-sse, huber-log:1e-3, …

    With ``full_output=True`` the third is the `offray.Fit`, with its status and intervals.
    Errors of the covariance are scaled by the residuals, unless absolute_sigma.
    """
    del p0, check_finite
    x = np.asarray(xdata, dtype=float)
    y = np.asarray(ydata, dtype=float)
    rows = [x] if x.ndim == 1 else list(x)
    if isinstance(f, str):
        text = f
        if not text.lstrip().startswith("L("):
            sizes = ["x"] if len(rows) == 1 else [f"x{i + 1}" for i in range(len(rows))]
            text = f"L({', '.join(sizes)}) = {f}"
        else:
            sizes = [name.strip() for name in text[text.index("(") + 1 : text.index(")")].split(",")]
        names: list[str] | None = None
    else:
        text, sizes, names = formula_of(f, len(rows))
    table: dict[str, Any] = {**dict(zip(sizes, rows)), "loss": y}
    if sigma is not None:
        table["weight"] = 1.0 / np.broadcast_to(np.asarray(sigma, dtype=float), y.shape) ** 2
    found: Fit = _fit(
        table,
        formula=text,
        objective=objective,
        seed=seed,
        bounds=_bounds(bounds, names if names is not None else _parameters(text)),
    )
    names = names if names is not None else list(found.params)
    best = np.array([found.params[name] for name in names])
    columns = list(found.covariance_columns)
    place = {name: columns.index(name) for name in names if name in columns}
    kind = "gauss-newton" if objective in ("sse", "log-sse") else None
    cov = np.full((len(names), len(names)), np.inf)
    if found.status not in ("not-identifiable", "undecided") and columns:
        whole = np.asarray(found.cov_params(kind))
        for i, a in enumerate(names):
            for j, b in enumerate(names):
                if a in place and b in place:
                    cov[i, j] = whole[place[a], place[b]]
        if absolute_sigma:
            freedom = len(y) - len(columns)
            cov = cov / (found.objective_value / freedom)
    return (best, cov, found) if full_output else (best, cov)


def _parameters(text: str) -> list[str]:
    from ._law import Law

    return list(Law(text).parameters)


def _bounds(bounds: Any, names: Sequence[str]) -> Mapping[str, Any] | None:
    if bounds is None:
        return None
    lower, upper = bounds
    each = [np.broadcast_to(np.asarray(end, dtype=float), (len(names),)) for end in (lower, upper)]
    ends = {
        name: (float(lo), float(hi))
        for name, lo, hi in zip(names, *each)
        if np.isfinite(lo) or np.isfinite(hi)
    }
    return ends or None
