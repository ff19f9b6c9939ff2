#!/usr/bin/env python3
"""The mean of the objective by scipy.optimize.minimize with BFGS and nothing else said:
bfgs_mean.py [f32].

Finite differences, gtol 1e-5, logarithms of offsets and scales, one start that knows nothing of
the table. The slopes of a mean of log-Huber terms are below 1e-5 nearly everywhere. With f32
all arithmetic of the objective and its gradient is in single precision, as in JAX and torch
unless they are told otherwise.
"""
import sys

import numpy as np
from protocol import answer
from scipy.optimize import minimize

# E, scales and exponents as practitioners start them.
USUAL = {"E": 1.8, "L_inf": 1.8, "alpha": 0.4, "beta": 0.4}


def solve(problem):
    single = "f32" in sys.argv[1:]
    start = np.array([USUAL.get(name, s) for name, s in zip(problem.free, problem.start("poor"))])
    lo, hi = problem.bounds()
    logs = (lo >= 0) & (start > 0)
    into = lambda x: np.where(logs, np.log(np.where(logs, x, 1)), x)
    back = lambda u: np.where(logs, np.exp(np.where(logs, u, 0)), u)
    kind = np.float32 if single else np.float64
    if single:
        for name in ("n", "d", "loss", "unique", "weight"):
            setattr(problem, name, getattr(problem, name).astype(kind))

    def value(u):
        with np.errstate(all="ignore"):
            r = problem.observed() - problem.modelled(back(u).astype(kind))
            f = float(np.mean(problem.weight * problem.rho(r)))
        return f if np.isfinite(f) else 1e300

    def slopes(u):
        # What automatic differentiation in singles gives: the slope, with the noise of singles.
        step = 1e-2
        each = lambda j: np.where(np.arange(len(u)) == j, step, 0)
        return np.array([(value(u + each(j)) - value(u - each(j))) / (2 * step) for j in range(len(u))])

    found = minimize(value, into(start), jac=slopes if single else None, method="BFGS")
    return {"status": "converged" if found.success else "failed", "parameters": problem.named(back(found.x))}


answer(solve)
