#!/usr/bin/env python3
"""The PyPI package `chinchilla`: BFGS from a grid of 3^5 starts around the fair one.

It has one law, no bounds, no fixed or tied parameters, and says nothing of how it went:
whatever it returns is called "converged".
"""
import tempfile

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pandas as pd
from protocol import answer


def solve(problem):
    if problem.law != "chinchilla" or problem.fixed or problem.leader or problem.data["bounds"]:
        return {"status": "failed", "note": "the package fits the plain Chinchilla law only"}
    from chinchilla import Chinchilla

    start = dict(zip(problem.free, problem.start("fair")))
    spread = [0.8, 1.0, 1.25]
    grid = {name.lower(): [np.log(start[name] * x) for x in spread] for name in ("E", "A", "B")}
    grid |= {name: [start[name] * x for x in spread] for name in ("alpha", "beta")}
    loss = lambda true, seen: problem.rho(np.log(true) - np.log(seen) if problem.is_log() else true - seen)
    weights = (lambda _: problem.weight.copy()) if np.any(problem.weight != 1) else None
    with tempfile.TemporaryDirectory() as folder:
        fitter = Chinchilla(folder, param_grid=grid, loss_fn=loss, weight_fn=weights, log_level=50)
        # Row by row it would round N and D to integers.
        runs = {"C": 6 * problem.n * problem.d, "N": problem.n, "D": problem.d, "loss": problem.loss}
        fitter.database.df = pd.DataFrame(runs)
        fitter.fit(parallel=False)
        free = [float(getattr(fitter, name)) for name in problem.free]
    return {"parameters": problem.named(free)}


answer(solve)
