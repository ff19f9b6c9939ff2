"""Audits, certificates, checks, verdicts: the other answers."""

from __future__ import annotations

import html
import os
from typing import Any

from ._call import Ask
from ._errors import InputError
from ._fit import Estimate
from ._results import Finding, Result, table_html


class Audit(Result):
    """What a table of runs, and a published fit to it, are worth."""

    __slots__ = ()

    def __repr__(self) -> str:
        count = {s: sum(f.severity == s for f in self.findings) for s in ("error", "warning")}
        found = f"{count['error']} errors, {count['warning']} warnings"
        return f"<offray.Audit {self._dict['law']}: {found}>"

    @property
    def findings(self) -> list[Finding]:
        """What to know, the gravest first as in the page."""
        return [Finding(f["id"], f["severity"], f["text"]) for f in self._dict["findings"]]

    @property
    def warnings(self) -> list[Finding]:
        """Those that are warnings or errors."""
        return [finding for finding in self.findings if finding.severity != "info"]

    @property
    def verdict(self) -> Any:
        """The verdict, as in the JSON."""
        return self._dict["verdict"]

    @property
    def claim(self) -> Any:
        """What became of the claim, as in the JSON; None without one."""
        return self._dict["claim"]

    @property
    def fit(self) -> Estimate:
        """The optimum that was found."""
        import json

        return Estimate(None, (json.dumps(self._dict["fit"]), "", False))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page of HTML with its figures into a folder; to a path that ends in
        .json the JSON."""
        if os.fspath(path).endswith(".json"):
            super().save(path)
            return
        if self._ask is None:
            raise InputError("an audit that was read from a file has no runs to draw: audit again")
        self._ask.changed(report=os.fspath(path)).run()

    def to_frame(self) -> Any:
        """The findings as a data frame of pandas."""
        return self._frame([finding._asdict() for finding in self.findings])

    def _repr_html_(self) -> str:
        rows = [[f.severity, f.code, f.text] for f in self.findings]
        page = f"<details><summary>The page</summary><pre>{html.escape(self.summary())}</pre></details>"
        return table_html(["severity", "finding", ""], rows) + page


class Certificate(Estimate):
    """An optimum between proved ends, and the certificate that others can check."""

    __slots__ = ("_certificate",)

    def __init__(
        self, ask: Ask | None, answer: tuple[str, str, bool], certificate: str | None = None
    ) -> None:
        super().__init__(ask, answer)
        object.__setattr__(self, "_certificate", certificate)

    def __reduce__(self) -> tuple[Any, ...]:
        answer = (self._json, self._text, self._findings)
        return type(self), (self._ask, answer, self._certificate)

    def __repr__(self) -> str:
        return f"<offray.Certificate {self._fit['law']} ({self.objective}): {self.status}>"

    @property
    def certified(self) -> bool:
        """Whether a minimum was proved."""
        return bool(self._fit["certified"])

    @property
    def certificate(self) -> str:
        """The certificate, as `offray certify --out` writes it."""
        if self._certificate is None:
            raise InputError("nothing was proved, so there is no certificate")
        return str(self._certificate)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the certificate to a file, for `offray check`."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.certificate)

    def to_frame(self) -> Any:
        """The parameters as a data frame of pandas; numbers are Decimals."""
        rows = [{"parameter": n, **e._asdict()} for n, e in self.enclosures.items()]
        return self._frame(rows).set_index("parameter")


class Check(Result):
    """Whether every claim of a certificate was proved anew."""

    __slots__ = ()

    @property
    def confirmed(self) -> bool:
        """Whether every claim was."""
        return not self._findings

    def __bool__(self) -> bool:
        return self.confirmed

    def __repr__(self) -> str:
        return f"<offray.Check {'confirmed' if self.confirmed else 'not confirmed'}>"


class Verdicts(Result):
    """The verdicts on statements of the theory."""

    __slots__ = ()

    @property
    def statements(self) -> list[dict[str, Any]]:
        """One dict a statement, as in the JSON."""
        return list(self._dict["statements"])

    def __repr__(self) -> str:
        verdicts = ", ".join(f"{s['id']} {s['verdict']}" for s in self.statements[:4])
        more = "" if len(self.statements) <= 4 else ", …"
        return f"<offray.Verdicts {verdicts}{more}>"

    def to_frame(self) -> Any:
        """One row a statement, as a data frame of pandas."""
        return self._frame(self.statements)


class HoldOut(Result):
    """Sub-designs compared on what they did not see."""

    __slots__ = ()


class Design(Result):
    """A design judged before any training."""

    __slots__ = ()

    @property
    def passes(self) -> bool | None:
        """Whether it passes."""
        found: bool | None = self._dict.get("passes")
        return found


class Score(Result):
    """How many digits of a fitter are right, problem by problem."""

    __slots__ = ()
