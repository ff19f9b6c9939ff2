#!/usr/bin/env python3
"""The honesty gate of the proofs: what the proof checker itself does not refuse.

lint    every .v is listed in _CoqProject and the other way round; no unproved or assumed
        statement; no switched-off check; `interval` always at a stated precision; each file
        opens with its table of names; every theorem of the table in docs/proofs.md is pinned.
audit   Print Assumptions of every constant against the allow-list below, and of the theorems of
        the table against the axioms that it states.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs" / "proofs.md"

# The classical reals of the standard library.
REALS = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
# Machine integers and their specification, which interval arithmetic computes with.
INTEGERS = re.compile(
    r"PrimInt63\.(int|head0|tail0|add|sub|mul|mulc|div|mod|diveucl|diveucl_21|addc|addcarryc|subc"
    r"|subcarryc|addmuldiv|lsl|lsr|land|lor|lxor|eqb|ltb|leb|compare)"
    r"|Uint63\.(of_to_Z|eqb_refl|eqb_correct|[a-z0-9_]+_spec)"
)
# Files whose statements are numbers; what the program writes goes into generated/.
NUMERICAL = {"Numbers", "FullNumbers", "Pins"}
GENERATED = "generated/"

FORBIDDEN = [
    r"Admitted", r"admit", r"give_up", r"Abort", r"Axioms?", r"Conjecture", r"Parameters?",
    r"Primitive", r"Declare\s+ML\s+Module", r"bypass_check", r"Load", r"Redirect",
    r"Unset\s+(Guard|Positivity|Universe)\s+Checking", r"Cd", r"Add\s+(Rec\s+)?LoadPath",
    r"native_compute",
]
IN_SECTION = r"(Hypothesis|Hypotheses|Variables?|Context)\b"


def listed():
    """The files of _CoqProject, in order."""
    lines = (HERE / "_CoqProject").read_text().splitlines()
    return [line.strip() for line in lines if line.strip().endswith(".v")]


def code(text):
    """The text with comments and strings blanked, line numbers kept."""
    out, depth, i, quoted = [], 0, 0, False
    while i < len(text):
        two = text[i : i + 2]
        if not quoted and two == "(*":
            depth, i = depth + 1, i + 2
        elif not quoted and depth and two == "*)":
            depth, i = depth - 1, i + 2
        else:
            if text[i] == '"':
                quoted = not quoted
            keep = text[i] == "\n" or (not depth and not quoted and text[i] != '"')
            out.append(text[i] if keep else " ")
            i += 1
    return "".join(out)


def lint():
    faults = []
    names = listed()
    present = sorted(str(p.relative_to(HERE)) for p in HERE.rglob("*.v") if "build" not in p.parts)
    faults += [f"{name}: not listed in _CoqProject" for name in present if name not in names]
    faults += [f"{name}: listed in _CoqProject, not there" for name in names if name not in present]
    for name in sorted(set(names) & set(present)):
        text = (HERE / name).read_text()
        opening = text[: text.find("*)")]
        if not (text.startswith("(**") and re.search(r"\bname +== +meaning", opening)):
            faults.append(f"{name}: does not open with a table `name == meaning`")
        depth = 0
        for number, line in enumerate(code(text).splitlines(), 1):
            for word in FORBIDDEN:
                if re.search(rf"(?<![\w.']){word}(?![\w'])", line):
                    faults.append(f"{name}:{number}: `{word}` is not allowed: {line.strip()}")
            if re.match(r"\s*Section\b", line):
                depth += 1
            elif re.match(r"\s*End\b", line):
                depth -= 1
            elif depth == 0 and re.search(rf"(?<![\w']){IN_SECTION}", line):
                faults.append(f"{name}:{number}: assumed outside a section: {line.strip()}")
            if re.match(r"\s*(Export\s+)?Module\b", line):
                faults.append(f"{name}:{number}: modules hide names from the audit")
            if re.search(r"(?<![\w'])interval(_intro)?(?![\w'])", line) and "i_prec" not in line:
                faults.append(f"{name}:{number}: `interval` without i_prec uses hardware floats")
    if DOCS.exists():
        pins = set(re.findall(r"^Definition pin_(\w+)", (HERE / "Pins.v").read_text(), re.M))
        for lemma in re.findall(r"^\| .*?\| `(\w+)` \|", DOCS.read_text(), re.M):
            if lemma not in pins:
                faults.append(f"docs/proofs.md: `{lemma}` is not pinned in Pins.v")
    return faults


def constants(name):
    """Every constant that a compiled file defines, and every axiom."""
    source = (HERE / f"{name}.v").read_bytes()
    found, axioms = [], []
    for line in (HERE / f"{name}.glob").read_text().splitlines():
        match = re.match(r"(\w+) (\d+):(\d+) (\S+) (\S+)$", line)
        if not match:
            continue
        kind, start, end = match.group(1), int(match.group(2)), int(match.group(3))
        if kind in ("def", "prf", "thm", "lem", "ind", "rec", "inst"):
            found.append(source[start : end + 1].decode())
        elif kind in ("ax", "prm"):
            axioms.append(source[start : end + 1].decode())
    return found, axioms


def assumptions(found):
    """The axioms below all the constants of {file: constants} together, or why not known."""
    # One question about all of them at once: each single one would walk the library anew.
    modules = {name: name.replace("/", ".") for name in found}
    every = "".join(f", @Offray.{modules[name]}.{c}" for name, cs in found.items() for c in cs)
    lines = [f"From Offray Require {' '.join(modules.values())}.", f"Definition all_of_it := (tt{every}).",
             "Print Assumptions all_of_it."]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "audit_file.v"
        path.write_text("\n".join(lines) + "\n")
        run = subprocess.run(
            ["coqc", "-q", "-w", "none", "-R", str(HERE), "Offray", str(path)],
            capture_output=True, text=True, check=False,
        )
    if run.returncode != 0:
        return None, run.stderr
    if "Axioms:" not in run.stdout and "Closed under the global context" not in run.stdout:
        return None, run.stdout
    names = set(re.findall(r"^([A-Za-z_][\w.']*)(?: :|$)", run.stdout, re.M))
    return names - {"Axioms", "Closed"}, ""


def audit():
    faults, used_all = [], set()
    groups = {False: {}, True: {}}
    for path in listed():
        name = path[: -len(".v")]
        found, axioms = constants(name)
        faults += [f"{path}: assumes {axiom}" for axiom in axioms]
        groups[name in NUMERICAL or name.startswith(GENERATED)][name] = found
    for numerical, found in groups.items():
        used, error = assumptions(found)
        if used is None:
            faults.append(f"the audit could not be read: {error}")
            continue
        allowed = REALS | ({a for a in used if INTEGERS.fullmatch(a)} if numerical else set())
        for axiom in sorted(used - allowed):
            culprits = [n for n, cs in found.items() if axiom in (assumptions({n: cs})[0] or ())]
            faults.append(f"{', '.join(culprits)}: rests on {axiom}")
        used_all |= used
    if not faults:
        total = sum(len(cs) for found in groups.values() for cs in found.values())
        print(f"audit: {total} constants rest on {len(used_all & REALS)} axioms of the classical reals"
              f" ({len(used_all - REALS)} on machine integers, in the numerical files)")
    return faults


def main():
    faults = {"lint": lint, "audit": audit}[sys.argv[1]]()
    if sys.argv[1] == "audit":
        import table  # which reads this module

        faults += table.faults()
    for fault in faults:
        print(f"{sys.argv[1]}: {fault}", file=sys.stderr)
    if faults:
        sys.exit(1)
    if sys.argv[1] == "lint":
        print(f"lint: {len(listed())} files, nothing assumed")


if __name__ == "__main__":
    main()
