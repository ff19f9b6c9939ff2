"""Our compiled files once more, through coqchk: a smaller checker, which trusts neither tactics nor
elaboration. The libraries are taken as they are; make it check them too with a night to spare."""

import re
import subprocess
import tempfile

import build
import kernel
import project

TITLE = re.compile(r"\* (Theory: Set is predicative|Axioms:|Constants/Inductives relying on type-in-type:"
                   r"|Constants/Inductives relying on unsafe \(co\)fixpoints:|Inductives whose positivity is assumed:)(.*)")


def faults():
    """What coqchk finds."""
    old = build.stale()
    if old:
        return old
    files = [part for name in project.listed() for part in ("-norec", kernel.module(name))]
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run([project.coq("coqchk"), "-silent", "-o", "-R", ".", "Offray", *files],
                             cwd=project.HERE, capture_output=True, text=True, check=False,
                             env=project.environment(home))
    if run.returncode != 0:
        return [f"coqchk: {(run.stdout + run.stderr).strip()[-1500:]}"]
    found = read(run.stdout)
    if not found:
        print(f"chk: coqchk agrees on {len(project.listed())} files")
    return found


def read(summary):
    """The faults in a context summary: five parts, and nothing of ours assumed in any of them."""
    _, head, rest = summary.partition("CONTEXT SUMMARY")
    lines = [line.strip() for line in rest.splitlines() if line.strip() and set(line.strip()) != {"="}]
    titles = [line for line in lines if line.startswith("*")]
    found = [f"coqchk says: {line}" for line in titles if not TITLE.fullmatch(line)]
    if not head or len(titles) != 5:
        found.append(f"coqchk is not understood: {summary.strip()[-500:]}")
    return found + [f"coqchk says of ours: {line}" for line in lines if "Offray." in line]
