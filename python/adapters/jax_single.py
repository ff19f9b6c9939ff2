#!/usr/bin/env python3
"""JAX's own BFGS in its default single precision, on the sum of the objective: jax_single.py [mean].

Logarithms of offsets and scales, gradients by jax.grad, jax.scipy.optimize.minimize as it comes, from
the fair start. Needs jax, which is not among the adapters' requirements.
"""
import sys

import numpy as np
from protocol import LAWS, answer

import jax
import jax.numpy as jnp
from jax.scipy.optimize import minimize


def solve(problem):
    if problem.law.startswith("repeated"):
        return {"status": "failed", "note": "no repeated data"}
    mean = "mean" in sys.argv[1:]
    start = problem.start("fair")
    lo, _ = problem.bounds()
    logs = (lo >= 0) & (start > 0)
    data = [jnp.asarray(x, dtype=jnp.float32) for x in (problem.n, problem.d, problem.unique, problem.loss, problem.weight)]
    fixed, free, leader, delta = problem.fixed, problem.free, problem.leader, problem.delta

    def value(u):
        n, d, unique, loss, weight = data
        x = jnp.where(logs, jnp.exp(jnp.where(logs, u, 0)), u)
        t = dict(fixed) | {name: x[j] for j, name in enumerate(free)}
        t |= {name: t[first] for name, first in leader.items()}
        f = LAWS[problem.law][0](t, n, d, unique)
        r = jnp.log(loss) - jnp.log(f) if problem.is_log() else loss - f
        if problem.objective == "huber-log":
            rho = jnp.where(abs(r) <= delta, r**2 / 2, delta * (abs(r) - delta / 2))
        elif problem.objective == "pseudo-huber-log":
            rho = delta**2 * (jnp.sqrt(1 + (r / delta) ** 2) - 1)
        else:
            rho = r**2
        terms = weight * rho
        return jnp.mean(terms) if mean else jnp.sum(terms)

    u = jnp.asarray(np.where(logs, np.log(np.where(logs, start, 1)), start), dtype=jnp.float32)
    found = minimize(value, u, method="BFGS")
    x = np.asarray(found.x, dtype=float)
    back = np.where(logs, np.exp(np.where(logs, x, 0)), x)
    return {"status": "converged" if bool(found.success) else "failed", "parameters": problem.named(back)}


assert jax.numpy.zeros(1).dtype == "float32"
answer(solve)
