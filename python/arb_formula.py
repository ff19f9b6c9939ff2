"""Typed laws in Arb balls: the text of a certificate's formula, read and evaluated here.

No code of the project: a tokenizer, Python's own parser (`ast`), and the jets of
arb_laws.py. Needs: pip install python-flint.
"""
import ast
import re

from arb_laws import Jet, OnKink, ball, exact, power
from flint import fmpq

LONGEST = 10_000
GREEK = dict(
    zip(
        "αβγδεζθικλμνξρστυφχψωηπΓ",
        "alpha beta gamma delta epsilon zeta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega eta pi Gamma".split(),
    )
)
WORD = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d][\w.]*)|`(?P<quoted>[^`]+)`|(?P<sign>\*\*|<=|>=|[-+*/^()\[\],;=<>≤≥−·×]))"
)
SIGNS = {"^": "**", "−": "-", "·": "*", "×": "*", "≤": "<=", "≥": ">="}


def words(text):
    """(kind, text) of every word."""
    if len(text) > LONGEST:
        raise ValueError("the formula is too long")
    at, found, text = 0, [], text.rstrip()
    while at < len(text):
        word = WORD.match(text, at)
        if not word:
            raise ValueError(f"'{text[at:at + 9]}' in the formula means nothing")
        kind = word.lastgroup
        found.append(("name" if kind == "quoted" else kind, SIGNS.get(word[kind], word[kind])))
        at = word.end()
    return found


def plain(name):
    """The name in programs."""
    text = "".join(GREEK.get(c) or (c if c.isascii() and c.isalnum() else "_") for c in name)
    return "x" + text if text[:1].isdigit() else text


class Formula:
    """let lines, declared inputs, and a right side."""

    def __init__(self, text):
        self.lets, lines = [], [[]]
        for word in words(text):
            if word == ("sign", ";"):
                lines.append([])
            else:
                lines[-1].append(word)
        lines = [line for line in lines if line]
        self.words = {}
        for line in lines[:-1]:
            if len(line) < 4 or line[0] != ("name", "let") or line[2] != ("sign", "="):
                raise ValueError("a line before the formula is no let line")
            self.lets.append((line[1][1], self.tree(line[3:])))
        statement = lines[-1]
        at = statement.index(("sign", "="))
        left, right = statement[:at], statement[at + 1 :]
        if len(left) < 3 or left[1] != ("sign", "(") or left[-1] != ("sign", ")"):
            raise ValueError("the formula declares no inputs")
        self.inputs = [name for kind, name in left[2:-1] if kind == "name"]
        self.root = self.tree(right)
        self.names = []
        self.collect()

    def tree(self, line):
        """Python's tree of an expression; names and numbers go by number, so that no
        keyword is met and no number is rounded."""
        text, before = [], None
        for kind, word in line:
            if kind == "sign":
                text.append(word)
            else:
                if before == kind:
                    raise ValueError(f"'{word}' follows without an operator")
                key = f"w{len(self.words)}"
                self.words[key] = (kind, word)
                text.append(key)
            before = kind if kind != "sign" else None
        return ast.parse(" ".join(text), mode="eval").body

    def collect(self):
        """Names in the order of appearance."""

        class Seen:
            def __init__(self, formula):
                self.formula = formula

            def name(self, name):
                if name not in self.formula.names:
                    self.formula.names.append(name)
                return None

        walker = Evaluation(self, Seen(self).name, blind=True)
        walker.value()
        self.parameters = [name for name in self.names if name not in self.inputs]
        self.others = [name for name in self.names if name in self.inputs and name not in "N D U".split()]


class Evaluation:
    """The value of a formula whose names have values; blind, it only visits names."""

    def __init__(self, formula, lookup, blind=False):
        self.formula, self.lookup, self.blind = formula, lookup, blind
        self.indices, self.known = [], {}

    def value(self):
        for name, tree in self.formula.lets:
            self.known[name] = self.of(tree)
        return self.of(self.formula.root)

    def name(self, name):
        for index, value in reversed(self.indices):
            if index == name:
                return fmpq(value)
        return self.known[name] if name in self.known else self.lookup(name)

    def of(self, x):
        if isinstance(x, ast.Name):
            kind, word = self.formula.words[x.id]
            return exact(word) if kind == "number" else self.name(word)
        if isinstance(x, ast.Subscript):
            return self.name(self.indexed(x))
        if isinstance(x, ast.UnaryOp) and isinstance(x.op, (ast.USub, ast.UAdd)):
            value = self.of(x.operand)
            return value if self.blind or isinstance(x.op, ast.UAdd) else -value
        if isinstance(x, ast.BinOp):
            a, b = self.of(x.left), self.of(x.right)
            return None if self.blind else self.binary(x.op, a, b)
        if isinstance(x, ast.Call) and isinstance(x.func, ast.Name) and not x.keywords:
            return self.call(self.formula.words[x.func.id][1], x.args)
        raise ValueError(f"the formula has a {type(x).__name__}")

    def indexed(self, x):
        if isinstance(x, ast.Subscript):
            kind, index = self.formula.words[x.slice.id]
            if kind == "name":
                index = next(value for name, value in reversed(self.indices) if name == index)
            return self.indexed(x.value) + str(index)
        return self.formula.words[x.id][1]

    def binary(self, op, a, b):
        if isinstance(op, ast.Add):
            return a + b
        if isinstance(op, ast.Sub):
            return a + -b
        if isinstance(op, ast.Mult):
            return a * b
        if isinstance(op, ast.Div):
            return a / b if isinstance(b, fmpq) and isinstance(a, fmpq) else a * inverse(b)
        if isinstance(op, ast.Pow):
            return raised(a, b)
        raise ValueError("an operator that formulas do not have")

    def call(self, name, given):
        if name == "sum":
            term, index, first, last = given
            index = self.formula.words[index.id][1]
            total = None
            for value in range(self.whole(first), self.whole(last) + 1):
                self.indices.append((index, value))
                found = self.of(term)
                self.indices.pop()
                total = found if total is None or self.blind else total + found
            return total
        if name == "where":
            test, x, y = given
            (op,), (b,) = test.ops, test.comparators
            a, b = self.of(test.left), self.of(b)
            x, y = self.of(x), self.of(y)
            if self.blind:
                return None
            if isinstance(op, (ast.Lt, ast.LtE)):
                return x if less(a, b, isinstance(op, ast.LtE)) else y
            return x if less(b, a, isinstance(op, ast.GtE)) else y
        values = [self.of(x) for x in given]
        if self.blind:
            return None
        x = values[0]
        if name in ("min", "max"):
            for y in values[1:]:
                x = x if less(x, y, True) == (name == "min") else y
            return x
        (x,) = values
        if name == "abs":
            return -x if less(x, fmpq(0), False) else x
        return FUNCTIONS[name](x)

    def whole(self, x):
        if isinstance(x, ast.UnaryOp):
            return -self.whole(x.operand)
        return int(self.formula.words[x.id][1])


def value_of(x):
    return x.v if isinstance(x, Jet) else ball(x)


def less(a, b, or_equal):
    """Whether a < b, or a <= b; where that is not decided second derivatives may jump."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a <= b if or_equal else a < b
    a, b = value_of(a), value_of(b)
    if a < b:
        return True
    if a > b:
        return False
    # Two inputs, exactly equal, do not move.
    if a == b and a.rad() == 0 and b.rad() == 0:
        return or_equal
    raise OnKink("a run may lie where what the formula compares is equal")


def inverse(x):
    return x.inverse() if isinstance(x, Jet) else 1 / x


def raised(a, b):
    """a^b; by multiplication where b is a whole number."""
    if isinstance(b, fmpq) and b.q == 1 and abs(b.p) <= 1000:
        n, result, base = abs(int(b.p)), fmpq(1), a
        while n:
            result = result * base if n & 1 else result
            base = base * base if n > 1 else base
            n >>= 1
        return inverse(result) if b < 0 else result
    if isinstance(b, fmpq):
        return (a.ln() * ball(b)).exp() if isinstance(a, Jet) else (ball(a).log() * ball(b)).exp()
    return power(a, b)


def function(jet, constant):
    return lambda x: jet(x) if isinstance(x, Jet) else constant(ball(x))


def logarithm(base):
    return function(lambda x: x.ln() * (1 / ball(base).log()), lambda x: x.log() / ball(base).log())


FUNCTIONS = {
    "exp": function(lambda x: x.exp(), lambda x: x.exp()),
    "ln": function(lambda x: x.ln(), lambda x: x.log()),
    "log": function(lambda x: x.ln(), lambda x: x.log()),
    "log2": logarithm(2),
    "log10": logarithm(10),
    "sqrt": function(lambda x: (x.ln() * ball(fmpq(1, 2))).exp(), lambda x: x.sqrt()),
    "sigmoid": function(lambda x: ((-x).exp() + 1).inverse(), lambda x: 1 / (1 + (-x).exp())),
    "tanh": function(lambda x: ((x * ball(-2)).exp() + 1).inverse() * 2 + -1, lambda x: x.tanh()),
    "softplus": function(lambda x: (x.exp() + 1).ln(), lambda x: (x.exp() + 1).log()),
}


def typed(text):
    """The law of a formula, and the names of its parameters."""
    formula = Formula(text)

    def law(t, n, d, u, *others):
        q = len(t[0].g)
        values = dict(zip(formula.parameters, t))
        for name, x in zip(["N", "D", "U", *formula.others], [n, d, u, *others]):
            if name in formula.inputs:
                values[name] = Jet.constant(x, q)
        found = Evaluation(formula, values.__getitem__).value()
        return found if isinstance(found, Jet) else Jet.constant(found, q)

    return law, [plain(name) for name in formula.parameters], len(formula.others)
