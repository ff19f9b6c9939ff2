#!/usr/bin/env python3
"""Makes docs/scorecard.md and docs/pareto.md anew: every adapter over every reference problem.

    python3 -m venv .venv && .venv/bin/pip install -r python/adapters/requirements.txt
    .venv/bin/python python/adapters/scorecard.py [OFFRAY] [--keep DIR] [--only NAME,…] [--patience SECONDS]

Pipes the problems through each adapter, with the Python that runs this, and its answers
through `offray oracle score`. Fitters that take seconds for a problem get the problems of SHORT alone
(--all lifts that: then nearly all of the time goes to the package `chinchilla` and to 256 starts).
"""
import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pareto

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "scorecard.md"

# Problems that every fitter gets, chosen before any of them was run: the plain Chinchilla law without bounds, which
# every adapter here can read, from every grade and kind of design, four of them real tables.
SHORT = [
    "noise-5-percent-huber", "outliers-sse", "porian-owt2",
    "grid-sse", "fan-8-huber", "chinchilla-huber-log", "gadre-c4", "gemstones-1e-3",
    "rays-18-22", "one-ray-sse",
]


class Fitter(NamedTuple):
    name: str
    head: str
    adapter: str | None
    packages: list
    slow: bool = False


FITTERS = [
    Fitter("offray, 15 digits", "offray", None, []),
    Fitter("offray, 30 digits", "offray 30", "--digits 30", [], slow=True),
    Fitter("SciPy `curve_fit`, fair start", "curve_fit, fair", "curve_fit.py fair", ["scipy"]),
    Fitter("SciPy `curve_fit`, poor start", "curve_fit, poor", "curve_fit.py poor", ["scipy"]),
    Fitter("SciPy `least_squares`, tight, fair start", "least_squares, fair", "least_squares.py fair", ["scipy"]),
    Fitter("SciPy `least_squares`, tight, poor start", "least_squares, poor", "least_squares.py poor", ["scipy"]),
    Fitter("SciPy L-BFGS-B, logarithms, fair start", "L-BFGS-B, fair", "lbfgsb.py fair", ["scipy"]),
    Fitter("SciPy L-BFGS-B, logarithms, poor start", "L-BFGS-B, poor", "lbfgsb.py poor", ["scipy"]),
    Fitter("the same, objective × 1e6, tolerances 1e-15, fair start", "L-BFGS-B tight, fair", "lbfgsb.py fair tight", ["scipy"]),
    Fitter("lmfit, fair start", "lmfit, fair", "lmfit_fit.py fair", ["lmfit"]),
    Fitter("lmfit, poor start", "lmfit, poor", "lmfit_fit.py poor", ["lmfit"]),
    # As fits are made in production; what is known of each is in its file.
    Fitter("mean, SciPy BFGS by default", "BFGS, mean", "bfgs_mean.py", ["scipy"]),
    Fitter("the same in single precision", "BFGS, mean, f32", "bfgs_mean.py f32", ["scipy"]),
    Fitter("the package `chinchilla`, 3⁵ starts", "chinchilla", "chinchilla_package.py", ["chinchilla"], slow=True),
    Fitter("JAX BFGS, single precision", "JAX f32", "jax_single.py", ["jax"], slow=True),
    Fitter("JAX BFGS, single precision, mean", "JAX f32, mean", "jax_single.py mean", ["jax"], slow=True),
    Fitter("mean, L-BFGS-B by default, 256 starts", "256 starts", "multistart.py mean", ["scipy"], slow=True),
    Fitter("absolute errors, L-BFGS-B, 256 starts", "256, absolute", "multistart.py absolute", ["scipy"], slow=True),
    Fitter("256 starts, best chosen by squares", "256, other", "multistart.py other", ["scipy"], slow=True),
    Fitter("projection, normal equations, grid 0.01", "grid 0.01", "projection_grid.py", ["numpy"], slow=True),
    Fitter("modes of 2,000 bootstraps", "modes", "bootstrap_modes.py", ["numpy"], slow=True),
]


def asked(fitter, given):
    """The problems that a fitter gets; none named is all."""
    names = [name for name in given.only.split(",") if name]
    if fitter.slow and not given.all:
        return [name for name in SHORT if not names or name in names]
    return names


def own(offray, fitter, lines):
    """offray's answers, a process a problem, so that the seconds of each are the processor's too: its start and reading included."""
    spent = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    made = []
    for line in lines:
        before = spent()
        command = [offray, "oracle", "solve", *(fitter.adapter or "").split()]
        done = subprocess.run(command, input=line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        answer = json.loads(done.stdout)
        made.append(json.dumps(answer | {"seconds": round(spent() - before, 6)}))
    return ("\n".join(made) + "\n").encode()


def answers(offray, fitter, given):
    """What one fitter answers; kept answers are not made again."""
    kept = Path(given.keep) / f"{fitter.head}.jsonl" if given.keep else None
    if kept and kept.exists():
        return kept.read_bytes()
    problems = subprocess.run([offray, "oracle", "problems", "--json", "--for-solvers", *asked(fitter, given)], capture_output=True, check=True).stdout
    if not fitter.adapter or fitter.adapter.startswith("-"):
        made = own(offray, fitter, problems.splitlines())
    else:
        script, *arguments = fitter.adapter.split()
        environment = {**os.environ, "OFFRAY_PATIENCE": given.patience, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "JAX_PLATFORMS": "cpu"}
        command = [sys.executable, str(HERE / script), *arguments]
        made = subprocess.run(command, input=problems, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=False).stdout
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(made)
    return made


def run(offray, fitter, given):
    """The card of one fitter."""
    only = ",".join(asked(fitter, given))
    score = [offray, "oracle", "score", "-", "--json"] + (["--only", only] if only else [])
    done = subprocess.run(score, input=answers(offray, fitter, given), capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{fitter.head}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def row(*cells):
    return "| " + " | ".join(cells) + " |\n"


def number(x, places=1):
    return "–" if x is None else f"{x:.{places}f}"


def summary(fitter, card):
    everything = card["summaries"][-1]
    grades = {s["difficulty"]: s for s in card["summaries"]}
    means = [number(grades.get(g, {}).get("mean")) for g in ("lower", "average", "higher")]
    open_problems, refused = everything["refusals"]
    twins, told = everything["twins"]
    seconds = [p["seconds"] for p in card["problems"] if p["seconds"] is not None]
    return row(
        fitter.name, f"{everything['solved']} of {everything['problems']}", number(everything["mean"], 2), *means,
        "%d, %d" % pareto.claims(card["problems"]), str(everything["false_successes"]), f"{refused} of {open_problems}", f"{told} of {twins}",
        f"{statistics.median(seconds):.2g}" if seconds else "–",
    )


def cell(problem):
    """Digits, or what was said instead: R for a refusal, × for no answer or `failed`; nothing where it was not asked."""
    if problem is None:
        return ""
    digits = problem["digits"] if problem["digits"] is not None else problem["psi"]
    if problem["status"] == "not-identifiable":
        return "**R**" if problem["verdict"] == "solved" else "R"
    if problem["status"] != "converged":
        return "×"
    mark = {"solved": "**", "partly": "*", "failed": ""}[problem["verdict"]]
    return f"{mark}{number(digits)}{mark}"


def page(cards, offray):
    packages = sorted({package for fitter in FITTERS for package in fitter.packages} | {"numpy"})
    card = cards[0][1]
    text = f"""# The score card

What common fitters earn on the {len(card["problems"])} reference problems (version {card["set"]}), by the protocol of
[oracle.md](oracle.md). Made by one command, with {", ".join(f"{p} {version(p)}" for p in packages)} under Python
{platform.python_version()} and {offray}:

    python3 -m venv .venv && .venv/bin/pip install -r python/adapters/requirements.txt
    .venv/bin/python python/adapters/scorecard.py --keep DIR

A problem is *solved* with 4 right digits in its worst parameter, or, where the runs do not determine the parameters, by
saying so. Digits are log relative errors against certified values; 0 for an answer that is missing, refused or said to
have failed. Doubles carry about 15.9. Starts are the problems' own: the poor one is the same for every problem of a law up to
units and bounds, the fair one is the answer with its parameters moved up and down by a fifth. offray is given none; the package makes a grid.

Fitters that take seconds for a problem, and offray to 30 digits, were given {len(SHORT)} of the problems alone, the same for each of them and chosen
before any was run: every grade and kind of design of the plain Chinchilla law, four of them real tables. Their
counts and means are over these {len(SHORT)}; [digits against time](pareto.md) compares all fitters on them.

"""
    text += row("fitter", "solved", "digits: mean", "lower", "average", "higher", "said success, and was right", "said it converged, wrongly", "unidentified, and said so", "twins told", "median s")
    text += "|---|---|---|---|---|---|---|---|---|---|---|\n"
    text += "".join(summary(fitter, card) for fitter, card in cards)
    text += """
Seconds are those of the processor, so that other work on the machine does not count; offray's include starting the program
and reading the problem, those of the others are the fit alone (JAX's with compiling it).
The robust objectives are given to SciPy's fitters as `loss="huber"` and `"soft_l1"`, which are the same functions;
`lbfgsb.py` minimises the objective itself. *Mean* is the mean over the runs in place of the sum. Fits of isoFLOP
parabolas answer no problem here: they give exponents of a split and no parameters (`offray fit --approach 2`; statement
X12). The package `chinchilla` has the plain Chinchilla law only, and says nothing of how it went.

## Problem by problem

Digits of the worst parameter; of ψ where only it is determined. Bold: solved. Italic: ψ is right, but that nothing else
is determined is not said. R: refused, "the runs do not determine the parameters". ×: no answer, or `failed`. Empty: not
asked. About 0.7 under a fair start is the start itself, a fifth off.

"""
    text += row("problem", "grade", *(fitter.head for fitter, _ in cards))
    text += "|---" * (2 + len(cards)) + "|\n"
    found = [{p["problem"]: p for p in c["problems"]} for _, c in cards]
    for problem in card["problems"]:
        text += row(problem["problem"], problem["difficulty"], *(cell(of.get(problem["problem"])) for of in found))
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("offray", nargs="?", default=str(ROOT / "target/release/offray"))
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", metavar="DIR", help="keep answers here, and use those that are here")
    parser.add_argument("--skip", default="", help="adapters to leave out, by parts of their names")
    parser.add_argument("--patience", default="120", help="seconds of the processor for one problem")
    parser.add_argument("--all", action="store_true", help="all problems to slow fitters too (hours)")
    given = parser.parse_args()
    said = subprocess.run([given.offray, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    cards = []
    for fitter in FITTERS:
        if any(part and part in fitter.head for part in given.skip.split(",")):
            continue
        card = run(given.offray, fitter, given)
        cards.append((fitter, card))
        print(summary(fitter, card), end="", flush=True)
    PAGE.write_text(page(cards, said), encoding="utf-8")
    pareto.write(cards, SHORT, ROOT / "docs")


main()
