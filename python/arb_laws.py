"""The laws in Arb balls: exact numbers, second-order jets, and the formulas of the
publications, written for the checkers beside this file and in fixtures/problems.
No code of the project. Needs: pip install python-flint.
"""
from flint import arb, fmpq


def exact(text):
    """A decimal or p/q as a rational."""
    if "/" in text:
        p, q = text.split("/")
        return fmpq(int(p), int(q))
    mantissa, _, exponent = text.lower().partition("e")
    if len(exponent) > 6:
        raise ValueError(f"the exponent of '{text[:40]}' is too large")
    whole, _, fraction = mantissa.partition(".")
    power = int(exponent or 0) - len(fraction)
    digits = fmpq(int(whole + fraction))
    ten = fmpq(10) ** abs(power)
    return digits * ten if power >= 0 else digits / ten


def ball(x):
    return arb(x)


def square(x):
    """x^2, not negative; the operator ** gives no number for a ball about zero."""
    return abs(x) * abs(x)


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


def chinchilla(t, n, d, u):
    e, a, b, alpha, beta = t
    return e + a * power(n, -alpha) + b * power(d, -beta)


def kaplan(t, n, d, u):
    nc, dc, an, ad = t
    inner = power(nc * (1 / n), an * ad.inverse()) + dc * (1 / d)
    return power(inner, ad)


def droppo_elibol(t, n, d, u):
    linf, nc, dc, an, ad, alpha = t
    over = alpha.inverse()
    inner = power(linf, over) + power(nc * (1 / n), an * over) + power(dc * (1 / d), ad * over)
    return power(inner, alpha)


def interaction(t, n, d, u):
    e, a, b, f, alpha, beta, gn, gd = t
    return e + a * power(n, -alpha) + b * power(d, -beta) + f * power(n, -gn) * power(d, -gd)


def power_reduced(t, n, d, u):
    e, psi, alpha = t
    return e + psi * power(n, -alpha)


def kaplan_reduced(t, n, d, u):
    psi, ad = t
    return power(psi * (1 / n), ad)


class OnKink(ValueError):
    """A run may lie where the law's second derivatives jump."""


def discounted(x, unique, r):
    """u (1 + r (1 - exp(-(x/u - 1)/r))) for jets u and r, and x a ball or a jet."""
    repeats = unique.inverse() * x + -1
    return unique * (r * (-((-(repeats * r.inverse())).exp()) + 1) + 1)


def repeated(base=None):
    """The law of repeated data; N_opt from its own parameters, or from `base`."""

    def law(t, n, d, u):
        e, a, b, alpha, beta, rn, rd = t
        q = len(e.g)
        oa, ob, oalpha, obeta = [Jet.constant(x, q) for x in base] if base else (a, b, alpha, beta)
        new = d if not u < d else u
        g = power(oalpha * oa * (obeta * ob).inverse(), (oalpha + obeta).inverse())
        optimal = g * power(g * new, obeta * oalpha.inverse())
        if optimal.v > n:
            un = Jet.constant(n, q)
        elif optimal.v < n:
            un = optimal
        else:
            raise OnKink("a run lies on the kink N = N_opt")
        return e + a * power(discounted(n, un, rn), -alpha) + b * power(discounted(d, Jet.constant(new, q), rd), -beta)

    return law


# Law, and how its scales change with the units: parameter -> (n or d, exponent).
POWERS = {1: [("n", 3)], 2: [("d", 4)]}
LAWS = {
    "chinchilla": (chinchilla, POWERS),
    "kaplan": (kaplan, {0: [("n", None)], 1: [("d", None)]}),
    "droppo-elibol": (droppo_elibol, {1: [("n", None)], 2: [("d", None)]}),
    "interaction": (interaction, {1: [("n", 4)], 2: [("d", 5)], 3: [("n", 6), ("d", 7)]}),
    "repeated": (repeated(), POWERS),
    "chinchilla-reduced": (power_reduced, {}),
    "kaplan-reduced": (kaplan_reduced, {}),
}

# Parameters in the order of a law's function.
NAMES = {
    "chinchilla": "E A B alpha beta",
    "kaplan": "N_c D_c alpha_N alpha_D",
    "droppo-elibol": "L_inf N_C D_C alpha_N alpha_D alpha",
    "interaction": "E A B F alpha beta gamma_N gamma_D",
    "repeated": "E A B alpha beta R_N_star R_D_star",
    "chinchilla-reduced": "E psi alpha",
    "kaplan-reduced": "psi alpha_D",
}


def law_of(text):
    """A law by the name that a command line has for it. What is frozen is so in the
    units of the file."""
    name, _, numbers = text.partition("=")
    if name == "repeated:frozen":
        return repeated([ball(exact(x)) for x in (numbers or "521,1488,0.353,0.353").split(",")]), {}
    return LAWS[text]


def names_of(text):
    """The law's parameters."""
    return NAMES[text.partition(":")[0]].split()
