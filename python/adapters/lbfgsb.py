#!/usr/bin/env python3
"""scipy.optimize.minimize with L-BFGS-B as scaling laws are usually fitted with it:
lbfgsb.py poor|fair [tight] [hess-inv].

Offsets and scales as logarithms (where the bounds let them be), finite differences, SciPy's
tolerances. "tight" multiplies the objective by 1e6 and asks for 1e-15: the stop test of
L-BFGS-B divides by max(|f|, 1), so that it is absolute for small objectives. "hess-inv"
gives the search's last ten steps' guess of the inverse Hessian out as a covariance.
"""
import sys

import numpy as np
from protocol import answer
from scipy.optimize import minimize


def solve(problem):
    start = problem.start(sys.argv[1] if len(sys.argv) > 1 else "fair")
    tight = "tight" in sys.argv[2:]
    lo, hi = problem.bounds()
    logs = lo >= 0
    floor = np.where(logs & (lo <= 0), 1e-300, lo)
    into = lambda x: np.where(logs, np.log(np.where(logs, np.maximum(x, 1e-300), 1)), x)
    back = lambda u: np.where(logs, np.exp(np.where(logs, u, 0)), u)
    scale = 1e6 if tight else 1.0
    options = {"ftol": 1e-15, "gtol": 1e-15, "maxiter": 15_000} if tight else {}

    def value(u):
        with np.errstate(all="ignore"):
            f = scale * problem.value(back(u))
        return f if np.isfinite(f) else 1e300

    with np.errstate(all="ignore"):
        ends = list(zip(into(floor), np.where(np.isinf(hi), np.inf, into(hi))))
    found = minimize(value, into(start), method="L-BFGS-B", bounds=ends, options=options)
    reply = {"status": "converged" if found.success else "failed", "parameters": problem.named(back(found.x))}
    if "hess-inv" in sys.argv[2:]:
        spread = np.sqrt(abs(np.diag(found.hess_inv.todense())) * scale)
        spread = spread * np.where(logs, back(found.x), 1.0)
        reply["standard_errors"] = {name: float(x) for name, x in zip(problem.free, spread)}
    return reply


answer(solve)
