"""The honesty gate of the proofs: what the proof checker itself does not refuse.

lint     every file is listed and says only what vernacular.py knows; the options are ours
build    compiles by content, with our options, in our surroundings
audit    axioms, pins, recorded statements and the table of docs/proofs.md, as the kernel has them
draft    prints the `definition_…` that Pins.v lacks
record   writes recorded.txt and lemmas.tsv
table    fills files, axioms and seconds of docs/proofs.md
times    CPU seconds per file of the last build
chk      the same compiled files through Coq's second, smaller checker (minutes)
"""

import os
import sys

# Nothing else may lie here, nor compiled forms of it be read: a `re.py` in this folder would be
# Python's own `re` to the gate.
OURS = {"__main__.py", "axioms.py", "build.py", "checker.py", "draft.py", "instances.py", "kernel.py",
        "pins.py", "project.py", "table.py", "vernacular.py", "__pycache__"}
if strange := set(os.listdir(os.path.dirname(__file__))) - OURS:
    sys.exit(f"gate: {', '.join(sorted(strange))}: not a part of the gate")
sys.pycache_prefix = os.devnull

import build
import checker
import draft
import instances
import kernel
import axioms
import pins
import project
import table


def audited():
    """The world and its pins, of files compiled as they stand."""
    old = build.stale()
    if old:
        return None, None, old
    world = kernel.World(project.listed())
    return world, pins.Pins(world), []


def audit():
    world, pinned, faults = audited()
    if faults:
        return faults
    faults = world.library_faults() + pinned.faults + pinned.record_faults()
    faults += instances.faults(world, pinned)
    more, tabled = table.faults(world, pinned)
    # Axioms are asked for last, of what is otherwise as it should be.
    faults = faults + more or axioms.faults(world, tabled)
    if not faults:
        print(f"audit: {len(pinned.statements)} statements pinned, and {len(pinned.needed)} definitions under them")
    return faults


def write(what):
    world, pinned, faults = audited()
    if not faults and what == "record":
        pins.RECORD.write_text(pinned.record())
        table.LINES.write_text(table.lines(world, pinned))
        faults = pinned.faults
    elif not faults and what == "draft":
        print(draft.drafts(world, pinned))
    elif not faults:
        table.write(world, pinned)
    return faults


def lint():
    faults = project.lint()
    if not faults:
        print(f"lint: {len(project.listed())} files, nothing assumed")
    return faults


def main():
    stage, *rest = sys.argv[1:]
    try:
        if stage == "lint":
            faults = lint()
        elif stage == "build":
            faults = build.build(int(rest[0]) if rest else 2)
        elif stage == "audit":
            faults = audit()
        elif stage in ("draft", "record", "table"):
            faults = write(stage)
        elif stage == "times":
            faults = build.times() or []
        elif stage == "chk":
            faults = checker.faults()
        else:
            faults = [f"unknown stage {stage}"]
    except kernel.Unknown as error:
        faults = [str(error)]
    for fault in faults:
        print(f"{stage}: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
