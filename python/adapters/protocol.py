"""The protocol of `offray oracle score --exec`: a problem as one JSON line on
standard input, an answer as one JSON line on standard output.

    from protocol import answer
    answer(lambda problem: {"parameters": problem.named(my_fit(problem))})

What a fitter returns is the answer without "problem"; an exception is the answer
"failed". Several lines are answered one by one, so that a whole set can be piped through
one interpreter. Numbers are doubles here. Seconds are those of the processor, which others' work on the machine
does not change. Needs numpy.
"""
import json
import os
import signal
import sys
import time

import numpy as np


def chinchilla(t, n, d, u):
    return t["E"] + t["A"] * n ** -t["alpha"] + t["B"] * d ** -t["beta"]


def kaplan(t, n, d, u):
    return ((t["N_c"] / n) ** (t["alpha_N"] / t["alpha_D"]) + t["D_c"] / d) ** t["alpha_D"]


def droppo_elibol(t, n, d, u):
    a = t["alpha"]
    return (t["L_inf"] ** (1 / a) + (t["N_C"] / n) ** (t["alpha_N"] / a) + (t["D_C"] / d) ** (t["alpha_D"] / a)) ** a


def interaction(t, n, d, u):
    return chinchilla(t, n, d, u) + t["F"] * n ** -t["gamma_N"] * d ** -t["gamma_D"]


def repeated(t, n, d, u, base=None):
    """Muennighoff et al.; `base`, if given, holds N_opt at those A, B, alpha, beta."""
    a, b, alpha, beta = base or (t["A"], t["B"], t["alpha"], t["beta"])
    u_d = np.minimum(d, u)
    g = (alpha * a / (beta * b)) ** (1 / (alpha + beta))
    u_n = np.minimum(n, g * (u_d * g) ** (beta / alpha))

    def discounted(x, unique, star):
        return unique * (1 - star * np.expm1(-(x / unique - 1) / star))

    return chinchilla(t, discounted(n, u_n, t["R_N_star"]), discounted(d, u_d, t["R_D_star"]), u)


LAWS = {
    "chinchilla": (chinchilla, ["E", "A", "B", "alpha", "beta"]),
    "kaplan": (kaplan, ["N_c", "D_c", "alpha_N", "alpha_D"]),
    "droppo-elibol": (droppo_elibol, ["L_inf", "N_C", "D_C", "alpha_N", "alpha_D", "alpha"]),
    "interaction": (interaction, ["E", "A", "B", "F", "alpha", "beta", "gamma_N", "gamma_D"]),
    "repeated": (repeated, ["E", "A", "B", "alpha", "beta", "R_N_star", "R_D_star"]),
}
FROZEN = (521.0, 1488.0, 0.353, 0.353)


class Problem:
    """A problem in doubles: runs as arrays, free parameters as a vector."""

    def __init__(self, data):
        self.data = data
        self.law = data["law"]
        family = self.law.split(":")[0]
        self.formula, self.names = LAWS[family]
        if self.law.startswith("repeated:frozen"):
            base = self.law.partition("=")[2]
            base = tuple(map(float, base.split(","))) if base else FROZEN
            self.formula = lambda t, n, d, u: repeated(t, n, d, u, base)
        self.objective, _, delta = data["objective"].partition(":")
        self.delta = float(delta) if delta else None
        column = lambda key, other: np.array([float(run.get(key, run.get(other, 1))) for run in data["runs"]])
        self.n, self.d, self.loss = column("n", ""), column("d", ""), column("loss", "")
        self.unique, self.weight = column("unique", "d"), column("weight", "")
        self.fixed = {name: float(value) for name, value in data["fixed"].items()}
        self.leader = {name: group[0] for group in data["tied"] for name in group}
        self.free = [n for n in self.names if n not in self.fixed and self.leader.get(n, n) == n]

    def start(self, which):
        """A start of the free parameters: "poor" or "fair"."""
        start = self.data["starts"][["poor", "fair"].index(which)]
        return np.array([float(start[name]) for name in self.free])

    def bounds(self):
        """Lower and upper ends for the free parameters; all but exponents are positive."""
        ends = []
        for name in self.free:
            usual = -np.inf if name.startswith(("alpha", "beta", "gamma")) else 0.0
            lo, hi = self.data["bounds"].get(name, [None, None])
            ends.append((usual if lo is None else float(lo), np.inf if hi is None else float(hi)))
        return np.array(ends).T

    def theta(self, free):
        """All parameters by name."""
        theta = dict(self.fixed)
        theta.update(zip(self.free, free))
        theta.update({name: theta[first] for name, first in self.leader.items()})
        return theta

    def predicted(self, free):
        return self.formula(self.theta(free), self.n, self.d, self.unique)

    def is_log(self):
        return self.objective != "sse"

    def observed(self):
        return np.log(self.loss) if self.is_log() else self.loss

    def modelled(self, free):
        """What is compared with `observed()`."""
        return np.log(self.predicted(free)) if self.is_log() else self.predicted(free)

    def rho(self, r):
        """The term of one residual."""
        if self.objective == "huber-log":
            return np.where(abs(r) <= self.delta, r**2 / 2, self.delta * (abs(r) - self.delta / 2))
        if self.objective == "pseudo-huber-log":
            return self.delta**2 * (np.sqrt(1 + (r / self.delta) ** 2) - 1)
        return r**2

    def value(self, free):
        """The objective."""
        return float(np.sum(self.weight * self.rho(self.observed() - self.modelled(free))))

    def is_squares(self):
        return self.objective in ("sse", "log-sse")

    def scipy_loss(self):
        """The objective for scipy.optimize.least_squares, which has both robust ones."""
        loss = {"huber-log": "huber", "pseudo-huber-log": "soft_l1"}.get(self.objective)
        if loss and np.any(self.weight != 1):
            raise ValueError("weights outside a robust loss cannot be told to least_squares")
        return {"loss": loss, "f_scale": self.delta} if loss else {}

    def named(self, free):
        return {name: float(x) for name, x in self.theta(free).items() if name not in self.fixed}

    def named_errors(self, errors):
        named = {name: float(x) for name, x in zip(self.free, errors)}
        return named if self.is_squares() and all(np.isfinite(list(named.values()))) else None


def one(solve, data, patience):
    """The answer to one problem; "failed" where the fitter raises or takes too long."""
    reply = {"problem": data["name"], "status": "converged"}
    begun = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_PROF, patience)
        reply.update(solve(Problem(data)))
        values = list((reply.get("parameters") or {}).values())
        if not np.all(np.isfinite(values)):
            raise ValueError("parameters that are not finite")
    except Exception as error:  # a fitter may raise anything
        reply = {"problem": data["name"], "status": "failed", "note": f"{type(error).__name__}: {error}"[:200]}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    reply["seconds"] = round(time.process_time() - begun, 6)
    return {key: value for key, value in reply.items() if value is not None}


def late(*_):
    raise TimeoutError("out of time")


def answer(solve):
    """Answers every line of standard input. OFFRAY_PATIENCE is in seconds of the processor, per problem."""
    signal.signal(signal.SIGPROF, late)
    patience = int(os.environ.get("OFFRAY_PATIENCE", "0"))
    out = sys.stdout
    # Fitters print; standard output is for answers.
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(one(solve, json.loads(line), patience), allow_nan=False), file=out, flush=True)
