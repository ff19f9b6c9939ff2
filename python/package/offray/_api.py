"""The verbs: what the command's are, as functions."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from . import _tables
from ._answers import Audit, Certificate, Check, HoldOut, Verdicts
from ._call import Ask, warn
from ._errors import InputError
from ._fit import Estimate, Fit
from ._forecast import Allocation, Prediction
from ._law import Law
from ._results import Result, warn_of

R = TypeVar("R", bound=Result)


def _model(
    law: Any, formula: Any, objective: Any, loss: Any, weights: Any, columns: Any
) -> dict[str, Any]:
    """Options of the model; a formula may be given as the law."""
    if objective is not None and loss is not None:
        raise InputError("objective= and loss= are one option: leave out one")
    if isinstance(law, Law):
        law = law.text
    if isinstance(law, str) and law.startswith("L("):
        law, formula = None, law
    if isinstance(formula, Law):
        formula = formula.text
    if isinstance(weights, str):
        columns = {**(columns or {}), "weight": weights}
    return {
        "columns": columns,
        "law": law,
        "formula": formula,
        "objective": objective if objective is not None else loss,
    }


def _resampling(n_bootstraps: int | None, options: dict[str, Any]) -> dict[str, Any]:
    if n_bootstraps is not None:
        options = {"se": "bootstrap", "refits": n_bootstraps, **options}
    return options


def fit(
    data: Any,
    D: Any = None,
    L: Any = None,
    /,
    *,
    law: str | Law | None = None,
    formula: str | Law | None = None,
    objective: str | None = None,
    loss: str | None = None,
    columns: Mapping[str, str] | None = None,
    weights: Any = None,
    fix: Mapping[str, Any] | None = None,
    tie: Mapping[str, str] | None = None,
    bounds: Mapping[str, Any] | None = None,
    start: Mapping[str, Any] | None = None,
    se: str | None = None,
    level: float | None = None,
    n_bootstraps: int | None = None,
    profile: bool = False,
    digits: int | None = None,
    seed: int | None = None,
    progress: Any = None,
    **options: Any,
) -> Fit:
    """Fits a law to runs: global search, no starting guess needed.

    data        a path (or several), a data frame, a dict of columns, or arrays N, D, L
    law         chinchilla (the default), repeated, kaplan, droppo-elibol, interaction, …
    formula     a law of your own: "E + (A*N^-alpha + B*D^-beta)^k"
    objective   huber-log:1e-3 (the default), log-sse, sse, pseudo-huber-log:DELTA; plain
                sums over the runs. loss= is the same option
    columns     columns by other names: {"n": "params", "d": "tokens", "loss": "val"}
    weights     a column's name, or one number for every run
    fix, tie    {"E": 1.82}, {"alpha": "beta"}
    bounds      {"E": (0, 5), "A": (1, None)}
    se, level   standard errors that intervals are made of, and their coverage (0.95)
    digits      15, or as many as wanted
    progress    None, True (a bar of tqdm, where somebody sees it), or f(stage, done, all)

    Further options are the command's, with underscores: where=, group=, compute=, tpp=,
    let=, units=, best_per=, drop_missing=, refits=, resample=, count_in=, …

    Raises InputError with the command's message where something cannot be used.
    """
    model = _model(law, formula, objective, loss, weights, columns)
    own = {
        "fix": fix, "tie": tie, "bounds": bounds, "start": start, "se": se, "level": level,
        "profile": profile or None, "digits": digits, "seed": seed,
    }
    ask = Ask(
        ("fit",),
        _resampling(n_bootstraps, {**model, **{k: v for k, v in own.items() if v is not None}, **options}),
        _tables.read(data, D, L, weights),
    )
    found = Fit(ask, ask.run(progress))
    warn_of(found.warnings)
    return found


def audit(
    data: Any,
    D: Any = None,
    L: Any = None,
    /,
    *,
    claim: Any = None,
    law: str | Law | None = None,
    objective: str | None = None,
    loss: str | None = None,
    columns: Mapping[str, str] | None = None,
    weights: Any = None,
    report: str | os.PathLike[str] | None = None,
    progress: Any = None,
    **options: Any,
) -> Audit:
    """Audits a table of runs, and a published fit to it.

    claim   {"law": …, "objective": …, "parameters": {name: number, …}}, or a path to such
            a file; numbers count as they are printed, so 0.34 claims two digits
    report  a folder for the page of HTML with its figures; `Audit.save` makes it later

    Other arguments are those of `fit`. Findings of severity warning and error are warned
    of (FindingWarning).
    """
    inputs = {}
    if isinstance(claim, Estimate):
        claim = {
            "law": claim["law"], "objective": claim.objective,
            "parameters": {name: str(e.value) for name, e in claim.enclosures.items()},
        }
    if isinstance(claim, Mapping):
        inputs["claim"] = json.dumps(claim, default=str).encode()
        claim = "claim"
    options = {
        **_model(law, None, objective, loss, weights, columns),
        "fit": None if claim is None else os.fspath(claim),
        "report": None if report is None else os.fspath(report),
        **options,
    }
    ask = Ask(("audit",), options, _tables.read(data, D, L, weights), inputs)
    found = Audit(ask, ask.run(progress))
    if report is not None:
        object.__setattr__(found, "_ask", ask.changed(report=None))
    warn_of(found.warnings)
    return found


def certify(
    data: Any,
    D: Any = None,
    L: Any = None,
    /,
    *,
    law: str | Law | None = None,
    formula: str | Law | None = None,
    objective: str | None = None,
    loss: str | None = None,
    columns: Mapping[str, str] | None = None,
    weights: Any = None,
    digits: int | None = None,
    box: Mapping[str, Any] | None = None,
    profile: bool = False,
    progress: Any = None,
    **options: Any,
) -> Certificate:
    """Encloses an optimum to any number of digits (30), with a proof.

    box      {"alpha": (0.05, 1), "beta": (0.05, 1)}: prove that no point of it is lower
    profile  profile intervals with enclosed ends

    Other arguments are those of `fit`. `check` proves the certificate anew.
    """
    options = {
        **_model(law, formula, objective, loss, weights, columns),
        "digits": digits, "global": True if box else None, "box": box,
        "profile": profile or None, **options,
    }
    ask = Ask(("certify",), options, _tables.read(data, D, L, weights))
    with tempfile.TemporaryDirectory(prefix="offray-") as folder:
        path = os.path.join(folder, "certificate.json")
        answer = ask.changed(out=path).run(progress)
        text = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text = file.read()
    found = Certificate(ask, answer, text)
    if text is None:
        warn("not-certified", "; ".join(found["remarks"]) or found.status)
    return found


def check(
    certificate: Any, runs: Any = None, *, progress: Any = None, **options: Any
) -> Check:
    """Proves every claim of a certificate anew, by interval evaluation alone.

    certificate  what `certify` gave, its text, or a path
    runs         the table that it is about, if that is to be compared
    """
    inputs: dict[str, bytes] = {}
    if isinstance(certificate, Certificate):
        certificate = certificate.certificate
    if isinstance(certificate, Mapping):
        certificate = json.dumps(certificate, ensure_ascii=False, separators=(",", ":"))
    if isinstance(certificate, str) and certificate.lstrip().startswith("{"):
        inputs["certificate"] = certificate.encode()
        certificate = "certificate"
    data = None
    if runs is not None:
        data = _tables.read(runs)
        if len(data.words) != 1:
            raise InputError("runs: one table is wanted")
        options = {"runs": data.words[0], **options}
        data = _tables.Data([], data.table)
    ask = Ask(("check", os.fspath(certificate)), options, _Beside(data), inputs)
    return Check(ask, ask.run(progress))


class _Beside(_tables.Data):
    """A table that an option names, not the words at the end."""

    __slots__ = ()

    def __init__(self, data: _tables.Data | None) -> None:
        super().__init__([], None if data is None else data.table)

    @property
    def words(self) -> list[str]:
        return []

    def __reduce__(self) -> tuple[Any, ...]:
        return _Beside, (_tables.Data([], self.table),)


def _sizes(at: Any) -> list[str]:
    """Sizes as the option says them: (N, D), {"n": …, "tpp": …}, or text."""
    from ._words import as_pairs, number

    if isinstance(at, (str, Mapping)) or (
        isinstance(at, Sequence) and len(at) == 2 and not hasattr(at[0], "__iter__")
    ):
        at = [at]
    out = []
    for size in at:
        if isinstance(size, str):
            out.append(size)
        elif isinstance(size, Mapping):
            out.append(as_pairs({str(k).lower(): v for k, v in size.items()}, "at"))
        else:
            out.append(",".join(number(x, "at") for x in size))
    return out


def predict(
    data: Any,
    D: Any = None,
    L: Any = None,
    /,
    *,
    at: Any = None,
    law: str | Law | None = None,
    objective: str | None = None,
    loss: str | None = None,
    columns: Mapping[str, str] | None = None,
    weights: Any = None,
    progress: Any = None,
    **options: Any,
) -> Prediction:
    """Predicts the loss at sizes before they are trained, with intervals.

    at   (N, D), "70B,1.4T", {"c": 1e24, "tpp": 20}, or several; points= names a table
    """
    options = {
        **_model(law, None, objective, loss, weights, columns),
        "at": None if at is None else _sizes(at),
        **options,
    }
    ask = Ask(("predict",), options, _tables.read(data, D, L, weights))
    return Prediction(ask, ask.run(progress))


def allocate(
    data: Any = None,
    D: Any = None,
    L: Any = None,
    /,
    *,
    compute: Any = None,
    law: str | Law | None = None,
    params: Mapping[str, Any] | None = None,
    objective: str | None = None,
    loss: str | None = None,
    columns: Mapping[str, str] | None = None,
    weights: Any = None,
    progress: Any = None,
    **options: Any,
) -> Allocation:
    """The best split of budgets between model size and data: from runs, with intervals, or
    from stated (params=) or published (published=) parameters.

    compute   budgets C in FLOP; target_loss= asks for losses instead
    """
    options = {
        **_model(law, None, objective, loss, weights, columns),
        "budget": compute,
        "params": params,
        **options,
    }
    where = None if data is None else _tables.read(data, D, L, weights)
    ask = Ask(("allocate",), options, where)
    return Allocation(ask, ask.run(progress))


def holdout(data: Any, D: Any = None, L: Any = None, /, *, progress: Any = None, **options: Any) -> HoldOut:
    """Compares collinear with spread-out sub-designs on held-out runs of a table."""
    if "law" in options:
        options["law"] = _listed(options["law"])
    ask = Ask(("holdout",), options, _tables.read(data, D, L))
    return HoldOut(ask, ask.run(progress))


def _listed(value: Any) -> Any:
    return value if isinstance(value, str) else ",".join(map(str, value))


def verify(*ids: str, progress: Any = None, **options: Any) -> Verdicts:
    """Runs statements of the theory by their ids (all without one): the verdict on each."""
    ask = Ask(("verify", *ids), options)
    return Verdicts(ask, ask.run(progress))


_KINDS: dict[str, type[Result]] = {
    "offray.fit": Fit,
    "offray.audit": Audit,
    "offray.predict": Prediction,
    "offray.allocate": Allocation,
    "offray.verify": Verdicts,
    "offray.holdout": HoldOut,
}


def load(path: str | os.PathLike[str]) -> Result:
    """An answer that was saved with `save` (a fit, an audit, a prediction, …). It has no
    runs to go on with."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        schema = json.loads(text)["schema"].split("/")[0]
        kind = _KINDS[schema]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{os.fspath(path)}: no answer that offray saved") from None
    return kind(None, (text, "", False))
