"""Trustworthy numbers for neural scaling laws.

>>> import offray
>>> fit = offray.fit("runs.csv")                       # doctest: +SKIP
>>> fit.params, fit.interval(), fit.status             # doctest: +SKIP
>>> fit.predict(70e9, 1.4e12), fit.allocate(1e24)      # doctest: +SKIP

The functions are the commands of `offray`, in this process: `fit`, `audit`, `certify`,
`check`, `predict`, `allocate`, `holdout`, `verify`, and the modules `oracle` and `design`.
Answers are frozen objects whose `to_json()` is what the command prints with --json, to the
byte. Nothing is printed. OFFRAY_NUM_THREADS says how many threads work.
"""

from __future__ import annotations

from typing import Any

from . import design, oracle
from ._answers import Audit, Certificate, Check, Design, HoldOut, Score, Verdicts
from ._api import allocate, audit, certify, check, fit, holdout, load, predict, verify
from ._errors import FindingWarning, InputError, Interrupted, ResourceError
from ._fit import Estimate, Fit
from ._forecast import Allocation, Prediction
from ._law import Law
from ._offray import versions as _versions
from ._results import Enclosure, Finding, Interval, Params, Result

__version__: str = _versions["offray"]

__all__ = [
    "Allocation", "Audit", "Certificate", "Check", "Design", "Enclosure", "Estimate",
    "Finding", "FindingWarning", "Fit", "HoldOut", "InputError", "Interrupted", "Interval",
    "Law", "Params", "Prediction", "ResourceError", "Result", "Score", "Verdicts",
    "allocate", "audit", "certify", "check", "design", "fit", "holdout", "load", "oracle",
    "predict", "verify",
]


def __getattr__(name: str) -> Any:
    # What needs Matplotlib is imported when it is asked for.
    if name == "plot":
        import importlib

        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module 'offray' has no attribute {name!r}")
