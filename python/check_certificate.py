#!/usr/bin/env python3
"""A second checker for certificates: Arb balls, no code of the project.

    python3 python/check_certificate.py fixtures/certificates/*.json

Reads `offray.certificate/1` and proves its claims from the rows in it, with
python-flint (ball arithmetic by another library, another representation of a
set: midpoint and radius). Laws, objectives, units and derivatives are written
here anew: closed forms for the objectives, second-order jets for the laws.

Exit status 0 where every claim of every file is proved, 1 where one is not, 2
where a file cannot be read. Needs: pip install python-flint.
"""
import hashlib
import json
import sys

from flint import arb, arb_mat, ctx, fmpq


def exact(text):
    """A decimal or p/q as a rational."""
    if "/" in text:
        p, q = text.split("/")
        return fmpq(int(p), int(q))
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    power = int(exponent or 0) - len(fraction)
    digits = fmpq(int(whole + fraction))
    ten = fmpq(10) ** abs(power)
    return digits * ten if power >= 0 else digits / ten


def ball(x):
    return arb(x)


def hull(ends):
    return ball(exact(ends["lo"])).union(ball(exact(ends["hi"])))


def square(x):
    """x^2, not negative; the operator ** gives no number for a ball about zero."""
    return abs(x) * abs(x)


def inside(x, ends, strict=False):
    """Whether the ball is proved to lie between the ends."""
    lo, hi = ball(exact(ends["lo"])), ball(exact(ends["hi"]))
    if not x.is_finite():
        return False
    return bool(lo < x and x < hi) if strict else bool(lo <= x and x <= hi)


class Jet:
    """A number with its gradient and Hessian in q variables."""

    def __init__(self, value, slopes, bends):
        self.v, self.g, self.h = value, slopes, bends

    @staticmethod
    def constant(value, q):
        return Jet(ball(value), [arb(0)] * q, [[arb(0)] * q for _ in range(q)])

    @staticmethod
    def variable(value, at, q):
        jet = Jet.constant(value, q)
        jet.g[at] = arb(1)
        return jet

    def chain(self, value, first, second):
        q = range(len(self.g))
        slopes = [first * x for x in self.g]
        bends = [
            [first * self.h[i][j] + second * (self.g[i] * self.g[j] if i != j else square(self.g[i])) for j in q]
            for i in q
        ]
        return Jet(value, slopes, bends)

    def lift(self, other):
        return other if isinstance(other, Jet) else Jet.constant(other, len(self.g))

    def __add__(self, other):
        other, q = self.lift(other), range(len(self.g))
        return Jet(
            self.v + other.v,
            [a + b for a, b in zip(self.g, other.g)],
            [[self.h[i][j] + other.h[i][j] for j in q] for i in q],
        )

    def __mul__(self, other):
        other, q = self.lift(other), range(len(self.g))
        return Jet(
            self.v * other.v,
            [self.v * b + other.v * a for a, b in zip(self.g, other.g)],
            [
                [
                    self.v * other.h[i][j] + other.v * self.h[i][j] + self.g[i] * other.g[j] + self.g[j] * other.g[i]
                    for j in q
                ]
                for i in q
            ],
        )

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * arb(-1)

    def exp(self):
        e = self.v.exp()
        return self.chain(e, e, e)

    def ln(self):
        i = 1 / self.v
        return self.chain(self.v.log(), i, -i * i)

    def inverse(self):
        i = 1 / self.v
        return self.chain(i, -i * i, 2 * i * i * i)


def power(base, exponent):
    """base^exponent for a ball or a jet base > 0 and a jet exponent."""
    ln = base.ln() if isinstance(base, Jet) else ball(base).log()
    return (exponent * ln).exp()


def chinchilla(t, n, d):
    e, a, b, alpha, beta = t
    return e + a * power(n, -alpha) + b * power(d, -beta)


def kaplan(t, n, d):
    nc, dc, an, ad = t
    inner = power(nc * (1 / n), an * ad.inverse()) + dc * (1 / d)
    return power(inner, ad)


def droppo_elibol(t, n, d):
    linf, nc, dc, an, ad, alpha = t
    over = alpha.inverse()
    inner = power(linf, over) + power(nc * (1 / n), an * over) + power(dc * (1 / d), ad * over)
    return power(inner, alpha)


def interaction(t, n, d):
    e, a, b, f, alpha, beta, gn, gd = t
    return e + a * power(n, -alpha) + b * power(d, -beta) + f * power(n, -gn) * power(d, -gd)


# Law, and how its scales change with the units: parameter -> (n or d, exponent).
LAWS = {
    "chinchilla": (chinchilla, {1: [("n", 3)], 2: [("d", 4)]}),
    "kaplan": (kaplan, {0: [("n", None)], 1: [("d", None)]}),
    "droppo-elibol": (droppo_elibol, {1: [("n", None)], 2: [("d", None)]}),
    "interaction": (interaction, {1: [("n", 4)], 2: [("d", 5)], 3: [("n", 6), ("d", 7)]}),
}


class Case:
    def __init__(self, cert):
        self.cert = cert
        self.law, self.powers = LAWS[cert["law"]]
        name, _, delta = cert["objective"].partition(":")
        self.objective, self.delta = name, ball(exact(delta)) if delta else None
        self.huber = name == "huber-log"
        self.squares = name in ("sse", "log-sse")
        self.log = name != "sse"
        self.names = [p["name"] for p in cert["parameters"]]
        self.q = len(cert["coordinates"])
        self.place = {}
        for at, c in enumerate(cert["coordinates"]):
            for name in c["parameters"]:
                self.place[self.names.index(name)] = at
        self.unit = {"n": exact(cert["unit_n"]), "d": exact(cert["unit_d"])}
        self.exact_rows = [line.split(",") for line in cert["rows"]]

    def rows(self, scaled):
        n0, d0 = (self.unit["n"], self.unit["d"]) if scaled else (fmpq(1), fmpq(1))
        return [
            (ball(exact(n) / n0), ball(exact(d) / d0), ball(exact(loss)), ball(exact(w)))
            for n, d, loss, _, w in self.exact_rows
        ]

    def theta(self, u, scaled):
        """Parameters as jets in the coordinates u, in the table's or the file's units."""
        theta = []
        for p, claim in enumerate(self.cert["parameters"]):
            if p in self.place:
                at = self.place[p]
                x = Jet.variable(u[at], at, self.q)
                theta.append(x.exp() if self.cert["coordinates"][at]["log"] else x)
            else:
                theta.append(Jet.constant(exact(claim["held"]), self.q))
        converted = list(theta)
        for p, factors in self.powers.items():
            for size, exponent in factors:
                base = self.unit[size]
                factor = power(base, theta[exponent]) if exponent is not None else Jet.constant(base, self.q)
                if p in self.place and not scaled:
                    converted[p] = converted[p] * factor
                elif p not in self.place and scaled:
                    converted[p] = converted[p] * factor.inverse()
        return converted

    def natural(self, theta):
        """The parameters as jets in themselves."""
        return [
            Jet.variable(x, self.place[p], self.q) if p in self.place else Jet.constant(x, self.q)
            for p, x in enumerate(theta)
        ]

    def residual(self, loss, predicted):
        """r and its first two derivatives in the prediction."""
        if not self.log:
            return loss - predicted, arb(-1), arb(0)
        i = 1 / predicted
        return loss.log() - predicted.log(), -i, i * i

    def rho(self, r):
        """The summand of the objective's definition, and its two derivatives."""
        delta = self.delta
        if self.squares:
            return r * r, 2 * r, arb(2)
        if not self.huber:
            root = (1 + square(r / delta)).sqrt()
            return delta * delta * (root - 1), r / root, 1 / root**3
        size = abs(r)
        if size < delta:
            return r * r / 2, r, arb(1)
        if size > delta:
            return delta * (size - delta / 2), delta if r > 0 else -delta, arb(0)
        # Either side: the derivative is r cut to ±delta, its slope 0 or 1.
        return r * r / 2, (r.union(delta) if r > 0 else r.union(-delta)), arb(0).union(arb(1))

    def sums(self, theta, rows):
        """F, its gradient and its Hessian in the jets' variables."""
        q = range(self.q)
        value, gradient = arb(0), [arb(0) for _ in q]
        hessian = [[arb(0) for _ in q] for _ in q]
        for n, d, loss, w in rows:
            p = self.law(theta, n, d)
            r, r1, r2 = self.residual(loss, p.v)
            rho, psi, curve = self.rho(r)
            first, second = w * psi * r1, w * (curve * r1 * r1 + psi * r2)
            value += w * rho
            for i in q:
                gradient[i] += first * p.g[i]
                for j in range(i + 1):
                    outer = square(p.g[i]) if i == j else p.g[i] * p.g[j]
                    hessian[i][j] += first * p.h[i][j] + second * outer
        for i in q:
            for j in range(i):
                hessian[j][i] = hessian[i][j]
        return value, gradient, hessian


def middle(x):
    return arb(x.mid())


def approximate_inverse(hessian):
    q = len(hessian)
    mid = arb_mat([[middle(x) for x in row] for row in hessian])
    inverse = mid.inv()
    return [[middle(inverse[i, j]) for j in range(q)] for i in range(q)]


def times(a, b):
    q = range(len(a))
    return [[sum((a[i][k] * b[k][j] for k in q), arb(0)) for j in q] for i in q]


def contracts(case, boxes, inverse, hessian):
    q = range(case.q)
    mid = [middle(x) for x in boxes]
    _, gradient, _ = case.sums(case.theta(mid, False), case.rows(False))
    product = times(inverse, hessian)
    for i in q:
        image = mid[i]
        for j in q:
            image -= inverse[i][j] * gradient[j]
            image += ((1 if i == j else 0) - product[i][j]) * (boxes[j] - mid[j])
        if not inside(image, case.cert["coordinates"][i]["tight"], strict=True):
            return False
    return True


def positive_definite(hessian):
    """LDL^T with pivots proved positive, after scaling to unit diagonal."""
    q = len(hessian)
    if not all(hessian[i][i] > 0 for i in range(q)):
        return False
    unit = [hessian[i][i].sqrt() for i in range(q)]
    a = [[hessian[i][j] / (unit[i] * unit[j]) for j in range(q)] for i in range(q)]
    for k in range(q):
        if not a[k][k] > 0:
            return False
        for i in range(k + 1, q):
            factor = a[i][k] / a[k][k]
            for j in range(k + 1, q):
                a[i][j] -= factor * a[k][j]
    return True


def alone(case, inverse):
    """|I - Y H| v < v for a positive v over the wide box: every Hessian regular."""
    coordinates = case.cert["coordinates"]
    for c in coordinates:
        wide, tight = c["convex"], c["tight"]
        if not (exact(wide["lo"]) <= exact(tight["lo"]) and exact(tight["hi"]) <= exact(wide["hi"])):
            return False
    boxes = [hull(c["convex"]) for c in coordinates]
    _, _, hessian = case.sums(case.theta(boxes, True), case.rows(True))
    q = range(case.q)
    product = times(inverse, hessian)
    defect = [[arb(abs((1 if i == j else 0) - product[i][j]).upper()) for j in q] for i in q]
    v = [1.0] * case.q
    for _ in range(50):
        image = [sum(float(defect[i][j]) * v[j] for j in q) for i in q]
        largest = max(image + [1e-300])
        v = [x / largest + 1e-6 for x in image]
    return all(sum((defect[i][j] * arb(v[j]) for j in q), arb(0)) < arb(v[i]) for i in q)


def inverse_of(matrix):
    return arb_mat(matrix).inv()


def errors(case, theta):
    """Standard errors by their three definitions, as lists over coordinates."""
    q = range(case.q)
    natural, rows = case.natural(theta), case.rows(False)
    zero = lambda: [[arb(0) for _ in q] for _ in q]
    newton, meat, gram, dispersion = zero(), zero(), zero(), arb(0)
    for n, d, loss, w in rows:
        p = case.law(natural, n, d)
        r, r1, _ = case.residual(loss, p.v)
        rho, psi, curve = case.rho(r)
        if case.squares:
            rho, psi, curve = rho / 2, psi / 2, curve / 2
        dispersion += w * r * r if case.squares else w * psi * psi
        for i in q:
            for j in q:
                outer = p.g[i] * p.g[j]
                newton[i][j] += w * curve * r1 * r1 * outer
                meat[i][j] += square(w * psi * r1) * outer
                gram[i][j] += outer
    _, _, hessian = case.sums(natural, rows)
    if case.squares:
        hessian = [[x / 2 for x in row] for row in hessian]
    m, p = len(rows), case.q
    s2, hc1 = dispersion / (m - p), arb(m) / (m - p)

    def diagonal(make):
        try:
            matrix, factor = make()
        except ZeroDivisionError:
            return None
        return [(matrix[i, i] * factor).sqrt() for i in q]

    bread = lambda: inverse_of(hessian)
    return {
        "gauss_newton": diagonal(lambda: (inverse_of(newton), s2)),
        "observed": diagonal(lambda: (bread(), s2)),
        "sandwich": diagonal(lambda: (bread() * arb_mat(meat) * bread(), hc1)),
    }, gram


def below(matrix, x):
    """How many eigenvalues lie below x, by Sylvester's law of inertia: the
    negative pivots of the matrix minus x; None where a sign is undecided."""
    q, count = len(matrix), 0
    unit = [matrix[i][i].sqrt() for i in range(q)]
    a = [[(matrix[i][j] - (x if i == j else 0)) / (unit[i] * unit[j]) for j in range(q)] for i in range(q)]
    for k in range(q):
        if a[k][k] < 0:
            count += 1
        elif not a[k][k] > 0:
            return None
        for i in range(k + 1, q):
            factor = a[i][k] / a[k][k]
            for j in range(k + 1, q):
                a[i][j] -= factor * a[k][j]
    return count


def eigenvalues(matrix):
    """Enclosures of a positive definite matrix's eigenvalues, largest first, by
    bisection as far as signs are decided; None where one may be 0."""
    # No power of two, so that bisection does not meet a unit diagonal exactly.
    top = middle(sum((row[i] for i, row in enumerate(matrix)), arb(0)) * 17 / 8)
    bottom = middle(top * arb(2) ** -ctx.prec)
    if below(matrix, bottom) != 0:
        return None
    found = []
    for k in range(len(matrix)):
        lo, hi = bottom, top
        for _ in range(2 * ctx.prec):
            x = middle((lo * hi).sqrt() if hi > 2 * lo else (lo + hi) / 2)
            count = below(matrix, x)
            if count is None:
                break
            lo, hi = (lo, x) if count > k else (x, hi)
        found.append(lo.union(hi))
    return found[::-1]


def check(text):
    """(claim, proved) for every claim of a certificate."""
    cert = json.loads(text)
    zeroed = text.replace(cert["content_sha256"], "0" * 64, 1)
    yield "content_sha256", hashlib.sha256(zeroed.encode()).hexdigest() == cert["content_sha256"]
    lines = sorted(line.encode() + b"\n" for line in cert["rows"])
    rows_hash = hashlib.sha256(b"".join(lines)).hexdigest()
    yield "rows_sha256", rows_hash == cert["rows_sha256"] and len(lines) == cert["runs"]

    ctx.prec = cert["bits"] + 32
    case = Case(cert)
    boxes = [hull(c["tight"]) for c in cert["coordinates"]]
    _, _, hessian = case.sums(case.theta(boxes, False), case.rows(False))
    inverse = approximate_inverse(hessian)
    yield "tight box: one critical point", contracts(case, boxes, inverse, hessian)
    yield "positive definite Hessian", positive_definite(hessian)
    yield "wide box: no other", alone(case, inverse)

    theta = [x.v for x in case.theta(boxes, False)]
    for p, (claim, x) in enumerate(zip(cert["parameters"], theta)):
        value = ball(exact(claim["held"])) if claim["held"] is not None else x
        yield f"value of {claim['name']}", (claim["held"] is not None) != (p in case.place) and inside(value, claim["value"])
    value, _, _ = case.sums(case.natural(theta), case.rows(False))
    yield "objective", inside(value, cert["objective_value"])

    if case.huber:
        kink, count, apart = cert["kink"], 0, True
        for n, d, loss, _ in case.rows(False):
            r, _, _ = case.residual(loss, case.law(case.natural(theta), n, d).v)
            count += bool(abs(r) < case.delta)
            apart = apart and bool(abs(abs(r) - case.delta) > ball(exact(kink["distance"])))
        yield "Huber's threshold", apart and count == kink["inside"]
    else:
        yield "no kink", cert["kink"] is None

    for bound in cert["bounds"]:
        held = [case.names.index(name) for name in bound["parameters"]]
        q, case.q = case.q, 1
        jets = [Jet.variable(x, 0, 1) if p in held else Jet.constant(x, 1) for p, x in enumerate(theta)]
        _, (slope,), _ = case.sums(jets, case.rows(False))
        case.q = q
        pressed = slope > 0 if bound["end"] == "lower" else slope < 0
        yield f"slope at the bound of {bound['parameters'][0]}", bool(pressed) and inside(slope, bound["slope"])
    word = "boundary-minimum" if cert["bounds"] else "local-minimum"
    yield word, cert["claim"] == word

    found, gram = errors(case, theta)
    for kind, values in found.items():
        proved = True
        for p, claim in enumerate(cert["parameters"]):
            if claim[kind] is not None:
                proved = proved and values is not None and p in case.place and inside(values[case.place[p]], claim[kind])
        yield f"standard errors, {kind}", proved
    raw = eigenvalues(gram)
    unit = [[gram[i][j] / (gram[i][i].sqrt() * gram[j][j].sqrt()) if i != j else arb(1) for j in range(case.q)] for i in range(case.q)]
    equal = eigenvalues(unit)
    yield "eigenvalues", raw is not None and len(raw) == len(cert["eigenvalues"]) and all(
        inside(x, claim) for x, claim in zip(raw, cert["eigenvalues"])
    )
    for name, values in (("kappa", raw), ("kappa_eq", equal)):
        if cert[name] is not None:
            yield name, values is not None and inside(values[0] / values[-1], cert[name])


def main():
    status = 0
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8", newline="") as file:
                findings = list(check(file.read()))
        except (OSError, KeyError, ValueError, TypeError) as error:
            print(f"{path}: cannot be checked: {error!r}", file=sys.stderr)
            status = 2
            continue
        failed = [claim for claim, proved in findings if not proved]
        if failed:
            status = max(status, 1)
            print(f"{path}: NOT confirmed: {', '.join(failed)}")
        else:
            print(f"{path}: confirmed, {len(findings)} claims")
    sys.exit(status)


if __name__ == "__main__":
    main()
