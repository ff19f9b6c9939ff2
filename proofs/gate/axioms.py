"""The axioms on which the proofs may rest."""

import re

import kernel

# The classical reals of the standard library, by the letter of the table.
REALS = {
    "s": "Coq.Reals.ClassicalDedekindReals.sig_forall_dec",
    "n": "Coq.Reals.ClassicalDedekindReals.sig_not_dec",
    "f": "Coq.Logic.FunctionalExtensionality.functional_extensionality_dep",
    "c": "Coq.Logic.Classical_Prop.classic",
}
# Machine integers and their specification, which interval arithmetic computes with.
INTEGERS = re.compile(
    r"Coq\.Numbers\.Cyclic\.Int63\.(PrimInt63\.(int|head0|tail0|add|sub|mul|mulc|div|mod|diveucl|diveucl_21"
    r"|addc|addcarryc|subc|subcarryc|addmuldiv|lsl|lsr|land|lor|lxor|eqb|ltb|leb|compare)"
    r"|Uint63\.(of_to_Z|eqb_refl|eqb_correct|[a-z0-9_]+_spec))"
)
# Files whose statements are numbers, beside what the program writes into generated/.
NUMERICAL = {"Numbers", "FullNumbers", "DroppoNumbers", "Pins"}


def letters(axioms):
    """A set of axioms as the table writes it."""
    short = [letter for letter, name in REALS.items() if name in axioms]
    return " ".join(short + (["i"] if any(map(INTEGERS.fullmatch, axioms)) else []))


def numerical(world, name):
    """Whether a constant is of a file whose statements are numbers."""
    file = world.file_of(name)
    return file in NUMERICAL or file.startswith("generated/")


def faults(world, tabled):
    """Every constant rests on what it may rest on, and the lemmas of the table, grouped by the
    letters that it states, on exactly those. A pin rests on what its lemma rests on."""
    groups = [(stated, names) for stated, names in tabled.items()]
    done = {name for names in tabled.values() for name in names}
    rest = [n for n in world.names if n not in done and not n.startswith("Offray.Pins.pin_")]
    for kind in (False, True):
        groups.append((None, [n for n in rest if numerical(world, n) == kind]))
    found, seen = [], set()
    for (stated, names), (used, else_said) in zip(groups, kernel.assumptions(world.files, [names for _, names in groups])):
        found += [f"Coq says of what is proved: {line}" for line in else_said]
        integers = any(numerical(world, name) for name in names)
        wrong = {a for a in used if a not in REALS.values() and not (integers and INTEGERS.fullmatch(a))}
        found += [f"{culprits(world, names, axiom)}: rests on {axiom}" for axiom in sorted(wrong)]
        if stated is not None and not wrong and letters(used) != stated:
            found.append(f"docs/proofs.md: lemmas said to rest on '{stated}' rest on '{letters(used)}': "
                         + " ".join(name.rsplit(".", 1)[1] for name in names))
        if stated is not None and "i" in stated.split():
            found += [f"docs/proofs.md: {name} is in no numerical file" for name in names if not numerical(world, name)]
        seen |= used
    if not found:
        reals = seen & set(REALS.values())
        print(f"audit: {len(world.names)} constants rest on {len(reals)} axioms of the classical reals"
              f" ({len(seen - reals)} on machine integers, in the numerical files)")
    return found


def culprits(world, names, axiom):
    """The files among these constants that rest on an axiom."""
    files = sorted({world.file_of(name) for name in names})
    single = kernel.assumptions(world.files, [[n for n in names if world.file_of(n) == f] for f in files])
    return ", ".join(f"{file}.v" for file, (used, _) in zip(files, single) if axiom in used)
