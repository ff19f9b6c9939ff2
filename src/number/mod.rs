//! The kinds of number, and the one contract that all of them keep.
//!
//! A law is written once, over [`Scalar`], and evaluated in every kind:
//!
//! | kind | type | what it is for |
//! |---|---|---|
//! | machine | [`f64`], [`f32`] | the everyday fit |
//! | small formats | [`Bf16`], [`F16`], [`Tf32`] | what accelerators compute in: rounded after every operation |
//! | double-double | [`DoubleDouble`] | 32 digits at machine speed |
//! | arbitrary | [`Mpfr`] | any precision, chosen at run time, carried by the value |
//! | interval | [`Interval`] | enclosures: F(X) ⊇ f(X), rounded outwards |
//! | dual | [`Dual`] (sparse), [`DenseDual`] | value and gradient; nested once, the Hessian |
//! | series | [`Series`] | Taylor polynomial in one variable, to any order |
//! | symbol | [`Symbol`] | the formula that ran, to print and to evaluate again |
//!
//! Kinds nest where that makes sense: `Dual<Interval>` encloses a gradient,
//! `Series<Interval>` encloses Taylor coefficients, `Dual<Dual<S>>` is a Hessian
//! and `Dual<Symbol>` is the gradient as a formula.
//!
//! One formula, then, and what some kinds make of it:
//!
//! ```
//! use offray::number::{Bf16, Compare, DoubleDouble, Exact, Interval, Mpfr, Scalar, Series};
//! use offray::number::gradient;
//!
//! /// A N^−α.
//! fn term<S: Scalar>([a, n, alpha]: [&S; 3]) -> S {
//!     a * n.pow_neg(alpha)
//! }
//!
//! let decimals: [Exact; 3] = ["0.354".parse()?, "70".parse()?, "0.34".parse()?];
//! /// The term in the kind of `like`, each decimal rounded to it or enclosed by it.
//! fn of<S: Scalar>(like: S, decimals: &[Exact; 3]) -> S {
//!     term(decimals.each_ref().map(|x| like.exact(x)).each_ref())
//! }
//! let truth = "0.083496818625452439078347576331879992361104";
//!
//! assert!((of(1.0, &decimals) - 0.083496818625452439).abs() < 1e-16);
//! // 0.353515625 · 0.236328125, both rounded to eight bits, and rounded again.
//! assert_eq!(of(Bf16::from_f64(1.0), &decimals).to_f64(), 0.08349609375);
//! assert_eq!(of(Mpfr::from_f64(200, 1.0), &decimals).to_decimal(41), "8.3496818625452439078347576331879992361104e-2");
//! let error = of(DoubleDouble::from_f64(1.0), &decimals) - DoubleDouble::new(&truth.parse()?);
//! assert!(error.hi().abs() < 1e-32);
//! let enclosed = of(Interval::new(100, &"1".parse()?), &decimals);
//! assert!(enclosed.contains(&Mpfr::new(300, &truth.parse()?)) && enclosed.width().to_f64() < 1e-29);
//!
//! let (value, slopes) = gradient(|x| term([&x[0], &x[1], &x[2]]), &[0.354, 70.0, 0.34]);
//! assert!((slopes[2] + value * 70_f64.ln()).abs() < 1e-15); // ∂/∂α = −A N^−α ln N
//! let alpha = Series::variable(0.34, 2);
//! let series = term([&alpha.exact(&decimals[0]), &alpha.int(70), &alpha]);
//! assert!((series.coefficients()[1] - slopes[2]).abs() < 1e-15);
//! # Ok::<(), offray::number::ExactError>(())
//! ```
//!
//! Three rules hold everywhere:
//!
//! - **Precision belongs to values.** There is no global or thread-local setting;
//!   a result has the larger precision of its operands.
//! - **Constants are born from a value** (`x.int(1)`, `x.ratio(1, 2)`,
//!   `x.exact(&decimal)`): a zero without a value would not know its precision.
//! - **Undecided is not false.** [`Compare`] answers with a [`Truth`].

mod double_double;
mod dual;
mod exact;
mod float;
mod gradient;
mod interval;
mod jet;
mod mpfr;
pub(crate) mod ops;
mod series;
mod small_float;
mod symbol;
mod trigonometric;

pub use double_double::DoubleDouble;
pub use dual::{DenseDual, Dual, DualNumber, gradient, hessian};
pub use exact::{Exact, ExactError};
pub use gradient::{Dense, Factor, Gradient, Sparse};
pub use interval::Interval;
pub use jet::{Curve, Jet};
pub use mpfr::{Mpfr, versions};
pub use ops::Ops;
pub use series::{Series, SeriesError, Valuation};
pub use small_float::{Bf16, F16, Tf32};
pub use symbol::{Name, Notation, Shared, Symbol};
pub use trigonometric::Trigonometric;

use std::fmt::Debug;

/// The contract that every kind of number keeps, and all that a law may use.
///
/// Ring operations come by value and by reference (see [`Ops`]), so that a
/// formula reads `e + a * n.pow_neg(alpha)` with `e`, `a`, `n`, `alpha` references.
///
/// # Domain
/// [`ln`](Scalar::ln), [`sqrt`](Scalar::sqrt) and [`pow`](Scalar::pow) are real
/// functions: outside their domain the floating-point kinds give NaN and the
/// interval kind keeps the part inside the domain and remembers that some was lost.
pub trait Scalar: Ops + Clone + Debug + Send + Sync + 'static {
    /// The integer `n`, at this value's precision.
    fn int(&self, n: i64) -> Self;

    /// The number nearest to (or the tightest enclosure of) an exact rational,
    /// at this value's precision.
    fn exact(&self, value: &Exact) -> Self;

    /// eˣ.
    fn exp(&self) -> Self;

    /// 1 − e^(−x), a share that saturates. The kinds that compute keep all digits of it
    /// where x is small; others write it as it stands.
    fn one_minus_exp_neg(&self) -> Self {
        self.one() - (-self).exp()
    }

    /// Natural logarithm, for x > 0.
    fn ln(&self) -> Self;

    /// √x, for x ≥ 0.
    fn sqrt(&self) -> Self;

    /// x^y = exp(y ln x), for x > 0.
    fn pow(&self, y: &Self) -> Self;

    /// x^−y, for x > 0: a power law's own shape, without a −y to be made.
    fn pow_neg(&self, y: &Self) -> Self {
        self.pow(&-y)
    }

    /// Absolute value, |x|.
    fn abs(&self) -> Self {
        let zero = self.int(0);
        Self::select(&zero, self, self.clone(), -self.clone())
    }

    /// `x` where a ≤ b and `y` where a > b. Where an interval comparison is
    /// undecided, the hull of both; on a symbol, a piecewise expression.
    ///
    /// Derivatives follow the branch: at a kink (a = b) they are those of `x`.
    fn select(a: &Self, b: &Self, x: Self, y: Self) -> Self;

    /// x^n for an integer n, by repeated squaring; x⁰ = 1.
    fn powi(&self, n: i32) -> Self {
        let mut base = self.clone();
        let mut result = None;
        let mut rest = n.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                result = Some(match result {
                    Some(product) => product * &base,
                    None => base.clone(),
                });
            }
            rest >>= 1;
            if rest > 0 {
                base = &base * &base;
            }
        }
        let result = result.unwrap_or_else(|| self.one());
        if n < 0 { self.one() / result } else { result }
    }

    /// The same value, now carrying its logarithm, in kinds where recomputing
    /// ln x in every power would dominate the cost. The value is unchanged.
    fn with_ln(self) -> Self {
        self
    }

    /// (x^y, ln x), for x > 0: what a power's derivative needs, from one logarithm.
    fn pow_and_ln(&self, y: &Self) -> (Self, Self) {
        let x = self.clone().with_ln();
        (x.pow(y), x.ln())
    }

    /// (x^−y, ln x), for x > 0.
    fn pow_neg_and_ln(&self, y: &Self) -> (Self, Self) {
        self.pow_and_ln(&-y)
    }

    /// Whether the value is known to be exactly 1, so that a product with it may
    /// be left out. False where telling would cost more than multiplying.
    fn is_one(&self) -> bool {
        false
    }

    /// The same of −1, for products that are a change of sign.
    fn is_minus_one(&self) -> bool {
        false
    }

    /// The rational p/q at this value's precision, q ≠ 0.
    fn ratio(&self, p: i64, q: i64) -> Self {
        self.int(p) / self.int(q)
    }

    /// 0 at this value's precision.
    fn zero(&self) -> Self {
        self.int(0)
    }

    /// 1 at this value's precision.
    fn one(&self) -> Self {
        self.int(1)
    }

    /// x².
    fn square(&self) -> Self {
        self * self
    }

    /// min(self, other); at a tie, self (which decides the derivative).
    fn min(&self, other: &Self) -> Self {
        Self::select(self, other, self.clone(), other.clone())
    }

    /// max(self, other); at a tie, other (which decides the derivative).
    fn max(&self, other: &Self) -> Self {
        Self::select(self, other, other.clone(), self.clone())
    }
}

/// The answer to a comparison: yes, no, or not decided at this precision.
///
/// ```
/// use offray::number::Truth;
/// assert!(Truth::True.is_true() && !Truth::Unknown.is_true() && !Truth::Unknown.is_false());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Proved.
    True,
    /// Disproved.
    False,
    /// This evaluation cannot tell; a higher precision might.
    Unknown,
}

impl Truth {
    /// Of an evaluation that can prove a yes or a no.
    pub fn of(yes: bool, no: bool) -> Self {
        match (yes, no) {
            (true, _) => Truth::True,
            (false, true) => Truth::False,
            (false, false) => Truth::Unknown,
        }
    }

    /// Whether the answer is a proved yes.
    pub fn is_true(self) -> bool {
        self == Truth::True
    }

    /// Whether the answer is a proved no.
    pub fn is_false(self) -> bool {
        self == Truth::False
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::True } else { Truth::False }
    }
}

/// Order, for the kinds that have one. On intervals the answer may be
/// [`Truth::Unknown`]; on dual numbers and series it is that of the value, so
/// that the branch taken never depends on which derivatives are asked for.
pub trait Compare: Scalar {
    /// Whether self < other.
    fn less(&self, other: &Self) -> Truth;

    /// A double near the value (of an interval, its midpoint), for guesses,
    /// pivots and plots; never for a printed number.
    fn to_f64(&self) -> f64;

    /// Whether the value is an ordinary number: neither NaN nor infinite
    /// (of an interval: not empty, both ends finite).
    fn is_finite(&self) -> bool {
        self.to_f64().is_finite()
    }

    /// Whether self > 0.
    fn is_positive(&self) -> Truth {
        self.zero().less(self)
    }
}
