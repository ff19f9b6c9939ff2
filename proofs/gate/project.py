"""The files: which there are, which are listed, and how they are compiled."""

import os
import pathlib
import re
import shutil

import vernacular

HERE = pathlib.Path(__file__).resolve().parent.parent
DOCS = HERE.parent / "docs" / "proofs.md"
# The options of every run of Coq. _CoqProject states the same for editors, and nothing else.
FLAGS = ["-q", "-w", "-notation-overridden,-ambiguous-paths", "-R", ".", "Offray"]
HEADER = ["-R . Offray", "-arg -w", "-arg -notation-overridden,-ambiguous-paths"]
RECIPE = re.compile(r"\t@python3 -I -B gate (lint|build( \$\(JOBS\))?|audit|draft|record|times|table|chk)"
                    r"|\t@\./break\.sh|\trm -rf build [\w./* $(),{}-]*")
LINE = re.compile(r"#.*|JOBS \?= 2|\.PHONY:[ \w]*|[a-z]+:[ a-z]*|SHELL := /bin/bash|")


CHECK = "\ncheck:\n" + "".join(f"\t@python3 -I -B gate {stage}\n" for stage in ("lint", "build $(JOBS)", "audit"))


def environment(home):
    """Of the surroundings only what a program needs to run: no COQPATH, COQLIB, COQBIN, plugins."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LANG": "C.UTF-8"}


def coq(program):
    """A program of Coq's."""
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is missing (Debian: apt-get install coq libcoq-interval)")
    return found


def listed():
    """The files of _CoqProject, in order, without `.v`."""
    lines = (HERE / "_CoqProject").read_text().splitlines()
    return [line[:-2] for line in lines if re.fullmatch(r"(generated/)?\w+\.v", line, re.ASCII)]


def readers():
    """Every listed file that is there, read."""
    names = [name for name in listed() if (HERE / f"{name}.v").is_file()]
    texts = {name: (HERE / f"{name}.v").read_text() for name in names}
    tactics = vernacular.own_tactics(texts.values())
    return {name: vernacular.Reader(f"{name}.v", texts[name], set(names[:i]), tactics)
            for i, name in enumerate(names)}


def project_faults():
    """What is wrong with _CoqProject, the Makefile and the folder."""
    faults = []
    lines = (HERE / "_CoqProject").read_text().splitlines()
    if lines[:3] != HEADER:
        faults.append("_CoqProject: its first lines are not the options that the gate knows")
    names = [f"{name}.v" for name in listed()]
    for line in lines[3:]:
        if line and line not in names:
            faults.append(f"_CoqProject: a line that the gate does not know: {line}")
    faults += [f"_CoqProject: {name} is listed twice" for name in set(names) if names.count(name) > 1]
    makefile = (HERE / "Makefile").read_text()
    if CHECK not in makefile:
        faults.append("Makefile: `check` is not lint, build and audit")
    for number, line in enumerate(makefile.splitlines(), 1):
        if not (LINE.fullmatch(line) or RECIPE.fullmatch(line)):
            faults.append(f"Makefile:{number}: a line that the gate does not know: {line.strip()}")
    every = [path for path in HERE.rglob("*") if path.suffix in (".v", ".vo", ".vio", ".cmxs", ".ml")]
    present = {str(path.relative_to(HERE)): path for path in every}
    for name, path in sorted(present.items()):
        if path.is_symlink() or not path.is_file():
            faults.append(f"{name}: not a plain file")
        elif path.suffix == ".v" and name not in names:
            faults.append(f"{name}: not listed in _CoqProject")
        elif path.suffix != ".v" and (path.suffix != ".vo" or f"{name[:-1]}" not in names):
            faults.append(f"{name}: compiled from no listed file")
    faults += [f"{name}: listed in _CoqProject, not there" for name in names if name not in present]
    faults += [f"{n}: would be read in place of Makefile" for n in ("GNUmakefile", "makefile") if (HERE / n).exists()]
    return faults


def lint():
    """All that can be said before anything is compiled."""
    faults = project_faults()
    for name, reader in readers().items():
        text = (HERE / f"{name}.v").read_text()
        opening = text[: text.find("*)")]
        if not (text.startswith("(**") and re.search(r"\bname +== +meaning", opening)):
            faults.append(f"{name}.v: does not open with a table `name == meaning`")
        faults += [f"{name}.v:{line}: {what}" for line, what in reader.faults]
    return faults
