"""Figures of a fit, with Matplotlib (pip install "offray[plot]").

Every figure takes ax= and returns the Axes it drew on (isoflop and residuals, which have
panels, return one Axes too: what is shown is chosen by arguments). Colours are those of Okabe
and Ito, which people with any colour vision tell apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import InputError

if TYPE_CHECKING:
    from ._fit import Fit

#: Okabe and Ito 2008: black, orange, sky blue, green, yellow, blue, vermillion, purple.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ImportError('figures need Matplotlib: pip install "offray[plot]"') from None
    return plt.subplots(figsize=(6.4, 4.4), layout="constrained")[1]


def _log_range(values: Any, beyond: float = 1.0, count: int = 200) -> Any:
    import numpy as np

    low, high = np.log(np.min(values)), np.log(np.max(values))
    return np.exp(np.linspace(low - beyond * 0.1, high + beyond * 0.1, count))


def _words(value: float) -> str:
    """1.3e9 as 1.3B."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


class Plots:
    """The figures of a fit: `fit.plot.loss()` and others."""

    def __init__(self, fit: Fit) -> None:
        self._fit = fit

    def __call__(self, **options: Any) -> Any:
        """The first of them: `loss`."""
        return self.loss(**options)

    def _runs(self) -> tuple[Any, Any, Any]:
        import numpy as np

        if self._fit.law.inputs != ("N", "D"):
            raise InputError("figures over N and D are for laws whose inputs are N and D")
        runs = self._fit.runs
        return tuple(np.asarray(runs[name]) for name in ("N", "D", "loss"))  # type: ignore[return-value]

    def loss(self, ax: Any = None) -> Any:
        """The loss over N and D: contours of the fit, the runs, and the efficient frontier."""
        import numpy as np

        n, d, loss = self._runs()
        ax = _axes(ax)
        grid_n, grid_d = np.meshgrid(_log_range(n, 2.0), _log_range(d, 2.0))
        surface = self._fit.predict(grid_n, grid_d)
        levels = np.geomspace(surface.min(), surface.max(), 14)[1:-1]
        lines = ax.contour(grid_n, grid_d, surface, levels, colors="0.6", linewidths=0.8)
        ax.clabel(lines, fontsize=7, fmt="%.2f")
        points = ax.scatter(n, d, c=loss, cmap="viridis", s=22, edgecolors="white", linewidths=0.4, zorder=3)
        ax.figure.colorbar(points, ax=ax, label="measured loss")
        budgets = np.geomspace(6 * (n * d).min(), 6 * (n * d).max(), 40)
        try:
            best_n, best_d = self._fit.allocate_compute(budgets)
        except InputError:
            pass
        else:
            ax.plot(best_n, best_d, color=COLOURS[1], lw=2, label="compute-optimal", zorder=2)
            ax.legend(loc="lower right", frameon=True)
        ax.set(xscale="log", yscale="log", xlabel="parameters N", ylabel="tokens D")
        ax.set(xlim=(grid_n.min(), grid_n.max()), ylim=(grid_d.min(), grid_d.max()))
        ax.set_title(f"{self._fit['law']}: loss over size and data")
        return ax

    def isoflop(self, budgets: Any = None, ax: Any = None) -> Any:
        """Loss against N at equal compute, each with its lowest point (five budgets spread
        over those of the runs, unless given), and the runs near each."""
        import numpy as np

        n, d, loss = self._runs()
        ax = _axes(ax)
        c = 6 * n * d
        if budgets is None:
            budgets = np.exp(np.quantile(np.log(c), [0.05, 0.3, 0.55, 0.8, 0.97]))
        budgets = np.atleast_1d(np.asarray(budgets, dtype=float))
        best_n, best_d = (np.atleast_1d(x) for x in self._fit.allocate_compute(budgets))
        for at, budget in enumerate(budgets):
            colour = COLOURS[at % len(COLOURS)]
            near = np.abs(np.log(c / budget)) < 0.25
            around = np.append(n[near], best_n[at])
            sizes = np.geomspace(around.min() / 3, around.max() * 3, 160)
            ax.plot(sizes, self._fit.predict(sizes, budget / (6 * sizes)), color=colour, label=f"{budget:.1e} FLOP")
            ax.scatter(n[near], loss[near], color=colour, s=18, alpha=0.8)
            lowest = self._fit.predict(best_n[at], best_d[at])
            ax.plot([best_n[at]], [lowest], marker="v", color=colour, ms=9, mec="black")
        # Far from every run a curve rises without end.
        ax.set_ylim(top=loss.max() * 1.05)
        ax.set(xscale="log", xlabel="parameters N", ylabel="loss")
        ax.set_title("Loss at equal compute (▼ lowest; dots: runs within 28 % of the budget)", fontsize=10)
        ax.legend(fontsize=8)
        return ax

    def frontier(self, budgets: Any = None, ax: Any = None) -> Any:
        """The lowest loss against compute with its band, and the runs."""
        import numpy as np

        n, d, loss = self._runs()
        ax = _axes(ax)
        c = 6 * n * d
        if budgets is None:
            budgets = np.geomspace(c.min(), 30 * c.max(), 24)
        found = self._fit.allocate(list(map(float, np.atleast_1d(budgets))))
        low = [ends.lo for ends in found.loss_interval]
        high = [ends.hi for ends in found.loss_interval]
        ax.scatter(c, loss, s=14, color="0.55", label="runs")
        ax.plot(found.compute, found.loss, color=COLOURS[0], lw=2, label="best split")
        ax.fill_between(found.compute, low, high, color=COLOURS[0], alpha=0.25, lw=0, label=f"{100 * self._fit._level:g} % interval of the mean")
        ax.axvline(c.max(), color="0.6", lw=0.8, ls=":")
        ax.text(c.max(), ax.get_ylim()[1], " extrapolated", va="top", fontsize=8, color="0.35")
        ax.set(xscale="log", xlabel="compute C = 6ND, FLOP", ylabel="loss")
        ax.set_title("The lowest loss that a budget buys")
        ax.legend()
        return ax

    def residuals(self, by: str = "N", ax: Any = None) -> Any:
        """Residuals against "N", "D", "D/N" or "C"."""
        import numpy as np

        n, d, _ = self._runs()
        axes = {"N": (n, "parameters N"), "D": (d, "tokens D"), "D/N": (d / n, "tokens a parameter, D/N"), "C": (6 * n * d, "compute C = 6ND, FLOP")}
        if by not in axes:
            raise InputError(f"by={by!r}: one of {', '.join(axes)}")
        x, label = axes[by]
        ax = _axes(ax)
        groups = self._fit.runs["group"]
        names = list(dict.fromkeys(groups))
        residuals = np.asarray(self._fit.residuals)
        for at, name in enumerate(names):
            mine = np.array([group == name for group in groups])
            label_ = None if name is None else str(name)
            ax.scatter(x[mine], residuals[mine], s=18, color=COLOURS[at % len(COLOURS)], marker="os^Dv"[at % 5], label=label_)
        ax.axhline(0, color="0.4", lw=0.8)
        what = "L − L̂" if self._fit.objective == "sse" else "ln L − ln L̂"
        ax.set(xscale="log", xlabel=label, ylabel=f"residual {what}", title="Residuals")
        if any(name is not None for name in names):
            ax.legend(fontsize=8)
        return ax

    def profile(self, parameter: str | None = None, ax: Any = None, count: int = 17) -> Any:
        """How far the objective rises when a parameter is held and the others follow
        (the first free one, unless named): refits on both sides of the optimum."""
        import numpy as np

        fit = self._fit
        free = fit.covariance_columns
        parameter = parameter or free[0]
        if parameter not in free:
            raise InputError(f"'{parameter}' is not free: {', '.join(free)}")
        ax = _axes(ax)
        value, se = fit.params[parameter], fit.bse[parameter]
        at = np.linspace(value - 3 * se, value + 3 * se, count)
        at = at[at > 0] if value > 0 else at
        ask = fit._asked()
        heights = []
        for x in at:
            held = {**dict(ask.options.get("fix") or {}), parameter: float(x)}
            heights.append(type(fit)(None, ask.changed(fix=held).run()).objective_value)
        ax.plot(at, heights, color=COLOURS[0], marker="o", ms=3)
        ax.plot([value], [fit.objective_value], marker="v", ms=9, color=COLOURS[1], label="optimum")
        lo, hi = fit.conf_int()[parameter]
        ax.axvspan(lo, hi, color=COLOURS[0], alpha=0.12, lw=0, label=f"{100 * fit._level:g} % interval")
        ax.set(xlabel=parameter, ylabel=f"objective, {fit.objective}", title=f"Profile of {parameter}")
        ax.legend()
        return ax
