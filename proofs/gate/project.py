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
# The Makefile. What the surroundings say of make neither passes over a fault (`-i`) nor has
# another program run in the gate's place.
RULES = """
override SHELL := /bin/sh
override .SHELLFLAGS := -c
$(if $(findstring i,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),$(error make -i passes over what is wrong))
"""
CHECK = "\ncheck:\n" + "".join(f"\t@python3 -I -B gate {stage}\n" for stage in ("lint", "build $(JOBS)", "audit"))
RECIPE = re.compile(r"\t@python3 -I -B gate (lint|build( \$\(JOBS\))?|audit|draft|record|times|table|chk)"
                    r"|\t@\./break\.sh|\trm -rf build \$\(foreach d,\. generated,[\w./* $(),{}-]*")
LINE = re.compile(r"#.*|JOBS \?= 2|\.PHONY:[ \w]*|[a-z]+:[ a-z]*|")
# What may lie in the folder beside the listed files and what is compiled from them.
OTHERS = re.compile(r"Makefile|README\.md|_CoqProject|\.gitignore|break\.sh|faults\.sh|lemmas\.tsv|recorded\.txt"
                    r"|(generated/)?\.(lia|nia|nra)\.cache|gate/\w+\.py|gate/__pycache__/[\w.-]+")
FOLDERS = {"generated", "build", "build/generated", "gate", "gate/__pycache__"}
# A file of such a name could be taken for a library.
ROOTS = {"Coq", "Coquelicot", "Interval", "Flocq", "Bignums", "mathcomp", "Offray"}


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


def makefile_faults():
    """Where the Makefile could do another thing than the gate."""
    text = (HERE / "Makefile").read_text()
    faults = []
    if CHECK not in text:
        faults.append("Makefile: `check` is not lint, build and audit")
    if RULES not in text:
        faults.append("Makefile: it does not hold make to this shell, and to stopping")
    for number, line in enumerate(text.splitlines(), 1):
        if not (LINE.fullmatch(line) or RECIPE.fullmatch(line) or line in RULES.splitlines()):
            faults.append(f"Makefile:{number}: a line that the gate does not know: {line.strip()}")
    targets = re.findall(r"^([a-z]+):", text, re.M)
    faults += [f"Makefile: `{target}` is made in two ways" for target in sorted(set(targets)) if targets.count(target) > 1]
    return faults


def folder_faults(names):
    """What lies in the folder and is not known, and what is listed and does not lie there."""
    faults, allowed, present = [], set(), set()
    for name in names:
        folder, _, base = name[:-2].rpartition("/")
        stem = f"{folder}/" if folder else ""
        allowed |= {f"{stem}{base}{end}" for end in (".v", ".vo", ".vok", ".vos", ".glob")}
        allowed |= {f"{stem}.{base}.aux", f"build/{stem}{base}.stamp", f"build/{stem}{base}.seconds"}
    for folder, inside, files in os.walk(HERE):
        for path in [pathlib.Path(folder) / one for one in inside + files]:
            name = str(path.relative_to(HERE))
            present.add(name)
            if path.is_symlink() or not (path.is_dir() if path.name in inside else path.is_file()):
                faults.append(f"{name}: not a plain file")
            elif path.is_dir():
                faults += [] if name in FOLDERS else [f"{name}: a folder that the gate does not know"]
            elif not (name in allowed or OTHERS.fullmatch(name)):
                faults.append(f"{name}: not listed in _CoqProject" if path.suffix == ".v"
                              else f"{name}: not a file that the gate knows, nor compiled from one that is listed")
    faults += [f"{name}: listed in _CoqProject, not there" for name in names if name not in present]
    return sorted(faults)


def guide_faults(names):
    """Where the reading order of README.md and the list differ."""
    told = re.findall(r"^\| `(\w+\.v)` \|", (HERE / "README.md").read_text(), re.M)
    own = [name for name in names if "/" not in name]
    return ([f"README.md: the reading order does not name {name}" for name in own if name not in told]
            + [f"README.md: the reading order names {name} twice or in vain" for name in sorted(set(told))
               if name not in own or told.count(name) > 1])


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
    short = [name.rpartition("/")[2][:-2] for name in names]
    taken = ROOTS.union({"generated"}, *vernacular.LIBRARIES.values())
    faults += [f"_CoqProject: two files are named {name}" for name in sorted(set(short)) if short.count(name) > 1]
    faults += [f"_CoqProject: {name} is the name of a library" for name in short if name in taken]
    return faults + guide_faults(names) + makefile_faults() + folder_faults(names)


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
