"""Laws: by name, or typed as formulas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from . import _offray
from ._arrays import flat
from ._call import Ask
from ._errors import InputError
from ._results import Enclosure

#: Names that are sizes in a formula.
SIZES = ("N", "D", "U")


class Law:
    """A law: one of `offray law`, or a formula, in which N, D and U (distinct tokens) are
    inputs and other names parameters, unless a left side says otherwise, as in
    ``L(N, experts) = E + A*N^-alpha*experts^-beta``.

    Called with inputs and parameters it evaluates in doubles; `exact` to any number of
    digits, with a proved enclosure.
    """

    __slots__ = ("_about", "text")

    text: str
    _about: dict[str, Any]

    def __init__(self, text: str) -> None:
        typed = any(c in text for c in "=+*/^(") and ":" not in text.split("=")[0]
        options = {"formula": text} if typed else {}
        ask = Ask(("law",) if typed else ("law", text), options)
        object.__setattr__(self, "_about", json.loads(ask.run()[0]))
        object.__setattr__(self, "text", self._about["law"])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Law is not changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return Law, (self.text,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Law) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"offray.Law({self.text!r})"

    def _repr_latex_(self) -> str:
        return f"${self._about['formula']['latex']}$"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        return tuple(one["name"] for one in self._about["parameters"])

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        if "=" not in self.text or not self.text.startswith("L("):
            return ("N", "D")
        return tuple(name.strip() for name in self.text[2 : self.text.index(")")].split(","))

    def about(self) -> dict[str, Any]:
        """What `offray law --json` prints: formula, gradient, symbols, units, citation."""
        found: dict[str, Any] = json.loads(json.dumps(self._about))
        return found

    def _columns(self, n: Any, d: Any, others: Mapping[str, Any]) -> dict[str, Any]:
        given = {**({} if n is None else {"N": n}), **({} if d is None else {"D": d})}
        given.update(others)
        wanted = self.inputs
        missing = [name for name in wanted if name not in given and name != "U"]
        if missing:
            raise InputError(f"no value for the input {', '.join(missing)} of {self.text}")
        return given

    def __call__(
        self, N: Any = None, D: Any = None, params: Mapping[str, float] | None = None, **rest: Any
    ) -> Any:
        """L in doubles: ``law(N, D, E=…, A=…)`` or ``law(N, D, params={…})``."""
        theta = dict(params or {})
        theta.update({k: rest.pop(k) for k in self.parameters if k in rest})
        return self.evaluate(theta, self._columns(N, D, rest))

    def evaluate(self, params: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
        """L in doubles from parameters and inputs by name."""
        lacking = [name for name in self.parameters if name not in params]
        if lacking:
            raise InputError(f"no value for {', '.join(lacking)}")
        names = list(inputs)
        lists, like = flat(*inputs.values())
        columns = dict(zip(names, lists))
        ones = [1.0] * len(lists[0])
        n = columns.get("N", ones)
        d = columns.get("D", ones)
        others = [columns[name] for name in self.inputs if name not in SIZES]
        theta = [float(params[name]) for name in self.parameters]
        found = _offray.losses(self.text, None, theta, n, d, columns.get("U", d), others)
        return like(found)

    def exact(
        self,
        N: Any = None,
        D: Any = None,
        *,
        params: Mapping[str, Any],
        digits: int = 30,
        order: int = 0,
        **others: Any,
    ) -> dict[str, Any]:
        """Loss, gradient and Hessian, enclosed, to so many digits: see offray.oracle.eval."""
        from . import oracle

        return oracle.eval(self.text, params, n=N, d=D, digits=digits, order=order, **others)


def enclosure(found: Mapping[str, Any]) -> Enclosure:
    """{"value", "lo", "hi"} as numbers."""
    from decimal import Decimal

    of = {key: Decimal(str(found[key])) for key in ("value", "lo", "hi")}
    return Enclosure(**of)
