#!/usr/bin/env python3
"""scipy.optimize.least_squares as tight as it goes, from a start: least_squares.py poor|fair.

Trust region with bounds, columns scaled by the Jacobian, three-point differences and
tolerances at the rounding of doubles.
"""
import sys

import numpy as np
from protocol import answer
from scipy.optimize import least_squares

EPS = np.finfo(float).eps


def solve(problem):
    start = problem.start(sys.argv[1] if len(sys.argv) > 1 else "fair")
    lo, hi = problem.bounds()
    root = np.sqrt(problem.weight)
    residuals = lambda free: root * (problem.modelled(free) - problem.observed())
    found = least_squares(
        residuals, start, bounds=(lo, hi), x_scale="jac", jac="3-point",
        ftol=EPS, xtol=EPS, gtol=EPS, max_nfev=10_000, **problem.scipy_loss(),
    )
    freedom = len(problem.loss) - len(start)
    rank = np.linalg.matrix_rank(found.jac / np.maximum(np.linalg.norm(found.jac, axis=0), 1e-300))
    errors = None
    if problem.is_squares() and rank == len(start) and freedom > 0:
        errors = np.sqrt(np.diag(np.linalg.inv(found.jac.T @ found.jac)) * 2 * found.cost / freedom)
    return {
        "status": "failed" if found.status <= 0 else "converged" if rank == len(start) else "not-identifiable",
        "parameters": problem.named(found.x),
        "standard_errors": problem.named_errors(errors) if errors is not None else None,
        "kind": "gauss_newton",
    }


answer(solve)
