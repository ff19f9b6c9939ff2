"""docs/pareto.md and its figure: digits against time, and which fitters nothing beats in both."""
import math
import statistics
from typing import NamedTuple

RIGHT = 4.0
INK, FRONT, BEATEN, GRID = "#1c2733", "#0072b2", "#d55e00", "#e4e7eb"


class Place(NamedTuple):
    seconds: float
    digits: float
    answered: int


def claims(problems):
    """How often success was said, and how often of these the answer was solved."""
    said = [p for p in problems if p["status"] == "converged"]
    return len(said), sum(p["verdict"] == "solved" for p in said)


def place(problems):
    """Median seconds and mean digits over the same problems for all; no parameters are no digits."""
    seconds = [p["seconds"] for p in problems if p["seconds"] is not None]
    digits = [p["digits"] or 0.0 if p["status"] == "converged" else 0.0 for p in problems]
    return Place(statistics.median(seconds), statistics.mean(digits), sum(p["status"] == "converged" for p in problems))


def beaten(at, places):
    """Whether another is at least as good in both and better in one."""
    return any(o.seconds <= at.seconds and o.digits >= at.digits and (o.seconds, o.digits) != (at.seconds, at.digits) for o in places)


def figure(rows, path):
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams |= {"svg.hashsalt": "offray", "font.size": 9, "text.color": INK, "axes.labelcolor": INK}
    from matplotlib import pyplot as plt

    places = [at for _, at, _ in rows]
    drawn, axes = plt.subplots(figsize=(9, 6))
    labels = []
    for fitter, at, _ in rows:
        front = not beaten(at, places)
        axes.scatter(at.seconds, at.digits, s=34, color=FRONT if front else BEATEN, marker="o" if front else "x", zorder=3)
        labels.append((at, fitter.head))
    # One label above another where they would meet: those of one neighbourhood are stacked.
    top = max(at.digits for at in places)
    used = []
    for at, text in sorted(labels, key=lambda x: x[0].digits):
        x, y = math.log10(at.seconds), at.digits
        while any(abs(x - u) < 0.075 * max(len(text), len(t)) and abs(y - v) < 0.024 * top for u, v, t in used):
            y += 0.006 * top
        used.append((x, y, text))
        axes.annotate(text, (at.seconds, at.digits), xytext=(at.seconds * 1.09, y), textcoords="data", fontsize=8, va="center",
                      arrowprops={"arrowstyle": "-", "color": "#9aa5b1", "linewidth": 0.5} if y > at.digits + 0.03 * top else None)
    front = sorted(at for at in places if not beaten(at, places))
    axes.step([at.seconds for at in front], [at.digits for at in front], where="post", color=FRONT, linewidth=1)
    axes.axhline(RIGHT, color="#9aa5b1", linewidth=0.8, linestyle="--")
    axes.set_xscale("log")
    left, right = axes.get_xlim()
    axes.set_xlim(left, right * 4)
    axes.set_xlabel("median seconds of the processor for one problem")
    axes.set_ylabel("mean digits of the worst parameter")
    axes.grid(True, color=GRID)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    drawn.tight_layout()
    drawn.savefig(path, metadata={"Date": None})


def cells(*texts):
    return "| " + " | ".join(texts) + " |\n"


def write(cards, names, docs):
    """The page from cards: pairs of a fitter and its score, on the problems of these names."""
    rows = []
    for fitter, card in cards:
        problems = [p for p in card["problems"] if p["problem"] in names]
        if any(p["seconds"] is not None for p in problems):
            rows.append((fitter, place(problems), problems))
    if not rows:
        return
    (docs / "figures").mkdir(exist_ok=True)
    figure(rows, docs / "figures/pareto.svg")
    places = [at for _, at, _ in rows]
    count = max(len(problems) for _, _, problems in rows)
    front = [fitter.name for fitter, at, _ in rows if not beaten(at, places)]
    wrong = sum(said - right for said, right in (claims(problems) for _, _, problems in rows))
    said = sum(claims(problems)[0] for _, _, problems in rows)
    text = f"""# Digits against time

Nothing here beats {" and ".join(front) if len(front) < 3 else ", ".join(front[:-1]) + " and " + front[-1]} in both digits and time. Of {said} answers that
their fitters called converged {wrong} have fewer than {RIGHT:.0f} right digits in some parameter: what a fitter says of
itself is no measure of either.

From the same answers as [the score card](scorecard.md) and made by the same command, on the {count} problems that every fitter
was given. Starts, draws and grids are fixed. Seconds are those of the processor: offray's with the start of the program,
JAX's with compiling, the others' of the fit alone. A problem without parameters counts as 0 digits.

![Mean digits of the worst parameter against median seconds; discs are fitters that none beats in both, the dashed line is 4 digits](figures/pareto.svg)

"""
    text += cells("fitter", "median s", "mean digits", "problems answered", "said success", f"of these right to {RIGHT:.0f} digits", "beaten in both by none")
    text += "|---|---|---|---|---|---|---|\n"
    for fitter, at, problems in rows:
        all_, right = claims(problems)
        text += cells(fitter.name, f"{at.seconds:.2g}", f"{at.digits:.2f}", f"{at.answered} of {len(problems)}", str(all_), str(right), "–" if beaten(at, places) else "yes")
    (docs / "pareto.md").write_text(text + f"\nThe problems: {', '.join(names)}.\n", encoding="utf-8")
