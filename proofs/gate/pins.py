"""What is pinned: the headline statements, and every definition under them.

Pins.v states them for readers. Here the compiled pins are held to be what they look like: each
`pin_X` is the constant X itself and nothing else, so that the kernel has compared the statement
with X's; each `definition_X` is an equation of X with something that does not speak of X; every
definition that a pinned statement needs, at any depth, has one. And the statements and definitions
as Coq elaborates them, every notation off, are those of recorded.txt.
"""

import re

import kernel
from project import HERE

RECORD = HERE / "recorded.txt"
PINS = "Pins"
PRINTED = "Offray.generated.Printed."
ORIGIN = """Pinned statements and the definitions under them, as Coq elaborates them, every notation off.
Written by `make -C proofs record`; read what changed. `.exp` is the constant that the list of names
at the end calls exp, `exp` without a point is bound in the statement or of Coq's prelude; positive
binary numerals are written `20p`.
"""


NUMERAL = re.compile(r"\((?P<open>(?:\.x[IO] \()*)(?P<last>\.x[IO] \.xH)(?P<close>\)*)|\.xH(?![\w'])")


def numeral(match):
    """A binary numeral as a decimal one; brackets that are not its own stay."""
    if match["last"] is None:
        return "1p"
    digits = re.findall(r"x([IO])", match["open"] + match["last"].removesuffix(".xH"))
    value = int("1" + "".join("1" if d == "I" else "0" for d in reversed(digits)), 2)
    own = match["open"].count("(") + 1
    assert len(match["close"]) >= own, match[0]
    return f"{value}p" + match["close"][own:]


def spelling(names):
    """The shortest end of each full name that no other one of them has."""
    names, found = sorted(names), {}
    for name in names:
        parts = name.split(".")
        ends = [".".join(parts[i:]) for i in range(len(parts) - 1, -1, -1)]
        found[name] = next(e for e in ends if sum(n == e or n.endswith("." + e) for n in names) == 1)
    return found


def last(name):
    """The last part of a full name."""
    return name.rsplit(".", 1)[1]


def groups(text):
    """The parts of a term `f x (g y) …`: words, and what stands in brackets."""
    found, depth = [], 0
    for token in re.findall(r"[()]|[^()\s]+", text):
        if depth and not (token == ")" and depth == 1):
            found[-1] += f" {token}"
        elif token == "(":
            found.append("")
        elif token != ")":
            found.append(token)
        depth += (token == "(") - (token == ")")
        if depth < 0:
            return found
    return [part.strip() for part in found]


def conclusion(text):
    """What stands behind the binders of `forall …, …`."""
    while True:
        text = text.strip()
        if text.startswith("(") and text.endswith(")"):
            depths = [text.count("(", 0, i) - text.count(")", 0, i) for i in range(1, len(text))]
            if min(depths) > 0:
                text = text[1:-1]
                continue
        if not text.startswith("forall "):
            return text
        depth = 0
        for i, sign in enumerate(text):
            depth += (sign == "(") - (sign == ")")
            if sign == "," and depth == 0:
                text = text[i + 1:]
                break
        else:
            return text


class Pins:
    """The compiled pins of a world."""

    def __init__(self, world):
        self.world, self.faults = world, []
        self.statements, self.definitions = {}, {}
        prefix = kernel.module(PINS) + "."
        for name in world.names:
            if name.startswith(prefix):
                short = name[len(prefix):]
                if short.startswith("pin_"):
                    self.statement(name, short[4:])
                elif short.startswith("definition_"):
                    self.definition(name, short[11:])
                else:
                    self.fault(f"{short} is no pin")
        self.needed = self.closure()
        self.cover()

    def fault(self, what):
        self.faults.append(f"Pins.v: {what}")

    def statement(self, name, lemma):
        """`pin_X : statement := @X`."""
        body = self.world.bodies.get(name, "")
        found = kernel.NAME.fullmatch(body)
        full = self.world.full.get(found[1]) if found else None
        if full is None or last(full) != lemma or not full.startswith("Offray."):
            self.fault(f"pin_{lemma} is not @{lemma}, but {body[:80] or 'opaque'}")
        elif self.world.transparent[full]:
            self.fault(f"pin_{lemma}: {full} is a definition, not a theorem")
        else:
            self.statements[lemma] = full

    def definition(self, name, what):
        """`definition_X … : X … = something`, something that does not speak of X."""
        text = conclusion(self.world.types[name])
        parts = groups(text)
        head = groups(parts[2]) if len(parts) == 4 and parts[0] == "@eq" else []
        found = kernel.NAME.fullmatch(head[0]) if head else None
        full = self.world.full[found[1]] if found else ""
        if not full.startswith("Offray."):
            self.fault(f"definition_{what} is not an equation of one of our definitions: {text[:120]}")
        elif not (what == last(full) or what.startswith(last(full) + "_")):
            self.fault(f"definition_{what} is an equation of {full}")
        elif full not in self.world.bodies:
            self.fault(f"definition_{what}: {full} has no body")
        elif full in self.world.below(parts[3]) and not self.world.bodies[full].startswith("fix "):
            self.fault(f"definition_{what} says {last(full)} = … {last(full)} …")
        elif not self.general(name, head[1:]) and not self.world.bodies[full].startswith("fix "):
            self.fault(f"definition_{what} speaks of a special case: {parts[2]}")
        else:
            self.definitions.setdefault(full, []).append(what)

    def general(self, name, arguments):
        """Whether these are different variables, each bound by the statement."""
        whole = self.world.types[name]
        before = whole[: len(whole) - len(conclusion(whole))]
        bound = {word for binder in re.findall(r"((?:[^\W\d][\w']* )+):", before) for word in binder.split()}
        return len(set(arguments)) == len(arguments) and set(arguments) <= bound - {"forall", "_"}

    def closure(self):
        """Every constant of ours under the pinned statements, at any depth."""
        world, found = self.world, set()
        waiting = [world.types[name] for name in self.statements.values()]
        while waiting:
            for name in world.below(waiting.pop()) - found:
                found.add(name)
                # A constructor or an inductive type has neither; none is among the files.
                if name not in world.types:
                    self.fault(f"{name} under a pinned statement is no constant")
                    continue
                waiting += [world.types[name], world.bodies.get(name, "")]
        return found

    def cover(self):
        """Every definition under a pinned statement has a pin, every printed one is under one."""
        self.unpinned = [name for name in sorted(self.needed)
                         if not name.startswith(PRINTED) and name not in self.definitions]
        for name in self.unpinned:
            self.fault(f"{name} occurs under a pinned statement and has no definition_{last(name)}")
        for name in self.world.names:
            if name.startswith(PRINTED) and name not in self.needed:
                self.fault(f"{name}, printed by the program, occurs in no pinned statement")

    def record(self):
        """The text of recorded.txt."""
        world = self.world
        generated = {n for n in world.names if n.startswith("Offray.generated.")}
        names = sorted(set(self.statements.values()) | self.needed | generated)
        used, items = set(), {}
        for name in (name for name in names if name in world.types):
            texts = [world.types[name]] + ([world.bodies[name]] if name in world.bodies else [])
            used |= {world.full[short] for text in texts for short in kernel.NAME.findall(text)}
            items[name] = texts
        brief = spelling(used)
        def word(match):
            return match[0].replace(match[1], "." + brief[world.full[match[1]]])

        lines = [ORIGIN]
        for name, texts in items.items():
            shown = [NUMERAL.sub(numeral, kernel.NAME.sub(word, text)) for text in texts]
            lines.append(f"{name}\n  : " + "\n  := ".join(shown))
        lines += ["", "Names", ""]
        lines += [f"{word} is {full}" for full, word in sorted(brief.items(), key=lambda pair: pair[1])]
        return "\n".join(lines) + "\n"

    def record_faults(self):
        """Where what is recorded and what is there differ."""
        if not RECORD.is_file():
            return ["recorded.txt is not there: make -C proofs record"]
        old, new = RECORD.read_text(), self.record()
        if old == new:
            return []
        was, now = split(old), split(new)
        faults = [f"recorded.txt: {name} {verb}" for name, verb in (
            *((n, "is recorded and not there") for n in was.keys() - now.keys()),
            *((n, "is not recorded") for n in now.keys() - was.keys()),
            *((n, f"reads now:{now[n][:400]}\n  recorded:{was[n][:400]}") for n in was.keys() & now.keys() if was[n] != now[n]),
        )]
        return sorted(faults) or ["recorded.txt: not as it would be written"]


def split(text):
    """{name: what is said of it} of a record."""
    found = {}
    for item in re.split(r"\n(?=\S)", text):
        name, _, rest = item.partition("\n" if "\n" in item else " is ")
        found[name] = rest
    return found
