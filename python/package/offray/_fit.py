"""What a fit found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import _offray
from ._arrays import flat, matrix, vector
from ._call import Ask
from ._errors import InputError
from ._law import Law
from ._results import Enclosure, Finding, Interval, Params, Result, number, table_html

if TYPE_CHECKING:
    from ._forecast import Allocation, Prediction
    from .plot import Plots

#: Options of a fit that commands which refit do not take.
_OWN = ("format", "count_in", "log_params", "profile", "check_coverage")


class Estimate(Result):
    """Parameters of a law that were found from runs."""

    __slots__ = ()

    @property
    def _fit(self) -> dict[str, Any]:
        """The part of the answer that is a fit."""
        return self._dict

    @property
    def _parameters(self) -> dict[str, dict[str, Any]]:
        return {one["name"]: one for one in self._fit["parameters"]}

    @property
    def params(self) -> Params:
        """Every parameter as a double; NaN where the runs do not determine it."""
        return Params({name: number(p["value"]) for name, p in self._parameters.items()})

    def __getattr__(self, name: str) -> float:
        if not name.startswith("_"):
            found = self._parameters.get(name)
            if found is not None:
                return number(found["value"])
        raise AttributeError(f"a {type(self).__name__} has no {name!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._parameters]

    @property
    def enclosures(self) -> dict[str, Enclosure]:
        """Every parameter with all of its digits, between its ends."""
        out = {}
        for name, p in self._parameters.items():
            ends = p.get("enclosure") or p
            value = Decimal("NaN") if p["value"] is None else Decimal(p["value"])
            lo, hi = (Decimal(ends[end].replace("inf", "Infinity")) for end in ("lo", "hi"))
            out[name] = Enclosure(value, lo, hi)
        return out

    def enclosure(self, name: str) -> Enclosure:
        """One parameter with all of its digits, between its ends."""
        return self.enclosures[name]

    @property
    def status(self) -> str:
        """global-minimum, local-minimum, converged, boundary-minimum, not-identifiable or
        undecided."""
        return str(self._fit["status"])

    @property
    def law(self) -> Law:
        """The law."""
        return Law(self._fit["law"])

    @property
    def objective(self) -> str:
        """What was minimised."""
        return str(self._fit["objective"])

    @property
    def objective_value(self) -> float:
        """The sum over the runs that was minimised (not divided by their number)."""
        ends = self._fit["objective_value"]
        return (float(ends["lo"]) + float(ends["hi"])) / 2

    @property
    def nobs(self) -> int:
        """The runs that were fitted."""
        return int(self._fit["data"]["rows"])


class Fit(Estimate):
    """A fit of a law to runs."""

    __slots__ = ()

    def __repr__(self) -> str:
        values = ", ".join(f"{k}={v:.5g}" for k, v in self.params.items())
        return f"<offray.Fit {self._fit['law']} ({self.objective}): {values}; {self.status}>"

    def _repr_html_(self) -> str:
        rows = []
        for name, value in self.params.items():
            lo, hi = self.conf_int()[name]
            rows.append([name, f"{value:.6g}", f"{self.bse[name]:.2g}", f"{lo:.6g} … {hi:.6g}"])
        level = f"{100 * self._level:g} % interval"
        head = ["parameter", "value", "standard error", level]
        title = f"{self._fit['law']}, {self.objective}: {self.status}, {self.nobs} runs"
        return f"<p>{title}</p>" + table_html(head, rows)

    @property
    def _level(self) -> float:
        return float(self._option("level") or 0.95)

    def _option(self, name: str) -> Any:
        return None if self._ask is None else self._ask.options.get(name)

    @property
    def _kind(self) -> str:
        return str(self._option("se") or "smoothed").replace("-", "_")

    @property
    def bse(self) -> Params:
        """Standard errors, of the kind that was asked for; NaN where there is none."""
        kind = self._kind
        return Params({n: number(p["se"].get(kind)) for n, p in self._parameters.items()})

    def standard_errors(self, kind: str) -> Params:
        """Standard errors by another definition: smoothed, gauss-newton, observed, huber,
        sandwich, clustered."""
        kind = kind.replace("-", "_")
        found = self._parameters
        if any(kind not in p["se"] for p in found.values()):
            known = ", ".join(next(iter(found.values()))["se"])
            raise InputError(f"no standard errors are called '{kind}': there are {known}")
        return Params({name: number(p["se"][kind]) for name, p in found.items()})

    def cov_params(self, kind: str | None = None) -> Any:
        """The covariance of the free parameters; `covariance_columns` says which."""
        kind = (kind or self._kind).replace("-", "_")
        found = (self._fit["covariance"] or {}).get(kind)
        if found is None:
            raise InputError(f"there is no covariance of the kind '{kind}'")
        return matrix([[number(x) for x in row] for row in found["covariance"]])

    @property
    def cov(self) -> Any:
        """The covariance of the free parameters."""
        return self.cov_params()

    @property
    def covariance_columns(self) -> tuple[str, ...]:
        """The parameters that rows and columns of the covariance are about."""
        return tuple((self._fit["covariance"] or {"columns": ()})["columns"])

    def _asked(self) -> Ask:
        if self._ask is None:
            raise InputError("a fit that was read from a file has no runs to go on with: fit again")
        return self._ask

    def conf_int(self, level: float | None = None) -> dict[str, Interval]:
        """Intervals for every parameter, as `interval` gives them."""
        return self.interval(level)

    def interval(self, level: float | None = None, method: str | None = None) -> dict[str, Interval]:
        """Intervals for every parameter at a coverage (0.95): by the fit's own standard
        errors, or by `method`: smoothed, gauss-newton, observed, huber, sandwich,
        clustered, bootstrap, bca, profile."""
        changed: dict[str, Any] = {}
        if level is not None and level != self._level:
            changed["level"] = level
        if method == "bca":
            changed.update(se="bootstrap", bca=True)
        elif method == "profile":
            changed["profile"] = True
        elif method is not None:
            changed["se"] = method
        fit = self if not changed else self._again(changed)
        if method == "profile":
            ends = fit._fit["profiles"]
            return {
                p["name"]: Interval(number(p["lo"]["value"]), number(p["hi"]["value"]))
                if isinstance(p.get("lo"), Mapping)
                else Interval(number(p.get("lo")), number(p.get("hi")))
                for p in (ends["parameters"] if isinstance(ends, Mapping) else ends)
            }
        none = {"lo": None, "hi": None}
        return {
            name: Interval(*(number((p.get("interval") or none)[end]) for end in ("lo", "hi")))
            for name, p in fit._parameters.items()
        }

    def _again(self, changed: Mapping[str, Any]) -> Fit:
        """The same fit with other options, made once."""
        key = repr(sorted(changed.items()))
        if key not in self._cache:
            ask = self._asked().changed(**changed)
            self._cache[key] = Fit(ask, ask.run())
        found: Fit = self._cache[key]
        return found

    @property
    def remarks(self) -> list[str]:
        """What the fit has to say about itself."""
        return list(self._fit["remarks"])

    @property
    def warnings(self) -> list[Finding]:
        """What stands in the way of taking the numbers as they are."""
        out = []
        loose = [n for n, p in self._parameters.items() if p["held"] == "not identified"]
        if loose or self.status in ("not-identifiable", "undecided"):
            what = f"the runs do not determine {', '.join(loose)}" if loose else self.status
            out.append(Finding(self.status, "warning", what))
        bound = [n for n, p in self._parameters.items() if p["held"].startswith("at ")]
        if bound:
            text = "at the end of the range allowed: " + ", ".join(bound)
            out.append(Finding("boundary-minimum", "warning", text))
        if self._fit["twins"]:
            text = f"{len(self._fit['twins'])} other optimum is as low, or nearly"
            out.append(Finding("twins", "info", text))
        out.extend(Finding("remark", "info", text) for text in self.remarks)
        return out

    @property
    def runs(self) -> dict[str, Any]:
        """The runs that were fitted, column by column, in doubles: N, D, U (distinct
        tokens), loss, weight, other inputs, label, group."""
        if "runs" not in self._cache:
            ask = self._asked()
            tables = [] if ask.data is None else ask.data.tables
            found = _offray.fitted(ask.words(), tables, ask.inputs)
            n, d, unique, loss, weight, others, label, group = found
            columns = {"N": n, "D": d, "U": unique, "loss": loss, "weight": weight}
            columns.update(others)
            self._cache["runs"] = {
                **{name: vector(column) for name, column in columns.items()},
                "label": label,
                "group": group,
            }
        return dict(self._cache["runs"])

    @property
    def fitted(self) -> Any:
        """The loss that the fit gives for every run."""
        law, runs = self.law, self.runs
        names = [*law.inputs] if law.text.startswith("L(") else ["N", "D", "U"]
        return law.evaluate(self.params, {name: runs[name] for name in names})

    @property
    def residuals(self) -> Any:
        """Of every run ln L − ln L̂, or L − L̂ where the objective is sse."""
        import math

        pairs = list(zip(map(float, self.runs["loss"]), map(float, self.fitted)))
        if self.objective == "sse":
            return vector([loss - fitted for loss, fitted in pairs])
        return vector([math.log(loss) - math.log(fitted) for loss, fitted in pairs])

    def predict(
        self, N: Any = None, D: Any = None, *, interval: bool = False, level: float | None = None,
        **inputs: Any,
    ) -> Any:
        """The loss at sizes: numbers in the kind that they are asked for in; with
        ``interval=True`` a Prediction, as offray.predict makes it."""
        N, D = inputs.pop("n", N), inputs.pop("d", D)
        if not interval and level is None:
            law = self.law
            return law.evaluate(self.params, law._columns(N, D, inputs))
        if inputs:
            raise InputError("intervals of predictions are for sizes N and D")
        (ns, ds), _ = flat(N, D)
        sizes = [f"n={n!r},d={d!r}" for n, d in zip(ns, ds)]
        return self._predict(sizes, level)

    def _predict(self, sizes: list[str], level: float | None = None) -> Prediction:
        from ._forecast import Prediction

        ask = self._refit("predict", at=sizes, **({} if level is None else {"level": level}))
        return Prediction(ask, ask.run())

    def _refit(self, command: str, **options: Any) -> Ask:
        """Another command about the same runs and model."""
        asked = self._asked()
        if asked.options.get("count_in"):
            raise InputError("count_in: predictions are in parameters and tokens; fit without it")
        own = {k: v for k, v in asked.options.items() if k not in _OWN}
        return Ask((command,), {**own, **options}, asked.data, asked.inputs)

    def allocate(
        self, compute: Any = None, *, level: float | None = None, **options: Any
    ) -> Allocation:
        """The best split of budgets between N and D, with intervals, as offray.allocate."""
        from ._forecast import Allocation

        if level is not None:
            options["level"] = level
        ask = self._refit("allocate", budget=compute, **options)
        return Allocation(ask, ask.run())

    def _split(self, compute: Any) -> tuple[Any, Any, list[float]]:
        """(N, D) at budgets without intervals, and how N grows there."""
        from ._forecast import Allocation

        (budgets,), like = flat(compute)
        ask = Ask(
            ("allocate",),
            {"law": self._fit["law"], "params": dict(self.params), "budget": budgets},
        )
        found = Allocation(ask, ask.run())
        if found["unsupported"] is not None or len(found.rows) != len(budgets):
            raise InputError(f"there is no best split: {found['unsupported']}")
        n = like([row["n"]["value"] for row in found.rows])
        d = like([row["d"]["value"] for row in found.rows])
        return n, d, [row["growth"] for row in found.rows]

    def allocate_compute(self, C: Any) -> tuple[Any, Any]:
        """(N, D) of the lowest loss at budgets of C FLOP, 6ND = C."""
        n, d, _ = self._split(C)
        return n, d

    def N_opt(self, C: Any) -> Any:
        """The compute-optimal number of parameters at budgets of C FLOP."""
        return self._split(C)[0]

    def D_opt(self, C: Any) -> Any:
        """The compute-optimal number of tokens at budgets of C FLOP."""
        return self._split(C)[1]

    @property
    def a_opt(self) -> float:
        """The exponent of the optimum: N_opt grows as C^a_opt, where that is one power."""
        *_, growth = self._split([1e18, 1e24])
        if abs(growth[0] - growth[1]) > 1e-9:
            raise InputError("N_opt is no single power of C under this law: ask allocate(C)")
        return float(growth[0])

    @property
    def b_opt(self) -> float:
        """The other exponent: D_opt grows as C^b_opt, a_opt + b_opt = 1."""
        return 1.0 - self.a_opt

    def to_frame(self) -> Any:
        """The parameters as a data frame of pandas."""
        ends = self.interval()
        rows = [
            {"parameter": n, "value": v, "se": self.bse[n], "lo": ends[n].lo, "hi": ends[n].hi}
            for n, v in self.params.items()
        ]
        return self._frame(rows).set_index("parameter")

    @property
    def plot(self) -> Plots:
        """Figures: fit.plot.loss(), isoflop(), frontier(), residuals(), profile()."""
        from .plot import Plots

        return Plots(self)
