"""The drop-ins for scikit-learn and SciPy."""

import pickle

import numpy as np
import pytest

import offray

RNG = np.random.default_rng(5)
N, D = (x.ravel() for x in np.meshgrid(np.geomspace(1e7, 1e10, 5), [2e9, 2e10, 2e11, 1e12]))
TRUTH = {"E": 1.69, "A": 406.4, "B": 410.7, "alpha": 0.34, "beta": 0.28}
L = (TRUTH["E"] + TRUTH["A"] * N**-0.34 + TRUTH["B"] * D**-0.28) * np.exp(1e-4 * RNG.standard_normal(N.shape))


def test_a_regressor_is_the_fit_and_obeys_scikit_learn():
    base = pytest.importorskip("sklearn.base")
    selection = pytest.importorskip("sklearn.model_selection")
    pipeline = pytest.importorskip("sklearn.pipeline")
    from offray.sklearn import ScalingLawRegressor

    X = np.column_stack([N, D])
    model = ScalingLawRegressor(objective="log-sse")
    assert base.clone(model).get_params() == model.get_params()
    found = model.fit(X, L)
    own = offray.fit(N, D, L, objective="log-sse")
    assert dict(own.params) == found.params_
    assert found.score(X, L) > 0.9999
    np.testing.assert_allclose(found.predict(X), own.predict(N, D), rtol=1e-14)
    assert np.array_equal(pickle.loads(pickle.dumps(found)).predict(X), found.predict(X))
    scores = selection.cross_val_score(model, X, L, cv=selection.KFold(4, shuffle=True, random_state=0))
    assert (scores > 0.99).all()
    piped = pipeline.make_pipeline(ScalingLawRegressor(objective="log-sse")).fit(X, L)
    assert np.array_equal(piped.predict(X), found.predict(X))
    weighted = ScalingLawRegressor(objective="log-sse").fit(X, L, sample_weight=np.full(len(L), 3.0))
    assert weighted.params_["alpha"] == pytest.approx(found.params_["alpha"], rel=1e-12)
    with pytest.raises(ValueError, match="features"):
        model.fit(X[:, :1], L)
    with pytest.raises(ValueError, match="above 0"):
        model.fit(-X, L)


def test_curve_fit_needs_no_start_and_agrees_with_scipy_given_a_good_one():
    optimize = pytest.importorskip("scipy.optimize")
    from offray.scipy import curve_fit

    def law(x, E, A, alpha):
        return E + A * x**-alpha

    x = np.geomspace(1e7, 1e10, 12)
    y = law(x, 1.8, 300.0, 0.3) + 1e-3 * np.random.default_rng(1).standard_normal(12)
    ours, cov = curve_fit(law, x, y)
    theirs, their_cov = optimize.curve_fit(law, x, y, p0=[1.8, 300.0, 0.3], ftol=1e-14, xtol=1e-14)
    np.testing.assert_allclose(ours, theirs, rtol=1e-5)
    np.testing.assert_allclose(np.sqrt(np.diag(cov)), np.sqrt(np.diag(their_cov)), rtol=1e-3)
    by_text, _, fit = curve_fit("E + A*x^-alpha", x, y, full_output=True)
    assert list(by_text) == list(ours) and fit.status == "converged"
    sigma = np.full(12, 2e-3)
    _, absolute = curve_fit(law, x, y, sigma=sigma, absolute_sigma=True)
    _, their_absolute = optimize.curve_fit(
        law, x, y, p0=[1.8, 300.0, 0.3], sigma=sigma, absolute_sigma=True, ftol=1e-14, xtol=1e-14
    )
    np.testing.assert_allclose(np.sqrt(np.diag(absolute)), np.sqrt(np.diag(their_absolute)), rtol=1e-3)


def test_curve_fit_takes_several_inputs_bounds_and_refuses_what_is_no_formula():
    from offray.scipy import curve_fit

    def law(x, E, A, B, alpha, beta):
        n, d = x
        return E + A * np.power(n, -alpha) + B / d**beta

    best, cov = curve_fit(law, [N, D], L)
    assert best[3] == pytest.approx(0.34, abs=0.01) and np.isfinite(cov).all()
    held, _ = curve_fit(law, [N, D], L, bounds=([0, 0, 0, 0, 0], [1.5, np.inf, np.inf, 2, 2]))
    assert held[0] == pytest.approx(1.5)
    with pytest.raises(offray.InputError, match="numpy.sin"):
        curve_fit(lambda x, a: a * np.sin(x), N, L)
    with pytest.raises(offray.InputError, match="no if"):
        curve_fit(lambda x, a: x if x > a else a, N, L)
