//! Fitters by name, with the stopping rules and formats that they have by default.

/// When a search stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test {
    /// The largest slope is at most this.
    Slope(f64),
    /// The fall of one iteration is at most tolerance·max(|F|, floor).
    Fall {
        /// Relative.
        tolerance: f64,
        /// Below which |F| is not looked at.
        floor: f64,
    },
    /// After so many iterations.
    Steps(u32),
}

/// Where derivatives come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivatives {
    /// By rule.
    Exact,
    /// Forward differences of the objective.
    ForwardObjective,
    /// Forward differences of the residuals.
    ForwardResiduals,
}

/// What linear algebra is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// Gradients and Gram matrices: sums over residuals.
    Normal,
    /// QR or SVD of the Jacobian.
    Orthogonal,
}

/// A fitter's defaults.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// As it is typed.
    pub name: &'static str,
    /// As it is called in a sentence.
    pub says: &'static str,
    /// When it stops: whichever comes first.
    pub tests: [Option<Test>; 2],
    /// Where its derivatives come from.
    pub derivatives: Derivatives,
    /// Its linear algebra.
    pub solver: Solver,
    /// Unit roundoff of its arithmetic.
    pub roundoff: f64,
}

const DOUBLE: f64 = f64::EPSILON / 2.0;
const SINGLE: f64 = 5.960_464_477_539_063e-8;

const fn tool(
    name: &'static str,
    says: &'static str,
    tests: [Option<Test>; 2],
    derivatives: Derivatives,
    solver: Solver,
    roundoff: f64,
) -> Tool {
    Tool { name, says, tests, derivatives, solver, roundoff }
}

use Derivatives::{Exact, ForwardObjective, ForwardResiduals};
use Solver::{Normal, Orthogonal};
use Test::{Fall, Slope, Steps};

/// Those that are known.
pub const TOOLS: [Tool; 13] = [
    tool("scipy-bfgs", "SciPy's BFGS", [Some(Slope(1e-5)), None], ForwardObjective, Normal, DOUBLE),
    tool(
        "scipy-bfgs-jac",
        "SciPy's BFGS with a gradient",
        [Some(Slope(1e-5)), None],
        Exact,
        Normal,
        DOUBLE,
    ),
    tool(
        "scipy-lbfgsb",
        "L-BFGS-B with factr 1e7",
        [Some(Fall { tolerance: 2.220_446e-9, floor: 1.0 }), Some(Slope(1e-5))],
        ForwardObjective,
        Normal,
        DOUBLE,
    ),
    tool(
        "scipy-nelder-mead",
        "SciPy's Nelder–Mead",
        [Some(Fall { tolerance: 1e-4, floor: 1.0 }), None],
        Exact,
        Normal,
        DOUBLE,
    ),
    tool(
        "curve-fit",
        "curve_fit",
        [Some(Fall { tolerance: 1.49e-8, floor: 0.0 }), None],
        ForwardResiduals,
        Orthogonal,
        DOUBLE,
    ),
    tool(
        "least-squares",
        "least_squares",
        [Some(Fall { tolerance: 1e-8, floor: 0.0 }), None],
        ForwardResiduals,
        Orthogonal,
        DOUBLE,
    ),
    tool(
        "lmfit",
        "lmfit's leastsq",
        [Some(Fall { tolerance: 1.5e-8, floor: 0.0 }), None],
        ForwardResiduals,
        Orthogonal,
        DOUBLE,
    ),
    tool(
        "jax-bfgs-f32",
        "JAX's BFGS in single precision",
        [Some(Slope(1e-5)), None],
        Exact,
        Normal,
        SINGLE,
    ),
    tool("jax-bfgs-f64", "JAX's BFGS in doubles", [Some(Slope(1e-5)), None], Exact, Normal, DOUBLE),
    tool(
        "torch-lbfgs-f32",
        "torch's LBFGS in single precision",
        [Some(Slope(1e-7)), Some(Steps(20))],
        Exact,
        Normal,
        SINGLE,
    ),
    tool("optim-jl", "Optim.jl", [Some(Slope(1e-8)), None], Exact, Normal, DOUBLE),
    tool(
        "r-optim-bfgs",
        "R's optim with BFGS",
        [Some(Fall { tolerance: 1e-8, floor: 1e-8 }), None],
        ForwardObjective,
        Normal,
        DOUBLE,
    ),
    tool(
        "normal-equations-f64",
        "a solver by normal equations",
        [None, None],
        Exact,
        Normal,
        DOUBLE,
    ),
];

impl Tool {
    /// The same with another tolerance in every test.
    pub fn with_tolerance(self, tolerance: f64) -> Self {
        let change = |test: Test| match test {
            Test::Slope(_) => Test::Slope(tolerance),
            Test::Fall { floor, .. } => Test::Fall { tolerance, floor },
            Test::Steps(count) => Test::Steps(count),
        };
        Tool { tests: self.tests.map(|test| test.map(change)), ..self }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }
}
