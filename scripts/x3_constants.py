#!/usr/bin/env python3
"""The constants of X3 as proved (docs/proofs-x3.md) beside the true ones, on the 20-run design.

Twenty sizes log-uniform on [1e7, 1e9], one ray k = 20, Hoffmann's parameters, β = α − ε; 80 digits.
Needs mpmath. Prints one line per figure.
"""

from mpmath import det, eigsy, exp, log, matrix, mp, mpf, nstr, sqrt

mp.dps = 80
ALPHA, A, B, K = mpf("0.34"), mpf("406.4"), mpf("410.7"), mpf(20)
X = [(7 + mpf(2) * i / 19) * log(10) for i in range(20)]
E = [exp(-ALPHA * x) for x in X]


def gram(columns):
    return matrix([[sum(f * g for f, g in zip(c, d)) for d in columns] for c in columns])


def jacobian(gap):
    beta = ALPHA - gap
    log_d = [log(K) + x for x in X]
    return [
        [mpf(1)] * 20,
        E,
        [exp(-beta * d) for d in log_d],
        [-A * x * e for x, e in zip(X, E)],
        [-B * d * exp(-beta * d) for d in log_d],
    ]


def main():
    powers = [[mpf(1)] * 20] + [[x**n * e for x, e in zip(X, E)] for n in range(4)]
    delta = det(gram(powers)) / det(gram(powers[:4]))
    q = K**-ALPHA
    limits = [powers[0], powers[1], powers[2], [f / 2 for f in powers[3]], [f / 6 for f in powers[4]]]
    mu = sqrt(eigsy(gram(limits), eigvals_only=True)[0])
    log_k, x_max = abs(log(K)), max(X)
    size = K**ALPHA * exp(log_k)
    size_bound = 17 + 25 / A**2 + size**2 * (1 / B**2 + (3 + log_k) ** 2)
    norm_e = sqrt(sum(e**2 for e in E))
    sixth = sum(x**6 * e**2 for x, e in zip(X, E))

    def drift(gap):
        return gap * exp(gap * x_max) * (x_max**3 / 6 + x_max**4 / 12) * norm_e

    low, high = mpf(0), mpf(1)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if drift(middle) <= mu / 2 else (low, middle)
    print("Δ", nstr(delta, 9), " 12/√Δ", nstr(12 / sqrt(delta), 12))
    print("limit of λ_min/ε⁶, q²Δ/(144(1 + q²))", nstr(q**2 * delta / (144 * (1 + q**2)), 6))
    print("μ", nstr(mu, 6), " X", nstr(x_max, 6), " ‖e‖", nstr(norm_e, 6), " size_bound", nstr(size_bound, 6))
    print("proved λ_min/ε⁶ from below, μ²/(4 size_bound)", nstr(mu**2 / (4 * size_bound), 6))
    print("it holds for |ε| ≤", nstr(low, 6), "; drift(0.06)", nstr(drift(mpf("0.06")), 6))
    for gap in map(mpf, ("0.06", "0.015", "0.001")):
        values = eigsy(gram(jacobian(gap)), eigvals_only=True)
        print("ε", nstr(gap, 4), " eigenvalues", [nstr(v, 6) for v in values])
        print("  λ_min/ε⁶", nstr(values[0] / gap**6, 6), " κ", nstr(values[4] / values[0], 8),
              " X3_kappa_lower", nstr(144 * 20 / (exp(2 * gap * x_max) * sixth) / gap**6, 6))


if __name__ == "__main__":
    main()
