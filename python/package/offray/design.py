"""Designs judged before any training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._answers import Design
from ._call import Ask


def check(
    tpp: Any,
    *,
    beta: Any = None,
    kappa: Any = None,
    law: str | None = None,
    params: Mapping[str, Any] | str | None = None,
    **options: Any,
) -> Design:
    """Checks tokens-per-parameter ratios against a target condition number.

    tpp    ratios D/N, one per ray; repeat one to give its ray a larger share
    beta   the law's exponent on the ratio; or law=, with params=, sizes=, n_min=, n_max=
    """
    own = {"tpp": tpp, "beta": beta, "kappa": kappa, "law": law, "params": params}
    ask = Ask(("design", "check"), {**own, **options})
    return Design(ask, ask.run())


def table(*, beta: Any = None, kappa: Any = None, **options: Any) -> Design:
    """The table of R_min: how far apart two groups of runs must be."""
    ask = Ask(("design", "table"), {"beta": beta, "kappa": kappa, **options})
    return Design(ask, ask.run())
