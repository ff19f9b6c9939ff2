"""What an answer is: numbers by name, frozen, pickled, compared, printed."""

import pickle
from decimal import Decimal

import pytest

import offray

np = pytest.importorskip("numpy")

RUNS = "fixtures/runs/chinchilla_epoch240.csv"


@pytest.fixture(scope="module")
def fit():
    import os

    from conftest import ROOT

    os.chdir(ROOT)
    return offray.fit(RUNS)


def test_numbers_by_name(fit):
    assert list(fit.params) == ["E", "A", "B", "alpha", "beta"]
    assert fit.alpha == fit.params["alpha"] == float(fit.enclosure("alpha").value)
    value, lo, hi = fit.enclosure("alpha")
    # The value is rounded to fewer digits than its ends.
    assert lo < hi and abs(value - lo) < Decimal("1e-14")
    assert isinstance(fit.enclosure("E").lo, Decimal)
    assert fit.conf_int()["E"].lo < fit.E < fit.conf_int()["E"].hi
    narrow, wide = fit.conf_int(level=0.5)["E"], fit.conf_int(level=0.99)["E"]
    assert wide.lo < narrow.lo < narrow.hi < wide.hi
    se = [fit.bse[name] for name in fit.covariance_columns]
    assert np.allclose(np.sqrt(np.diag(fit.cov_params())), se, rtol=1e-9)
    assert fit.standard_errors("gauss-newton")["E"] > 0
    with pytest.raises(offray.InputError, match="smoothed"):
        fit.standard_errors("none")
    with pytest.raises(AttributeError):
        fit.gamma


def test_residuals_are_the_objectives(fit):
    """Huber's sum over them is the objective's value; by hand from the parameters too."""
    r, delta = np.abs(fit.residuals), 1e-3
    huber = np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)).sum()
    assert huber == pytest.approx(fit.objective_value, rel=1e-10)
    p, runs = fit.params, fit.runs
    by_hand = p["E"] + p["A"] * runs["N"] ** -p["alpha"] + p["B"] * runs["D"] ** -p["beta"]
    assert np.allclose(fit.fitted, by_hand, rtol=1e-13)
    assert len(runs["label"]) == fit.nobs == 240


def test_predictions_and_splits(fit):
    sizes = np.array([[7e10, 1e9], [1e8, 1e7]])
    found = fit.predict(sizes, 20 * sizes)
    assert found.shape == sizes.shape
    assert isinstance(fit.predict(7e10, 1.4e12), float)
    with_interval = fit.predict(sizes.ravel(), 20 * sizes.ravel(), interval=True)
    assert np.allclose(found.ravel(), with_interval.loss, rtol=1e-12)
    for loss, ends in zip(with_interval.loss, with_interval.interval):
        assert ends.lo < loss < ends.hi
    # The optimum of E + A N^-a + B D^-b on 6ND = C in closed form.
    a, b = fit.alpha, fit.beta
    budgets = np.array([1e20, 1e24])
    n = (a * fit.A / (b * fit.B)) ** (1 / (a + b)) * (budgets / 6) ** (b / (a + b))
    assert np.allclose(fit.N_opt(budgets), n, rtol=1e-10)
    assert np.allclose(fit.N_opt(budgets) * fit.D_opt(budgets) * 6, budgets, rtol=1e-12)
    assert fit.a_opt == pytest.approx(b / (a + b), rel=1e-12)
    assert fit.a_opt + fit.b_opt == 1
    split = fit.allocate(budgets)
    assert np.allclose(split.N, n, rtol=1e-10)
    assert all(lo < x < hi for x, (lo, hi) in zip(split.N, split.N_interval))


def test_frozen_compared_pickled(fit, tmp_path):
    with pytest.raises(AttributeError):
        fit.status = "proved"
    with pytest.raises(AttributeError):
        fit.params = {}
    with pytest.raises(TypeError):
        fit.params["E"] = 1.0
    fit.to_dict()["law"] = "changed"
    assert fit["law"] == "chinchilla"
    frame = {key: fit.runs[source] for key, source in [("n_params", "N"), ("n_tokens", "D"), ("loss", "loss")]}
    for one in (fit, offray.fit(frame), offray.design.check([20], beta=0.3)):
        again = pickle.loads(pickle.dumps(one))
        assert again == one and hash(again) == hash(one) and type(again) is type(one)
        assert again.summary() == one.summary()
    again = pickle.loads(pickle.dumps(offray.fit(frame)))
    # Doubles here, decimals there.
    assert np.allclose(again.residuals, fit.residuals, atol=1e-12)
    assert fit != offray.fit(RUNS, objective="sse")
    fit.save(tmp_path / "fit.json")
    loaded = offray.load(tmp_path / "fit.json")
    assert loaded == fit and loaded.params == fit.params
    with pytest.raises(offray.InputError, match="fit again"):
        loaded.allocate(1e24)
    with pytest.raises(offray.InputError, match="no answer"):
        offray.load(RUNS)


def test_printed(fit):
    assert "chinchilla" in repr(fit) and "converged" in repr(fit)
    assert "<table>" in fit._repr_html_()
    assert fit.summary().startswith("Chinchilla")
    pandas = pytest.importorskip("pandas")
    assert isinstance(fit.to_frame(), pandas.DataFrame)
    assert fit.to_frame().loc["E", "value"] == fit.E


def test_intervals_by_other_methods(fit):
    by_profile = fit.interval(method="profile")
    bca = offray.fit("fixtures/runs/tiny_boot.csv", n_bootstraps=20)
    for one, found in [(fit, by_profile), (bca, bca.interval(method="bca"))]:
        assert set(found) == set(one.params)
        assert all(ends.lo < one.params[name] < ends.hi for name, ends in found.items())


def test_laws():
    law = offray.Law("E + A*N^-alpha*experts^-beta")
    # N is a size; experts is a parameter until it is declared.
    assert "experts" in law.parameters
    law = offray.Law("L(N, experts) = E + A*N^-alpha*experts^-beta")
    assert law.inputs == ("N", "experts") and law.parameters == ("E", "A", "alpha", "beta")
    theta = {"E": 1.7, "A": 400.0, "alpha": 0.34, "beta": 0.1}
    sizes = np.array([1e8, 1e9])
    by_hand = 1.7 + 400.0 * sizes**-0.34 * 8.0**-0.1
    assert np.allclose(law(sizes, experts=8.0, params=theta), by_hand, rtol=1e-14)
    assert pickle.loads(pickle.dumps(law)) == law
    with pytest.raises(offray.InputError, match="experts"):
        law(1e8, params=theta)
    with pytest.raises(offray.InputError, match="did you mean 'chinchilla'"):
        offray.Law("chinchila")
    named = offray.Law("chinchilla")
    exact = named.exact(1e9, 2e10, params={"E": "1.69", "A": "406.4", "B": "410.7", "alpha": "0.34", "beta": "0.28"}, digits=30)
    assert float(exact["loss"].value) == pytest.approx(named(1e9, 2e10, E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28), rel=1e-15)
