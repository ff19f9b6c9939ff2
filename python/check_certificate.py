#!/usr/bin/env python3
"""A second checker for certificates: Arb balls, no code of the project.

    python3 python/check_certificate.py fixtures/certificates/*.json

Reads `offray.certificate/1` and proves its claims from the rows in it, with
python-flint (ball arithmetic by another library, another representation of a
set: midpoint and radius). Laws, objectives, units and derivatives are written
anew, here, in arb_laws.py and in arb_formula.py, which reads a certificate's own formula: closed forms for the objectives, second-order jets
for the laws.

Exit status 0 where every claim of every file is proved, 1 where one is not, 2
where a file cannot be read. Needs: pip install python-flint.
"""
import hashlib
import json
import sys

sys.dont_write_bytecode = True
from arb_formula import typed
from arb_laws import Jet, OnKink, ball, exact, law_of, names_of, power, square
from flint import arb, arb_mat, ctx, fmpq


def pair(ends):
    """Both ends, exactly."""
    if set(ends) != {"lo", "hi"}:
        raise ValueError(f"ends are lo and hi: {list(ends)}")
    return ball(exact(ends["lo"])), ball(exact(ends["hi"]))


def hull(ends):
    lo, hi = pair(ends)
    return lo.union(hi)


def inside(x, ends, strict=False):
    """Whether the ball is proved to lie between the ends."""
    lo, hi = pair(ends)
    if not x.is_finite():
        return False
    return bool(lo < x and x < hi) if strict else bool(lo <= x and x <= hi)


class Case:
    def __init__(self, cert):
        self.cert = cert
        is_typed = "=" in cert["law"] and not cert["law"].startswith("repeated:")
        if is_typed:
            (self.law, names, others), self.powers = typed(cert["law"]), {}
        else:
            (self.law, self.powers), names, others = law_of(cert["law"]), names_of(cert["law"]), 0
        name, _, delta = cert["objective"].partition(":")
        self.objective, self.delta = name, ball(exact(delta)) if delta else None
        self.huber = name == "huber-log"
        self.squares = name in ("sse", "log-sse")
        self.log = name != "sse"
        self.names = [p["name"] for p in cert["parameters"]]
        if self.names != names:
            raise ValueError(f"the parameters of {cert['law']} are {' '.join(names)}")
        self.q = len(cert["coordinates"])
        self.place = {}
        for at, c in enumerate(cert["coordinates"]):
            for name in c["parameters"]:
                if self.names.index(name) in self.place:
                    raise ValueError(f"{name} moves twice")
                self.place[self.names.index(name)] = at
        self.unit = {"n": exact(cert["unit_n"]), "d": exact(cert["unit_d"])}
        for p, factors in self.powers.items():
            tied = p in self.place and len(cert["coordinates"][self.place[p]]["parameters"]) > 1
            if tied and any(self.unit[size] != 1 for size, _ in factors):
                raise ValueError(f"{self.names[p]} is tied, but counts in other units")
        self.exact_rows = [line.split(",") for line in cert["rows"]]
        if is_typed and set(self.unit.values()) != {fmpq(1)}:
            raise ValueError("a typed law counts in the units of the file")
        if any(len(cells) != 5 + others for cells in self.exact_rows):
            raise ValueError(f"a row is N,D,L,U,w and {others} more")

    def rows(self, scaled):
        """(point, loss, weight) of every run; a point is what the law asks: N, D, U."""
        n0, d0 = (self.unit["n"], self.unit["d"]) if scaled else (fmpq(1), fmpq(1))
        return [
            (
                (ball(exact(n) / n0), ball(exact(d) / d0), ball(exact(d if u == "-" else u) / d0), *(ball(exact(x)) for x in others)),
                ball(exact(loss)),
                ball(exact(w)),
            )
            for n, d, loss, u, w, *others in self.exact_rows
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
        for point, loss, w in rows:
            p = self.law(theta, *point)
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


def contracts(boxes, ends, residual, jacobian):
    """Krawczyk: the image of the box, if it lies in its interior, with an approximate
    inverse of the Jacobian's middle and the residual at the box's."""
    q, inverse = range(len(boxes)), approximate_inverse(jacobian)
    mid = [middle(x) for x in boxes]
    product, images = times(inverse, jacobian), []
    for i in q:
        image = mid[i]
        for j in q:
            image -= inverse[i][j] * residual[j]
            image += ((1 if i == j else 0) - product[i][j]) * (boxes[j] - mid[j])
        if not inside(image, ends[i], strict=True):
            return None
        images.append(image)
    return images


def one_critical_point(case, boxes, hessian):
    _, gradient, _ = case.sums(case.theta([middle(x) for x in boxes], False), case.rows(False))
    return contracts(boxes, [c["tight"] for c in case.cert["coordinates"]], gradient, hessian)


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
    try:
        _, _, hessian = case.sums(case.theta(boxes, True), case.rows(True))
    except OnKink:
        return False
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
    curvature, weights = arb(0), arb(0)
    for point, loss, w in rows:
        p = case.law(natural, *point)
        r, r1, _ = case.residual(loss, p.v)
        rho, psi, curve = case.rho(r)
        if case.squares:
            rho, psi, curve = rho / 2, psi / 2, curve / 2
        dispersion += w * r * r if case.squares else w * psi * psi
        curvature, weights = curvature + w * curve, weights + w
        for i in q:
            for j in q:
                outer = p.g[i] * p.g[j]
                newton[i][j] += w * curve * r1 * r1 * outer
                meat[i][j] += square(w * psi * r1) * outer
                gram[i][j] += w * outer
    _, _, hessian = case.sums(natural, rows)
    if case.squares:
        hessian = [[x / 2 for x in row] for row in hessian]
    m, p = len(rows), case.q
    s2, hc1 = dispersion / (m - p), arb(m) / (m - p)
    if not case.squares:
        # Divided by the mean curvature, and times the square of Huber's factor.
        bar = curvature / weights
        s2 = s2 / bar * square(1 + arb(p) / m * (1 - bar) / bar)

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
    }, gram, s2


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


# The keys of every certificate, and those that one may have.
REQUIRED = set(
    "schema content_sha256 versions claim law objective rows_sha256 runs rows bits unit_n unit_d coordinates parameters "
    "bounds objective_value kink eigenvalues kappa kappa_eq".split()
)
SECTIONS = {"profiles"}


def once(pairs):
    """An object, unless a key comes twice: then it is not said which one counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def form(cert):
    """Refuses what is not of the form of the schema: a word that no check reads might
    be taken for a claim."""

    def only(keys, *objects):
        for x in objects:
            if set(x) != set(keys.split()):
                raise ValueError(f"not of the form {{{keys}}}: {list(x)}")

    if cert["schema"] != "offray.certificate/1" or not REQUIRED <= set(cert) <= REQUIRED | SECTIONS:
        raise ValueError("not a certificate of the schema offray.certificate/1")
    only("parameters log tight convex", *cert["coordinates"])
    only("name held value gauss_newton observed sandwich", *cert["parameters"])
    only("parameters end slope", *cert["bounds"])
    only("inside distance", *([cert["kink"]] if cert["kink"] else []))
    if not all(c["log"] in (True, False) for c in cert["coordinates"]):
        raise ValueError("a coordinate is a logarithm or not")
    if cert.get("profiles") is not None:
        section = cert["profiles"]
        only("level pseudo quantile height parameters", section)
        only("name lo hi", *section["parameters"])
        for end in (p[side] for p in section["parameters"] for side in ("lo", "hi")):
            only("kind coordinates value" if end["kind"] == "bounded" else "kind search", end)


def check(text):
    """(claim, proved) for every claim of a certificate."""
    cert = json.loads(text, object_pairs_hook=once)
    form(cert)
    zeroed = text.replace(cert["content_sha256"], "0" * 64, 1)
    yield "content_sha256", hashlib.sha256(zeroed.encode()).hexdigest() == cert["content_sha256"]
    lines = sorted(line.encode() + b"\n" for line in cert["rows"])
    rows_hash = hashlib.sha256(b"".join(lines)).hexdigest()
    yield "rows_sha256", rows_hash == cert["rows_sha256"] and len(lines) == cert["runs"]

    digits = max(len(c["tight"][end]) for c in cert["coordinates"] for end in ("lo", "hi"))
    ctx.prec = max(min(cert["bits"], 16 * digits + 64), 53) + 32
    case = Case(cert)
    boxes = [hull(c["tight"]) for c in cert["coordinates"]]
    _, _, hessian = case.sums(case.theta(boxes, False), case.rows(False))
    inverse = approximate_inverse(hessian)
    image = one_critical_point(case, boxes, hessian)
    yield "tight box: one critical point", image is not None
    yield "positive definite Hessian", positive_definite(hessian)
    yield "wide box: no other", alone(case, inverse)

    # The critical point lies in the image of the box, which is far narrower.
    theta = [x.v for x in case.theta(image or boxes, False)]
    for p, (claim, x) in enumerate(zip(cert["parameters"], theta)):
        value = ball(exact(claim["held"])) if claim["held"] is not None else x
        yield f"value of {claim['name']}", (claim["held"] is not None) != (p in case.place) and inside(value, claim["value"])
    value, _, _ = case.sums(case.natural(theta), case.rows(False))
    yield "objective", inside(value, cert["objective_value"])

    if case.huber:
        kink, count, apart = cert["kink"], 0, True
        for point, loss, _ in case.rows(False):
            r, _, _ = case.residual(loss, case.law(case.natural(theta), *point).v)
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
        pressed = {"lower": slope > 0, "upper": slope < 0}[bound["end"]]
        yield f"slope at the bound of {bound['parameters'][0]}", bool(pressed) and inside(slope, bound["slope"])
    word = "boundary-minimum" if cert["bounds"] else "local-minimum"
    yield word, cert["claim"] == word

    found, gram, s2 = errors(case, theta)
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
    if cert.get("profiles") is not None:
        yield from profiles(case, cert["profiles"], theta, value, s2)


def profiles(case, section, theta, value, s2):
    """The ends of profile intervals: the height that the quantile of chi squared
    sets, and the systems that the ends solve, in the units of the file."""
    level, claimed = exact(section["level"]), section["quantile"]
    below, above = [(ball(exact(claimed[end])) / 2).sqrt().erf() for end in ("lo", "hi")]
    yield "quantile", bool(0 < level < 1 and exact(claimed["lo"]) > 0 and below <= ball(level) <= above)
    c, m = hull(claimed), len(case.exact_rows)
    height = value * (c / m).exp() if case.squares else value + s2 * c / 2
    yield "height", bool(m > case.q and value < height) and inside(height, section["height"])
    names = [c["parameters"][0] for c in case.cert["coordinates"]]
    sound = [p["name"] for p in section["parameters"]] == names and not case.cert["bounds"]
    yield "profiles of all free parameters", sound and section["pseudo"] is not case.squares
    plain = Case({**case.cert, "unit_n": "1", "unit_d": "1"})
    for j, profile in enumerate(section["parameters"]):
        for side, end in ((-1, profile["lo"]), (1, profile["hi"])):
            if end["kind"] == "bounded":
                proved = sound and profile_end(plain, j, side, end, theta, height)
                yield f"{'lower' if side < 0 else 'upper'} end of {profile['name']}", proved
            elif end["kind"] != "unproved" or end["search"] not in ("bounded", "open", "flat", "undecided"):
                raise ValueError(f"an end is {end['kind']}")


def profile_end(case, j, side, end, optimum, height):
    """Whether in the box is exactly one point with F = L and dF/du_i = 0 for i other
    than j, the others at a strict minimum, F rising outwards, beyond the optimum."""
    ends = end["coordinates"]
    if len(ends) != case.q:
        return False
    boxes = [hull(e) for e in ends]
    _, slopes, hessian = case.sums(case.theta(boxes, False), case.rows(False))
    there, residual, _ = case.sums(case.theta([middle(x) for x in boxes], False), case.rows(False))
    residual[j] = there - height
    jacobian = [slopes if i == j else row for i, row in enumerate(hessian)]
    others = [i for i in range(case.q) if i != j]
    p = case.names.index(case.cert["coordinates"][j]["parameters"][0])
    theta = case.theta(boxes, False)[p].v
    return (
        inside(theta, end["value"])
        and bool(side * (theta - optimum[p]) > 0 and side * slopes[j] > 0)
        and positive_definite([[hessian[a][b] for b in others] for a in others])
        and contracts(boxes, ends, residual, jacobian) is not None
    )


def main():
    status = 0
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8", newline="") as file:
                findings = list(check(file.read()))
        except (OSError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
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
