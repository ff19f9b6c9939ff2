#!/usr/bin/env python3
"""The table of docs/proofs.md: statement | lemma | axioms | file | seconds.

write   fills file and seconds of every row, and the axioms of the rows that have none yet
        (`write all`: of every row; minutes), from the last build
faults  what the audit finds wrong with it: a lemma in another file, axioms that are not stated
"""

import re
import sys

import gate

ROW = re.compile(r"^\| (?P<statement>.*?) \| `(?P<lemma>\w+)` \| (?P<axioms>.*?) \| (?P<file>.*?) \| (?P<seconds>.*?) \|$")
LETTERS = {
    "s": "ClassicalDedekindReals.sig_forall_dec",
    "n": "ClassicalDedekindReals.sig_not_dec",
    "f": "FunctionalExtensionality.functional_extensionality_dep",
    "c": "Classical_Prop.classic",
}


def rows(text):
    """(line number, row) of the table."""
    found = [(i, ROW.match(line)) for i, line in enumerate(text.splitlines())]
    return [(i, row) for i, row in found if row]


def homes():
    """The file in which each constant is defined."""
    return {c: path for path in gate.listed() if path != "Pins.v"
            for c in gate.constants(path[: -len(".v")])[0]}


def letters(axioms):
    """A set of axioms as the table writes it."""
    short = [letter for letter, name in LETTERS.items() if name in axioms]
    integers = any(gate.INTEGERS.fullmatch(a) for a in axioms)
    return " ".join(short + (["i"] if integers else []))


def used_by(lemmas, home):
    """The axioms below these lemmas together, as letters."""
    found = {}
    for lemma in lemmas:
        found.setdefault(home[lemma][: -len(".v")], []).append(lemma)
    used, error = gate.assumptions(found)
    if used is None:
        sys.exit(error)
    return letters(used)


def faults():
    if not gate.DOCS.exists():
        return []
    home, wrong, groups = homes(), [], {}
    for _, row in rows(gate.DOCS.read_text()):
        lemma = row["lemma"]
        if row["file"] != f"`{home.get(lemma)}`":
            wrong.append(f"docs/proofs.md: `{lemma}` is in {home.get(lemma)}, not in {row['file']}")
        else:
            groups.setdefault(row["axioms"], []).append(lemma)
    for stated, lemmas in groups.items():
        used = used_by(lemmas, home)
        if used != stated:
            wrong.append(f"docs/proofs.md: lemmas said to rest on '{stated}' rest on '{used}': {' '.join(lemmas)}")
    return wrong


def write(everything):
    text = gate.DOCS.read_text()
    lines, home = text.splitlines(), homes()
    for i, row in rows(text):
        lemma = row["lemma"]
        file = home[lemma]
        axioms = used_by([lemma], home) if everything or row["axioms"] == "?" else row["axioms"]
        seconds = float((gate.HERE / "build" / f"{file[:-2]}.seconds").read_text())
        lines[i] = f"| {row['statement']} | `{lemma}` | {axioms} | `{file}` | {seconds:.1f} |"
    gate.DOCS.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2:] == ["all"])
    else:
        print("\n".join(faults()))
