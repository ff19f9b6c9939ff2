"""Predictions and splits of budgets."""

from __future__ import annotations

from typing import Any

from ._arrays import vector
from ._results import Interval, Result, number


def _ends(found: Any) -> Interval:
    found = found or {"lo": None, "hi": None}
    return Interval(number(found["lo"]), number(found["hi"]))


class Prediction(Result):
    """Losses at sizes before they are trained."""

    __slots__ = ()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One dict a size, as in the JSON."""
        return list(self._dict["predictions"])

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        losses = ", ".join(f"{number(row['loss']):.4f}" for row in self.rows[:4])
        more = "" if len(self) <= 4 else ", …"
        return f"<offray.Prediction {self._dict['law']}: {losses}{more}>"

    @property
    def loss(self) -> Any:
        """The predicted losses; NaN where the runs determine none."""
        return vector([number(row["loss"]) for row in self.rows])

    @property
    def interval(self) -> list[Interval]:
        """Where the mean loss lies."""
        return [_ends(row["interval"]) for row in self.rows]

    @property
    def new_run(self) -> list[Interval]:
        """Where the loss of one new run would lie (by jackknife+ where that is there)."""
        out = []
        for row in self.rows:
            found = row.get("new_run") or {}
            out.append(_ends(found.get("jackknife_plus") or found.get("parametric")))
        return out

    def to_frame(self) -> Any:
        """One row a size, as a data frame of pandas."""
        rows = [
            {
                "N": row["n"], "D": row["d"], "loss": number(row["loss"]), "lo": mean.lo,
                "hi": mean.hi, "new_lo": new.lo, "new_hi": new.hi,
            }
            for row, mean, new in zip(self.rows, self.interval, self.new_run)
        ]
        return self._frame(rows)


class Allocation(Result):
    """The best splits of budgets between model size and data."""

    __slots__ = ()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One dict a budget, as in the JSON."""
        return list(self._dict["allocations"])

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        one = [f"N={row['n']['value']:.4g} D={row['d']['value']:.4g}" for row in self.rows[:3]]
        more = "" if len(self) <= 3 else "; …"
        return f"<offray.Allocation {self._dict['law']}: {'; '.join(one)}{more}>"

    def _values(self, key: str) -> Any:
        return vector([number((row[key] or {}).get("value")) for row in self.rows])

    def _intervals(self, key: str) -> list[Interval]:
        return [_ends((row[key] or {}).get("interval")) for row in self.rows]

    @property
    def compute(self) -> Any:
        """The budgets, in FLOP."""
        return self._values("compute")

    @property
    def N(self) -> Any:
        """The best numbers of parameters."""
        return self._values("n")

    @property
    def D(self) -> Any:
        """The best numbers of tokens."""
        return self._values("d")

    @property
    def N_interval(self) -> list[Interval]:
        """Where they lie."""
        return self._intervals("n")

    @property
    def D_interval(self) -> list[Interval]:
        """Where they lie."""
        return self._intervals("d")

    @property
    def loss(self) -> Any:
        """The losses there."""
        return self._values("loss")

    @property
    def loss_interval(self) -> list[Interval]:
        """Where those lie."""
        return self._intervals("loss")

    def to_frame(self) -> Any:
        """One row a budget, as a data frame of pandas."""
        parts = zip(self.rows, self.N_interval, self.D_interval)
        rows = [
            {
                "compute": row["compute"]["value"], "N": row["n"]["value"], "N_lo": n.lo,
                "N_hi": n.hi, "D": row["d"]["value"], "D_lo": d.lo, "D_hi": d.hi,
                "loss": row["loss"]["value"],
            }
            for row, n, d in parts
        ]
        return self._frame(rows)
