"""The package as a typed program uses it: mypy --strict reads this, nobody runs it."""

from __future__ import annotations

import offray


def main() -> None:
    fit: offray.Fit = offray.fit("runs.csv", law="chinchilla", bounds={"E": (0, 5)}, digits=20)
    alpha: float = fit.alpha
    e: offray.Enclosure = fit.enclosure("E")
    lo: float = fit.conf_int(level=0.9)["E"].lo
    audit: offray.Audit = offray.audit("runs.csv", claim={"law": "chinchilla"})
    codes: list[str] = [finding.code for finding in audit.findings]
    ok: bool = offray.check(offray.certify("runs.csv")).confirmed
    loss: dict[str, object] = offray.oracle.eval("chinchilla", fit.params, n=1e9, d=2e10)
    print(alpha, e.lo, lo, codes, ok, loss, offray.Law("chinchilla").parameters)
