"""A scaling law as an estimator of scikit-learn. Needs scikit-learn (`pip install "offray[sklearn]"`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from ._api import fit as _fit
from ._errors import InputError
from ._fit import Fit
from ._law import Law


class ScalingLawRegressor(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Fits a law to X = (N, D), or (N, D, U) for repeated data, and y = the loss.

    The search is global and takes no starting guess. After `fit`: `params_`, `fit_` (everything
    that `offray.fit` returns, with intervals), `n_features_in_`.

    law, formula, objective, bounds, fix, tie, seed    as those of `offray.fit`
    """

    fit_: Fit
    params_: dict[str, float]

    def __init__(
        self,
        law: str | None = None,
        *,
        formula: str | None = None,
        objective: str | None = None,
        bounds: Mapping[str, Any] | None = None,
        fix: Mapping[str, Any] | None = None,
        tie: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> None:
        self.law = law
        self.formula = formula
        self.objective = objective
        self.bounds = bounds
        self.fix = fix
        self.tie = tie
        self.seed = seed

    def _columns(self, X: Any) -> dict[str, Any]:
        names = ("N", "D", "U")
        if not 2 <= X.shape[1] <= len(names):
            raise ValueError(f"X has {X.shape[1]} features: N and D are wanted, or N, D and U")
        if not (X > 0).all():
            raise ValueError("Negative values in data passed to X: N, D and U are above 0")
        return {name: np.ascontiguousarray(X[:, i]) for i, name in enumerate(names[: X.shape[1]])}

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> ScalingLawRegressor:
        """Fits the law to sizes X and losses y; weights are precisions."""
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        columns = {**self._columns(X), "loss": np.asarray(y, dtype=np.float64)}
        if sample_weight is not None:
            columns["weight"] = np.broadcast_to(np.asarray(sample_weight, float), y.shape).copy()
        names = {"N": "n", "D": "d", "U": "unique", "loss": "loss", "weight": "weight"}
        try:
            self.fit_ = _fit(
                columns,
                columns={names[name]: name for name in columns},
                law=self.law,
                formula=self.formula,
                objective=self.objective,
                bounds=self.bounds,
                fix=self.fix,
                tie=self.tie,
                seed=self.seed,
            )
        except InputError as error:
            raise ValueError(str(error)) from error
        self.params_ = dict(self.fit_.params)
        return self

    def predict(self, X: Any) -> Any:
        """The mean loss at sizes X."""
        check_is_fitted(self, "fit_")
        X = validate_data(self, X, dtype=np.float64, reset=False)
        law: Law = self.fit_.law
        columns = self._columns(X)
        return np.asarray(law.evaluate(self.params_, {"U": columns["D"], **columns}))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.positive_only = True
        # Two or three columns that are sizes: a law is not a regression on anything.
        tags.regressor_tags.poor_score = True
        return tags
