"""Reference values for the makers of fitters, and problems to be scored on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ._answers import Score
from ._call import Ask
from ._errors import InputError
from ._law import Law, enclosure


def _plain(value: Any) -> Any:
    """A number as JSON has it: exactly."""
    if hasattr(value, "item"):
        value = value.item()
    return str(value) if isinstance(value, Decimal) else value


def eval(  # noqa: A001 (the command's name)
    law: str | Law,
    params: Mapping[str, Any],
    *,
    n: Any = None,
    d: Any = None,
    digits: int = 30,
    order: int = 0,
    **inputs: Any,
) -> dict[str, Any]:
    """A law at a point, to so many digits, between proved ends: {"loss": Enclosure,
    "gradient": {…}, "hessian": {…}}; order 1 brings the gradient, 2 the Hessian too.

    Floats are the decimals that Python prints for them; Decimals and strings are taken
    as written.
    """
    request: dict[str, Any] = {
        "law": law.text if isinstance(law, Law) else law,
        "params": {name: _plain(value) for name, value in params.items()},
        "digits": digits,
        "order": order,
    }
    request.update({name: _plain(x) for name, x in (("n", n), ("d", d)) if x is not None})
    known = {"unique_tokens", "objective", "runs", "id"}
    plain = {name: _plain(value) for name, value in inputs.items()}
    request.update({name: value for name, value in plain.items() if name in known})
    others = {name: value for name, value in plain.items() if name not in known}
    if others:
        request["inputs"] = others
    (found,) = eval_lines([json.dumps(request)])
    if "error" in found:
        raise InputError(found["error"])

    def read(value: Any) -> Any:
        if isinstance(value, dict) and set(value) >= {"value", "lo", "hi"}:
            return enclosure(value)
        return {k: read(v) for k, v in value.items()} if isinstance(value, dict) else value

    return {key: read(value) for key, value in found.items()}


def eval_lines(lines: Iterable[str]) -> list[dict[str, Any]]:
    """`offray oracle eval`: requests as JSON lines, an answer for each."""
    text = "\n".join(lines)
    ask = Ask(("oracle", "eval"), {}, None, {"-": text.encode()})
    out = ask.run(json=False)[1]
    return [json.loads(line) for line in out.splitlines()]


def problems(*names: str, answers: bool = True) -> list[dict[str, Any]]:
    """The reference problems (all without names), each a dict with its runs, law,
    objective and certified answer; without answers= as a fitter is given them."""
    ask = Ask(("oracle", "problems", *names), {"for_solvers": not answers})
    return [json.loads(line) for line in ask.run()[0].splitlines()]


def solve(problem: Mapping[str, Any], *, digits: int = 15) -> dict[str, Any]:
    """Answers a reference problem by the everyday fit, without a start."""
    line = json.dumps(problem).encode()
    ask = Ask(("oracle", "solve"), {"digits": digits}, None, {"-": line})
    found: dict[str, Any] = json.loads(ask.run(json=False)[1])
    return found


def score(
    fitter: Callable[[dict[str, Any]], Mapping[str, Any]] | Iterable[Mapping[str, Any]],
    *,
    only: Any = None,
    pass_digits: float | None = None,
    **options: Any,
) -> Score:
    """Scores a fitter on the reference problems: how many of its digits are right.

    fitter   a function: it is given a problem (as `problems(answers=False)` has it) and
             returns {"parameters": {name: number}, …}; what it raises costs that problem
             only. Or its answers, an iterable of dicts with "problem".
    only     names, grades (lower, average, higher) or law=LAW
    """
    if callable(fitter):
        answers = [_answer(fitter, problem) for problem in _chosen(only)]
    else:
        answers = [dict(answer) for answer in fitter]
    text = "".join(json.dumps(answer, default=_plain) + "\n" for answer in answers)
    options = {"only": only, "pass_digits": pass_digits, **options}
    ask = Ask(("oracle", "score", "answers"), options, None, {"answers": text.encode()})
    return Score(ask, ask.run())


def _chosen(only: Any) -> list[dict[str, Any]]:
    """The problems of these names, grades and laws, as a fitter is given them."""
    given = problems(answers=False)
    if only is None:
        return given
    words = only.split(",") if isinstance(only, str) else [str(word) for word in only]
    laws = {word[4:] for word in words if word.startswith("law=")}
    rest = {word for word in words if not word.startswith("law=")}
    grade = {p["name"]: p.get("difficulty") for p in problems()} if rest else {}
    return [
        p for p in given
        if (not laws or p["law"] in laws)
        and (not rest or p["name"] in rest or grade[p["name"]] in rest)
    ]


def _answer(fitter: Callable[[dict[str, Any]], Mapping[str, Any]], problem: dict[str, Any]) -> dict[str, Any]:
    try:
        found = dict(fitter(problem))
    except Exception as error:  # what a fitter raises is its answer
        return {"problem": problem["name"], "status": "error", "note": str(error)}
    return {"problem": problem["name"], "status": "converged", **found}
