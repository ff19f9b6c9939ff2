#!/usr/bin/env python3
"""Variable projection on a grid: exponents in steps of 0.01, E, A and B by normal equations as
they stand, columns not scaled. The plain Chinchilla law and squares of the losses alone."""
import numpy as np
from protocol import answer

STEPS = np.round(np.arange(0.05, 1.0001, 0.01), 2)


def solve(problem):
    if problem.law != "chinchilla" or problem.free != ["E", "A", "B", "alpha", "beta"] or problem.data["bounds"]:
        return {"status": "failed", "note": "the plain Chinchilla law only"}
    w, y = problem.weight, problem.loss
    powers = {x: (problem.n**-x, problem.d**-x) for x in STEPS}
    best = None
    for alpha in STEPS:
        for beta in STEPS:
            basis = np.stack([np.ones_like(y), powers[alpha][0], powers[beta][1]], 1)
            weighted = basis * w[:, None]
            try:
                linear = np.linalg.solve(weighted.T @ basis, weighted.T @ y)
            except np.linalg.LinAlgError:
                continue
            value = float(np.sum(w * (y - basis @ linear) ** 2))
            if np.all(linear > 0) and (best is None or value < best[0]):
                best = (value, [*linear, alpha, beta])
    return {"parameters": problem.named(best[1])}


answer(solve)
