#!/usr/bin/env python3
"""The most frequent value of each parameter over 2,000 bootstraps, one by one, as the estimate.

Each bootstrap is reweighted least squares from the fair start, eight steps, all 2,000 at once;
the mode is the fullest of 60 bins. The plain Chinchilla law alone.
"""
import numpy as np
from protocol import answer

DRAWS, STEPS, BINS = 2000, 8, 60


def solve(problem):
    if problem.law != "chinchilla" or problem.free != ["E", "A", "B", "alpha", "beta"] or problem.data["bounds"]:
        return {"status": "failed", "note": "the plain Chinchilla law only"}
    random = np.random.default_rng(1)
    m = len(problem.loss)
    counts = random.multinomial(m, np.full(m, 1 / m), size=DRAWS) * problem.weight
    t = np.tile(problem.start("fair"), (DRAWS, 1))
    ln_n, ln_d, y = np.log(problem.n), np.log(problem.d), problem.observed()
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            pn, pd = np.exp(-t[:, 3:4] * ln_n), np.exp(-t[:, 4:5] * ln_d)
            a, b = t[:, 1:2] * pn, t[:, 2:3] * pd
            f = t[:, :1] + a + b
            slope = np.stack([np.ones_like(f), pn, pd, -a * ln_n, -b * ln_d], 2) * t[:, None, :]
            if problem.is_log():
                slope, f = slope / f[:, :, None], np.log(f)
            r = y - f
            even = np.ones_like(r)
            if problem.delta:
                even = np.minimum(1, problem.delta / np.maximum(abs(r), 1e-300))
            w = (counts * even)[:, :, None]
            gram = np.einsum("bij,bik->bjk", slope * w, slope)
            right = np.einsum("bij,bi->bj", slope * w, r)
            scale = np.sqrt(np.einsum("bjj->bj", gram))
            gram = gram / scale[:, :, None] / scale[:, None, :] + 1e-9 * np.eye(5)
            step = np.linalg.solve(gram, (right / scale)[:, :, None])[:, :, 0] / scale
            t = t * np.exp(np.clip(step, -0.5, 0.5))

    def mode(x):
        x = x[np.isfinite(x)]
        low, high = np.quantile(x, [0.01, 0.99])
        if high <= low:
            return float(low)
        fullest, edges = np.histogram(x, BINS, (low, high))
        at = int(np.argmax(fullest))
        return float(edges[at : at + 2].mean())

    return {"parameters": problem.named([mode(t[:, j]) for j in range(5)])}


answer(solve)
