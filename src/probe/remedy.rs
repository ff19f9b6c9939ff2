//! What mends a cause, as a line of code for the tools in use.

use serde::Serialize;

use super::case::Case;
use super::cause::Kind;

/// A line for one tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// The tool.
    pub tool: &'static str,
    /// What to write.
    pub line: String,
}

/// Lines for a cause, the plainest first.
pub fn remedies(kind: Kind, case: &Case<'_>) -> Vec<Remedy> {
    let delta = case.objective.delta().map(ToString::to_string);
    let delta = delta.as_deref().unwrap_or("1e-3");
    let lines: &[(&'static str, &str)] = match kind {
        Kind::ObjectiveScale => &[
            (
                "SciPy",
                "minimize(lambda u: 1e6 * m * mean_loss(u), u0, jac=True, method='BFGS', options={'gtol': 1e-9})  # the sum, times 1e6, with its gradient",
            ),
            (
                "SciPy",
                "least_squares(residuals, u0, loss='huber', f_scale=DELTA, x_scale='jac', jac='3-point', ftol=1e-15, xtol=1e-15, gtol=1e-15)",
            ),
            (
                "lmfit",
                "minimize(residuals, params, method='least_squares', loss='huber', f_scale=DELTA, x_scale='jac', ftol=1e-15, xtol=1e-15, gtol=1e-15)",
            ),
            (
                "JAX",
                "jax.config.update('jax_enable_x64', True); minimize(lambda u: 1e6 * sum_loss(u), u0, method='BFGS', tol=1e-9)",
            ),
            (
                "torch",
                "torch.optim.LBFGS(params, tolerance_grad=1e-12, tolerance_change=0, max_iter=10_000, line_search_fn='strong_wolfe')  # on 1e6 * the sum, in float64",
            ),
            (
                "Julia",
                "optimize(u -> 1e6 * sum_loss(u), u0, Newton(), Optim.Options(g_abstol=1e-9); autodiff=:forward)",
            ),
        ],
        Kind::Iterations => &[
            (
                "SciPy",
                "minimize(f, u0, jac=True, method='L-BFGS-B', options={'maxiter': 100_000, 'maxfun': 1_000_000, 'ftol': 1e-15, 'gtol': 1e-12})  # and refuse the answer unless result.success",
            ),
            ("lmfit", "minimize(residuals, params, max_nfev=1_000_000)"),
            (
                "torch",
                "torch.optim.LBFGS(params, max_iter=100_000, max_eval=1_000_000, line_search_fn='strong_wolfe')",
            ),
            ("Julia", "Optim.Options(iterations=100_000)"),
        ],
        Kind::Precision => &[
            ("JAX", "jax.config.update('jax_enable_x64', True)  # before any array is made"),
            ("torch", "torch.set_default_dtype(torch.float64)"),
            ("NumPy", "runs = runs.astype(np.float64)"),
            ("Julia", "Float64.(runs)"),
        ],
        Kind::RoundedData => &[
            (
                "NumPy",
                "loss = np.asarray(losses, dtype=np.float64)  # read the table as text, never through a shorter format",
            ),
            ("torch", "torch.tensor(losses, dtype=torch.float64)"),
            ("pandas", "pd.read_csv(path, dtype=np.float64, float_precision='round_trip')"),
        ],
        Kind::Threshold => &[
            ("SciPy", "least_squares(residuals, u0, loss='huber', f_scale=DELTA)"),
            (
                "torch",
                "torch.nn.functional.huber_loss(ln_fit, ln_loss, delta=DELTA, reduction='sum')",
            ),
            ("JAX", "optax.huber_loss(ln_fit, ln_loss, delta=DELTA).sum()"),
        ],
        Kind::LogBase => &[(
            "NumPy",
            "np.log(loss) - np.log(fitted)  # natural logarithms, in which δ is stated",
        )],
        Kind::Objective => &[
            ("NumPy", "residual = np.log(loss) - np.log(fitted)  # differences of logarithms"),
            (
                "SciPy",
                "least_squares(lambda u: np.log(fitted(u)) - np.log(loss), u0, loss='huber', f_scale=DELTA)",
            ),
        ],
        Kind::Swapped => {
            &[("NumPy", "n, d = table['n_params'], table['n_tokens']  # by name, not by place")]
        }
        Kind::DroppedRows | Kind::RowOrder => {
            &[("NumPy", "assert len(loss) == len(table)  # no [:-1], no skipped header, no split")]
        }
        Kind::IgnoredWeights => &[("SciPy", "curve_fit(f, x, y, p0, sigma=1 / np.sqrt(weight))")],
        Kind::Nondeterministic => &[
            (
                "NumPy",
                "rng = np.random.default_rng(0)  # one seed for starts, folds and resampling",
            ),
            ("shell", "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 your-fitter"),
            ("torch", "torch.use_deterministic_algorithms(True)"),
            ("Python", "math.fsum(terms)  # the same sum in every order"),
        ],
        Kind::Clipped => &[
            (
                "SciPy",
                "bounds=([0, 0, 0, -np.inf, -np.inf], np.inf)  # and refuse an answer at a bound: np.isclose(x, bounds).any()",
            ),
            ("lmfit", "params['A'].set(min=0, max=np.inf)"),
        ],
        Kind::Tied => &[("lmfit", "params['beta'].set(expr='')  # a parameter of its own")],
        Kind::Grid => &[(
            "SciPy",
            "least_squares(residuals, best_of_grid, x_scale='jac', ftol=1e-15, xtol=1e-15, gtol=1e-15)  # polish the best point of the grid",
        )],
        Kind::Printed => &[(
            "Python",
            "json.dumps({name: float(x) for name, x in fitted.items()})  # all 17 digits",
        )],
        Kind::RawUnits => &[
            (
                "NumPy",
                "n, d = n / np.exp(np.log(n).mean()), d / np.exp(np.log(d).mean())  # fit there, then A *= n0 ** alpha, B *= d0 ** beta",
            ),
            ("SciPy", "least_squares(..., x_scale='jac')  # and starts made of the data"),
        ],
        Kind::LocalMinimum => &[
            (
                "SciPy",
                "min((least_squares(residuals, u0, x_scale='jac') for u0 in starts), key=lambda r: r.cost)  # a grid of starts over exponents 0.1 to 1, the best by the objective itself",
            ),
            ("offray", "offray fit runs.csv --json  # a start that needs no guess"),
        ],
        Kind::Twin => {
            &[("offray", "offray design check --tpp 20,100  # runs off the ray tell the two apart")]
        }
        Kind::Arithmetic => &[
            (
                "NumPy",
                "np.linalg.lstsq(J / norms, r)[0] / norms  # QR or SVD of scaled columns, no J.T @ J",
            ),
            (
                "SciPy",
                "least_squares(residuals, u0, jac=jacobian, x_scale='jac')  # exact derivatives, no differences",
            ),
            ("Julia", "qr(J) \\ r"),
        ],
        Kind::StandardErrors => &[
            (
                "SciPy",
                "J = result.jac; s2 = 2 * result.cost / (m - p); np.sqrt(np.diag(s2 * np.linalg.inv(J.T @ J)))  # sums of squares, at the end of the search",
            ),
            ("offray", "offray fit runs.csv --json  # errors by seven definitions"),
        ],
        Kind::NotOptimum | Kind::NoAnswer | Kind::Constant => &[],
    };
    lines.iter().map(|(tool, line)| Remedy { tool, line: line.replace("DELTA", delta) }).collect()
}

/// The first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A fraction in per cent, huge ones as a factor.
pub(super) fn percent(fraction: f64) -> String {
    match fraction {
        x if x > 10.0 => format!("{x:.0} times"),
        x if x >= 1e-3 => format!("{:.2} %", 100.0 * x),
        x => format!("{:.1e} %", 100.0 * x),
    }
}
