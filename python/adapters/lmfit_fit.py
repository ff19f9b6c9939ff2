#!/usr/bin/env python3
"""lmfit.minimize with its defaults, from a start: lmfit_fit.py poor|fair.

"leastsq" for sums of squares, "least_squares" for the robust objectives. Where lmfit cannot
estimate error bars, the answer is read as "not identifiable": the kindest reading.
"""
import sys

import numpy as np
from protocol import answer

import lmfit


def solve(problem):
    start = problem.start(sys.argv[1] if len(sys.argv) > 1 else "fair")
    given = lmfit.Parameters()
    for name, value, lo, hi in zip(problem.free, start, *problem.bounds()):
        given.add(name, value=value, min=lo, max=hi)
    vector = lambda parameters: np.array([parameters[name].value for name in problem.free])
    root = np.sqrt(problem.weight)
    residuals = lambda parameters: root * (problem.modelled(vector(parameters)) - problem.observed())
    loss = problem.scipy_loss()
    found = lmfit.minimize(residuals, given, method="least_squares" if loss else "leastsq", **loss)
    errors = [found.params[name].stderr for name in problem.free]
    status = "converged" if found.errorbars else "not-identifiable"
    return {
        "status": status if found.success else "failed",
        "parameters": problem.named(vector(found.params)),
        "standard_errors": problem.named_errors(errors) if found.errorbars and None not in errors else None,
        "kind": "gauss_newton",
    }


answer(solve)
