"""Asking Coq, in an environment of our own, what the compiled files say.

Nothing is read from the sources or from indices beside them: constants, types and bodies are
those of the compiled files, printed with every notation, coercion and implicit argument off and
every name qualified, since no file of ours is imported. What is not understood is a fault.
"""

import pathlib
import re
import subprocess
import tempfile

import project
from project import HERE

PLAIN = ("Set Printing All. Set Printing Width 10000000. Set Printing Depth 10000000. "
         "Unset Printing Compact Contexts.")
MARK = "=== the next answer ==="
NAME = re.compile(r"(?<![\w'.@])@?((?:[^\W\d][\w']*\.)+[^\W\d][\w']*)")


class Unknown(Exception):
    """An answer that is not understood."""


def module(name):
    """generated/X1 as Coq names it."""
    return "Offray." + name.replace("/", ".")


def ask(files, questions):
    """The answers of Coq, one for each question, in an environment with these files loaded."""
    lines = [f"Require {' '.join(module(name) for name in files)}.", PLAIN]
    for question in questions:
        lines += [f'Goal True. idtac "{MARK}". Abort.', question]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "question.v"
        path.write_text("\n".join(lines) + "\n")
        run = subprocess.run(
            [project.coq("coqc"), *project.FLAGS, str(path)], cwd=HERE, capture_output=True, text=True,
            check=False, env=project.environment(folder),
        )
    answers = run.stdout.split(f"{MARK}\n")[1:]
    if run.returncode != 0 or len(answers) != len(questions):
        raise Unknown(f"Coq does not answer: {run.stderr.strip()[-1500:]}")
    if "..." in run.stdout:
        raise Unknown("Coq leaves out a part of an answer")
    return answers


def unfolded(text):
    """The lines of an answer, those that go on joined to the one that begins."""
    found = []
    for line in text.splitlines():
        if line[:1].isspace() and found:
            found[-1] += " " + line.strip()
        elif line.strip():
            found.append(line.rstrip())
    return found


class World:
    """Every constant of these files: its type, whether it is transparent, and then its body."""

    def __init__(self, files):
        self.files = list(files)
        self.modules = [module(name) for name in self.files]
        self.types = {}
        answers = ask(self.files, ["Print Libraries.", *(f"Print Namespace {module(f)}." for f in self.files)])
        self.libraries = answers[0].split()[3:]
        for file, answer in zip(self.files, answers[1:]):
            head, *rest = unfolded(answer)
            if head != f"{module(file)}:":
                raise Unknown(f"the constants of {file}: {head}")
            for line in rest:
                match = re.fullmatch(r"([^\W\d][\w']*): (.+)", line)
                if not match:
                    raise Unknown(f"{file}: a constant that is not understood: {line[:80]}")
                self.types[f"{module(file)}.{match[1]}"] = match[2].strip()
        self.names = list(self.types)
        self.kinds()
        self.bodies_of([name for name in self.names if self.transparent[name]])
        self.spell()

    def kinds(self):
        """Which constants are transparent, that is, have a body that a statement may unfold."""
        self.transparent = {}
        for name, answer in zip(self.names, ask(self.files, [f"About {name}." for name in self.names])):
            if f"Expands to: Constant {name}\n" not in answer:
                raise Unknown(f"{name} is another constant: {answer.strip()}")
            said = re.findall(r" is (transparent|opaque)$", answer, re.M)
            if len(said) != 1 or " is not universe polymorphic" not in answer:
                raise Unknown(f"{name}: {answer.strip()}")
            self.transparent[name] = said == ["transparent"]

    def bodies_of(self, names):
        """The bodies of the transparent ones."""
        self.bodies = {}
        for name, answer in zip(names, ask(self.files, [f"Print {name}." for name in names])):
            body, colon, rest = answer.partition("\n     : ")
            match = re.match(r"@?([\w'.]+) = ", body)
            if not colon or not match or not name.endswith("." + match[1]):
                raise Unknown(f"{name}: {answer[:200]}")
            self.bodies[name] = re.sub(r"\s+", " ", body[match.end():])

    def spell(self):
        """What each qualified name in these texts is, in full."""
        short = set()
        for text in [*self.types.values(), *self.bodies.values()]:
            short |= set(NAME.findall(text))
        short = sorted(short)
        self.full = {}
        for name, answer in zip(short, ask(self.files, [f"Locate {name}." for name in short])):
            self.full[name] = located(answer, name)

    def file_of(self, name):
        """The file of a constant of ours, without `.v`."""
        return self.files[self.modules.index(name.rsplit(".", 1)[0])]

    def below(self, text):
        """The constants of ours that a text names."""
        return {self.full[short] for short in NAME.findall(text) if self.full[short].startswith("Offray.")}

    def library_faults(self):
        """What is loaded and is neither listed nor of a library that we know."""
        own = set(self.modules)
        faults = [f"{name} is loaded and not listed" for name in self.libraries
                  if name.startswith("Offray.") and name not in own]
        return faults + [f"the library {name} is none that the gate knows" for name in self.libraries
                         if name.split(".")[0] not in project.ROOTS]


def assumptions(files, groups):
    """For every group of constants the axioms below them together, and what else Coq says.

    A line of the answer that does not say `name : type` of an axiom, as `is assumed to be guarded`
    or `relies on an unsafe hierarchy`, is what else it says: a fault."""
    questions = []
    for i, group in enumerate(groups):
        # One question about all at once: each single one would walk the library anew. Not a tuple,
        # whose type would be written out at every pair.
        every = "".join(f"let _ := @{name} in " for name in group)
        questions.append(f"Definition all_of_group_{i} := {every}tt. Print Assumptions all_of_group_{i}.")
    short = [parsed(answer) for answer in ask(files, questions)]
    every = sorted(set().union(*(found for found, _ in short)))
    full = {name: located(answer, name)
            for name, answer in zip(every, ask(files, [f"Locate {name}." for name in every]))}
    return [({full[name] for name in found}, rest) for found, rest in short]


def parsed(answer):
    """The axioms of one answer of `Print Assumptions`, and the lines that name none."""
    head, *rest = unfolded(answer) or [""]
    if head == "Closed under the global context" and not rest:
        return set(), []
    if head != "Axioms:":
        return set(), [head, *rest]
    matches = [(line, re.match(r"((?:[^\W\d][\w']*\.)+[^\W\d][\w']*) : \S", line)) for line in rest]
    return {m[1] for _, m in matches if m}, [line[:200] for line, m in matches if not m]


def located(answer, name):
    """The full name in an answer of `Locate`."""
    here = [line for line in unfolded(answer) if "(shorter name" not in line]
    match = re.fullmatch(r"(Constant|Inductive|Constructor) ([\w'.]+)(?: \(alias of [\w'.]+\))?", here[0]) if len(here) == 1 else None
    if not match:
        raise Unknown(f"the name {name}: {answer.strip()}")
    return match[2]
