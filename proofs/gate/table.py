"""The table of docs/proofs.md: statement | lemma | axioms | file | seconds; and lemmas.tsv, where
the program finds file and line of a lemma."""

import re

import axioms
import build
import kernel
import vernacular
from project import DOCS, HERE

ROW = re.compile(r"\| (?P<statement>.*?) \| `(?P<lemma>\w+)` \| (?P<axioms>.*?) \| (?P<file>.*?) \| (?P<seconds>.*?) \|", re.ASCII | re.DOTALL)
HEAD = "| statement | lemma | axioms | file | seconds |"
LINES = HERE / "lemmas.tsv"


def rows(text):
    """(line number, row) of the table, None for a row that cannot be read."""
    found, inside = [], False
    for i, line in enumerate(text.splitlines()):
        inside = line.startswith("|") and (inside or line == HEAD)
        if inside and line != HEAD and not line.startswith("|---"):
            found.append((i, ROW.fullmatch(line)))
    return found


def faults(world, pins):
    """What is wrong with the table, axioms aside, and {axioms stated: constants}."""
    found, wrong, groups = rows(DOCS.read_text()), [], {}
    if not found:
        wrong.append("docs/proofs.md: it has no table")
    for i, row in found:
        lemma = row and row["lemma"]
        name = pins.statements.get(lemma)
        if row is None:
            wrong.append(f"docs/proofs.md:{i + 1}: not a row of the table")
        elif name is None:
            wrong.append(f"docs/proofs.md: `{lemma}` is not pinned in Pins.v")
        elif row["file"] != f"`{world.file_of(name)}.v`":
            wrong.append(f"docs/proofs.md: `{lemma}` is in {world.file_of(name)}.v, not in {row['file']}")
        else:
            groups.setdefault(row["axioms"], []).append(name)
    ours = {name.rsplit(".", 1)[1] for name in (*world.names, *axioms.REALS.values())}
    for page in sorted(DOCS.parent.glob(f"{DOCS.stem}*.md")):
        named = re.findall(r"`([A-Za-z]\w*_\w+)`", page.read_text())
        wrong += [f"docs/{page.name}: no file of ours says `{name}`" for name in sorted(set(named) - ours)]
    if not LINES.is_file() or LINES.read_text() != lines(world, pins):
        wrong.append("lemmas.tsv: not as it would be written: make -C proofs record")
    return wrong, groups


def lines(world, pins):
    """lemma, file and line of every pinned lemma."""
    found = []
    for lemma, name in sorted(pins.statements.items()):
        file = world.file_of(name)
        source = vernacular.blanked((HERE / f"{file}.v").read_text()).splitlines()
        opens = re.compile(rf"(Lemma|Theorem|Corollary|Proposition|Fact|Remark) {lemma}(?![\w'])")
        at = [i for i, line in enumerate(source, 1) if opens.match(line)]
        if len(at) != 1:
            raise kernel.Unknown(f"{lemma} is stated on {len(at)} lines of {file}.v")
        found.append(f"{lemma}\t{file}.v\t{at[0]}\n")
    return "".join(found)


def write(world, pins):
    """Fills file and seconds of every row, and the axioms of the rows that say `?`."""
    text = DOCS.read_text()
    old = text.splitlines()
    found = [(i, row, pins.statements[row["lemma"]]) for i, row in rows(text) if row and row["lemma"] in pins.statements]
    asked = [name for _, row, name in found if row["axioms"] == "?"]
    known = dict(zip(asked, kernel.assumptions(world.files, [[name] for name in asked])))
    for i, row, name in found:
        stated = axioms.letters(known[name][0]) if name in known else row["axioms"]
        file = world.file_of(name)
        seconds = float((build.FOLDER / f"{file}.seconds").read_text())
        old[i] = f"| {row['statement']} | `{row['lemma']}` | {stated} | `{file}.v` | {seconds:.1f} |"
    DOCS.write_text("\n".join(old) + "\n")
