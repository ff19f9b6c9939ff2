#!/usr/bin/env python3
"""scipy.optimize.curve_fit with its defaults, from a start: curve_fit.py poor|fair.

Levenberg–Marquardt where the objective is a sum of squares and its optimum keeps the
bounds; otherwise the trust region that curve_fit itself falls back to. An infinite
covariance, which curve_fit returns where it finds no curvature, is read as "not
identifiable": the kindest reading.
"""
import sys
import warnings

import numpy as np
from protocol import answer
from scipy.optimize import curve_fit


def solve(problem):
    start = problem.start(sys.argv[1] if len(sys.argv) > 1 else "fair")
    lo, hi = problem.bounds()
    model = lambda _, *free: problem.modelled(free)
    sigma = 1 / np.sqrt(problem.weight)
    loss = problem.scipy_loss()
    fit = lambda **more: curve_fit(model, problem.n, problem.observed(), p0=start, sigma=sigma, **loss, **more)
    warnings.simplefilter("ignore")
    if loss:
        free, covariance = fit(bounds=(lo, hi), method="trf")
    else:
        free, covariance = fit()
        if np.any(free < lo) or np.any(free > hi):
            free, covariance = fit(bounds=(lo, hi))
    known = np.all(np.isfinite(covariance))
    return {
        "status": "converged" if known else "not-identifiable",
        "parameters": problem.named(free),
        "standard_errors": problem.named_errors(np.sqrt(np.abs(np.diag(covariance)))) if known else None,
        "kind": "gauss_newton",
    }


answer(solve)
