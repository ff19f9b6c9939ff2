"""Reading a Coq file as Coq does, sentence by sentence, and refusing what is not known.

A file is cut into sentences, comments (nested) and strings set aside, wherever its lines break.
Every sentence must be of a kind named here: a kind that is not named is a fault, so that a
command, flag, attribute or notation that nobody thought of is refused as well.
"""

import functools
import re
import unicodedata

# What a file may load, by root. Of Coq itself only these: a library may bring axioms or plugins.
LIBRARIES = {
    "Coq": {"Reals", "List", "Lra", "Lia", "Psatz", "Factorial", "Classical"},
    "Coquelicot": {"Coquelicot", "Rcomplements"},
    "Interval": {"Tactic"},
}
# Notations change what a statement says: these, in these files, and no other.
NOTATIONS = {
    ("Sums.v", "Notation \"'Σ' i ∈ l , e\" := (sum l (fun i => e)) (at level 45, i name,"
               " l at level 40, e at level 45, format \"'Σ'  i  ∈  l ,  e\") : R_scope"),
    ("Laws.v", 'Local Notation "x ^ y" := (Rpower x y) : R_scope'),
    ("Program.v", "Local Notation L := Printed.interaction"),
    ("Program.v", "Local Notation L := Printed.droppo_elibol"),
    ("ProgramRepeated.v", "Local Notation L := Printed.repeated"),
    ("ProgramRepeated.v", "Local Notation L := Printed.repeated_frozen"),
}
EXACT = {"Import ListNotations", "Open Scope R_scope", "Local Open Scope R_scope"}
THEOREMS = {"Lemma", "Theorem", "Corollary", "Proposition", "Fact", "Remark"}
DEFINITIONS = {"Definition", "Example", "Fixpoint"}
SECTION_ONLY = {"Context", "Variable", "Variables", "Hypothesis", "Hypotheses", "Let"}
TACTICS = set("""
    absurd apply assert assumption auto auto_derive autorewrite case cbn cbv change clear clearbody
    compute congruence constructor contradict contradiction cut decide destruct discriminate do
    eapply eassumption easy eauto econstructor eexists elim enough erewrite exact exfalso exists
    f_equal field field_simplify fold generalize hnf idtac induction injection intro intros
    intuition inversion lapply lazymatch left let lia lra match nia nra now nsatz pattern pose progress
    refine reflexivity reg remember rename repeat replace revert rewrite right ring ring_simplify
    set setoid_rewrite simpl solve specialize split subst symmetry tauto transitivity trivial try
    unfold first interval interval_intro field_simplify_eq simple eexact etransitivity fail
    """.split())
# Never, in any sentence: giving up, compilers outside the kernel's own evaluation, universes by hand.
NEVER = {
    "admit", "Admitted", "give_up", "native_compute", "native_cast_no_check", "vm_cast_no_check",
    "exact_no_check", "change_no_check", "bypass_check", "abstract", "transparent_abstract",
    "integral", "integral_intro", "Axiom", "Parameter", "Conjecture",
}
# Parts of a sentence that change how others are read or checked: attributes, universes by hand, a
# notation behind a fixpoint, a coercion among variables, a cast that another evaluation decides.
PARTS = {"#[", "@{", "where", ":>", "<:", "<<:"}
LETTERS = set("αβγδεζηθκλμνξπρστφχψωΔΣΘΛΦΨΩℓ")
SIGNS = set("²³∈")
WORD = re.compile(r"[^\W\d][\w']*")
TOKEN = re.compile(
    r"(?P<string>\"(?:[^\"]|\"\")*\")|(?P<word>[^\W\d](?:[\w'²³]|\.(?=[^\W\d]))*)"
    r"|(?P<number>\d[\w]*(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<space>\s+)"
    r"|(?P<sign>:=|:>|<<:|<:|=>|->|<->|<-|#\[|@\{|\.\.\.?|\S)"
)


BORDER = re.compile(r"\(\*|\*\)|\"[^\"]*\"|\"")
SEEN = re.compile(r"[^\n]")


class Unread(Exception):
    """A text that cannot be read."""


def blanked(text):
    """The text with comments blanked, line numbers kept; strings stay."""
    out, depth, at = [], 0, 0
    for match in BORDER.finditer(text):
        sign = match.group()
        if sign == '"':
            raise Unread(f"line {1 + text.count(chr(10), 0, match.start())}: a string that does not end")
        part = text[at : match.start()]
        out.append(part if not depth else SEEN.sub(" ", part))
        if sign[0] == '"':
            out.append(sign if not depth else SEEN.sub(" ", sign))
        elif sign == "(*" or depth:
            depth += 1 if sign == "(*" else -1
            out.append("  ")
        else:
            out.append(sign)
        at = match.end()
    if depth:
        raise Unread("a comment that does not end")
    return "".join(out) + text[at:]


def tokens(text):
    """(line, token) of a text without comments; the end of a sentence is the token '.'."""
    found, line = [], 1
    for match in TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "space":
            line += token.count("\n")
            continue
        if token == "." and match.end() < len(text) and not text[match.end()].isspace():
            raise Unread(f"line {line}: a point that ends no sentence")
        found.append((line, token))
        if match.lastgroup == "string":
            line += token.count("\n")
    return found


@functools.cache
def sentences(text):
    """(line, [token]) of every sentence; a brace or a bullet before a tactic stays with it."""
    found, current, begun = [], [], 1
    for line, token in tokens(blanked(text)):
        if not current:
            begun = line
        if token in (".", "..."):
            if token == "...":
                raise Unread(f"line {line}: '...' ends a sentence")
            found.append((begun, current))
            current = []
        else:
            current.append(token)
    if any(token != "}" for token in current):
        raise Unread(f"line {begun}: the last sentence does not end")
    return found


def joined(found):
    """A sentence with single blanks, as the lists above write it."""
    text = " ".join(found)
    text = re.sub(r" ([,)\]])", r"\1", text)
    return re.sub(r"([(\[]) ", r"\1", text)


def plain(text):
    """A sentence of the lists above in the same form."""
    return joined([token for _, token in tokens(text)])


@functools.cache
def known_notations():
    """NOTATIONS, as sentences are joined."""
    return {(file, plain(known)) for file, known in NOTATIONS}


def characters(text):
    """Faults of single characters: look-alikes, invisible ones, and what is not expected in code."""
    faults = []
    code = blanked(text).split("\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        for sign in sorted(set(line)):
            if " " <= sign <= "~":
                continue
            name = unicodedata.name(sign, f"U+{ord(sign):04X}")
            if sign in code[number - 1]:
                if sign not in LETTERS | SIGNS:
                    faults.append((number, f"the character {name} is not among those known in code"))
            elif unicodedata.category(sign)[0] in "CZ" or "CYRILLIC" in name:
                faults.append((number, f"the character {name} is not allowed, in a comment either"))
    return faults


def has_body(found):
    """Whether a definition ends in `:= …` rather than opening a proof."""
    depth = bodies = 0
    for token in found:
        depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
        if depth == 0:
            bodies += (token == ":=") - (token == "let")
    return bodies > 0


def tactic(found):
    """The first word of a tactic, behind bullets, braces and goal selectors."""
    rest = list(found)
    while rest:
        if rest[0] in set("-+*{}"):
            rest.pop(0)
        elif len(rest) > 1 and rest[1] == ":" and (rest[0] == "all" or rest[0].isdigit()):
            del rest[:2]
        else:
            return rest[0]
    return ""


class Reader:
    """Reads one file; `faults` holds (line, what is wrong)."""

    def __init__(self, name, text, modules, own_tactics):
        self.name, self.modules, self.own_tactics = name, modules, own_tactics
        self.faults, self.requires, self.sections, self.proving = [], [], [], None
        try:
            self.faults += characters(text)
            for line, found in sentences(text):
                self.line = line
                self.sentence(found)
        except Unread as error:
            self.faults.append((0, str(error)))
            return
        if self.proving:
            self.faults.append((self.line, f"the proof of {self.proving} does not end"))
        if self.sections:
            self.faults.append((self.line, f"section {self.sections[-1]} does not end"))

    def fault(self, what):
        self.faults.append((self.line, what))

    def sentence(self, found):
        words = set(found)
        for token in sorted(words & NEVER):
            self.fault(f"`{token}` is not allowed")
        for token in sorted(words & PARTS):
            self.fault(f"`{token}`: no attribute, universe, coercion, notation or cast is stated by the way")
        if found[:1] not in (["Ltac"], ["Notation"], ["Local"]) and any(token[0] == '"' for token in found):
            self.fault(f"a string, which only a notation or a tactic may hold: `{joined(found)[:60]}`")
        if found.count("interval") + found.count("interval_intro") > found.count("i_prec"):
            self.fault("`interval` without i_prec uses hardware floats")
        if self.proving:
            self.in_proof(found)
        else:
            self.command(found)

    def in_proof(self, found):
        text = joined(found)
        if re.fullmatch(r"[}\s]*(Qed|Defined)", text):
            self.proving = None
        elif found[:1] == ["Ltac"]:
            self.own_tactic(found)
        elif text != "Proof" and not (tactic(found) in TACTICS | self.own_tactics | {"(", "[", ""}):
            self.fault(f"not a tactic that the gate knows: `{text[:60]}`")

    def command(self, found):
        head, text = found[0] if found else "", joined(found)
        if head == "From":
            self.require(found)
        elif text in EXACT:
            pass
        elif head in ("Notation", "Local"):
            if (self.name, text) not in known_notations():
                self.fault(f"a notation that the gate does not know: `{text[:60]}`")
        elif head == "Section" and len(found) == 2:
            self.sections.append(found[1])
        elif head == "End" and self.sections and found[1:] == [self.sections[-1]]:
            self.sections.pop()
        elif head == "Implicit" and found[1:2] in (["Type"], ["Types"]):
            pass
        elif head == "Ltac":
            self.own_tactic(found)
        elif head in SECTION_ONLY:
            if not self.sections:
                self.fault(f"assumed outside a section: `{text[:60]}`")
            elif head == "Let" and not has_body(found):
                self.proving = found[1]
        elif head in THEOREMS:
            self.proving = found[1]
        elif head in DEFINITIONS:
            if not has_body(found):
                self.proving = found[1]
        else:
            self.fault(f"not a command that the gate knows: `{text[:60]}`")

    def own_tactic(self, found):
        """Commands of Coq begin with a capital: a tactic of that name would let the command pass."""
        if not re.fullmatch(r"[a-z]\w*", found[1] if len(found) > 1 else "") or found[1] in TACTICS:
            self.fault(f"a tactic of this name is not allowed: `{joined(found)[:60]}`")

    def require(self, found):
        root, names = found[1], found[3:]
        if found[2:3] != ["Require"]:
            self.fault(f"not a command that the gate knows: `{joined(found)[:60]}`")
            return
        names = names[1:] if names[:1] == ["Import"] else names
        for name in names:
            if root in ("Offray", "Offray.generated"):
                file = ("generated/" if root.endswith("generated") else "") + name
                if file in self.modules:
                    self.requires.append(file)
                else:
                    self.fault(f"{root}.{name} is not a file listed before this one")
            elif name not in LIBRARIES.get(root, ()):
                self.fault(f"{root}.{name} is not a library that the gate knows")


def own_tactics(texts):
    """The names that `Ltac` defines in these texts."""
    found = set()
    for text in texts:
        try:
            found |= {s[1] for _, s in sentences(text) if s[:1] == ["Ltac"] and len(s) > 1}
        except Unread:
            pass
    return found
