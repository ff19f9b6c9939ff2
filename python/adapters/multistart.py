#!/usr/bin/env python3
"""L-BFGS-B from a grid of 256 starts, all of SciPy's defaults, the best kept:
multistart.py mean|absolute|other.

mean      the mean of the objective itself.
absolute  the mean of asymmetric absolute errors, over-predictions counted twice, in its place.
other     the mean of the objective, but the best start is chosen by plain squares.
"""
import itertools
import sys

import numpy as np
from protocol import answer
from scipy.optimize import minimize

SPREAD = [-1.0, -0.3, 0.3, 1.0]


def solve(problem):
    how = sys.argv[1] if len(sys.argv) > 1 else "mean"
    if len(problem.free) > 6:
        return {"status": "failed", "note": "a grid of starts for six parameters at most"}
    start = problem.start("poor")
    lo, hi = problem.bounds()
    logs = (lo >= 0) & (start > 0)
    into = lambda x: np.where(logs, np.log(np.where(logs, np.maximum(x, 1e-300), 1)), x)
    back = lambda u: np.where(logs, np.exp(np.where(logs, u, 0)), u)

    def residual(u):
        with np.errstate(all="ignore"):
            return problem.observed() - problem.modelled(back(u))

    def mean(terms):
        f = float(np.mean(problem.weight * terms))
        return f if np.isfinite(f) else 1e300

    plain = lambda u: mean(problem.rho(residual(u)))
    absolute = lambda u: mean(np.where(residual(u) < 0, 2.0, 1.0) * abs(residual(u)))
    squares = lambda u: mean(residual(u) ** 2)
    minimised = absolute if how == "absolute" else plain
    chosen = {"absolute": absolute, "other": squares}.get(how, plain)
    floor = np.where(logs & (lo <= 0), 1e-300, lo)
    ends = list(zip(into(floor), np.where(np.isinf(hi), np.inf, into(hi))))
    # 256 of a grid: four values of four parameters, the others as given.
    moved = list(range(len(start)))[-4:]
    best, success = None, False
    for shifts in itertools.product(SPREAD, repeat=len(moved)):
        u = into(start)
        for j, shift in zip(moved, shifts):
            u[j] += shift * (1.0 if logs[j] else 0.3)
        with np.errstate(all="ignore"):
            found = minimize(minimised, u, method="L-BFGS-B", bounds=ends)
        value = chosen(found.x)
        if best is None or value < best[0]:
            best, success = (value, found.x), bool(found.success)
    return {"status": "converged" if success else "failed", "parameters": problem.named(back(best[1]))}


answer(solve)
