"""The compiled files once more, through coqchk: a smaller checker that trusts no elaboration."""

import re
import subprocess
import tempfile

import axioms
import build
import kernel
import project


def faults():
    """What coqchk finds."""
    old = build.stale()
    if old:
        return old
    modules = [kernel.module(name) for name in project.listed()]
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run([project.coq("coqchk"), "-silent", "-o", "-R", ".", "Offray", *modules],
                             cwd=project.HERE, capture_output=True, text=True, check=False,
                             env=project.environment(home))
    said = run.stdout + run.stderr
    print(said)
    return [] if run.returncode == 0 else [said]
