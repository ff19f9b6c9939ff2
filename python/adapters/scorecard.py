#!/usr/bin/env python3
"""Makes docs/scorecard.md anew: every adapter over every reference problem.

    python3 -m venv .venv && .venv/bin/pip install -r python/adapters/requirements.txt
    .venv/bin/python python/adapters/scorecard.py [OFFRAY] [--keep DIR] [--only NAME,…] [--patience SECONDS]

Pipes the problems through each adapter, with the Python that runs this, and its answers
through `offray oracle score`. Nearly all of the time goes to the package `chinchilla` (243
starts a problem); `--skip chinchilla` leaves it out.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "scorecard.md"

# (name in the table, column head, adapter and arguments, packages)
FITTERS = [
    ("offray, 15 digits", "offray", None, []),
    ("offray, 30 digits", "offray 30", "--digits 30", []),
    ("SciPy `curve_fit`, fair start", "curve_fit, fair", "curve_fit.py fair", ["scipy"]),
    ("SciPy `curve_fit`, poor start", "curve_fit, poor", "curve_fit.py poor", ["scipy"]),
    ("SciPy `least_squares`, tight, fair start", "least_squares, fair", "least_squares.py fair", ["scipy"]),
    ("SciPy `least_squares`, tight, poor start", "least_squares, poor", "least_squares.py poor", ["scipy"]),
    ("SciPy L-BFGS-B, logarithms, fair start", "L-BFGS-B, fair", "lbfgsb.py fair", ["scipy"]),
    ("SciPy L-BFGS-B, logarithms, poor start", "L-BFGS-B, poor", "lbfgsb.py poor", ["scipy"]),
    ("the same, objective × 1e6, tolerances 1e-15, fair start", "L-BFGS-B tight, fair", "lbfgsb.py fair tight", ["scipy"]),
    ("lmfit, fair start", "lmfit, fair", "lmfit_fit.py fair", ["lmfit"]),
    ("lmfit, poor start", "lmfit, poor", "lmfit_fit.py poor", ["lmfit"]),
    ("the package `chinchilla`, 3⁵ starts", "chinchilla", "chinchilla_package.py", ["chinchilla"]),
]


def answers(offray, fitter, given):
    """What one fitter answers; kept answers are not made again."""
    _, head, adapter, _ = fitter
    kept = Path(given.keep) / f"{head}.jsonl" if given.keep else None
    if kept and kept.exists():
        return kept.read_bytes()
    script = adapter.split() if adapter else []
    own = not script or script[0].startswith("-")
    command = [offray, "oracle", "solve", *script] if own else [sys.executable, str(HERE / script[0]), *script[1:]]
    names = [name for name in given.only.split(",") if name]
    problems = subprocess.run([offray, "oracle", "problems", "--json", "--for-solvers", *names], capture_output=True, check=True)
    environment = {**os.environ, "OFFRAY_PATIENCE": given.patience, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, input=problems.stdout, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=False)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(done.stdout)
    return done.stdout


def run(offray, fitter, given):
    """The card of one fitter."""
    score = [offray, "oracle", "score", "-", "--json"] + (["--only", given.only] if given.only else [])
    done = subprocess.run(score, input=answers(offray, fitter, given), capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
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
        fitter[0], f"{everything['solved']} of {everything['problems']}", number(everything["mean"], 2), *means,
        str(everything["false_successes"]), f"{refused} of {open_problems}", f"{told} of {twins}",
        f"{statistics.median(seconds):.2g}" if seconds else "–",
    )


def cell(problem):
    """Digits, or what was said instead: R for a refusal, × for no answer or `failed`."""
    digits = problem["digits"] if problem["digits"] is not None else problem["psi"]
    if problem["status"] == "not-identifiable":
        return "**R**" if problem["verdict"] == "solved" else "R"
    if problem["status"] != "converged":
        return "×"
    mark = {"solved": "**", "partly": "*", "failed": ""}[problem["verdict"]]
    return f"{mark}{number(digits)}{mark}"


def page(cards, offray):
    packages = sorted({package for _, _, _, packages in FITTERS for package in packages} | {"numpy"})
    card = cards[0][1]
    text = f"""# The score card

What common fitters earn on the {len(card["problems"])} reference problems (version {card["set"]}), by the protocol of
[oracle.md](oracle.md). Made by one command, with {", ".join(f"{p} {version(p)}" for p in packages)} under Python
{platform.python_version()} and {offray}:

    python3 -m venv .venv && .venv/bin/pip install -r python/adapters/requirements.txt
    .venv/bin/python python/adapters/scorecard.py

A problem is *solved* with 4 right digits in its worst parameter, or, where the runs do not determine the parameters, by
saying so. Digits are log relative errors against certified values; 0 for an answer that is missing, refused or said to
have failed. Doubles carry about 15.9. Starts are the problems' own: the poor one is the same for every problem of a law up to
units and bounds, the fair one is the answer with its parameters moved up and down by a fifth. offray is given none; the package makes a grid.

"""
    text += row("fitter", "solved", "digits: mean", "lower", "average", "higher", "said it converged, wrongly", "unidentified, and said so", "twins told", "median s")
    text += "|---|---|---|---|---|---|---|---|---|---|\n"
    text += "".join(summary(fitter, card) for fitter, card in cards)
    text += """
Seconds are by each fitter's own clock: the fit alone.
The robust objectives are given to SciPy's fitters as `loss="huber"` and `"soft_l1"`, which are the same functions;
`lbfgsb.py` minimises the objective itself. The package `chinchilla` has the plain Chinchilla law only, and says
nothing of how it went.

## Problem by problem

Digits of the worst parameter; of ψ where only it is determined. Bold: solved. Italic: ψ is right, but that nothing else
is determined is not said. R: refused, "the runs do not determine the parameters". ×: no answer, or `failed`. About
0.7 under a fair start is the start itself, a fifth off.

"""
    text += row("problem", "grade", *(fitter[1] for fitter, _ in cards))
    text += "|---" * (2 + len(cards)) + "|\n"
    for i, problem in enumerate(card["problems"]):
        text += row(problem["problem"], problem["difficulty"], *(cell(c["problems"][i]) for _, c in cards))
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("offray", nargs="?", default=str(ROOT / "target/release/offray"))
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", metavar="DIR", help="keep answers here, and use those that are here")
    parser.add_argument("--skip", default="", help="adapters to leave out, by parts of their names")
    parser.add_argument("--patience", default="120", help="seconds for one problem")
    given = parser.parse_args()
    said = subprocess.run([given.offray, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    cards = []
    for fitter in FITTERS:
        if any(part and part in fitter[1] for part in given.skip.split(",")):
            continue
        card = run(given.offray, fitter, given)
        cards.append((fitter, card))
        print(summary(fitter, card), end="", flush=True)
    PAGE.write_text(page(cards, said), encoding="utf-8")


main()
